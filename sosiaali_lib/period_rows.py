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
    tables, outside = {}, {}
    for name, table in data.tables.items():
        kept = inside(name, table, period)
        tables[name] = table[kept].reset_index(drop=True)
        outside[name] = int((~kept).sum())
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


def inside(form: str, rows: pd.DataFrame, period: tuple[date, date]) -> pd.Series[bool]:
    """Tell which rows of a form lie within a period; rows without a known day do."""
    day = forms.load(form).period
    if day is None:
        return pd.Series(True, rows.index)
    start, end = (pd.Timestamp(one) for one in period)
    # A row of no known day is nobody's to leave out.
    return rows[day].between(start, end) | rows[day].isna()
