"""Events and people by age band: which rows belong to which area, and what is said of each band."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from sosiaali_lib.rates.arguments import (
    Floats,
    Values,
    column,
    floats,
    grouped,
    read,
    refuse_negative,
)

# European standard population 2013 (Eurostat, Revision of the European Standard Population, 2013).
ESP2013 = (
    pd.Series(
        [50, 55, 55, 55, 60, 60, 65, 70, 70, 70, 70, 65, 60, 55, 50, 40, 25, 15, 10],
        index=[*(f"{age}-{age + 4}" for age in range(0, 90, 5)), "90+"],
        name="esp2013",
    )
    * 100
)
# What is said of bands: by name of the band, or a value for each row.
ByBand: TypeAlias = Values | Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Banded:
    """Rows of bands, the area of each, and the areas in the order of their first rows."""

    index: pd.Index
    events: Floats
    population: Floats
    area: np.ndarray  # number of the area of each row
    areas: pd.Index
    bands: tuple[str, ...] | None

    def sums(self, values: Floats) -> Floats:
        """Add values up over the bands of each area."""
        sums = np.bincount(self.area, values, minlength=len(self.areas))
        return sums.astype(np.float64)

    def any(self, rows: np.ndarray) -> np.ndarray:
        """Say of each area whether any of its rows is meant."""
        return self.sums(rows.astype(np.float64)) > 0

    @cached_property
    def incomplete(self) -> np.ndarray:
        """Say which areas lack a band that others have.

        Raises
        ------
        ValueError
            If a band stands twice in an area.
        """
        if self.bands is None:
            return np.zeros(len(self.areas), dtype=bool)
        rows = pd.DataFrame({"area": self.area, "band": [plain(band) for band in self.bands]})
        twice = rows[rows.duplicated()]
        if len(twice):
            raise ValueError(
                f"Band {twice['band'].iloc[0]!r} stands twice in one area; expected once."
            )
        held = rows.groupby("area")["band"].nunique().to_numpy()
        return np.asarray(held < rows["band"].nunique())

    def said_of(self, name: str, given: ByBand) -> Floats:
        """Give a value for each row from what is said by band or by row.

        Raises
        ------
        ValueError
            If a band is not spoken of, a value is negative, or the rows do not fit.
        """
        by_row = isinstance(given, pd.Series) and given.index.equals(self.index)
        if isinstance(given, Mapping | pd.Series) and not by_row:
            given = self._by_name(name, given)
        elif isinstance(given, Sized) and len(given) != len(self.index):
            raise ValueError(
                f"`{name}` has {len(given)} values for {len(self.index)} rows. Give one value a row, or "
                "a Series or dict by name of the band."
            )
        values = floats(name, given, self.index)
        refuse_negative(self.index, **{name: values})
        return values

    def _by_name(self, name: str, given: Mapping[str, float] | pd.Series) -> list[float]:
        if self.bands is None:
            raise ValueError(f"`{name}` is given by name of the band: give `bands` as well.")
        known = {plain(band): value for band, value in given.items()}
        strange = sorted({band for band in self.bands if plain(band) not in known})
        if strange:
            raise ValueError(
                f"`{name}` says nothing of {', '.join(map(repr, strange))}; it knows "
                f"{', '.join(map(repr, known))}. Name the bands alike."
            )
        return [known[plain(band)] for band in self.bands]


def banded(
    events: Values | pd.DataFrame,
    population: Values | pd.DataFrame,
    *,
    bands: Sequence[str] | pd.Series | None,
    groups: Sequence[Any] | pd.Series | None,
    empty_is_zero: bool,
) -> Banded:
    """Put events and people by band together.

    Parameters
    ----------
    events, population
        One value a row, a row for each band of each area; or tables with areas as rows and bands as
        columns. Not changed.
    bands, groups
        Name of the band and the area of each row; None of the groups is one area, whose Series may be
        labelled with the bands.
    empty_is_zero
        Whether an empty number means none.

    Raises
    ------
    ValueError
        If numbers are negative, lengths or labels do not fit, or a band stands twice in an area.
    """
    if isinstance(events, pd.DataFrame):
        return _of_tables(events, population, empty_is_zero)
    index, given = read(events=events, population=population)
    if bands is None and groups is None and isinstance(events, pd.Series):
        # Series of one area are labelled with its bands.
        bands = None if pd.api.types.is_numeric_dtype(index.dtype) else list(index)
    names = None if bands is None else tuple(column("bands", bands, index).astype(str))
    area, areas = grouped(groups, index)
    refuse_negative(index, **given)
    filled = {name: np.nan_to_num(of) if empty_is_zero else of for name, of in given.items()}
    return Banded(index, **filled, area=area, areas=areas, bands=names)


def plain(band: object) -> str:
    """Give the name of a band without leading zeros, spaces and kinds of dashes: "00–04" is "0-4"."""
    return re.sub(r"\b0+(?=\d)", "", re.sub(r"\s*[-–—−]\s*", "-", str(band).strip()))


def _of_tables(
    events: pd.DataFrame, population: Values | pd.DataFrame, empty_is_zero: bool
) -> Banded:
    if not isinstance(population, pd.DataFrame):
        raise ValueError(
            "`events` is a table of areas × bands; expected `population` to be one too."
        )
    lacking = [
        *events.index.difference(population.index),
        *events.columns.difference(population.columns),
    ]
    if lacking:
        raise ValueError(f"`population` lacks {lacking[0]!r}, which `events` has.")
    people = population.loc[events.index, events.columns]
    areas, bands = len(events.index), len(events.columns)
    return banded(
        events.to_numpy().ravel(),
        people.to_numpy().ravel(),
        bands=[str(band) for band in events.columns] * areas,
        groups=pd.Series(np.repeat(events.index.to_numpy(), bands)),
        empty_is_zero=empty_is_zero,
    )
