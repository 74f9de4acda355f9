"""Writing files in one step: a reader sees the old file or the new one, never a half."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there when it is whole.

    Folders that are missing are made. When writing fails, an older file stays as it was and nothing
    is left beside it.

    Raises
    ------
    OSError
        If the folder cannot be written or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        # A full disk is told without a name; a person needs to know which file it was.
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
