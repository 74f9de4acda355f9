"""Which area and which years a number of a report is about, from the words around it."""

from __future__ import annotations

import re
from functools import cache

from sosiaali_lib import areas
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import _, language, use

Place = tuple[str, str]
"""Code of an area, and its years where several are counted together, such as “2017–2019”."""
NOWHERE: Place = ("", "")
_YEARS = re.compile(r"(.+) (\d{4}–\d{4})")


def named(text: str) -> Place:
    """Give the place that a text is the name of, in the language in use.

    Examples
    --------
    >>> with use("sv"):
    ...     named("Kajanaland 2017–2019"), named("Kajana"), named("Boende")
    (('20', '2017–2019'), ('205', ''), ('', ''))
    """
    name, years = text.strip(), ""
    if found := _YEARS.fullmatch(name):
        name, years = found.groups()
    code = _codes(language()).get(name, "")
    return (code, years) if code else NOWHERE


def at_end(text: str) -> Place:
    """Give the place at the end of a title, such as “Topics, Kajaani”."""
    _begin, comma, end = text.rpartition(", ")
    return named(end) if comma else NOWHERE


def name_of(code: str) -> str:
    """Give the name of an area in the language in use; empty for no code.

    Examples
    --------
    >>> with use("sv"):
    ...     name_of("205")
    'Kajana'
    """
    if not code:
        return ""
    if code == TOTAL:
        return _("All areas of the data")
    place = areas.find_area(code).place
    return place.name(language()) if place else ""


@cache
def _codes(lang: str) -> dict[str, str]:
    """Give the code of each name of an area in a language."""
    with use(lang):
        counties = {
            name: one.code for one in areas.counties() for name in (one.name(lang), one.short(lang))
        }
        own = {one.name(lang): one.code for one in areas.municipalities()}
        # A county may be called as its town is: then the town is meant.
        return {**counties, **own, _("All areas of the data"): TOTAL}
