"""Findings about one official indicator: its years in several areas, and municipalities in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sosiaali_lib import rates
from sosiaali_lib.explore.indicators_table import Stored, name_of
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import interval, lower_first, number, rounded, signed
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.operating_environment.about import About

Limits = tuple[float, float]
_ENDS = 15  # municipalities drawn at each end, where there are more than both ends
_FEWEST_YEARS = 4  # of a direction; fewer make a line through anything


@dataclass(frozen=True, eq=False)
class Years(Finding):
    """The years of an indicator in some areas, the first of which the finding is about."""

    stored: Stored
    key: str
    codes: tuple[str, ...]
    first: int
    last: int

    @property
    def about(self) -> About:
        """What the indicator is."""
        return self.stored.abouts[self.key]

    @property
    def years(self) -> list[int]:
        """The years from the first to the last."""
        return list(range(self.first, self.last + 1))

    @cached_property
    def values(self) -> dict[tuple[str, int], tuple[float, Limits | None]]:
        """Value with its limits by area and year; those without a figure are left out."""
        rows = self.stored.of(self.key)
        rows = rows[rows["alue"].isin(self.codes) & rows["vuosi"].between(self.first, self.last)]
        return {
            (str(row["alue"]), int(row["vuosi"])): (float(row["arvo"]), _limits(row))
            for row in rows.to_dict("records")
        }

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("{indicator} {first}–{last}: {areas}")
        names = ", ".join(map(name_of, self.codes))
        return text.format(
            indicator=self.about.title, first=self.first, last=self.last, areas=names
        )

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Year")

    @property
    def fields(self) -> Sequence[Field]:
        """A column an area, and the interval of the first one where it has any."""
        digits = self.about.digits
        found = [Field(name_of(code), "number", digits) for code in self.codes]
        if any(self._ends(year) for year in self.years):
            text = _("{area}, interval (95%)")
            label = text.format(area=name_of(self.codes[0]))
            found.insert(1, Field(label, "interval", digits))
        return found

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a year in which one of the areas has a figure."""
        wide = len(self.fields) > len(self.codes)
        found: list[tuple[str, Sequence[Cell]]] = []
        for year in self.years:
            cells: list[Cell] = [self._value(code, year) for code in self.codes]
            if all(cell != cell for cell in cells):
                continue
            if wide:
                cells.insert(1, self._ends(year) or NOTHING)
            found.append((str(year), cells))
        return found

    @property
    def notes(self) -> Sequence[str]:
        """What a dash means, and what the figures are of."""
        return (
            _("– = the source shows no figure: it is hidden or missing."),
            _("Per: {denominator}.").format(denominator=lower_first(self.about.denominator)),
        )

    def said(self) -> list[str]:
        """Give the last figures, and the direction of the first area."""
        found = []
        known = [year for year in self.years if (self.codes[0], year) in self.values]
        if known:
            items = [
                f"{name_of(code)} {self.about.written(self.values[code, known[-1]][0])}"
                for code in self.codes
                if (code, known[-1]) in self.values
            ]
            text = _("{indicator} in {year}: {items}.")
            found.append(
                text.format(indicator=self.about.title, year=known[-1], items="; ".join(items))
            )
        if len(known) >= _FEWEST_YEARS:
            found.append(self._direction(known))
        return found

    def _direction(self, known: Sequence[int]) -> str:
        values = [self.values[self.codes[0], year][0] for year in known]
        digits, span = self.about.digits + 1, known[-1] - known[0] + 1
        slope = rates.trend(values, list(known), span=max(span, 3), least=_FEWEST_YEARS).iloc[0]
        change, low, high = (float(slope[name]) for name in ("value", "lower", "upper"))
        words = {
            "area": name_of(self.codes[0]),
            "change": signed(change, digits),
            "interval": interval(low, high, digits),
        }
        if low <= 0 <= high or not rounded(change, digits):
            text = _("{area}: no clear direction (change a year {change}, interval {interval}).")
        elif change > 0:
            text = _("{area}: rising (change a year {change}, interval {interval}).")
        else:
            text = _("{area}: falling (change a year {change}, interval {interval}).")
        return text.format(**words)

    def drawn(self) -> str | None:
        """Draw a line an area."""
        from sosiaali_lib.report import lines

        years = [int(label) for label, _cells in self.rows]
        made = [
            lines.Line(name_of(code), [_known(self._value(code, year)) for year in years])
            for code in self.codes
            if any((code, year) in self.values for year in years)
        ]
        return lines.draw([str(year) for year in years], made, self.about.title) if made else None

    def alternative(self) -> str:
        """State the first and the last figure of each line."""
        items = []
        for code in self.codes:
            known = [year for year in self.years if (code, year) in self.values]
            if known:
                text = _("{area} {start} ({first}) to {end} ({last})")
                start, end = (self.values[code, year][0] for year in (known[0], known[-1]))
                items.append(
                    text.format(
                        area=name_of(code),
                        start=self.about.written(start),
                        first=known[0],
                        end=self.about.written(end),
                        last=known[-1],
                    )
                )
        return _("Lines over the years: {items}.").format(items="; ".join(items))

    def _value(self, code: str, year: int) -> float:
        return self.values[code, year][0] if (code, year) in self.values else NOTHING

    def _ends(self, year: int) -> Limits | None:
        found = self.values.get((self.codes[0], year))
        return None if found is None else found[1]


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
            (str(row["alue"]), float(row["arvo"]), _limits(row)) for row in rows.to_dict("records")
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


def _limits(row: dict[object, object]) -> Limits | None:
    low, high = row["ala"], row["yla"]
    if pd.isna(low) or pd.isna(high):  # type: ignore[call-overload]
        return None
    return float(low), float(high)  # type: ignore[arg-type]


def _known(value: float) -> float | None:
    return None if value != value else value
