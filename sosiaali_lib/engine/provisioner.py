"""How jupyter_client comes by a kernel of the warm parent, or by an ordinary one."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Float, List, Unicode

from sosiaali_lib.engine import parents, surroundings
from sosiaali_lib.engine.faults import ParentGoneError
from sosiaali_lib.threads import single_threaded

PROVISIONER_NAME = "sosiaali-warm"
_STREAMS = "--IPKernelApp.outstream_class=sosiaali_lib.engine.streams.BoundedOutStream"
_LAUNCHER = ["-m", "ipykernel_launcher"]
_KILLED = 0.5  # seconds to wait for a killed kernel before looking again later


class WarmProcess:
    """A forked kernel, as far as its client can know it: what `LocalProvisioner` asks of a process.

    Attributes
    ----------
    pid
        Number of the process.
    returncode
        How it ended, negative for a signal; None while it runs.
    parent_gone
        Whether the warm parent ended before it, by which it was killed.
    """

    stdin = stdout = stderr = None

    def __init__(self, address: str, request: Mapping[str, Any], patience: float) -> None:
        self.returncode: int | None = None
        self.parent_gone = False
        self.pid = 0
        self._heard = b""
        self._address = address
        self._connection = parents.connect(address)
        try:
            line = json.dumps(request).encode() + b"\n"
            with _open_streams() as streams:
                sent = socket.send_fds(self._connection, [line], streams)
            self._connection.sendall(line[sent:])
            self._wait_until_ready(time.monotonic() + patience)
        except BaseException as error:
            self._connection.close()
            if isinstance(error, OSError):
                raise ParentGoneError(f"The warm parent hung up: {error}.") from error
            raise
        self._connection.setblocking(False)

    def fileno(self) -> int:
        """Give the handle that becomes readable when the kernel ends."""
        return self._connection.fileno()

    def poll(self) -> int | None:
        """Give how it ended, or None while it runs."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                self._hear()
        return self.returncode

    def wait(self) -> int | None:
        """Wait until it has ended."""
        while self.poll() is None:
            select.select([self._connection], [], [])
        self.close()
        return self.returncode

    def close(self) -> None:
        """Hang up, by which a kernel that still runs is killed."""
        self._connection.close()

    def send_signal(self, signum: int) -> None:
        """Send a signal to it and to all that it started."""
        if self.returncode is None:
            with contextlib.suppress(OSError):  # the parent has gone, and the kernel with it
                self._connection.sendall(json.dumps({"signal": signum}).encode() + b"\n")
            if signum == signal.SIGKILL:
                select.select([self._connection], [], [], _KILLED)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _wait_until_ready(self, end: float) -> None:
        while self.returncode is None:
            self._connection.settimeout(max(0.01, end - time.monotonic()))
            if self._hear().get("ready"):
                return
        raise ParentGoneError(f"The forked kernel ended at once. {parents.said(self._address)}")

    def _hear(self) -> dict[str, Any]:
        """Take in what came, at most one message; a parent that hangs up has taken it along."""
        while b"\n" not in self._heard:
            try:
                part = self._connection.recv(4096)
            except ConnectionResetError:
                part = b""
            if not part:
                self.returncode, self.parent_gone = -signal.SIGKILL, True
                if self.pid:
                    with contextlib.suppress(OSError):  # what it had started may live on
                        os.killpg(self.pid, signal.SIGKILL)
                return {}
            self._heard += part
        line, _newline, self._heard = self._heard.partition(b"\n")
        words: dict[str, Any] = json.loads(line)
        if "refused" in words:
            raise ParentGoneError(f"The warm parent refused: {words['refused']}.")
        self.pid = words.get("pid", self.pid)
        self.returncode = words.get("status", self.returncode)
        return words


class WarmProvisioner(LocalProvisioner):
    """Has Python kernels of this environment forked from a warm parent, starts others as ever."""

    process: Any
    address = Unicode(help="Where the warm parent is; one is started when it is empty.").tag(
        config=True
    )
    modules = List(
        Unicode(),
        allow_none=True,
        default_value=None,
        help="What a parent that is started imports beforehand; None for what reports use.",
    ).tag(config=True)
    plain = Bool(False, help="Start ordinary kernels only.").tag(config=True)
    start_timeout = Float(60, help="Seconds until a kernel must be ready.").tag(config=True)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Add what all kernels of the engine have: one thread for linear algebra, bounded printing."""
        if _is_ours(self.kernel_spec.argv):
            arguments = kwargs.get("extra_arguments") or []
            kwargs["extra_arguments"] = [*arguments, _STREAMS]
        prepared: dict[str, Any] = await super().pre_launch(**kwargs)
        prepared["env"] = single_threaded(prepared["env"])
        return prepared

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or start it where it cannot be forked."""
        folder = str(kwargs.get("cwd") or Path.cwd())
        if not self.plain and surroundings.forks() and _can_be_forked(cmd, folder):
            request = {"arguments": cmd[3:], "environment": kwargs["env"], "folder": folder}
            try:
                address = self.address or parents.own_address(self.modules)
                self.process = WarmProcess(address, request, self.start_timeout)
            except ParentGoneError as error:
                self.log.warning("%s An ordinary kernel is started.", error)
            else:
                self.pid = self.process.pid
                return self.connection_info
        started: KernelConnectionInfo = await super().launch_kernel(cmd, **kwargs)
        return started

    async def cleanup(self, restart: bool = False) -> None:
        """Hang up on a kernel that ended by itself."""
        if isinstance(self.process, WarmProcess):
            self.process.close()
        await super().cleanup(restart)


def _can_be_forked(command: Sequence[str], folder: str) -> bool:
    """Tell whether a forked kernel would be the one that a command starts in a folder."""
    # Matplotlib reads this file where it is imported.
    return _is_ours(command) and not Path(folder, "matplotlibrc").exists()


def _is_ours(command: Sequence[str]) -> bool:
    """Tell whether a command starts a Python kernel of the environment in use, without options."""
    here = Path(sys.executable)
    names = {"python", f"python{sys.version_info[0]}", here.name, str(here)}
    return list(command[1:3]) == _LAUNCHER and command[0] in names and _is_installed()


@cache
def _is_installed() -> bool:
    """Tell whether kernels find this package wherever they are started."""
    try:
        distribution("sosiaali-lib")
    except PackageNotFoundError:
        return False
    return True


@contextlib.contextmanager
def _open_streams() -> Any:
    """Give the standard output and error of this process, or nowhere for one that is closed."""
    opened = []
    try:
        for number in (1, 2):
            try:
                opened.append(os.dup(number))
            except OSError:
                opened.append(os.open(os.devnull, os.O_WRONLY))
        yield opened
    finally:
        for handle in opened:
            os.close(handle)
