"""Workbooks: every sheet, row and column, shown or not, with formulas, comments and names."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from sosiaali_lib.file_audit.content import (
    Cell,
    Content,
    Passage,
    Place,
    Table,
    tidy,
    without_number,
)
from sosiaali_lib.file_audit.readers.html import Inner
from sosiaali_lib.file_audit.readers.office import other_parts
from sosiaali_lib.messages import N_

SHEET, ROWS = N_("hidden sheet {name}"), N_("hidden rows or columns of {name}")
FORMULA, COMMENT, NAME = N_("formula"), N_("comment"), N_("defined name {name}")
INVISIBLE = N_("cell that shows nothing")


def read_xlsx(data: bytes, name: str, inner: Inner) -> Content:
    """Read a workbook."""
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():  # about parts that openpyxl would lose on saving
        warnings.simplefilter("ignore")
        shown = load_workbook(BytesIO(data), data_only=True)
        written = load_workbook(BytesIO(data))
    tables: list[Table] = []
    passages: list[Passage] = []
    for sheet in shown.worksheets:
        place: Place = ("", "") if sheet.sheet_state == "visible" else (SHEET, sheet.title)
        grid = _grid(sheet, written[sheet.title], place)
        own, grid = _real_tables(sheet, grid, place)
        tables += own
        for block in _blocks(grid):
            found = _table(block, sheet.title, place)
            if found is None:
                passages += [Passage(c.text, place, not place[0]) for row in block for c in row]
            else:
                tables.append(found)
    for named, defined in written.defined_names.items():
        if "!" not in (text := str(defined.attr_text or "")):
            passages.append(Passage(tidy(text), (NAME, named), seen=False))
    with zipfile.ZipFile(BytesIO(data)) as package:
        others = other_parts(package, inner, lambda part: part.startswith("xl/worksheets/"))
    return Content(
        name, "", "", tuple(tables), (*passages, *others.passages), others.labelled, others.not_read
    )


def _grid(sheet: Any, written: Any, place: Place) -> list[list[Cell]]:
    hidden_columns = {
        letter for letter, column in written.column_dimensions.items() if column.hidden
    }
    grid = []
    for row, formulas in zip(sheet.iter_rows(), written.iter_rows(), strict=True):
        cells = []
        for cell, formula in zip(row, formulas, strict=True):
            hints: list[tuple[Place, str]] = []
            text = _shown(cell)
            if isinstance(formula.value, str) and formula.value.startswith("="):
                hints.append(((FORMULA, ""), formula.value))
            if formula.comment is not None:
                hints.append(((COMMENT, ""), tidy(formula.comment.text or "")))
            line = written.row_dimensions.get(cell.row) if cell.row else None
            away = getattr(cell, "column_letter", "") in hidden_columns
            if text and (away or (line is not None and line.hidden)) and not place[0]:
                hints.append(((ROWS, sheet.title), text))
                text = ""
            elif text and _invisible(formula):
                hints.append(((INVISIBLE, ""), text))
                text = ""
            cells.append(Cell(text, tuple(hints)))
        grid.append(cells)
    return grid


def _shown(cell: Any) -> str:
    """Give the text of a cell, numbers with a point and shares as per cents."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return tidy(str(value))
    return _written(value, str(cell.number_format or ""))


def _written(value: float, pattern: str) -> str:
    r"""Write a number with at least the decimals that its format shows, and all that it has.

    Examples
    --------
    >>> _written(0.25, "0.0%"), _written(3, "+#,##0;-#,##0"), _written(1.25, "0.0")
    ('25.0 %', '+3', '1.25')
    """
    first = pattern.partition(";")[0]
    decimals = re.search(r"[0#]\.(0+)", first)
    digits = len(decimals[1]) if decimals else 0
    shown = value * 100 if "%" in pattern else value
    exact = f"{shown:.10g}" if "%" in pattern else f"{shown:.15g}"
    held = len(exact.partition(".")[2])
    text = f"{shown:.{digits}f}" if held <= digits and "e" not in exact else exact
    sign = "+" if first.startswith("+") and value > 0 else ""
    return f"{sign}{text}{' %' if '%' in pattern else ''}"


def _invisible(cell: Any) -> bool:
    """Tell whether a cell's format or colours show nothing of it."""
    parts = str(cell.number_format or "").replace('"', "").split(";")
    if len(parts) >= 3 and not any(part.strip() for part in parts):
        return True
    colour = cell.font.color.rgb if cell.font is not None and cell.font.color is not None else None
    filled = cell.fill is not None and cell.fill.fill_type == "solid"
    ground = cell.fill.fgColor.rgb if filled else "FFFFFFFF"
    return isinstance(colour, str) and colour[-6:] == str(ground)[-6:]


def _real_tables(
    sheet: Any, grid: list[list[Cell]], place: Place
) -> tuple[list[Table], list[list[Cell]]]:
    """Give the Excel tables of a sheet, and the sheet with blank rows in their place.

    The title of the sheet's only table is the first text above it; what stands below are its notes.
    """
    from openpyxl.utils import range_boundaries

    found, rest = [], [list(row) for row in grid]
    for real in sheet.tables.values():
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(real.ref))
        if not left or not top or bottom <= top or right <= left:
            continue
        rows = [tuple(row[left - 1 : right]) for row in grid[top - 1 : bottom]]
        alone = len(sheet.tables) == 1
        above = [cell.text for row in grid[: top - 1] for cell in row if cell.text] if alone else []
        below = [cell.text for row in grid[bottom:] for cell in row if cell.text] if alone else []
        found.append(
            Table(
                without_number(above[0] if above else real.displayName),
                tuple(cell.text for cell in rows[0]),
                tuple(rows[1:]),
                note="\n".join(below),
                place=place,
            )
        )
        for row in rest[top - 1 : bottom]:
            row[left - 1 : right] = [Cell("")] * (right - left + 1)
    return found, rest


def _blocks(grid: list[list[Cell]]) -> list[list[list[Cell]]]:
    """Cut a sheet at its empty rows."""
    blocks: list[list[list[Cell]]] = [[]]
    for row in grid:
        if any(cell.text or cell.hints for cell in row):
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _table(block: list[list[Cell]], sheet: str, place: Place) -> Table | None:
    caption, rows = sheet, block
    first = [cell.text for cell in block[0]]
    if len(block) > 2 and first[0] and not any(first[1:]):
        caption, rows = first[0], block[1:]
    if len(rows) < 2 or not any(cell.text for row in rows for cell in row[1:]):
        return None
    columns = tuple(cell.text for cell in rows[0])
    body = tuple(tuple(row) for row in rows[1:])
    return Table(without_number(caption), columns, body, place=place)
