"""Means of few people, shown, told by their ends, or left over when parts are taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.instruments import load
from sosiaali_lib.release_audit.answers import Written
from sosiaali_lib.release_audit.declared import BY_NAME, HIDDEN
from sosiaali_lib.release_audit.derived import half_step, place_of
from sosiaali_lib.release_audit.finding import Finding
from sosiaali_lib.release_audit.places import places
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.tabulation.ratings import HIGH, LOW, MEAN, Ratings

NEAR = 1e-9
LEAST_HALF = 0.05  # a mean written without a decimal is a whole number by chance
CHANGES, CHANGE, ITEM, INSTRUMENT = "muutokset", "muutos", "osa", "mittari"
# Table → pairs of a number of people and the means that are theirs.
MEANS = ("ka", "ka_alku", "ka_loppu", CHANGE, "tunne_ka", "keskiarvo")
NUMBERS = {"tunne_ka": "tunne_n"}
ENDS = (
    "min", "max", "pienin", "suurin", "mediaani", "q1", "q3", "alakvartiili", "ylakvartiili",
)  # fmt: skip
Limits = tuple[float, float]


def means(folder: Folder, label: str) -> Iterator[Finding]:
    """Give what the means of a release tell of few people."""
    for name, table in folder.tables.items():
        shown = [mean for mean in MEANS if mean in table and NUMBERS.get(mean, "n") in table]
        if not shown and not any(end in table for end in ENDS):
            continue
        title = label + name + folder.label
        yield from _few(table, title, shown, folder.threshold)
        if AREA in table:
            for mean in shown:
                yield from _left_over(table, title, mean, folder)
        yield from _telling(table, title, name, folder)


def _few(table: pd.DataFrame, name: str, shown: list[str], threshold: int) -> Iterator[Finding]:
    """Give means of fewer people than the threshold, and ends of fewer than twice as many."""
    for columns, least, way in ((shown, threshold, "few"), (ENDS, 2 * threshold, "ends")):
        for column in columns:
            number = NUMBERS.get(column, "n")
            if column not in table or number not in table:
                continue
            told = table[column].notna() & table[number].between(1, least - 1).fillna(False)
            for row in table[told].to_dict("records"):
                yield Finding(name, place_of(row, _numbers(table)), way)


def _left_over(table: pd.DataFrame, name: str, mean: str, folder: Folder) -> Iterator[Finding]:
    """Give areas of which few people are left when the areas in it with means are taken away.

    A rounded mean of many people leaves their sum open: what is left is told only where the sum of the
    few is known to less than one step of the scale for each of them.
    """
    number = NUMBERS.get(mean, "n")
    numeric = _numbers(table)
    keys = [c for c in table if c not in (*numeric, AREA, HIDDEN)]
    half = _half(table, mean)
    groups = table.groupby(keys, dropna=False) if keys else [((), table)]
    for _key, part in groups:
        known = part[part[mean].notna() & part[number].notna()]
        rows = {str(row[AREA]): row for row in known.to_dict("records")}
        sizes = {area: int(row[number]) for area, row in rows.items()}
        around = places([*part[AREA]], folder.own_areas, folder.division)
        for whole, parts in around.sums.items():
            if whole not in sizes:
                continue
            within = [sizes[area] for area in _shown(parts, sizes, around.sums)]
            left = sizes[whole] - sum(within)
            if 0 < left < folder.threshold and 2 * half * (sizes[whole] + sum(within)) < left:
                yield Finding(name, place_of(rows[whole], numeric), "subtracted")


def _shown(
    parts: tuple[str, ...], sizes: Mapping[str, int], sums: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Give the parts with means; of one without, the parts of it that have."""
    for area in parts:
        if area in sizes:
            yield area
        elif area in sums:
            yield from _shown(sums[area], sizes, sums)


def _telling(table: pd.DataFrame, name: str, bare: str, folder: Folder) -> Iterator[Finding]:
    """Give means that prove everybody's answer, or fit one set of answers with their interval."""
    numeric = _numbers(table)
    halves = {mean: _half(table, mean) for mean in (*MEANS, LOW, HIGH) if mean in table}
    for row in table.to_dict("records"):
        n = row.get("n")
        if pd.isna(n) or not n:
            continue
        for mean, limits, interval in _scales(bare, row):
            value = row.get(mean)
            if pd.isna(value):
                continue
            off = min(abs(float(value) - end) for end in limits)
            # The next mean that is possible lies one answer's step away from the end.
            if mean != CHANGE and off < NEAR and halves[mean] < 1 / int(n):
                yield Finding(name, place_of(row, numeric), "alike")
            elif interval:
                written = Written(
                    int(n),
                    float(value),
                    halves[mean],
                    _end(row, LOW),
                    _end(row, HIGH),
                    halves.get(LOW, 0.0),
                )
                if written.tells(limits, folder.threshold):
                    yield Finding(name, place_of(row, numeric), "answers")


def _end(row: Mapping[Any, Any], name: str) -> float | None:
    value = row.get(name)
    return None if pd.isna(value) else float(value)


def _scales(name: str, row: Mapping[Any, Any]) -> list[tuple[str, Limits, bool]]:
    """Give the means of a row with the ends of their scale, and whether the interval is theirs."""
    one = BY_NAME.get(name)
    if isinstance(one, Ratings) and all(map(isfinite, one.limits)):
        return [(MEAN, one.limits, True)]
    if name != CHANGES:
        return []
    known = load(str(row[INSTRUMENT]))
    items = {item.id: item for item in known.items}
    item = items.get(str(row[ITEM]))
    if item is None or item.decimals:
        return []
    ends = (float(item.min), float(item.max))
    span = ends[1] - ends[0]
    return [("ka_alku", ends, False), ("ka_loppu", ends, False), (CHANGE, (-span, span), True)]


def _half(table: pd.DataFrame, mean: str) -> float:
    """Give how far a true mean may lie from the written one; means have a decimal at least."""
    return min(half_step(table[mean]), LEAST_HALF)


def _numbers(table: pd.DataFrame) -> list[str]:
    return [str(column) for column in table.select_dtypes("number")]
