"""Writing files in one step: a reader sees the old file or the new one, never a half."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

PRIVATE, SHARED = 0o600, 0o666  # who may read a file, before the system's own limits


def write_bytes(path: Path, content: bytes, *, mode: int = SHARED) -> None:
    """Write a file beside its place and move it there when it is whole.

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
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        # A full disk is told without a name; a person needs to know which file it was.
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
