"""Rows that a person has corrected, in `hylatyt/<form>.csv`, and the originals they replace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.formula_guard import unguard
from sosiaali_lib.intake import csvfile, fingerprints, recognise, rows
from sosiaali_lib.intake.faults import (
    Ints,
    Log,
    Mask,
    Place,
    Problem,
    Reason,
    Severity,
    UnreadableError,
)
from sosiaali_lib.intake.files import CORRECTIONS, Source, inspect, name_of
from sosiaali_lib.intake.rows import Rows
from sosiaali_lib.messages import _
from sosiaali_lib.textscan.workbook import NAME as FINDINGS

FILE, ROW, PRINT, BEYOND, WHY = (
    "lahde_tiedosto",
    "lahde_rivi",
    "lahde_tarkiste",
    "ylimaarainen",
    "virhe",
)
ASIDE = frozenset(map(recognise.folded, (FILE, ROW, PRINT, BEYOND, WHY)))


@dataclass(frozen=True)
class Corrections:
    """Corrected rows of one form with the file, the row and the fingerprint of each original.

    `partial` says that only one file of the folder was read, so that originals may be absent.
    """

    rows: Rows
    files: pd.Series[str]
    numbers: Ints
    prints: pd.Series[str]
    partial: bool

    @property
    def touched(self) -> Mask:
        """Whether a person has changed the row since it was written here."""
        prints = fingerprints.of_rows(self.rows.cells, np.arange(len(self.rows.cells)))
        own = pd.Series(fingerprints.written(prints), dtype="str")
        return np.asarray(own != self.prints, dtype=np.bool_)


def read(folder: Path, log: Log, sources: list[Source], *, partial: bool) -> dict[str, Corrections]:
    """Read the corrections of a data folder, by form; faults of the files go to `log`."""
    found = {}
    for path in sorted((folder / CORRECTIONS).glob("*")):
        if not path.is_file() or path.name.startswith((".", "~$")) or path.name == FINDINGS:
            continue
        place = Place(f"{CORRECTIONS}/{name_of(path)}")
        if path.suffix.lower() != ".csv" or path.stem not in forms.available():
            log.add(place, _strange_file())
            continue
        try:
            source = inspect(path, place.file)
            sources.append(source)
            corrections = _read(source, path.stem, log, partial=partial)
        except UnreadableError as error:
            log.add(place, error.problem)
            continue
        if corrections is not None:
            found[path.stem] = corrections
    return found


def _read(source: Source, form: str, log: Log, *, partial: bool) -> Corrections | None:
    if source.encoding is None:
        raise UnreadableError(_strange_file()._replace(severity=Severity.ERROR))
    raw = csvfile.table(source, recognise.score, recognise.HEADER_ROWS)
    read = rows.read(raw, [form], log, aside=ASIDE)
    if read is None or read.blocked:
        return None
    extra = {name: _extra(read, name) for name in (FILE, ROW, PRINT, BEYOND)}
    if read.form.name != form or (extra[FILE] == "").all():
        if len(read.cells):
            log.add(raw.place, _not_corrections())
        return None
    cells = read.cells.fillna("").apply(unguard)
    beyond = {at: text for at, text in enumerate(extra[BEYOND]) if text} | read.beyond
    numbers = np.asarray(pd.to_numeric(extra[ROW], errors="coerce").fillna(0), dtype=np.int64)
    whole = Rows(
        read.form, read.place, cells, read.extra, read.numbers, beyond, read.unclosed, read.blocked
    )
    return Corrections(whole, extra[FILE], numbers, extra[PRINT], partial)


def _extra(read: Rows, name: str) -> pd.Series[str]:
    key = recognise.folded(name)
    if key not in read.extra:
        return pd.Series("", index=read.cells.index, dtype="str")
    return unguard(read.extra[key].str.strip())


def matched(
    corrections: Corrections, tables: Sequence[tuple[str, Ints]], cells: pd.DataFrame, log: Log
) -> tuple[Ints, Ints]:
    """Find the original row of each correction.

    Parameters
    ----------
    corrections
        The corrected rows.
    tables
        Name and row numbers of each table of the form, in the order of their rows.
    cells
        All rows of the tables, as they were read.
    log
        Takes the corrections that cannot be used.

    Returns
    -------
    tuple
        Positions of the originals among all rows, and of the corrections that replace them. Rows
        that nobody has touched since they were written are not among them: the original stands.
    """
    places = np.full(len(corrections.numbers), -1)
    start = 0
    for name, numbers in tables:
        here = np.flatnonzero((corrections.files == name).to_numpy())
        at = np.searchsorted(numbers, corrections.numbers[here])
        there = at < len(numbers)
        there[there] = numbers[at[there]] == corrections.numbers[here][there]
        places[here[there]] = start + at[there]
        start += len(numbers)
    known = {name for name, _numbers in tables}
    same, touched = places >= 0, corrections.touched
    now = pd.Series(fingerprints.written(fingerprints.of_rows(cells, places[same])), dtype="str")
    then = corrections.prints[same].reset_index(drop=True)
    same[same] = (then == now) | (then == "")
    used = touched & same
    twice = used & pd.Series(np.where(used, places, -1)).duplicated(keep=False).to_numpy()
    place = corrections.rows.place
    lost = touched & ~same
    if corrections.partial:
        lost &= corrections.files.isin(known).to_numpy()
    for number in corrections.rows.numbers[lost].tolist():
        log.add(place, _outdated(known), row=number)
    for number in corrections.rows.numbers[twice].tolist():
        log.add(place, _twice(), row=number)
    chosen = np.flatnonzero(used & ~twice)
    return places[chosen], chosen


def _strange_file() -> Problem:
    names = ", ".join(f"{name}.csv" for name in forms.available())
    return Problem(
        Reason.CORRECTION_FILE,
        _("corrected rows in one of the files {files}").format(files=names),
        _("The file was not read. Save the corrected rows as CSV under the name they had."),
        Severity.NOTICE,
    )


def _not_corrections() -> Problem:
    return Problem(
        Reason.CORRECTION_FILE,
        _("rejected rows with the columns {columns}").format(columns=f"{FILE}, {ROW}, {PRINT}"),
        _("The corrections were not used. Restore these columns, or remove the file."),
    )


def _outdated(known: set[str]) -> Problem:
    return Problem(
        Reason.CORRECTION_OUTDATED,
        _("a correction of a row as it stands in one of the files {files}").format(
            files=", ".join(sorted(known)) or "–"
        ),
        _(
            "The original row has been changed, moved or removed since, so this correction was not "
            "used. Remove it if it is not needed any more."
        ),
        Severity.NOTICE,
    )


def _twice() -> Problem:
    return Problem(
        Reason.CORRECTION_TWICE,
        _("one correction for one original row"),
        _("None of the corrections of this row was used. Remove the wrong one."),
    )
