"""Who left between two waves, and how much the change could depend on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.formatting import number, signed
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import BETTER, Floats, Pairs, Scores, check_choice, check_range, pair
from sosiaali_lib.results import Picture, Result, measures

if TYPE_CHECKING:
    from sosiaali_lib.comparison import TwoGroups

UNCHANGED = "ennallaan"
WORST, BEST = "huonoin", "paras"
WORST_SEEN, BEST_SEEN = "huonoin_havaittu", "paras_havaittu"


@dataclass(frozen=True)
class Bound:
    """Mean change over all who started, if everyone who left had ended as assumed."""

    assumption: str
    end: float | None  # the score assumed at the end; None is the own start score
    mean_change: float

    @property
    def label(self) -> str:
        """The assumption in the language in use."""
        return {
            UNCHANGED: _("Drop-outs unchanged"),
            WORST: _("Drop-outs at worst possible score"),
            BEST: _("Drop-outs at best possible score"),
            WORST_SEEN: _("Drop-outs at worst score seen"),
            BEST_SEEN: _("Drop-outs at best score seen"),
        }[self.assumption]


@dataclass(frozen=True, kw_only=True)
class Dropout(Result):
    """Those who left against those who stayed, and bounds of the mean change over all who started.

    `mean_change` is that of those who stayed. Nothing is filled in: the bounds say what the mean
    change would be under each assumption. Without a declared `range` the bounds by the best and
    worst possible score are left out.
    """

    n_stayed: int
    n_left: int
    mean_change: float | None
    bounds: tuple[Bound, ...]
    range: tuple[float, float] | None
    better: str
    confidence: float
    stayed: Floats = field(compare=False, repr=False)
    left: Floats = field(compare=False, repr=False)

    @property
    def n_start(self) -> int:
        """People with a score at the start."""
        return self.n_stayed + self.n_left

    @cached_property
    def comparison(self) -> TwoGroups | None:
        """Start scores of those who left (first) and those who stayed; None if a group is empty."""
        from sosiaali_lib.comparison import two_groups

        if not (self.n_stayed and self.n_left):
            return None
        names = (_("the group that left"), _("the group that stayed"))
        return two_groups(self.left, self.stayed, self.confidence, names=names)

    @property
    def table(self) -> pd.DataFrame:
        """People, start scores and the mean change under each assumption."""
        rows = [
            (_("People with a score at the start"), self.n_start),
            (_("Left before the end"), self.n_left),
            (_("Mean at the start, those who left"), _mean(self.left)),
            (_("Mean at the start, those who stayed"), _mean(self.stayed)),
            (_("Mean change, those who stayed"), self.mean_change),
        ]
        return measures([*rows, *((bound.label, bound.mean_change) for bound in self.bounds)])

    @property
    def method(self) -> str:
        """How those who left are compared, and what the bounds assume."""
        if not self.n_start:
            return _("Nobody has a score at the start.")
        if not self.n_left:
            return _("Nobody left, so the change needs no bounds.")
        said = [
            _(
                "Nothing was filled in for those who left. Each bound is the mean change over all "
                "who started, if everyone who left had ended as assumed; the scores seen are those "
                "of either wave."
            )
        ]
        if self.range is None:
            said.append(
                _("The range of the score was not given, so there are no best and worst cases.")
            )
        if self.comparison is not None:
            said += [
                _("The start scores of those who left are compared with those who stayed."),
                self.comparison.method,
            ]
        return " ".join(said)

    @property
    def settings(self) -> Mapping[str, object]:
        """Range, better direction and confidence."""
        return {"range": self.range, "better": self.better, "confidence": self.confidence}

    def draw(self) -> Picture:
        """Draw the mean change of those who stayed and that under each assumption."""
        from sosiaali_lib.report import charts

        labels = [_("Those who stayed"), *(bound.label for bound in self.bounds)]
        values = [self.mean_change, *(bound.mean_change for bound in self.bounds)]
        axis = _("Mean change")
        series = charts.Series(axis, values, [signed(value, 2) for value in values])
        span = [bound.mean_change for bound in self.bounds]
        text = (
            _(
                "The mean change of the {n_stayed} who stayed is {mean}; over all {n_start} who "
                "started it lies between {low} and {high}, depending on how those who left would "
                "have ended."
            )
            if span
            else _("The mean change of the {n_stayed} who stayed is {mean}; nobody left.")
        )
        alt = text.format(
            n_stayed=number(self.n_stayed),
            n_start=number(self.n_start),
            mean=signed(self.mean_change, 2),
            low=signed(min(span, default=None), 2),
            high=signed(max(span, default=None), 2),
        )
        zero = (_("No change"), 0.0)
        return Picture(charts.dots(labels, series, [None] * len(labels), axis, zero), alt)


def dropout(
    before: Scores,
    after: Scores,
    *,
    range: tuple[float, float] | None = None,
    better: str = "high",
    confidence: float = 0.95,
) -> Dropout:
    """Compare those who left with those who stayed, and bound the change by what they could show.

    Parameters
    ----------
    before, after
        Scores as `pairs.pair` takes them. Not changed.
    range
        Lowest and highest possible score; None leaves out the bounds that need them.
    better
        "high" or "low": the better end of the score.
    confidence
        Coverage of the intervals of the comparison, between 0 and 1.

    Returns
    -------
    Dropout

    Raises
    ------
    ValueError
        As `pairs.pair`, if a score lies outside `range`, or if an option is out of range.

    Notes
    -----
    Worst and best cases after Manski (1989), J. Human Resources 24(3), 343–360: the changes of
    those who stayed and the assumed changes of those who left, summed and divided by all who
    started. The bounds allow for drop-out alone, not for chance.

    Examples
    --------
    >>> found = dropout([2, 3, 4, 1], [4, 4, None, None], range=(1, 5))
    >>> found.mean_change, [bound.mean_change for bound in found.bounds[:3]]
    (1.5, [0.75, 0.0, 2.0])
    """
    check_confidence(confidence)
    return dropout_of(pair(before, after), range=range, better=better, confidence=confidence)


def dropout_of(
    both: Pairs, *, range: tuple[float, float] | None, better: str, confidence: float
) -> Dropout:
    """Give the drop-out of paired scores."""
    check_choice("better", better, BETTER)
    check_range(both, range)
    seen = np.concatenate([both.before, both.after, both.left])
    n, n_left = len(both.persons), len(both.left)
    ends: list[tuple[str, float | None]] = []
    if n_left:
        ends = [(UNCHANGED, None)]
        if range is not None:
            ends += zip((WORST, BEST), _ordered(range, better), strict=True)
        ends += zip(
            (WORST_SEEN, BEST_SEEN), _ordered((seen.min(), seen.max()), better), strict=True
        )
    total = float(both.changes.sum())

    def mean_change(end: float | None) -> float:
        assumed = 0.0 if end is None else float((end - both.left).sum())
        return (total + assumed) / (n + n_left)

    return Dropout(
        n_stayed=n,
        n_left=n_left,
        mean_change=total / n if n else None,
        bounds=tuple(Bound(name, end, mean_change(end)) for name, end in ends),
        range=range,
        better=better,
        confidence=confidence,
        stayed=both.before,
        left=both.left,
    )


def _ordered(range: tuple[float, float], better: str) -> tuple[float, float]:
    """Give the worst and the best end."""
    low, high = map(float, range)
    return (low, high) if better == "high" else (high, low)


def _mean(scores: Floats) -> float | None:
    return float(scores.mean()) if len(scores) else None
