"""Needs that the worker found in the same assessment, two by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, Shares, placed
from sosiaali_lib.findings.shares import leading
from sosiaali_lib.formatting import lower_first, number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.needs.counts import WORKER, codes_of, need_labels
from sosiaali_lib.tabulation import Choices

NAMED = 3  # pairs that the sentence names
JOINT = "+"


def pairs(assessments: pd.DataFrame) -> pd.Series:
    """Give the pairs of needs of each assessment, joined with semicolons."""
    order = list(need_labels())
    return codes_of(assessments[WORKER]).map(
        lambda codes: ";".join(
            JOINT.join(pair) for pair in combinations([one for one in order if one in codes], 2)
        )
    )


@dataclass(frozen=True, kw_only=True)
class Together(Finding):
    """How often two needs were found in one assessment.

    Attributes
    ----------
    values
        Assessments by pair, the need that the law names first first; None is hidden.
    units
        All assessments; None is hidden.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    values: Mapping[tuple[str, str], int | None]
    units: int | None
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Needs found in the same assessment"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Need (number of its column)")

    @property
    def fields(self) -> Sequence[Field]:
        """A column a need, under its number."""
        return [Field(str(place)) for place in range(1, len(need_labels()) + 1)]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a need; how often it stood beside each other need."""
        labels = need_labels()
        return [
            (
                f"{place} {labels[need]}",
                [NOTHING if need == other else self.value(need, other) for other in labels],
            )
            for place, need in enumerate(labels, start=1)
        ]

    @property
    def notes(self) -> Sequence[str]:
        """How to read the table."""
        return (
            _("A cell holds the assessments in which both needs were found; columns by number."),
        )

    def value(self, need: str, other: str) -> int | None:
        """Give the assessments with both needs, in whichever order; None is hidden."""
        order = list(need_labels())
        first, last = sorted((need, other), key=order.index)
        return self.values.get((first, last), 0)

    def share(self, need: str, other: str) -> float | None:
        """Give the share of all assessments with both needs; None where it cannot be shown."""
        value = self.value(need, other)
        return None if value is None or not self.units else value / self.units

    def said(self) -> list[str]:
        """Name the most common pairs, never splitting a tie."""
        labels = need_labels()
        known = {
            JOINT.join(pair): share
            for pair in combinations(labels, 2)
            if (share := self.share(*pair))
        }
        items = []
        for code in leading(known, NAMED):
            first, second = code.split(JOINT)
            value = self.value(first, second)
            text = ngettext(
                "{first} + {second} ({n} assessment, {share})",
                "{first} + {second} ({n} assessments, {share})",
                value or 0,
            )
            items.append(
                text.format(
                    first=lower_first(labels[first]),
                    second=lower_first(labels[second]),
                    n=number(value),
                    share=percent(known[code]),
                )
            )
        if not items:
            return []
        found = [_("Needs most often found together: {pairs}.").format(pairs="; ".join(items))]
        if any(self.value(*pair) is None for pair in combinations(labels, 2)):
            found.append(_("Some of the figures are hidden, so these are the most common shown."))
        return found

    def drawn(self) -> str | None:
        """Draw a grid of needs against needs, the darker the more assessments."""
        from sosiaali_lib.report import heat

        cells = [row for _label, row in self.rows]
        shades = [[cell if isinstance(cell, int) else None for cell in row] for row in cells]
        if not any(shade for row in shades for shade in row):
            return None
        texts = [
            ["" if cell is not None and cell != cell else Field("").written(cell) for cell in row]
            for row in cells
        ]
        labels = [label for label, _row in self.rows]
        return heat.draw(labels, [field.label for field in self.fields], shades, texts)

    def alternative(self) -> str:
        """Say what the grid holds, and the most common pairs."""
        text = _("Grid of {rows} rows and {columns} columns, the darker the more common.")
        size = len(need_labels())
        start = text.format(rows=size, columns=size)
        return " ".join([start, *self.said()])


@dataclass(frozen=True, kw_only=True)
class Pairs(Choices):
    """Assessments by pair of needs that the worker found.

    Divided by municipality most of the numbers would be hidden, so they are published for larger areas.
    """

    coarse: bool = True

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the grid of the pairs."""
        counted = super().finding(cells, place=place)
        assert isinstance(counted, Shares)
        values = {
            (first, last): counted.values.get(JOINT.join((first, last)), 0)
            for first, last in combinations(need_labels(), 2)
        }
        return Together(values=values, units=counted.units, place=place)
