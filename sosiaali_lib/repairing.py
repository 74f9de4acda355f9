"""What the attack on a whole release still finds is hidden, and as little more as keeps it unknown.

Tables are protected system by system. What ties the systems to one another — some rows are at most all
rows, a pair of topics comes up at most as often as each of them — is known to the attack on the release.
Its relations go through the search for patterns once more, with any numbers that fit all that is
published in the place of the truth: whatever can move from there, nobody can compute.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import ProtectionError
from sosiaali_lib.disclosure.attack import Part, split
from sosiaali_lib.disclosure.demands import System
from sosiaali_lib.disclosure.figures import Figures
from sosiaali_lib.disclosure.greedy import certify, loosen
from sosiaali_lib.disclosure.witness import Witnesses, outlook
from sosiaali_lib.release_audit.derived import COUNTS, KNOWN
from sosiaali_lib.release_audit.gathering import gather, label_of
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.release_audit.relations import Cell, Relations
from sosiaali_lib.release_audit.solving import Solved, solve

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

HIDDEN = "piilotettu"
ROUNDS = 12
REACH = 6
"""Ties from a figure that can be computed to those that may be hidden for it."""


@dataclass(frozen=True)
class Repaired:
    """Tables in which nothing hidden follows from the rest.

    `more` counts by table the cells that were hidden for it; `given_away` names by table the cells that
    earlier releases give away whatever is hidden here.
    """

    tables: Mapping[str, pd.DataFrame] = field(compare=False)
    more: Mapping[str, int]
    given_away: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zeros_hidden: Mapping[str, list[str]] = field(default_factory=dict)
    """By table, areas of which a hidden number may be zero; what is hidden here is none, but a reader
    can no longer tell by the table where zeros are hidden."""
    left_out: tuple[str, ...] = ()
    """Tables that are not published at all, because nothing else would help."""


def repaired(
    tables: Mapping[str, pd.DataFrame], facts: Mapping[str, Any], earlier: Sequence[Folder] = ()
) -> Repaired:
    """Hide what the attack on all tables together needs hidden.

    Parameters
    ----------
    tables
        Protected tables of a release. Not changed.
    facts
        What the manifest will say: organisation, period, division, protection, own areas.
    earlier
        Releases that are out already; their figures stay as they are.

    Returns
    -------
    Repaired

    Raises
    ------
    ProtectionError
        If hidden cells can be computed whatever else is hidden, or no end was found, and there are no
        earlier releases whose fault it could be.
    """
    more: dict[str, int] = {}
    threshold = int(facts["protection"]["threshold"])
    zeros: dict[str, list[str]] = {}
    left_out: list[str] = []
    for turn in range(ROUNDS):
        known = {**facts, "protection": {**facts["protection"], "zeros_hidden": zeros}}
        folders = [Folder(Path("."), known, tables), *earlier]
        relations = gather(folders)
        label = label_of(folders[0], folders)
        if not turn:
            zeros = _zero_areas(relations, label)
        solved = solve(relations, strict=True)
        own = [c for c in relations.hidden if c.table.startswith(label)]
        told = [cell for cell in own if cell.figure in solved.closed]
        if not told:
            return Repaired(tables, more, {}, zeros if turn else {}, tuple(left_out))
        stuck = {cell.figure for cell in told}
        figures, hopeless = _to_hide(relations, solved, label, stuck)
        open_cells = _harmless(relations, solved, label, threshold, hopeless)
        numbers = {cell.figure: int(solved.low[cell.figure]) for cell in open_cells}
        cells = [c for c in relations.shown if c.figure in figures and c.table.startswith(label)]
        if not cells and not open_cells and not earlier:
            # Nothing helps but to say nothing: the smallest of the tables goes.
            name = min({c.table for c in told}, key=lambda one: (len(tables[one]), one))
            tables = {other: table for other, table in tables.items() if other != name}
            left_out.append(name)
            continue
        if not cells and not open_cells:
            break
        tables = _with(_without(tables, cells, label), open_cells, numbers, label)
        for sign, changed in ((1, cells), (-1, open_cells)):
            for cell in changed:
                name = cell.table.removeprefix(label)
                more[name] = more.get(name, 0) + sign
    if earlier:
        lost: dict[str, list[str]] = {}
        for cell in told:
            lost.setdefault(cell.table.removeprefix(label), []).append(cell.name)
        given_away = {name: tuple(found) for name, found in lost.items()}
        return Repaired(tables, more, given_away, zeros)
    raise ProtectionError(
        "These cells could be computed from the whole release",
        sorted({f"{cell.table}: {cell.name}" for cell in told}),
        "Raise the threshold, leave the form out, or report the case.",
    )


def _zero_areas(relations: Relations, label: str) -> dict[str, list[str]]:
    """Give by table the areas of which a reader of the rule takes a hidden number for zero, too."""
    found: dict[str, set[str]] = {}
    for cell in relations.hidden:
        area = dict(cell.place).get(AREA)
        if area is not None and cell.table.startswith(label) and not relations.floors[cell.figure]:
            found.setdefault(cell.table.removeprefix(label), set()).add(area)
    return {name: sorted(areas) for name, areas in sorted(found.items())}


def _harmless(
    relations: Relations, solved: Solved, label: str, threshold: int, hopeless: Collection[int]
) -> list[Cell]:
    """Give cells that follow whatever is hidden besides and are nobody's secret; they may be shown.

    Such are zeros, and numbers of people from the threshold on.
    """
    low, high = solved.low, solved.high
    return [
        cell
        for cell in relations.hidden
        if cell.figure in hopeless
        and low[cell.figure] == high[cell.figure]
        and (low[cell.figure] == 0 or (cell.persons and low[cell.figure] >= threshold))
        and cell.table.startswith(label)
    ]


def _to_hide(
    relations: Relations, solved: Solved, label: str, figures: Collection[int]
) -> tuple[set[int], set[int]]:
    """Give what is to be hidden so that figures stay unknown, and those that nothing would help."""
    rows = relations.matrix()
    stuck = np.array(sorted(figures), dtype=np.int64)
    near = _around(rows, stuck)
    point = _point(relations, solved, rows, near)
    found: set[int] = set()
    hopeless: set[int] = set()
    if point is None:
        return found, hopeless
    inside = np.flatnonzero(near)
    ties = np.flatnonzero(abs(rows)[:, inside].sum(axis=1) > 0)
    for columns, of_part in split(rows[ties][:, inside]):
        if len(columns) and np.isin(inside[columns], stuck).any():
            part = inside[columns]
            own = rows[ties[of_part]][:, part]
            problem = _system(relations, label, part, own, point[part], figures)
            witnesses = Witnesses(problem)
            lost = witnesses.stuck(outlook(problem, problem.hideable), problem.target)
            hopeless.update(part[lost].tolist())
            problem.target[lost] = False
            loose = loosen(witnesses, problem.target, problem.target)
            hidden = certify(witnesses, loose, problem.target)
            found.update(part[hidden & ~problem.target].tolist())
    return found, hopeless


def _around(rows: csr_array, figures: Ints) -> Mask:
    """Figures within a few ties of some."""
    near = np.zeros(rows.shape[1], dtype=bool)
    near[figures] = True
    pattern = abs(rows)
    for _step in range(REACH):
        ties = pattern @ near.astype(float) > 0
        near |= pattern.T @ ties.astype(float) > 0
    return near


def _point(relations: Relations, solved: Solved, rows: csr_array, near: Mask) -> Ints | None:
    """Give whole numbers that fit all that is published, wherever they are asked for."""
    settled = solved.low >= solved.high
    point = np.where(settled, solved.low, 0).astype(np.int64)
    aims = -(rows @ point)
    free = np.flatnonzero(~settled)
    for columns, ties in split(rows[:, free]):
        if len(columns) and near[free[columns]].any():
            spot = free[columns]
            part = Part(rows[ties][:, spot], aims[ties], solved.low[spot], solved.high[spot])
            if part.first is None:
                return None
            point[spot] = part.first
    return point


def _system(
    relations: Relations,
    label: str,
    part: Ints,
    ties: csr_array,
    point: Ints,
    stuck: Collection[int],
) -> System:
    """Give the search problem of one part: every figure is a base cell, every tie a link.

    What is hidden already and is open stays open, whatever else is hidden.
    """
    from scipy.sparse import csr_array, eye_array

    n = len(part)
    place = {int(figure): at for at, figure in enumerate(part)}
    target, published, fixed = (np.zeros(n, dtype=bool) for _ in range(3))
    names: dict[int, str] = {}
    for cell in relations.hidden:
        if cell.figure in stuck and (at := place.get(cell.figure)) is not None:
            target[at], names[at] = True, f"{cell.table}: {cell.name}"
    for cell in relations.shown:
        if (at := place.get(cell.figure)) is not None:
            published[at] = True
            fixed[at] |= not cell.table.startswith(label)
    fixed |= np.array(
        [f in relations.known and not p for f, p in zip(part, published, strict=True)]
    )
    known = np.array([relations.known.get(int(figure), -1) for figure in part])
    floors = np.array([relations.floors.get(int(figure), 0) for figure in part])
    floors = np.where(published & (known > 0), 1, floors)
    for at, figure in enumerate(part):
        if int(figure) in relations.limits:
            floors[at] = max(floors[at], relations.limits[int(figure)][0])
    hideable = target | (published & ~fixed & (known > 0))
    seen = published | target | fixed
    figures = Figures(
        grids=(),
        rows=(),
        sums=csr_array(eye_array(n, dtype=np.int64)),
        links=csr_array(ties),
        base=point,
        own=np.arange(n),
        amounts=point,
        published=seen.astype(np.int64),
        labels=names,
    )
    return System(
        figures=figures,
        sums=figures.sums,
        links=figures.links,
        lower=np.minimum(floors - point, 0),
        own=figures.own,
        primary=target,
        target=target,
        hideable=hideable,
        weight=((point + 1) * seen).astype(float),
        floor=1,
        reach=np.ones(n, dtype=np.int64),
        rise=np.zeros(n, dtype=np.int64),
    )


def _with(
    tables: Mapping[str, pd.DataFrame],
    cells: Sequence[Cell],
    numbers: Mapping[int, int],
    label: str,
) -> dict[str, pd.DataFrame]:
    """Give the tables with the numbers of some cells."""
    changed = dict(tables)
    for name in dict.fromkeys(cell.table.removeprefix(label) for cell in cells):
        table = tables[name].copy()
        for cell in (cell for cell in cells if cell.table == label + name):
            rows = _rows(table, cell)
            table.loc[rows, cell.value] = numbers[cell.figure]
            if HIDDEN in table:
                table.loc[rows, HIDDEN] = False
        changed[name] = table
    return changed


def _rows(table: pd.DataFrame, cell: Cell) -> pd.Series[bool]:
    rows = pd.Series(True, table.index)
    for column, code in cell.place:
        rows &= table[column].astype("str") == code
    return rows


def _without(
    tables: Mapping[str, pd.DataFrame], cells: Sequence[Cell], label: str
) -> dict[str, pd.DataFrame]:
    """Give the tables without the numbers of some cells, and without what is calculated from them."""
    changed = dict(tables)
    for name in dict.fromkeys(cell.table.removeprefix(label) for cell in cells):
        own = [cell for cell in cells if cell.table == label + name]
        table = tables[name].copy()
        for cell in own:
            rows = _rows(table, cell)
            counts = [column for column in COUNTS if column in table]
            main = not counts or cell.value == counts[0]
            for column in _measures(table) if main else _of(table, cell.value, counts):
                table.loc[rows, column] = pd.NA
            if main and HIDDEN in table:
                table.loc[rows, HIDDEN] = True
        changed[name] = table
    return changed


def _measures(table: pd.DataFrame) -> list[str]:
    """Give all columns with numbers: where the main number is hidden, nothing else is shown."""
    return [str(column) for column in table.select_dtypes("number") if column not in KNOWN]


def _of(table: pd.DataFrame, value: str, counts: Collection[str]) -> list[str]:
    """Give the column of a number and those that are calculated from it."""
    begin = value.removesuffix("_n") + "_"
    return [value, *(str(c) for c in table if str(c).startswith(begin) and c not in counts)]
