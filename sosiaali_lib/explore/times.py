"""Parts of the calendar by which rows can be divided, taken from the day of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.messages import N_, language


def year(days: pd.Series) -> pd.Series:
    """Give the years of days as text; of years they are the same."""
    if pd.api.types.is_datetime64_any_dtype(days):
        found: pd.Series = days.dt.strftime("%Y")
        return found
    return days.astype("str").where(days.notna())


def half_year(days: pd.Series) -> pd.Series:
    """Give the half-years of days, such as “2019/1”."""
    halves: pd.Series = days.dt.strftime("%Y/") + (1 + (days.dt.month > 6)).astype("str")
    return halves.where(days.notna())


def weekday(days: pd.Series) -> pd.Series:
    """Give the weekdays of days, Monday “1”."""
    found: pd.Series = days.dt.strftime("%u")
    return found


@dataclass(frozen=True)
class Time:
    """A part of the calendar that rows can be divided by."""

    label: str
    of: Callable[[pd.Series], pd.Series]


# Names of divisions that stand in no column, only in the day of a row.
TIMES: Mapping[str, Time] = {
    "vuosi": Time(N_("Year"), year),
    "puolivuosi": Time(N_("Half-year"), half_year),
    "viikonpaiva": Time(N_("Weekday"), weekday),
}


def weekday_names() -> dict[str, str]:
    """Give the names of the weekdays in the language in use, Monday “1” first."""
    from babel.dates import get_day_names

    names = get_day_names("wide", "stand-alone", locale=language())
    return {str(at + 1): names[at] for at in range(7)}
