"""Areas as the site names and orders them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from sosiaali_lib import areas
from sosiaali_lib.areas import Area, Municipality
from sosiaali_lib.batch.jobs import slug


@cache
def place(code: str) -> Municipality | Area | None:
    """Give a municipality or county; None for an area of an organisation's own."""
    return areas.find_area(code).place if code.isdigit() else None


@cache
def county_of(code: str) -> Area | None:
    """Give the county of a municipality, also one that has merged; None for other areas."""
    known = place(code)
    if not isinstance(known, Municipality):
        return None
    return areas.county_of(areas.successor(code))


def stem_of(code: str) -> str:
    """Give an area's name as it can stand in an address, alike in every language.

    Examples
    --------
    >>> stem_of("290"), stem_of("Ylä/Kainuu")
    ('290-kuhmo', 'yla-kainuu-f81287')
    """
    known = place(code)
    if known is not None:
        return f"{code}-{slug(known.name('fi'))}"
    return f"{slug(code)}-{sha256(code.encode()).hexdigest()[:6]}"


def alphabetic(name: str) -> tuple[str, ...]:
    """Give a key by which å, ä and ö come after z, as in Finnish and Swedish."""
    order = {"å": "z1", "ä": "z2", "ö": "z3"}
    return tuple(order.get(letter, letter) for letter in name.casefold())
