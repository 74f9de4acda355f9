"""The organisation's own counts per inhabitants, beside those of the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import N_, _
from sosiaali_lib.operating_environment import own_counts

_TITLES = {
    own_counts.CONTACTS: N_("Outreach, people talked with"),
    own_counts.ASSESSMENTS: N_("Service-need assessments"),
}


@dataclass(frozen=True, eq=False)
class OwnWork(Finding):
    """People met and assessments per 1,000 inhabitants in the reporting period.

    Attributes
    ----------
    counts
        What `own_counts.per_inhabitants` gave.
    names
        Code → name of the areas that are shown, in their order: the own area first.
    """

    counts: pd.DataFrame
    names: Mapping[str, str]

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Own work per 1,000 inhabitants, {area}").format(
            area=next(iter(self.names.values()))
        )

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Count")

    @property
    def fields(self) -> Sequence[Field]:
        """Count, population, rate and interval."""
        return (
            Field(_("Number")),
            Field(_("Inhabitants")),
            Field(_("Per 1,000 inhabitants"), "number", 1),
            Field(_("Interval (95%)"), "interval", 1),
        )

    @cached_property
    def _records(self) -> list[tuple[str, str, dict[str, Any]]]:
        return [
            (key, code, {str(name): value for name, value in row.items()})
            for key in _TITLES
            for code in self.names
            for row in self.counts[
                (self.counts["luku"] == key) & (self.counts["alue"] == code)
            ].to_dict("records")
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a count and area."""
        return [
            (", ".join([_(_TITLES[key]), self.names[code]]), _cells(row))
            for key, code, row in self._records
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What the rates are of."""
        return (
            _(
                "The rates are for the whole reporting period. The interval of people talked with "
                "allows for people being met on the same visit."
            ),
        )

    def said(self) -> list[str]:
        """State the rates of the own area, and the county's beside them where both are shown."""
        found = []
        shown = {
            (key, code): number(float(row["value"]), 1)
            for key, code, row in self._records
            if not pd.isna(row["value"])
        }
        own, *around = self.names
        for key in _TITLES:
            if (key, own) not in shown:
                continue
            text = _("{count} per 1,000 inhabitants: {value} ({area}).")
            beside = [code for code in around if (key, code) in shown]
            if beside:
                text = _("{count} per 1,000 inhabitants: {value} ({area}), {other} ({county}).")
            found.append(
                text.format(
                    count=_(_TITLES[key]),
                    value=shown[key, own],
                    area=self.names[own],
                    other=shown[key, beside[0]] if beside else "",
                    county=self.names[beside[0]] if beside else "",
                )
            )
        return found


def _cells(row: Mapping[str, Any]) -> list[Cell]:
    """Give the cells of a row; a hidden count hides what is made of it."""
    population = NOTHING if pd.isna(row["vaesto"]) else float(row["vaesto"])
    if pd.isna(row["tapahtumat"]):
        return [None, population, None, None]
    limits = (row["lower"], row["upper"])
    known = not any(map(pd.isna, limits))
    return [
        float(row["tapahtumat"]),
        population,
        NOTHING if pd.isna(row["value"]) else float(row["value"]),
        (float(limits[0]), float(limits[1])) if known else NOTHING,
    ]
