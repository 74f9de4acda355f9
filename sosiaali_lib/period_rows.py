"""The rows that a release is about: those within the reporting period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib import forms, intake


@dataclass(frozen=True)
class Rows:
    """The clean rows within the reporting period, and how many were read, used and rejected."""

    tables: Mapping[str, pd.DataFrame]
    counts: pd.DataFrame


def within_period(data: intake.DataSet, period: tuple[date, date]) -> Rows:
    """Keep the rows whose day lies within the period; count the others as rejected.

    Rows of forms without such a day are kept: an earlier proposal waits for its answer, and two
    years of a survey are compared.
    """
    start, end = (pd.Timestamp(day) for day in period)
    tables, outside = {}, {}
    for name, table in data.tables.items():
        day = forms.load(name).period
        # A row of no known day is nobody's to leave out.
        inside = (
            pd.Series(True, table.index)
            if day is None
            else (table[day].between(start, end) | table[day].isna())
        )
        tables[name] = table[inside].reset_index(drop=True)
        outside[name] = int((~inside).sum())
    counts = data.counts.groupby("form", as_index=False)[["read", "used", "rejected"]].sum()
    beyond = counts["form"].map(outside).fillna(0).astype("int64")
    return Rows(
        tables,
        pd.DataFrame(
            {
                "lomake": counts["form"],
                "luettu": counts["read"],
                "kaytetty": counts["used"] - beyond,
                "hylatty": counts["rejected"] + beyond,
                "jakson_ulkopuolella": beyond,
            }
        ),
    )
