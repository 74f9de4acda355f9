"""Events that come several to a person: how much wider they make an interval."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from sosiaali_lib.rates.arguments import Floats, floats, refuse, refuse_negative
from sosiaali_lib.rates.result import Limits

CLUSTERED = ", clustered"
CLOSE = 1e-9  # relative difference of sums that are meant to be equal


def squares_of(persons: pd.DataFrame, events: Floats, index: pd.Index) -> Floats:
    """Give the sum of squared events a person, row by row.

    Parameters
    ----------
    persons
        Rows as the events have, by label where the events have labels; columns are numbers of events
        (1, 2, … or names that end in one, as "f3"), values how many persons had exactly that many.
        Empty is nobody. Not changed.
    events
        Events of each row, which the persons must give.
    index
        Labels of the rows.

    Raises
    ------
    ValueError
        If a column names no number, or the persons do not give the events.
    """
    if not isinstance(index, pd.RangeIndex) and not persons.index.equals(index):
        # An area without a row has nobody; that its events are none is checked below.
        persons = persons.reindex(index)
    if len(persons) != len(index):
        raise ValueError(f"`persons` has {len(persons)} rows for {len(index)} rows of events.")
    total, squares = np.zeros(len(index)), np.zeros(len(index))
    for name in persons:
        ending = re.search(r"(\d+)$", str(name))
        if not ending:
            raise ValueError(
                f"Column {name!r} of `persons` names no number of events; expected 1, 2, 3 and so "
                "on, as `pandas.crosstab(area, events)` gives them."
            )
        times = int(ending[1])
        held = np.nan_to_num(floats("persons", persons[name].to_numpy(), index))
        refuse_negative(index, persons=held)
        total += times * held
        squares += times**2 * held
    wrong = np.abs(total - events) > CLOSE * np.maximum(events, 1)
    refuse("events", events, wrong, index, "the events that `persons` add up to")
    return squares


def stretched(limits: Limits, events: Floats, squares: Floats) -> Limits:
    """Stretch the limits of counts around them for events that come several to a person.

    Notes
    -----
    By √(Σf² / O), the standard deviation of a compound Poisson count over that of a Poisson count.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(events > 0, np.sqrt(squares / events), 1.0)
    low, high = limits
    return np.maximum(events + factor * (low - events), 0.0), events + factor * (high - events)


def checked_squares(squares: Floats, events: Floats, index: pd.Index) -> Floats:
    """Give sums of squares, which are no smaller than the events and missing only with them.

    Raises
    ------
    ValueError
        If one is.
    """
    unknown = np.isnan(squares) & ~np.isnan(events)
    refuse("sum_of_squares", squares, unknown, index, "known where the events are")
    # `persons` may give a sum of floats that is a hair smaller.
    less = squares < events * (1 - CLOSE)
    expected = "no less than `events`, as a person with f events adds f squared"
    refuse("sum_of_squares", squares, less, index, expected)
    return squares


def squares(
    sum_of_squares: Floats | None, persons: pd.DataFrame | None, events: Floats, index: pd.Index
) -> Floats | None:
    """Give the sums of squares however they were told; None for independent events.

    Raises
    ------
    ValueError
        If both are given, or they do not fit the events.
    """
    if sum_of_squares is not None and persons is not None:
        raise ValueError("Give `sum_of_squares` or `persons`, not both.")
    if persons is not None:
        return squares_of(persons, events, index)
    return None if sum_of_squares is None else checked_squares(sum_of_squares, events, index)
