"""The table that every function of the package gives, and the levels of its intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Flags, Floats

VALUE, LOWER, UPPER, METHOD, NOTE = "value", "lower", "upper", "method", "note"
CENSUS = "census"
LEAST = 0.9  # confidence below which nobody would print an interval
BOTH = (0.95, 0.998)  # the levels of funnels
Confidence: TypeAlias = float | Sequence[float]
Limits: TypeAlias = tuple[Floats, Floats]
Reason: TypeAlias = tuple[Flags | bool, str]  # the rows that something holds for, and what it is


@dataclass(frozen=True)
class Level:
    """A coverage and the ending of its columns: none, or "_95", "_99_8"."""

    confidence: float
    ending: str = ""

    @property
    def tail(self) -> float:
        """The probability on each side."""
        return (1 - self.confidence) / 2

    @property
    def z(self) -> float:
        """The normal quantile of the two-sided interval."""
        from scipy.special import ndtri

        return float(-ndtri(self.tail))


def levels(confidence: Confidence) -> tuple[Level, ...]:
    """Give the levels asked for, the lowest first.

    Parameters
    ----------
    confidence
        A coverage from 0.90 to below 1 (or in percent, from 90 to below 100), or several.

    Returns
    -------
    tuple
        A single number has no ending, as its columns are `lower` and `upper`; those of a list are
        `lower_95`, `upper_95`, `lower_99_8` and so on, see `table`.

    Raises
    ------
    ValueError
        If a coverage is out of range or there is none.
    """
    if isinstance(confidence, str) or not isinstance(confidence, Iterable):
        return (Level(_checked(confidence)),)
    asked = sorted({_checked(one) for one in confidence})
    if not asked:
        raise ValueError("`confidence` is empty; expected a coverage such as 0.95.")
    return tuple(Level(one, "_" + f"{100 * one:.10g}".replace(".", "_")) for one in asked)


def _checked(confidence: float) -> float:
    """Give a coverage as a share; whoever says 95 means 0.95."""
    percent = isinstance(confidence, Real) and 100 * LEAST <= confidence < 100
    share = float(confidence) / 100 if percent else confidence
    check_confidence(share, least=LEAST)
    return float(share)


def table(
    index: pd.Index,
    value: Floats,
    limits: Callable[[Level], Limits] | None,
    asked: Sequence[Level],
    method: np.ndarray | str,
    reasons: Sequence[Reason],
    *,
    census: bool = False,
) -> pd.DataFrame:
    """Put an estimate together; rows without a value have neither limits nor a method.

    Every table has `lower` and `upper`, so that whoever asks for several levels can still be read by
    what knows of one: there they are the limits of the lowest level.

    Parameters
    ----------
    index
        Labels of the rows.
    value
        Estimates, NaN where there is none.
    limits
        Lower and upper limits at a level; None leaves them out.
    asked
        Levels, in the order of the columns.
    method
        Code of the method, for all rows or each.
    reasons
        Why something is missing; each row is given the first that holds for it.
    census
        Whether everyone was counted; then there are no limits, and the method says so.
    """
    if census:
        limits, method = None, CENSUS
        reasons = [*reasons, (True, _("No interval: everyone was counted, nobody sampled."))]
    missing = np.isnan(value)
    columns: dict[str, Any] = {VALUE: value}
    for level in asked:
        nothing = np.full(len(value), np.nan)
        low, high = (nothing, nothing) if limits is None else limits(level)
        columns[LOWER + level.ending] = np.where(missing, np.nan, low)
        columns[UPPER + level.ending] = np.where(missing, np.nan, high)
    lowest = asked[0].ending
    if lowest:
        # Copies: whoever corrects one column must not change another.
        plain = {name: columns[name + lowest].copy() for name in (LOWER, UPPER)}
        columns = {VALUE: value, **plain, **columns}
    told = np.where(missing, "", np.asarray(method, dtype=object))
    columns[METHOD] = pd.array(told, "str")
    columns[NOTE] = pd.array(_notes(len(value), reasons), "str")
    return pd.DataFrame(columns, index=index, copy=False)


def _notes(size: int, reasons: Sequence[Reason]) -> np.ndarray:
    """Give each row the first reason that holds for it, or an empty text."""
    texts = np.array([*(text for _rows, text in reasons), ""], dtype=object)
    rows = [np.broadcast_to(rows, size) for rows in (*(rows for rows, _text in reasons), True)]
    return np.asarray(texts[np.argmax(rows, axis=0)], dtype=object)


def endings(estimates: pd.DataFrame) -> list[str]:
    """Give the endings of the limits in a table, the widest interval first.

    The plain columns count only where they are the only ones: else they are those of the lowest level.
    """
    names = [str(name) for name in estimates]
    found = {name.removeprefix(LOWER) for name in names if name.startswith(LOWER)}
    told = {ending for ending in found if UPPER + ending in estimates}
    return sorted(told - {""} or told, key=_coverage, reverse=True)


def _coverage(ending: str) -> float:
    """Give the coverage in percent that an ending stands for; 0 of the plain one."""
    digits = ending.removeprefix("_").replace("_", ".")
    return float(digits) if digits.replace(".", "", 1).isdigit() else 0.0
