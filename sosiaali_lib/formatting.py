"""Numbers and dates as a reader of each language writes them, rounded in one place only."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from sosiaali_lib.messages import _, language

LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
HIDDEN = ".."
ABSENT = "–"


def rounded(value: float, digits: int = 0) -> Decimal:
    """Round half away from zero, as readers of a printed table expect.

    Sentences that compare two numbers compare what this gives, never the unrounded values.

    Examples
    --------
    >>> rounded(0.125, 2), rounded(2.5)
    (Decimal('0.13'), Decimal('3'))
    """
    if not math.isfinite(value):
        raise ValueError(f"{value!r} cannot be rounded; give a finite number.")
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return exact + 0  # no minus sign before a zero


@cache
def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def number(value: float | None, digits: int = 0) -> str:
    """Give a number with the language's decimal mark and thousands mark.

    A missing value (None or NaN) gives a dash: missing is never zero.
    """
    if _missing(value):
        return ABSENT
    assert value is not None
    return _written(float(value), digits, LOCALES[language()])


@lru_cache(8192)
def _written(value: float, digits: int, locale: str) -> str:
    from babel.numbers import format_decimal

    text = format_decimal(rounded(value, digits), format=_pattern(digits), locale=locale)
    return str(text).replace("-", "\N{MINUS SIGN}")


def percent(share: float | None, digits: int = 0) -> str:
    """Give a share (0 to 1) as a percentage: “12,5 %” in Finnish and Swedish, “12.5%” in English."""
    if _missing(share):
        return ABSENT
    assert share is not None
    return in_percent(number(share * 100, digits))


def in_percent(text: str) -> str:
    """Give a number of per cent, or an interval of them, with the sign."""
    return f"{text}%" if language() == "en" else f"{text}\N{NO-BREAK SPACE}%"


def in_points(text: str) -> str:
    """Give a difference between percentages, which is in percentage points."""
    return _("{number} pp").format(number=text)


def signed(value: float | None, digits: int = 0) -> str:
    """Give a change with its sign; a change that rounds to zero has none."""
    if _missing(value):
        return ABSENT
    assert value is not None
    return ("+" if rounded(value, digits) > 0 else "") + number(value, digits)


def interval(low: float | None, high: float | None, digits: int = 0) -> str:
    """Give an interval as “1,2–3,4”, or “−1,2 … 3,4” when a limit is negative."""
    if _missing(low) or _missing(high):
        return ABSENT
    assert low is not None and high is not None
    joint = "–" if low >= 0 else "\N{NO-BREAK SPACE}…\N{NO-BREAK SPACE}"
    return f"{number(low, digits)}{joint}{number(high, digits)}"


def day(value: date) -> str:
    """Give a date: 21.11.2026 in Finnish and Swedish, 21 November 2026 in English."""
    from babel.dates import format_date

    pattern = "d MMMM y" if language() == "en" else "d.M.y"
    return str(format_date(value, pattern, locale=LOCALES[language()]))


def period(start: date, end: date) -> str:
    """Give a span of days with an en dash between its ends."""
    return (
        f"{day(start)}\N{NO-BREAK SPACE}– {day(end)}"
        if language() == "en"
        else (f"{day(start)}–{day(end)}")
    )


def month(value: date) -> str:
    """Give a month and year in words, such as “syyskuu 2018”."""
    from babel.dates import format_date

    return str(format_date(value, "LLLL y", locale=LOCALES[language()]))


def month_name(month: int) -> str:
    """Give the short name of a month, 1 for January."""
    from babel.dates import get_month_names

    return str(get_month_names("abbreviated", "stand-alone", LOCALES[language()])[month])


def confidence_text(confidence: float) -> str:
    """Give a confidence as a percentage with as many decimals as it needs, at most one."""
    return percent(confidence, 0 if round(confidence * 100, 9).is_integer() else 1)


def decimals(value: float, most: int = 3) -> int:
    """Give the number of decimals that a value has, `most` at most."""
    return next((d for d in range(most) if abs(value - round(value, d)) < 1e-9), most)


def plain(value: float) -> str:
    """Give a number with the decimals that it has, three at most."""
    return number(value, decimals(value))


def quoted(text: str) -> str:
    """Give a text in the language's quotation marks."""
    return f"“{text}”" if language() == "en" else f"”{text}”"


def upper_first(text: str) -> str:
    """Give a text that can open a sentence."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Give a label as it stands inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(items: list[str]) -> str:
    """Join items with commas and the language's “and”."""
    if len(items) < 2:
        return "".join(items)
    return _("{items} and {last}").format(items=", ".join(items[:-1]), last=items[-1])


def _missing(value: float | None) -> bool:
    return value is None or value != value
