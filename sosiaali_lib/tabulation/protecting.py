"""Protection of declared counts: all that shares totals is protected as one system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.disclosure import Protected, protect
from sosiaali_lib.tabulation.base import CHOSEN, ROW, SEPARATOR, YES, N, Tabulation
from sosiaali_lib.tabulation.coarser import Hierarchies
from sosiaali_lib.tabulation.linking import protect_together
from sosiaali_lib.tabulation.ratings import HIGH, LOW, MEAN, SQUARES, SUM, Ratings, with_means


@dataclass(frozen=True)
class Shown:
    """What may be shown of declared counts, and how many numbers there are and are hidden.

    `tables` has by name of the tabulation `alue` (area, or `TOTAL`), the dimensions, the numbers (missing
    where hidden) and `piilotettu`.
    """

    tables: Mapping[str, pd.DataFrame]
    cells: Mapping[str, int]
    primary: Mapping[str, int]
    secondary: Mapping[str, int]


def protected(
    tabulations: Iterable[Tabulation],
    counts: Mapping[str, pd.DataFrame],
    parents: Mapping[str, str],
    *,
    threshold: int,
    hidden_column: str,
) -> Shown:
    """Protect declared counts.

    Parameters
    ----------
    tabulations
        What was counted.
    counts
        By name: inner cells with `alue` where the form has areas. Not changed.
    parents
        The county of each municipality, and what is above the counties.
    threshold
        Numbers of people below this are hidden; at least 3.
    hidden_column
        Name of the column that says whether a number is hidden.

    Returns
    -------
    Shown
    """
    systems: dict[str, list[Tabulation]] = {}
    for one in tabulations:
        if len(counts.get(one.name, ())):
            systems.setdefault(one.system, []).append(one)
    found: dict[str, Protected] = {}
    tables: dict[str, pd.DataFrame] = {}
    for members in systems.values():
        counted = [one for one in members if not isinstance(one, Ratings)]
        linked = _linked(counted, counts, parents, threshold)
        found |= linked
        for one in counted:
            tables[one.name] = _table(one, linked)
        for rating in (one for one in members if isinstance(one, Ratings)):
            parts = _means(rating, counts[rating.name], parents, threshold)
            found |= {name: part for name, (part, _table) in parts.items()}
            tables[rating.name] = pd.concat(
                [table for _part, table in parts.values()], ignore_index=True
            )
    return Shown(
        {name: table.rename(columns={"hidden": hidden_column}) for name, table in tables.items()},
        {name: len(part.table) for name, part in found.items()},
        {name: part.n_primary for name, part in found.items()},
        {name: part.n_secondary for name, part in found.items()},
    )


def _linked(
    tabulations: Sequence[Tabulation],
    counts: Mapping[str, pd.DataFrame],
    parents: Mapping[str, str],
    threshold: int,
) -> dict[str, Protected]:
    """Protect tables that count the same rows as one system; a choice is a table of yes and no."""
    tables: dict[str, pd.DataFrame] = {}
    by: dict[str, list[str]] = {}
    for one in tabulations:
        cells = counts[one.name]
        area = [AREA] if AREA in cells else []
        if one.shape == "codes":
            named = cells.rename(columns=one.links)
            tables[one.name], by[one.name] = named, [*area, *one.links.values()]
            continue
        groups = [name for dim, name in one.links.items() if dim not in (ROW, CHOSEN)]
        for code, part in cells.groupby(ROW):
            link = f"{one.links[ROW]}{SEPARATOR}{code}"
            key = _key(one, str(code))
            tables[key] = part.drop(columns=ROW).rename(columns={**one.links, CHOSEN: link})
            by[key] = [*area, *groups, link]
    if not tables:
        return {}
    coarse = frozenset(
        key
        for one in tabulations
        if one.coarse
        for key in by
        if key == one.name or key.startswith(_key(one, ""))
    )
    return protect_together(tables, by, parents=parents, threshold=threshold, coarse=coarse)


def _key(one: Tabulation, code: str) -> str:
    return f"{one.name}{SEPARATOR}{code}"


def _table(one: Tabulation, linked: Mapping[str, Protected]) -> pd.DataFrame:
    """Give the protected cells of a tabulation under the names of its own dimensions."""
    back = {name: dim for dim, name in one.links.items()}
    if one.shape == "codes":
        return _placed(linked[one.name].table.rename(columns=back))
    parts, units = [], None
    for key, part in linked.items():
        if not key.startswith(_key(one, "")):
            continue
        code = key.removeprefix(_key(one, ""))
        link = f"{one.links[ROW]}{SEPARATOR}{code}"
        table = part.table.rename(columns=back)
        parts.append(table[table[link] == YES].drop(columns=link).assign(**{ROW: code}))
        # Every code divides the same rows, so the total is one figure, alike in all of them.
        units = table[table[link] == TOTAL].drop(columns=link).assign(**{ROW: TOTAL})
    return _placed(pd.concat([*parts, units], ignore_index=True))


def _means(
    rating: Ratings, cells: pd.DataFrame, parents: Mapping[str, str], threshold: int
) -> dict[str, tuple[Protected, pd.DataFrame]]:
    """Protect the number of answers of each rating; a mean is shown where its number is."""
    area = AREA in cells
    hierarchies: Hierarchies = {AREA: dict(parents)}
    found = {}
    for code, part in cells.groupby(ROW):
        inner = (part if area else part.assign(**{AREA: NO_AREA})).drop(columns=ROW)
        sums = _rolled_up(inner, parents)
        shown = protect(
            inner[[AREA, N]],
            [AREA],
            N,
            hierarchies=hierarchies,
            threshold=threshold,
            sensitive=_all_alike(sums, rating.limits),
        )
        table = shown.table.drop(columns="reason")
        means = with_means(table[[AREA]].merge(sums, on=AREA, how="left"), rating.limits)
        kept = (table[N] > 0).fillna(False).to_numpy()
        for name in (MEAN, LOW, HIGH):
            table[name] = means[name].where(kept).to_numpy()
            table[name] = table[name].astype("Float64")
        if not area:
            table = table[table[AREA] == TOTAL]
        found[_key(rating, str(code))] = (shown, table.assign(**{ROW: code}))
    return found


def _rolled_up(inner: pd.DataFrame, parents: Mapping[str, str]) -> pd.DataFrame:
    """Give the sums of every area, the larger ones and the whole included."""

    def around(code: str) -> list[str]:
        return [code] if code == TOTAL else [code, *around(parents.get(code, TOTAL))]

    spread = inner.assign(**{AREA: inner[AREA].map(around)}).explode(AREA)
    return spread.groupby(AREA, as_index=False)[[N, SUM, SQUARES]].sum()


def _all_alike(sums: pd.DataFrame, limits: tuple[float, float]) -> pd.DataFrame | None:
    """Give the areas where everybody chose the same end of the scale: their mean tells each answer."""
    alike = sums[(sums[N] > 0) & (sums[SUM] / sums[N]).isin(limits)]
    return alike[[AREA]] if len(alike) else None


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    """Put a table without areas under all areas, and leave out why a number is hidden."""
    placed = table if AREA in table else table.assign(**{AREA: TOTAL})
    return placed.drop(columns="reason").reset_index(drop=True)
