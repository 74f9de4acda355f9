"""Counts of some of the rows that another table counts: they are at most as many."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.release_audit.declared import (
    BY_NAME,
    rows_of_forms,
    texts_of,
    whole_form,
)
from sosiaali_lib.release_audit.grids import Grid
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.release_audit.relations import Relations, Scope, Spot
from sosiaali_lib.tabulation.base import SEPARATOR, YES
from sosiaali_lib.tabulation.counts import SEPARATOR as CODES

if TYPE_CHECKING:
    from sosiaali_lib.release_audit.gathering import Tables


def join(
    relations: Relations, folder: Folder, systems: Mapping[str, Tables], scoped: Scope
) -> None:
    """Enter that some of the rows are at most all of them.

    The number of rows of a form stands in the release; a table of the rows that answered a question
    shares its groups with the table of all rows; and a published text is one of the rows.

    Parameters
    ----------
    relations
        What is known so far; changed.
    folder
        The release.
    systems
        Its tables by system.
    scoped
        Gives the full name of a system of a form.
    """
    rows = rows_of_forms(folder)
    for one in systems.values():
        if one.system == one.form and all(whole_form(BY_NAME[g.name]) for g in one.grids):
            total = relations.figure(scoped(one.system, one.form), _area(one, TOTAL))
            if one.form in rows:
                relations.know(total, rows[one.form])
            _texts(relations, folder, one, scoped)
    for one in systems.values():
        whole = systems.get(one.form)
        if whole is None or one.system == one.form or not _all_rows(whole):
            continue
        for grid in one.grids:
            _below(relations, grid, one, whole, scoped)


def _all_rows(tables: Tables) -> bool:
    return all(whole_form(BY_NAME[grid.name]) for grid in tables.grids)


def _area(tables: Tables, code: str) -> list[Spot]:
    placed = any(AREA in grid.by for grid in tables.grids)
    return [(AREA, tables.around.members.get(code, frozenset()))] if placed else []


def _below(relations: Relations, grid: Grid, part: Tables, whole: Tables, scoped: Scope) -> None:
    """Enter, for every cell over dimensions that both have, that the part is at most the whole."""
    known = {dimension for other in whole.grids for dimension in other.by}
    together = [set(other.by) - {AREA} for other in whole.grids]
    common = [d for d in grid.by if d in known and d != AREA]
    while common and not any(set(common) <= dims for dims in together):
        common.pop()
    codes = {d: [*dict.fromkeys(map(str, grid.cells[d]))] for d in common}
    areas = [*part.around.members] if AREA in grid.by else [TOTAL]
    for area, *found in product(areas, *codes.values()):
        if area not in whole.around.members:
            continue
        spots = [(d, c) for d, c in zip(common, found, strict=True) if c != TOTAL]
        less = relations.figure(scoped(part.system, part.form), [*_area(part, area), *spots])
        more = relations.figure(scoped(whole.system, whole.form), [*_area(whole, area), *spots])
        relations.at_most([(less, 1)], [(more, 1)])


def _texts(relations: Relations, folder: Folder, tables: Tables, scoped: Scope) -> None:
    """Enter that the rows of a code are at least those whose texts are published with it."""
    dims = {
        dimension: grid
        for grid in tables.grids
        for dimension in grid.by
        if dimension != AREA and len(set(grid.by) - {AREA}) == 1
    }
    columns = {dimension: dimension.partition(SEPARATOR)[0] for dimension in dims}
    texts = texts_of(folder, tables.form, list(columns.values()))
    if texts is None or AREA not in texts:
        return
    for dimension, column in columns.items():
        if column not in texts:
            continue
        for area, code in _told(texts, column, dimension):
            if area not in tables.around.members:
                continue
            n = int(_with(texts, area, column, code, tables).sum())
            spot = (dimension, YES if dimension != column else code)
            key = scoped(tables.system, tables.form)
            figure = relations.figure(key, [*_area(tables, area), spot])
            relations.floors[figure] = max(n, relations.floors.get(figure, 0))


def _told(texts: pd.DataFrame, column: str, dimension: str) -> list[tuple[str, str]]:
    codes = [dimension.partition(SEPARATOR)[2]] if dimension != column else None
    found = set()
    for area, text in zip(texts[AREA], texts[column].fillna("").astype("str"), strict=True):
        for code in codes or [text]:
            if code in text.split(CODES):
                found |= {(str(area), code), (TOTAL, code)}
    return sorted(found)


def _with(
    texts: pd.DataFrame, area: str, column: str, code: str, tables: Tables
) -> pd.Series[bool]:
    within = tables.around.members[area]
    inside = texts[AREA].isin(within) | (area == TOTAL)
    return inside & texts[column].fillna("").map(lambda text: code in str(text).split(CODES))
