"""Declared tables as earlier releases published them, in the form in which tables are protected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.tabulation.base import NO, ROW, SEPARATOR, YES, N, Tabulation
from sosiaali_lib.tabulation.layers import Past

if TYPE_CHECKING:
    from sosiaali_lib.earlier import History
    from sosiaali_lib.published import Release

HIDDEN = "piilotettu"


def past_of(
    tabulations: Sequence[Tabulation],
    history: History,
    cells: Mapping[str, pd.DataFrame],
    by: Mapping[str, Sequence[str]],
) -> Past | None:
    """Give what is out of the tables of one system; None where nothing is.

    Parameters
    ----------
    tabulations
        Declared counts of the system.
    history
        Earlier releases.
    cells
        Name of each protected table → its inner cells with `LAYER`.
    by
        Its dimensions.
    """
    shown: dict[str, dict[str, pd.DataFrame]] = {name: {} for name in by}
    for one in tabulations:
        for label in history.tied(one.form):
            table = _of_the_same_year(one, history.releases[label], cells)
            if table is None:
                continue
            for name in by:
                part = _cells(one, name, table, list(by[name]))
                if part is not None and len(part):
                    shown[name][label] = part
    if not any(shown.values()):
        return None
    return Past({name: cells[name] for name in by}, shown, history.groups, history.revisions)


def _of_the_same_year(
    one: Tabulation, release: Release, cells: Mapping[str, pd.DataFrame]
) -> pd.DataFrame | None:
    """Give the earlier table of the same rows.

    A table of the latest year of a survey is next time that of the year before it: there the years stand
    in the codes, and the table with the same years is meant.
    """
    if not hasattr(one, "place"):
        return release.table(one.name) if release.has(one.name) else None
    stem = one.name.rpartition("_")[0]
    link = one.links[ROW]
    mine = {
        str(code)[:4]
        for name, table in cells.items()
        for code in ([name.partition(SEPARATOR)[2]] if link not in table else table[link].unique())
        if name == one.name or name.startswith(f"{one.name}{SEPARATOR}")
    }
    for place in (1, 2):
        if release.has(f"{stem}_{place}"):
            table = release.table(f"{stem}_{place}")
            years = {year for year in mine if year.isdigit()}
            if years & {str(code)[:4] for code in table[ROW].unique()}:
                return table
    return None


def _cells(one: Tabulation, name: str, table: pd.DataFrame, dims: list[str]) -> pd.DataFrame | None:
    """Give the cells of one protected table; of a choice, yes and no of one code."""
    frame = table.rename(columns={HIDDEN: "hidden", **one.links})
    if AREA not in dims:
        frame = frame[frame[AREA] == TOTAL]
    if one.shape == "codes":
        return frame[[*dims, N, "hidden"]].reset_index(drop=True) if name == one.name else None
    link = one.links[ROW]
    prefix = f"{one.name}{SEPARATOR}"
    if not name.startswith(prefix):
        return None
    answer = dims[-1]
    others = dims[:-1]
    yes = frame[frame[link] == name.removeprefix(prefix)]
    units = frame[frame[link] == TOTAL]
    whole, marks = units[[*others, N, "hidden"]], ("", "_kaikki")
    both = (
        yes.merge(whole, on=others, suffixes=marks)
        if others
        else yes.merge(whole, how="cross", suffixes=marks)
    )
    rest = both.assign(
        **{
            N: both[f"{N}_kaikki"] - both[N],
            "hidden": both["hidden"] | both["hidden_kaikki"],
        }
    )
    parts = {YES: yes, NO: rest, TOTAL: units}
    joined = [part.assign(**{answer: code})[[*dims, N, "hidden"]] for code, part in parts.items()]
    return pd.concat(joined, ignore_index=True)


def layered(tabulations: Sequence[Tabulation], history: History) -> dict[str, pd.DataFrame]:
    """Count declared tables by the releases that count their rows."""
    return {one.name: history.cells(one) for one in tabulations}
