"""Trying to break a protection: what a reader can work out of each hidden number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.explore.protection_hidden import Hidden
from sosiaali_lib.explore.protection_tables import Cell
from sosiaali_lib.findings import Cell as Written
from sosiaali_lib.findings import Field, Finding
from sosiaali_lib.formatting import listed, number
from sosiaali_lib.messages import _, ngettext

_NAMED = 6  # cells that the sentence on what is given away names
_MINUS = " \N{MINUS SIGN} "


@dataclass(frozen=True, eq=False, kw_only=True)
class Breaking(Finding):
    """What a reader of a published table can say of each hidden number.

    Attributes
    ----------
    hidden
        The table as it goes out.
    cell, guess
        A hidden cell and what the reader takes it for; None for no guess.
    """

    hidden: Hidden
    cell: Cell | None = None
    guess: int | None = None

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = (
            _("{title}: what a reader can work out when only small numbers are hidden")
            if self.hidden.naive
            else _("{title}: what a reader can work out of the hidden numbers")
        )
        return text.format(title=self.hidden.counted.title)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Hidden number")

    @property
    def fields(self) -> Sequence[Field]:
        """The ends of what fits, and how a number is worked out."""
        return (
            Field(_("At least")),
            Field(_("At most")),
            Field(_("What the reader knows"), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Written]]]:
        """A row a hidden cell, those that are known most closely first."""
        ends = self.hidden.ends
        order = sorted(ends, key=lambda cell: (_width(ends[cell]), ends[cell][0]))
        return [
            (self._name(cell), (ends[cell][0], _written(ends[cell][1]), self._known(cell)))
            for cell in order
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What the reader is taken to know."""
        text = _(
            "The reader knows every number that is shown, that rows and columns add up, and that a "
            "hidden number is not 0."
        )
        hidden = _(
            "The reader knows every number that is shown, and that rows and columns add up; a hidden "
            "number may be 0."
        )
        return (text if self.hidden.zeros == "shown" else hidden,)

    def said(self) -> list[str]:
        """Say what is given away, and what the guess is worth."""
        ends = self.hidden.ends
        if not ends:
            return [_("Nothing is hidden, so there is nothing to work out.")]
        return [*self._given_away(), *self._of_guess()]

    def drawn(self) -> str | None:
        """Draw the span of each hidden number, from the least to the greatest that fits."""
        from sosiaali_lib.report import charts

        ends = self.hidden.ends
        known = [cell for cell in ends if ends[cell][1] is not None]
        if not known:
            return None
        known.sort(key=lambda cell: (_width(ends[cell]), ends[cell][0]))
        low = [float(ends[cell][0]) for cell in known]
        high = [None if (end := ends[cell][1]) is None else float(end) for cell in known]
        return charts.dumbbells(
            [self._name(cell) for cell in known],
            charts.Series(_("At least"), low, ()),
            charts.Series(_("At most"), high, ()),
            _("Numbers that fit what is shown"),
        )

    def alternative(self) -> str:
        """State the span of each hidden number."""
        text = _("{cell} from {low} to {high}")
        items = [
            text.format(cell=name, low=number(_float(low)), high=number(_float(high)))
            for name, (low, high, _known) in self.rows
        ]
        return _("Spans of the hidden numbers: {items}.").format(items="; ".join(items))

    def _name(self, cell: Cell) -> str:
        return self.hidden.counted.name(cell)

    def _known(self, cell: Cell) -> str:
        low, high = self.hidden.ends[cell]
        if low != high:
            return _("between these")
        if told := self._line(cell):
            return told
        return _("follows from several rows and columns together")

    def _line(self, cell: Cell) -> str:
        """Give the subtraction that tells a number: a row or a column in which it alone is hidden."""
        numbers, hidden = self.hidden.counted.numbers, self.hidden.reasons
        row, group = cell
        table = self.hidden.counted
        lines = [[(row, one) for one in table.columns], [(one, group) for one in table.lines]]
        for line in lines:
            others = [one for one in line if one != cell]
            if any(one in hidden for one in others):
                continue
            total = next((one for one in others if _is_total(one, line)), None)
            if total is None:  # the total is what is looked for
                return " + ".join(number(numbers[one]) for one in others)
            parts = [number(n) for one in others if one != total and (n := numbers[one])]
            return _MINUS.join([number(numbers[total]), *parts])
        return ""

    def _given_away(self) -> list[str]:
        derived = self.hidden.derived
        if not derived:
            return [_("No hidden number can be worked out.")]
        items = [
            _("{cell} is {n}").format(cell=self._name(cell), n=number(n))
            for cell, n in list(derived.items())[:_NAMED]
        ]
        text = ngettext(
            "{n} of {all} hidden numbers can be worked out: {items}.",
            "{n} of {all} hidden numbers can be worked out: {items}.",
            len(derived),
        )
        more = [_("and others")] if len(derived) > _NAMED else []
        told = {"n": number(len(derived)), "all": number(len(self.hidden.ends))}
        return [text.format(items=listed([*items, *more]), **told)]

    def _of_guess(self) -> list[str]:
        if self.guess is None or self.cell not in self.hidden.ends:
            return []
        low, high = self.hidden.ends[self.cell]
        words = {"cell": self._name(self.cell), "guess": number(self.guess), "low": number(low)}
        if self.guess < low or (high is not None and self.guess > high):
            text = _("The guess {guess} of {cell} cannot be right: it does not fit what is shown.")
            return [text.format(**words)]
        if low == high:
            text = _(
                "The guess {guess} of {cell} is right, and nothing else fits: it is given away."
            )
            return [text.format(**words)]
        if high is None:
            text = _("The guess {guess} of {cell} fits, and so does every number from {low} on.")
            return [text.format(**words)]
        text = _(
            "The guess {guess} of {cell} fits, but so does every number from {low} to {high}: nobody "
            "can know."
        )
        return [text.format(high=number(high), **words)]


def _is_total(cell: Cell, line: Sequence[Cell]) -> bool:
    """Tell whether a cell is the total of a row or a column."""
    place = 1 if len({row for row, _group in line}) == 1 else 0
    return cell[place] == TOTAL


def _width(ends: tuple[int, int | None]) -> float:
    low, high = ends
    return float("inf") if high is None else float(high - low)


def _written(high: int | None) -> Written:
    return float("nan") if high is None else high


def _float(value: Written) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")
