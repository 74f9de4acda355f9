"""An independent reader who tries to compute hidden cells from everything that is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NoReturn, cast, get_args

import numpy as np
import pandas as pd

from sosiaali_lib.disclosure.hierarchy import Parents
from sosiaali_lib.disclosure.naming import name_cell, some
from sosiaali_lib.disclosure.published import Protected
from sosiaali_lib.disclosure.register import Publication, Register

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

Attacker = Literal["plain", "strict"]
HandMade = tuple[pd.DataFrame, Sequence[str], Mapping[str, Parents] | None]
TOLERANCE = 1e-6
NODES = 5_000
ROUNDS = 40
STEP = 6.0


@dataclass(frozen=True, eq=False)
class Audit:
    """What one kind of reader can compute from a set of published tables."""

    attacker: str
    n_hidden: int
    derivable: pd.DataFrame = field(repr=False)
    """One row a cell: `table`, `cell`, and a column for each dimension. Never the number itself."""

    @property
    def ok(self) -> bool:
        """Whether no hidden cell can be computed."""
        return self.derivable.empty


def audit(
    tables: Mapping[str, Protected | HandMade],
    *,
    attacker: Attacker = "strict",
    zeros: Literal["shown", "hidden"] = "shown",
) -> Audit:
    """Find every hidden cell whose number follows from all the published tables together.

    Parameters
    ----------
    tables
        Name to table: a `Protected`, or `(DataFrame, by, hierarchies)` with a column `hidden` and
        one value column besides `by`, `hidden` and `reason`. Each table must hold every combination
        of its codes. Tables with the same value column share the figures of shared dimensions. A
        hidden row that still carries a number counts as derivable.
    attacker
        "plain" knows that counts are whole and not negative; "strict" also knows that a hidden cell
        is not 0 where zeros are shown.
    zeros
        Policy behind the hand-made tables; a `Protected` brings its own.

    Raises
    ------
    ValueError
        If a table is incomplete or misshapen, or if no counts fit what is published.

    Notes
    -----
    A cell counts as open only when two sets of whole numbers that fit everything published, checked
    exactly, differ in it, or when it has no upper bound. A cell that could be neither opened nor
    closed within the search limit is listed: the verdict errs on the safe side.

    Examples
    --------
    >>> table = pd.DataFrame({"alue": ["a", "b", "yhteensä"], "n": [None, 8, 11],
    ...                       "hidden": [True, False, False]})
    >>> audit({"asiakkaat": (table, ["alue"], None)}).derivable["cell"].tolist()
    ['alue=a']
    """
    if attacker not in get_args(Attacker):
        raise ValueError(f"`attacker` is {attacker!r}; expected one of {some(get_args(Attacker))}.")
    if zeros not in ("shown", "hidden"):
        raise ValueError(f"`zeros` is {zeros!r}; expected 'shown' or 'hidden'.")
    register = Register()
    for name, table in tables.items():
        register.enter(_publication(name, table, zeros))
    register.enter_joints()
    open_figures = _open_figures(register, strict=attacker == "strict")
    listed = [cell for cell in register.hidden if cell[3] not in open_figures]
    rows = [
        {"table": name, "cell": name_cell(by, cell), **dict(zip(by, cell, strict=True))}
        for name, by, cell, _ in listed
    ]
    dimensions = dict.fromkeys(d for _, by, _, _ in register.hidden for d in by)
    derivable = pd.DataFrame(rows, columns=["table", "cell", *dimensions])
    return Audit(attacker, len(register.hidden), derivable)


def _publication(name: str, table: Protected | HandMade, zeros: str) -> Publication:
    if isinstance(table, Protected):
        floor = table.floor
        return Publication(name, table.table, table.by, table.value, table.hierarchies, floor)
    frame, by, hierarchies = table
    rest = [column for column in frame.columns if column not in (*by, "hidden", "reason")]
    if len(rest) != 1:
        raise ValueError(
            f"table {name!r} has the columns {some(rest)} besides its dimensions, `hidden` and "
            "`reason`; expected one value column."
        )
    return Publication(name, frame, tuple(by), rest[0], hierarchies or {}, int(zeros == "shown"))


def _open_figures(register: Register, *, strict: bool) -> set[int]:
    """Hidden figures that have more than one possible number."""
    from scipy.sparse import csr_array

    relations = register.relations()
    n = len(register.numbers)
    known = np.zeros(n, dtype=np.int64)
    is_known = np.zeros(n, dtype=bool)
    is_known[list(register.known)] = True
    known[list(register.known)] = list(register.known.values())
    unknown = np.flatnonzero(~is_known)
    floors = np.array(
        [register.floors.get(int(f), 0) if strict else 0 for f in unknown], dtype=float
    )
    rows = csr_array(relations[:, unknown])
    aims = -(relations @ known)
    empty = np.diff(rows.indptr) == 0
    if aims[empty].any():
        _refuse()
    wanted = np.isin(unknown, list(register.floors))
    opened: set[int] = set()
    for columns, part in _parts(rows):
        if wanted[columns].any():
            found = _open(rows[part][:, columns], aims[part], floors[columns], wanted[columns])
            opened.update(unknown[columns[found]].tolist())
    return opened


def _parts(rows: csr_array) -> list[tuple[Ints, Ints]]:
    """Split unknowns and relations into parts that have nothing to do with one another."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    n_rows, n = rows.shape
    entries = rows.tocoo()
    ties = csr_array((np.ones(rows.nnz), (entries.row + n, entries.col)), shape=(n + n_rows,) * 2)
    count, label = connected_components(ties, directed=False)
    by_label = np.argsort(label, kind="stable")
    groups = np.split(by_label, np.searchsorted(label[by_label], np.arange(1, count)))
    return [(group[group < n], group[group >= n] - n) for group in groups]


