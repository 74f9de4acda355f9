"""What the comparison of two years of one small staff says, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import interval, listed, number, quoted, rounded, signed
from sosiaali_lib.messages import _
from sosiaali_lib.staff.questions import labels
from sosiaali_lib.survey import WaveComparison
from sosiaali_lib.survey.wording import caution

Kind = Literal["share", "mean"]


@dataclass(frozen=True)
class YearComparison(Finding):
    """The comparison of each question between two years."""

    results: Mapping[str, WaveComparison]
    years: tuple[int, int]
    kind: Kind

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        first, second = self.years
        if self.kind == "share":
            text = _("Shares of yes answers, {second} against {first}")
        else:
            text = _("Means of the scales from 1 to 5, {second} against {first}")
        return text.format(first=first, second=second)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Question")

    @property
    def fields(self) -> Sequence[Field]:
        """Both years, the difference with its intervals, and how many may have changed."""
        share = self.kind == "share"
        digits = 0 if share else 1
        of_year = [
            field
            for year in self.years
            for field in (
                Field(_("{year}: answers (n)").format(year=year)),
                Field(_("{year}: share of yes").format(year=year), "share")
                if share
                else Field(_("{year}: mean").format(year=year), "number", digits),
            )
        ]
        unit = _("Difference, percentage points") if share else _("Difference")
        found = [
            *of_year,
            Field(unit, "number", digits),
            Field(_("Interval (95%), years independent"), "interval", digits),
            Field(_("Interval (95%) at its widest"), "interval", digits),
        ]
        return [*found, Field(_("People who changed their answer"), "interval")] if share else found

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a question."""
        named = labels(self.results)
        return [(named[question], self._cells(one)) for question, one in self.results.items()]

    @property
    def notes(self) -> Sequence[str]:
        """What is not known of the people behind the two years, and how to read the intervals."""
        if not self.results:
            return ()
        low = min(one.answered_both[0] for one in self.results.values())
        high = max(one.answered_both[1] for one in self.results.values())
        found = [
            _(
                "The answers of the two years cannot be linked: between {low} and {high} people "
                "answered both times."
            ).format(low=number(low), high=number(high)),
            _(
                "The widest interval holds whoever answered both times; the other one holds if "
                "answering the first year says nothing of answering the second."
            ),
            caution(),
            _(
                "Two years are no trend, and of many intervals of 95% some miss by chance alone: "
                "about one in twenty."
            ),
        ]
        if self.kind == "share":
            found.append(
                _(
                    "People who changed their answer: the fewest and the most possible among those "
                    "who may have answered both times."
                )
            )
        return found

    def apart(self) -> dict[str, WaveComparison]:
        """Give the questions whose widest interval, as it is written, does not reach no change."""
        found = {}
        for question, one in self.results.items():
            limits = self._written(one.widest.ci)
            if limits is not None and (limits[0] > 0 or limits[1] < 0):
                found[question] = one
        return found

    def said(self) -> list[str]:
        """Name the questions whose difference holds however the respondents overlap."""
        if not self.results:
            return []
        named, apart = labels(self.results), self.apart()
        if not apart:
            text = _(
                "Between {first} and {second} the widest interval of the difference reaches no "
                "change in all {n} questions: the answers do not show that the staff's view changed."
            )
            first, second = self.years
            return [text.format(first=first, second=second, n=number(len(self.results)))]
        text = _(
            "From {first} to {second} the difference is other than zero, even with the widest "
            "interval, in {n} of {all} questions: {items}."
        )
        items = [
            f"{quoted(named[question])} {self._difference(one)}" for question, one in apart.items()
        ]
        first, second = self.years
        return [
            text.format(
                first=first,
                second=second,
                n=number(len(apart)),
                all=number(len(self.results)),
                items=listed(items),
            )
        ]

    def drawn(self) -> str | None:
        """Draw the differences with their widest intervals."""
        from sosiaali_lib.report import charts

        if not self.results:
            return None
        digits = 0 if self.kind == "share" else 1
        values = [self._scaled(one.difference.value) for one in self.results.values()]
        texts = [signed(value, digits) for value in values]
        limits = [
            None
            if one.widest.ci is None
            else (self._scaled(one.widest.ci[0]), self._scaled(one.widest.ci[1]))
            for one in self.results.values()
        ]
        series = charts.Series(_("Difference"), values, texts)
        axis = (
            _("Difference, percentage points") if self.kind == "share" else _("Difference of means")
        )
        names = list(labels(self.results).values())
        return charts.dots(names, series, limits, axis, (_("no change"), 0.0))

    def alternative(self) -> str:
        """Give every difference, and which of them hold."""
        named = labels(self.results)
        items = [
            f"{quoted(named[question])} {self._difference(one)}"
            for question, one in self.results.items()
        ]
        text = _("Differences with their widest intervals: {items}.")
        return " ".join([text.format(items="; ".join(items)), *self.said()])

    def _cells(self, one: WaveComparison) -> tuple[Cell, ...]:
        cells: list[Cell] = [
            one.first.n,
            one.first.value,
            one.second.n,
            one.second.value,
            self._scaled(one.difference.value),
            self._limits(one.difference.ci),
            self._limits(one.widest.ci),
        ]
        if self.kind == "share":
            assert one.changed is not None
            cells.append((float(one.changed[0]), float(one.changed[1])))
        return tuple(cells)

    def _scaled(self, value: float) -> float:
        return 100 * value if self.kind == "share" else value

    def _limits(self, ci: tuple[float, float] | None) -> Cell:
        return NOTHING if ci is None else (self._scaled(ci[0]), self._scaled(ci[1]))

    def _written(self, ci: tuple[float, float] | None) -> tuple[float, float] | None:
        if ci is None:
            return None
        digits = 0 if self.kind == "share" else 1
        low, high = (float(rounded(self._scaled(end), digits)) for end in ci)
        return low, high

    def _difference(self, one: WaveComparison) -> str:
        digits = 0 if self.kind == "share" else 1
        value = signed(self._scaled(one.difference.value), digits)
        if one.widest.ci is None:
            return value
        low, high = (self._scaled(end) for end in one.widest.ci)
        return _("{value} ({limits})").format(value=value, limits=interval(low, high, digits))
