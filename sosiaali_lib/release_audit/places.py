"""Areas as sets of municipalities: two areas with the same members are one, whatever they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sosiaali_lib import areas
from sosiaali_lib.cells import TOTAL

Members = frozenset[str]


@dataclass(frozen=True)
class Places:
    """The areas of tables that count the same rows.

    Attributes
    ----------
    members
        Code of an area → the smallest areas that it is made of; of `TOTAL`, all of them.
    sums
        Code of a larger area → the codes that add up to it.
    """

    members: Mapping[str, Members]
    sums: Mapping[str, tuple[str, ...]]


def places(
    seen: Iterable[str], own: Mapping[str, tuple[str, ...]], division: date | None
) -> Places:
    """Arrange the areas of some tables as everybody knows them to lie in one another.

    Parameters
    ----------
    seen
        Codes of areas in the tables.
    own
        Areas of the organisation's own: name → municipalities.
    division
        Day of the area division; None for the newest.
    """
    codes = sorted({str(code) for code in seen} - {TOTAL})
    around = {code: above for code in codes if (above := _county(code, division)) is not None}
    groups = {name: [c for c in members if c in around] for name, members in own.items()}
    made_of = {
        **{county: [c for c in codes if around.get(c) == county] for county in around.values()},
        **{name: found for name, found in groups.items() if name in codes and found},
    }
    smallest = [code for code in codes if code not in made_of]
    members: dict[str, Members] = {code: frozenset({code}) for code in smallest}
    members |= {code: frozenset(parts) for code, parts in made_of.items()}
    members[TOTAL] = frozenset(smallest)
    sums = {code: tuple(parts) for code, parts in made_of.items()}
    top = sorted({around.get(code, code) for code in smallest})
    sums[TOTAL] = tuple(top)
    return Places(members, sums)


def _county(code: str, division: date | None) -> str | None:
    """Give the county of a municipality; None for anything that is no municipality."""
    try:
        found = areas.county_of(code, division)
    except ValueError:
        return None
    return None if found is None else found.code
