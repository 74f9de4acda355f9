"""Population, its change over five years and the demographic dependency ratio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, number, percent, rounded, signed
from sosiaali_lib.messages import _
from sosiaali_lib.operating_environment.place import SPAN, Place

ALL = "vaesto"
GROUPS = ("vaesto_0_14", "vaesto_15_24", "vaesto_25_64", "vaesto_65_74", "vaesto_75")
WORKING = ("vaesto_15_24", "vaesto_25_64")


def dependency_ratio(groups: Mapping[str, float]) -> float | None:
    """Give the demographic dependency ratio.

    Parameters
    ----------
    groups
        People by age group, under the names of `GROUPS`; a group that is missing is not zero.

    Returns
    -------
    float or None
        People aged under 15 or 65 and over for each hundred aged 15–64; None when a group is
        missing or nobody is aged 15–64.

    Notes
    -----
    Statistics Finland, concept “demographic (economic) dependency ratio”: the number of people aged
    under 15 and those aged 65 and over per hundred people aged 15–64.

    Examples
    --------
    >>> dependency_ratio(dict(zip(GROUPS, [150, 100, 500, 120, 80])))
    58.333333333333336
    """
    if any(name not in groups for name in GROUPS):
        return None
    working = sum(groups[name] for name in WORKING)
    if not working:
        return None
    return 100 * (sum(groups[name] for name in GROUPS) - working) / working


@dataclass(frozen=True, eq=False)
class Ages:
    """What both tables read: people by age group, area and year."""

    place: Place

    @cached_property
    def year(self) -> int | None:
        """The last year in which the own area has a population by age."""
        return self.place.latest(GROUPS[0])

    @cached_property
    def before(self) -> int:
        """The year that the last one is compared with: five years before, or the first one known."""
        assert self.year is not None
        years = range(self.year - SPAN, self.year)
        known = (year for year in years if self.all_people(self.place.own, year) is not None)
        return next(known, self.year - SPAN)

    @property
    def codes(self) -> tuple[str, ...]:
        """The own area, its county and the country."""
        place = self.place
        return tuple(code for code in (place.own, place.county, place.country) if code)

    def people(self, area: str, year: int) -> dict[str, float]:
        """Give age group → people; groups without a number are left out."""
        found = {name: self.place.at(name, area, year).value for name in GROUPS}
        return {name: value for name, value in found.items() if value is not None}

    def all_people(self, area: str, year: int) -> float | None:
        """Give the population; the sum of the age groups where it is not given by itself."""
        given = self.place.at(ALL, area, year).value
        groups = self.people(area, year)
        return sum(groups.values()) if given is None and len(groups) == len(GROUPS) else given


class Population(Ages, Finding):
    """Population, its change over five years and the dependency ratio, by area."""

    @property
    def caption(self) -> str:
        """What the table is about."""
        text = _("Population, its change and the demographic dependency ratio, {area}")
        return text.format(area=self.place.names[self.place.own])

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Area")

    @property
    def fields(self) -> Sequence[Field]:
        """Population then and now, change, and the ratio then and now."""
        if (year := self.year) is None:
            return ()
        people, ratio = _("Population {year}"), _("Dependency ratio {year}")
        return (
            Field(people.format(year=self.before)),
            Field(people.format(year=year)),
            Field(_("Change, %"), "number"),
            Field(ratio.format(year=self.before), "number", 1),
            Field(ratio.format(year=year), "number", 1),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an area."""
        if self.year is None:
            return ()
        return [(self.place.names[code], self._cells(code, self.year)) for code in self.codes]

    def _cells(self, code: str, year: int) -> list[Cell]:
        then, now = self.all_people(code, self.before), self.all_people(code, year)
        change = self.change(code)
        return [
            written(then), written(now),
            NOTHING if change is None else signed(100 * change, 1),
            written(self.ratio(code, self.before)), written(self.ratio(code, year)),
        ]  # fmt: skip

    def change(self, code: str) -> float | None:
        """Give the change of the population since `before` as a share of what it was."""
        assert self.year is not None
        then, now = self.all_people(code, self.before), self.all_people(code, self.year)
        return None if not then or now is None else now / then - 1

    def ratio(self, code: str, year: int) -> float | None:
        """Give the dependency ratio of an area in a year."""
        return dependency_ratio(self.people(code, year))

    @property
    def notes(self) -> Sequence[str]:
        """What the ratio is, and that there are no intervals."""
        return (
            _(
                "Dependency ratio: people aged under 15 or 65 and over for each hundred people aged "
                "15–64. Everybody is counted, so the figures are compared without an interval."
            ),
        )

    def said(self) -> list[str]:
        """State the population, its change, and the ratio beside those of the areas around."""
        if self.year is None or (now := self.all_people(self.place.own, self.year)) is None:
            return []
        return [self._population(now), *self._dependency()]

    def _population(self, now: float) -> str:
        assert self.year is not None
        name, change = self.place.names[self.place.own], self.change(self.place.own)
        people = number(now)
        if change is None:
            text = _("At the end of {year} the population was {people} ({area}).")
        elif not rounded(100 * change, 1):
            text = _(
                "At the end of {year} the population was {people} ({area}), about as many as at the "
                "end of {before}."
            )
        elif change > 0:
            text = _(
                "At the end of {year} the population was {people} ({area}), {share} more than at the "
                "end of {before}."
            )
        else:
            text = _(
                "At the end of {year} the population was {people} ({area}), {share} fewer than at the "
                "end of {before}."
            )
        share = percent(abs(change or 0.0), 1)
        return text.format(
            year=self.year, people=people, area=name, share=share, before=self.before
        )

    def _dependency(self) -> list[str]:
        assert self.year is not None
        ratios = [(code, self.ratio(code, self.year)) for code in self.codes]
        own = ratios[0][1]
        if own is None:
            return []
        others = [
            f"{self.place.within(code)} {number(ratio, 1)}"
            for code, ratio in ratios[1:]
            if ratio is not None
        ]
        text = _(
            "For each hundred people of working age (15–64) there are {ratio} who are younger or "
            "older; elsewhere: {others}."
        )
        if not others:
            text = _(
                "For each hundred people of working age (15–64) there are {ratio} who are younger or "
                "older."
            )
        return [text.format(ratio=number(own, 1), others=listed(others))]


def written(value: float | None) -> Cell:
    """Give a number as a cell; a missing one is no information."""
    return NOTHING if value is None else value
