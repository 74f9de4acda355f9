"""Workbooks: every sheet, row and column, shown or not, with formulas, comments and names."""

from __future__ import annotations

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
    if "%" in (cell.number_format or ""):
        return f"{value * 100:.10g} %"
    return f"{value:.15g}"


def _invisible(cell: Any) -> bool:
    """Tell whether a cell's format or colours show nothing of it."""
    parts = str(cell.number_format or "").replace('"', "").split(";")
    if len(parts) >= 3 and not any(part.strip() for part in parts):
        return True
    colour = cell.font.color.rgb if cell.font is not None and cell.font.color is not None else None
    filled = cell.fill is not None and cell.fill.fill_type == "solid"
    ground = cell.fill.fgColor.rgb if filled else "FFFFFFFF"
    return isinstance(colour, str) and colour[-6:] == str(ground)[-6:]


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
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return None
    columns = tuple(cell.text for cell in rows[0])
    body = tuple(tuple(row) for row in rows[1:])
    return Table(without_number(caption), columns, body, place=place)
