"""Counts over two columns: codes in rows against groups in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings.base import Cell, Field, Finding
from sosiaali_lib.findings.shares import leading
from sosiaali_lib.findings.words import CrossWords, Labels, placed
from sosiaali_lib.formatting import listed, lower_first, percent
from sosiaali_lib.messages import _

NAMED = 2  # rows that the sentence on a column names


@dataclass(frozen=True, kw_only=True)
class Cross(Finding):
    """How many units of each group have each code.

    Attributes
    ----------
    words
        What the units, codes and groups are.
    labels, groups
        Give code → label of the rows and of the columns, in the order of the table.
    values
        Units by (code, group); None is hidden, and a pair without an entry has none.
    units
        All units of each group; None is hidden.
    several
        Whether a unit may have several codes.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    words: CrossWords
    labels: Labels
    groups: Labels
    values: Mapping[tuple[str, str], int | None]
    units: Mapping[str, int | None]
    several: bool = False
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_(self.words.caption), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _(self.words.head)

    @property
    def fields(self) -> Sequence[Field]:
        """A column a group."""
        return [Field(label) for label in self.groups().values()]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a code, and all units of each group last."""
        groups = list(self.groups())
        found = [
            (label, [self.value(code, group) for group in groups])
            for code, label in self.labels().items()
        ]
        return [*found, (_(self.words.total), [self.units.get(group, 0) for group in groups])]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """That a unit may be in several rows, where it may."""
        if not self.several:
            return ()
        return (
            _("One unit may be in several rows, so the rows can add up to more than the total."),
        )

    def value(self, code: str, group: str) -> int | None:
        """Give the units of a group that have a code; None is hidden."""
        return self.values.get((code, group), 0)

    def share(self, code: str, group: str) -> float | None:
        """Give the share of a group's units that have a code; None where it cannot be shown."""
        value, units = self.value(code, group), self.units.get(group, 0)
        return None if value is None or not units else value / units

    def said(self) -> list[str]:
        """Name the most common codes of every group in which nothing larger can be hidden."""
        labels, found = self.labels(), []
        for group, name in self.groups().items():
            shares = {code: self.share(code, group) for code in labels}
            if None in shares.values():
                continue
            items = [
                f"{lower_first(labels[code])} ({percent(shares[code])})"
                for code in leading({code: one or 0.0 for code, one in shares.items()}, NAMED)
            ]
            if items:
                text = _(self.words.by_group)
                found.append(text.format(group=lower_first(name), items=listed(items)))
        return found

    def drawn(self) -> str | None:
        """Draw a grid: the count in each cell, the darker the larger its share of the group."""
        from sosiaali_lib.report import heat

        labels, groups = self.labels(), self.groups()
        shares = [[self.share(code, group) for group in groups] for code in labels]
        if not any(share for row in shares for share in row):
            return None
        field = Field("")
        texts = [[field.written(self.value(code, group)) for group in groups] for code in labels]
        return heat.draw(list(labels.values()), list(groups.values()), shares, texts)

    def alternative(self) -> str:
        """Say what the grid holds, and the most common code of each group."""
        text = _("Grid of {rows} rows and {columns} columns, the darker the more common.")
        start = text.format(rows=len(self.labels()), columns=len(self.groups()))
        return " ".join([start, *self.said()])
