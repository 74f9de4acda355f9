"""The folder of a site: only what changed is written, only what the site made itself is removed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from sosiaali_lib.batch.lock import LOCK
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import as_json
from sosiaali_lib.site.collection import File, SiteError, Version
from sosiaali_lib.site.open_data import Data

RECORD = ".sivusto.json"
FORMAT = 2


@dataclass
class SiteFolder:
    """A folder with a site, or an empty one for a new site.

    Attributes
    ----------
    root
        The folder.
    known
        Path from the root → SHA-256 of every file that an earlier run made.
    data
        What an earlier run took from open data, by the hash of their file.
    kept
        Files of this run.
    written
        How many of them were not there yet, or different.
    """

    root: Path
    known: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Data] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    written: int = 0

    @classmethod
    def open(cls, root: Path) -> SiteFolder:
        """Open the folder of a site, or an empty one.

        Raises
        ------
        SiteError
            If it holds files and no site, or what an earlier run made cannot be read.
        """
        record = root / RECORD
        if not record.is_file():
            if any(one.name != LOCK for one in root.iterdir()):
                raise SiteError(
                    _("{folder} holds files that are not a site; choose an empty folder.").format(
                        folder=root
                    )
                )
            return cls(root)
        return cls(root, *_recorded(record))

    def begin(self) -> None:
        """Mark an empty folder as that of a site, so that a run that was killed can be repeated."""
        if not (self.root / RECORD).is_file():
            self._write(RECORD, _record({}, {}))

    def put(self, path: str, content: bytes) -> None:
        """Write a file unless it is there already with the same content."""
        digest = sha256(content).hexdigest()
        self.kept[path] = digest
        if self.known.get(path) == digest and _size(self.root / path) == len(content):
            return
        self._write(path, content)
        self.written += 1

    def _write(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.tmp")
        beside.write_bytes(content)
        os.replace(beside, target)

    def copy(self, version: Version, file: File) -> None:
        """Copy a published file, unless it is there already.

        Raises
        ------
        SiteError
            If the file is missing or is not the one that was published.
        """
        path = f"{version.place}/{file.name}"
        self.kept[path] = file.sha256
        source, target = version.folder / file.name, self.root / path
        if self.known.get(path) == file.sha256 and _size(target) == file.size:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.tmp")
        try:
            shutil.copyfile(source, beside)
            with beside.open("rb") as copied:
                digest = file_digest(copied, "sha256").hexdigest()
            if digest != file.sha256:
                text = _("{file} has been changed since it was published. Publish it again.")
                raise SiteError(text.format(file=source))
            os.replace(beside, target)
        except FileNotFoundError as error:
            text = _("{file} is missing from the publication. Bring it back or publish it again.")
            raise SiteError(text.format(file=source)) from error
        finally:
            beside.unlink(missing_ok=True)
        self.written += 1

    def leave_out(self, kept: Mapping[str, str]) -> None:
        """Take back what was copied since `kept`; what an earlier run made is removed at the end."""
        for path in self.kept.keys() - kept.keys() - self.known.keys():
            self._remove(path)
        self.kept = dict(kept)

    def finish(self, data: Mapping[str, Data]) -> int:
        """Write the record, then remove files of an earlier run that no longer belong to the site.

        Returns
        -------
        int
            How many files were removed.
        """
        gone = sorted(path for path in self.known if path not in self.kept)
        self._write(RECORD, _record(self.kept, data))
        for path in gone:
            self._remove(path)
        return len(gone)

    def _remove(self, path: str) -> None:
        target = self.root / path
        target.unlink(missing_ok=True)
        _without_empty(target.parent, self.root)


def _record(files: Mapping[str, str], data: Mapping[str, Data]) -> bytes:
    record = {
        "format": FORMAT,
        "files": dict(sorted(files.items())),
        "data": {name: data[name].as_record() for name in sorted(data)},
    }
    return (as_json(record, indent=None) + "\n").encode()


def _recorded(path: Path) -> tuple[dict[str, str], dict[str, Data]]:
    """Read which files an earlier run made, of whatever version, and what this one took from data."""
    try:
        found = json.loads(path.read_text("utf-8"))
        files = {str(name): str(digest) for name, digest in found["files"].items()}
        if any(".." in Path(name).parts or Path(name).is_absolute() for name in files):
            raise ValueError
        data = found["data"] if found["format"] == FORMAT else {}
        return files, {name: Data.from_record(one) for name, one in data.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        text = _("{file} cannot be read. Remove it with its folder and make the site again.")
        raise SiteError(text.format(file=path)) from error


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _without_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
