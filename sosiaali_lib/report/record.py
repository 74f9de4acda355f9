"""The record of a folder of drafts: what was made of what, so that nobody's edit is lost."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sosiaali_lib.files import write_bytes
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import as_json
from sosiaali_lib.published import file_digest

RECORD = "manifest.json"
LOCK = ".lukko"
PART = ".osa-"
UNFINISHED = "kesken.json"


@dataclass(frozen=True)
class Entry:
    """One report: its area and language, the release it was made from and the hashes of its files.

    `texts` is the digest of the own texts in it; `unused` names own texts that found no chapter.
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
    return {
        stem: Entry(**data | {"unused": tuple(data.get("unused", ()))})
        for stem, data in read(folder)["reports"].items()
    }


def write(folder: Path, release: Path, version: str, reports: Mapping[str, Entry]) -> None:
    """Write the record in one step."""
    data = {
        "release": os.path.relpath(release.resolve(), folder.resolve()),
        "version": version,
        "reports": {stem: asdict(entry) for stem, entry in sorted(reports.items())},
    }
    write_bytes(folder / RECORD, as_json(data).encode("utf-8"))


def place(
    folder: Path, part: Path, contents: Mapping[str, bytes], known: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """Put the files of one report into a folder, all or none, never over a file of a person's.

    Parameters
    ----------
    folder
        Where the files belong.
    part
        Folder within `folder` in which they are made ready; it keeps the list of what was about to
        be put in place, for the next run if this one is killed.
    contents
        Name → what the file holds.
    known
        Name → hashes of what the suite itself has written under that name for this report.

    Returns
    -------
    dict
        Name under which each file stands now → its hash: the name given, or a numbered one beside
        it when a person has edited what stands there.

    Raises
    ------
    OSError
        If the files cannot be written; none is in place then.
    """
    placed, ready = {}, []
    for name, content in contents.items():
        digest = hashlib.sha256(content).hexdigest()
        target = _same_draft(folder, digest, known)
        if target is None:
            target = _free_name(folder, name, known)
            (part / target).write_bytes(content)
            ready.append(target)
        placed[target] = digest
    (part / UNFINISHED).write_text(json.dumps(placed), "utf-8")
    for target in ready:
        os.replace(part / target, folder / target)
    return placed


def _same_draft(folder: Path, digest: str, known: Mapping[str, Collection[str]]) -> str | None:
    """Name the file that was written with just this content; edited or not, it stays as it is."""
    for name, digests in known.items():
        if digest in digests and (folder / name).is_file():
            return name
    return None


def _free_name(folder: Path, name: str, known: Mapping[str, Collection[str]]) -> str:
    """Give the name, or a numbered one when what stands there is not the suite's own."""
    target, number = folder / name, 1
    while target.exists() and file_digest(target) not in known.get(target.name, ()):
        number += 1
        target = folder / f"{Path(name).stem}_luonnos-{number}{Path(name).suffix}"
    return target.name


@contextmanager
def locked(folder: Path) -> Iterator[dict[str, str]]:
    """Keep a folder to one run at a time, and clear away what a killed run left half made.

    Yields
    ------
    dict
        Name → hash of the files that a killed run was putting in place: they are the suite's own.

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
        unfinished: dict[str, str] = {}
        for stale in folder.glob(f"{PART}*"):
            listed = stale / UNFINISHED
            if listed.is_file():
                unfinished |= json.loads(listed.read_text("utf-8"))
            shutil.rmtree(stale, ignore_errors=True)
        yield unfinished
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
