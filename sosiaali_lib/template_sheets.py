"""The sheets of a blank workbook: the data, the codebook, the instructions and the hidden lists."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.plain_text import clean
from sosiaali_lib.report.theme import INK, MUTED, PRIMARY, RULE, TINT, WORD_FONT
from sosiaali_lib.template_fields import Field, validation

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "_luettelot"
FIRST_ROW = 3  # under the header and the help row
FILTERED_ROWS = 2000
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_LINE = 15.0  # points
# Excel reads such a code as the character of that number, unless its first line is written as one.
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_PAGE = 200  # characters that can still be read on the width of a page


def data_sheet(sheet: Worksheet, fields: Sequence[Field], lists: Worksheet) -> None:
    """Lay out the sheet that people fill, and put the values of its drop-downs on `lists`."""
    from openpyxl.styles import Alignment, Protection
    from openpyxl.utils import get_column_letter as letter
    from openpyxl.worksheet.dimensions import ColumnDimension

    for number, field in enumerate(fields, start=1):
        name = letter(number)
        _header(put(sheet, 1, number, field.header), strong=field.column.required)
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
    sheet.row_dimensions[1].height = 1.4 * _LINE
    sheet.row_dimensions[2].height = _height((field.help, field.width - 1) for field in fields)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    _start(sheet, f"A{FIRST_ROW}")
    # The filter stands on the help row, so that sorting leaves both upper rows where they are.
    sheet.auto_filter.ref = f"A2:{letter(len(fields))}{FILTERED_ROWS}"
    _protect(sheet, rows=True)
    _print(sheet, titles="1:2", pages=math.ceil(sum(field.width for field in fields) / _PAGE))
    sheet.print_title_cols = "A:A"


def table_sheet(
    sheet: Worksheet, table: pd.DataFrame, headings: Iterable[str], widths: Sequence[int]
) -> None:
    """Lay out a table of texts as a real Excel table that is read, filtered and not changed."""
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter as letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    for number, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        _header(put(sheet, 1, number, heading), strong=True)
        sheet.column_dimensions[letter(number)].width = width
    for row, texts in enumerate(table.itertuples(index=False), start=2):
        for number, text in enumerate(texts, start=1):
            cell = put(sheet, row, number, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = Border(bottom=Side("thin", color=_argb(RULE)))
            cell.font = _font(INK, bold=number == 1)
        sheet.row_dimensions[row].height = _height(zip(texts, widths, strict=True))
    sheet.row_dimensions[1].height = 1.4 * _LINE
    real = Table(displayName=sheet.title, ref=f"A1:{letter(len(widths))}{len(table) + 1}")
    real.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(real)
    sheet.freeze_panes = "B2"
    _protect(sheet, rows=False)
    _print(sheet, titles="1:1", pages=1)


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text that no spreadsheet takes for a formula, whatever it begins with."""
    from openpyxl.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # merged cells do not occur
    shown = clean(text)
    cell.value = _CODE.sub("_x005F_", shown)
    cell.data_type = "s"
    # Without the mark, a text such as “=1+1” would become a formula once somebody edits it.
    cell.quotePrefix = guarded(shown) != shown
    return cell


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


def _header(cell: Cell, *, strong: bool) -> None:
    """Style a header; strong ones differ in weight and line too, not in colour alone."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    colour, ground = ("#FFFFFF", PRIMARY) if strong else (INK, TINT)
    quoted = cell.quotePrefix
    cell.font = _font(colour, bold=strong)
    cell.fill = PatternFill("solid", fgColor=_argb(ground))
    cell.border = Border(bottom=Side("thick" if strong else "thin", color=_argb(PRIMARY)))
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.quotePrefix = quoted


def _help(cell: Cell) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    cell.font = _font(MUTED, size=10)
    cell.fill = PatternFill("solid", fgColor=_argb("#FFFFFF"))
    cell.border = Border(bottom=Side("thin", color=_argb(PRIMARY)))
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """Give the height in points of a row of wrapped texts, each with its width in characters."""
    lines = (
        sum(max(1, math.ceil(1.1 * len(line) / width)) for line in text.split("\n"))
        for text, width in texts
    )
    return min(_LINE * max(lines, default=1) + 4, 409)  # Excel's greatest height


def _start(sheet: Worksheet, cell: str) -> None:
    """Let the workbook open on a cell of the first column, below the frozen rows."""
    for place in sheet.sheet_view.selection:
        if place.pane == "bottomLeft":
            place.activeCell = place.sqref = cell
    if sheet.sheet_view.pane is not None:
        sheet.sheet_view.pane.activePane = "bottomLeft"


def _protect(sheet: Worksheet, *, rows: bool) -> None:
    """Lock the locked cells without a password; `rows` leaves work with rows free."""
    lock = sheet.protection
    lock.sheet = True
    lock.formatColumns = lock.formatRows = lock.sort = lock.autoFilter = False
    lock.insertRows = lock.deleteRows = not rows


def _print(sheet: Worksheet, *, titles: str, pages: int) -> None:
    """Print on landscape A4, so many pages wide, with the header on every page."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.5, bottom=0.7, header=0.3, footer=0.3
    )  # inches
    sheet.print_title_rows = titles
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = "&A", "&P / &N"
    sheet.HeaderFooter.oddFooter = footer


def _font(colour: str, *, bold: bool = False, size: int = 11) -> Font:
    from openpyxl.styles import Font

    return Font(name=WORD_FONT, size=size, bold=bold, color=_argb(colour))


def _argb(colour: str) -> str:
    return "FF" + colour.lstrip("#")
