"""Names of areas as they stand in titles, row headers and column headers of reports."""

from __future__ import annotations

from functools import cache

from sosiaali_lib import areas
from sosiaali_lib.file_audit.content import key, tidy
from sosiaali_lib.messages import LANGUAGES

WHOLE = "∑"
"""Code of all areas of a data set together."""
_WHOLE_NAMES = ("Koko aineisto", "Hela materialet", "All areas of the data")
_HEADERS = frozenset({"alue", "kunta", "område", "kommun", "area", "municipality"})


@cache
def known() -> dict[str, str]:
    """Give the code of every name of an area in the three languages."""
    found: dict[str, str] = {}
    for county in areas.counties():
        for lang in LANGUAGES:
            found[key(county.name(lang))] = county.code
            found[key(county.short(lang))] = county.code
    for municipality in areas.municipalities():
        for lang in LANGUAGES:
            found[key(municipality.name(lang))] = municipality.code
    return found | {key(name): WHOLE for name in _WHOLE_NAMES}


def code(name: str) -> str:
    """Give the code of an area; empty where the text names none.

    Examples
    --------
    >>> code("Kajaani"), code("Kajanaland"), code("Asuminen")
    ('205', '20', '')
    """
    return known().get(key(name), "")


def split(text: str) -> tuple[str, str]:
    """Divide “Topics, Kajaani” into its beginning and the code of the area at its end.

    Examples
    --------
    >>> split("Keskustelun aiheet, Kajaani"), split("Alku, loppu")
    (('Keskustelun aiheet', '205'), ('Alku, loppu', ''))
    """
    plain = tidy(text)
    begin, comma, end = plain.rpartition(", ")
    found = code(end) if comma else ""
    return (begin, found) if found else (plain, "")


def heads_areas(header: str) -> bool:
    """Tell whether a column header says that areas stand below it."""
    return key(header) in _HEADERS


@cache
def is_area(code: str) -> bool:
    """Tell whether a text is the code of an area.

    Examples
    --------
    >>> is_area("205"), is_area("20"), is_area("999")
    (True, True, False)
    """
    return code in set(known().values()) - {WHOLE}


@cache
def members(area: str) -> tuple[str, ...]:
    """Give the municipalities of a county; none for other codes.

    Examples
    --------
    >>> members("04")
    ('092', '245')
    """
    try:
        return tuple(sorted(one.code for one in areas.members(area)))
    except ValueError:
        return ()


@cache
def county_of(area: str) -> str:
    """Give the county of a municipality; empty for other codes."""
    try:
        found = areas.county_of(area)
    except ValueError:
        return ""
    return "" if found is None else found.code
