"""Writing rejected rows for a person to correct, without losing what was corrected before."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd

from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.formula_guard import guard, unguard
from sosiaali_lib.intake import checks, csvfile, fingerprints, recognise, rows
from sosiaali_lib.intake.corrections import BEYOND, FILE, PRINT, ROW, WHY
from sosiaali_lib.intake.faults import UnreadableError
from sosiaali_lib.intake.files import inspect
from sosiaali_lib.messages import _

_CHUNK = 1 << 16
_PRIVATE_FOLDER = 0o700
_KEY = [FILE, ROW, PRINT]
_RENAMED = {checks.FILE: FILE, checks.ROW: ROW, checks.PRINT: PRINT, checks.WHY: WHY}


class RejectsError(ValueError):
    """A file of rejected rows that cannot be understood and so must not be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{path} is not in the form in which rejected rows are written, so it was left as "
                "it is and nothing was written. Restore the columns {columns}, or move the file "
                "away."
            ).format(path=path, columns=f"{FILE}, {ROW}, {PRINT}")
        )
        self.path = path

    def __reduce__(self) -> tuple[type, tuple[Path]]:
        return type(self), (self.path,)


def write(folder: Path, form: str, rejected: pd.DataFrame) -> Path | None:
    """Bring `<folder>/<form>.csv` up to date; give its path, or None when it is not needed.

    Parameters
    ----------
    folder
        Folder of the file; made when it is needed.
    form
        Name of the form.
    rejected
        Rejected rows as in `DataSet.rejected`. Not changed.

    Notes
    -----
    The rows are as they were read, identifiers included, because a person has to find and correct
    them: on POSIX the file, and the folder if it is made here, are open to their owner alone.
    """
    path = folder / f"{form}.csv"
    new = rejected.rename(columns=_RENAMED).astype("str")
    old = _existing(path, form) if path.exists() else new.iloc[:0]
    kept = new if old.empty else _updated(old, new, form)
    if kept.empty:
        path.unlink(missing_ok=True)
        return None
    last = [*_KEY, WHY]
    columns = [name for name in kept if name not in (BEYOND, *last)]
    columns += [name for name in (BEYOND, *last) if name in kept]
    content = _text(kept[columns])
    if _holds(path, content):
        with suppress(PermissionError):  # the file of another, who may have shared it on purpose
            path.chmod(PRIVATE)
        return path
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    write_bytes(path, content, mode=PRIVATE)
    return path


def _holds(path: Path, content: bytes) -> bool:
    same_size = path.exists() and path.stat().st_size == len(content)
    return same_size and path.read_bytes() == content


def _text(table: pd.DataFrame) -> bytes:
    """Give the file, made a chunk at a time to keep memory low."""
    file = io.BytesIO("\ufeff".encode())
    file.seek(0, io.SEEK_END)
    for start in range(0, len(table), _CHUNK):
        part = table.iloc[start : start + _CHUNK].apply(guard)
        part.to_csv(file, sep=";", index=False, header=start == 0, lineterminator="\r\n")
    return file.getvalue()


def _updated(old: pd.DataFrame, new: pd.DataFrame, form: str) -> pd.DataFrame:
    """Give the old rows that still matter, then the rejected rows that were not among them."""
    why = dict(zip(_keys(new), new[WHY], strict=True))
    prints = {key[:2]: key[2] for key in why}
    own = old.copy()
    # A row added by hand has no fingerprint; it means the row that stands there now.
    unsigned = own[PRINT] == ""
    own.loc[unsigned, PRINT] = [prints.get(key[:2], "") for key in _keys(own[unsigned])]
    cells = own[[name for name in own if name in recognise.columns(form)]]
    prints_now = fingerprints.of_rows(cells, np.arange(len(cells)))
    untouched = pd.Series(fingerprints.written(prints_now), dtype="str")
    keys = _keys(own)
    rejected = pd.Series([key in why for key in keys], index=own.index, dtype=bool)
    kept = own.assign(**{WHY: [why.get(key, "") for key in keys]})
    kept = kept[rejected | (untouched.to_numpy() != own[PRINT])]
    known = set(keys)
    added = new[[key not in known for key in _keys(new)]]
    both: pd.DataFrame = pd.concat([kept, added], ignore_index=True).fillna("")
    return both


def _keys(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(zip(rows[FILE], rows[ROW], rows[PRINT], strict=True))


def _existing(path: Path, form: str) -> pd.DataFrame:
    """Read the file as it stands, a person's own columns included."""
    try:
        raw = csvfile.table(inspect(path, path.name), recognise.score, recognise.HEADER_ROWS)
        header = _header(next(raw.records, []), form)
        frame, _numbers, beyond, _unclosed = rows.gathered(raw.records, len(header), 1, raw)
    except UnreadableError as error:
        raise RejectsError(path) from error
    if beyond or not {*_KEY, WHY} <= set(header) or len(set(header)) < len(header):
        raise RejectsError(path)
    frame = frame.set_axis(header, axis="columns").apply(unguard)
    frame[_KEY] = frame[_KEY].apply(lambda texts: texts.str.strip())
    return frame


def _header(record: list[str], form: str) -> list[str]:
    """Give the headers by their own names, however they are spelt in the file."""
    known: Mapping[str, str] = {
        **recognise.spellings(form),
        **{recognise.folded(name): name for name in (*_KEY, BEYOND, WHY)},
    }
    return [known.get(recognise.folded(text), text) for text in record]
