"""Protection of small cells: primary hiding, then the cheapest further hiding that keeps it safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sosiaali_lib.disclosure.auditor import Attacker, audit
from sosiaali_lib.disclosure.cells import Grid, Inner, place, read
from sosiaali_lib.disclosure.demands import (
    ProtectionError,
    Zeros,
    check_level,
    check_policy,
    earlier,
    system,
)
from sosiaali_lib.disclosure.figures import join
from sosiaali_lib.disclosure.hierarchy import Code, Hierarchy, Parents
from sosiaali_lib.disclosure.joints import with_joints
from sosiaali_lib.disclosure.naming import some
from sosiaali_lib.disclosure.published import Protected
from sosiaali_lib.disclosure.search import pattern

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Mask

Cells = pd.DataFrame
Earlier = pd.DataFrame | Protected


def protect(
    counts: pd.DataFrame,
    by: Sequence[str],
    value: str = "n",
    *,
    threshold: int = 5,
    zeros: Zeros = "shown",
    fixed: Earlier | None = None,
    people: str | None = None,
    sensitive: Cells | None = None,
    hierarchies: Mapping[str, Parents] | None = None,
    attacker: Attacker = "strict",
    width: int = 1,
    coalition: int | None = None,
) -> Protected:
    """Hide the small cells of one frequency table, and as little more as keeps them unknown.

    Parameters
    ----------
    counts
        Inner cells, long: one row a combination of codes, counts whole and not negative. A
        combination without a row is a zero cell. Not changed.
    by
        Dimension columns.
    value
        Column with the counts.
    threshold
        A cell or total with 1 to `threshold - 1` persons is hidden; at least 3.
    zeros
        "shown": zero cells stay in sight, and nobody is told more by that. "hidden": a zero is hidden
        like a small count.
    fixed
        What is already out: a table with the dimensions (TOTAL for totals), a boolean column `hidden`
        and, if it is to be compared, the value column; or an earlier `Protected`. Shown cells stay
        shown and hidden cells stay hidden; cells that it does not name are free.
    people
        Column with the number of persons behind each inner cell, added up for totals, where `value`
        counts something else (visits, mentions). Without it `value` itself counts persons. A person
        in several inner cells is counted in each; name totals that are small in truth in `sensitive`.
    sensitive
        Cells that must be hidden too: a table with the dimensions (TOTAL for totals), one row a cell;
        other columns are ignored. `other.table[other.table["hidden"]]` hides what is hidden in
        another table.
    hierarchies
        `{dimension: {code: group}}`; groups may have groups, and a code several: `{"205": ("18",
        "sote")}`. What has no group counts to the total alone.

    Returns
    -------
    Protected
        `.table` has every cell, group and total; a number is the truth or empty.

    Raises
    ------
    ValueError
        If the counts or the other arguments are faulty; the message names what and where.
    ProtectionError
        If the demands cannot be met together.

    Notes
    -----
    Safe against a reader who knows every shown figure, that counts are whole and not negative, and
    that a hidden cell is not 0 where zeros are shown; more by `attacker`, `width` and `coalition`.
    The least hidden value, each row weighted with its count + 1, is found and proved where that is
    fast; else a heuristic comes close. `audit` has the last word on every result. Where a zero itself
    must be hidden (few people behind it, or sensitive), a hidden cell may be zero, and other zeros may
    be hidden to protect it when nothing else does. The same input gives the same pattern.

    Examples
    --------
    >>> counts = pd.DataFrame({"alue": ["a", "a", "b", "b"], "syy": ["x", "y", "x", "y"],
    ...                        "n": [2, 9, 8, 20]})
    >>> protect(counts, ["alue", "syy"]).table.query("hidden")["reason"].tolist()
    ['primary', 'secondary', 'secondary', 'secondary']
    """
    name = "counts"
    return protect_linked(
        {name: counts},
        {name: by},
        value=value,
        hierarchies=hierarchies,
        threshold=threshold,
        zeros=zeros,
        fixed=None if fixed is None else {name: fixed},
        people=people,
        sensitive=None if sensitive is None else {name: sensitive},
        attacker=attacker,
        width=width,
        coalition=coalition,
    )[name]


def protect_linked(
    tables: Mapping[str, pd.DataFrame],
    by: Mapping[str, Sequence[str]],
    *,
    value: str | Mapping[str, str] = "n",
    hierarchies: Mapping[str, Parents] | None = None,
    threshold: int = 5,
    zeros: Zeros = "shown",
    fixed: Mapping[str, Earlier] | None = None,
    people: str | Mapping[str, str | None] | None = None,
    sensitive: Mapping[str, Cells] | None = None,
    attacker: Attacker = "strict",
    width: int = 1,
    coalition: int | None = None,
    quick: bool = False,
    audited: bool = True,
) -> dict[str, Protected]:
    """Hide the small cells of several tables that go out together, as one system.

    Tables with the same value column count the same people: what they say of their shared dimensions
    with every other dimension at its total is one figure, hidden or shown alike in all of them.
    Tables with different value columns have nothing to do with one another.

    Parameters
    ----------
    tables
        Name to inner cells, each as in `protect`. Not changed.
    by
        Name to dimension columns.
    value, people
        A column name for all tables, or name to column.
    hierarchies
        Groups of each dimension, as in `protect`; the same for all tables.
    threshold, zeros
        As in `protect`.
    fixed, sensitive
        Name to what `protect` takes; tables without an entry are free.
    attacker, width, coalition
        As in `protect`.
    quick
        Take what the heuristic finds, without the search for the cheapest pattern: as safe, some per
        cent more is hidden.
    audited
        Whether the auditor has the last word here. False leaves it to an attack on all that is
        published together, which must follow.

    Returns
    -------
    dict
        Name to `Protected`, in the order of `tables`.

    Raises
    ------
    ValueError
        If a table or argument is faulty, or linked tables disagree on a figure.
    ProtectionError
        If the demands cannot be met together.

    Notes
    -----
    Where tables run in a ring (alue×syy, alue×kuukausi, syy×kuukausi), the reader is taken to use
    that one joint table stands behind them.
    """
    check_policy(threshold, zeros)
    check_level(attacker, width, coalition)
    _check_names(tables, by=by, fixed=fixed, sensitive=sensitive)
    parents = dict(hierarchies or {})
    ordered = {dimension: Hierarchy.read(dimension, parents[dimension]) for dimension in parents}
    linked: dict[str, list[Inner]] = {}
    for name, counts in tables.items():
        column = _of_table(value, name, "value")
        persons = None if people is None else _of_table(people, name, "people")
        inner = read(name, counts, by[name], str(column), persons)
        linked.setdefault(inner.value, []).append(inner)
    results: dict[str, Protected] = {}
    for inners in linked.values():
        grids = place(inners, ordered)
        join(grids)  # disagreement between tables is found before a joint table is sought
        problem = system(
            join(with_joints(grids, ordered)),
            threshold=threshold,
            zeros=zeros,
            sensitive=sensitive or {},
            fixed=earlier(grids, fixed or {}),
            alone=attacker == "self",
            width=width,
            coalition=coalition,
        )
        hidden = pattern(problem, quick=quick)
        for grid, rows in zip(problem.figures.grids, problem.figures.rows, strict=True):
            if grid.published:
                results[grid.name] = Protected(
                    table=_table(grid, hidden[rows], problem.primary[rows]),
                    by=grid.by,
                    value=grid.value,
                    threshold=threshold,
                    zeros=zeros,
                    hierarchies={d: parents[d] for d in grid.by if d in parents},
                    floor=problem.floor,
                    singles=_singles(grid, hidden[rows]),
                )
    if audited:
        _refuse_if_derivable(results, attacker, width)
    return {name: results[name] for name in tables}


def _refuse_if_derivable(results: Mapping[str, Protected], attacker: Attacker, width: int) -> None:
    verdict = audit(results, attacker, widths=width > 1)
    found = verdict.derivable if width == 1 or not verdict.ok else verdict.too_narrow
    if len(found):
        raise ProtectionError(
            "The audit could compute hidden cells, or not rule it out",
            (found["table"] + ": " + found["cell"]).tolist(),
            "Nothing was protected. Merge categories or areas, and report the case.",
        )


def _table(grid: Grid, hidden: Mask, primary: Mask) -> pd.DataFrame:
    cells = grid.cells()
    # The hidden numbers go before the array is masked: a masked array keeps what is under the mask.
    values = pd.array(np.where(hidden, 0, grid.sums() @ grid.values), dtype="Int64")
    values[hidden] = pd.NA
    columns = {dimension: [cell[i] for cell in cells] for i, dimension in enumerate(grid.by)}
    reason = np.where(hidden, np.where(primary, "primary", "secondary"), "")
    return pd.DataFrame({**columns, grid.value: values, "hidden": hidden, "reason": reason})


def _singles(grid: Grid, hidden: Mask) -> frozenset[tuple[Code, ...]]:
    """Give the hidden cells with one person."""
    alone = np.flatnonzero(hidden & (grid.sums() @ grid.people == 1))
    cells = grid.cells() if len(alone) else []
    return frozenset(cells[row] for row in alone)


def _check_names(tables: Mapping[str, pd.DataFrame], **others: Mapping[str, object] | None) -> None:
    if not tables:
        raise ValueError("`tables` is empty; give at least one table of inner cells.")
    for argument, mapping in others.items():
        unknown = [name for name in mapping or {} if name not in tables]
        if unknown:
            raise ValueError(f"`{argument}` names {some(unknown)}; the tables are {some(tables)}.")
    for name in tables:
        _of_table(others["by"] or {}, name, "by")


def _of_table(choice: str | Mapping[str, Any], name: str, argument: str) -> Any:
    """Give the entry of one table, or what holds for all."""
    if isinstance(choice, str):
        return choice
    if name not in choice:
        raise ValueError(f"`{argument}` has no entry for table {name!r}; it has {some(choice)}.")
    return choice[name]
