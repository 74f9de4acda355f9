"""Division of working time from ticked boxes: the least and the most that the means can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import interval, listed, lower_first, number
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.staff import boxes
from sosiaali_lib.staff.questions import PROCESS, WEEK, YEAR, labels, shown_years, years

WHATS: Mapping[tuple[str, ...], str] = {
    WEEK: N_("Division of the working week"),
    PROCESS: N_("Division of the working time in client processes"),
}
Ends = tuple[float, float]


def week(rows: pd.DataFrame) -> TimeBounds:
    """Give the least and most that the mean shares of the working week can be (question 8).

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    """
    return _bounded(rows, WEEK)


def process(rows: pd.DataFrame) -> TimeBounds:
    """Give the same of the working time in client processes (question 9)."""
    return _bounded(rows, PROCESS)


def _bounded(rows: pd.DataFrame, columns: tuple[str, ...]) -> TimeBounds:
    ends, checked = boxes.bounds(rows, columns), boxes.sums(rows, columns)
    means: dict[tuple[str, int], Ends | None] = {}
    people: dict[int, int | None] = {}
    for year in years(rows):
        of_year = ends[rows[YEAR] == year].dropna()
        if len(of_year):
            people[year] = len(of_year)
            for column in columns:
                low, high = (of_year[f"{column}{end}"].mean() for end in (boxes.LOW, boxes.HIGH))
                means[column, year] = (float(low), float(high))
    checks = {
        year: Check.of(checked[checked[YEAR] == year])
        for year in years(rows)
        if (checked[YEAR] == year).any()
    }
    return TimeBounds(columns, means, people, checks)


@dataclass(frozen=True)
class Check:
    """Respondents by what their ticked boxes add up to; `impossible` are among the other three."""

    exact: int
    below: int
    above: int
    impossible: int
    incomplete: int

    @classmethod
    def of(cls, checked: pd.DataFrame) -> Check:
        """Count the rows that `boxes.sums` gives."""
        ticked = checked[boxes.TICKED]
        return cls(
            exact=int((ticked == boxes.WHOLE).sum()),
            below=int((ticked < boxes.WHOLE).sum()),
            above=int((ticked > boxes.WHOLE).sum()),
            impossible=int((~checked[boxes.POSSIBLE]).sum()),
            incomplete=int((checked["tyhjia"] > 0).sum()),
        )

    @property
    def n(self) -> int:
        """All who ticked a box."""
        return self.exact + self.below + self.above


@dataclass(frozen=True)
class TimeBounds(Finding):
    """Lowest and highest possible mean share, in per cent, by content and year.

    `people` are those whose bands can add up to 100 %; None is hidden. `checks` are empty in a
    report, where so few are not told of.
    """

    columns: tuple[str, ...]
    means: Mapping[tuple[str, int], Ends | None]
    people: Mapping[int, int | None]
    checks: Mapping[int, Check]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        what = _(WHATS[self.columns])
        return _("{what}: lowest and highest possible mean").format(what=what)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Content of work")

    @property
    def fields(self) -> Sequence[Field]:
        """Respondents, and the ends of the mean share and of the time of all in each year."""
        return [
            field
            for year in self.people
            for field in (
                Field(_("{year}: answers (n)").format(year=year)),
                Field(_("{year}: mean between, %").format(year=year), "interval"),
                Field(_("{year}: full working times between").format(year=year), "interval", 1),
            )
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a content of work."""
        if not self.means:
            return []
        return [
            (label, [cell for year in self.people for cell in self._cells(column, year)])
            for column, label in labels(self.columns).items()
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What a box stands for, and whose boxes cannot add up to 100 per cent."""
        found = [
            _(
                "The form has boxes of 0, 5, 10, 20, 30, 40 and 50 per cent. A box stands for all "
                "shares nearer to it than to another box, the last one for all above too, so the "
                "answers give no mean, only its lowest and highest possible value. That a person's "
                "shares add up to 100 per cent is taken into account."
            ),
            _("Full working times: the working time of all who answered, added up."),
        ]
        for year, check in self.checks.items():
            text = _(
                "In {year} the ticked boxes added up to exactly 100 per cent for {exact} of {n} "
                "respondents, to less for {below} and to more for {above}."
            )
            found.append(
                text.format(
                    year=year,
                    exact=number(check.exact),
                    n=number(check.n),
                    below=number(check.below),
                    above=number(check.above),
                )
            )
            if check.impossible:
                found.append(
                    ngettext(
                        "In {year} the boxes of {n} respondent cannot add up to 100 per cent at "
                        "all, whatever shares stand behind them; this answer is not in the table.",
                        "In {year} the boxes of {n} respondents cannot add up to 100 per cent at "
                        "all, whatever shares stand behind them; these answers are not in the table.",
                        check.impossible,
                    ).format(year=year, n=number(check.impossible))
                )
            if check.incomplete:
                found.append(
                    ngettext(
                        "In {year}, {n} respondent left a content without a box; it may be "
                        "anything that the other boxes leave.",
                        "In {year}, {n} respondents left a content without a box; it may be "
                        "anything that the other boxes leave.",
                        check.incomplete,
                    ).format(year=year, n=number(check.incomplete))
                )
        return found

    def said(self) -> list[str]:
        """Say what is surely larger than all else in a year, where anything is."""
        found, named = [], labels(self.columns)
        for year in self.people:
            ends = {
                column: span
                for column in self.columns
                if (span := self.means.get((column, year))) is not None
            }
            if not ends:
                continue
            lows = {column: _rounded(span[0]) for column, span in ends.items()}
            highs = {column: _rounded(span[1]) for column, span in ends.items()}
            top = max(lows, key=lambda column: lows[column])
            if len(ends) == len(self.columns) and all(
                lows[top] > highs[column] for column in ends if column != top
            ):
                text = _(
                    "In {year} most time surely went to: {content} ({limits} per cent, n = {n})."
                )
            else:
                text = _(
                    "In {year} the boxes do not tell to what most time went; the highest lower "
                    "limit is that of {content} ({limits} per cent, n = {n})."
                )
            found.append(
                text.format(
                    year=year,
                    content=lower_first(named[top]),
                    limits=interval(*ends[top]),
                    n=number(self.people[year]),
                )
            )
        return found

    def drawn(self) -> str | None:
        """Draw the possible means of the two latest years as spans."""
        from sosiaali_lib.report import spans

        latest = shown_years(self.people)
        drawn = {
            str(year): [self.means.get((column, year)) for column in self.columns]
            for year in latest
        }
        if not any(span for of_year in drawn.values() for span in of_year):
            return None
        names = list(labels(self.columns).values())
        return spans.draw(names, drawn, _("Mean share of working time between, %"))

    def alternative(self) -> str:
        """Give the ends of every mean of the two latest years."""
        items = []
        for column, label in labels(self.columns).items():
            told = [
                _("{limits} in {year}").format(limits=interval(*span), year=year)
                for year in shown_years(self.people)
                if (span := self.means.get((column, year))) is not None
            ]
            if told:
                items.append(f"{lower_first(label)} {listed(told)}")
        return _("Spans of the possible mean, in per cent: {items}.").format(items="; ".join(items))

    def _cells(self, column: str, year: int) -> tuple[Cell, Cell, Cell]:
        n, span = self.people[year], self.means.get((column, year))
        if n is None or span is None:
            return n, None, None
        if not n:
            return n, NOTHING, NOTHING
        return n, span, (span[0] * n / 100, span[1] * n / 100)


def _rounded(value: float) -> float:
    from sosiaali_lib.formatting import rounded

    return float(rounded(value))
