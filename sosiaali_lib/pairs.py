"""Scores of two waves brought together, person by person."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib.formatting import plain
from sosiaali_lib.messages import _, ngettext

Floats = npt.NDArray[np.float64]
Scores = pd.Series | Sequence[float | None] | npt.NDArray[Any]
BETTER = ("high", "low")
_DIGITS = 10  # differences that agree so far in the largest one are equal


@dataclass(frozen=True, eq=False)
class Pairs:
    """Those with scores in both waves, and those with one score.

    `before` and `after` are in the order of `persons`; `left` holds the start scores of those who
    have no later score, and `end_only` counts those who have only the later one.
    """

    persons: pd.Index
    before: Floats
    after: Floats
    left: Floats
    end_only: int

    @property
    def changes(self) -> Floats:
        """The later score minus the earlier, unrounded."""
        return self.after - self.before


def pair(before: Scores, after: Scores) -> Pairs:
    """Bring the scores of two waves together.

    Parameters
    ----------
    before, after
        Two Series indexed by the person's identifier, in any order; or two lists or arrays of equal
        length in the same order of people. A missing score is None, NaN or pd.NA. Not changed.

    Returns
    -------
    Pairs

    Raises
    ------
    ValueError
        If a person stands twice in a wave or has no identifier, a score is not a finite number, a
        Series meets a list, or the lists differ in length.

    Examples
    --------
    >>> both = pair(pd.Series([3, 1, 2], list("abc")), pd.Series([2, 4], list("bd")))
    >>> list(both.persons), both.changes.tolist(), both.left.tolist(), both.end_only
    (['b'], [1.0], [3.0, 2.0], 1)
    """
    if isinstance(before, pd.Series) != isinstance(after, pd.Series):
        text = _(
            "One of `before` and `after` is a Series and the other is not. Give two Series indexed "
            "by the person, or two lists in the same order of people."
        )
        raise ValueError(text)
    start, end = _wave(before, "before"), _wave(after, "after")
    if not isinstance(before, pd.Series) and len(start) != len(end):
        text = _(
            "`before` has {n_before} scores and `after` has {n_after}. Lists are paired by position: "
            "give equal lengths with None for a missing score, or Series indexed by the person."
        )
        raise ValueError(text.format(n_before=len(start), n_after=len(end)))
    known, later = start.dropna(), end.dropna()
    places = later.index.get_indexer(known.index)
    stayed = places >= 0
    scores = known.to_numpy()
    return Pairs(
        persons=known.index[stayed],
        before=scores[stayed],
        after=later.to_numpy()[places[stayed]],
        left=scores[~stayed],
        end_only=len(later) - int(stayed.sum()),
    )


def numeric(values: Scores, name: str) -> pd.Series:
    """Give scores as a float Series with NaN for missing; refuse what is no finite number."""
    if not isinstance(values, pd.Series):
        if np.asarray(values, dtype=object).ndim != 1:
            text = _("`{name}` is not one column of scores. Give a Series, a list or a flat array.")
            raise ValueError(text.format(name=name))
        values = pd.Series(values, dtype=None if len(values) else float)
    if pd.api.types.is_numeric_dtype(values):
        numbers = values.to_numpy(dtype=float, na_value=np.nan)
        faulty = np.isinf(numbers)
    else:
        column = values.astype(object)
        numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        faulty = np.isinf(numbers) | (np.isnan(numbers) & column.notna().to_numpy())
    if faulty.any():
        text = _(
            "`{name}` has something other than a finite number in row {row} of {n}. Turn labels into "
            "their codes first, and leave missing scores empty."
        )
        raise ValueError(text.format(name=name, row=int(faulty.argmax()) + 1, n=len(values)))
    return pd.Series(numbers, index=values.index)


def present(values: Scores, name: str) -> Floats:
    """Give the scores that are not missing."""
    return numeric(values, name).dropna().to_numpy()


def even(changes: Floats, resolution: float | None = None) -> Floats:
    """Give differences in which what should be equal is equal.

    Parameters
    ----------
    changes
        Differences of scores, in the units of the score. Not changed.
    resolution
        Step of the scale to which they are rounded, above 0. None takes away only what the
        subtraction of decimals leaves behind: 0.3 − 0.2 and 0.2 − 0.1 differ in the 17th digit,
        which would break a tie.

    Examples
    --------
    >>> even(np.array([0.3 - 0.2, 0.2 - 0.1])).tolist(), even(np.array([1.3, 0.4]), 0.5).tolist()
    ([0.1, 0.1], [1.5, 0.5])
    """
    if resolution is not None:
        if not 0 < resolution < math.inf:
            text = f"`resolution` is {resolution!r}; expected a step above 0, such as 0.1."
            raise ValueError(text)
        return np.round(np.round(changes / resolution) * resolution, 12) + 0.0
    largest = float(np.abs(changes).max(initial=0.0))
    if not largest:
        return changes + 0.0
    return np.round(changes, min(_DIGITS - math.ceil(math.log10(largest)), 300)) + 0.0


def check_choice(name: str, value: str, choices: Sequence[str]) -> None:
    """Refuse an option that is not among the choices."""
    if value not in choices:
        known = " or ".join(repr(choice) for choice in choices)
        raise ValueError(f"`{name}` is {value!r}; expected {known}.")


def check_range(both: Pairs, range: tuple[float, float] | None) -> None:
    """Refuse a range without width, and scores outside it."""
    if range is None:
        return
    low, high = range
    if not low < high:
        raise ValueError(f"`range` is {range!r}; expected the lowest and the highest score.")
    seen = np.concatenate([both.before, both.after, both.left])
    outside = int(((seen < low) | (seen > high)).sum())
    if outside:
        text = ngettext(
            "{n} score lies outside the range {low}–{high}, at {score}. Correct it or the range.",
            "{n} scores lie outside the range {low}–{high}, the furthest at {score}. Correct the "
            "scores or the range.",
            outside,
        )
        furthest = max(seen.tolist(), key=lambda score: max(low - score, score - high))
        numbers = {"low": plain(low), "high": plain(high), "score": plain(furthest)}
        raise ValueError(text.format(n=outside, **numbers))


def _wave(values: Scores, name: str) -> pd.Series:
    scores = numeric(values, name)
    index = scores.index
    if not isinstance(index, pd.MultiIndex) and index.hasnans:
        text = _("`{name}` has scores without an identifier; give every person one.")
        raise ValueError(text.format(name=name))
    if index.has_duplicates:
        doubled = int(index.duplicated().sum())
        text = ngettext(
            "`{name}` has {n} repeated identifier; keep one row a person.",
            "`{name}` has {n} repeated identifiers; keep one row a person.",
            doubled,
        )
        raise ValueError(text.format(name=name, n=doubled))
    return scores
