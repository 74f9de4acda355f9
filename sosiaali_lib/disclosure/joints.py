"""Sets of dimensions whose tables run in a ring, so that only their joint table holds all facts.

Tables alue×syy, alue×kuukausi and syy×kuukausi of the same people agree with one another pair by
pair in more ways than one joint table alue×syy×kuukausi can have. A reader may use that the joint
table exists; it therefore enters the system as a table that is never published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.cells import Grid
from sosiaali_lib.disclosure.figures import figure_rows
from sosiaali_lib.disclosure.hierarchy import Axis, Hierarchy
from sosiaali_lib.disclosure.naming import some

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Ints

JOINT_LIMIT = 200_000


def missing_cliques(tables: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Give the sets of dimensions that need a joint table besides the tables there are.

    Notes
    -----
    Pairwise agreement is enough when the tables can be ordered in a junction tree (Beeri, Fagin,
    Maier & Yannakakis 1983, J. ACM 30(3), 479-513). Eliminating the dimension that adds the fewest
    new pairs finds such an order if there is one; every clique met on the way that no table covers
    must be added.

    Examples
    --------
    >>> missing_cliques([["alue", "syy"], ["alue", "kk"], ["kk", "syy"]])
    [('alue', 'kk', 'syy')]
    >>> missing_cliques([["alue", "syy"], ["alue", "kk"]])
    []
    """
    known = [frozenset(table) for table in tables]
    near: dict[str, set[str]] = {dim: set() for dim in sorted({d for dims in known for d in dims})}
    for dims in known:
        for dim in dims:
            near[dim] |= dims - {dim}
    added: list[frozenset[str]] = []
    while near:
        dim = min(near, key=lambda d: (_new_pairs(near, d), len(near[d]), d))
        clique = frozenset({dim} | near[dim])
        if not any(clique <= dims for dims in known + added):
            added.append(clique)
        for one, other in combinations(sorted(near[dim]), 2):
            near[one].add(other)
            near[other].add(one)
        for other in near.pop(dim):
            near[other].discard(dim)
    return [tuple(sorted(clique)) for clique in added]


def _new_pairs(near: dict[str, set[str]], dim: str) -> int:
    return sum(other not in near[one] for one, other in combinations(near[dim], 2))


def with_joints(grids: Sequence[Grid], hierarchies: Mapping[str, Hierarchy]) -> list[Grid]:
    """Add the unpublished joint tables that the tables need, filled with numbers that fit.

    Any filling serves: the possible numbers of the published figures do not depend on it.

    Raises
    ------
    ValueError
        If a joint table is too large, or if no joint table can stand behind the tables.
    """
    cliques = missing_cliques([grid.by for grid in grids])
    joints = [_joint(grids, clique, hierarchies) for clique in cliques]
    if not joints:
        return list(grids)
    filling = _filling(grids, joints)
    if filling is None:
        raise ValueError(
            f"No joint table over {some(sorted(set().union(*cliques)))} has the figures of the tables "
            f"{some(grid.name for grid in grids)}: they cannot count the same people. Make them from "
            "the same rows, or give the tables different value columns."
        )
    ends = np.cumsum([len(joint.values) for joint in joints])
    parts = np.split(filling, ends[:-1])
    filled = [replace(g, values=v, people=v) for g, v in zip(joints, parts, strict=True)]
    return [*grids, *filled]


def _joint(
    grids: Sequence[Grid], clique: tuple[str, ...], hierarchies: Mapping[str, Hierarchy]
) -> Grid:
    axes = []
    for dimension in clique:
        hierarchy = hierarchies.get(dimension) or Hierarchy.read(dimension, None)
        inner = {
            code
            for grid in grids
            for axis in grid.axes
            if axis.dimension == dimension
            for code in axis.codes[: axis.n_inner]
        }
        groups = {group for code in inner for group in hierarchy.above(code)}
        axes.append(Axis.over(hierarchy, inner - groups))
    size = int(np.prod([axis.n_inner for axis in axes]))
    if size > JOINT_LIMIT:
        raise ValueError(
            f"The tables over {some(clique)} run in a ring; their joint table has {size} cells, more "
            f"than the {JOINT_LIMIT} that can be handled. Publish fewer crossings of these dimensions."
        )
    nothing = np.zeros(size, dtype=np.int64)
    return Grid(" × ".join(clique), grids[0].value, tuple(axes), nothing, nothing, published=False)


def _filling(grids: Sequence[Grid], joints: Sequence[Grid]) -> Ints | None:
    """Whole numbers for the inner cells of the joint tables that give every published figure."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_diag, csr_array

    rows = figure_rows([*grids, *joints])
    sums = csr_array(block_diag([joint.sums() for joint in joints], format="csr"))
    of_row = np.concatenate(rows[len(grids) :])
    amounts = np.full(1 + max(int(r.max()) for r in rows), -1, dtype=np.int64)
    for grid, figure_of in zip(grids, rows, strict=False):
        amounts[figure_of] = grid.sums() @ grid.values
    given = np.flatnonzero(amounts[of_row] >= 0)
    _, first = np.unique(of_row, return_index=True)
    place = np.zeros(len(amounts), dtype=np.int64)
    place[of_row[first]] = first
    ties = sums - sums[place[of_row]]
    answer = milp(
        np.zeros(sums.shape[1]),
        constraints=[
            LinearConstraint(sums[given], amounts[of_row[given]], amounts[of_row[given]]),
            LinearConstraint(ties, 0, 0),
        ],
        bounds=Bounds(0, np.inf),
        integrality=np.ones(sums.shape[1]),
    )
    if answer.x is None:
        return None
    filling = np.rint(answer.x).astype(np.int64)
    fits = (sums[given] @ filling == amounts[of_row[given]]).all() and not (ties @ filling).any()
    return filling if fits else None
