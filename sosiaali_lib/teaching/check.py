"""Checks in the notebooks of the course: what an answer is called, its form, common mistakes.

A check takes the *name* of the student's variable, so that it can also say that there is none.
The checks that students see tell about form and common mistakes; `equal`, `is_one_of` and `same`
hold the right answers and stand in hidden tests.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from sosiaali_lib.formatting import plain
from sosiaali_lib.messages import _, speak
from sosiaali_lib.teaching.answer import CheckError, alike, as_number, of

__all__ = [
    "CheckError",
    "below",
    "choice",
    "differs",
    "equal",
    "is_choice",
    "number",
    "same",
    "share",
    "speak",
    "table",
    "words",
]


def number(
    name: str,
    *,
    low: float = -math.inf,
    high: float = math.inf,
    whole: bool = False,
    mistakes: Mapping[float, str] | None = None,
) -> None:
    """See that the answer is one number within limits, and no common mistake.

    Parameters
    ----------
    name
        Name of the student's variable.
    low, high
        Smallest and largest possible answer.
    whole
        Whether only whole numbers make sense.
    mistakes
        Wrong answers that are common → what to think about.

    Raises
    ------
    CheckError
        With what is wrong and what to do.
    """
    value = as_number(name, of(name, sys._getframe(1)))
    if not low <= value <= high:
        _complain_of_limits(name, value, low, high)
    if whole and not value.is_integer():
        text = _("`{name}` is {value}; expected a whole number, such as a number of visits.")
        raise CheckError(text.format(name=name, value=plain(value)))
    _see_mistakes(name, value, mistakes)
    _praise(name)


def share(name: str, *, mistakes: Mapping[float, str] | None = None) -> None:
    """See that the answer is a share between 0 and 1, and no common mistake; as `number`."""
    value = as_number(name, of(name, sys._getframe(1)))
    if 1 < value <= 100:
        text = _(
            "`{name}` is {value}. That looks like per cent; expected a share between 0 and 1. "
            "Leave out the multiplication by 100."
        )
        raise CheckError(text.format(name=name, value=plain(value)))
    if not 0 <= value <= 1:
        _complain_of_limits(name, value, 0, 1)
    _see_mistakes(name, value, mistakes)
    _praise(name)


def choice(name: str, options: Sequence[str]) -> None:
    """See that the answer is one of the letters, whatever its case."""
    _chosen(name, of(name, sys._getframe(1)), options)
    _praise(name)


def table(
    name: str,
    *,
    columns: Iterable[str] = (),
    rows: int | None = None,
    hint: str = "",
) -> None:
    """See that the answer is a table (or a column) with the columns and the number of rows.

    Parameters
    ----------
    name
        Name of the student's variable.
    columns
        Columns that must be there.
    rows
        Number of rows; None takes any above zero.
    hint
        What to think about when the number of rows is another one.
    """
    value = of(name, sys._getframe(1))
    if not isinstance(value, pd.DataFrame | pd.Series):
        text = _(
            "`{name}` is no table but {kind}. Give a table, such as one made with square brackets."
        )
        raise CheckError(text.format(name=name, kind=type(value).__name__))
    absent = [column for column in columns if column not in value]
    if absent:
        text = _("`{name}` has no column {columns}. See the spelling, also capital letters.")
        raise CheckError(text.format(name=name, columns=", ".join(absent)))
    if not len(value):
        text = _("`{name}` has no rows. See the condition that chooses the rows.")
        raise CheckError(text.format(name=name))
    if rows is not None and len(value) != rows:
        text = _("`{name}` has {n} rows; expected another number.")
        raise CheckError(" ".join(filter(None, [text.format(name=name, n=len(value)), hint])))
    _praise(name)


def words(name: str, *, least: int = 10) -> None:
    """See that the answer is a text of at least so many words."""
    value = of(name, sys._getframe(1))
    if not isinstance(value, str):
        text = _("`{name}` is no text. Put the sentence between quotation marks.")
        raise CheckError(text.format(name=name))
    if len(value.split()) < least:
        text = _("`{name}` has {n} words; write a whole sentence of at least {least} words.")
        raise CheckError(text.format(name=name, n=len(value.split()), least=least))
    _praise(name)


def equal(name: str, expected: float, *, tolerance: float = 0.0005) -> None:
    """See that the answer is the right number (hidden tests).

    Raises
    ------
    CheckError
        If it is not; the right number is not told.
    """
    value = as_number(name, of(name, sys._getframe(1)))
    if abs(value - expected) > tolerance + 1e-12 * abs(expected):
        _wrong(name)


def differs(name: str, wrong: float, hint: str, *, tolerance: float = 0.0005) -> None:
    """See that the answer is not one mistaken number; the hint says what to think about."""
    value = as_number(name, of(name, sys._getframe(1)))
    _see_mistakes(name, value, {wrong: hint}, tolerance)


def below(name: str, other: str | float, hint: str) -> None:
    """See that the answer is smaller than another answer or a number; the hint says why it must be."""
    frame = sys._getframe(1)
    value = as_number(name, of(name, frame))
    limit = as_number(other, of(other, frame)) if isinstance(other, str) else other
    if not value < limit:
        raise CheckError(f"`{name}`: {hint}")


def is_choice(name: str, right: str, options: Sequence[str] = "abcd") -> None:
    """See that the answer is the right letter (hidden tests)."""
    if _chosen(name, of(name, sys._getframe(1)), options) != right:
        _wrong(name)


def same(name: str, expected: pd.DataFrame | pd.Series[Any], *, tolerance: float = 0.0005) -> None:
    """See that the answer has the rows and numbers of a table, in any order of rows (hidden tests)."""
    if not alike(of(name, sys._getframe(1)), expected, tolerance):
        _wrong(name)


def _chosen(name: str, value: object, options: Sequence[str]) -> str:
    letter = value.strip().rstrip(".)").casefold() if isinstance(value, str) else ""
    if letter not in tuple(options):
        text = _(
            '`{name}` is {value!r}; expected one letter in quotation marks, such as "{first}".'
        )
        raise CheckError(text.format(name=name, value=value, first=options[0]))
    return letter


def _see_mistakes(
    name: str, value: float, mistakes: Mapping[float, str] | None, tolerance: float = 0.0005
) -> None:
    for wrong, hint in (mistakes or {}).items():
        if abs(value - wrong) <= tolerance:
            raise CheckError(f"`{name}`: {hint}")


def _complain_of_limits(name: str, value: float, low: float, high: float) -> None:
    if math.isinf(high):
        text = _("`{name}` is {value}; expected at least {low}.")
    elif math.isinf(low):
        text = _("`{name}` is {value}; expected at most {high}.")
    else:
        text = _("`{name}` is {value}; expected a number between {low} and {high}.")
    limits = {
        key: plain(limit)
        for key, limit in {"low": low, "high": high}.items()
        if abs(limit) < math.inf
    }
    raise CheckError(text.format(name=name, value=plain(value), **limits))


def _wrong(name: str) -> None:
    raise CheckError(_("`{name}` is not right.").format(name=name))


def _praise(name: str) -> None:
    print(_("`{name}` has the right form.").format(name=name))
