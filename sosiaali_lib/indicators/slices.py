"""Slices of a table of Statistics Finland: which cells an indicator needs, and their sums by year."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from math import prod

import pandas as pd

from sosiaali_lib.indicators.faults import ServiceError
from sosiaali_lib.indicators.indicator import Part, Span
from sosiaali_lib.indicators.jsonstat import CODE
from sosiaali_lib.indicators.statfin_cells import NAME, Metadata, Variable, area

MONTHS = 12
_TOTALS = ("yhteensä", "totalt", "sammanlagt", "total")

Choice = dict[str, tuple[str, ...]]
"""Code of a dimension → codes of its values."""


def choice(metadata: Metadata, part: Part) -> Choice:
    """Give the values of each dimension but area and time that make up a part.

    Raises
    ------
    ServiceError
        If the table has no such content, value or age, or several where one is meant.
    """
    chosen: Choice = {}
    for one in metadata.variables:
        if one.name in ("alue", metadata.time.name):
            continue
        if one.name == "tiedot":
            chosen[one.code] = _only(metadata, one, part.contents)
        elif one.name == "ika" and part.ages:
            chosen[one.code] = ages(metadata, one, part.ages)
        elif pattern := _pattern(one, part):
            chosen[one.code] = _only(metadata, one, pattern)
        else:
            chosen[one.code] = (_total(metadata, one),)
    return chosen


def asked(
    metadata: Metadata,
    choices: Iterable[Choice],
    areas: Collection[str],
    years: Collection[int],
) -> Choice:
    """Give the values of every dimension that choices need together, for areas and years.

    Raises
    ------
    ServiceError
        If the table has none of the areas or of the years.
    """
    together: dict[str, dict[str, None]] = {}
    for chosen in choices:
        for code, values in chosen.items():
            together.setdefault(code, {}).update(dict.fromkeys(values))
    places, times = metadata.variable("alue"), metadata.time
    wanted = {str(year) for year in years}
    found = {
        places.code: [value for value in places.values if area(value) in areas],
        times.code: [value for value, text in times.pairs if text[:4] in wanted],
    }
    for one in (places, times):
        if not found[one.code]:
            named = ", ".join(sorted(wanted)) if one is times else one.text
            raise ServiceError(NAME, "changed", metadata.address, f"{named}?")
    return {
        one.code: tuple(found.get(one.code) or together[one.code]) for one in metadata.variables
    }


def by_year(cells: pd.DataFrame, metadata: Metadata, chosen: Choice) -> pd.Series:
    """Add up the cells of a choice for each area and year.

    Returns
    -------
    Series
        Indexed by `alue` and `vuosi`. A sum that lacks a cell is missing; of a table by months it
        is the mean of the twelve months, and missing for a year that is not whole.
    """
    kept = pd.Series(True, index=cells.index)
    for one in metadata.variables:
        if one.code in chosen:
            kept &= cells[f"{one.name}{CODE}"].isin(chosen[one.code])
    time = metadata.time.name
    rows = cells[kept].assign(vuosi=cells.loc[kept, time].str[:4].astype("int64"))
    size = prod(len(values) for values in chosen.values())
    sums = _whole(rows, ["alue", "vuosi", time], size).rename_axis(["alue", "vuosi", "aika"])
    if time != "kuukausi":
        return sums.droplevel(2)
    return _whole(sums.reset_index(), ["alue", "vuosi"], MONTHS) / MONTHS


def ages(metadata: Metadata, variable: Variable, spans: Sequence[Span]) -> tuple[str, ...]:
    """Give the values of single years of age that fill spans without a gap.

    Raises
    ------
    ServiceError
        If the table does not have them.
    """
    known = {
        int(found[1]): (value, bool(found[2]))
        for value, text in variable.pairs
        if (found := re.fullmatch(r"(\d{1,3})\s*([-–+]?)", text.strip()))
    }
    chosen: list[str] = []
    oldest = max(known, default=-1)
    for first, last in spans:
        wanted = range(first, (oldest if last is None else last) + 1)
        gap = [age for age in wanted if age not in known or (known[age][1] and last is not None)]
        if gap or not wanted or (last is None and not known[oldest][1]):
            raise ServiceError(
                NAME, "changed", metadata.address, f"{variable.text} {first}–{last or ''}?"
            )
        chosen += [known[age][0] for age in wanted]
    return tuple(chosen)


def _whole(rows: pd.DataFrame, by: list[str], parts: int) -> pd.Series:
    """Add up values by groups; one that has fewer values than it should is missing."""
    groups = rows.groupby(by, sort=False)["arvo"]
    sums: pd.Series = groups.sum().where(groups.count() == parts)
    return sums


def _pattern(variable: Variable, part: Part) -> str:
    fits = (value for text, value in part.select if re.search(text, variable.text, re.IGNORECASE))
    return next(fits, "")


def _only(metadata: Metadata, variable: Variable, pattern: str) -> tuple[str, ...]:
    """Give the one value whose text fits a regular expression; an empty one fits all."""
    found = [value for value, text in variable.pairs if re.search(pattern, text, re.IGNORECASE)]
    if len(found) != 1:
        raise _missing(metadata, variable, pattern)
    return (found[0],)


def _total(metadata: Metadata, variable: Variable) -> str:
    """Give the value that stands for all of a dimension."""
    if "SSS" in variable.values:
        return "SSS"
    texts = [(value, text.casefold()) for value, text in variable.pairs]
    whole = [value for value, text in texts if text in _TOTALS]
    ending = [value for value, text in texts if text.endswith(_TOTALS)]
    for found in (whole, ending, list(variable.values)):
        if len(found) == 1:
            return found[0]
    raise _missing(metadata, variable, _TOTALS[0])


def _missing(metadata: Metadata, variable: Variable, pattern: str) -> ServiceError:
    """Tell what was looked for in a dimension, and which texts share a word with it."""
    words = re.findall(r"\w{4,}", pattern.casefold())
    near = [text for text in variable.texts if any(word in text.casefold() for word in words)]
    named = "; ".join((near or variable.texts)[:8])
    detail = f"{variable.text}: {pattern or '–'}? {named}"
    return ServiceError(NAME, "changed", metadata.address, detail)
