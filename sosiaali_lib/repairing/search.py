"""Which figures must be hidden besides, so that some cannot be computed from all that is published."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.attack import Part
from sosiaali_lib.disclosure.demands import System
from sosiaali_lib.disclosure.figures import Figures
from sosiaali_lib.disclosure.greedy import certify, loosen
from sosiaali_lib.disclosure.outlook import outlook
from sosiaali_lib.disclosure.tied import split
from sosiaali_lib.disclosure.witness import Witnesses
from sosiaali_lib.release_audit.relations import Relations
from sosiaali_lib.release_audit.solving import Solved

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

REACH = 6
"""Ties from a figure that can be computed to those that may be hidden for it."""


def to_hide(
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
