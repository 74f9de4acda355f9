"""Percentages and rates as relations: each says within which limits its count lies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sosiaali_lib import areas
from sosiaali_lib.file_audit.bounds import Relation, Unknown
from sosiaali_lib.file_audit.facts import Facts
from sosiaali_lib.file_audit.numbers import Value
from sosiaali_lib.file_audit.sheets import Figure, Head, Line, Sheet
from sosiaali_lib.messages import N_

SHARE = N_("a share of a known number")
RATE = N_("a rate of the population")
_SLACK = 1e-9  # for the binary form of decimals
_RATE = re.compile(
    r"(1[ ,]?000|10[ ,]?000|100[ ,]?000)\s*(?:asukas|inhabitant|invånare|henke|personer|people)"
)
_YEARS = range(2015, 2023)
"""Years of which the project knows populations; the newest is tried first."""
Amount = Figure | int
Base = Callable[[Sheet, Line], Amount | None]


@dataclass(frozen=True)
class Reading:
    """A way to read a column of shares or rates: which count, of which base."""

    column: str
    count: Callable[[Sheet, Line], Figure]
    base: Base
    way: str = SHARE
    per: int = 1
    """Size of the base that a rate is told of, such as 1,000 inhabitants."""


def share_relations(facts: Facts) -> list[Relation]:
    """Give `base x (share - step/2) <= count <= base x (share + step/2)` for every shown share.

    Which count a column of shares goes with, and of which base, is read from the tables: the way
    that fits every row in which all three are shown, the nearest column first.
    """
    by_stem: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in facts.sheets:
        by_stem[sheet.stem].append(sheet)
    found: list[Relation] = []
    for sheets in by_stem.values():
        if _says_shares(sheets):
            found += _of_table(facts, sheets)
    return list(dict.fromkeys(found))


def _says_shares(sheets: list[Sheet]) -> bool:
    shares = any(v.kind == "share" for sheet in sheets for line in sheet.lines for v in line.values)
    return shares or any(_per(head.label) for sheet in sheets for head in sheet.heads)


def _per(label: str) -> int:
    """Give the number of inhabitants that a rate is told of; 0 where a column holds no rates."""
    found = _RATE.search(label.casefold())
    return int(re.sub(r"\D", "", found[1])) if found else 0


def _of_table(facts: Facts, sheets: list[Sheet]) -> Iterator[Relation]:
    heads = {head.column: head for sheet in sheets for head in sheet.heads}
    order = list(heads)
    counts = [name for name in order if facts.is_count((sheets[0].stem, name))]
    for name in order:
        per = _per(heads[name].label)
        if not per and facts.kinds.get((sheets[0].stem, name)) != "share":
            continue
        at = order.index(name)
        near = sorted(counts, key=lambda one: (order.index(one) > at, abs(order.index(one) - at)))
        readings = list(_rates(name, near, per) if per else _readings(name, near, heads[name]))
        fits = [(_evidence(facts, sheets, reading), reading) for reading in readings]
        good = [(seen, reading) for seen, reading in fits if seen is not None]
        if good:
            best = max(good, key=lambda one: one[0] or 0)[1]
            yield from _relations(facts, sheets, best)


def _readings(name: str, counts: list[str], own: Head) -> Iterator[Reading]:
    """Give the ways to read a column, the likeliest first."""

    def figure(column: str) -> Callable[[Sheet, Line], Figure]:
        return lambda sheet, line: sheet.figure(line, Head("", column, own.area))

    def total(column: str) -> Base:
        def base(sheet: Sheet, line: Line) -> Amount | None:
            return None if sheet.total is None else figure(column)(sheet, sheet.lines[sheet.total])

        return base

    for column in counts:
        yield Reading(name, figure(column), total(column))
        for other in counts:
            if other != column:
                yield Reading(name, figure(column), figure(other))
        yield Reading(name, figure(column), lambda sheet, line: _named(sheet, name))
    if not counts:
        yield Reading(name, figure(f"{name} (n)"), lambda sheet, line: _named(sheet, name))


def _rates(name: str, counts: list[str], per: int) -> Iterator[Reading]:
    """Give the ways to read a column of rates: the population of any year may be its base."""
    for year in reversed(_YEARS):
        for column in counts:
            yield Reading(
                name,
                lambda sheet, line, column=column: sheet.figure(line, Head("", column)),  # type: ignore[misc]
                lambda sheet, line, year=year: _inhabitants(line.area or sheet.area, year),  # type: ignore[misc]
                RATE,
                per,
            )


def _inhabitants(area: str, year: int) -> int | None:
    try:
        found = areas.population(area, year)
    except ValueError:
        return None
    return None if found is None else found[0]


def _named(sheet: Sheet, column: str) -> int | None:
    own = next((head.base for head in sheet.heads if head.column == column), None)
    return own if own is not None else sheet.base


def _shares(sheets: list[Sheet], reading: Reading) -> Iterator[tuple[Figure, Amount, Value]]:
    for sheet in sheets:
        for line in sheet.lines:
            for head, value in zip(sheet.heads, line.values, strict=False):
                kinds = ("share",) if reading.way == SHARE else ("other", "count")
                if head.column == reading.column and value.kind in kinds:
                    base = reading.base(sheet, line)
                    if base is not None:
                        told = Value(
                            value.kind, value.number / reading.per, value.step / reading.per
                        )
                        yield reading.count(sheet, line), base, told


def _evidence(facts: Facts, sheets: list[Sheet], reading: Reading) -> int | None:
    """Count the rows in which a reading is seen to hold; None where one contradicts it."""
    seen = 0
    applies = False
    for count, base, value in _shares(sheets, reading):
        applies = True
        number, whole = facts.number(count), _amount(facts, base)
        if number is None or whole is None:
            continue
        low, high = _limits(whole, value)
        if not low - _SLACK <= number <= high + _SLACK:
            return None
        seen += whole > 0 and count != base
    return seen if applies else None


def _amount(facts: Facts, base: Amount) -> float | None:
    return float(base) if isinstance(base, int) else facts.number(base)


def _limits(whole: float, value: Value) -> tuple[float, float]:
    return whole * (value.number - value.step / 2), whole * (value.number + value.step / 2)


def _relations(facts: Facts, sheets: list[Sheet], reading: Reading) -> Iterator[Relation]:
    for count, base, value in _shares(sheets, reading):
        number, whole = facts.number(count), _amount(facts, base)
        if count == base or None not in (number, whole):
            continue
        if whole is not None:
            low, high = _limits(whole, value)
            yield Relation(((count, 1.0),), low - _SLACK, high + _SLACK, reading.way)
        else:
            yield from _with_hidden_base(count, base, number, value)


def _with_hidden_base(
    count: Figure, base: Unknown, number: float | None, value: Value
) -> Iterator[Relation]:
    """A share also tells of its base: two relations, one for either end of the rounding."""
    least, most = value.number - value.step / 2, value.number + value.step / 2
    far = float("inf")
    if number is not None:
        yield (
            Relation(((base, least),), -far, number + _SLACK, SHARE)
            if least > 0
            else Relation(((base, most),), number - _SLACK, far, SHARE)
        )
        if least > 0:
            yield Relation(((base, most),), number - _SLACK, far, SHARE)
        return
    if least > 0:
        yield Relation(((count, 1.0), (base, -least)), -_SLACK, far, SHARE)
    yield Relation(((count, 1.0), (base, -most)), -far, _SLACK, SHARE)
