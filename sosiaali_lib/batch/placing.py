"""Putting the files of a report into the folder of drafts: all or none, never over a person's edit.

The files are made ready in a folder of their own, the journal notes where they go, and then they are
moved. A run that is killed before the note leaves nothing; one that is killed after it is finished by
the next run (`settled`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from sosiaali_lib.batch.failures import FAILURES
from sosiaali_lib.files import sync_folder, write_through
from sosiaali_lib.published import file_digest
from sosiaali_lib.report import record
from sosiaali_lib.report.record import Entry

Known = Mapping[str, Collection[str]]
"""Name of a file → hashes of what the suite itself has written under that name for a report."""


def targets(folder: Path, contents: Mapping[str, bytes], known: Known) -> dict[str, str]:
    """Say under which name each file will stand.

    Parameters
    ----------
    folder
        The folder of drafts.
    contents
        Name that a file ought to have → what it holds.
    known
        What the suite knows as its own.

    Returns
    -------
    dict
        Name asked for → name given: a numbered one when a person has edited what stands there, and
        that of an earlier draft with just this content, edited since or not.
    """
    return {
        name: _same_draft(folder, name, hashlib.sha256(content).hexdigest(), known)
        or _free_name(folder, name, known)
        for name, content in contents.items()
    }


def make_ready(part: Path, contents: Mapping[str, bytes]) -> None:
    """Write files into the folder of a report in the making, through to the disk.

    Raises
    ------
    OSError
        If they cannot be written; the folder is gone then.
    """
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir()
        for name, content in contents.items():
            write_through(part / name, content)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        raise


def put_in_place(folder: Path, part: Path, places: Mapping[str, str]) -> None:
    """Move what stands ready to where it belongs (name → path within the folder)."""
    for name, place in places.items():
        _make_way(folder, place)
        os.replace(part / name, folder / place)
    sync_folder(folder)
    shutil.rmtree(part, ignore_errors=True)


def settled(folder: Path) -> dict[str, Entry]:
    """Fold the journal into the record: finish what it notes, clear away what it does not.

    Returns
    -------
    dict
        Stem → entry. A file that a person has put in the way since is not written over: its format
        is no longer recorded as made, so the next run makes it beside that file.

    Raises
    ------
    OSError
        If the record cannot be written; the journal is kept then.
    """
    found, lines = record.read(folder), list(record.journal_lines(folder))
    reports = record.reports_of(found)
    for line in (line for line in lines if "stem" in line):
        part = folder / f"{record.PART}{line['stem']}"
        if part.is_dir():
            lost = _moved_on(folder, part, line["places"], line["known"])
            reports[line["stem"]] = _without(reports[line["stem"]], lost)
    for stale in folder.glob(f"{record.PART}*"):
        shutil.rmtree(stale, ignore_errors=True)
    for name in (record.RECORD, FAILURES):  # half written by `files.write_bytes`
        for stale in folder.glob(f".{name}.*.tmp"):
            stale.unlink(missing_ok=True)
    if lines:
        record.write(folder, folder / found["release"], found["version"], reports)
    return reports


def _moved_on(folder: Path, part: Path, places: Mapping[str, str], known: Known) -> set[str]:
    """Move what is still ready; give the names under which a person's file stands by now."""
    lost = set()
    for name, place in places.items():
        if not (part / name).is_file():
            continue
        target = folder / place
        draft = target.parent == folder  # what stands deeper is the suite's own
        if draft and target.exists() and file_digest(target) not in known.get(place, ()):
            lost.add(place)
            continue
        _make_way(folder, place)
        os.replace(part / name, target)
    sync_folder(folder)
    return lost


def _make_way(folder: Path, place: str) -> None:
    """Make the folders within the folder of drafts, but never that folder itself: it may be gone."""
    for above in reversed(Path(place).parents[:-1]):
        (folder / above).mkdir(exist_ok=True)


def _without(entry: Entry, lost: set[str]) -> Entry:
    made = {name: one for name, one in entry.made.items() if one["file"] not in lost}
    files = {name: digest for name, digest in entry.files.items() if name not in lost}
    return replace(entry, files=files, made=made) if lost else entry


def _same_draft(folder: Path, name: str, digest: str, known: Known) -> str | None:
    """Name the file that was written with just this content; edited or not, it stays as it is."""
    for other, digests in known.items():
        alike = digest in digests and Path(other).suffix == Path(name).suffix
        if alike and (folder / other).is_file():
            return other
    return None


def _free_name(folder: Path, name: str, known: Known) -> str:
    """Give the name, or a numbered one when what stands there is not the suite's own."""
    ending = "".join(Path(name).suffixes[-2:]) if name.endswith(".zip") else Path(name).suffix
    target, number = folder / name, 1
    while target.exists() and file_digest(target) not in known.get(target.name, ()):
        number += 1
        target = folder / f"{name.removesuffix(ending)}_luonnos-{number}{ending}"
    return target.name
