"""Answers on the scales from 1 to 5: every level, and the mean, year beside year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.messages import _
from sosiaali_lib.staff.questions import LEVELS, SCALES, Counts, answers, labels, shown_years


def scales(rows: pd.DataFrame, questions: Sequence[str] = SCALES) -> Scales:
    """Give how the answers to the scale questions are spread, by year.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    questions
        Columns, in the order of the table.

    Notes
    -----
    For those who may see the answers: with few people a distribution tells who answered what, and a
    mean together with a distribution that is hidden in part gives the hidden numbers back. A report
    shows the means alone.
    """
    values = {
        (question, year): counts
        for question in questions
        for year, counts in answers(rows, question).items()
    }
    return Scales(questions, values)


@dataclass(frozen=True)
class Scales(Finding):
    """People by level, by question and year."""

    questions: Sequence[str]
    values: Mapping[tuple[str, int], Counts]

    @property
    def years(self) -> list[int]:
        """The years with answers."""
        return sorted({year for _question, year in self.values})

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Answers of the staff on the scales from 1 to 5")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Question and year")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers, mean and the people of every level."""
        return (
            Field(_("Answers (n)")),
            Field(_("Mean"), "number", 1),
            *(Field(level) for level in self._levels()),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a question and year."""
        named, text = labels(self.questions), _("{question}, {year}")
        return [
            (
                text.format(question=named[question], year=year),
                (sum(counts.values()), self.mean(question, year), *counts.values()),
            )
            for question in self.questions
            for year in self.years
            if (counts := self.values.get((question, year))) is not None
        ]

    def mean(self, question: str, year: int) -> float:
        """Give the mean of the answers."""
        counts = self.values[question, year]
        return sum(int(level) * n for level, n in counts.items()) / sum(counts.values())

    def said(self) -> list[str]:
        """Say where the upper levels are most and least common, in each of the two latest years."""
        from sosiaali_lib.report.likert import likert_alt

        rows = self._bars()
        return [likert_alt(rows, self._levels())] if rows else []

    def drawn(self) -> str | None:
        """Draw a bar a question and year, spread from the middle level."""
        from sosiaali_lib.report.likert import likert

        rows = self._bars()
        return likert(rows, self._levels(), _("Share of those who answered")) if rows else None

    def _bars(self) -> list:  # type: ignore[type-arg]
        from sosiaali_lib.report.likert import LikertRow

        named, latest = labels(self.questions), shown_years(self.years)
        return [
            LikertRow(named[question], tuple(counts[level] for level in LEVELS), wave=str(year))
            for question in self.questions
            for year in latest
            if (counts := self.values.get((question, year))) is not None
        ]

    def _levels(self) -> list[str]:
        return [_("1 (lowest)"), "2", "3", "4", _("5 (highest)")]
