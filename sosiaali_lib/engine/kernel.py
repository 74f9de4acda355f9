"""What a forked child does to become a kernel like one that was started on its own."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.engine import surroundings

WISH = {"arguments", "environment", "folder"}
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Request:
    """One kernel that a client wants.

    Attributes
    ----------
    arguments
        Of `ipykernel_launcher`, such as `-f` and the connection file.
    environment
        All environment variables, in place of the parent's.
    folder
        Working folder.
    client, streams
        Who asked, and its standard output and error.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: str
    client: socket.socket
    streams: tuple[int, int]


def run(request: Request) -> None:
    """Be the kernel; returns when it was shut down."""
    parent = os.getppid()
    os.setsid()
    # The parent may be killed, and then nobody else would end its kernels.
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    _take_streams(request.streams)
    _take_surroundings(request, parent)
    _forget_parent()

    from ipykernel.kernelapp import IPKernelApp

    # The class has read the parent's environment when it was imported.
    app = IPKernelApp.instance(parent_handle=parent)
    app.initialize(list(request.arguments))  # type: ignore[no-untyped-call]
    with contextlib.suppress(OSError), request.client as client:
        client.sendall(b'{"ready": true}\n')
    app.start()  # type: ignore[no-untyped-call]


def _take_streams(streams: tuple[int, int]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, handle in enumerate((nothing, *streams)):
        os.dup2(handle, number)
        os.close(handle)


def _take_surroundings(request: Request, parent: int) -> None:
    import ipykernel_launcher  # type: ignore[import-untyped]

    os.environ.clear()
    os.environ.update(request.environment)
    os.environ["JPY_PARENT_PID"] = str(parent)
    time.tzset()
    os.chdir(request.folder)
    sys.argv = [str(ipykernel_launcher.__file__), *request.arguments]
    sys.orig_argv = [sys.executable, "-m", "ipykernel_launcher", *request.arguments]


def _forget_parent() -> None:
    """Put back what a process has when it starts; Python itself seeds `random` anew."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if callable(signal.getsignal(number)) and number != signal.SIGINT:
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    tempfile.tempdir = None
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcParams["backend"] = os.environ.get("MPLBACKEND") or surroundings.INLINE
