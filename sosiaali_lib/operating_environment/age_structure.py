"""The population by age group beside the county and the country."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, lower_first, percent
from sosiaali_lib.messages import _
from sosiaali_lib.operating_environment.population import GROUPS, Ages, written


class AgeStructure(Ages, Finding):
    """The population by age group beside the county and the country."""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("Population by age group {year}, {area}")
        return text.format(year=self.year, area=self.place.names[self.place.own])

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Age group")

    @property
    def fields(self) -> Sequence[Field]:
        """People, and shares of the area, the county and the country."""
        shares = [_("Share, {area}").format(area=self.place.within(code)) for code in self.codes]
        return (Field(_("People")), *(Field(label, "share", 1) for label in shares))

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an age group, the whole population last."""
        if self.year is None:
            return ()
        people = self.people(self.place.own, self.year)
        if len(people) < len(GROUPS):
            return ()
        titles = {one.key: one.title for one in self.place.ages}
        found: list[tuple[str, Sequence[Cell]]] = [
            (titles[name], [people[name], *(self._cell(name, code) for code in self.codes)])
            for name in GROUPS
        ]
        shares = [
            1.0 if self.share(GROUPS[0], code) is not None else NOTHING for code in self.codes
        ]
        return [*found, (_("Together"), [sum(people.values()), *shares])]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(GROUPS),)

    def share(self, name: str, code: str) -> float | None:
        """Give the share of an age group in an area; None where a group is missing."""
        assert self.year is not None
        people = self.people(code, self.year)
        whole = sum(people.values())
        return people[name] / whole if len(people) == len(GROUPS) and whole else None

    def _cell(self, name: str, code: str) -> Cell:
        return written(self.share(name, code))

    def said(self) -> list[str]:
        """Tell the share of people aged 65 and over beside the whole country's."""
        if not self.rows:
            return []
        shares = [
            sum(self.share(name, code) or 0.0 for name in GROUPS[3:])
            for code in (self.place.own, self.place.country)
        ]
        text = _("Of the population {share} are aged 65 or over; in the whole country {other}.")
        if not shares[1]:
            text = _("Of the population {share} are aged 65 or over.")
        return [text.format(share=percent(shares[0], 1), other=percent(shares[1], 1))]

    def drawn(self) -> str | None:
        """Draw the shares beside those of the whole country."""
        from sosiaali_lib.report import charts

        if not self.rows:
            return None
        codes = [self.place.own, self.place.country]
        codes = [code for code in codes if self.share(GROUPS[0], code) is not None]
        series = [
            charts.Series(
                self.place.names[code],
                [100 * (self.share(name, code) or 0.0) for name in GROUPS],
                [percent(self.share(name, code), 1) for name in GROUPS],
            )
            for code in codes
        ]
        labels = [label for label, _cells in self.rows[:-1]]
        return charts.bars(labels, series, _("Share of the population, %"))

    def alternative(self) -> str:
        """State the share of each age group."""
        items = [
            f"{lower_first(label)} {percent(self.share(name, self.place.own), 1)} "
            f"({percent(self.share(name, self.place.country), 1)})"
            for name, (label, _cells) in zip(GROUPS, self.rows[:-1], strict=True)
        ]
        text = _("Bars of the age groups, the share of the whole country in brackets: {items}.")
        return text.format(items=listed(items))
