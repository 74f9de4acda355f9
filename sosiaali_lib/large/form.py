"""A form as Parquet files of the data folder, and the parts in which they are read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sosiaali_lib import forms
from sosiaali_lib.intake.files import PARQUET
from sosiaali_lib.large.faults import LargeDataError
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import one_line

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

# Forms that are counted in parts. Those of the others are few and are read whole.
FORMS = ("jalkautumiset", "mittaukset", "palvelutarpeet")
_INDEX = "__index_level_"  # the index of a pandas table, which holds nothing of the form
PART_ROWS = 2_000_000  # about 300 MB of a worker's memory
BATCH_ROWS = 2_500_000


@dataclass(frozen=True)
class Stamp:
    """What tells that a file is still the same: size, time of its last change, and its number."""

    bytes: int
    time: int
    number: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """Look at a file.

        Raises
        ------
        OSError
            If it is not there.
        """
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns, found.st_ino)


@dataclass(frozen=True)
class Part:
    """Row groups of one file, which are read together.

    Attributes
    ----------
    path
        The file.
    name
        Its path within the data folder, for messages.
    groups
        Numbers of the row groups.
    rows
        Number of their rows.
    before
        Number of rows of the file before them.
    stamp
        The file as it was when the parts were made.
    """

    path: Path
    name: str
    groups: tuple[int, ...]
    rows: int
    before: int
    stamp: Stamp

    def batches(self, columns: Sequence[str], size: int = BATCH_ROWS) -> Iterator[pa.RecordBatch]:
        """Read the rows of some columns, a batch at a time.

        Raises
        ------
        LargeDataError
            If the file cannot be read or is not the one that it was.
        """
        try:
            self._same()
            file = _opened(self.path)
            coded = [name for name in columns if _is_text(file, name)]
            file = _opened(self.path, coded)
            if self.rows <= size:
                yield from _whole(file.read_row_groups(list(self.groups), list(columns)))
            else:
                groups = list(self.groups)
                yield from file.iter_batches(size, row_groups=groups, columns=list(columns))
            self._same()
        except LargeDataError:
            raise
        except (OSError, ValueError, KeyError) as error:  # pyarrow's own errors are among these
            raise unreadable(self.name, error) from error

    def _same(self) -> None:
        if Stamp.of(self.path) != self.stamp:
            text = _(
                "{file} was changed while it was read. Nothing was released. Wait until the file is "
                "complete, and try again."
            )
            raise LargeDataError(text.format(file=self.name))


@dataclass(frozen=True)
class LargeForm:
    """A form in Parquet files.

    Attributes
    ----------
    name
        Name of the form.
    parts
        All rows, in the order of the files' names.
    columns
        File → names of its columns.
    """

    name: str
    parts: tuple[Part, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return sum(part.rows for part in self.parts)

    @property
    def by_file(self) -> dict[Path, list[Part]]:
        """The files with their parts; a file without rows has none and is left out."""
        found: dict[Path, list[Part]] = {}
        for part in self.parts:
            found.setdefault(part.path, []).append(part)
        return found


def find(folder: Path) -> dict[str, LargeForm]:
    """Find the forms that a data folder holds as Parquet.

    Parameters
    ----------
    folder
        The data folder. `FORM.parquet` is a form, and so are all the Parquet files in a folder `FORM`,
        its folders included.

    Returns
    -------
    dict
        Form → its files; forms without any are left out.

    Raises
    ------
    LargeDataError
        If a file is damaged or cannot be opened.
    """
    found = {}
    for name in forms.available():
        files = _files(folder, name)
        if files:
            found[name] = of_files(name, files, folder)
    return found


def of_files(name: str, files: Sequence[Path], folder: Path) -> LargeForm:
    """Divide the rows of files into parts of about `PART_ROWS` rows; see `find`."""
    parts, columns = [], []
    for path in files:
        shown = one_line(path.relative_to(folder).as_posix())
        try:
            stamp = Stamp.of(path)
            file = _opened(path)
            names = (name for name in file.schema_arrow.names if not name.startswith(_INDEX))
            columns.append((shown, tuple(names)))
            sizes = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
        except (OSError, ValueError) as error:
            raise unreadable(shown, error) from error
        parts += list(_parts(path, shown, sizes, stamp))
    return LargeForm(name, tuple(parts), tuple(columns))


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file of any size."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
    return digest.hexdigest()


def unreadable(name: str, error: Exception) -> LargeDataError:
    """Say that a file cannot be read; what pyarrow says may quote the file and is not repeated."""
    if isinstance(error, FileNotFoundError):
        text = _("{file} was removed while it was read. Nothing was released; try again.")
    elif isinstance(error, PermissionError):
        text = _("{file} may not be read. Ask for the right to read it, and try again.")
    else:
        text = _(
            "{file} is damaged or is no Parquet file. Nothing was released. Fetch the file again from "
            "where it came from."
        )
    return LargeDataError(text.format(file=name))


def _files(folder: Path, name: str) -> list[Path]:
    single = folder / f"{name}{PARQUET}"
    several = folder / name
    found = [single] if single.is_file() else []
    if several.is_dir():
        for at, folders, files in os.walk(several):
            folders[:] = sorted(one for one in folders if not one.startswith((".", "_")))
            inside = (one for one in files if one.lower().endswith(PARQUET))
            found += [Path(at) / one for one in sorted(inside) if not one.startswith((".", "_"))]
    return found


def _parts(path: Path, shown: str, sizes: Sequence[int], stamp: Stamp) -> Iterator[Part]:
    groups: list[int] = []
    rows = before = 0
    for at, size in enumerate(sizes):
        if groups and rows + size > PART_ROWS:
            yield Part(path, shown, tuple(groups), rows, before, stamp)
            groups, before, rows = [], before + rows, 0
        groups.append(at)
        rows += size
    if groups:
        yield Part(path, shown, tuple(groups), rows, before, stamp)


def _opened(path: Path, coded: Sequence[str] = ()) -> pq.ParquetFile:
    import pyarrow.parquet as pq

    return pq.ParquetFile(path, read_dictionary=list(coded) or None)


def _whole(table: pa.Table) -> list[pa.RecordBatch]:
    """Give a table as one batch: what many rows share is then looked at once."""
    if not table.num_rows:
        return []
    if not table.num_columns:
        raise ValueError("no columns")
    batches: list[pa.RecordBatch] = table.unify_dictionaries().combine_chunks().to_batches()
    return batches


def _is_text(file: pq.ParquetFile, name: str) -> bool:
    import pyarrow as pa

    kind = file.schema_arrow.field(name).type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
