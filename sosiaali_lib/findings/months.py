"""Counts by calendar month over a period, months without any included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sosiaali_lib.findings.base import Cell, Field, Finding
from sosiaali_lib.findings.words import MonthWords, placed
from sosiaali_lib.formatting import month, number
from sosiaali_lib.messages import _


def months_between(first: date, last: date) -> list[str]:
    """Give every calendar month from one day to another, as text such as “2019-03”."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(start, start + count)]


@dataclass(frozen=True, kw_only=True)
class Months(Finding):
    """How many units each month has.

    Attributes
    ----------
    words
        What is counted.
    values
        Units of each month, the first month first; None is hidden. Every month of the period has an
        entry, so that a half year is never set beside a year.
    units
        All units; None is hidden.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    words: MonthWords
    values: Mapping[str, int | None]
    units: int | None
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_(self.words.caption), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Month")

    @property
    def fields(self) -> Sequence[Field]:
        """The count."""
        return (Field(_(self.words.unit)),)

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a month, and all of them last."""
        found = [(_named(code), (value,)) for code, value in self.values.items()]
        return [*found, (_(self.words.total), (self.units,))]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    def said(self) -> list[str]:
        """Give all units and how many there were a month; no trend."""
        if not self.units:
            return []
        months = len(self.values)
        text = _(self.words.a_month)
        rate = number(self.units / months, 1)
        return [text.format(n=number(self.units), months=number(months), rate=rate)]

    def drawn(self) -> str | None:
        """Draw a column a month."""
        from sosiaali_lib.report import charts

        if not any(self.values.values()):
            return None
        written = [Field("").written(value) for value in self.values.values()]
        series = charts.Series(self.place, list(self.values.values()), written)
        labels = [f"{int(code[5:])}/{code[:4]}" for code in self.values]
        return charts.columns(labels, series, _(self.words.unit))

    def alternative(self) -> str:
        """Give the total and the month with most, where nothing is hidden."""
        found = [_("Column chart by month."), *self.said()]
        known = {code: value for code, value in self.values.items() if value is not None}
        if known and len(known) == len(self.values):
            top = max(known.values())
            if list(known.values()).count(top) == 1:
                code = max(known, key=known.__getitem__)
                text = _("The month with most was {month}, with {n}.")
                found.append(text.format(month=_named(code), n=number(top)))
        return " ".join(found)


def _named(code: str) -> str:
    return month(date.fromisoformat(f"{code}-01"))
