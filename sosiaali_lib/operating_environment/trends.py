"""Five years of each indicator: the numbers, their direction with its interval, and spark lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import interval, lower_first, rounded, signed
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.operating_environment.about import About
from sosiaali_lib.operating_environment.place import SPAN, Place, Value
from sosiaali_lib.operating_environment.standing import DOWN, SAME, UP


@dataclass(frozen=True)
class Direction:
    """Change a year of the indicator with its 95 % interval."""

    change: float
    low: float
    high: float

    def side(self, digits: int) -> int:
        """Give 1 when it rises, -1 when it falls, 0 when the interval or the rounding holds zero."""
        if self.low <= 0 <= self.high or not rounded(self.change, digits):
            return 0
        return 1 if self.change > 0 else -1


@dataclass(frozen=True, eq=False)
class Trends(Finding):
    """The years of each indicator.

    Attributes
    ----------
    place
        The indicators and the areas.
    directions
        Rows of the table `indikaattorit_suunta` that are about the own area.
    """

    place: Place
    directions: pd.DataFrame

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the table: five, up to the last one of any indicator."""
        last = [year for one in self.place.indicators if (year := self.place.latest(one.key))]
        return tuple(range(max(last) - SPAN + 1, max(last) + 1)) if last else ()

    @cached_property
    def lines(self) -> tuple[tuple[About, tuple[Value, ...]], ...]:
        """The indicators of which the area has a number, with their values by year."""
        found = []
        for one in self.place.indicators:
            values = tuple(self.place.at(one.key, self.place.own, year) for year in self.years)
            if any(value.value is not None for value in values):
                found.append((one, values))
        return tuple(found)

    @cached_property
    def _directions(self) -> Mapping[str, Direction]:
        return {
            str(row["indikaattori"]): Direction(row["muutos"], row["ala"], row["yla"])
            for row in self.directions.to_dict("records")
        }

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("Official indicators over five years, {area}")
        return text.format(area=self.place.names[self.place.own])

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Indicator")

    @property
    def fields(self) -> Sequence[Field]:
        """The years."""
        return [Field(str(year), "number") for year in self.years]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an indicator."""
        return [
            (one.title, [one.cell(value.value) for value in values]) for one, values in self.lines
        ]

    def change(self, one: About) -> tuple[Cell, Cell]:
        """Give the change a year and its interval as they are written."""
        found, digits = self._directions.get(one.key), one.digits + 1
        if found is None:
            return NOTHING, NOTHING
        return signed(found.change, digits), interval(found.low, found.high, digits)

    def direction_text(self, one: About) -> str:
        """Give the sign and the words of the direction."""
        found = self._directions.get(one.key)
        if found is None:
            return _("too few years")
        side = found.side(one.digits + 1)
        if not side:
            return f"{SAME} " + _("no clear direction")
        words = {
            (1, 1): N_("rising, more favourable"),
            (-1, 1): N_("rising, less favourable"),
            (0, 1): N_("rising"),
            (1, -1): N_("falling, less favourable"),
            (-1, -1): N_("falling, more favourable"),
            (0, -1): N_("falling"),
        }[one.polarity, side]
        return " ".join([UP if side > 0 else DOWN, _(words)])

    @property
    def notes(self) -> Sequence[str]:
        """What a dash means."""
        return (_("– = the source shows no figure: it is hidden or missing."),)

    def said(self) -> list[str]:
        """Name the indicators that rise and those that fall."""
        found = []
        for side, opening in (
            (1, N_("Rising over the years {first}–{last}: {items}.")),
            (-1, N_("Falling over the years {first}–{last}: {items}.")),
        ):
            items = [lower_first(one.title) for one, _v in self.lines if self._side(one) == side]
            if items:
                first, last = self.years[0], self.years[-1]
                found.append(_(opening).format(first=first, last=last, items="; ".join(items)))
        rest = sum(self._side(one) == 0 for one, _v in self.lines)
        if rest:
            text = ngettext(
                "{n} indicator has no clear direction.",
                "{n} indicators have no clear direction.",
                rest,
            )
            found.append(text.format(n=rest))
        return found

    def _side(self, one: About) -> int | None:
        found = self._directions.get(one.key)
        return None if found is None else found.side(one.digits + 1)

    def drawn(self) -> str | None:
        """Draw a spark line for each indicator."""
        from sosiaali_lib.report import spark

        if not self.lines:
            return None
        sparks = [
            spark.Spark(
                one.title,
                [value.value for value in values],
                [one.written(value.value) for value in values],
                self.direction_text(one),
            )
            for one, values in self.lines
        ]
        return spark.draw([str(year) for year in self.years], sparks, _("Direction"))

    def alternative(self) -> str:
        """State the first and the last number and the direction of each line."""
        items = []
        for one, values in self.lines:
            known = [
                (year, value.value)
                for year, value in zip(self.years, values, strict=True)
                if value.value is not None
            ]
            (first, start), (last, end) = known[0], known[-1]
            text = _("{indicator} {start} ({first}) to {end} ({last}), {direction}")
            told = text.format(
                indicator=lower_first(one.title),
                start=one.written(start),
                first=first,
                end=one.written(end),
                last=last,
                direction=self.direction_text(one).lstrip(f"{UP}{DOWN}{SAME} "),
            )
            items.append(told)
        return _("Small lines, each on a scale of its own: {items}.").format(items="; ".join(items))


@dataclass(frozen=True, eq=False)
class Directions(Finding):
    """The change a year of each indicator; `trends` holds the years."""

    trends: Trends

    @property
    def caption(self) -> str:
        """What the table is about."""
        first, last = self.trends.years[0], self.trends.years[-1]
        text = _("Change of the indicators {first}–{last}, {area}")
        place = self.trends.place
        return text.format(first=first, last=last, area=place.names[place.own])

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Indicator")

    @property
    def fields(self) -> Sequence[Field]:
        """Change a year with its interval, and the direction in words."""
        return (
            Field(_("Change a year"), "number"),
            Field(_("Interval (95%)"), "number"),
            Field(_("Direction"), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an indicator."""
        return [
            (one.title, [*self.trends.change(one), self.trends.direction_text(one)])
            for one, _v in self.trends.lines
        ]

    @property
    def notes(self) -> Sequence[str]:
        """How the change is made."""
        return (
            _(
                "The change a year is the slope of a straight line through the years; its interval "
                "tells how evenly the years follow the line."
            ),
        )

    def said(self) -> list[str]:
        """Say nothing more than the years do."""
        return []
