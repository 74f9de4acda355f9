"""What an update will fetch: which indicators from which service, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, log2
from typing import Any

from sosiaali_lib.area_tables import succession_table
from sosiaali_lib.areas import successor
from sosiaali_lib.indicators import statfin, table
from sosiaali_lib.indicators.indicator import Indicator
from sosiaali_lib.messages import _

YEARS = 7
"""So many years are fetched: statistics come late, and a trend needs five."""
SECONDS = 2.0
"""What a call is taken to last: the distance to the one before it, and some time for the answer."""
POPULATION = "vaesto"
"""Indicator whose table has the inhabitants by age: the denominators that Sotkanet does not send."""
_AGES = 102

Address = tuple[str, str]
"""Subject and short id of a table of Statistics Finland."""


class ChoiceError(ValueError):
    """An indicator, area or year that an update cannot fetch."""


@dataclass(frozen=True)
class Plan:
    """Indicators by service and table, the areas and years asked for, and about how many calls."""

    sotkanet: tuple[Indicator, ...]
    statfin: Mapping[Address, tuple[Indicator, ...]]
    areas: tuple[str, ...]
    years: tuple[int, ...]
    calls: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The indicators, in the order in which they are fetched."""
        of_tables = (one.key for ones in self.statfin.values() for one in ones)
        return (*of_tables, *(one.key for one in self.sotkanet))

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return self.calls * SECONDS

    @property
    def needed(self) -> frozenset[str]:
        """The areas asked for, and what their values are computed from."""
        # The services give the whole country; a sum of all municipalities would be a large question.
        parts = {area: () if area == table.COUNTRY else table.members(area) for area in self.areas}
        wanted = {part for area, inside in parts.items() for part in (area, *inside)}
        wanted |= {area for area in table.known_areas() if area.startswith(table.REGION)}
        return frozenset(wanted | {old for old in succession_table() if successor(old) in wanted})


def plan(
    known: Sequence[Indicator],
    calls: Mapping[str, Mapping[str, Any]],
    today: date,
    *,
    only: Iterable[str] | None = None,
    areas: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> Plan:
    """Plan an update.

    Parameters
    ----------
    known
        The catalogue.
    calls
        Earlier retrievals, which tell the ids found by title.
    today
        The day; without `years` the seven years before its year are fetched.
    only, areas, years
        Keys of indicators, codes of areas and years; None for all.

    Raises
    ------
    ChoiceError
        If there is no such indicator or area, or no year is asked for.
    """
    chosen = _chosen(known, only)
    places = _places(areas)
    span = (
        tuple(range(today.year - YEARS, today.year)) if years is None else tuple(sorted(set(years)))
    )
    if not span:
        raise ChoiceError(
            _("No year is given; give one, such as 2019, or a span, such as 2015–2019.")
        )
    of_sotkanet = tuple(one for one in chosen if one.sotkanet is not None)
    tables: dict[Address, tuple[Indicator, ...]] = {}
    for one in sorted(_with_population(chosen, known), key=lambda one: one.key != POPULATION):
        if one.statfin is not None:
            address = (one.statfin.subject, one.statfin.table)
            tables[address] = (*tables.get(address, ()), one)
    made = Plan(of_sotkanet, tables, places, span, 0)
    return replace(made, calls=_calls(made, calls))


def _with_population(chosen: list[Indicator], known: Sequence[Indicator]) -> list[Indicator]:
    if any(one.key == POPULATION for one in chosen) or not any(map(_needs_people, chosen)):
        return chosen
    return chosen + [one for one in known if one.key == POPULATION]


def _needs_people(one: Indicator) -> bool:
    """Whether denominators, or the weights of municipalities, come from the population."""
    if one.sotkanet is not None:
        return one.sotkanet.ages is not None
    return "value" in one.parts and "events" not in one.parts


def _chosen(known: Sequence[Indicator], only: Iterable[str] | None) -> list[Indicator]:
    if only is None:
        return list(known)
    wanted = list(dict.fromkeys(only))
    by_key = {one.key: one for one in known}
    if unknown := [key for key in wanted if key not in by_key]:
        raise ChoiceError(
            _("There is no indicator {names}. There are: {known}.").format(
                names=", ".join(unknown), known=", ".join(by_key)
            )
        )
    return [by_key[key] for key in wanted]


def _places(areas: Iterable[str] | None) -> tuple[str, ...]:
    known = table.known_areas()
    if areas is None:
        return known
    wanted = list(dict.fromkeys(areas))
    if unknown := [area for area in wanted if area not in known]:
        raise ChoiceError(table.no_area(unknown))
    return tuple(wanted)


def _calls(made: Plan, calls: Mapping[str, Mapping[str, Any]]) -> int:
    n = 0
    if made.statfin:
        n += 1 + len({subject for subject, _table in made.statfin})
        n += sum(1 + _pages(ones, made) for ones in made.statfin.values())
    if made.sotkanet:
        unknown = [
            one
            for one in made.sotkanet
            if one.sotkanet is not None and one.sotkanet.id is None and one.key not in calls
        ]
        n += 1 + bool(unknown) + 2 * len(made.sotkanet)
    return n


def _pages(ones: Sequence[Indicator], made: Plan) -> int:
    """Estimate the answers that hold a table: those by age are large."""
    parts = [part for one in ones for part in one.parts.values()]
    by_age = any(one.key == POPULATION or any(part.ages for part in parts) for one in ones)
    cells = len(made.needed) * len(made.years) * (_AGES if by_age else 1)
    halvings = ceil(log2(max(cells / statfin.MOST_CELLS, 1)))
    return 1 << halvings
