"""Texts in csv files that no spreadsheet runs as a formula, and the way back.

Excel and LibreOffice run a cell that begins with =, + , - or @, also after a tab or a line end, and
Excel of some languages takes the wide forms of these signs. The rule is that of OWASP, “CSV
Injection”: an apostrophe before the text.
"""

from __future__ import annotations

import re

import pandas as pd

_START = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_PUT = re.compile(rf"^('*{_START})")
_TAKEN = re.compile(rf"^'('*{_START})")


def guard(cells: pd.Series[str]) -> pd.Series[str]:
    """Put an apostrophe before texts that a spreadsheet could run as formulas.

    Examples
    --------
    >>> guard(pd.Series(["=1+1", "'-1", "talous"])).tolist()
    ["'=1+1", "''-1", 'talous']
    """
    return cells.str.replace(_PUT, r"'\1", regex=True)


def unguard(cells: pd.Series[str]) -> pd.Series[str]:
    """Take away the apostrophe that `guard` has put."""
    return cells.str.replace(_TAKEN, r"\1", regex=True)


def guarded(text: str) -> str:
    """Give one text as `guard` gives it."""
    return _PUT.sub(r"'\1", text)


def unguarded(text: str) -> str:
    """Give one text as `unguard` gives it."""
    return _TAKEN.sub(r"\1", text)
