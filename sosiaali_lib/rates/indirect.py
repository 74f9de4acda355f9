"""Indirectly standardised ratios and rates: events beside those expected by reference rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates import poisson
from sosiaali_lib.rates.arguments import Floats, Values, multiplier, read, refuse_negative
from sosiaali_lib.rates.bands import Banded, ByBand, banded
from sosiaali_lib.rates.result import Confidence, Level, Limits, levels, table


def standardised_ratio(
    events: Values | pd.DataFrame,
    population: Values | pd.DataFrame | None = None,
    reference_events: ByBand | None = None,
    reference_population: ByBand | None = None,
    *,
    expected: Values | None = None,
    bands: Sequence[str] | pd.Series | None = None,
    groups: Sequence[Any] | pd.Series | None = None,
    per: float = 1,
    confidence: Confidence = 0.95,
    empty_is_zero: bool = False,
    census: bool = False,
) -> pd.DataFrame:
    """Give events divided by those expected if the reference's rates held in every age band.

    Parameters
    ----------
    events, population
        Events and inhabitants by age band: one value a row, a row for each band of each area; or two
        tables with areas as rows and bands as columns. With `expected`, events of each area.
    reference_events, reference_population
        Events and inhabitants of the reference: Series or dicts by name of the band, or one value a
        row.
    expected
        Expected events of each area where they are known already; then no bands are needed.
    bands, groups, confidence, empty_is_zero, census
        As in `standardised_rate`; `bands` are needed when the reference is told by name.
    per
        1 gives ratios (1 is as expected), 100 the usual index.

    Returns
    -------
    DataFrame
        A row for each area in the order of their first rows, indexed by area; `value, lower, upper,
        method, note`, and `lower_95` … for a list of confidences. Missing where events or people are
        missing or nothing is expected.

    Raises
    ------
    ValueError
        If a number is negative, a band has no reference, or the arguments do not fit.

    Notes
    -----
    Breslow & Day (1987), Statistical Methods in Cancer Research II, IARC, p. 65–72: limits of the
    count (see `count`) divided by the expected number. A band without inhabitants, or without events
    in the reference, expects none.

    Examples
    --------
    >>> standardised_ratio([12, 8], expected=[10.0, 10.0]).round(3).values.tolist()
    [[1.2, 0.619, 2.096, 'byar', ''], [0.8, 0.345, 1.576, 'exact', '']]
    """
    asked = levels(confidence)
    if expected is None:
        if population is None or reference_events is None or reference_population is None:
            raise ValueError(
                "Give `population`, `reference_events` and `reference_population` by band, "
                "or `expected` events."
            )
        rows = banded(events, population, bands=bands, groups=groups, empty_is_zero=empty_is_zero)
        return _ratio(
            rows.areas,
            rows.sums(rows.events),
            rows.sums(_expected(rows, reference_events, reference_population)),
            rows.incomplete,
            scale=multiplier(per),
            asked=asked,
            census=census,
        )
    if any(one is not None for one in (population, reference_events, reference_population, bands)):
        raise ValueError("Give `expected`, or population and reference by band, not both.")
    index, given = read(events=events, expected=expected)
    refuse_negative(index, **given)
    nothing = np.zeros(len(index), dtype=bool)
    return _ratio(
        index, **given, incomplete=nothing, scale=multiplier(per), asked=asked, census=census
    )


def indirect_rate(
    ratios: pd.DataFrame,
    reference_events: Values,
    reference_population: Values,
    *,
    per: float = 1000,
) -> pd.DataFrame:
    """Give standardised ratios as rates: times the crude rate of the reference.

    Parameters
    ----------
    ratios
        What `standardised_ratio` gave with `per` 1. Not changed.
    reference_events, reference_population
        Events and inhabitants of the reference, by band or in all.
    per
        The rates are given per this many inhabitants.

    Returns
    -------
    DataFrame
        As `ratios`, with value and limits per `per` inhabitants.

    Raises
    ------
    ValueError
        If a number is negative or the reference has no inhabitants.

    Examples
    --------
    >>> ratios = standardised_ratio([9, 9], [100, 100], [200, 300], [5000, 5000])
    >>> indirect_rate(ratios, [200, 300], [5000, 5000]).round(3).values.tolist()
    [[90.0, 53.312, 142.246, 'byar', '']]
    """
    index, given = read(
        reference_events=reference_events, reference_population=reference_population
    )
    refuse_negative(index, **given)
    events, people = (float(np.nansum(values)) for values in given.values())
    if not people:
        raise ValueError("`reference_population` has nobody; expected inhabitants.")
    numbers = ratios.select_dtypes("number")
    return ratios.assign(**(numbers * (multiplier(per) * events / people)))


def _expected(rows: Banded, reference_events: ByBand, reference_population: ByBand) -> Floats:
    """Give the expected events, row by row."""
    counted = np.nan_to_num(rows.said_of("reference_events", reference_events))
    people = rows.said_of("reference_population", reference_population)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = rows.population * counted / np.where(people > 0, people, np.nan)
    none = (rows.population == 0) | ((counted == 0) & (people > 0))
    return np.where(none, 0.0, expected)


def _ratio(
    index: pd.Index,
    events: Floats,
    expected: Floats,
    incomplete: np.ndarray,
    *,
    scale: float,
    asked: Sequence[Level],
    census: bool,
) -> pd.DataFrame:
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = np.where((expected > 0) & ~incomplete, scale / expected, np.nan)

    def limits(level: Level) -> Limits:
        low, high = poisson.limits(events, level)
        return low * unit, high * unit

    reasons = [
        (incomplete, _("An age band is missing.")),
        (np.isnan(events), _("The number of events is missing.")),
        (np.isnan(expected), _("The number of expected events is missing.")),
        (expected == 0, _("No events are expected.")),
    ]
    return table(
        index,
        events * unit,
        limits,
        asked,
        poisson.methods(events),
        reasons,
        census=census,
    )
