"""What a report sees of a release: the protected tables of its area and of the area around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.areas import Area, Municipality
from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.formatting import ABSENT, HIDDEN, number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.published import YEARS, Release


@dataclass(frozen=True)
class Distribution:
    """Protected counts of one area over the codes of one dimension, in the order of the labels.

    A value is None where it is hidden; a code without a row is a true zero. `total` is the area's
    own figure, true or hidden, never recomputed.
    """

    labels: Mapping[str, str]
    values: Mapping[str, int | None]
    total: int | None

    def share(self, code: str, base: int | None) -> float | None:
        """Give a code's share of `base`; None where either is hidden or the base is zero."""
        value = self.values[code]
        return None if value is None or not base else value / base

    def shown(self) -> dict[str, int]:
        """Give the counts that are shown."""
        return {code: value for code, value in self.values.items() if value is not None}

    @property
    def any_hidden(self) -> bool:
        """Whether any code's count is hidden."""
        return None in self.values.values()

    def ranked(self) -> list[str]:
        """Give the codes with a shown count above zero, the largest first."""
        shown = {code: value for code, value in self.shown().items() if value}
        return sorted(shown, key=lambda code: -shown[code])

    def leading(self, most: int) -> list[str]:
        """Give the codes of the largest shown counts, at most `most`, never splitting a tie."""
        ranked = self.ranked()
        counts = self.shown()
        while 0 < most < len(ranked) and counts[ranked[most - 1]] == counts[ranked[most]]:
            most -= 1
        return ranked[:most]


@dataclass(frozen=True)
class View:
    """A release seen from one area; with `over_years` its tables that count several years."""

    release: Release
    area: Municipality | Area
    lang: str
    over_years: bool = False

    def of_years(self) -> View:
        """Give the view of the same area over the several years of the release."""
        return replace(self, over_years=True)

    def has_years(self, table: str) -> bool:
        """Tell whether the release counts a table over several years too."""
        return self.release.has(table + YEARS)

    def years_text(self) -> str:
        """Give the several years of the release, such as “2017–2019”."""
        assert self.release.years is not None
        return "–".join(str(day.year) for day in self.release.years)

    @property
    def is_county(self) -> bool:
        """Whether the report is about a county and not about one municipality."""
        return isinstance(self.area, Area)

    @cached_property
    def county(self) -> Area | None:
        """The county around the municipality; the county itself in its own report."""
        if isinstance(self.area, Area):
            return self.area
        return areas.county_of(self.area.code, self.release.division)

    @cached_property
    def members(self) -> tuple[Municipality, ...]:
        """The municipalities of the county."""
        return areas.members(self.county.code, self.release.division) if self.county else ()

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms of which the data hold usable rows; a hidden number is not zero."""
        rows = self.release.table("rivit")
        return frozenset(rows.loc[(rows["kaytetty"] != 0).fillna(True), "lomake"])

    def rows(self, table: str, code: str) -> pd.DataFrame:
        """Give the rows of a protected table that are about an area; empty when there are none."""
        name = table + YEARS if self.over_years else table
        return self.release.rows(name, code) if self.release.has(name) else pd.DataFrame()

    def register(self, table: str) -> pd.DataFrame:
        """Give the cleared rows of the area, or of a county's municipalities, and those of everybody."""
        if not self.release.has(table):
            return pd.DataFrame()
        whole = self.release.table(table)
        codes = [one.code for one in self.members] if self.is_county else [self.area.code]
        return whole[whole["alue"].isin([*codes, TOTAL])]

    def totals(self, code: str) -> dict[str, float | None] | None:
        """Give an area's totals, None where hidden; None when nothing was logged there."""
        rows = self.rows("kertymat", code)
        if not len(rows):
            return None
        row = rows.iloc[0].drop(labels=["alue"])
        return {str(name): None if pd.isna(value) else float(value) for name, value in row.items()}

    def distribution(
        self, table: str, column: str, measure: str, code: str, labels: Mapping[str, str]
    ) -> Distribution:
        """Give one area's counts over the codes of `column`."""
        found = {
            str(row[column]): shown_number(row[measure])
            for row in self.rows(table, code).to_dict("records")
        }
        total = found.pop(TOTAL, 0)  # an area without a row had nothing to count
        return Distribution(labels, {name: found.get(name, 0) for name in labels}, total)

    def name(self, code: str) -> str:
        """Give the name of an area of this report in the report's language."""
        if code == self.area.code:
            return self.area.name(self.lang)
        if self.county and code == self.county.code:
            return self.county.name(self.lang)
        if code == TOTAL:
            return _("All areas of the data")
        return areas.municipality(code).name(self.lang)

    def short(self, code: str) -> str:
        """Give the name of an area, and its years where they are several, as in tables and charts."""
        known = self.county is not None and code == self.county.code
        name = self.county.short(self.lang) if self.county and known else self.name(code)
        return f"{name} {self.years_text()}" if self.over_years else name

    def place(self, code: str) -> str:
        """Give an area's name as “in the area”, in the report's language."""
        if self.county and code == self.county.code:
            return self.county.locative(self.lang)
        if code == TOTAL:
            return _("in all areas of the data")
        return areas.municipality(code).locative(self.lang)


def shown(value: float | None, digits: int = 0) -> str:
    """Give a number for a table, or the mark of a hidden one."""
    return HIDDEN if value is None else number(value, digits)


def shown_share(value: float | None, digits: int = 0) -> str:
    """Give a share for a table, or the mark of a hidden one."""
    return HIDDEN if value is None else percent(value, digits)


def absent() -> str:
    """Give the mark of a figure that does not exist."""
    return ABSENT
