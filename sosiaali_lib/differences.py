"""Means and distributions of answers beside those that earlier releases showed.

A mean with its number of answers gives their sum, so two releases give the sum of the answers between
them; two distributions give those answers themselves. Where they are few, today's is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.earlier import SAME, History
from sosiaali_lib.evidence import TABULATIONS
from sosiaali_lib.tabulation import Ratings
from sosiaali_lib.tabulation.base import ROW, N
from sosiaali_lib.tabulation.ratings import HIGH, LOW, MEAN

HIDDEN = "piilotettu"
MEASURED = "mittaukset"
_CHANGE = [AREA, "mittari", "osa"]
_WAVE = [*_CHANGE, "vaihe"]


def shown(
    tables: Mapping[str, pd.DataFrame], past: History, *, threshold: int
) -> dict[str, pd.DataFrame]:
    """Hide means and distributions that tell, beside earlier ones, of few people.

    Parameters
    ----------
    tables
        Protected tables of today's release. Not changed.
    past
        Earlier releases.
    threshold
        Numbers of people below this are not told.

    Returns
    -------
    dict
        The tables in their order. Of ratings the number and the mean are hidden; changes and
        distributions of answers lose their rows.

    Notes
    -----
    The number of answers of an earlier release and today's must be the same, or differ by `threshold` or
    more. Of one period what was hidden stays hidden: another choice of areas would tell of those left.
    """
    found = dict(tables)
    for one in TABULATIONS:
        if isinstance(one, Ratings) and one.name in found:
            found[one.name] = _ratings(one, found[one.name], past, threshold)
    if "muutokset" in found:
        closed = _closed(found["muutokset"], _CHANGE, "n", past, "muutokset", MEASURED, threshold)
        found["muutokset"] = found["muutokset"][~closed].reset_index(drop=True)
    if "vastaukset" in found:
        found["vastaukset"] = _distributions(found["vastaukset"], past, threshold)
    return found


def _ratings(one: Ratings, table: pd.DataFrame, past: History, threshold: int) -> pd.DataFrame:
    closed = _closed(table, [AREA, ROW], N, past, one.name, one.form, threshold)
    closed = closed & ~table[HIDDEN]
    kept = table.copy()
    for name in (N, MEAN, LOW, HIGH):
        kept[name] = kept[name].mask(closed)
    kept[HIDDEN] |= closed
    return kept


def _closed(
    table: pd.DataFrame,
    key: list[str],
    value: str,
    past: History,
    name: str,
    form: str,
    threshold: int,
) -> pd.Series:
    """Tell which rows have few people more or less than an earlier release shows, or were hidden in it."""
    closed = pd.Series(False, table.index, dtype=bool)
    for label in past.tied(form):
        if not past.releases[label].has(name):
            continue
        before = past.releases[label].table(name)
        known = before[before[value].notna()].set_index(key)[value]
        rows = known.reindex(pd.MultiIndex.from_frame(table[key]))
        then = pd.Series(pd.array(rows.to_numpy(), "Float64"), table.index)
        between = (table[value].astype("Float64") - then).abs()
        few: pd.Series = ((between > 0) & (between < threshold)).fillna(False).astype(bool)
        closed = closed | few
        if past.relation(label) == SAME:
            closed = closed | then.isna() & (table[value].fillna(0) > 0).astype(bool)
    return closed


def _distributions(table: pd.DataFrame, past: History, threshold: int) -> pd.DataFrame:
    """Leave out distributions whose difference from an earlier one tells of few people, or of all alike."""
    kept = table
    for label in past.tied(MEASURED):
        if not past.releases[label].has("vastaukset"):
            continue
        before = past.releases[label].table("vastaukset")
        both = kept.merge(before, on=[*_WAVE, "vastaus"], how="outer", suffixes=("", "_ennen"))
        numbers = both[["henkilot", "henkilot_ennen"]].astype("Float64").fillna(0)
        both["ero"] = (numbers["henkilot"] - numbers["henkilot_ennen"]).abs()
        now = both["henkilot"].notna().groupby([both[dim] for dim in _WAVE]).transform("any")
        then = both["henkilot_ennen"].notna().groupby([both[dim] for dim in _WAVE]).transform("any")
        differing = (both["ero"] > 0).groupby([both[dim] for dim in _WAVE]).transform("sum")
        few = ((both["ero"] > 0) & (both["ero"] < threshold)) | (differing == 1)
        tells = few.groupby([both[dim] for dim in _WAVE]).transform("any")
        gone = now & then & tells
        if past.relation(label) == SAME:
            gone |= now & ~then
        closed = both.loc[gone, _WAVE].drop_duplicates()
        marked = kept.merge(closed.assign(suljettu=True), on=_WAVE, how="left")
        kept = kept[marked["suljettu"].isna().to_numpy()]
    return kept.reset_index(drop=True)
