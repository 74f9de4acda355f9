"""The stored official indicators of a data folder, with their intervals."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from sosiaali_lib import areas, indicators
from sosiaali_lib.explore.data import Data
from sosiaali_lib.indicators import COUNTRY, Indicator
from sosiaali_lib.indicators.cache import ROWS
from sosiaali_lib.messages import _, language
from sosiaali_lib.operating_environment import about, estimates, released
from sosiaali_lib.operating_environment.about import About

_EVER = 9999  # no year of a table is later


@dataclass(frozen=True, eq=False)
class Stored:
    """What is stored of the official indicators.

    Attributes
    ----------
    rows
        A row an indicator, area and year, with `ala` and `yla`, the 95 % limits, where there are any.
    known
        Indicator by key.
    described
        What each one is and where it comes from, as a release carries it.
    """

    rows: pd.DataFrame = field(repr=False)
    known: Mapping[str, Indicator]
    described: pd.DataFrame = field(repr=False)

    @cached_property
    def _abouts(self) -> dict[str, dict[str, About]]:
        return {}

    @property
    def abouts(self) -> dict[str, About]:
        """The indicators with figures that may be shown, by key, in the language in use."""
        if language() not in self._abouts:
            self._abouts[language()] = {one.key: one for one in about.read(self.described)}
        return self._abouts[language()]

    @cached_property
    def _valued(self) -> dict[str, pd.DataFrame]:
        known = self.rows[self.rows["arvo"].notna()]
        return {str(key): part for key, part in known.groupby("indikaattori")}

    def of(self, key: str) -> pd.DataFrame:
        """Give the rows of an indicator that have a value."""
        return self._valued.get(key, self.rows.iloc[:0])

    def years(self, key: str) -> list[int]:
        """Give the years in which an indicator has values."""
        return sorted({int(year) for year in self.of(key)["vuosi"]})


class NoIndicatorsError(ValueError):
    """A data folder without stored indicators; the message says how to get them."""


def stored_indicators(data: Data) -> Stored:
    """Give the official indicators that are stored in a data folder.

    Raises
    ------
    NoIndicatorsError
        If there are none.
    CacheError
        If they cannot be read.
    """
    place = indicators.folder_of(data.folder) / ROWS
    if not place.is_file():
        text = _(
            "The data folder holds no official indicators. Fetch them with “sosiaali indicators update "
            "{folder}”."
        )
        raise NoIndicatorsError(text.format(folder=data.folder.name))
    stat = place.stat()
    return _stored(place.parent, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=2)
def _stored(folder: Path, _size: int, _time: int) -> Stored:
    known = {one.key: one for one in indicators.catalogue(folder)}
    loaded = indicators.load(folder=folder)
    told = released.of(loaded, tuple(known.values()), (), _EVER)
    if about.TABLE not in told:
        raise NoIndicatorsError(_("The stored indicators hold no figures that may be shown."))
    kept = loaded[loaded["indikaattori"].isin(list(known))]
    return Stored(estimates.with_intervals(kept, known), known, told[about.TABLE])


def name_of(code: str) -> str:
    """Give the name of a municipality, a county or the country in the language in use."""
    if code == COUNTRY:
        return _("Whole country")
    return areas.municipality(code).name() if len(code) == 3 else areas.county(code).short()


def limits_of(row: dict[Hashable, object]) -> tuple[float, float] | None:
    """Give the 95 % limits of a row of `Stored.rows`; None where there are none."""
    low, high = row["ala"], row["yla"]
    if pd.isna(low) or pd.isna(high):  # type: ignore[call-overload]
        return None
    return float(low), float(high)  # type: ignore[arg-type]
