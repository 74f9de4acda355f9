"""The latest value of each indicator beside the county and the whole country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import ABSENT, interval, lower_first
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.operating_environment.about import About
from sosiaali_lib.operating_environment.place import Place, Value
from sosiaali_lib.operating_environment.standing import Basis, Standing, standing, standing_at


@dataclass(frozen=True)
class Line:
    """One indicator: its year, its values, and how the own one stands beside the country's."""

    about: About
    year: int
    own: Value
    county: Value
    country: Value
    standing: Standing | None


@dataclass(frozen=True, eq=False)
class Overview(Finding):
    """The latest values; `place` holds the indicators and the areas."""

    place: Place

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The indicators of which anything is known."""
        return tuple(
            self._line(one, year)
            for one in self.place.indicators
            if (year := self.place.latest(one.key)) is not None
        )

    def _line(self, one: About, year: int) -> Line:
        at = self.place.at
        own, country = at(one.key, self.place.own, year), at(one.key, self.place.country, year)
        beside = None
        if own.value is not None and country.value is not None:
            beside = standing(
                own.value, country.value, own.limits,
                digits=one.digits, census=one.census, polarity=one.polarity,
            )  # fmt: skip
        county = at(one.key, self.place.county, year)
        return Line(one, year, own, county, country, beside)

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Official indicators, latest values, {area}").format(area=self._name)

    @property
    def _name(self) -> str:
        return self.place.names[self.place.own]

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Indicator")

    @property
    def fields(self) -> Sequence[Field]:
        """Year, own value with interval, county, country, and the comparison in words."""
        names, place = self.place.names, self.place
        return (
            Field(_("Year"), "number"),
            Field(names[place.own], "number"),
            Field(_("Interval (95%)"), "number"),
            *([Field(names[place.county], "number")] if place.county else []),
            Field(names[place.country], "number"),
            Field(_("Compared with the whole country"), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an indicator."""
        return [(line.about.title, self._cells(line)) for line in self.lines]

    def _cells(self, line: Line) -> list[Cell]:
        one = line.about
        limits = line.own.limits
        return [
            str(line.year),
            one.cell(line.own.value),
            NOTHING if limits is None else interval(*limits, one.digits),
            *([one.cell(line.county.value)] if self.place.county else []),
            one.cell(line.country.value),
            ABSENT if line.standing is None else line.standing.text,
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What the marks mean, why intervals are missing, and what is uncertain."""
        said = [
            _(
                "↑ higher, ↓ lower, = no difference; – = the source shows no figure: it is hidden or missing."
            ),
            _(
                "The interval tells how much the figure could vary by chance alone. It is not given "
                "where everybody is counted or the source does not tell the number of cases."
            ),
        ]
        if any(line.own.state == "epäilyttävä" for line in self.lines):
            said.append(_("A zero between other figures may be an error of the source: check it."))
        if any(line.own.merged for line in self.lines):
            said.append(_("Municipalities that have merged are counted together in all years."))
        return said

    def said(self) -> list[str]:
        """State the differences that the intervals allow, then those of full counts apart."""
        found = self.clear()
        alike = self._of("interval", 0)
        if alike:
            text = ngettext(
                "In {n} indicator there is no clear difference from the whole country.",
                "In {n} indicators there is no clear difference from the whole country.",
                len(alike),
            )
            found.append(text.format(n=len(alike)))
        census = [self._item(line) for line in self._of("census", 1, 0, -1)]
        if census:
            text = _(
                "In these everybody is counted, so they are compared as they stand, without an "
                "interval: {items}."
            )
            found.append(text.format(items="; ".join(census)))
        return found

    def clear(self) -> list[str]:
        """State the differences that the intervals allow."""
        found = []
        for side, opening in (
            (1, N_("Clearly higher than in the whole country: {items}.")),
            (-1, N_("Clearly lower than in the whole country: {items}.")),
        ):
            items = [self._item(line) for line in self._of("interval", side)]
            if items:
                found.append(_(opening).format(items="; ".join(items)))
        return found

    def _of(self, basis: Basis, *sides: int) -> list[Line]:
        return standing_at(((line.standing, line) for line in self.lines), basis, *sides)

    def _item(self, line: Line) -> str:
        return _("{indicator} {value}, in the whole country {other} ({year})").format(
            indicator=lower_first(line.about.title),
            value=line.about.written(line.own.value),
            other=line.about.written(line.country.value),
            year=line.year,
        )
