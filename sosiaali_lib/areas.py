"""Which municipality belongs where on which day, how many people live there, and place names.

Areas are always “area as of a date”. The tables hold every division from 1 January 2015 to that of
1 January 2026 (`VINTAGE`); a later date means the newest one.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from sosiaali_lib.area_search import Match, codes, find, find_area
from sosiaali_lib.area_tables import (
    COUNTIES_FROM,
    FIRST,
    VINTAGE,
    Area,
    AreaKind,
    Municipality,
    area_table,
    inhabitants,
    membership_table,
    municipality_table,
    succession_table,
)

__all__ = [
    "VINTAGE",
    "Area",
    "Match",
    "Municipality",
    "codes",
    "counties",
    "county",
    "county_of",
    "find",
    "find_area",
    "members",
    "municipalities",
    "municipality",
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
    if (found := municipality_table().get(code)) is None:
        raise ValueError(
            f"Municipality code {code!r} is not known; expected three digits as text, such as "
            "'092'. Look the place up with `find`."
        )
    return found


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
    day = _day(on)
    return tuple(found for found in municipality_table().values() if found.valid(day))


def counties(on: date | None = None) -> tuple[Area, ...]:
    """Give the 21 wellbeing services counties, Helsinki and Åland, in the order of their codes.

    Raises
    ------
    ValueError
        If the day is before 1.1.2023: there were no counties.
    """
    day = _county_day(on)
    areas = area_table().values()
    return tuple(area for area in areas if area.kind == "hyvinvointialue" and area.valid(day))


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
    return _area_of("hyvinvointialue", code, _county_day(on))


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
    return _area_of("maakunta", code, _day(on))


def members(county_code: str, on: date | None = None) -> tuple[Municipality, ...]:
    """Give the municipalities of a wellbeing services county on a day, in the order of their codes.

    Raises
    ------
    ValueError
        If the county is not known, or the day is before 1.1.2023.
    """
    area, day = county(county_code), _county_day(on)
    return tuple(
        found
        for found in municipality_table().values()
        if _area_of("hyvinvointialue", found.code, day) == area
    )


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
    day, heir = _day(on), municipality(code).code
    while heir in succession_table() and succession_table()[heir][1] <= day:
        heir = succession_table()[heir][0]
    return heir


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


@cache
def _inhabitants(code: str) -> dict[int, int]:
    if len(code) == 2:
        return inhabitants([found.code for found in members(code)])
    return inhabitants([municipality(code).code])


def _area_of(kind: AreaKind, code: str, day: date) -> Area | None:
    memberships = membership_table().get((kind, municipality(code).code), ())
    return next((each.area for each in memberships if each.valid(day)), None)


def _day(on: date | None) -> date:
    """Give the day of a division; a time of day would not compare with dates."""
    day = VINTAGE if on is None else on.date() if isinstance(on, datetime) else on
    if day < FIRST:
        raise ValueError(
            f"The area tables begin at {FIRST}; {day} is before that. Ask for a later division."
        )
    return day


def _county_day(on: date | None) -> date:
    day = _day(on)
    if day < COUNTIES_FROM:
        raise ValueError(
            f"There were no wellbeing services counties on {day}; they began on {COUNTIES_FROM}. "
            "Use `region_of`, or the division of a later date."
        )
    return day