def _open(rows: csr_array, aims: Ints, floors: Floats, wanted: npt.NDArray[np.bool_]) -> Ints:
    """Unknowns of one part that differ between whole-number points, or have no upper bound."""
    random = np.random.default_rng(7)
    found = np.zeros(len(floors), dtype=bool)
    first = _point(random.random(len(floors)), rows, aims, floors)
    for _ in range(ROUNDS):
        if first is None:
            break
        left = wanted & ~found
        cost = np.where(left, random.choice([-1.0, 1.0], size=len(floors)), 0.0)
        point = _point(cost, rows, aims, floors, (first + STEP).astype(float))
        found |= False if point is None else point != first
        if not left.any() or (wanted & ~found).sum() > 0.9 * left.sum():
            break
    for cell in np.flatnonzero(wanted & ~found):
        if found[cell]:
            continue
        low, high = _bounds(int(cell), rows, aims, floors)
        if np.isinf(high):
            found[cell] = True
        if np.isinf(high) or np.floor(high + TOLERANCE) - np.ceil(low - TOLERANCE) < 1:
            continue
        if first is None:
            continue
        for start, end in ((first[cell] + 1, np.inf), (floors[cell], first[cell] - 1)):
            within = np.full(len(floors), np.inf)
            within[cell] = end
            above = floors.copy()
            above[cell] = start
            point = (
                _point(np.zeros(len(floors)), rows, aims, above, within) if end >= start else None
            )
            if point is not None:
                found |= point != first
                break
    return np.flatnonzero(found)


def _point(
    cost: Floats, rows: csr_array, aims: Ints, floors: Floats, tops: Floats | float = np.inf
) -> Ints | None:
    """Find whole numbers that fit, cheap by `cost`; None if there are none or none was found."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    answer = milp(
        cost,
        constraints=LinearConstraint(rows, aims, aims) if rows.shape[0] else None,
        bounds=Bounds(floors, tops),
        integrality=np.ones(len(cost), dtype=np.int64),
        options={"node_limit": NODES, "mip_rel_gap": 0.5},
    )
    if answer.x is None:
        return None
    point = np.rint(answer.x).astype(np.int64)
    fits = bool((point >= floors).all() and (point <= tops).all() and (rows @ point == aims).all())
    return point if fits else None


def _bounds(cell: int, rows: csr_array, aims: Ints, floors: Floats) -> tuple[float, float]:
    """Least and greatest number, fractions allowed, of one unknown."""
    from scipy.optimize import linprog

    found = []
    for sign in (1.0, -1.0):
        cost = np.zeros(len(floors))
        cost[cell] = sign
        answer = cast("Any", linprog)(  # its type stubs know dense rows only
            cost,
            A_eq=rows if rows.shape[0] else None,
            b_eq=aims if rows.shape[0] else None,
            bounds=np.column_stack([floors, np.full(len(floors), np.inf)]),
            method="highs",
        )
        if answer.status == 2:
            _refuse()
        found.append(sign * answer.fun if answer.status == 0 else np.inf)
    return found[0], found[1]


def _refuse() -> NoReturn:
    raise ValueError(
        "No counts fit the published figures: totals do not add up, a code is missing from a table, or "
        "a hidden cell is 0 although zeros are shown. Check the tables; give zeros='hidden' if zeros "
        "may be hidden."
    )
