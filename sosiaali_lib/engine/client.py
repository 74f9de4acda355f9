"""The client that runs the cells of one notebook: starts its kernel, watches it, bounds its output."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from traitlets import Bool, Unicode

from sosiaali_lib.engine import addresses, preload
from sosiaali_lib.engine.bounds import Bounds
from sosiaali_lib.engine.ends import death, late
from sosiaali_lib.engine.faults import KernelStartError
from sosiaali_lib.engine.printed import put_together
from sosiaali_lib.engine.provisioner import WarmProcess, WarmProvisioner

_GRACE = 0.2  # seconds in which what a kernel said before it ended may still come in


class _LostError(Exception):
    """The kernel can run no further cell."""


class EngineClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client with a kernel of the warm parent.

    A cell that takes too long, displays too much or whose kernel dies gets an error output like one
    that raises, so that the executed notebook shows where it stopped.
    """

    km: Any
    kc: Any
    warm = Unicode(help="Address of the warm parent; one is started when empty.").tag(config=True)
    together = Bool(True, help="Put what a cell prints into one output a stream.").tag(config=True)
    forked = Bool(True, help="Whether kernels may be forked.").tag(config=True)

    def __init__(self, nb_man: Any, **options: Any) -> None:
        super().__init__(nb_man, **options)
        self._lost = False
        self._process: Any = None  # kept, since the manager forgets the process that it has ended
        self._folder: Path | None = None
        self._bounds = Bounds()

    # --- the kernel ---

    @contextlib.contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        """Start the kernel, once more if it does not come up, and end it after the block."""
        if self.km is not None:  # a kernel of the caller's
            with super().setup_kernel(**kwargs):
                yield
            return
        try:
            self._start(**kwargs)
            with super().setup_kernel(**kwargs):
                yield
        finally:
            self._remove_folder()

    def create_kernel_manager(self, *, plain: bool = False) -> Any:
        """Give a manager whose kernel talks through sockets in a folder of its own."""
        manager = super().create_kernel_manager()
        spec = manager.kernel_spec
        if spec.language != "python" or "kernel_provisioner" in spec.metadata:
            return manager
        manager.kernel_id = str(uuid.uuid4())
        if os.name == "posix":
            # Ports of TCP are chosen before they are bound, and another kernel can be faster.
            within = self.warm if self.warm and Path(self.warm).is_dir() else None
            self._folder = addresses.short_folder("k-", within)
            manager.transport, manager.ip = "ipc", str(self._folder / "k")
            manager.connection_file = str(self._folder / "kernel.json")
        manager.provisioner = WarmProvisioner(
            kernel_id=manager.kernel_id,
            kernel_spec=spec,
            parent=manager,
            address=self.warm,
            # A parent for these alone makes even a single notebook no slower.
            modules=preload.useful(c.source for c in self.nb.cells if c.cell_type == "code"),
            plain=plain,
            start_timeout=self.startup_timeout,
        )
        return manager

    def _start(self, **kwargs: Any) -> None:
        failed: Exception | None = None
        for plain in (not self.forked, True):
            self.create_kernel_manager(plain=plain)
            try:
                self.start_new_kernel(**kwargs)
                self._process = self.km.provisioner.process
                self.start_new_kernel_client()
                return
            except Exception as error:
                failed = error
                self.log.warning("The kernel %s did not start: %s", self.kernel_name, error)
                self._end_half_started()
        raise KernelStartError(self.kernel_name, f"{type(failed).__name__}: {failed}") from failed

    async def _async_cleanup_kernel(self) -> None:
        """End the kernel; an idle one is not interrupted first, as it may be about to answer."""
        if not self._lost and self.shutdown_kernel != "immediate" and await self.km.is_alive():
            await self.km.request_shutdown()
            await self.km.finish_shutdown()
        await super()._async_cleanup_kernel()

    _cleanup_kernel = run_sync(_async_cleanup_kernel)

    def _end_half_started(self) -> None:
        if self.km is not None:
            with contextlib.suppress(Exception):
                self._cleanup_kernel()
        self.km = self.kc = self._process = None
        self._remove_folder()

    def _remove_folder(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    async def async_start_new_kernel_client(self) -> Any:
        """Give a client that hears all of a kernel; a forked one need not be waited for longer."""
        if self._forked is None:
            return await super().async_start_new_kernel_client()
        try:
            self.kc = self.km.client()
            self.kc.start_channels()
            # A kernel greets whoever subscribes: from then on nothing is missed.
            if not await self._hears("iopub_welcome", ""):
                await self.kc.wait_for_ready(timeout=self.startup_timeout)
            elif not await self._hears("status", self.kc.kernel_info(), "idle"):
                raise RuntimeError("The kernel does not answer.")
        except Exception:
            await self._async_cleanup_kernel()
            raise
        self.kc.allow_stdin = False
        return self.kc

    start_new_kernel_client = run_sync(async_start_new_kernel_client)

    async def _hears(self, kind: str, request: str, state: str = "") -> bool:
        """Wait for a message of the kernel to all its clients; tells whether it came in time."""
        end = time.monotonic() + self.startup_timeout
        while (left := end - time.monotonic()) > 0 and self._process.poll() is None:
            with contextlib.suppress(Empty):
                message = await self.kc.get_iopub_msg(timeout=min(left, 1))
                if (
                    message["msg_type"] == kind
                    and message["parent_header"].get("msg_id", "") == request
                    and message["content"].get("execution_state", "") == state
                ):
                    return True
        return False

    @property
    def _forked(self) -> WarmProcess | None:
        return self._process if isinstance(self._process, WarmProcess) else None

    async def _async_poll_kernel_alive(self) -> None:
        if (process := self._forked) is None:
            await super()._async_poll_kernel_alive()
            return
        loop, ended, handle = asyncio.get_running_loop(), asyncio.Event(), process.fileno()
        loop.add_reader(handle, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(handle)
        await asyncio.sleep(_GRACE)
        if self.task_poll_for_reply is not None:
            self.task_poll_for_reply.cancel()

    # --- the cells ---

    def execute(self, **kwargs: Any) -> Any:
        """Run the cells up to the first that fails."""
        try:
            super().execute(**kwargs)
        except _LostError:
            pass
        except DeadKernelError:
            self._died_after_cells()
        if self.together:
            # Not before: what is displayed may be replaced by later cells, by its number.
            for cell in self.nb.cells:
                if cell.cell_type == "code":
                    cell.outputs = put_together(cell.outputs)
        return self.nb

    def papermill_execute_cells(self) -> None:
        """Run the cells; after a kernel that is lost nothing more can be asked of it."""
        super().papermill_execute_cells()
        if self._lost:
            raise _LostError

    async def async_execute_cell(self, cell: Any, cell_index: int, **options: Any) -> Any:
        """Run one cell; whatever ends it early is told as an error of the cell."""
        try:
            done = await super().async_execute_cell(cell, cell_index, **options)
        except CellTimeoutError:
            self._fail(cell, "CellTimeoutError", late(self._get_timeout(cell)))
        except DeadKernelError:
            self._fail(cell, *death(self._process))
        if reason := self._bounds.broken(cell_index):
            self._fail(cell, "CellOutputError", reason, lost=False)
        return done

    execute_cell = run_sync(async_execute_cell)

    def _fail(self, cell: Any, name: str, reason: str, *, lost: bool = True) -> None:
        self._lost = self._lost or lost
        error = new_output(  # type: ignore[no-untyped-call]
            "error", ename=name, evalue=reason, traceback=[f"{name}: {reason}"]
        )
        cell.outputs.append(error)
        raise CellExecutionError(f"{name}: {reason}", name, reason) from None

    def _died_after_cells(self) -> None:
        """Tell of a kernel that was lost when papermill asked it for its language, at the very end."""
        index = max(i for i, cell in enumerate(self.nb.cells) if cell.cell_type == "code")
        with contextlib.suppress(CellExecutionError):
            self._fail(self.nb.cells[index], *death(self._process))
        self.nb_man.cell_exception(self.nb.cells[index], cell_index=index)

    # --- what comes from the cells ---

    def output(self, outs: Any, msg: dict[str, Any], display_id: Any, cell_index: int) -> Any:
        """Keep an output while the cell stays within its limits."""
        content = self._bounds.kept(cell_index, msg["msg_type"], msg["content"])
        if content is None:
            return None
        return super().output(outs, msg | {"content": content}, display_id, cell_index)
