"""The folders in which warm parents listen, and the keys by which their sockets are named.

An address is a folder that only its user can enter. The sockets in it are named by a hash of the code
and of the release, so that a change of either leads to a new parent.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

SETTINGS, LOG, LOCK = "settings.json", "log", "lock"
FAILED = ".failed"  # ending of the mark that a parent could not load
_PREFIX = "sosiaali-warm-"
_LONGEST = 107  # bytes that the path of a socket may have
_DRAWN = 8  # letters by which `tempfile` tells folders apart
_NAME = 17  # letters of the longest socket with its slash: the key of a parent
_PACKAGE = Path(__file__).parents[1]


def key_of(release: str | None) -> str:
    """Give the key of the code that would be loaded now, and of the release.

    Source and data files of the package count by name, size and time, installed packages by the time
    of their folder, the release by its manifest, which holds the hashes of its tables.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in ("purelib", "platlib"):
        with contextlib.suppress(OSError):
            digest.update(str(os.stat(sysconfig.get_path(name)).st_mtime_ns).encode())
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError):
                found = os.stat(path)
                digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    if release:
        with contextlib.suppress(OSError):
            digest.update(Path(release, "manifest.json").read_bytes())
    return digest.hexdigest()[:16]


def begun(process: int) -> int:
    """Give the start time of a process, in ticks; with its number it names a process for good."""
    # The name of the program, in brackets, may hold anything.
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19])


def short_folder(prefix: str, within: str | None = None) -> Path:
    """Make a folder for sockets, which must have short paths, that only the user can enter."""
    within = within or tempfile.gettempdir()
    longest = len(os.fsencode(within)) + 1 + len(prefix) + _DRAWN + _NAME
    return Path(tempfile.mkdtemp(prefix=prefix, dir=within if longest <= _LONGEST else "/tmp"))


def new_folder(release: Path | None, modules: Sequence[str] | None) -> Path:
    """Make the folder of a parent that this process owns, and say in it what the parent is for."""
    folder = short_folder(_PREFIX)
    _sweep(folder)
    settings = {
        "owner": os.getpid(),
        "begun": begun(os.getpid()),
        "release": str(release.resolve()) if release else None,
        "modules": None if modules is None else list(modules),
    }
    (folder / SETTINGS).write_text(json.dumps(settings), "utf-8")
    return folder


def _sweep(new: Path) -> None:
    """Take away folders whose owner and parent were both killed before they could."""
    for folder in new.parent.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, ValueError, KeyError):
            settings = json.loads((folder / SETTINGS).read_text("utf-8"))
            if folder.stat().st_uid == os.getuid() and not _lives(settings):
                shutil.rmtree(folder)


def _lives(settings: dict[str, int]) -> bool:
    try:
        return begun(settings["owner"]) == settings["begun"]
    except (OSError, IndexError, ValueError):
        return False
