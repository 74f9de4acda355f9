"""The municipalities of the country on a map: squares, or borders where the release has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import ABSENT, listed, number
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.operating_environment.about import About
from sosiaali_lib.operating_environment.fifths import LETTERS, Fifths, fifths
from sosiaali_lib.operating_environment.tile_map import tiles

Outline = Sequence[Sequence[tuple[int, int]]]


@dataclass(frozen=True, eq=False)
class CountryMap(Finding):
    """One indicator in all municipalities.

    Attributes
    ----------
    about, year
        The indicator and the year of its values.
    values
        Municipality → value; those without one are absent.
    groups
        Municipality → county, for every municipality of the map.
    names
        Municipality → name, of those that the report is about: the county's.
    county
        Name of the county.
    own
        Municipality of the report; empty in the report of the county.
    borders
        Municipality → its outline (`borders.simplified`); empty for the map of squares.
    """

    about: About
    year: int
    values: Mapping[str, float]
    groups: Mapping[str, str]
    names: Mapping[str, str]
    county: str
    own: str
    borders: Mapping[str, Outline]

    @cached_property
    def fifths(self) -> Fifths:
        """The classes."""
        return fifths(self.values, self.about.digits)

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("{indicator}: all municipalities of Finland {year}")
        return text.format(indicator=self.about.title, year=self.year)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Fifth")

    @property
    def fields(self) -> Sequence[Field]:
        """Range and size of each class, and the county's municipalities in it."""
        return (
            Field(_("Values"), "text"),
            Field(_("Municipalities in the class")),
            Field(_("Of them in {county}").format(county=self.county), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a class, then the municipalities without a figure."""
        found: list[tuple[str, Sequence[Cell]]] = [
            (
                self._class(place),
                [self._range(place), float(self.fifths.count(place)), self._inside(place)],
            )
            for place in sorted(self.fifths.ends)
        ]
        absent = len(self.groups) - len(self.values)
        if absent:
            found.append((_("No figure"), [ABSENT, float(absent), self._inside(None)]))
        return found

    def _class(self, place: int) -> str:
        words = {
            0: N_("{letter}, lowest fifth"),
            len(LETTERS) - 1: N_("{letter}, highest fifth"),
        }
        letter = LETTERS[place]
        return _(words[place]).format(letter=letter) if place in words else letter

    def _range(self, place: int) -> str:
        low, high = self.fifths.ends[place]
        return f"{number(low, self.about.digits)}–{self.about.written(high)}"

    def _inside(self, place: int | None) -> str:
        """Name the county's municipalities of a class with their values."""
        inside = [
            name if place is None else f"{name} {self.about.written(self.values[code])}"
            for code, name in self.names.items()
            if self.fifths.places.get(code) == place
        ]
        return ", ".join(inside) or ABSENT

    @property
    def notes(self) -> Sequence[str]:
        """How the classes and the map are made."""
        made = _(
            "Each square is a municipality, placed near its neighbours; lines part the counties."
        )
        if self.borders:
            made = _("The borders are simplified.")
        return (
            _(
                "The municipalities are put in order and divided into fifths; equal values stay together."
            ),
            made,
        )

    def said(self) -> list[str]:
        """Tell in which fifth the municipality is, or how many of the county's are at the top."""
        if self.own:
            if (place := self.fifths.places.get(self.own)) is None:
                return [_("There is no figure of {area}.").format(area=self.names[self.own])]
            return [self._own(place)]
        top = [
            name
            for code, name in self.names.items()
            if self.fifths.places.get(code) == len(LETTERS) - 1
        ]
        if not top:
            text = _(
                "None of the municipalities of {county} is in the highest fifth of the country."
            )
            return [text.format(county=self.county)]
        text = ngettext(
            "{n} of the municipalities of {county} is in the highest fifth of the country: {areas}.",
            "{n} of the municipalities of {county} are in the highest fifth of the country: {areas}.",
            len(top),
        )
        return [text.format(n=len(top), county=self.county, areas=listed(top))]

    def _own(self, place: int) -> str:
        value = self.about.written(self.values[self.own])
        texts = {
            0: N_("{area} ({value}) is in the lowest fifth of the country's municipalities."),
            1: N_(
                "{area} ({value}) is in the second lowest fifth of the country's municipalities."
            ),
            2: N_("{area} ({value}) is in the middle fifth of the country's municipalities."),
            3: N_(
                "{area} ({value}) is in the second highest fifth of the country's municipalities."
            ),
            4: N_("{area} ({value}) is in the highest fifth of the country's municipalities."),
        }
        return _(texts[place]).format(area=self.names[self.own], value=value)

    def drawn(self) -> str | None:
        """Draw the map: of borders where there are any, else of squares."""
        from sosiaali_lib.report import borders_map, map_key
        from sosiaali_lib.report import tiles as squares

        legend: list[tuple[int | None, str]] = [
            (place, self._range(place)) for place in sorted(self.fifths.ends)
        ]
        if len(self.values) < len(self.groups):
            legend.append((None, _("No figure")))
        outlined = [self.own] if self.own else list(self.names)
        drawing = map_key.Drawing(
            dict(self.fifths.places), LETTERS, outlined, legend,
            self.names[self.own] if self.own else self.county,
            f"{self.about.title} {self.year}",
        )  # fmt: skip
        if self.borders:
            return borders_map.draw(self.borders, drawing)
        return squares.draw({code: tiles()[code] for code in self.groups}, self.groups, drawing)

    def alternative(self) -> str:
        """State the classes, and where the municipalities of the county stand."""
        items = [
            _("{label} {values}: {areas}").format(
                label=label, values=str(cells[0]), areas=str(cells[2])
            )
            for label, cells in self.rows
            if cells[2] != ABSENT
        ]
        kind = (
            _("Map of municipalities") if self.borders else _("Map of squares, one a municipality")
        )
        text = _("{kind}, darker and later in the alphabet the larger the value. {items}.")
        return " ".join([text.format(kind=kind, items="; ".join(items)), *self.said()])
