"""Names of variables that SPSS, Stata, R and Python all take."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 64  # bytes, the limit of SPSS
_RESERVED = frozenset(
    {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}
)


def unique(names: Iterable[str]) -> list[str]:
    """Give a name for each name: letters, digits and underscores, at most 64 bytes, no two alike.

    Names that differ in nothing but their capitals are alike, as they are to SPSS. The first of
    alike names stays and the next ones get a number.

    Examples
    --------
    >>> unique(["tarve_11-1", "tarve_11_1", "1. kysymys", "Not"])
    ['tarve_11_1', 'tarve_11_1_2', 'm_1_kysymys', 'Not_']
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = _plain(name)
        given, at = _cut(plain, MOST), 1
        while given.casefold() in taken:
            at += 1
            ending = f"_{at}"
            given = _cut(plain, MOST - len(ending)) + ending
        taken.add(given.casefold())
        found.append(given)
    return found


def _plain(name: str) -> str:
    plain = re.sub(r"\W+", "_", name).strip("_") or "m"
    if not plain[0].isalpha():
        plain = f"m_{plain}"
    return f"{plain}_" if plain.upper() in _RESERVED else plain


def _cut(text: str, most: int) -> str:
    """Cut a text to a number of bytes, at a whole character."""
    return (
        text.encode()[:most].decode(errors="ignore").rstrip("_")
        if len(text.encode()) > most
        else text
    )
