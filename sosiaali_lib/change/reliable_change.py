"""Reliable and clinically significant change of persons, counted (Jacobson & Truax 1991)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import number, plain
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import BETTER, Pairs, Scores, check_choice, pair
from sosiaali_lib.results import Result, measures

CRITERION = 1.96  # as published; |RC| above it is reliable


class NoSpreadError(ValueError):
    """The start scores do not differ, so their standard deviation cannot be used."""


@dataclass(frozen=True, kw_only=True)
class ReliableChange(Result):
    """Reliable change of `n` persons: counts, and the errors they are judged by.

    `improved`, `unchanged` and `worse` go by the reliable change index alone. With a cut-off,
    `recovered` of the improved also moved to its healthy side, and `n_ill` started on the other one.
    `rc` is the index per person, not for reporting.
    """

    n: int
    s_e: float
    s_diff: float
    improved: int
    unchanged: int
    worse: int
    recovered: int | None
    n_ill: int | None
    reliability: float
    sd: float
    cutoff: float | None
    better: str
    rc: pd.Series = field(compare=False, repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """People by outcome, and the errors of measurement, a row each."""
        outcomes: list[tuple[str, float | None]]
        if self.recovered is None:
            outcomes = [
                (_("Reliably improved"), self.improved),
                (_("No reliable change"), self.unchanged),
                (_("Reliably worse"), self.worse),
            ]
        else:
            outcomes = [
                (_("On the ill side of the cut-off at the start"), self.n_ill),
                (_("Recovered"), self.recovered),
                (_("Improved, not recovered"), self.improved - self.recovered),
                (_("Unchanged"), self.unchanged),
                (_("Deteriorated"), self.worse),
            ]
        errors = [
            (_("Standard error of measurement"), self.s_e),
            (_("Standard error of a difference"), self.s_diff),
        ]
        return measures([(_("People with both scores"), self.n), *outcomes, *errors])

    @property
    def method(self) -> str:
        """The index, the reliability and the cut-off used."""
        said = _(
            "Reliable change index (Jacobson and Truax): the change divided by its standard error, "
            "with reliability {reliability} and standard deviation {sd}; beyond ±{criterion} a "
            "change is reliable."
        ).format(
            reliability=plain(self.reliability),
            sd=number(self.sd, 2),
            criterion=number(CRITERION, 2),
        )
        if self.cutoff is None:
            return said
        text = _(
            "Recovered are those who improved reliably and moved from the ill to the healthy side of "
            "the cut-off {cutoff}; a score at the cut-off counts as ill."
        )
        return f"{said} " + text.format(cutoff=plain(self.cutoff))

    @property
    def settings(self) -> Mapping[str, object]:
        """Reliability, standard deviation, cut-off and better direction."""
        return {
            "reliability": self.reliability,
            "sd": self.sd,
            "cutoff": self.cutoff,
            "better": self.better,
        }


def reliable_change(
    before: Scores,
    after: Scores,
    reliability: float,
    *,
    sd: float | None = None,
    cutoff: float | None = None,
    better: str = "high",
) -> ReliableChange:
    """Count the persons whose change is larger than the error of measurement explains.

    Parameters
    ----------
    before, after
        Scores as `pairs.pair` takes them. Not changed.
    reliability
        Reliability of the score, above 0 and below 1, from a published source for the instrument;
        that of a handful of clients is no substitute.
    sd
        Standard deviation of the score, in its units; None takes that of the start scores of those
        with both scores.
    cutoff
        Score between ill and healthy, such as `cut_offs` gives; None leaves recovery out.
    better
        "high" or "low": the healthy end of the score.

    Returns
    -------
    ReliableChange

    Raises
    ------
    ValueError
        As `pairs.pair`, if nobody has both scores, or if an option is out of range.
    NoSpreadError
        If `sd` is None and the start scores do not differ.

    Notes
    -----
    Jacobson & Truax (1991), J. Consult. Clin. Psychol. 59(1), 12–19: s_E = s·√(1 − r),
    s_diff = √2·s_E, RC = change / s_diff.

    Examples
    --------
    >>> one = reliable_change([32.5], [47.5], 0.80, sd=7.5, cutoff=45)
    >>> round(one.s_diff, 6), round(float(one.rc[0]), 6), one.recovered
    (4.743416, 3.162278, 1)
    """
    return reliable_of(pair(before, after), reliability, sd=sd, cutoff=cutoff, better=better)


def reliable_of(
    both: Pairs, reliability: float, *, sd: float | None, cutoff: float | None, better: str
) -> ReliableChange:
    """Give the reliable change of paired scores."""
    check_reliability(reliability)
    check_choice("better", better, BETTER)
    spread = _checked_sd(both, sd)
    s_e = spread * math.sqrt(1 - reliability)
    s_diff = math.sqrt(2) * s_e
    rc = both.changes / s_diff
    gains = rc if better == "high" else -rc
    improved, worse = gains > CRITERION, gains < -CRITERION
    recovered: int | None = None
    n_ill: int | None = None
    if cutoff is not None:
        side = 1 if better == "high" else -1
        ill = side * both.before <= side * cutoff
        recovered = int((improved & ill & (side * both.after > side * cutoff)).sum())
        n_ill = int(ill.sum())
    return ReliableChange(
        n=len(rc),
        s_e=s_e,
        s_diff=s_diff,
        improved=int(improved.sum()),
        unchanged=int((~improved & ~worse).sum()),
        worse=int(worse.sum()),
        recovered=recovered,
        n_ill=n_ill,
        reliability=reliability,
        sd=spread,
        cutoff=cutoff,
        better=better,
        rc=pd.Series(rc, index=both.persons, name="rc"),
    )


def check_reliability(reliability: float) -> None:
    """Refuse a reliability that is not between 0 and 1."""
    if not 0 < reliability < 1:
        raise ValueError(
            f"`reliability` is {reliability!r}; expected above 0 and below 1, such as 0.80."
        )


def _checked_sd(both: Pairs, sd: float | None) -> float:
    if sd is not None:
        if not 0 < sd < math.inf:
            raise ValueError(f"`sd` is {sd!r}; expected a standard deviation above 0.")
        return sd
    if len(both.before) < 2 or not np.ptp(both.before):
        text = _(
            "The start scores of the {n} people with both scores have no spread, so no error of "
            "measurement follows from them. Give `sd` from the source of the reliability."
        )
        raise NoSpreadError(text.format(n=len(both.before)))
    return float(both.before.std(ddof=1))
