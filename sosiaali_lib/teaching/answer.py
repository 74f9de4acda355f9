"""A student's answer: the variable behind a name, and the one number in it."""

from __future__ import annotations

import math
import numbers
import textwrap
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _

_WIDTH = 80  # letters that a notebook shows beside each other on a narrow screen


class CheckError(AssertionError):
    """What is wrong with an answer; a notebook shows the sentence without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return textwrap.wrap(str(self), _WIDTH, break_long_words=False) or [""]


def of(name: str, frame: FrameType) -> object:
    """Give the value of a name in a frame's globals.

    Raises
    ------
    CheckError
        If there is none, or it is a placeholder.
    """
    if name not in frame.f_globals:
        text = _(
            "There is no variable `{name}`. Run the cell of your answer first, and see that the name "
            "is written as in the exercise."
        )
        raise CheckError(text.format(name=name))
    value: object = frame.f_globals[name]
    if value is None or value is Ellipsis:
        text = _("`{name}` is still empty. Write your answer in its place and run the cell again.")
        raise CheckError(text.format(name=name))
    return value


def as_number(name: str, value: Any) -> float:
    """Give the number that an answer is.

    Raises
    ------
    CheckError
        If it is something else: a text, a table, a pair made by a decimal comma, a truth value or
        not a number.
    """
    if isinstance(value, np.ndarray | pd.Series | pd.DataFrame):
        if value.size != 1:
            text = _(
                "`{name}` holds {n} numbers; expected one. Choose one row or cell, or count a sum "
                "or a mean."
            )
            raise CheckError(text.format(name=name, n=value.size))
        value = value.to_numpy().item() if not isinstance(value, np.ndarray) else value.item()
    if isinstance(value, tuple):
        text = _(
            "`{name}` is several numbers, because of a comma. Write decimals with a point, such as "
            "0.45."
        )
        raise CheckError(text.format(name=name))
    if isinstance(value, str):
        text = _("`{name}` is a text. Write the number without quotation marks.")
        raise CheckError(text.format(name=name))
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
        text = _("`{name}` is no number but {kind}. Give one number.")
        raise CheckError(text.format(name=name, kind=type(value).__name__))
    if not math.isfinite(value):
        text = _("`{name}` is not a finite number. See whether you divided by zero or by a gap.")
        raise CheckError(text.format(name=name))
    return float(value)


def alike(
    value: object, expected: pd.DataFrame | pd.Series[Any], tolerance: float = 0.0005
) -> bool:
    """Say whether an answer holds the rows and numbers of a table, in any order of rows.

    Types and names of the index are left aside, a table may have columns beside those expected,
    and a table of one column counts as that column.
    """
    options: dict[str, Any] = {"check_dtype": False, "check_names": False, "atol": tolerance}
    options |= {"check_index_type": False}
    given = value
    if isinstance(given, pd.DataFrame) and isinstance(expected, pd.Series) and given.shape[1] == 1:
        given = given.iloc[:, 0]
    try:
        if isinstance(given, pd.Series) and isinstance(expected, pd.Series):
            pd.testing.assert_series_equal(given.sort_index(), expected.sort_index(), **options)
            return True
        if isinstance(given, pd.DataFrame) and isinstance(expected, pd.DataFrame):
            own = given[list(expected.columns)].sort_index()
            pd.testing.assert_frame_equal(own, expected.sort_index(), **options)
            return True
    except (AssertionError, KeyError, TypeError):
        return False
    return False
