"""Cells of a report's tables as numbers, read back from the text that a reader sees.

The text is the only source: what a number was before it was rounded does not leave the report. A
text is taken for a number only if the formatter gives the very same text for that number, so years,
codes and dates stay texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from sosiaali_lib.formatting import (
    ABSENT,
    HIDDEN,
    LOCALES,
    in_percent,
    in_points,
    number,
    signed,
)
from sosiaali_lib.messages import language, use

State = Literal["luku", "suojattu", "ei_tietoa", "teksti"]
Unit = Literal["", "%", "%-yks."]
_MARKS: dict[str, State] = {HIDDEN: "suojattu", ABSENT: "ei_tietoa"}
_PLAIN = re.compile(r"([+−]?)(\d+)(?:\.(\d+))?")
_UNITS: dict[Unit, Callable[[str], str]] = {"%": in_percent, "%-yks.": in_points}
_INTERVAL = re.compile(r"(−?\d[^–…]*)(?:–|\xa0…\xa0)(−?\d[^–…]*)")
_ESTIMATE = re.compile(r"([^()]+)\s\((.+)\)")


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says.

    Attributes
    ----------
    text
        As the report shows it.
    state
        luku (a number or an interval is shown), suojattu (hidden), ei_tietoa (no information) or
        teksti (words, or a number in a form of its own).
    number, low, high
        The number, and the limits of an interval; None where there is none.
    digits
        Decimals that are shown.
    unit
        “%” for percentages, which are told as such (12.5 for 12,5 %), “%-yks.” for their
        differences in percentage points; else empty.
    signed
        Whether a plus sign is shown.
    """

    text: str
    state: State
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    digits: int = 0
    unit: Unit = ""
    signed: bool = False


def value(text: str, *, numeric: bool = True) -> Value:
    """Read a cell written in the language in use.

    Parameters
    ----------
    text
        The cell.
    numeric
        Whether the cell stands in a column of numbers; in others only the marks are read.

    Examples
    --------
    >>> with use("fi"):
    ...     value("24,8\N{NO-BREAK SPACE}%").number, value("..").state, value("2019").state
    (Decimal('24.8'), 'suojattu', 'teksti')
    """
    if text in _MARKS:
        return Value(text, _MARKS[text])
    if not numeric:
        return Value(text, "teksti")
    # People write plain blanks where the formatter has ones that do not break.
    found = _read(_unbroken(text), language())
    return replace(found, text=text)


@lru_cache(maxsize=20_000)
def _read(text: str, lang: str) -> Value:
    """Read a cell in which no blank breaks."""
    with use(lang):
        return _number(text) or _interval(text) or _estimate(text) or Value(text, "teksti")


def _number(text: str) -> Value | None:
    """Read one number with its sign and unit."""
    body, unit = _parted(text)
    found = _PLAIN.fullmatch(_pointed(body))
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    amount = Decimal(f"{'-' if sign == '−' else ''}{whole}.{decimals or 0}")
    digits = len(decimals or "")
    if digits == 0:
        amount = amount.to_integral_value()
    write = signed if sign == "+" else number
    if write(float(amount), digits) != body:
        return None
    return Value(text, "luku", amount, digits=digits, unit=unit, signed=sign == "+")


def _interval(text: str) -> Value | None:
    """Read an interval; its unit stands after it, and may stand after its lower limit too."""
    body, unit = _parted(text)
    found = _INTERVAL.fullmatch(body)
    low, high = (_number(end) for end in found.groups()) if found else (None, None)
    if low is None or high is None or low.unit not in ("", unit) or high.unit:
        return None
    return replace(low, text=text, number=None, low=low.number, high=high.number, unit=unit)


def _estimate(text: str) -> Value | None:
    """Read a number with its interval in brackets; the unit stands after either, or after both."""
    body, unit = _parted(text)
    found = _ESTIMATE.fullmatch(body)
    middle, limits = (_number(found[1]), _interval(found[2])) if found else (None, None)
    if middle is None or limits is None:
        return None
    unit = unit or middle.unit
    if middle.unit not in ("", unit) or limits.unit not in ("", unit):
        return None
    return replace(middle, text=text, low=limits.low, high=limits.high, unit=unit)


def written(amount: Decimal, digits: int, unit: Unit) -> str:
    """Write a number with its unit in the language in use."""
    text = number(float(amount), digits)
    return _UNITS[unit](text) if unit else text


def _parted(text: str) -> tuple[str, Unit]:
    """Part a text from the unit at its end."""
    for unit, written in _UNITS.items():
        mark = _unbroken(written(""))
        if text.endswith(mark):
            return text.removesuffix(mark), unit
    return text, ""


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _pointed(text: str) -> str:
    """Give a number without marks of thousands and with a decimal point."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = LOCALES[language()]
    return text.replace(get_group_symbol(locale), "").replace(get_decimal_symbol(locale), ".")
