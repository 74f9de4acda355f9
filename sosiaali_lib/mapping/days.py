"""Days as other programs write them, by a pattern in the letters p, k and v."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

EXCEL = "excel"
_EXCEL_DAY_0 = date(1899, 12, 30)  # so that day 61 is 1.3.1900, as Excel has it
_FINNISH, _ISO = "p.k.vvvv", "vvvv-k-p"
_LETTERS = re.compile("(p{1,2}|k{1,2}|v{4}|v{2})")
_DIGITS = {"vvvv": "{4}", "vv": "{2}"}
_TIME = r"(?:[T ,]+[0-9]{1,2}[:.][0-9]{2}.*)?"


def is_pattern(pattern: str) -> bool:
    """Tell whether a pattern names the day, the month and the year once each, or is `excel`.

    Examples
    --------
    >>> [is_pattern(text) for text in ("k/p/vvvv", "pp.kk.vv", "excel", "dd.mm.yyyy", "p.k.")]
    [True, True, True, False, False]
    """
    parts = sorted(part[0] for part in _LETTERS.findall(pattern))
    rest = _LETTERS.sub("", pattern)
    return pattern == EXCEL or (parts == ["k", "p", "v"] and not re.search(r"\w", rest))


def read(text: str, pattern: str = "") -> date | None:
    """Read a day; None for a text that is none by the pattern.

    Parameters
    ----------
    text
        A day, perhaps with a time of day after it.
    pattern
        `p`, `k` and `v` stand for the day, the month and the year (`vvvv`, or `vv` for 20vv), such
        as `k/p/vvvv`; `excel` is Excel's number of a day. Empty for 3.2.2020 and 2020-02-03.

    Examples
    --------
    >>> read("3.2.2020"), read("2020-02-03 09:12:00"), read("2/3/2020", "k/p/vvvv")
    (datetime.date(2020, 2, 3), datetime.date(2020, 2, 3), datetime.date(2020, 2, 3))
    >>> read("43864", "excel"), read("31.2.2020")
    (datetime.date(2020, 2, 3), None)
    """
    plain = text.strip()
    if pattern == EXCEL:
        number = re.fullmatch(r"([0-9]{1,6})(?:[.,][0-9]+)?", plain)
        return _EXCEL_DAY_0 + timedelta(int(number[1])) if number else None
    for one in [pattern] if pattern else [_FINNISH, _ISO]:
        if found := _regexp(one).fullmatch(plain):
            year = int(found["v"]) + (2000 if len(found["v"]) == 2 else 0)
            try:
                return date(year, int(found["k"]), int(found["p"]))
            except ValueError:
                return None
    return None


@lru_cache(64)
def _regexp(pattern: str) -> re.Pattern[str]:
    pieces = [
        f"(?P<{piece[0]}>[0-9]{_DIGITS.get(piece, '{1,2}')})" if at % 2 else re.escape(piece)
        for at, piece in enumerate(_LETTERS.split(pattern))
    ]
    return re.compile("".join(pieces) + _TIME)
