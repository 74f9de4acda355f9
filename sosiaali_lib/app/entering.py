"""Rows entered in the browser, saved to a csv file a form in the data folder.

Nothing is lost when two people save at once: one after the other reads the file anew, adds its row and
puts the whole file in place. A form that is sent again, because the connection broke before the answer
came, is known by its key and not saved twice.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib.app.lock import locked
from sosiaali_lib.app.rows import Cells, same, written
from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.forms import Form
from sosiaali_lib.formula_guard import guarded, unguarded
from sosiaali_lib.intake import csvfile, entered, recognise
from sosiaali_lib.intake.faults import UnreadableError
from sosiaali_lib.intake.files import inspect
from sosiaali_lib.messages import _

KEY = re.compile(r"k[0-9a-f]{24}")
MOST_FILES = 50
MOST_ROWS = 50_000  # of one file: it is read and written at every save


class EntryError(ValueError):
    """A row that could not be saved; the message says why."""


@dataclass(frozen=True)
class Saved:
    """Where a row stands: its file and row. `cells` is what an earlier sending saved under the key.

    `state` is “saved”, “again” for a form that was saved before, or “other” when it was saved before
    with other answers, and nothing was done.
    """

    file: str
    row: int
    state: str = "saved"
    cells: Cells | None = None


def new_key() -> str:
    """Give the key of a new form; it begins with a letter, so that no spreadsheet counts with it."""
    return f"k{secrets.token_hex(12)}"


def save(folder: Path, form: Form, cells: Cells, key: str, *, replace: bool = False) -> Saved:
    """Save a row that has been checked.

    Parameters
    ----------
    folder
        The data folder.
    form, cells
        The row, column → text.
    key
        That of the form in the browser.
    replace
        Whether other answers under the same key take the place of the earlier ones.

    Raises
    ------
    EntryError
        If the key is not one, or there is no file left to write to.
    BusyFolderError
        If another program holds the folder.
    OSError
        If the folder cannot be written.
    """
    if not KEY.fullmatch(key):
        raise EntryError(_("The form has no key of its own. Open a new form and fill it again."))
    with locked(folder):
        files = list(_files(folder, form))
        for one in files:
            if (at := one.find(key)) is not None:
                return _again(one, at, form, cells, key, replace=replace)
        return _added([one for one in files if one.open], form, cells, key)


def _added(files: Sequence[_File], form: Form, cells: Cells, key: str) -> Saved:
    """Add a row to the first file that can be written: a spreadsheet may keep one to itself."""
    denied: PermissionError | None = None
    for one in files:
        one.records.append(one.record(form, cells, key))
        try:
            one.write()
        except PermissionError as error:
            denied = error
            continue
        return Saved(one.path.name, len(one.records))
    if denied is not None:
        raise denied
    raise EntryError(_("There is no place for a new row: remove old files of the form first."))


@dataclass
class _File:
    """A file of entered rows; one that cannot be understood is never written to."""

    path: Path
    records: list[list[str]]
    header: list[str]
    open: bool

    def find(self, key: str) -> int | None:
        """Give the record of a key."""
        if entered.KEY not in self.header:
            return None
        at = self.header.index(entered.KEY)
        rows = range(1, len(self.records))
        return next((r for r in rows if self.records[r][at : at + 1] == [key]), None)

    def record(self, form: Form, cells: Cells, key: str) -> list[str]:
        texts = {name: written(form.column(name), text) for name, text in cells.items()}
        texts[entered.KEY] = key
        return [guarded(texts.get(name, "").replace("\r\n", "\n")) for name in self.header]

    def write(self) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(self.records)
        write_bytes(self.path, text.getvalue().encode("utf-8-sig"), mode=PRIVATE)


def _files(folder: Path, form: Form) -> Iterator[_File]:
    """Give the files of a form, and then a new one."""
    for number in range(1, MOST_FILES):
        path = folder / entered.file_name(form.name, number)
        if not path.exists():
            yield _new(path, form)
            return
        yield _read(path, form)


def _new(path: Path, form: Form) -> _File:
    header = [column.name for column in form.columns if not column.item_of] + [entered.KEY]
    return _File(path, [header], header, open=True)


def _read(path: Path, form: Form) -> _File:
    """Read a file as it stands, also after a person has saved it in a spreadsheet."""
    try:
        source = inspect(path, path.name)
        if source.encoding is None:
            return _File(path, [], [], open=False)
        raw = csvfile.table(source, recognise.score, recognise.HEADER_ROWS)
        records = list(raw.records)
    except UnreadableError:
        return _File(path, [], [], open=False)
    known = recognise.spellings(form.name)
    first = records[0] if records else []
    header = [known.get(recognise.folded(name), name.strip()) for name in first]
    whole = raw.broken is None and len(set(header)) == len(header)
    complete = set(_new(path, form).header) <= set(header)
    return _File(path, records, header, open=whole and complete and len(records) <= MOST_ROWS)


def _again(file: _File, at: int, form: Form, cells: Cells, key: str, *, replace: bool) -> Saved:
    """Answer for a form that was saved before."""
    before = dict(zip(file.header, map(unguarded, file.records[at]), strict=False))
    new = {name: written(form.column(name), text) for name, text in cells.items()}
    if all(same(form.column(name), text, before.get(name, "")) for name, text in new.items()):
        return Saved(file.path.name, at + 1, "again")
    if not replace or not file.open:
        return Saved(file.path.name, at + 1, "other", before)
    file.records[at] = file.record(form, cells, key)
    file.write()
    return Saved(file.path.name, at + 1)
