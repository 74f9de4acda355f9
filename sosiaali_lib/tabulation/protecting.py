"""Protection of declared counts: all that shares totals is protected as one system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.disclosure import Protected
from sosiaali_lib.side_by_side import side_by_side
from sosiaali_lib.tabulation.base import CHOSEN, PIECE, ROW, SEPARATOR, YES, Tabulation
from sosiaali_lib.tabulation.linking import Together, protect_together
from sosiaali_lib.tabulation.means import protected_means
from sosiaali_lib.tabulation.parts import silent_areas
from sosiaali_lib.tabulation.published_before import layered, past_of
from sosiaali_lib.tabulation.ratings import Ratings

if TYPE_CHECKING:
    from sosiaali_lib.earlier import History


WEIGHT = 5
"""What an inner cell weighs when work is divided: the totals that it brings along."""


@dataclass(frozen=True)
class Shown:
    """What may be shown of declared counts, and how many numbers there are and are hidden.

    `tables` has by name of the tabulation `alue` (area, or `TOTAL`), the dimensions, the numbers (missing
    where hidden) and `piilotettu`. `given_away` names by system of tables the cells that must be
    hidden and follow from earlier releases; `revised` counts by earlier release the numbers that
    today's rows give otherwise.
    """

    tables: Mapping[str, pd.DataFrame]
    cells: Mapping[str, int]
    primary: Mapping[str, int]
    secondary: Mapping[str, int]
    given_away: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    revised: Mapping[str, int] = field(default_factory=dict)


def protected(
    tabulations: Iterable[Tabulation],
    counts: Mapping[str, pd.DataFrame],
    parents: Mapping[str, str],
    *,
    threshold: int,
    hidden_column: str,
    past: History | None = None,
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
    past
        Earlier releases; None without any.

    Returns
    -------
    Shown
    """
    systems: dict[str, list[Tabulation]] = {}
    every = tuple(tabulations)
    for one in every:
        if len(counts.get(one.name, ())):
            systems.setdefault(one.system, []).append(one)
    found: dict[str, Protected] = {}
    tables: dict[str, pd.DataFrame] = {}
    given_away: dict[str, tuple[str, ...]] = {}
    revised: dict[str, int] = {}
    # A part of a form's rows is silent where the whole is hidden: what has parts comes first.
    divided = {one.form for members in systems.values() if _of_part(members) for one in members}
    for before in (True, False):
        wave = {
            system: [one for one in members if not isinstance(one, Ratings)]
            for system, members in systems.items()
            if (system in divided and not _of_part(members)) == before
        }
        tasks = [
            _task(counted, counts, parents, threshold, past, silent_areas(counted, every, tables))
            for counted in wave.values()
        ]
        sizes = [WEIGHT * sum(map(len, task["tables"].values())) for task in tasks]
        done = side_by_side(_protect, tasks, sizes)
        for (system, counted), together in zip(wave.items(), done, strict=True):
            linked = together.tables
            found |= linked
            if together.given_away:
                given_away[system] = together.given_away
            for label, times in together.revised.items():
                revised[label] = revised.get(label, 0) + times
            for one in counted:
                tables[one.name] = _table(one, linked)
    for members in systems.values():
        for rating in (one for one in members if isinstance(one, Ratings)):
            means = protected_means(
                rating, counts[rating.name], parents, threshold=threshold, shown=tables
            )
            found |= {name: part for name, (part, _table) in means.items()}
            tables[rating.name] = pd.concat(
                [table for _part, table in means.values()], ignore_index=True
            )
    return Shown(
        {name: table.rename(columns={"hidden": hidden_column}) for name, table in tables.items()},
        {name: len(part.table) for name, part in found.items()},
        {name: part.n_primary for name, part in found.items()},
        {name: part.n_secondary for name, part in found.items()},
        given_away,
        revised,
    )


def _of_part(members: Sequence[Tabulation]) -> bool:
    """Tell whether a system counts a part of a form's rows."""
    return any(one.where is not None for one in members)


def _protect(task: Mapping[str, Any]) -> Together:
    return protect_together(**task) if task["tables"] else Together({})


def _task(
    tabulations: Sequence[Tabulation],
    counts: Mapping[str, pd.DataFrame],
    parents: Mapping[str, str],
    threshold: int,
    history: History | None,
    silent: Sequence[str],
) -> dict[str, Any]:
    """Give what protects tables that count the same rows as one system."""
    tables, by = _parted(tabulations, counts)
    past = None
    several_years = any(PIECE in columns for columns in by.values())
    if tables and history is not None and history.tied(tabulations[0].form) and not several_years:
        cells, _dims = _parted(tabulations, layered(tabulations, history))
        past = past_of(tabulations, history, cells, by)
    coarse = frozenset(
        key
        for one in tabulations
        if one.coarse
        for key in by
        if key == one.name or key.startswith(_key(one, ""))
    )
    return {
        "tables": tables,
        "by": by,
        "parents": parents,
        "threshold": threshold,
        "coarse": coarse,
        "silent_areas": silent,
        "past": past,
    }


def _parted(
    tabulations: Sequence[Tabulation], counts: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], dict[str, list[str]]]:
    """Give the tables of a system by name, and their dimensions."""
    tables: dict[str, pd.DataFrame] = {}
    by: dict[str, list[str]] = {}
    for one in tabulations:
        cells = counts[one.name]
        area = [dim for dim in (AREA, PIECE) if dim in cells]
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
    return tables, by


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


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    """Put a table without areas under all areas, and leave out why a number is hidden."""
    placed = table if AREA in table else table.assign(**{AREA: TOTAL})
    return placed.drop(columns="reason").reset_index(drop=True)
