"""What all our workbooks share: safe texts, headers, the printed page, and bytes that never differ."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.plain_text import clean
from sosiaali_lib.report.theme import INK, PRIMARY, TINT, WORD_FONT

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

LINE = 15.0  # points
# Excel reads such a code as the character of that number, unless its first line is written as one.
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


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


def header(cell: Cell, *, strong: bool) -> None:
    """Style a header; strong ones differ in weight and line too, not in colour alone."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    colour, ground = ("#FFFFFF", PRIMARY) if strong else (INK, TINT)
    cell.font = font(colour, bold=strong)
    cell.fill = PatternFill("solid", fgColor=argb(ground))
    cell.border = Border(bottom=Side("thick" if strong else "thin", color=argb(PRIMARY)))
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def real_table(sheet: Worksheet, name: str, ref: str, *, striped: bool = False) -> None:
    """Make cells with a header row a table of Excel, which it filters and sorts."""
    from openpyxl.worksheet.table import Table, TableStyleInfo

    real = Table(displayName=name, ref=ref)
    real.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=striped)
    sheet.add_table(real)


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """Give the height in points of a row of wrapped texts, each with its width in characters."""
    lines = (
        sum(max(1, math.ceil(1.1 * len(line) / width)) for line in text.split("\n"))
        for text, width in texts
    )
    return min(LINE * max(lines, default=1) + 4, 409)  # Excel's greatest height


def start_at(sheet: Worksheet, cell: str) -> None:
    """Let the workbook open on a cell of the first column, below the frozen rows."""
    for place in sheet.sheet_view.selection:
        if place.pane == "bottomLeft":
            place.activeCell = place.sqref = cell
    if sheet.sheet_view.pane is not None:
        sheet.sheet_view.pane.activePane = "bottomLeft"


def paged(sheet: Worksheet, *, titles: str, pages: int) -> None:
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


def font(colour: str, *, bold: bool = False, size: int = 11, link: bool = False) -> Font:
    """Give our font in a colour of the theme; `size` in points, a link is underlined."""
    from openpyxl.styles import Font

    line: Literal["single"] | None = "single" if link else None
    return Font(name=WORD_FONT, size=size, bold=bold, color=argb(colour), underline=line)


def argb(colour: str) -> str:
    """Give a colour of the theme as workbooks write it."""
    return "FF" + colour.lstrip("#")


def packed(book: Workbook, *, compressed: bool = False) -> bytes:
    """Give a workbook as bytes that depend on its content alone.

    Parameters
    ----------
    book
        Its properties tell the only time in the file.
    compressed
        Small for sending; else stored as it is, because compressed bytes differ between versions
        of zlib.
    """
    from openpyxl.xml.functions import tostring

    saved, fixed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    book.properties.modified = book.properties.created  # saving has stamped the time of day
    how = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = tostring(book.properties.to_tree())
            target.writestr(entry(name), content, compress_type=how)
    return fixed.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """Give the entry of a file in a zip, alike on every machine and day (dated 1.1.1980)."""
    found = zipfile.ZipInfo(name)
    found.create_system = 0
    return found
