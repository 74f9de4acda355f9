"""The indicators of a release as the report of one area sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sosiaali_lib.formatting import lower_first
from sosiaali_lib.operating_environment.about import About, read

Limits = tuple[float, float]
SPAN = 5  # years of a trend; a change over five years needs the year before them too


@dataclass(frozen=True)
class Value:
    """A value of an area in a year: None where it is missing, with its 95 % interval if it has one."""

    value: float | None
    limits: Limits | None = None
    state: str = "puuttuu"
    merged: bool = False


NO_VALUE = Value(None)


@dataclass(frozen=True, eq=False)
class Place:
    """The indicators of an area beside those of the areas around it.

    Attributes
    ----------
    own, county, country
        Codes; `county` is empty in the report of a county.
    names
        Code → name as columns carry it.
    values, described
        Tables `indikaattorit` and `indikaattorit_lahteet` of a release.
    """

    own: str
    county: str
    country: str
    names: Mapping[str, str]
    values: pd.DataFrame
    described: pd.DataFrame

    def within(self, code: str) -> str:
        """Give the name of an area as it stands inside a sentence or after other words."""
        return lower_first(self.names[code]) if code == self.country else self.names[code]

    @cached_property
    def indicators(self) -> tuple[About, ...]:
        """The indicators, in the language in which they were first asked for."""
        return read(self.described)

    @cached_property
    def ages(self) -> tuple[About, ...]:
        """The population by age."""
        return read(self.described, ages=True)

    @cached_property
    def _known(self) -> dict[tuple[str, str], dict[int, Value]]:
        found: dict[tuple[str, str], dict[int, Value]] = {}
        for row in self.values.to_dict("records"):
            low, high = row["ala"], row["yla"]
            limits = None if pd.isna(low) or pd.isna(high) else (float(low), float(high))
            value = None if pd.isna(row["arvo"]) else float(row["arvo"])
            one = Value(value, limits, str(row["tila"]), bool(row["yhdistetty"]))
            found.setdefault((row["indikaattori"], row["alue"]), {})[int(row["vuosi"])] = one
        return found

    def series(self, key: str, area: str) -> dict[int, Value]:
        """Give year → value of an area, every year of the indicator in order."""
        return dict(sorted(self._known.get((key, area), {}).items()))

    def at(self, key: str, area: str, year: int) -> Value:
        """Give the value of an area in a year."""
        return self._known.get((key, area), {}).get(year, NO_VALUE)

    def latest(self, key: str) -> int | None:
        """Give the last year in which the own area has a value; else that of any area; None without."""
        for area in (self.own, self.county, self.country):
            years = [year for year, one in self.series(key, area).items() if one.value is not None]
            if years:
                return max(years)
        return None
