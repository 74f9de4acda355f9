"""One table of a report on a sheet of its own: title, link back, real Excel table, notes, source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sosiaali_lib.formatting import ABSENT, HIDDEN, in_points
from sosiaali_lib.messages import _, language
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.annex.content import AnnexTable
from sosiaali_lib.report.annex.limits import apart
from sosiaali_lib.report.annex.values import Value
from sosiaali_lib.report.chapters.common import hidden_note
from sosiaali_lib.report.theme import INK, MUTED, PRIMARY, RULE
from sosiaali_lib.workbooks import (
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

TITLE, BACK, HEAD = 1, 2, 3  # rows of a sheet; the numbers follow
_LONGEST_NAME = 31  # characters in the name of a sheet
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_FIRST, _OTHER = 46, 44  # most characters of text on a line of a column
_LEAST, _LEAST_FIRST = 9, 42  # widths; the notes are read in the first column
_ARROW = 3  # characters that the filter arrow of a header takes


def sheet_name(text: str) -> str:
    """Give a text as the name of a sheet, such as “Taulukko 3”.

    Examples
    --------
    >>> sheet_name("Koko [n/N]"), sheet_name("")
    ('Koko  n N', '–')
    """
    return _NOT_IN_NAMES.sub(" ", one_line(text))[:_LONGEST_NAME].strip() or ABSENT


def table_sheet(
    sheet: Worksheet,
    table: AnnexTable,
    *,
    number: int,
    contents: str,
    words: Mapping[str, str],
) -> None:
    """Lay out one table.

    Parameters
    ----------
    sheet
        An empty sheet.
    table
        The table; a hidden cell shows its mark, never nothing.
    number
        The place of the table in the report, from 1.
    contents
        Name of the sheet that lists the tables.
    words
        Words of the document for a note and a source.
    """
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter as letter

    nothing = ((Value(ABSENT, "ei_tietoa"),) * len(table.block.columns),)
    headings, rows = apart(table.block.columns, table.cells or nothing)
    columns = _headings(headings)
    title = put(sheet, TITLE, 1, f"{table.label}. {one_line(table.block.caption)}")
    title.font = font(PRIMARY, bold=True, size=14)
    link(put(sheet, BACK, 1, _("Back to the contents")), to=contents)
    widths = _widths(columns, rows)
    for place, (heading, width) in enumerate(zip(columns, widths, strict=True), start=1):
        cell = put(sheet, HEAD, place, heading)
        header(cell, strong=True)
        if all(row[place - 1].state != "teksti" for row in rows):
            cell.alignment = Alignment(horizontal="right", vertical="center", wrap_text=True)
        sheet.column_dimensions[letter(place)].width = width
    texts = zip(columns, (width - _ARROW for width in widths), strict=True)
    sheet.row_dimensions[HEAD].height = row_height(texts)
    for at, values in enumerate(rows):
        _row(sheet, HEAD + 1 + at, values, widths, total=at in table.block.totals)
    last = HEAD + len(rows)
    real_table(sheet, f"table_{number}", f"A{HEAD}:{letter(len(columns))}{last}")
    _notes(sheet, last + 2, table, words, widths[0])
    sheet.freeze_panes = f"B{HEAD + 1}"
    start_at(sheet, "A1")
    paged(sheet, titles=f"{HEAD}:{HEAD}", pages=1)


def link(cell: Cell, *, to: str) -> None:
    """Make a cell a link to the top of a sheet."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{to}'!A1")
    cell.font = font(PRIMARY, link=True)


def _row(
    sheet: Worksheet, row: int, values: Sequence[Value], widths: Sequence[int], *, total: bool
) -> None:
    from openpyxl.styles import Alignment, Border, Side

    line = Side("thin", color=argb(RULE))
    border = Border(top=Side("medium", color=argb(RULE)), bottom=line) if total else None
    for place, shown in enumerate(values, start=1):
        cell = put(sheet, row, place, shown.text)
        cell.alignment = Alignment(
            horizontal="left" if shown.state == "teksti" else "right",
            vertical="center",
            wrap_text=shown.state == "teksti",
        )
        cell.border = border or Border(bottom=line)
        cell.font = font(INK, bold=total or place == 1)
        if shown.number is not None:
            _number(cell, shown)
    words = [(v.text, w) for v, w in zip(values, widths, strict=True) if v.state == "teksti"]
    sheet.row_dimensions[row].height = row_height(words)


def _number(cell: Cell, shown: Value) -> None:
    """Write a number that looks as in the report; Excel puts the marks of its own language."""
    assert shown.number is not None
    digits = "0" + ("." + "0" * shown.digits if shown.digits else "")
    pattern = f"#,##{digits}"
    cell.data_type = "n"
    if shown.unit == "%":
        cell.value = float(shown.number / 100)
        pattern += "%" if language() == "en" else '"\N{NO-BREAK SPACE}"%'
    else:
        cell.value = int(shown.number) if shown.digits == 0 else float(shown.number)
        pattern += f'"{in_points("")}"' if shown.unit else ""
    plus = "+" if shown.signed else ""
    cell.number_format = f'{plus}{pattern};"−"{pattern};{pattern}'


def _notes(
    sheet: Worksheet, row: int, table: AnnexTable, words: Mapping[str, str], width: int
) -> None:
    """Write the notes and the source under the table; hidden marks are always explained."""
    from openpyxl.styles import Alignment

    told = table.block.note.strip()
    marks = hidden_note() if table.hides and HIDDEN not in told else ""
    pairs = (
        (words["note"], " ".join(filter(None, (told, marks)))),
        (words["source"], table.block.source.strip()),
        (_("Chapter"), table.chapter),
    )
    lines = [f"{word}: {text}" for word, text in pairs if text]
    for at, text in enumerate(lines):
        cell = put(sheet, row + at, 1, text)
        cell.font = font(MUTED, size=10)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[row + at].height = row_height([(text, width * 1.2)])


def _headings(columns: Sequence[str]) -> list[str]:
    """Give the headings as Excel takes them: on one line, each one once."""
    found: list[str] = []
    for heading in map(one_line, columns):
        name, number = heading, 2
        while name.casefold() in map(str.casefold, found):
            name, number = f"{heading} ({number})", number + 1
        found.append(name)
    return found


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Give widths of columns in characters: texts are wrapped, numbers are not."""
    widths = []
    for at, heading in enumerate(columns):
        values = [row[at] for row in rows]
        numbers = max((len(v.text) for v in values if v.state != "teksti"), default=0)
        words = max((len(v.text) for v in values if v.state == "teksti"), default=0)
        longest_word = max(map(len, heading.split()), default=0) + _ARROW
        wished = max(numbers, min(words, _FIRST if at == 0 else _OTHER), longest_word)
        widths.append(max(wished + 2, _LEAST_FIRST if at == 0 else _LEAST))
    return widths
