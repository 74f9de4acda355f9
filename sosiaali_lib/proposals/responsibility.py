"""Who answers for proposals that are open or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.formatting import day as written_day
from sosiaali_lib.formatting import listed, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.proposals.naming import named
from sosiaali_lib.proposals.standing import LATE, LATE_DAYS, STANDING, WAITING, standing
from sosiaali_lib.year_clock import YearClock


@dataclass(frozen=True)
class Charge:
    """The proposals that one responsible answers for; `longest` is days past the deadline."""

    rows: tuple[int, ...]
    answered: int
    open: int
    late: int
    longest: int | None

    @property
    def n(self) -> int:
        """All of them."""
        return self.answered + self.open


@dataclass(frozen=True, kw_only=True)
class Responsibility(Finding):
    """Proposals by who answers for them, those with most late ones first.

    Attributes
    ----------
    proposals
        Proposals as they stand on the day.
    day
        The day.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    proposals: pd.DataFrame
    day: date
    place: str = ""

    @property
    def charges(self) -> dict[str, Charge]:
        """What each responsible answers for; the municipality is told where there are several."""
        who = named(self.proposals, "vastuutaho")
        found = {}
        for name, part in self.proposals.groupby(pd.Series(who, self.proposals.index), sort=True):
            waiting, late = part[STANDING].isin(WAITING), part[STANDING] == LATE
            longest = part.loc[late, LATE_DAYS].max() if late.any() else None
            found[str(name) or _("Not told")] = Charge(
                tuple(part.index), int((~waiting).sum()), int(waiting.sum()), int(late.sum()),
                None if longest is None else int(longest),
            )  # fmt: skip
        ranked = sorted(found, key=lambda name: (-found[name].late, -found[name].open))
        return {name: found[name] for name in ranked}

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("Proposals by who answers for them, on {date}")
        return placed(text.format(date=written_day(self.day)), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Responsible")

    @property
    def fields(self) -> Sequence[Field]:
        """Proposals, answered, open, late, and days past the deadline."""
        return (
            Field(_("Proposals")),
            Field(_("Answered")),
            Field(_("Open")),
            Field(_("Late")),
            Field(_("Longest past the deadline, days")),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row each, and all of them last."""
        charges = self.charges
        if not charges:
            return []
        found: list[tuple[str, Sequence[Cell]]] = [
            (name, (one.n, one.answered, one.open, one.late, _known(one.longest)))
            for name, one in charges.items()
        ]
        sums = [sum(getattr(one, name) for one in charges.values()) for name in _COUNTS]
        longest = max((one.longest for one in charges.values() if one.longest), default=None)
        return [*found, (_("All proposals"), (*sums, _known(longest)))]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,) if self.rows else ()

    @property
    def notes(self) -> Sequence[str]:
        """What late means."""
        return (_("Late proposals are open ones whose deadline has passed."),)

    def said(self) -> list[str]:
        """Name who answers for the late proposals, the most first; say so when none is late."""
        charges = self.charges
        if not charges:
            return []
        if not (late := {name: one.late for name, one in charges.items() if one.late}):
            return [_("No proposal was late on {date}.").format(date=written_day(self.day))]
        items = [f"{name} ({number(n)})" for name, n in late.items()]
        text = ngettext(
            "Answerable for the late proposal is {items}.",
            "Answerable for the late proposals are {items}.",
            len(items),
        )
        return [text.format(items=listed(items))]

    def drawn(self) -> str | None:
        """Draw the open and the late proposals as bars, where somebody has more than one open."""
        from sosiaali_lib.report import charts

        charges = {name: one for name, one in self.charges.items() if one.open}
        if max((one.open for one in charges.values()), default=0) < 2:
            return None
        series = [
            charts.Series(name, values, [number(value) for value in values])
            for name, values in (
                (_("Open"), [one.open for one in charges.values()]),
                (_("Late"), [one.late for one in charges.values()]),
            )
        ]
        return charts.bars(list(charges), series, _("Proposals"))

    def alternative(self) -> str:
        """Say how many each has open and late."""
        items = [
            _("{who}: {open} open, {late} late").format(
                who=name, open=number(one.open), late=number(one.late)
            )
            for name, one in self.charges.items()
            if one.open
        ]
        return _("Bars of open and late proposals. {items}.").format(items="; ".join(items))


_COUNTS = ("n", "answered", "open", "late")


def responsibility(
    rows: pd.DataFrame, day: date, clock: YearClock, *, place: str = ""
) -> Responsibility:
    """Give who answers for the proposals that were answered, open and late on a day.

    Parameters
    ----------
    rows
        Proposals. Not changed. Where they are of several municipalities, the same post in two of
        them stands in two rows.
    day
        The day.
    clock
        The year clock, for deadlines that the proposals do not have themselves.
    place
        Name of the area for the caption.
    """
    return Responsibility(proposals=standing(rows, day, clock), day=day, place=place)


def _known(days: int | None) -> Cell:
    return NOTHING if days is None else days
