"""Shares of yes answers, year beside year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, number, percent, quoted, rounded
from sosiaali_lib.messages import _
from sosiaali_lib.staff.questions import (
    FOLLOW_UPS,
    YES,
    YES_NO,
    answers,
    labels,
    shown_years,
    unasked,
)

BARS = 14  # questions whose bars for two years fit a page
NAMED = 3  # questions that a sentence names for one share
Said = tuple[int | None, int | None]  # yes answers and all answers; None is hidden


def yes_shares(rows: pd.DataFrame, questions: Sequence[str] = YES_NO) -> YesShares:
    """Give the share of yes answers to every question of yes and no, by year.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    questions
        Columns, in the order of the table.

    Returns
    -------
    YesShares
        Shares are of those who answered the question; of a follow-up, of those who were to answer.
    """
    values: dict[tuple[str, int], Said] = {
        (question, year): (counts[YES], sum(counts.values()))
        for question in questions
        for year, counts in answers(rows, question).items()
    }
    strange = {
        question: n
        for question in questions
        if question in FOLLOW_UPS and (n := unasked(rows, question))
    }
    return YesShares(questions, values, strange)


@dataclass(frozen=True)
class YesShares(Finding):
    """Yes answers and all answers by question and year.

    `strange` counts answers to follow-ups by those who were not to answer; they are left out.
    `everybody` says that the base is all respondents, whether they answered the question or not;
    `part` is a source text on which questions these are.
    """

    questions: Sequence[str]
    values: Mapping[tuple[str, int], Said]
    strange: Mapping[str, int]
    everybody: bool = False
    part: str = ""

    @property
    def years(self) -> list[int]:
        """The years with answers."""
        return sorted({year for _question, year in self.values})

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        if self.part:
            return _("Yes answers of the staff: {part}").format(part=_(self.part))
        return _("Yes answers of the staff")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Question")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers, yes answers and their share in each year."""
        return [
            field
            for year in self.years
            for field in (
                Field(_("{year}: answers (n)").format(year=year)),
                Field(_("{year}: yes").format(year=year)),
                Field(_("{year}: share of yes").format(year=year), "share"),
            )
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a question that was answered."""
        named = labels(self.questions)
        return [
            (named[question], [cell for year in self.years for cell in self._cells(question, year)])
            for question in self.questions
            if any((question, year) in self.values for year in self.years)
        ]

    @property
    def notes(self) -> Sequence[str]:
        """Whose answers the shares are of."""
        if self.everybody:
            base = _(
                "Shares are of all who answered the survey; a question left empty is not counted as a yes."
            )
        else:
            base = _("Shares are of those who answered the question.")
        found = [base]
        if "arvokeskustelu" in self.questions:
            found.append(
                _(
                    "The question on values asks two things at once (whether values are talked "
                    "about and whether they are shared), so it is not known which a no denies."
                )
            )
        followed = [one for one in self.questions if one in FOLLOW_UPS]
        if followed and not self.everybody:
            named = labels([*followed, *(FOLLOW_UPS[one] for one in followed)])
            text = _("“{question}” was to be answered only by those who answered yes to “{first}”.")
            found += [
                text.format(question=named[one], first=named[FOLLOW_UPS[one]]) for one in followed
            ]
        for question, n in self.strange.items():
            text = _("{n} answers to “{question}” by others are left out.")
            found.append(text.format(n=number(n), question=labels([question])[question]))
        return found

    def share(self, question: str, year: int) -> float | None:
        """Give the share of yes; None where it cannot be given."""
        yes, n = self.values.get((question, year), (None, None))
        return None if yes is None or not n else yes / n

    def said(self) -> list[str]:
        """Name the questions of the largest and the smallest share in every year."""
        found, named = [], labels(self.questions)
        for year in self.years:
            shares = {
                question: rounded(100 * share)
                for question in self.questions
                if (share := self.share(question, year)) is not None
            }
            if not shares or len(set(shares.values())) == 1:
                continue
            texts = {}
            for end in (max(shares.values()), min(shares.values())):
                of_end = [question for question in shares if shares[question] == end]
                texts[end] = (
                    listed([quoted(named[one]) for one in of_end])
                    if len(of_end) <= NAMED
                    else _("{n} questions").format(n=number(len(of_end)))
                )
            (high, most), (low, least) = texts.items()
            text = _(
                "In {year} the share of yes was largest for {most} ({high}) and smallest for "
                "{least} ({low})."
            )
            if any(self._hidden(question, year) for question in self.questions):
                text = _(
                    "Of the shares shown for {year}, that of yes was largest for {most} ({high}) "
                    "and smallest for {least} ({low})."
                )
            found.append(
                text.format(
                    year=year,
                    most=most,
                    high=percent(float(high) / 100),
                    least=least,
                    low=percent(float(low) / 100),
                )
            )
        return found

    def drawn(self) -> str | None:
        """Draw the shares of the two latest years."""
        from sosiaali_lib.report import charts

        latest = shown_years(self.years)
        asked = [
            question
            for question in self.questions
            if any(self.share(question, year) is not None for year in latest)
        ]
        if not asked:
            return None
        named, field = labels(asked), Field("", "share")
        series = []
        for year in latest:
            shares = [self.share(question, year) for question in asked]
            values = [None if share is None else 100 * share for share in shares]
            texts = [field.written(share) for share in shares]
            series.append(charts.Series(str(year), values, texts))
        axis = _("Share of yes answers, %")
        if len(series) == 1 or len(asked) <= BARS:
            return charts.bars(list(named.values()), series, axis)
        return charts.dumbbells(list(named.values()), series[0], series[1], axis)

    def alternative(self) -> str:
        """Give the shares of the two latest years, question by question."""
        named = labels(self.questions)
        items = []
        for question in self.questions:
            told = [
                _("{share} in {year}").format(share=percent(share), year=year)
                for year in shown_years(self.years)
                if (share := self.share(question, year)) is not None
            ]
            if told:
                items.append(f"{quoted(named[question])} {listed(told)}")
        return _("Shares of yes answers: {items}.").format(items="; ".join(items))

    def _hidden(self, question: str, year: int) -> bool:
        return self.values.get((question, year), (0, 0))[0] is None

    def _cells(self, question: str, year: int) -> tuple[Cell, Cell, Cell]:
        if (question, year) not in self.values:
            return NOTHING, NOTHING, NOTHING
        yes, n = self.values[question, year]
        if n == 0:
            return n, yes, NOTHING
        return n, yes, self.share(question, year)
