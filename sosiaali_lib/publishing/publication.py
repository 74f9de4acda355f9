"""What has been published: one folder a version, written in one step and never changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import as_json, cleaned

RECORD = "julkaistu.json"
FORMAT = 1
_NAME = re.compile(r"\w[\w.-]*")  # of a report and of its files: no way out of their folder


class PublicationError(ValueError):
    """A folder of publications that cannot be read or written as it is."""


@dataclass(frozen=True)
class Publication:
    """One version of one published report."""

    folder: Path
    report: str
    version: int
    area: str
    name: str
    lang: str
    year: int
    approved_by: str
    approved_on: str
    note: str
    files: Mapping[str, str]
    """Format → name of the file in the folder."""
    made_of: tuple[str, str, str]
    """Hash of the edited file, digest of the release, version of the suite."""
    record: Mapping[str, Any] = field(repr=False, compare=False)


def published(folder: Path) -> list[Publication]:
    """Give every version of every report that was published into a folder.

    Returns
    -------
    list of Publication
        By area, year, language and version.

    Raises
    ------
    PublicationError
        If a record cannot be read, or is not that of its folder.
    """
    found = [_read(path) for path in sorted(folder.glob(f"*/*/{RECORD}")) if _is_whole(path)]
    return sorted(found, key=lambda one: (one.area, one.year, one.lang, one.version))


def versions(folder: Path, report: str) -> list[Publication]:
    """Give the versions of one report, the first one first."""
    paths = [path for path in (folder / report).glob(f"*/{RECORD}") if _is_whole(path)]
    return sorted(map(_read, paths), key=lambda one: one.version)


def place(folder: Path, record: Mapping[str, Any], files: Mapping[str, bytes]) -> Path:
    """Put a version into its place, all of it or nothing.

    Parameters
    ----------
    folder
        The folder of publications.
    record
        Its record, with `report` and `version`.
    files
        Name → content.

    Returns
    -------
    Path
        The folder of the version.

    Raises
    ------
    PublicationError
        If the version is there already.
    OSError
        If the disk is full or the folder cannot be written; nothing is in place then.
    """
    target = folder / str(record["report"]) / str(record["version"])
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".osa-", dir=target.parent))
    try:
        for name, content in {**files, RECORD: written(record)}.items():
            with (part / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        part.chmod(0o755)
        if target.exists():  # a folder that holds nothing would be written over
            raise _taken(target)
        try:
            part.rename(target)
        except OSError as error:
            if target.exists():
                raise _taken(target) from error
            raise
        return target
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or str(target)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def written(record: Mapping[str, Any]) -> bytes:
    """Give a record as it stands in its file."""
    return (as_json(cleaned(dict(record))) + "\n").encode("utf-8")


def digest(data: bytes) -> str:
    """Give the SHA-256 of some bytes as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()


def _taken(target: Path) -> PublicationError:
    return PublicationError(
        _("{folder} is there already; a published version is never changed.").format(folder=target)
    )


def unreadable(path: Path) -> str:
    """Say that a record cannot be read."""
    return _("The record {file} cannot be read. Put back the file as it was published.").format(
        file=path
    )


def _is_whole(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts[-3:-1])


def _read(path: Path) -> Publication:
    try:
        told = cleaned(json.loads(path.read_text("utf-8")))
        if told["format"] != FORMAT:
            raise ValueError
        report, version = path.parts[-3:-1]
        files = {str(key): str(value["name"]) for key, value in told["files"].items()}
        if (str(told["report"]), str(told["version"])) != (report, version):
            raise ValueError
        if not all(map(_NAME.fullmatch, (report, *files.values()))):
            raise ValueError
        return Publication(
            folder=path.parent,
            report=report,
            version=int(version),
            area=str(told["area"]["code"]),
            name=str(told["area"]["name"]),
            lang=str(told["lang"]),
            year=int(told["year"]),
            approved_by=str(told["approved"]["by"]),
            approved_on=str(told["approved"]["on"]),
            note=str(told["note"]),
            files=files,
            made_of=(
                str(told["source"]["sha256"]),
                str(told["release"]["digest"]),
                str(told["versions"]["sosiaali_lib"]),
            ),
            record=told,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PublicationError(unreadable(path)) from error
