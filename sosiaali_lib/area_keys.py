"""The keys of municipalities and areas, and the days of divisions, as they may be given."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from sosiaali_lib.area_tables import FIRST, Area, Municipality, area_table, municipality_table


def is_municipality(code: object) -> bool:
    """Tell whether a value has the form of a municipality code: three digits as text."""
    return isinstance(code, str) and len(code) == 3 and code.isdigit()


def known(code: str) -> Municipality:
    """Give a municipality, present or ended, by its three-digit code.

    Raises
    ------
    ValueError
        If no municipality has had the code since 2015.
    """
    if (found := municipality_table().get(code)) is None:
        raise ValueError(
            f"Municipality code {code!r} is not known; expected three digits as text, such as "
            "'092'. Look the place up with `find`."
        )
    return found


def place(key: str) -> Municipality | Area:
    """Give a municipality, present or ended, or an area of any kind by its key.

    Raises
    ------
    ValueError
        If there is none.
    """
    found = municipality_table().get(key) or _areas_by_key().get(key)
    if found is None:
        raise ValueError(
            f"Area {key!r} is not known; expected a municipality such as '205', a county such as "
            "'20', a region such as 'MK18' or a hospital district such as 'SHP19'."
        )
    return found


@cache
def _areas_by_key() -> dict[str, Area]:
    return {area.key: area for area in area_table().values()}


def read_day(given: object) -> date:
    """Give the day of a division; a time of day would not compare with dates.

    Raises
    ------
    ValueError
        If it is neither a date nor one written as "2020-06-01", or is before the area tables.
    """
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        day = None
    # A missing day of pandas is a datetime that equals nothing, itself included.
    if not isinstance(day, date) or day != day:
        raise ValueError(
            f"`day` is {given!r}; expected a date, such as date(2020, 6, 1) or '2020-06-01'."
        )
    day = day.date() if isinstance(day, datetime) else day
    if day < FIRST:
        raise ValueError(
            f"The area tables begin at {FIRST}; {day} is before that. Ask for a later division."
        )
    return day
