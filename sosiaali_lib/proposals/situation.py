"""How many proposals are in each state, and how many are answered, open and late on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.findings import Cell, Finding, Shares, Words, placed
from sosiaali_lib.formatting import day as written_day
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.proposals.standing import (
    AFTER,
    ANSWERED,
    IN_TIME,
    LATE,
    NO_DEADLINE,
    OPEN,
    STANDING,
    WAITING,
    standing,
)
from sosiaali_lib.tabulation import Codes
from sosiaali_lib.year_clock import YearClock

STATES = Codes(
    name="ehdotusten_tilat",
    form="toimenpiteet",
    row="tila",
    words=Words(
        caption=N_("Proposals by state"),
        head=N_("State"),
        unit=N_("Proposals"),
        total=N_("All proposals"),
        share=N_("Share of proposals"),
        one=N_("The most common state of the proposals was {items}."),
        many=N_("The most common states of the proposals were {items}."),
    ),
)
_SITUATION = Words(
    caption=N_("Answered, open and late proposals on {date}"),
    head=N_("Situation"),
    unit=N_("Proposals"),
    total=N_("All proposals"),
    share=N_("Share of proposals"),
    one="",
    many="",
)
_LABELS = {
    IN_TIME: N_("Answered in time"),
    AFTER: N_("Answered after the deadline"),
    ANSWERED: N_("Answered, timeliness not known"),
    OPEN: N_("Open, deadline not passed"),
    LATE: N_("Open, deadline passed"),
    NO_DEADLINE: N_("Open, no deadline"),
}
_ALWAYS = (IN_TIME, AFTER, OPEN, LATE)  # named even where nothing stands there


@dataclass(frozen=True, kw_only=True)
class Situation(Shares):
    """How many proposals are answered, open and late; `day` is when."""

    day: date

    @property
    def caption(self) -> str:
        """What the table and the picture are about, with the day."""
        return placed(_(self.words.caption).format(date=written_day(self.day)), self.place)

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a situation, and all proposals last; none when there are no proposals."""
        return super().rows if self.units else []

    def said(self) -> list[str]:
        """Say how many are open, and how many of them are late."""
        if not self.units:
            return []
        waiting = sum(self.values.get(code) or 0 for code in WAITING)
        late = self.values.get(LATE) or 0
        text = ngettext(
            "On {date}, {open} of {n} proposal waited for an answer.",
            "On {date}, {open} of {n} proposals waited for an answer.",
            self.units,
        )
        date_, n = written_day(self.day), number(self.units)
        found = [text.format(date=date_, open=number(waiting), n=n)]
        if late:
            text = ngettext(
                "The deadline of {n} of them had passed.",
                "The deadlines of {n} of them had passed.",
                late,
            )
            found.append(text.format(n=number(late)))
        return found


def by_state(rows: pd.DataFrame, *, place: str = "") -> Finding:
    """Give how many proposals are in each state.

    Parameters
    ----------
    rows
        Proposals. Not changed.
    place
        Name of the area for the caption.
    """
    return STATES.of(rows, place=place)


def situation(rows: pd.DataFrame, day: date, clock: YearClock, *, place: str = "") -> Situation:
    """Give how many proposals were answered in time or late, open or late on a day.

    Parameters
    ----------
    rows
        Proposals. Not changed.
    day
        The day; proposals put forward later are not counted.
    clock
        The year clock, for deadlines that the proposals do not have themselves.
    place
        Name of the area for the caption.
    """
    where = standing(rows, day, clock)[STANDING]
    values = {str(code): int(n) for code, n in where.value_counts().items()}

    def labels() -> Mapping[str, str]:
        return {c: _(text) for c, text in _LABELS.items() if c in _ALWAYS or c in values}

    return Situation(
        words=_SITUATION, labels=labels, values=values, units=len(where), place=place, day=day
    )
