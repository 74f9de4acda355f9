"""Workbooks as records of text, one table a sheet."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING

from sosiaali_lib.intake.faults import Log, Place, Problem, Reason, UnreadableError
from sosiaali_lib.intake.files import RawTable, Source, corrupt
from sosiaali_lib.messages import _

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_UNPACKED = 1 << 30  # a full sheet of a million rows of the widest form takes about half
_ROWS = 4096
_BLOCK = 1 << 20
# A formula whose result was never saved; Excel writes t="str" for a result that is empty text.
_NOT_CALCULATED = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


@contextmanager
def opened(source: Source, log: Log) -> Iterator[list[RawTable]]:
    """Give the sheets of a workbook as tables, readable within the `with` block.

    Raises
    ------
    UnreadableError
        If the file is no whole workbook, or unpacks to more than memory should hold.
    """
    _refuse_huge(source)
    with source.path.open("rb") as file:
        book = _book(file)
        try:
            if _has_uncalculated(source):
                log.add(Place(source.name), _not_calculated())
            yield [
                RawTable(Place(source.name, sheet.title), _records(sheet), ragged=False)
                for sheet in book.worksheets
            ]
        finally:
            book.close()


def _book(file: object) -> Workbook:
    from openpyxl import load_workbook

    with _damage_told():
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)  # type: ignore[arg-type]


def _records(sheet: object) -> Iterator[list[str]]:
    """Give the rows as text; the sheet's own claim about its size is not believed."""
    with _damage_told():
        sheet.reset_dimensions()  # type: ignore[attr-defined]
        rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    while True:
        with _damage_told():
            some = list(islice(rows, _ROWS))
        if not some:
            return
        yield from (list(map(_text, row)) for row in some)


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn any failure of openpyxl into one answer; a damaged file raises nearly every error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableError(corrupt()) from error


def _text(value: object) -> str:
    """Give a cell as the text that a person would write for it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "")  # how Excel's files write a carriage return
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _refuse_huge(source: Source) -> None:
    try:
        with zipfile.ZipFile(source.path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(corrupt()) from error
    if unpacked > MAX_UNPACKED:
        raise UnreadableError(
            Problem(
                Reason.FILE_TOO_LARGE,
                _("a workbook of at most {limit} MB unpacked").format(limit=MAX_UNPACKED >> 20),
                _("Delete empty formatted rows and columns, or save the sheet as “CSV UTF-8”."),
            )
        )


def _has_uncalculated(source: Source) -> bool:
    with _damage_told(), zipfile.ZipFile(source.path) as packed:
        names = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        pieces = (piece for name in names for piece in _pieces(packed, name))
        return any(map(_NOT_CALCULATED.search, pieces))


def _pieces(packed: zipfile.ZipFile, name: str) -> Iterable[bytes]:
    """Give a part of the workbook in pieces that overlap, so that no cell falls between two."""
    with packed.open(name) as part:
        before = b""
        while block := part.read(_BLOCK):
            yield before + block
            before = block[-2048:]


def _not_calculated() -> Problem:
    return Problem(
        Reason.NOT_CALCULATED,
        _("formulas with their results"),
        _("Some formulas have no saved result. Open the file in Excel, save it, and try again."),
    )
