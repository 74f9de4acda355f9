"""Medians of the time to the answers, in which the proposals that still wait count too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import day, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.observations.answers import durations, has_proposal, last_day

_ROUNDING = 1e-9  # a curve that reaches one half may miss it in the last bit


@dataclass(frozen=True, kw_only=True)
class Waiting(Finding):
    """Medians of the time that proposals take to be answered.

    Attributes
    ----------
    as_of
        The day until which answers are known; None where there are no proposals.
    n, answered, waiting
        Proposals; those answered by the day; those open on it.
    median
        Days within which half of all are answered, the open ones taken into account; None where
        fewer than half have been answered so far.
    median_answered, median_open, oldest
        Median days of the answered ones alone, and of the age of the open ones; the age of the
        oldest; None where there are none.
    undated
        Answered proposals without a day of the answer, left out of the medians.
    """

    as_of: date | None
    n: int
    answered: int
    waiting: int
    median: float | None
    median_answered: float | None
    median_open: float | None
    oldest: float | None
    undated: int = 0

    @property
    def caption(self) -> str:
        """What the table is about."""
        if self.as_of is None:
            return _("Time to the answers")
        return _("Time to the answers on {date}").format(date=day(self.as_of))

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Proposals")

    @property
    def fields(self) -> Sequence[Field]:
        """Number, median and longest time."""
        return (Field(_("Number")), Field(_("Median, days"), "number"), Field(_("Longest, days")))

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """All, the answered and the open ones."""
        return [
            (_("All, the open ones taken into account"), (self.n, _cell(self.median), NOTHING)),
            (_("Answered, these alone"), (self.answered, _cell(self.median_answered), NOTHING)),
            (
                _("Open, age so far"),
                (self.waiting, _cell(self.median_open), _cell(self.oldest)),
            ),
        ]

    @property
    def notes(self) -> Sequence[str]:
        """Why the answered ones alone mislead, and what is left out."""
        found = [
            _(
                "The median of the answered proposals alone is too short, because those that take "
                "longest are still open. The median of all is the Kaplan–Meier estimate, in which an "
                "open proposal counts as unanswered until its present age."
            )
        ]
        if self.undated:
            text = ngettext(
                "{n} answered proposal has no day of the answer and is left out of the times.",
                "{n} answered proposals have no day of the answer and are left out of the times.",
                self.undated,
            )
            found.append(text.format(n=number(self.undated)))
        return found

    def said(self) -> list[str]:
        """Give the numbers, the median of all, and the age of the open ones."""
        if not self.n or self.as_of is None:
            return []
        text = ngettext(
            "By {date}, {answered} of {n} proposal had been answered.",
            "By {date}, {answered} of {n} proposals had been answered.",
            self.n,
        )
        found = [
            text.format(date=day(self.as_of), answered=number(self.answered), n=number(self.n))
        ]
        if self.median is None:
            found.append(
                _("Fewer than half are answered so far, so no median time can be given for all.")
            )
        else:
            text = _(
                "Half of all are answered within {days} days, the open ones taken into account."
            )
            found.append(text.format(days=number(self.median)))
        if self.median_open is not None:
            text = ngettext(
                "{n} open proposal has waited {median} days.",
                "{n} open proposals have waited {median} days by the median, the oldest {oldest}.",
                self.waiting,
            )
            found.append(
                text.format(
                    n=number(self.waiting),
                    median=number(self.median_open),
                    oldest=number(self.oldest),
                )
            )
        return found


def waiting(observations: pd.DataFrame, *, as_of: date | None = None) -> Waiting:
    """Give how long the proposals take to be answered, the open ones taken into account.

    Parameters
    ----------
    observations
        Clean rows of the form `havainnot`. Not changed.
    as_of
        The day until which answers are known; None is the last day that the proposals tell
        of. Proposals recorded later are left out, and answers that came later count as not yet given.

    Returns
    -------
    Waiting

    Notes
    -----
    Right-censored times: Kaplan & Meier (1958), J. Am. Stat. Assoc. 53(282), 457-481; the median is
    the first day on which at most half are estimated to be unanswered.
    """
    proposals = observations[has_proposal(observations)]
    if not len(proposals):
        return Waiting(
            as_of=as_of,
            n=0,
            answered=0,
            waiting=0,
            median=None,
            median_answered=None,
            median_open=None,
            oldest=None,
        )
    until = last_day(proposals) if as_of is None else pd.Timestamp(as_of)
    times = durations(proposals, until)
    timed = times.dropna(subset="paivat")
    done, still = (timed.loc[timed["vastattu"] == known, "paivat"] for known in (True, False))
    return Waiting(
        as_of=until.date(),
        n=len(times),
        answered=int(times["vastattu"].sum()),
        waiting=len(still),
        median=_median(timed),
        median_answered=float(done.median()) if len(done) else None,
        median_open=float(still.median()) if len(still) else None,
        oldest=float(still.max()) if len(still) else None,
        undated=len(times) - len(timed),
    )


def _median(timed: pd.DataFrame) -> float | None:
    """Give the Kaplan–Meier median."""
    from statsmodels.duration.survfunc import SurvfuncRight

    if not timed["vastattu"].any():
        return None
    curve = SurvfuncRight(timed["paivat"].to_numpy(float), timed["vastattu"].to_numpy(int))
    reached = curve.surv_times[curve.surv_prob <= 0.5 + _ROUNDING]
    return float(reached.min()) if len(reached) else None


def _cell(value: float | None) -> float:
    return NOTHING if value is None else value
