"""What a protection hides of a small table, and why each of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sosiaali_lib.cells import shown_number
from sosiaali_lib.disclosure import ranges
from sosiaali_lib.disclosure.demands import Zeros
from sosiaali_lib.disclosure.ranges import HIGH, LOW
from sosiaali_lib.explore.protection_tables import BY, SECONDARY, SMALL, Cell, SmallTable
from sosiaali_lib.findings import Cell as Written
from sosiaali_lib.findings import Field, Finding
from sosiaali_lib.formatting import listed, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.tabulation.base import GROUP, ROW

MARKS = {SMALL: "[1]", SECONDARY: "[2]"}
_SHADES = {SMALL: 1.0, SECONDARY: 0.4}
_NAMED = 4  # cells that a reason names


@dataclass(frozen=True, eq=False, kw_only=True)
class Hidden(Finding):
    """A small table with what is hidden of it.

    Attributes
    ----------
    counted
        The table with its true numbers.
    threshold, zeros
        The rule: numbers of fewer people are hidden, and zeros are shown or hidden.
    naive
        Whether only the small numbers are hidden.
    """

    counted: SmallTable = field(repr=False)
    threshold: int = 5
    zeros: Zeros = "shown"
    naive: bool = False

    @cached_property
    def reasons(self) -> dict[Cell, str]:
        """Why each hidden cell is hidden."""
        hide = self.counted.small if self.naive else self.counted.reasons
        return hide(threshold=self.threshold, zeros=self.zeros)

    @cached_property
    def ends(self) -> dict[Cell, tuple[int, int | None]]:
        """The least and the greatest number that each hidden cell can be for a reader."""
        return _ends(self.counted, self.reasons, self.zeros, self.threshold)

    @property
    def derived(self) -> dict[Cell, int]:
        """The hidden cells that a reader can compute, with their numbers."""
        return {cell: low for cell, (low, high) in self.ends.items() if low == high}

    def because_of(self, cell: Cell) -> list[Cell]:
        """Give the cells that a reader could compute if one of the hidden ones were shown."""
        rest = {one: why for one, why in self.reasons.items() if one != cell}
        ends = _ends(self.counted, rest, self.zeros, self.threshold)
        return [one for one, (low, high) in ends.items() if low == high]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        table = self.counted
        text = _("{title}: {row} by {group}, small numbers hidden")
        return text.format(title=table.title, row=table.head, group=table.group_head)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return self.counted.head

    @property
    def fields(self) -> Sequence[Field]:
        """A column a group, and the total."""
        return [Field(label) for label in self.counted.columns.values()]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Written]]]:
        """A row a code, and the total: numbers, and marks of what is hidden."""
        return [
            (label, [self.mark((row, group)) for group in self.counted.columns])
            for row, label in self.counted.lines.items()
        ]

    def mark(self, cell: Cell) -> str:
        """Give a number as it is written, or the mark of why it is hidden."""
        why = self.reasons.get(cell)
        return MARKS[why] if why else number(self.counted.numbers[cell])

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.counted.rows),)

    @property
    def notes(self) -> Sequence[str]:
        """What the marks mean."""
        least = 0 if self.zeros == "hidden" else 1
        small = _("[1] = hidden because the number is small, from {least} to {most}.")
        found = [small.format(least=least, most=self.threshold - 1)]
        if SECONDARY in self.reasons.values():
            found.append(_("[2] = hidden so that no small number can be computed from the totals."))
        return found

    def said(self) -> list[str]:
        """Say how much is hidden, and why."""
        whys = list(self.reasons.values())
        small, more = whys.count(SMALL), whys.count(SECONDARY)
        if not small:
            return [_("No number is small, so nothing has to be hidden.")]
        text = ngettext(
            "{n} of {all} numbers is small and hidden.",
            "{n} of {all} numbers are small and hidden.",
            small,
        )
        found = [text.format(n=number(small), all=number(len(self.counted.numbers)))]
        if self.naive:
            return found
        if not more:
            return [*found, _("Nothing more has to be hidden.")]
        text = ngettext(
            "{n} more is hidden so that these cannot be computed from the totals.",
            "{n} more are hidden so that these cannot be computed from the totals.",
            more,
        )
        return [*found, text.format(n=number(more))]

    def drawn(self) -> str | None:
        """Draw the grid, small numbers darkest and what is hidden for their sake lighter."""
        from sosiaali_lib.report import heat

        if not self.reasons:
            return None
        lines, columns = self.counted.lines, self.counted.columns
        cells = [[(row, group) for group in columns] for row in lines]
        shades = [[_SHADES.get(self.reasons.get(one, ""), 0.0) for one in row] for row in cells]
        texts = [[self.mark(one) for one in row] for row in cells]
        return heat.draw(list(lines.values()), list(columns.values()), shades, texts)


@dataclass(frozen=True, eq=False)
class Reasons(Finding):
    """Why each hidden number of a small table is hidden."""

    hidden: Hidden

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("{title}: why each number is hidden").format(title=self.hidden.counted.title)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Hidden number")

    @property
    def fields(self) -> Sequence[Field]:
        """The kind of hiding, and the reason in words."""
        return (Field(_("Hidden as"), "text"), Field(_("Reason"), "text"))

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Written]]]:
        """A row a hidden cell, the small ones first."""
        kinds = {SMALL: _("[1] small"), SECONDARY: _("[2] for the sake of others")}
        ordered = sorted(self.hidden.reasons.items(), key=lambda pair: pair[1] != SMALL)
        return [
            (self.hidden.counted.name(cell), (kinds[why], self._reason(cell, why)))
            for cell, why in ordered
        ]

    def said(self) -> list[str]:
        """Say nothing more than the table does."""
        return []

    def _reason(self, cell: Cell, why: str) -> str:
        if why == SMALL:
            text = _("Fewer than {threshold} people.")
            return text.format(threshold=number(self.hidden.threshold))
        given = [self.hidden.counted.name(one) for one in self.hidden.because_of(cell)]
        if not given:
            return _("Together with the other hidden numbers it keeps the small ones unknown.")
        shown = given[:_NAMED] + ([_("others")] if len(given) > _NAMED else [])
        return _("If it were shown, this could be computed: {cells}.").format(cells=listed(shown))


def _ends(
    table: SmallTable, hidden: dict[Cell, str], zeros: Zeros, threshold: int
) -> dict[Cell, tuple[int, int | None]]:
    if not hidden:
        return {}
    published = (table.published(hidden), BY, None)
    found = ranges({"taulukko": published}, zeros=zeros, threshold=threshold)
    return {
        (str(row[ROW]), str(row[GROUP])): (int(row[LOW]), shown_number(row[HIGH]))
        for row in found.to_dict("records")
    }
