"""One run at a time in a folder: the system holds the lock, the file in it says whose it is.

A lock of the operating system ends with the process that holds it, however that ends, so neither a
killed run nor a number that another process has since been given can keep the folder. Where the file
system has no locks (some network shares), the process in the file is looked up with its starting time.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sosiaali_lib.messages import _

LOCK = ".lukko"
_SAME_START = 5.0  # seconds by which the clock of a machine may have been set since
_LOCKED_BYTE = 1 << 30  # beyond what is written, so that others can read whose the lock is
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class BusyFolderError(RuntimeError):
    """Another run is writing into the folder."""


@dataclass(frozen=True)
class Holder:
    """The process that holds a folder: its number, when it started (seconds since 1970), its machine."""

    process: int
    started: float
    machine: str

    @classmethod
    def this(cls) -> Holder:
        """Give the running process."""
        return cls(os.getpid(), _started(os.getpid()) or 0.0, platform.node())

    @property
    def lives(self) -> bool:
        """Whether the process may still be running; of another machine's nothing is known."""
        if self.machine != platform.node():
            return True
        started = _started(self.process)
        return started is not None and abs(started - self.started) < _SAME_START


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a folder to this run; the folder is made when it is missing.

    Raises
    ------
    BusyFolderError
        If another run holds the folder; the message says which, since when and on which machine.
    OSError
        If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    handle = _taken(path)
    try:
        content = json.dumps(asdict(Holder.this())).encode("ascii")
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, content)
        yield
    finally:
        if os.name == "nt":  # an open file cannot be taken away there
            os.close(handle)
        with suppress(OSError):  # the whole folder may be gone
            path.unlink(missing_ok=True)
        if os.name != "nt":
            os.close(handle)


def _taken(path: Path) -> int:
    """Give the open lock file of a folder, locked."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _lock(handle):
                raise _busy(path.parent, _holder(handle))
            # Between opening and locking, a run that ended may have taken the file away.
            if _same(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    """Lock an open file; False when another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        holder = _holder(handle)  # no locks in this file system
        return holder is None or not holder.lives
    return True


def _holder(handle: int) -> Holder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        return Holder(**json.loads(os.read(handle, 10_000)))
    except (ValueError, TypeError):
        return None


def _busy(folder: Path, holder: Holder | None) -> BusyFolderError:
    if holder is None:
        text = _("Another run is writing into {folder}. Wait until it has ended.")
        return BusyFolderError(text.format(folder=folder))
    text = _(
        "Another run (process {pid} on {machine}, started at {time}) is writing into {folder}. Wait "
        "until it has ended."
    )
    since = datetime.fromtimestamp(holder.started, UTC).astimezone()
    return BusyFolderError(
        text.format(
            pid=holder.process, machine=holder.machine, time=f"{since:%H.%M}", folder=folder
        )
    )


def _started(pid: int) -> float | None:
    """Give when a process started, in seconds since 1970; None when there is none."""
    import psutil  # type: ignore[import-untyped]

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return None
    except psutil.AccessDenied:  # somebody else's process; ours could be asked
        return 0.0
