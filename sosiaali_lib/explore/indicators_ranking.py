"""Municipalities in the order of one official indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib.explore.indicators_table import Stored, limits_of, name_of
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.operating_environment.about import About

Limits = tuple[float, float]
_ENDS = 15  # municipalities drawn at each end, where there are more than both ends


@dataclass(frozen=True, eq=False)
class Ranking(Finding):
    """Municipalities in the order of an indicator in one year, each with its interval.

    `own` is the municipality that is looked at; empty for none.
    """

    stored: Stored
    key: str
    codes: tuple[str, ...]
    year: int
    own: str = ""
    place: str = ""

    @property
    def about(self) -> About:
        """What the indicator is."""
        return self.stored.abouts[self.key]

    @cached_property
    def values(self) -> list[tuple[str, float, Limits | None]]:
        """Municipality, value and limits, the largest first."""
        rows = self.stored.of(self.key)
        rows = rows[rows["alue"].isin(self.codes) & (rows["vuosi"] == self.year)]
        found = [
            (str(row["alue"]), float(row["arvo"]), limits_of(row))
            for row in rows.to_dict("records")
        ]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("{indicator} {year}: municipalities in order, {place}")
        return text.format(indicator=self.about.title, year=self.year, place=self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Municipality")

    @property
    def fields(self) -> Sequence[Field]:
        """Value, interval and the ranks that chance leaves open."""
        return (
            Field(_("Value"), "number", self.about.digits),
            Field(_("Interval (95%)"), "interval", self.about.digits),
            Field(_("Rank"), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a municipality."""
        return [
            (name_of(code), (value, limits or NOTHING, self.rank(at)))
            for at, (code, value, limits) in enumerate(self.values)
        ]

    @cached_property
    def _ends(self) -> list[Limits]:
        return [limits or (value, value) for _code, value, limits in self.values]

    def rank(self, at: int) -> str:
        """Give a rank, or the ranks between which the intervals of the others leave it."""
        low, high = self._ends[at]
        above = sum(least > high for least, _most in self._ends)
        below = sum(most < low for _least, most in self._ends)
        first, last = above + 1, len(self.values) - below
        if first == last or not self._chancy:
            return number(at + 1)
        return f"{number(first)}–{number(last)}"

    @property
    def _chancy(self) -> bool:
        return any(limits for _code, _value, limits in self.values)

    @property
    def notes(self) -> Sequence[str]:
        """What the ranks mean, and who has no figure."""
        found = []
        if self._chancy:
            found.append(
                _(
                    "Rank: the places that the intervals leave open. An order of single places would say "
                    "more than the figures know."
                )
            )
        known = {code for code, _value, _limits in self.values}
        absent = [name_of(code) for code in self.codes if code not in known]
        if absent:
            text = ngettext(
                "The source shows no figure of {n} municipality.",
                "The source shows no figure of {n} municipalities.",
                len(absent),
            )
            found.append(text.format(n=number(len(absent))))
        return found

    def said(self) -> list[str]:
        """Name the ends of the order, and where the municipality looked at stands."""
        if not self.values:
            return []
        (top, high, _t), (bottom, low, _b) = self.values[0], self.values[-1]
        text = _("Highest {top} ({high}), lowest {bottom} ({low}).")
        found = [
            text.format(
                top=name_of(top),
                high=self.about.written(high),
                bottom=name_of(bottom),
                low=self.about.written(low),
            )
        ]
        for at, (code, value, _limits) in enumerate(self.values):
            if code == self.own:
                text = _("{area}: {value}, place {rank} of {n}.")
                told = {"value": self.about.written(value), "n": number(len(self.values))}
                found.append(text.format(area=name_of(code), rank=self.rank(at), **told))
        return found

    def drawn(self) -> str | None:
        """Draw the values with their intervals, the largest on top; of very many the ends alone."""
        from sosiaali_lib.report import charts

        if not self.values:
            return None
        shown = [self.values[at] for at in self._drawn_places()]
        values = [value for _code, value, _limits in shown]
        labels = [
            f"▶ {name_of(code)}" if code == self.own else name_of(code)
            for code, _value, _limits in shown
        ]
        texts = [number(value, self.about.digits) for value in values]
        series = charts.Series(self.place, values, texts)
        limits = [ends for _code, _value, ends in shown]
        return charts.dots(labels, series, limits, self.about.title)

    def _drawn_places(self) -> list[int]:
        """Give the places that are drawn: all, or both ends and the municipality looked at."""
        n = len(self.values)
        if n <= 2 * _ENDS:
            return list(range(n))
        own = {at for at, (code, _value, _limits) in enumerate(self.values) if code == self.own}
        return sorted({*range(_ENDS), *range(n - _ENDS, n), *own})

    def alternative(self) -> str:
        """State the values drawn, the largest first."""
        shown = [self.values[at] for at in self._drawn_places()]
        items = [f"{name_of(code)} {self.about.written(value)}" for code, value, _ends in shown]
        text = _("Dots with intervals, from the largest: {items}.").format(items="; ".join(items))
        if len(shown) < len(self.values):
            most = _("Of {n} municipalities the {shown} at the ends are drawn.")
            text += " " + most.format(n=number(len(self.values)), shown=number(len(shown)))
        return text
