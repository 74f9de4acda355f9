"""How long answers took, without forgetting the proposals that still wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.formatting import day as written_day
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.proposals.standing import DAYS, STANDING, WAITING, standing
from sosiaali_lib.year_clock import YearClock


@dataclass(frozen=True, kw_only=True)
class AnswerTimes(Finding):
    """Days from putting forward to the answer, and the age of the open proposals.

    Attributes
    ----------
    taken
        Days that each answer took.
    ages
        Days that each open proposal has waited.
    unknown
        Answered proposals whose day of answer is not known.
    day
        The day on which all this is told.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    taken: tuple[int, ...]
    ages: tuple[int, ...]
    unknown: int
    day: date
    place: str = ""

    @property
    def half(self) -> float | None:
        """Days within which half of all have been answered; None while that is not known.

        The product-limit estimate (Kaplan and Meier 1958) of the median, in which an open proposal
        counts as one that takes longer than it has waited.
        """
        return _median_time(self.taken, self.ages)

    @property
    def caption(self) -> str:
        """What the table is about."""
        text = _("Time to an answer in days, on {date}").format(date=written_day(self.day))
        return placed(text, self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Proposals")

    @property
    def fields(self) -> Sequence[Field]:
        """Number, median and range."""
        return (
            Field(_("Proposals (n)")),
            Field(_("Median, days"), "number"),
            Field(_("Shortest–longest, days"), "interval"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """The answered, the open, and all of them together."""
        if not self.taken and not self.ages:
            return []
        n = len(self.taken) + len(self.ages)
        half = NOTHING if self.half is None else self.half
        return [
            (_("Answered: time to the answer"), _measures(self.taken)),
            (_("Open: time waited so far"), _measures(self.ages)),
            (_("All: time by which half were answered"), (n, half, NOTHING)),
        ]

    @property
    def notes(self) -> Sequence[str]:
        """How the last row was made, and what is not known."""
        found = [
            _(
                "In the last row an open proposal counts as one that takes longer than it has "
                "waited so far (Kaplan–Meier estimate). A dash means that it is not known yet."
            )
        ]
        if self.unknown:
            text = ngettext(
                "{n} answered proposal is left out because the day of its answer is not known.",
                "{n} answered proposals are left out because the days of their answers are not "
                "known.",
                self.unknown,
            )
            found.append(text.format(n=number(self.unknown)))
        return found

    def said(self) -> list[str]:
        """Give the median of the answers, the age of the open ones, and what that means."""
        found = []
        if self.taken:
            text = ngettext(
                "The median time to an answer was {days} days ({n} answered proposal).",
                "The median time to an answer was {days} days ({n} answered proposals).",
                len(self.taken),
            )
            found.append(text.format(days=_median(self.taken), n=number(len(self.taken))))
        if self.ages:
            text = ngettext(
                "{n} proposal was still open on {date}; days waited so far: {days}.",
                "{n} proposals were still open on {date} and had waited {days} days at the "
                "median, the longest {longest} days.",
                len(self.ages),
            )
            found.append(
                text.format(
                    n=number(len(self.ages)),
                    date=written_day(self.day),
                    days=_median(self.ages),
                    longest=number(max(self.ages)),
                )
            )
        if self.taken and self.ages:
            found.append(
                _(
                    "How long the open ones will take is not known, so the median of the answered "
                    "ones alone tends to be too short."
                )
            )
            found.append(self._half_said())
        return found

    def _half_said(self) -> str:
        if self.half is None:
            return _("When half of all will have been answered is not known yet.")
        text = _("With the open ones counted in, half were answered within {days} days (n = {n}).")
        n = len(self.taken) + len(self.ages)
        return text.format(days=number(self.half), n=number(n))


def answer_times(
    rows: pd.DataFrame, day: date, clock: YearClock, *, place: str = ""
) -> AnswerTimes:
    """Give how long answers took up to a day, and how long the open proposals had waited.

    Parameters
    ----------
    rows
        Proposals. Not changed.
    day
        The day; answers given later have not yet come.
    clock
        The year clock.
    place
        Name of the area for the caption.
    """
    found = standing(rows, day, clock)
    waiting = found[STANDING].isin(WAITING)
    taken, ages = found.loc[~waiting, DAYS], found.loc[waiting, DAYS]
    return AnswerTimes(
        taken=tuple(sorted(int(days) for days in taken.dropna())),
        ages=tuple(sorted(int(days) for days in ages)),
        unknown=int(taken.isna().sum()),
        day=day,
        place=place,
    )


def _median_time(taken: Sequence[int], ages: Sequence[int]) -> float | None:
    """Give the first time at which the share still open falls to a half or below."""
    still = 1.0
    for time in sorted(set(taken)):
        at_risk = sum(one >= time for one in (*taken, *ages))
        still *= 1 - list(taken).count(time) / at_risk
        if still <= 0.5 + 1e-12:  # a half is often reached only to the last bit
            return float(time)
    return None


def _measures(days: Sequence[int]) -> tuple[Cell, ...]:
    if not days:
        return (0, NOTHING, NOTHING)
    return (len(days), float(pd.Series(days).median()), (float(min(days)), float(max(days))))


def _median(days: Sequence[int]) -> str:
    return number(float(pd.Series(days).median()))
