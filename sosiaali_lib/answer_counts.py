"""Which distributions of answers may be shown: those without a small cell, own or left over.

A distribution is shown whole or not at all. Hiding single cells of it would not do: means of the
same answers are shown as well, and a mean is one more equation for who looks for a hidden cell.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.instruments import load
from sosiaali_lib.measurements import END, PAIRED, START, levels

KEY = ["mittari", "osa", "vaihe"]
MIN_N = 10  # answers below which a distribution says more about people than about a group


def shown(
    counts: pd.DataFrame,
    people: pd.DataFrame,
    parents: Mapping[str, str],
    *,
    threshold: int,
) -> pd.DataFrame:
    """Give the distributions of answers that give nobody away.

    Parameters
    ----------
    counts
        What `measurements.distributions` gave of paired answers, by municipality: the answers of
        those whose means are in the change, so that nobody can be taken from between the two. Not
        changed.
    people
        Protected numbers of people by area, instrument and state (`parit` of a release).
    parents
        The county of each municipality, and what is above the counties.
    threshold
        Numbers of people below this are never shown, nor left over.

    Returns
    -------
    DataFrame
        `alue` (municipality or county), `mittari`, `osa`, `vaihe`, `vastaus`, `henkilot`: every
        level of an item that is shown, those that nobody chose as 0.

    Notes
    -----
    A county's distribution is shown when each number is 0 or at least the threshold and the answers
    are not all the same, which would tell everybody's. A municipality is added, the largest first,
    when that holds for its own numbers and for what is left over of the county once all
    municipalities shown are taken away. Every sum and difference of what is shown is then a sum of
    such numbers. Areas whose number of people measured is hidden stay out.
    """
    ended = set(counts.loc[counts["vaihe"] == END, "mittari"])
    told = _told(people, ended)
    found = []
    for key, cells in counts.groupby(KEY, observed=True):
        name, item, wave = map(str, key)
        table = cells.pivot_table("henkilot", AREA, "vastaus", "sum", 0)
        codes = _codes(name, item, table.columns)
        table = table.reindex(columns=codes, fill_value=0)
        least = max(MIN_N, load(name).group_min_n)
        for county, members in table.groupby(table.index.map(dict(parents))):
            open_to = {area for area in (county, *members.index) if (area, name) in told}
            rows = _of_county(str(county), members, open_to, least, threshold)
            long = rows.rename_axis(AREA).reset_index().melt(AREA, None, "vastaus", "henkilot")
            found.append(long.assign(mittari=name, osa=item, vaihe=wave))
    columns = [AREA, *KEY, "vastaus", "henkilot"]
    empty = pd.DataFrame(columns=columns)
    whole = pd.concat([empty, *found], ignore_index=True)[columns]
    typed = whole.astype({"vastaus": "int64", "henkilot": "int64"})
    return typed.sort_values([*columns[:4], "vastaus"], ignore_index=True)


def _codes(instrument: str, item: str, seen: Iterable[Hashable]) -> list[int]:
    """Give all levels of an item, then the codes of “don't know” that somebody chose."""
    known = load(instrument)
    codes = levels(known.item(item))
    codes = [code - known.shift for code in codes]
    return codes + sorted({int(str(code)) for code in seen} - set(codes))


def _told(people: pd.DataFrame, ended: set[str]) -> set[tuple[str, str]]:
    """Give (area, instrument) where the number of those who gave the answers is public anyway."""
    of_whom = people["mittari"].isin(ended).map({True: PAIRED, False: START})
    open_to = people[(people["tila"] == of_whom) & people["henkilot"].notna()]
    return {(str(row[AREA]), str(row["mittari"])) for row in open_to.to_dict("records")}


def _of_county(
    county: str, members: pd.DataFrame, open_to: set[str], least: int, threshold: int
) -> pd.DataFrame:
    """Give the rows of one county and its municipalities that may be shown, for one item and wave."""

    def safe(row: pd.Series) -> bool:
        chosen = row[row > 0]
        return bool((chosen >= threshold).all()) and len(chosen) != 1

    whole = members.sum()
    if county not in open_to or whole.sum() < least or not safe(whole):
        return members.iloc[:0]
    rows, rest = {county: whole}, whole
    for area in members.sum(axis="columns").sort_values(ascending=False, kind="stable").index:
        own = members.loc[area]
        if area in open_to and own.sum() >= least and safe(own) and safe(rest - own):
            rows[area], rest = own, rest - own
    return pd.DataFrame(rows).T
