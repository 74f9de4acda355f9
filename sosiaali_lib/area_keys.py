"""The keys of municipalities and areas: what may stand in a column of areas."""

from __future__ import annotations

from functools import cache

from sosiaali_lib.area_tables import Area, Municipality, area_table, municipality_table


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
