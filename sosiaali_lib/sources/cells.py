"""Typed values as the text that a person would write for them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from sosiaali_lib import plain_text
from sosiaali_lib.intake import values

_TAGS = re.compile(r"<[A-Za-z/!][^<>]*>")
_EXACT = 10**15  # whole numbers up to here are told apart as floating-point ones


def text(value: Any) -> str:
    """Give a value as text: whole numbers without decimals, days as 2020-02-03, "" for none.

    A moment that tells its time zone is given in Finnish time, because its day is the day in Finland.
    Several values in one cell stand with semicolons between them.

    Examples
    --------
    >>> [text(value) for value in (1.0, 2.5, None, date(2020, 2, 3), True, ["a", "b"])]
    ['1', '2,5', '', '2020-02-03', '1', 'a;b']
    >>> text(datetime.fromisoformat("2020-02-02T22:30+00:00"))
    '2020-02-03 00:30:00'
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | Decimal):
        if value != value:
            return ""
        whole = abs(float(value)) < _EXACT and value == int(value)
        return str(int(value)) if whole else str(value).replace(".", ",")
    if isinstance(value, list | tuple):
        return ";".join(map(text, value))
    if isinstance(value, dict):
        return plain(json.dumps(value, ensure_ascii=False, default=str))
    if isinstance(value, datetime):
        moment = _in_finland(value)
        return (
            moment.date().isoformat()
            if moment.time() == time()
            else moment.isoformat(" ", "seconds")
        )
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if hasattr(value, "item"):  # a number of NumPy
        return text(value.item())
    return plain(str(value))


def _in_finland(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        return moment
    try:
        return moment.astimezone(ZoneInfo("Europe/Helsinki")).replace(tzinfo=None)
    except ZoneInfoNotFoundError:  # a system without time zones: the moment as it was told
        return moment


def plain(text: str) -> str:
    r"""Give a text trimmed and clean, as it comes back from a mapping file that names it.

    Examples
    --------
    >>> plain(" Kyllä\u200b\r\n")
    'Kyllä'
    """
    return plain_text.clean(values.clean(text)).strip()


def words(text: str) -> str:
    """Give the words of a label, on one line and without the marks of HTML that tools let into it.

    Examples
    --------
    >>> words("<p>Tuen <b>tarpeet</b></p>")
    'Tuen tarpeet'
    """
    return " ".join(unescape(_TAGS.sub(" ", text)).split())


def frame(columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """Give columns of values as columns of text."""
    texts = {
        name: pd.Series(list(map(text, cells)), dtype="str") for name, cells in columns.items()
    }
    return pd.DataFrame(texts)


def digest(cells: pd.DataFrame) -> str:
    """Give a SHA-256 of the headers and cells, for a source that is no file."""
    found = hashlib.sha256()
    for row in [list(map(str, cells.columns)), *cells.to_numpy(dtype=object).tolist()]:
        found.update("\x1f".join(map(str, row)).encode("utf-8", "surrogatepass") + b"\x1e")
    return found.hexdigest()
