"""A row mended in the file where it stands; the file as it was is kept, and so is every other cell."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sosiaali_lib.app import mended_csv, mended_xlsx
from sosiaali_lib.app.located import MendError, Row, Target, gone, locate
from sosiaali_lib.app.lock import locked
from sosiaali_lib.app.rows import Cells, same, written
from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.forms import Column
from sosiaali_lib.messages import _

KEPT = "aiemmat"  # folder of earlier versions; intake reads no folders that it does not know


def mend(folder: Path, target: Target, cells: Cells, mark: str) -> Path | None:
    """Write the changed cells of a row.

    Parameters
    ----------
    folder
        The data folder; the own instruments of its data set must be in use.
    target
        Where the row stands.
    cells
        Column → text of a row that has been checked.
    mark
        `Row.mark` of the row that the person saw.

    Returns
    -------
    Path or None
        The earlier version of the file; None when nothing was changed.

    Raises
    ------
    MendError
        If the row was changed by somebody else since, or its file cannot be mended here.
    BusyFolderError
        If another program holds the folder.
    OSError
        If the folder cannot be written.
    """
    with locked(folder):
        row = locate(folder, target)
        if row.mark != mark:
            raise MendError(
                _(
                    "Somebody has changed this row since you opened it. Nothing was saved; look at the "
                    "row as it is now."
                )
            )
        changed = {
            name: text
            for name, text in cells.items()
            if name in row.cells and not same(row.form.column(name), text, row.cells[name])
        }
        if not changed:
            return None
        path = row.source.path
        before = path.read_bytes()
        new = _positions(row, changed)
        content = (mended_xlsx if row.is_workbook else mended_csv).mended(row, before, new)
        kept = _keep(folder, path, before)
        write_bytes(path, content, mode=stat.S_IMODE(path.stat().st_mode))
        return kept


def _positions(row: Row, changed: Mapping[str, str]) -> dict[int, tuple[Column, str]]:
    """Give position in the record → column and text as the template has it."""
    found: dict[int, tuple[Column, str]] = {}
    for name, text in changed.items():
        column = row.form.column(name)
        places = row.layout.positions.get(name, ())
        marks = {code: at for at, of, code in row.layout.marks if of == name}
        said = written(column, text)
        if marks:
            said = _marked(found, column, marks, text, bool(places))
        for number, at in enumerate(places):
            found[at] = (column, said if number == 0 else "")
        if not places and not marks:
            raise gone()
    return found


def _marked(
    found: dict[int, tuple[Column, str]],
    column: Column,
    marks: Mapping[str, int],
    text: str,
    has_place: bool,
) -> str:
    """Mark the columns of single choices; give what goes into a column of all of them."""
    codes = [code.strip() for code in text.split(";") if code.strip()]
    left = [code for code in codes if code not in marks]
    if left and not has_place:
        raise MendError(
            _("The file has no column for the choice “{choice}”. Add it in a spreadsheet.").format(
                choice=column.choices().get(left[0], left[0])
            )
        )
    for code, at in marks.items():
        found[at] = (column, "x" if code in codes else "")
    return written(column, "; ".join(left))


def _keep(folder: Path, path: Path, content: bytes) -> Path:
    """Keep a file as it was before it is mended."""
    now = datetime.now(UTC).astimezone()
    kept = folder / KEPT / f"{path.stem}.{now:%Y-%m-%d_%H.%M.%S.%f}{path.suffix}"
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    write_bytes(kept, content, mode=PRIVATE)
    return kept
