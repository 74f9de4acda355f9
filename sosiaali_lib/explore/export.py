"""A view as files: its picture, its table, and the code that made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import clean

if TYPE_CHECKING:
    from sosiaali_lib.explore.shown import Shown

PICTURES, TABLES = ("svg", "png"), ("csv", "xlsx")
TYPES: Mapping[str, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "py": "text/x-python",
}


@dataclass(frozen=True)
class File:
    """A file to save: name, content and media type."""

    name: str
    content: bytes
    type: str


def standing(*, public: bool, credit: str = "") -> str:
    """Say whom figures are for: those of rows of people for few, public statistics for everybody.

    Parameters
    ----------
    public
        Whether they are public statistics.
    credit
        Provider and licence of public statistics; may be empty.
    """
    if public:
        told = _("The figures are public: they come from statistics, not from rows of people.")
        return f"{told} {credit}." if credit else told
    return _(
        "The figures are unprotected: only for those who may see the rows, never to be published."
    )


def formats(shown: Shown) -> tuple[str, ...]:
    """Give the formats in which something can be saved; none when there is nothing to show."""
    return (*(PICTURES if shown.figures else ()), *(() if shown.empty else TABLES))


def saved(shown: Shown, name: str, format: str) -> File:
    """Give what is shown as a file.

    Parameters
    ----------
    shown
        What a view shows. Not changed.
    name
        Stem of the name of the file; the name says it where the figures are unprotected.
    format
        svg or png for the first figure, csv or xlsx for the table.

    Raises
    ------
    ValueError
        If there is nothing to save in the format.
    """
    if format not in formats(shown):
        known = ", ".join(formats(shown)) or "–"
        text = _("{title} cannot be saved as {format}; expected one of {known}.")
        raise ValueError(text.format(title=shown.title, format=format, known=known))
    return named(name, format, _WRITERS[format](shown), public=shown.public)


def named(name: str, format: str, content: bytes, *, public: bool) -> File:
    """Give a file whose name says it where its figures are unprotected."""
    stem = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in name)
    whole = stem if public else f"{stem}_" + _("unprotected")
    return File(f"{whole}.{format}", content, TYPES[format])


def _svg(shown: Shown) -> bytes:
    return shown.figures[0].svg.encode()


def _png(shown: Shown) -> bytes:
    from sosiaali_lib.report.docx_figure import drawn

    return drawn(shown.figures[0])


def _csv(shown: Shown) -> bytes:
    """Write the table as a Finnish Excel opens it: semicolons, decimal commas, UTF-8 with a mark."""
    table = shown.table.map(_safe)
    table.columns = [_safe(str(name)) for name in table.columns]
    note = f"# {clean(shown.standing())}\n"
    written = table.to_csv(sep=";", decimal=",", index=False, lineterminator="\n")
    return (note + written).encode("utf-8-sig")


def _safe(cell: object) -> object:
    return guarded(clean(cell)) if isinstance(cell, str) else cell


def _xlsx(shown: Shown) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from sosiaali_lib import workbooks

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("View")
    workbooks.put(sheet, 1, 1, shown.title).font = workbooks.font("#000000", bold=True)
    workbooks.put(sheet, 2, 1, shown.standing())
    for column, heading in enumerate(shown.table.columns, start=1):
        workbooks.header(workbooks.put(sheet, 4, column, str(heading)), strong=True)
        sheet.column_dimensions[get_column_letter(column)].width = 18 if column > 1 else 48
    for row, cells in enumerate(shown.table.itertuples(index=False), start=5):
        for column, cell in enumerate(cells, start=1):
            _put(sheet, row, column, cell)
    sheet.freeze_panes = "B5"
    return workbooks.packed(book, compressed=True)


def _put(sheet, row: int, column: int, cell: object) -> None:  # type: ignore[no-untyped-def]
    from sosiaali_lib import workbooks

    if isinstance(cell, str):
        workbooks.put(sheet, row, column, cell)
    elif cell is not None and cell == cell:
        sheet.cell(row, column).value = cell


_WRITERS: Mapping[str, Callable[[Shown], bytes]] = {
    "svg": _svg,
    "png": _png,
    "csv": _csv,
    "xlsx": _xlsx,
}
