"""Which municipality belongs where on which day, how many people live there, and place names.

Areas are always “area as of a date”: `on` gives the division of a day as one object. The tables hold
every division from 1 January 2015 to that of 1 January 2026 (`VINTAGE`); a later date means the
newest one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from sosiaali_lib import area_division
from sosiaali_lib.area_division import Division, on
from sosiaali_lib.area_keys import known, place
from sosiaali_lib.area_merging import grouped, merged
from sosiaali_lib.area_notes import Note
from sosiaali_lib.area_search import Match, codes, find, find_area
from sosiaali_lib.area_tables import (
    COUNTIES_FROM,
    COUNTRY,
    VINTAGE,
    Area,
    Municipality,
    area_table,
    inhabitants,
)

__all__ = [
    "COUNTRY",
    "VINTAGE",
    "Area",
    "Division",
    "Match",
    "Municipality",
    "Note",
    "codes",
    "counties",
    "county",
    "county_of",
    "find",
    "find_area",
    "grouped",
    "joint_population",
    "members",
    "merged",
    "municipalities",
    "municipality",
    "on",
    "place",
    "population",
    "region_of",
    "successor",
]


def municipality(code: str) -> Municipality:
    """Give a municipality, present or ended, by its three-digit code.

    Raises
    ------
    ValueError
        If no municipality has had the code since 2015.

    Examples
    --------
    >>> municipality("620").locative("fi")
    'Puolangalla'
    """
    return known(code)


def county(code: str) -> Area:
    """Give a wellbeing services county by its two-digit code; also Helsinki (90), Åland (91).

    Raises
    ------
    ValueError
        If there is no such county.
    """
    if (found := area_table().get(("hyvinvointialue", code))) is None:
        raise ValueError(
            f"County code {code!r} is not known; expected two digits as text, such as '20' for "
            "Kainuun hyvinvointialue. Look the county up with `find_area`."
        )
    return found


def municipalities(on: date | None = None) -> tuple[Municipality, ...]:
    """Give the municipalities of the division of a day, in the order of their codes.

    Parameters
    ----------
    on
        A day from 1.1.2015 on; None is the newest division.

    Raises
    ------
    ValueError
        If the day is before 2015.
    """
    return area_division.on(on).municipalities


def counties(on: date | None = None) -> tuple[Area, ...]:
    """Give the 21 wellbeing services counties, Helsinki and Åland, in the order of their codes.

    Raises
    ------
    ValueError
        If the day is before 1.1.2023: there were no counties.
    """
    return _with_counties(on).counties


def county_of(code: str, on: date | None = None) -> Area | None:
    """Give the wellbeing services county of a municipality on a day.

    Parameters
    ----------
    code
        Three-digit municipality code.
    on
        A day from 1.1.2023 on; None is the newest division.

    Returns
    -------
    Area or None
        None when the municipality no longer existed on that day; `successor` gives its heir.

    Raises
    ------
    ValueError
        If the code is not known, or the day is before 1.1.2023.
    """
    return _with_counties(on).county_of(code)


def region_of(code: str, on: date | None = None) -> Area | None:
    """Give the region (maakunta) of a municipality on a day from 1.1.2015 on.

    Returns
    -------
    Area or None
        None when the municipality no longer existed on that day.

    Raises
    ------
    ValueError
        If the code is not known, or the day is before 2015.
    """
    return area_division.on(on).region_of(code)


def members(county_code: str, on: date | None = None) -> tuple[Municipality, ...]:
    """Give the municipalities of a wellbeing services county on a day, in the order of their codes.

    Raises
    ------
    ValueError
        If the county is not known, or the day is before 1.1.2023.
    """
    return _with_counties(on).members(county(county_code).key)


def successor(code: str, on: date | None = None) -> str:
    """Give the code of the municipality that holds an old municipality's area on a day.

    Municipalities are followed through every merge up to the day; one that still existed is its
    own successor. Moves of parts of a municipality are not followed.

    Raises
    ------
    ValueError
        If the code is not known, or the day is before 2015.

    Examples
    --------
    >>> successor("588"), successor("588", date(2024, 12, 31))
    ('507', '588')
    """
    return area_division.on(on).successor(code)


def population(code: str, year: int) -> tuple[int, int] | None:
    """Give the population of a municipality or county on 31.12., and the year that was used.

    Parameters
    ----------
    code
        Three digits for a municipality, two for a county.
    year
        The year asked for. Without a figure the nearest earlier year is used, and before the first
        year the first one: a rate should name the year it rests on.

    Returns
    -------
    tuple of int, or None
        Inhabitants and the year used; None when the municipality has no figure of its own.

    Raises
    ------
    ValueError
        If the code is not known.

    Notes
    -----
    Statistics Finland, population on 31 December of 2015–2022 (Sotkanet indicator 127), in the
    newest division: a municipality includes those merged into it, a county is the sum of its
    present members. An ended municipality is asked for by its own code; do not add it to its heir.

    Examples
    --------
    >>> population("765", 2026)
    (10354, 2022)
    """
    counts = _inhabitants(code)
    if not counts:
        return None
    used = max((known for known in counts if known <= year), default=min(counts))
    return counts[used], used


def joint_population(codes: Iterable[str], year: int) -> tuple[int, int] | None:
    """Give the population of several areas together, and the latest year that was used.

    Parameters
    ----------
    codes
        Municipalities or counties that do not overlap.
    year
        As in `population`.

    Returns
    -------
    tuple of int, or None
        None without areas, or when one of them has no figure: a sum without it would be too small.

    Raises
    ------
    ValueError
        If a code is not known.
    """
    found = [population(code, year) for code in codes]
    figures = [each for each in found if each is not None]
    if not figures or len(figures) < len(found):
        return None
    return sum(people for people, _used in figures), max(used for _people, used in figures)


@cache
def _inhabitants(code: str) -> dict[int, int]:
    if len(code) == 2:
        return inhabitants([found.code for found in members(code)])
    return inhabitants([municipality(code).code])


def _with_counties(on: date | None) -> Division:
    """Give the division of a day on which there were counties."""
    division = area_division.on(on)
    if division.day < COUNTIES_FROM:
        raise ValueError(
            f"There were no wellbeing services counties on {division.day}; they began on "
            f"{COUNTIES_FROM}. Use `region_of`, or the division of a later date."
        )
    return division
