"""The warm parent: loads once, then forks a kernel for each request; one thread, no shared state.

A client connects, sends one line of JSON and its standard output and error, and stays connected as
long as it wants the kernel: `{"arguments": …, "environment": …, "folder": …}`. It gets lines back:
`pid`, then `ready` from the kernel itself, at last `status`. A line `{"signal": n}` goes to the kernel
and all that it started; when the client hangs up, they are killed.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from sosiaali_lib.engine import addresses, kernel, parents, preload, surroundings

_PATIENCE = 10  # seconds that a client may take to say what it wants
_LONGEST = 1 << 20  # bytes read at once


@dataclass
class _Running:
    """A kernel that runs, and the client that wants it."""

    process: int
    watch: int  # pidfd
    client: socket.socket
    heard: bytes = b""

    def kill(self, signum: int) -> None:
        # Its number cannot belong to another process before it has been waited for.
        try:
            os.killpg(self.process, signum)
        except ProcessLookupError:  # it has not come to lead a group yet
            os.kill(self.process, signum)


@dataclass
class _Server:
    """Forks kernels until its owner has gone, or another parent has taken its place."""

    folder: Path
    listener: socket.socket
    owner: int  # pidfd
    started_with: dict[str, str]
    added: dict[str, str]  # environment variables that modules set when they were imported
    running: dict[int, _Running] = field(default_factory=dict)  # by the pidfd and by the client's
    retired: bool = False
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def serve(self) -> kernel.Request | None:
        """Give None when there is nothing left to do, and in each forked kernel its request."""
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.selector.register(self.owner, selectors.EVENT_READ)
        while not self.retired or self.running:
            for key, _events in self.selector.select():
                if key.fd == self.owner:
                    shutil.rmtree(self.folder, ignore_errors=True)
                    return None
                if key.fileobj is self.listener:
                    request = self._answer(self.listener.accept()[0])
                    if request is not None:
                        return request
                elif (running := self.running.get(key.fd)) is None:
                    pass  # its kernel ended within this round
                elif key.fd == running.watch:
                    self._ended(running)
                else:
                    self._hear(running)
        return None

    def _answer(self, client: socket.socket) -> kernel.Request | None:
        """Do what a client wants; gives the request in the forked child alone."""
        wish, streams = _read(client)
        refusal = ""
        if "retire" in wish:
            self.retired = True
            self.selector.unregister(self.listener)
            self.listener.close()
        elif wish.keys() != kernel.WISH or len(streams) != 2:
            refusal = "it was asked for nothing that it knows"
        elif surroundings.fixed(wish["environment"]) != surroundings.fixed(self.started_with):
            refusal = "it started with other environment variables"
        else:
            try:
                process = os.fork()
            except OSError as error:
                refusal = f"it could not fork: {error}"
            else:
                if process == 0:
                    self._leave()
                    wish["environment"] = self.added | wish["environment"]
                    return kernel.Request(client=client, streams=(streams[0], streams[1]), **wish)
                self._watch(_Running(process, os.pidfd_open(process), client))
        for stream in streams:
            os.close(stream)
        if client not in {running.client for running in self.running.values()}:
            if refusal:
                _say(client, refused=refusal)
            client.close()
        return None

    def _leave(self) -> None:
        """Close in a forked child what belongs to the parent."""
        self.selector.close()
        self.listener.close()
        os.close(self.owner)
        for handle, running in self.running.items():
            if handle == running.watch:
                os.close(handle)
                running.client.close()

    def _watch(self, running: _Running) -> None:
        for handle in (running.watch, running.client.fileno()):
            self.running[handle] = running
            self.selector.register(handle, selectors.EVENT_READ)
        running.client.setblocking(False)
        _say(running.client, pid=running.process)

    def _hear(self, running: _Running) -> None:
        """Pass signals on; a client that has hung up needs its kernel no longer."""
        try:
            heard = running.client.recv(_LONGEST)
        except BlockingIOError:
            return
        except OSError:
            heard = b""
        if not heard:
            self.selector.unregister(running.client)
            running.kill(signal.SIGKILL)
            return
        *lines, running.heard = (running.heard + heard).split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError, KeyError):
                running.kill(int(json.loads(line)["signal"]))

    def _ended(self, running: _Running) -> None:
        """Kill what a kernel has left behind, and tell its client how it ended."""
        running.kill(signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(running.process, 0)[1])
        for handle in (running.watch, running.client.fileno()):
            with contextlib.suppress(KeyError):
                self.selector.unregister(handle)
            del self.running[handle]
        os.close(running.watch)
        _say(running.client, status=status)
        running.client.close()


def _read(client: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Read a client's line; one that has gone or sends no JSON wants nothing."""
    client.settimeout(_PATIENCE)
    heard, streams = b"", []
    try:
        while not heard.endswith(b"\n"):
            part, handles, _flags, _sender = socket.recv_fds(client, _LONGEST, 2)
            streams += handles
            if not part:
                return {}, streams
            heard += part
        wish = json.loads(heard)
    except (OSError, ValueError):
        return {}, streams
    return wish if isinstance(wish, dict) else {}, streams


def _say(client: socket.socket, **words: Any) -> None:
    with contextlib.suppress(OSError):  # a client that has gone need not be told
        client.sendall(json.dumps(words).encode() + b"\n")


def _load(settings: dict[str, Any], key: str) -> None:
    preload.load(settings["release"], settings["modules"])
    if addresses.key_of(settings["release"]) != key:
        sys.exit("The code or the release changed while it was loaded.")
    if threads := preload.threads():
        sys.exit(f"A process with threads cannot be forked safely: {', '.join(threads)}.")


def main(place: str, ready: int) -> NoReturn:
    """Serve at a path until the owner named in the settings beside it has gone.

    `ready` is the handle by which is told that requests are taken.
    """
    path = Path(place)
    before = dict(os.environ)
    settings = json.loads((path.parent / addresses.SETTINGS).read_text("utf-8"))
    owner = os.pidfd_open(settings["owner"])
    if addresses.begun(settings["owner"]) != settings["begun"]:
        sys.exit("The process that this warm parent was for has ended.")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(128)
        os.write(ready, parents.LISTENS)
        os.close(ready)
        try:
            _load(settings, path.name)
        except BaseException:
            path.with_suffix(addresses.FAILED).touch()  # who asks next need not wait for the same
            raise
        gc.collect()
        gc.freeze()
        added = {name: value for name, value in os.environ.items() if name not in before}
        request = _Server(path.parent, listener, owner, before, added).serve()
    if request is not None:
        kernel.run(request)
    sys.exit()
