"""One row of the data where it stands: in which file, sheet and record, and what its cells hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sosiaali_lib.forms import Form
from sosiaali_lib.formula_guard import unguard
from sosiaali_lib.intake import corrections, csvfile, entered, recognise, rows, xlsxfile
from sosiaali_lib.intake.faults import Log, Place, UnreadableError
from sosiaali_lib.intake.files import CORRECTIONS, WORKBOOKS, RawTable, Source, inspect
from sosiaali_lib.intake.recognise import Layout
from sosiaali_lib.messages import _


class MendError(ValueError):
    """A row that cannot be mended here; the message says why and where it can be."""


@dataclass(frozen=True)
class Target:
    """A row as the faults name it: file, sheet of a workbook, and row of the spreadsheet."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, eq=False)
class Row:
    """A row that was found.

    Attributes
    ----------
    target, source
        Where it stands.
    form, layout
        What it is, and which column of the file holds what.
    cells
        Column of the form → text as intake reads it; only columns that the table has.
    record
        The row as it stands in the file.
    guarded
        Whether the file is one that the suite wrote, with texts guarded against being run.
    """

    target: Target
    source: Source
    form: Form
    layout: Layout
    cells: Mapping[str, str]
    record: list[str]
    guarded: bool

    @property
    def mark(self) -> str:
        """A fingerprint that shows whether the row has been changed since it was read."""
        return sha256("\x1f".join(self.record).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def is_workbook(self) -> bool:
        """Whether it stands in a workbook."""
        return self.source.encoding is None


def locate(folder: Path, target: Target) -> Row:
    """Find a row.

    Parameters
    ----------
    folder
        The data folder; the own instruments of its data set must be in use.
    target
        Where a fault says it is.

    Raises
    ------
    MendError
        If there is no such row, or its file cannot be mended here.
    """
    path = path_of(folder, target)
    source, raw, names = _table(path, target)
    records = list(raw.records) if isinstance(raw, RawTable) else raw
    if isinstance(raw, RawTable) and raw.broken is not None:
        raise MendError(
            _(
                "A quotation mark in the file is never closed, so its rows cannot be told apart. Open "
                "the file in a text editor, close the quotation mark, and save."
            )
        )
    in_corrections = target.file.startswith(f"{CORRECTIONS}/")
    aside = corrections.ASIDE if in_corrections else entered.ASIDE
    layout = recognise.find(records[: recognise.HEADER_ROWS], names, aside=aside)
    if layout is None or not layout.header + 1 < target.row <= len(records):
        raise gone()
    record = records[target.row - 1]
    if len(record) > layout.width and source.encoding is not None:
        raise MendError(
            _(
                "The row has more cells than the table has columns, so it is not known which cell is "
                "which. Open the file in a spreadsheet and move the cells into their columns."
            )
        )
    one = RawTable(Place(target.file, target.sheet), iter([records[layout.header], record]), True)
    read = rows.read(one, names, Log(), aside=aside)
    if read is None or len(read.cells) != 1 or read.blocked:
        raise gone()
    guarded = in_corrections or entered.KEY in read.extra
    cells = read.cells.apply(unguard) if guarded else read.cells
    found = {
        name: str(cells[name].iloc[0]) for name in cells if name in layout.found
    }  # a column that the table lacks cannot be written to
    return Row(target, source, read.form, layout, found, record, guarded)


def path_of(folder: Path, target: Target) -> Path:
    """Give the file of a row: one directly in the data folder, or one of corrected rows.

    Raises
    ------
    MendError
        If the name is that of no such file.
    """
    parts = target.file.split("/")
    path = folder.joinpath(*parts)
    inside = len(parts) == 1 or (len(parts) == 2 and parts[0] == CORRECTIONS)
    plain = not any(part.startswith(".") or "\\" in part or ":" in part for part in parts)
    if not (inside and plain and all(parts)) or path.is_symlink() or not path.is_file():
        raise gone()
    return path


def gone() -> MendError:
    """Say that a row is no longer where it was."""
    text = _("The row is no longer there: the file has been changed since. Read the faults again.")
    return MendError(text)


def _table(path: Path, target: Target) -> tuple[Source, RawTable | list[list[str]], list[str]]:
    """Give the file, its records and the names by which its form is recognised."""
    if path.suffix.lower() == ".xlsb":
        raise gone()
    try:
        source = inspect(path, target.file)
        if source.encoding is not None:
            raw = csvfile.table(source, recognise.score, recognise.HEADER_ROWS)
            return source, raw, [path.stem]
        if path.suffix.lower() not in WORKBOOKS:
            raise MendError(
                _("The file is a workbook under the name of a text file. Save it as .xlsx first.")
            )
        with xlsxfile.opened(source, Log()) as sheets:
            data = [one for one in sheets if not recognise.is_side_sheet(one.place.sheet)]
            for one in data:
                if one.place.sheet == target.sheet:
                    alone = [path.stem] if len(data) == 1 else []
                    return source, list(one.records), [target.sheet, *alone]
    except UnreadableError as error:
        raise MendError(error.problem.cure) from error
    raise gone()
