"""Every proposal with its deadline, where that comes from, and whether it reaches the budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.formatting import day as written_day
from sosiaali_lib.formatting import number
from sosiaali_lib.listings import Row
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.proposals.deadlines import BUDGET, CLOCK, DUE, IN_TIME, LIMIT, NONE, OWN, SOURCE
from sosiaali_lib.proposals.naming import named
from sosiaali_lib.proposals.standing import (
    AFTER,
    ANSWERED,
    DAYS,
    LATE,
    LATE_DAYS,
    NO_DEADLINE,
    OPEN,
    STANDING,
    WAITING,
    standing,
)
from sosiaali_lib.proposals.standing import IN_TIME as ANSWERED_IN_TIME
from sosiaali_lib.year_clock import YearClock


@dataclass(frozen=True, kw_only=True)
class Deadlines(Finding):
    """The proposals as they stand on a day, by deadline.

    Attributes
    ----------
    proposals
        What `standing` gives.
    day
        The day.
    earlier
        Whether these are the earlier proposals of the follow-up.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    proposals: pd.DataFrame
    day: date
    earlier: bool = False
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = (
            _("Earlier proposals on {date}: deadlines and answers")
            if self.earlier
            else _("Deadlines of the proposals and the budget, on {date}")
        )
        return placed(text.format(date=written_day(self.day)), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Proposal")

    @property
    def fields(self) -> Sequence[Field]:
        """Days, where the deadline comes from, budget and situation."""
        labels = (
            _("Put forward on"), _("Deadline"), _("Deadline comes from"), _("In time for the budget"),
            _("Situation"),
        )  # fmt: skip
        return [Field(label, "text") for label in labels]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a proposal."""
        names = named(self.proposals, "ehdotus")
        records = self.proposals.to_dict("records")
        return [
            (
                name,
                (
                    written_day(pd.Timestamp(row["esitetty_pvm"]).date()),
                    NOTHING if pd.isna(row[DUE]) else written_day(row[DUE].date()),
                    _source(str(row[SOURCE])),
                    _budget(row),
                    _situation(row),
                ),
            )
            for name, row in zip(names, records, strict=True)
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What being in time for the budget means."""
        return (
            _(
                "A deadline is in time for the budget when it is not after the year clock's "
                "deadline of decisions that follows the proposal. It does not tell whether the "
                "budget held the money."
            ),
        )

    def said(self) -> list[str]:
        """Say how many deadlines follow the year clock, and how many are in time for the budget."""
        if not len(self.proposals):
            return []
        found = []
        clock = int((self.proposals[SOURCE] == CLOCK).sum())
        if clock:
            text = ngettext(
                "The deadline of {n} proposal is that of the year clock.",
                "The deadlines of {n} proposals are those of the year clock.",
                clock,
            )
            found.append(text.format(n=number(clock)))
        known = self.proposals[IN_TIME].dropna()
        if len(known):
            text = ngettext(
                "The deadline of {some} of {n} proposal is early enough for the next budget.",
                "The deadlines of {some} of {n} proposals are early enough for the next budget.",
                len(known),
            )
            found.append(text.format(some=number(int(known.sum())), n=number(len(known))))
        return found

    def drawn(self) -> str | None:
        """Draw the way of each proposal from putting forward to the answer or to the day."""
        from sosiaali_lib.report import waiting

        if not len(self.proposals):
            return None
        records = self.proposals.to_dict("records")
        ways = [
            waiting.Way(
                label=name,
                first=pd.Timestamp(row["esitetty_pvm"]).date(),
                last=_last(row, self.day),
                due=None if pd.isna(row[DUE]) else row[DUE].date(),
                answered=row[STANDING] not in WAITING,
            )
            for name, row in zip(named(self.proposals, "ehdotus"), records, strict=True)
        ]
        return waiting.draw(ways, self.day)

    def alternative(self) -> str:
        """Say where each proposal stands."""
        items = "; ".join(f"{name} {cells[4]}" for name, cells in self.rows)
        text = _("Lines from the day of the proposal to the answer or to {date}. {items}.")
        return text.format(date=written_day(self.day), items=items)


def deadlines(
    rows: pd.DataFrame,
    day: date,
    clock: YearClock,
    *,
    earlier: bool = False,
    place: str = "",
) -> Deadlines:
    """Give every proposal with its deadline, budget and situation on a day, by deadline.

    Parameters
    ----------
    rows
        Proposals. Not changed.
    day
        The day; proposals put forward later are left out.
    clock
        The year clock, for deadlines that the proposals do not have themselves.
    earlier
        Whether the rows are earlier proposals that are followed up.
    place
        Name of the area for the caption.
    """
    found = standing(rows, day, clock).sort_values([DUE, "esitetty_pvm"], kind="stable")
    return Deadlines(proposals=found, day=day, earlier=earlier, place=place)


def _source(source: str) -> Cell:
    texts = {OWN: _("The proposal itself"), CLOCK: _("The year clock"), NONE: _("No deadline")}
    return texts[source]


def _budget(row: Row) -> Cell:
    if pd.isna(row[IN_TIME]):
        return NOTHING
    if row[IN_TIME]:
        return _("Yes, budget of {year}").format(year=row[LIMIT].year + 1)
    if pd.isna(row[BUDGET]):
        return _("No")
    return _("No, earliest the budget of {year}").format(year=row[BUDGET])


def _situation(row: Row) -> str:
    where, days = row[STANDING], row[DAYS]
    if where == LATE:
        n = int(row[LATE_DAYS])
        text = ngettext("late by {n} day", "late by {n} days", n)
        return text.format(n=number(n))
    if where in (OPEN, NO_DEADLINE):
        n = int(days)
        return ngettext("open, waited {n} day", "open, waited {n} days", n).format(n=number(n))
    if where == ANSWERED and pd.isna(days):
        return _("answered, day not known")
    n = int(days)
    texts = {
        ANSWERED_IN_TIME: ngettext(
            "answered in time, in {n} day", "answered in time, in {n} days", n
        ),
        AFTER: ngettext("answered late, in {n} day", "answered late, in {n} days", n),
        ANSWERED: ngettext("answered in {n} day", "answered in {n} days", n),
    }
    return texts[where].format(n=number(n))


def _last(row: Row, day: date) -> date | None:
    """Give the day on which the way ends; None where an answer came on an unknown day."""
    if row[STANDING] in WAITING:
        return day
    if pd.isna(row[DAYS]):
        return None
    return pd.Timestamp(row["vastaus_pvm"]).date()
