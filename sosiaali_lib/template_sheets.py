"""The sheets of a blank workbook: the data, the codebook, the instructions and the hidden lists."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from sosiaali_lib.report.theme import INK, MUTED, PRIMARY, RULE
from sosiaali_lib.template_fields import Field, validation
from sosiaali_lib.workbooks import (
    LINE,
    argb,
    font,
    header,
    paged,
    put,
    real_table,
    row_height,
    start_at,
)

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "_luettelot"
FIRST_ROW = 3  # under the header and the help row
FILTERED_ROWS = 2000
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_PAGE = 200  # characters that can still be read on the width of a page


def data_sheet(sheet: Worksheet, fields: Sequence[Field], lists: Worksheet) -> None:
    """Lay out the sheet that people fill, and put the values of its drop-downs on `lists`."""
    from openpyxl.styles import Alignment, Protection
    from openpyxl.utils import get_column_letter as letter
    from openpyxl.worksheet.dimensions import ColumnDimension

    for number, field in enumerate(fields, start=1):
        name = letter(number)
        header(put(sheet, 1, number, field.header), strong=field.column.required)
        _help(put(sheet, 2, number, field.help))
        column = sheet.column_dimensions[name]
        column.width = field.width
        column.number_format = field.format
        column.protection = Protection(locked=False)
        column.alignment = Alignment(
            horizontal=field.align, vertical="top", wrap_text=field.column.type == "free_text"
        )
        check = validation(field, _listed(lists, field))
        check.add(f"{name}{FIRST_ROW}:{name}{_LAST_ROW}")
        sheet.add_data_validation(check)
    # Excel deletes a row of a protected sheet only when every cell to the far right is unlocked.
    beyond = ColumnDimension(
        sheet, index=letter(len(fields) + 1), min=len(fields) + 1, max=_LAST_COLUMN
    )
    beyond.protection = Protection(locked=False)
    sheet.column_dimensions[beyond.index] = beyond
    # A style on the row wins over that of the column: nothing can be written beside the header.
    for row in (1, 2):
        sheet.row_dimensions[row].alignment = Alignment(vertical="top", wrap_text=True)
    sheet.row_dimensions[1].height = 1.4 * LINE
    sheet.row_dimensions[2].height = row_height((field.help, field.width - 1) for field in fields)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    start_at(sheet, f"A{FIRST_ROW}")
    # The filter stands on the help row, so that sorting leaves both upper rows where they are.
    sheet.auto_filter.ref = f"A2:{letter(len(fields))}{FILTERED_ROWS}"
    _protect(sheet, rows=True)
    paged(sheet, titles="1:2", pages=math.ceil(sum(field.width for field in fields) / _PAGE))
    sheet.print_title_cols = "A:A"


def table_sheet(
    sheet: Worksheet, table: pd.DataFrame, headings: Iterable[str], widths: Sequence[int]
) -> None:
    """Lay out a table of texts as a real Excel table that is read, filtered and not changed."""
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter as letter

    for number, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        header(put(sheet, 1, number, heading), strong=True)
        sheet.column_dimensions[letter(number)].width = width
    for row, texts in enumerate(table.itertuples(index=False), start=2):
        for number, text in enumerate(texts, start=1):
            cell = put(sheet, row, number, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = Border(bottom=Side("thin", color=argb(RULE)))
            cell.font = font(INK, bold=number == 1)
        sheet.row_dimensions[row].height = row_height(zip(texts, widths, strict=True))
    sheet.row_dimensions[1].height = 1.4 * LINE
    real_table(sheet, sheet.title, f"A1:{letter(len(widths))}{len(table) + 1}", striped=True)
    sheet.freeze_panes = "B2"
    _protect(sheet, rows=False)
    paged(sheet, titles="1:1", pages=1)


def _listed(lists: Worksheet, field: Field) -> str:
    """Write the choices of a field on the sheet of lists; give the range where they stand."""
    from openpyxl.utils import get_column_letter as letter

    if not field.choices or field.is_mark:
        return ""
    column = 1 if lists["A1"].value is None else lists.max_column + 1
    # The prefix keeps the sheet from looking like a filled form.
    put(lists, 1, column, f"luettelo_{field.header}")
    for row, choice in enumerate(field.choices, start=2):
        put(lists, row, column, choice)
    name = letter(column)
    return f"{LISTS}!${name}$2:${name}${len(field.choices) + 1}"


def _help(cell: Cell) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    cell.font = font(MUTED, size=10)
    cell.fill = PatternFill("solid", fgColor=argb("#FFFFFF"))
    cell.border = Border(bottom=Side("thin", color=argb(PRIMARY)))
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _protect(sheet: Worksheet, *, rows: bool) -> None:
    """Lock the locked cells without a password; `rows` leaves work with rows free."""
    lock = sheet.protection
    lock.sheet = True
    lock.formatColumns = lock.formatRows = lock.sort = lock.autoFilter = False
    lock.insertRows = lock.deleteRows = not rows
