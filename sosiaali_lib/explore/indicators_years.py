"""The years of one official indicator in several areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib import rates
from sosiaali_lib.explore.indicators_table import Stored, limits_of, name_of
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import interval, lower_first, rounded, signed
from sosiaali_lib.messages import _
from sosiaali_lib.operating_environment.about import About

Limits = tuple[float, float]
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
            (str(row["alue"]), int(row["vuosi"])): (float(row["arvo"]), limits_of(row))
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


def _known(value: float) -> float | None:
    return None if value != value else value
