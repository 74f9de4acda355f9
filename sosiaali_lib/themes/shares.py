"""How common themes are in each group of answers: counts and shares side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.findings import NOTHING, Cell, Cross, Field
from sosiaali_lib.findings.shares import leading
from sosiaali_lib.formatting import listed, lower_first, number, percent, upper_first
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.themes.frame import NO_THEME, Frame

NAMED = 2  # themes that the sentence on a group names


@dataclass(frozen=True, kw_only=True)
class AnswerCounts(Cross):
    """How many coded answers each group gave to each question."""

    def said(self) -> list[str]:
        """Give the number of answers of every group whose number is shown."""
        shown = [
            f"{lower_first(name)} {number(units)}"
            for group, name in self.groups().items()
            if (units := self.units.get(group, 0))
        ]
        return [_("Coded answers by group: {items}.").format(items=listed(shown))] if shown else []


@dataclass(frozen=True, kw_only=True)
class ThemeShares(Cross):
    """How many coded answers of each group carry each theme, and their share of the group's.

    Attributes
    ----------
    frame
        The coding frame; None where it is not known, so that themes stand under their codes.
    uncoded
        Answers without agreed themes, which are not counted.
    wide
        Whether the table has a column of shares beside each column of counts.
    """

    frame: Frame | None = None
    uncoded: int = 0
    wide: bool = True

    @property
    def fields(self) -> Sequence[Field]:
        """A column of counts a group, each with its shares where there is room."""
        counts = [Field(label) for label in self.groups().values()]
        if not self.wide:
            return counts
        text = _("{group}, share")
        return [
            one
            for count in counts
            for one in (count, Field(text.format(group=count.label), "share"))
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a theme, and all coded answers of each group last."""
        found = [(label, self._cells(code)) for code, label in self.labels().items()]
        base: list[Cell] = []
        for group in self.groups():
            units = self.units.get(group, 0)
            whole = None if units is None else 1.0 if units else NOTHING
            base += [units, whole] if self.wide else [units]
        return [*found, (_(self.words.total), base)]

    @property
    def notes(self) -> Sequence[str]:
        """What the shares are of, what was not counted, and what is not translated."""
        found = [
            _(
                "An answer may carry several themes, so the shares can add up to more than 100 per cent."
            )
        ]
        if self.uncoded:
            found.append(uncoded_note(self.uncoded))
        if self.frame is None:
            found.append(
                _("The coding frame is not in the data, so the themes stand under their codes.")
            )
        elif text := self.frame.untranslated():
            found.append(text)
        return tuple(found)

    def share(self, code: str, group: str) -> float | None:
        """Give a theme's share of a group's answers; None is hidden, NaN that there are none."""
        value, units = self.value(code, group), self.units.get(group, 0)
        if value is None or units is None:
            return None
        return value / units if units else NOTHING

    def said(self) -> list[str]:
        """Name the most common themes of every group in which nothing larger can be hidden."""
        labels, found = self.labels(), []
        for group, name in self.groups().items():
            units = self.units.get(group, 0)
            shares = {code: self.share(code, group) for code in labels if code != NO_THEME}
            if not units or None in shares.values():
                continue
            first = leading({code: one or 0.0 for code, one in shares.items()}, NAMED)
            items = [f"{lower_first(labels[code])} ({percent(shares[code])})" for code in first]
            if items:
                text = _(self.words.by_group)
                found.append(
                    text.format(group=upper_first(name), n=number(units), items=listed(items))
                )
        return found

    def drawn(self) -> str | None:
        """Draw a grid: the share in each cell, the darker the larger."""
        from sosiaali_lib.report import heat

        labels, groups = self.labels(), self.groups()
        shares = [[self.share(code, group) for group in groups] for code in labels]
        shades = [[None if one is None or one != one else one for one in row] for row in shares]
        if not any(shade for row in shades for shade in row):
            return None
        field = Field("", "share")
        texts = [[field.written(share) for share in row] for row in shares]
        return heat.draw(list(labels.values()), list(groups.values()), shades, texts)

    def _cells(self, code: str) -> list[Cell]:
        cells: list[Cell] = []
        for group in self.groups():
            value = self.value(code, group)
            cells += [value, self.share(code, group)] if self.wide else [value]
        return cells


def uncoded_note(n: int) -> str:
    """Say how many answers have no agreed themes and are left out of the numbers."""
    return ngettext(
        "{n} answer has no agreed themes yet and is not counted.",
        "{n} answers have no agreed themes yet and are not counted.",
        n,
    ).format(n=number(n))
