"""The annex of a report: every table of it in one workbook that anybody can calculate with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from sosiaali_lib.messages import _, language, use
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.annex.content import AnnexTable, tables
from sosiaali_lib.report.annex.sheet import link, sheet_name, table_sheet
from sosiaali_lib.report.blocks import Cover, Lists
from sosiaali_lib.report.chapters.common import hidden_note
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.theme import INK, PRIMARY, RULE
from sosiaali_lib.workbooks import (
    argb,
    font,
    header,
    packed,
    paged,
    put,
    real_table,
    row_height,
    start_at,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (18, 84, 52)  # of the contents, in characters


def write_xlsx(document: Document) -> bytes:
    """Give the tables of a document as a workbook: contents first, then a sheet for each table.

    Each table is a real Excel table with a header row that stays in sight and is printed on every
    page; no cell is merged and none is empty. Numbers are numbers with as many decimals as the
    report shows, and nothing more; a hidden figure has the report's mark, explained under the
    table. No text can run as a formula.

    Parameters
    ----------
    document
        The document. Not changed.

    Returns
    -------
    bytes
        Office Open XML; the same document always gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    found = tables(document)
    with use(document.lang):
        front = book.worksheets[0]
        front.title = sheet_name(_contents_name(document))
        sheets = [book.create_sheet(sheet_name(table.label)) for table in found]
        # A name that is taken already gets a number from openpyxl.
        _contents(front, document, found, [sheet.title for sheet in sheets])
        for number, (table, sheet) in enumerate(zip(found, sheets, strict=True), start=1):
            table_sheet(sheet, table, number=number, contents=front.title, words=document.words)
        known = book.properties
        known.title = one_line(document.title)
        known.subject = _("Tables of the report")
        known.creator = known.lastModifiedBy = one_line(document.author)
        known.keywords = one_line(document.keywords)
        known.language = language()
    created = document.created.astimezone(UTC) if document.created.tzinfo else document.created
    known.created = created.replace(tzinfo=None)
    return packed(book, compressed=True)


def _contents_name(document: Document) -> str:
    """Give the name of the first sheet: that of the contents of the report."""
    places = [part.block for part in document.parts if isinstance(part.block, Lists)]
    return places[0].contents if places else _("Contents")


def _contents(
    sheet: Worksheet,
    document: Document,
    found: tuple[AnnexTable, ...],
    names: Sequence[str],
) -> None:
    """Lay out the first sheet: what the workbook is, and its tables with links to them."""
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter as letter

    put(sheet, 1, 1, one_line(document.title)).font = font(PRIMARY, bold=True, size=16)
    row = 1
    for row, text in enumerate(_about(document), start=2):
        put(sheet, row, 1, text).font = font(INK)
    head = row + 2
    headings = (_("Table"), _("Title"), _("Chapter"))
    for place, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), start=1):
        header(put(sheet, head, place, heading), strong=True)
        sheet.column_dimensions[letter(place)].width = width
    for row, (table, name) in enumerate(zip(found, names, strict=True), start=head + 1):
        texts = (table.label, one_line(table.block.caption), table.chapter)
        for place, text in enumerate(texts, start=1):
            cell = put(sheet, row, place, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = Border(bottom=Side("thin", color=argb(RULE)))
            cell.font = font(INK)
            if place == 1:
                link(cell, to=name)
        sheet.row_dimensions[row].height = row_height(zip(texts, _WIDTHS, strict=True))
    if found:
        real_table(sheet, "tables", f"A{head}:C{head + len(found)}")
    sheet.freeze_panes = f"A{head + 1}"
    start_at(sheet, "A1")
    paged(sheet, titles=f"{head}:{head}", pages=1)


def _about(document: Document) -> list[str]:
    """Say what the workbook holds, in lines that stand above the list of tables."""
    covers = [part.block for part in document.parts if isinstance(part.block, Cover)]
    lines = [cover.mark for cover in covers]
    lines += [f"{name}: {text}" for cover in covers for name, text in cover.facts]
    lines += [cover.note for cover in covers]
    lines += [
        _(
            "This workbook holds every table of the report, each on a sheet of its own. The numbers "
            "are rounded as in the report."
        ),
        hidden_note(),
        _("Notes and the source stand under each table. The first column of the list leads to it."),
    ]
    return [line for line in map(one_line, lines) if line]
