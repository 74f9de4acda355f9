"""Starting, finding and ending warm parents."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from sosiaali_lib.engine import surroundings
from sosiaali_lib.engine.addresses import FAILED, LOCK, LOG, SETTINGS, key_of, new_folder
from sosiaali_lib.engine.faults import ParentGoneError

ADDRESS = "SOSIAALI_WARM"  # the address of a parent that is already there
LISTENS = b"."
_PATIENCE = 10  # seconds that a killed parent is given to end
# The parent must load this very package, which may be found through the working folder; its kernels
# must not look there for what they load themselves.
_LAUNCH = """
import sys
if sys.path[0] == "":
    del sys.path[0]
sys.path.insert(0, sys.argv[1])
from sosiaali_lib.engine.parent import main
del sys.path[0]
main(sys.argv[2], int(sys.argv[3]))
"""
_ROOT = str(Path(__file__).parents[2])
_started: list[tuple[Path, subprocess.Popen[bytes]]] = []
_own: dict[int, str] = {}  # process → address of the parent that it keeps for itself
_guard = threading.Lock()
_log = logging.getLogger(__name__)


@contextlib.contextmanager
def warm(release: Path | None = None, *, modules: Sequence[str] | None = None) -> Iterator[str]:
    """Keep a warm parent while the block runs.

    Parameters
    ----------
    release
        Release folder that the parent opens beforehand; its kernels find the tables in memory.
    modules
        What the parent imports beforehand; by default what reports use.

    Yields
    ------
    str
        Address for the keyword `warm` of the engine and for other processes; empty where kernels
        are not forked (see `forks`) or there is no room for the sockets. The parent goes on loading
        meanwhile; requests wait for it.

    Notes
    -----
    The parent and all its kernels end with the block, and with the process that ran it, however that
    ends. A killed parent is started again by the next kernel that is asked for.
    """
    if not surroundings.forks():
        yield ""
        return
    try:
        address = new_folder(release, modules)
    except OSError as error:
        _log.warning("No place for the sockets of a warm parent: %s.", error)
        yield ""
        return
    try:
        with contextlib.suppress(ParentGoneError):  # each kernel tries again, and says why not
            connect(address).close()
        yield str(address)
    finally:
        _end(address)


def own_address(modules: Sequence[str] | None = None) -> str:
    """Give the address named in the environment, or that of a parent kept till this process ends.

    `modules` are what it imports beforehand; those that asked first decide.
    """
    if named := os.environ.get(ADDRESS):
        return named
    with _guard:
        if os.getpid() not in _own:
            keeping = contextlib.ExitStack()
            _own[os.getpid()] = keeping.enter_context(warm(modules=modules))
            atexit.register(_close_in, os.getpid(), keeping)
        return _own[os.getpid()]


def _close_in(process: int, keeping: contextlib.ExitStack) -> None:
    if process == os.getpid():  # a forked child inherits the callback but not the parent
        keeping.close()


def connect(address: Path | str) -> socket.socket:
    """Connect to the warm parent of an address; a dead or outdated one is replaced first.

    Raises
    ------
    ParentGoneError
        If there is none and none can be started.
    """
    folder = Path(address)
    try:
        release = json.loads((folder / SETTINGS).read_text("utf-8"))["release"]
        path = folder / key_of(release)
        if path.with_suffix(FAILED).exists():
            raise ParentGoneError(f"The warm parent could not load.\n{said(folder)}")
        if (found := _try_connect(path)) is not None:
            return found
        with _locked(folder):
            if (found := _try_connect(path)) is None:
                _start(folder, path)
                found = _try_connect(path)
    except OSError as error:
        raise ParentGoneError(f"No warm parent at {folder}: {error}.") from error
    if found is None:
        raise ParentGoneError(f"The warm parent at {folder} ended at once.\n{said(folder)}")
    return found


def said(address: Path | str) -> str:
    """Give the last lines that the parents of an address wrote to their log."""
    with contextlib.suppress(OSError):
        return (Path(address) / LOG).read_text("utf-8", "replace")[-2000:].strip()
    return ""


def _try_connect(path: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    import fcntl

    with (folder / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(folder: Path, path: Path) -> None:
    """Start a parent and wait until it listens, which is before it has loaded anything."""
    for old in folder.glob("[0-9a-f]*"):
        if old.is_socket():
            _retire(old)
            old.unlink(missing_ok=True)
    _started[:] = [(its, process) for its, process in _started if process.poll() is None]
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as ready, (folder / LOG).open("ab") as log:
        try:
            process = subprocess.Popen(
                [sys.executable, "-c", _LAUNCH, _ROOT, str(path), str(writing)],
                env=surroundings.of_parent(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                pass_fds=(writing,),
                start_new_session=True,  # Ctrl-C is for the process that the person sees
            )
        finally:
            os.close(writing)
        _started.append((folder, process))
        if ready.read(1) != LISTENS:
            process.wait()
            raise ParentGoneError(f"The warm parent did not start.\n{said(folder)}")


def _retire(path: Path) -> None:
    """Tell a parent to fork no more; it ends with the last of its kernels."""
    with contextlib.suppress(OSError), _connected(path) as connection:
        connection.sendall(b'{"retire": true}\n')


def _end(folder: Path) -> None:
    for path in folder.glob("[0-9a-f]*"):
        with contextlib.suppress(OSError), _connected(path) as connection:
            credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
            watch = os.pidfd_open(struct.unpack("3i", credentials)[0])
            try:
                # Its kernels are killed with it.
                signal.pidfd_send_signal(watch, signal.SIGKILL)
                select.select([watch], [], [], _PATIENCE)
            finally:
                os.close(watch)
    for its, process in _started:
        if its == folder:
            process.kill()
            process.wait()
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _connected(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        yield connection
