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
from typing import Any

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import ProtectionError
from sosiaali_lib.release_audit.by_form import by_form, form_of
from sosiaali_lib.release_audit.gathering import gather, label_of
from sosiaali_lib.release_audit.of_form import Learned
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.release_audit.relations import Cell, Relations
from sosiaali_lib.release_audit.solving import Memory, Solved, solve
from sosiaali_lib.repairing.changing import with_numbers, without
from sosiaali_lib.repairing.search import to_hide
from sosiaali_lib.side_by_side import side_by_side

ROUNDS = 12
HERE = Path("tama")
"""Stands for the folder that is not written yet."""


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
    learned: Mapping[str, Learned] = field(default_factory=dict, repr=False)
    """By form, what the last attack found: another one on the same tables need not be made."""


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
    folders = [Folder(HERE, facts, tables), *earlier]
    forms = by_form(folders)
    tasks = [(own.tables, facts, others) for own, *others in forms.values()]
    sizes = [sum(map(len, own.values())) for own, *_ in tasks]
    found, learned = zip(*side_by_side(_of_form, tasks, sizes), strict=True) if tasks else ((), ())
    left_out = tuple(name for one in found for name in one.left_out)
    changed = {name: table for one in found for name, table in one.tables.items() if form_of(name)}
    return Repaired(
        {name: changed.get(name, table) for name, table in tables.items() if name not in left_out},
        {name: n for one in found for name, n in one.more.items()},
        {name: cells for one in found for name, cells in one.given_away.items()},
        {name: areas for one in found for name, areas in one.zeros_hidden.items()},
        left_out,
        dict(zip(forms, learned, strict=True)),
    )


def _of_form(
    task: tuple[Mapping[str, pd.DataFrame], Mapping[str, Any], Sequence[Folder]],
) -> tuple[Repaired, Learned]:
    """Hide what the attack on the tables of one form needs hidden; give what the attack has found, too."""
    tables, facts, earlier = task
    more: dict[str, int] = {}
    threshold = int(facts["protection"]["threshold"])
    zeros: dict[str, list[str]] = {}
    left_out: list[str] = []
    memory = Memory()
    for turn in range(ROUNDS):
        known = {**facts, "protection": {**facts["protection"], "zeros_hidden": zeros}}
        folders = [Folder(HERE, known, tables), *earlier]
        relations = gather(folders)
        label = label_of(folders[0], folders)
        if not turn:
            zeros = _zero_areas(relations, label)
        solved = solve(relations, strict=True, memory=memory)
        own = [c for c in relations.hidden if c.table.startswith(label)]
        told = [cell for cell in own if cell.figure in solved.closed]
        if not told:
            learned = Learned.of(memory, relations, solved, folders)
            return Repaired(tables, more, {}, zeros if turn else {}, tuple(left_out)), learned
        stuck = {cell.figure for cell in told}
        figures, hopeless = to_hide(relations, solved, memory, label, stuck, whole=turn > 0)
        figures |= stuck - hopeless  # another table may show what one hides
        open_cells = _harmless(relations, solved, label, threshold, hopeless)
        numbers = {cell.figure: int(solved.low[cell.figure]) for cell in open_cells}
        cells = [c for c in relations.shown if c.figure in figures and c.table.startswith(label)]
        if not cells and not open_cells and not turn:
            continue  # it is fractions that do; whole numbers are asked for from now on
        if not cells and not open_cells and not earlier:
            # Nothing helps but to say nothing: the smallest of the tables goes.
            name = min({c.table for c in told}, key=lambda one: (len(tables[one]), one))
            tables = {other: table for other, table in tables.items() if other != name}
            left_out.append(name)
            continue
        if not cells and not open_cells:
            break
        tables = with_numbers(without(tables, cells, label), open_cells, numbers, label)
        for sign, changed in ((1, cells), (-1, open_cells)):
            for cell in changed:
                name = cell.table.removeprefix(label)
                more[name] = more.get(name, 0) + sign
    if earlier:
        lost: dict[str, list[str]] = {}
        for cell in told:
            lost.setdefault(cell.table.removeprefix(label), []).append(cell.name)
        given_away = {name: tuple(found) for name, found in lost.items()}
        learned = Learned.of(memory, relations, solved, folders)
        return Repaired(tables, more, given_away, zeros), learned
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
