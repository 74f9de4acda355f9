"""Writing files in one step: a reader sees the old file or the new one, never a half."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

PRIVATE, SHARED = 0o600, 0o666  # who may read a file, before the system's own limits


def write_bytes(path: Path, content: bytes, *, mode: int = SHARED) -> None:
    """Write a file beside its place and move it there when it is whole and on the disk.

    Folders that are missing are made. When writing fails, an older file stays as it was and nothing
    is left beside it.

    Parameters
    ----------
    path
        Where the file goes.
    content
        All of it.
    mode
        Its permissions on POSIX, which the file has from its first byte on: `PRIVATE` for what
        holds people's data, so that nobody else can open it.

    Raises
    ------
    OSError
        If the folder cannot be written or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        write_through(beside, content, mode=mode)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        # A full disk is told without a name; a person needs to know which file it was.
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_through(path: Path, content: bytes, *, mode: int = SHARED) -> None:
    """Write a new file and wait until it is on the disk: a loss of power cannot empty it any more."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """See the names in a folder onto the disk, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
