"""The record of a folder of drafts: what was made of what, so that nobody's edit is lost."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sosiaali_lib.files import write_bytes
from sosiaali_lib.messages import _
from sosiaali_lib.published import file_digest

RECORD = "manifest.json"
LOCK = ".lukko"
PART = ".osa-"


@dataclass(frozen=True)
class Entry:
    """One report: its area and language, the release it was made from and the hashes of its files."""

    area: str
    name: str
    lang: str
    release: str
    files: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    error: str = ""


class BusyFolderError(RuntimeError):
    """Another run is writing into the folder."""


def read(folder: Path) -> dict[str, Any]:
    """Give the record of a folder; an empty one when there is none.

    Returns
    -------
    dict
        `release` (path of the release folder), `reports` (stem → entry as plain data).
    """
    path = folder / RECORD
    if not path.is_file():
        return {"release": "", "version": "", "reports": {}}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def entries(folder: Path) -> dict[str, Entry]:
    """Give the reports recorded in a folder by their stem."""
    return {stem: Entry(**data) for stem, data in read(folder)["reports"].items()}


def write(folder: Path, release: Path, version: str, reports: Mapping[str, Entry]) -> None:
    """Write the record in one step."""
    data = {
        "release": os.path.relpath(release.resolve(), folder.resolve()),
        "version": version,
        "reports": {stem: asdict(entry) for stem, entry in sorted(reports.items())},
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_bytes(folder / RECORD, text.encode("utf-8"))


def place(folder: Path, name: str, content: bytes, known: Mapping[str, str]) -> tuple[str, str]:
    """Put a file into a folder without ever writing over a file that is not the suite's own.

    Parameters
    ----------
    folder, name
        Where the file belongs.
    content
        What it holds.
    known
        Name → hash of the files that the suite has written into the folder for this report.

    Returns
    -------
    tuple
        The name under which the file stands now, and its hash: `name` itself, or a numbered name
        beside it when a person has edited what stands there.
    """
    digest = hashlib.sha256(content).hexdigest()
    if digest in known.values():
        # The same draft was written before; if a person edits it, the edit stays the only copy.
        was = next(old for old, value in known.items() if value == digest)
        if (folder / was).is_file():
            return was, digest
    target = folder / name
    number = 1
    while target.exists() and known.get(target.name) != file_digest(target):
        number += 1
        target = folder / f"{Path(name).stem}_luonnos-{number}{Path(name).suffix}"
    write_bytes(target, content)
    return target.name, digest


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder to one run at a time, and clear away what a killed run left half made.

    Raises
    ------
    BusyFolderError
        If a run that is still alive holds the folder.
    """
    import shutil

    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / LOCK
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        holder = lock.read_text("ascii").strip()
        if holder.isdigit() and _alive(int(holder)):
            raise BusyFolderError(
                _(
                    "Another run (process {pid}) is writing into {folder}. Wait until it has ended."
                ).format(pid=holder, folder=folder)
            ) from None
        lock.unlink(missing_ok=True)
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    try:
        os.write(handle, str(os.getpid()).encode("ascii"))
        os.close(handle)
        for stale in folder.glob(f"{PART}*"):
            shutil.rmtree(stale, ignore_errors=True)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    if os.name == "nt":  # os.kill would end the process there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
