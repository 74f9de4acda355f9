"""Means of ratings by row, each with its number of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings.base import NOTHING, Cell, Field, Finding
from sosiaali_lib.findings.words import Labels, MeanWords, placed
from sosiaali_lib.formatting import listed, lower_first, number, rounded
from sosiaali_lib.messages import _

DIGITS = 1


@dataclass(frozen=True)
class Mean:
    """A mean with its number of answers and 95 % interval; None is hidden, no interval is None."""

    n: int | None
    mean: float | None
    ci: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Means(Finding):
    """Means of several ratings on one scale.

    Attributes
    ----------
    words
        What is rated, and the scale.
    labels
        Gives code → label in the language in use, in the order of the table.
    values
        Mean of each code; a code without an entry was not rated.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    words: MeanWords
    labels: Labels
    values: Mapping[str, Mean]
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
        """Number of answers, mean and interval."""
        found = [Field(_("Answers (n)")), Field(_(self.words.scale), "number", DIGITS)]
        intervals = any(mean.ci for mean in self.values.values())
        return [*found, Field(_("Interval (95%)"), "interval", DIGITS)] if intervals else found

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a code that was rated."""
        wide = len(self.fields) == 3
        return [
            (label, (one.n, one.mean, one.ci or NOTHING) if wide else (one.n, one.mean))
            for code, label in self.labels().items()
            if (one := self.values.get(code)) is not None
        ]

    def said(self) -> list[str]:
        """Name the highest and the lowest mean as they are shown, where they differ."""
        labels = self.labels()
        shown = {
            code: rounded(one.mean, DIGITS)
            for code in labels
            if (one := self.values.get(code)) and one.mean is not None
        }
        if not shown or len(set(shown.values())) == 1:
            return []
        high, low = max(shown.values()), min(shown.values())
        named = [
            listed([lower_first(labels[code]) for code in shown if shown[code] == end])
            for end in (high, low)
        ]
        text = _(self.words.extremes)
        digits = [number(float(end), DIGITS) for end in (high, low)]
        return [text.format(highest=named[0], high=digits[0], lowest=named[1], low=digits[1])]

    def drawn(self) -> str | None:
        """Draw the means as dots with their intervals."""
        from sosiaali_lib.report import charts

        shown = [
            (label, one)
            for code, label in self.labels().items()
            if (one := self.values.get(code)) is not None
        ]
        if not any(one.mean for _label, one in shown):
            return None
        field = Field("", "number", DIGITS)
        series = charts.Series(
            self.place,
            [one.mean for _label, one in shown],
            [field.written(one.mean) for _label, one in shown],
        )
        limits = [one.ci for _label, one in shown]
        return charts.dots([label for label, _one in shown], series, limits, _(self.words.scale))

    def alternative(self) -> str:
        """State the shown means in the order of the table."""
        items = [
            f"{lower_first(label)} {Field('', 'number', DIGITS).written(cells[1])}"
            for label, cells in self.rows
            if cells[1] is not None
        ]
        return _("Dot chart: {items}.").format(items=listed(items))
