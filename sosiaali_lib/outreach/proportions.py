"""Shares of answers that agree, by who answered, each with its base and Wilson interval."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.findings import Cell, Field, Finding, Labels, placed
from sosiaali_lib.formatting import lower_first, number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.tabulation import Codes
from sosiaali_lib.tabulation.base import GROUP, NO, ROW, YES, N, column_labels

CONFIDENCE = 0.95


@dataclass(frozen=True)
class ProportionWords:
    """Source texts of a share by respondent.

    Attributes
    ----------
    caption
        What is shown.
    agreed
        Heading of the answers that agree.
    share
        Heading of the share and the axis.
    sentence
        Sentence with the placeholders {group}, {share}, {low}, {high} and {n}.
    """

    caption: str
    agreed: str
    share: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Proportions(Finding):
    """Of each group's answers, the share that agree.

    Attributes
    ----------
    words
        What is agreed with.
    groups
        Gives group → label, in the order of the table.
    agreed, answers
        Answers by group that agree, and all that take a stand; None is hidden.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    words: ProportionWords
    groups: Labels
    agreed: Mapping[str, int | None]
    answers: Mapping[str, int | None]
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_(self.words.caption), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Who gave the feedback")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers, those that agree, their share and its interval."""
        return (
            Field(_("Answers (n)")),
            Field(_(self.words.agreed)),
            Field(_(self.words.share), "share"),
            Field(_("Interval of the share, % (95%)"), "interval"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a group that answered."""
        found = []
        for code, label in self._asked().items():
            span = self.limits(code)
            ends = None if span is None else (100 * span[0], 100 * span[1])
            cells = (self.answers[code], self.agreed.get(code, 0), self.share(code), ends)
            found.append((label, cells))
        return found

    @property
    def notes(self) -> Sequence[str]:
        """What the base and the interval are."""
        return (
            _(
                "Those who did not answer or could not say are not in the base. The interval is "
                "Wilson's and takes the answers as a random sample of all who could have answered."
            ),
        )

    def share(self, group: str) -> float | None:
        """Give the share of a group; None where it cannot be shown."""
        agreed, n = self.agreed.get(group, 0), self.answers.get(group, 0)
        return None if agreed is None or not n else agreed / n

    def limits(self, group: str) -> tuple[float, float] | None:
        """Give Wilson's 95 % interval of a group's share; None where it cannot be shown."""
        from sosiaali_lib.survey.intervals import wilson_limits

        share, n = self.share(group), self.answers.get(group)
        return None if share is None or not n else wilson_limits(share, n, CONFIDENCE)

    def said(self) -> list[str]:
        """Give the share of every group with its interval and base."""
        found = []
        for code, label in self._asked().items():
            share, span = self.share(code), self.limits(code)
            if share is None or span is None:
                continue
            text = _(self.words.sentence)
            found.append(
                text.format(
                    group=lower_first(label),
                    share=percent(share),
                    low=number(100 * span[0]),
                    high=percent(span[1]),
                    n=number(self.answers[code]),
                )
            )
        return found

    def drawn(self) -> str | None:
        """Draw the shares with their intervals; one share alone is not drawn."""
        from sosiaali_lib.report import charts

        asked = self._asked()
        shares = [self.share(code) for code in asked]
        if sum(share is not None for share in shares) < 2:
            return None
        spans = [self.limits(code) for code in asked]
        return charts.dots(
            list(asked.values()),
            charts.Series(
                self.place,
                [None if share is None else 100 * share for share in shares],
                [self.fields[2].written(share) for share in shares],
            ),
            [None if span is None else (100 * span[0], 100 * span[1]) for span in spans],
            _("{share}, %").format(share=_(self.words.share)),
        )

    def alternative(self) -> str:
        """Say what the dots are, and the findings."""
        text = _("Dots with intervals.")
        return " ".join([text, *self.said()])

    def _asked(self) -> dict[str, str]:
        return {
            code: label for code, label in self.groups().items() if self.answers.get(code, 0) != 0
        }


@dataclass(frozen=True, kw_only=True)
class Agreement(Codes):
    """Answers by whether they agree, and by who answered; read back as shares with intervals.

    `row` gives "kylla" or "ei"; `where` keeps the answers that take a stand. `group` is required.
    """

    shares: ProportionWords

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Proportions:
        """Give the share of each group."""
        numbers = {
            (str(row[ROW]), str(row[GROUP])): shown_number(row[N])
            for row in cells.to_dict("records")
        }
        assert isinstance(self.group, str)
        column = self.group
        groups = {group for _row, group in numbers} - {TOTAL}

        def labels() -> Mapping[str, str]:
            return {
                code: label
                for code, label in column_labels(self.form, column).items()
                if code in groups
            }

        return Proportions(
            words=self.shares,
            groups=labels,
            agreed={group: numbers.get((YES, group), 0) for group in groups},
            answers={group: numbers.get((TOTAL, group), 0) for group in groups},
            place=place,
        )


def agrees(codes: pd.Series, agreeing: Collection[object]) -> pd.Series:
    """Say of each answer whether it is one of those that agree."""
    return codes.isin(list(agreeing)).map({True: YES, False: NO})
