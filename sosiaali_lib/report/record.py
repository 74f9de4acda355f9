"""The record of a folder of drafts: what was made of what, so that nobody's edit is lost.

`manifest.json` is written at the end of a run. While a run lasts, each finished report is a line of a
journal beside it; `read` gives both together, and the next run folds the journal of a killed one into
the record.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO

from sosiaali_lib.files import write_bytes
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import as_json

RECORD = "manifest.json"
JOURNAL = "kesken.jsonl"
PART = ".osa-"


@dataclass(frozen=True)
class Entry:
    """One report: its area and language, the release it was made from and the hashes of its files.

    Attributes
    ----------
    area, name, lang
        Code and name of the area, and the language of the report.
    release
        Digest of the whole release that the last run used.
    files
        Name of each file that the suite wrote → its hash.
    seconds
        What each step took.
    error, stage, cell
        Why the report failed, in which stage and under which heading of the notebook; empty when it
        did not.
    texts
        Digest of the own texts in the report.
    unused
        Own texts that found no chapter.
    made
        Format → its file (`file`) and the parts of the key that it was made with (`batch.key`).
    """

    area: str
    name: str
    lang: str
    release: str
    files: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
    texts: str = ""
    unused: Sequence[str] = ()
    stage: str = ""
    cell: str = ""
    made: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


_FIELDS = frozenset(one.name for one in fields(Entry))


def read(folder: Path) -> dict[str, Any]:
    """Give the record of a folder, with what a running or a killed run has finished.

    Returns
    -------
    dict
        `release` (path of the release folder from this one), `version`, `reports` (stem → entry as
        plain data); empty ones when there is no record.
    """
    path = folder / RECORD
    found: dict[str, Any] = {"release": "", "version": "", "reports": {}}
    if path.is_file():
        try:
            found |= json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise OSError(errno.EINVAL, _("it is no record of drafts"), str(path)) from error
    for line in journal_lines(folder):
        if "stem" in line:
            found["reports"][line["stem"]] = line["entry"]
        else:
            found |= line
    return found


def entries(folder: Path) -> dict[str, Entry]:
    """Give the reports recorded in a folder by their stem."""
    return reports_of(read(folder))


def reports_of(found: Mapping[str, Any]) -> dict[str, Entry]:
    """Give the reports of a record that was read."""
    return {stem: entry_of(data) for stem, data in found["reports"].items()}


def entry_of(data: Mapping[str, Any]) -> Entry:
    """Give an entry from plain data; what another version recorded besides is left aside."""
    known = {name: value for name, value in data.items() if name in _FIELDS}
    return Entry(**known | {"unused": tuple(known.get("unused", ()))})


def write(folder: Path, release: Path, version: str, reports: Mapping[str, Entry]) -> None:
    """Write the record in one step; the journal of the run is part of it and goes."""
    data = {
        **head(folder, release, version),
        "reports": {stem: asdict(entry) for stem, entry in sorted(reports.items())},
    }
    write_bytes(folder / RECORD, as_json(data).encode("utf-8"))
    (folder / JOURNAL).unlink(missing_ok=True)


def head(folder: Path, release: Path, version: str) -> dict[str, str]:
    """Give what the record says of the whole folder."""
    return {"release": relative(release, folder), "version": version}


def relative(path: Path, folder: Path) -> str:
    """Give a path as seen from a folder; whole where they lie on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return str(path.resolve())


class Journal:
    """What a run has finished, a line each, on the disk before the next step is taken."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(
        self,
        stem: str,
        entry: Entry,
        places: Mapping[str, str],
        known: Mapping[str, Collection[str]],
    ) -> None:
        """Note a report before its files are moved.

        Parameters
        ----------
        stem, entry
            The report.
        places
            Name of each file that stands ready → where in the folder it is about to be put.
        known
            Name of a file in the folder → hashes of what may be written over there.
        """
        own = {name: sorted(known.get(name, ())) for name in places.values()}
        self.note({"stem": stem, "entry": asdict(entry), "places": dict(places), "known": own})

    def note(self, line: Mapping[str, Any]) -> None:
        """Write a line and see it onto the disk.

        Raises
        ------
        OSError
            If it cannot be written; nothing of the line is left then.
        """
        start = self._file.tell()
        try:
            self._file.write((as_json(line, indent=None) + "\n").encode("utf-8"))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            with suppress(OSError):
                self._file.truncate(start)
                self._file.seek(start)
            raise


@contextmanager
def journal(folder: Path) -> Iterator[Journal]:
    """Open the journal of a folder for a run."""
    with (folder / JOURNAL).open("ab", buffering=0) as file:
        yield Journal(file)


def journal_lines(folder: Path) -> Iterator[dict[str, Any]]:
    """Give the whole lines of a journal; the last one may have been cut by a loss of power."""
    path = folder / JOURNAL
    for line in path.read_bytes().split(b"\n") if path.is_file() else ():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found
