"""Declared counts as published tables: what each counts, and which count the same rows.

The declarations are public knowledge; how a release protects them is none of a reader's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.evidence import BY_NAME as BY_NAME
from sosiaali_lib.evidence import declared as declarations
from sosiaali_lib.participation.counting import Clients
from sosiaali_lib.release_audit.grids import NUMBER, OUT_OF_SIGHT, Grid
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.tabulation.base import CHOSEN, NO, ROW, SEPARATOR, YES, N, Tabulation
from sosiaali_lib.tabulation.ratings import Ratings

HIDDEN = "piilotettu"
ROWS, FORM_COLUMN, USED = "rivit", "lomake", "kaytetty"


def declared(folder: Folder) -> Iterator[Grid]:
    """Give the tables of all declared counts in a release."""
    for one in declarations(folder.tables):
        table = folder.tables[one.name]
        needed = {N, *one.dims} - {CHOSEN}
        if not needed <= set(table):
            continue
        if isinstance(one, Ratings):
            yield from _rated(one, table)
        elif one.shape == "choices":
            yield from _chosen(one, table)
        else:
            yield _coded(one, table)


def whole_form(one: Tabulation) -> bool:
    """Tell whether a tabulation counts every row of its form once."""
    return one.where is None and one.system == one.form and not isinstance(one, Clients | Ratings)


def read(table: pd.DataFrame, value: str) -> pd.DataFrame:
    """Give a table with its numbers as `n` and the hidden cells marked.

    A number that still stands in a hidden row is a number all the same.
    """
    hidden = table[HIDDEN].astype(bool) if HIDDEN in table else table[value].isna()
    found = table.copy()
    found[NUMBER] = table[value].astype("Int64")
    found[OUT_OF_SIGHT] = hidden | table[value].isna()
    return found


def _coded(one: Tabulation, table: pd.DataFrame) -> Grid:
    cells = read(table, N).rename(columns=one.links)
    area = _area(cells)
    return Grid(
        name=one.name,
        system=one.system,
        by=(*area, *one.links.values()),
        cells=cells,
        called={link: dim for dim, link in one.links.items()},
        part=_whole(cells, area),
        coarse=one.coarse,
    )


def _chosen(one: Tabulation, table: pd.DataFrame) -> Iterator[Grid]:
    """Give a table of yes and no for each code: every code divides the same rows."""
    cells = read(table, N)
    others = {dim: link for dim, link in one.links.items() if dim not in (ROW, CHOSEN)}
    cells = cells.rename(columns=others)
    area = _area(cells)
    whole = cells[cells[ROW] == TOTAL]
    for code, part in cells[cells[ROW] != TOTAL].groupby(ROW):
        link = f"{one.links[ROW]}{SEPARATOR}{code}"
        both = [part.assign(**{link: YES}), whole.assign(**{link: TOTAL})]
        yield Grid(
            name=one.name,
            system=one.system,
            by=(*area, *others.values(), link),
            cells=pd.concat(both, ignore_index=True),
            called={**{name: dim for dim, name in others.items()}, link: (ROW, str(code))},
            part=_whole(cells, area),
            unseen={link: (NO,)},
            coarse=one.coarse,
        )


def _rated(one: Ratings, table: pd.DataFrame) -> Iterator[Grid]:
    """Give the numbers of answers: of each matter apart, or by the code that divides the rows."""
    cells = read(table, N)
    area = _area(cells)
    if one.by_code is not None:
        yield Grid(
            name=one.name,
            system=BY_NAME[one.rows_of].system if one.rows_of else f"{one.name} {one.columns[0]}",
            by=(*area, one.by_code),
            cells=cells.rename(columns={ROW: one.by_code}),
            called={one.by_code: ROW},
            part=_whole(cells, area),
            silent=False,
            means=True,
        )
        return
    for code, part in cells.groupby(ROW):
        yield Grid(
            name=one.name,
            system=f"{one.name} {code}",
            by=area,
            cells=part,
            part=(*_whole(cells, area), (ROW, str(code))),
            silent=False,
            means=True,
        )


def _area(cells: pd.DataFrame) -> tuple[str, ...]:
    """Give the dimension of the areas; a table of all areas alone has none."""
    return (AREA,) if AREA in cells and (cells[AREA] != TOTAL).any() else ()


def _whole(cells: pd.DataFrame, area: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Name the area of a table of all areas alone."""
    return ((AREA, TOTAL),) if AREA in cells and not area else ()


def rows_of_forms(folder: Folder) -> dict[str, int]:
    """Give how many rows of each form the release says that it counts."""
    table = folder.tables.get(ROWS)
    if table is None or not {FORM_COLUMN, USED} <= set(table):
        return {}
    known = table[table[USED].notna()]
    return {str(form): int(n) for form, n in zip(known[FORM_COLUMN], known[USED], strict=True)}


def texts_of(folder: Folder, form: str, columns: Sequence[str]) -> pd.DataFrame | None:
    """Give the published rows of text of a form: each is one of the rows that are counted."""
    from sosiaali_lib.evidence import REGISTERS

    names = [name for name, (of, _keep) in REGISTERS.items() if of == form]
    for name in names:
        table = folder.tables.get(name)
        if table is not None and any(column in table for column in columns):
            return table
    return None
