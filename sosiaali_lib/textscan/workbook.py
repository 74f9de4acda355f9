"""The workbook in which a person judges the signs of personal data, in the closed room."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import clean
from sosiaali_lib.textscan.finding import KINDS, SURENESS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NAME = "henkilotiedot.xlsx"
# Names of columns are the same in every language, so that decisions are found again.
HEADERS = (
    "tiedosto", "rivi", "sarake", "laji", "varmuus", "kohta", "teksti", "peruste", "paatos",
)  # fmt: skip
_KEY = ("tiedosto", "rivi", "sarake", "kohta", "teksti")
_WIDTHS = (28, 7, 20, 24, 12, 30, 80, 50, 30)
_OPEN, _CLOSE = "⟦", "⟧"
_MOST = 32_767  # characters that a cell of a workbook holds
AROUND = 200  # characters of the text on either side of a finding


class FindingsError(ValueError):
    """A workbook of findings that cannot be understood and so must not be replaced."""

    def __init__(self, path: Path) -> None:
        text = _(
            "{path} is not a workbook of findings, so it was left as it is and nothing was written. "
            "Move it away and try again."
        )
        super().__init__(text.format(path=path))
        self.path = path

    def __reduce__(self) -> tuple[type, tuple[Path]]:
        return type(self), (self.path,)


def write(folder: Path, findings: pd.DataFrame) -> Path | None:
    """Bring the workbook up to date; give its path, or None when there is nothing to judge.

    Parameters
    ----------
    folder
        Folder of the file in the closed room; made when it is needed.
    findings
        What `scan_tables` gave. Not changed.

    Raises
    ------
    FindingsError
        If a file is there that is not such a workbook; it is left as it is.

    Notes
    -----
    A decision that a person has written stays with its finding while the text stands where it stood.
    """
    path = folder / NAME
    decided = _decisions(path) if path.exists() else {}
    if findings.empty:
        path.unlink(missing_ok=True)
        return None
    rows = [_row(one) for one in findings.to_dict("records")]
    content = _content([(*row, decided.get(_key(row), "")) for row in rows])
    write_bytes(path, content, mode=PRIVATE)
    return path


def marked(text: str, start: int, end: int) -> str:
    """Give a text with the finding between marks, and so much of the rest as tells what it is.

    Examples
    --------
    >>> marked("Soita Mikolle.", 6, 13)
    'Soita ⟦Mikolle⟧.'
    """
    before, after = text[:start], text[end:]
    head = before if len(before) <= AROUND else "…" + before[-AROUND:]
    tail = after if len(after) <= AROUND else after[:AROUND] + "…"
    return f"{head}{_OPEN}{text[start:end]}{_CLOSE}{tail}"


def _row(one: Mapping[Any, Any]) -> tuple[str, ...]:
    kind, sure, why = one["kind"], one["sure"], one["why"]
    start, end, text = one["start"], one["end"], one["text"]
    place = (one["file"], str(one["row"]), one["column"])
    signs = (_(KINDS[kind]), _(SURENESS[sure]), text[start:end])
    return (*place, *signs, marked(text, start, end), _(why))


def _key(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[HEADERS.index(name)] for name in _KEY)


def _content(rows: list[tuple[str, ...]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "henkilotiedot"
    _head(sheet)
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text)
    _guide(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, column)
    cell.value = clean(text)[:_MOST]
    cell.data_type = "s"  # never a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _head(sheet: Worksheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for column, (name, width) in enumerate(zip(HEADERS, _WIDTHS, strict=True), start=1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADERS))}1"


def _guide(book: Workbook) -> None:
    """Say on a sheet of its own what the workbook is for."""
    sheet = book.create_sheet("ohje")
    texts = (
        _("This workbook holds personal data: keep it in the closed room, and never send it."),
        _("Each row is a place in a text that may be personal data, between the marks ⟦ and ⟧."),
        _("Read the text, write in the column paatos what you decided, and correct the text in its "
          "own file. Nothing is deleted or changed for you."),
        _("A text is published only when julkaistavissa is yes and tarkastaja and tarkastettu_pvm "
          "are filled. A text with a certain finding is not published even then."),
        _("No list finds everything: a text without a row here may still tell of a person."),
    )  # fmt: skip
    for row, text in enumerate(texts, start=1):
        _put(sheet, row, 1, text)
    sheet.column_dimensions["A"].width = 100


def _decisions(path: Path) -> dict[tuple[str, ...], str]:
    """Read what a person has decided, by finding."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path)
        sheet = book.worksheets[0]
        rows = [[_said(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise FindingsError(path) from error
    if not rows or not set(HEADERS) <= set(rows[0]):
        raise FindingsError(path)
    at = {name: rows[0].index(name) for name in HEADERS}
    return {
        tuple(row[at[name]] for name in _KEY): row[at["paatos"]]
        for row in rows[1:]
        if row[at["paatos"]]
    }


def _said(value: object) -> str:
    return "" if value is None else str(value)
