"""People met on outreach visits, by any group of the visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.explore.counting import groups_of, label_of
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import lower_first, number
from sosiaali_lib.messages import _
from sosiaali_lib.outreach import CONTACTS, PRESENT, VISITS, totals

FORM = "jalkautumiset"


@dataclass(frozen=True, kw_only=True)
class Met(Finding):
    """Visits, people present and people talked with, a row a group.

    Attributes
    ----------
    group
        Name of the groups, in the language in which it was made.
    labels
        Label of each group, in the order of the table.
    values
        Visits, people present, visits on which they were counted, and people talked with.
    """

    group: str
    labels: Mapping[str, str]
    values: Mapping[str, tuple[int, int, int, int]]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("Outreach visits and people met, by {group}")
        return text.format(group=lower_first(self.group))

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return self.group

    @property
    def fields(self) -> Sequence[Field]:
        """Visits, people talked with and present, and people a visit."""
        return (
            Field(_("Visits")),
            Field(_("People talked with")),
            Field(_("Talked with a visit"), "number", 1),
            Field(_("People present")),
            Field(_("Visits on which those present were counted")),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a group, and all together last."""
        found = [(text, self._cells(*self.values[code])) for code, text in self.labels.items()]
        sums = [sum(column) for column in zip(*self.values.values(), strict=True)]
        return [*found, (_("Together"), self._cells(*sums))] if found else []

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    def said(self) -> list[str]:
        """Give all visits and people, and the group with most people a visit where one leads."""
        visits, talked, rate, _present, _n = self.rows[-1][1]
        text = _("{visits} visits, {people} people talked with, {rate} a visit.")
        return [
            text.format(
                visits=Field("").written(visits),
                people=Field("").written(talked),
                rate=Field("", "number", 1).written(rate),
            )
        ]

    def drawn(self) -> str | None:
        """Draw the people talked with as bars."""
        from sosiaali_lib.report import charts

        people = [values[3] for values in self.values.values()]
        if not any(people):
            return None
        series = charts.Series("", people, [number(n) for n in people])
        return charts.bars(list(self.labels.values()), [series], _("People talked with"))

    def alternative(self) -> str:
        """Give the people talked with of every group, and what they are together."""
        items = [f"{text} {number(self.values[code][3])}" for code, text in self.labels.items()]
        start = _("Bar chart of people talked with: {items}.").format(items="; ".join(items))
        return " ".join([start, *self.said()])

    def _cells(self, visits: int, present: int, counted: int, talked: int) -> tuple[Cell, ...]:
        rate = talked / visits if visits else NOTHING
        return (visits, talked, rate, present if counted else NOTHING, counted)


def contacts(visits: pd.DataFrame, by: str) -> Met:
    """Give visits and people met by a column of the log.

    Parameters
    ----------
    visits
        Clean rows of `jalkautumiset`. Not changed.
    by
        Column of one code or text a visit, or a part of the calendar (`vuosi`, `puolivuosi`,
        `viikonpaiva`).
    """
    groups, labels = groups_of(visits, FORM, by)
    counted = totals(visits.assign(_group=groups), "_group").set_index("_group")
    found = counted[[VISITS, PRESENT, "lasna_n", CONTACTS]]
    values = {
        str(code): (int(made), int(present), int(n), int(talked))
        for code, made, present, n, talked in found.itertuples()
    }
    ordered = {code: text for code, text in labels.items() if code in values}
    return Met(
        group=label_of(FORM, by), labels=ordered, values={code: values[code] for code in ordered}
    )
