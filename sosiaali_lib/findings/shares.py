"""Counts over the codes of one column, with their shares of all units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings.base import NOTHING, Cell, Field, Finding
from sosiaali_lib.findings.words import Labels, Words, placed
from sosiaali_lib.formatting import listed, lower_first, percent, rounded
from sosiaali_lib.messages import _

NAMED = 3  # rows that a sentence names


def leading(shares: Mapping[str, float], most: int) -> list[str]:
    """Give the codes of the largest shares, at most `most`, never splitting those written alike."""
    written = {code: rounded(100 * share) for code, share in shares.items() if share}
    ranked = sorted(written, key=lambda code: -shares[code])
    while 0 < most < len(ranked) and written[ranked[most - 1]] == written[ranked[most]]:
        most -= 1
    return ranked[:most]


@dataclass(frozen=True, kw_only=True)
class Shares(Finding):
    """How many units have each code.

    Attributes
    ----------
    words
        What the units and the codes are.
    labels
        Gives code → label in the language in use, in the order of the table.
    values
        Units of each code; None is hidden, and a code without an entry has none.
    units
        All units, the base of the shares; None is hidden.
    several
        Whether a unit may have several codes, so that the shares need not add up to one.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    words: Words
    labels: Labels
    values: Mapping[str, int | None]
    units: int | None
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
        """Count and share."""
        return (Field(_(self.words.unit)), Field(_(self.words.share), "share"))

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a code, the total last; codes where several may hold are put largest first."""
        labels = self.labels()
        if self.units == 0:  # no base, so no share: that is not the same as a hidden one
            return [(label, (0, NOTHING)) for label in (*labels.values(), _(self.words.total))]
        found = [(labels[code], (self._value(code), self.share(code))) for code in self.order()]
        return [*found, (_(self.words.total), (self.units, None if self.units is None else 1.0))]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """That shares may pass 100 per cent, where they may."""
        if not self.several:
            return ()
        return (_("One unit may have several of these, so the shares can pass 100 per cent."),)

    def order(self) -> list[str]:
        """Give the codes in the order of the table."""
        codes = list(self.labels())
        return sorted(codes, key=lambda code: -(self._value(code) or 0)) if self.several else codes

    def share(self, code: str) -> float | None:
        """Give a code's share of the units; None where either is hidden or there are no units."""
        value = self._value(code)
        return None if value is None or not self.units else value / self.units

    def leading(self, most: int = NAMED) -> list[str]:
        """Give the codes of the largest shown shares, at most `most`, never splitting a tie.

        Shares tie when they are equal as they are written. None where every unit has one code and a
        hidden count may be the largest.
        """
        known = {code: share for code in self.labels() if (share := self.share(code))}
        ranked = leading(known, most)
        largest = max((self._value(code) or 0 for code in known), default=0)
        return ranked if not self._may_lead(largest) else []

    def said(self) -> list[str]:
        """Name the most common codes, and say that some are hidden."""
        labels, first = self.labels(), self.leading()
        found = []
        if first:
            items = [f"{lower_first(labels[c])} ({percent(self.share(c))})" for c in first]
            found.append(self.words.leading(items))
        if found and self._any_hidden():
            found.append(_("Some of the figures are hidden, so these are the most common shown."))
        return found

    def drawn(self) -> str | None:
        """Draw the shares as bars."""
        from sosiaali_lib.report import charts

        shares = [self.share(code) for code in self.order()]
        if not any(shares):
            return None
        field = self.fields[1]
        values = [None if share is None else 100 * share for share in shares]
        series = charts.Series(self.place, values, [field.written(share) for share in shares])
        labels = self.labels()
        text = _("{share}, %").format(share=_(self.words.share))
        return charts.bars([labels[code] for code in self.order()], [series], text)

    def alternative(self) -> str:
        """State the shown shares, the largest first."""
        labels = self.labels()
        shown = {code: share for code in labels if (share := self.share(code))}
        ranked = sorted(shown, key=lambda code: -shown[code])
        items = [f"{lower_first(labels[code])} {percent(shown[code])}" for code in ranked]
        found = _("Bar chart: {items}.").format(items=listed(items))
        return found + (" " + _("The other figures are hidden.") if self._any_hidden() else "")

    def _value(self, code: str) -> int | None:
        return self.values.get(code, 0)

    def _any_hidden(self) -> bool:
        return any(self._value(code) is None for code in self.labels())

    def _may_lead(self, largest: int) -> bool:
        """Tell whether a hidden count could be larger, where every unit has one code."""
        if self.several or self.units is None or not self._any_hidden():
            return False
        return self.units - sum(self._value(code) or 0 for code in self.labels()) >= largest
