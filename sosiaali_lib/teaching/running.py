"""Running a submission: every one in a kernel of its own, with limits that it cannot get around.

Only the replies to requests are read, never what cells print: a cell that prints without end fills
no memory of ours.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosiaali_lib.teaching.rebuilding import Step

PASSED, FAILED, TIMED_OUT, NOT_RUN = "lapi", "hylatty", "aikaraja", "ajamatta"
START_LIMIT = 60.0  # seconds in which a kernel must answer for the first time, or be set up
INTERRUPT_LIMIT = 3.0  # seconds in which an interrupted kernel must answer
MOST_TIMEOUTS = 3  # cells of one notebook that may run out of time before the rest is left
MEMORY = 4 * 1024**3  # bytes a kernel may take
LARGEST_FILE = 200 * 1024**2  # bytes of a file that it may write
_ALIVE_EVERY = 0.5
_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "TZ")
_LIMITS = f"""
try:
    import resource as _resource
    _resource.setrlimit(_resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
    _resource.setrlimit(_resource.RLIMIT_FSIZE, ({LARGEST_FILE}, {LARGEST_FILE}))
    del _resource
except (ImportError, ValueError, OSError):
    pass
"""


@dataclass(frozen=True)
class Ran:
    """What came of one submission."""

    results: Mapping[str, str]  # test → `PASSED`, `FAILED`, `TIMED_OUT` or `NOT_RUN`
    reasons: Mapping[str, str]  # test that failed → what was said
    timeouts: int = 0  # cells that ran out of time
    died: bool = False  # whether the kernel ended before the notebook


async def run(steps: Sequence[Step], time_limit: float) -> Ran:
    """Run the cells of one submission in a new kernel and a folder of its own.

    Parameters
    ----------
    steps
        The cells in their order.
    time_limit
        Seconds that one cell may take; set-up cells of the session have a minute. After three
        cells that took longer the rest is not run.
    """
    with tempfile.TemporaryDirectory(prefix="sosiaali-arvostelu-") as folder:
        kernel = _Kernel(Path(folder))
        results = {step.test: NOT_RUN for step in steps if step.test}
        reasons: dict[str, str] = {}
        timeouts = 0
        try:
            alive = await kernel.start()
            for step in steps:
                if not alive or timeouts >= MOST_TIMEOUTS:
                    break
                limit = max(time_limit, START_LIMIT) if step.given else time_limit
                status, reason = await kernel.carry_out(step.code, limit)
                timeouts += status == TIMED_OUT
                if step.test:
                    results[step.test] = status
                    if reason:
                        reasons[step.test] = reason
                alive = await kernel.alive()
        finally:
            await kernel.end()
    return Ran(results, reasons, timeouts, died=not alive)


class _Kernel:
    """One kernel and the channel of its replies."""

    def __init__(self, folder: Path) -> None:
        from jupyter_client.manager import AsyncKernelManager

        self._folder = folder
        self._manager: Any = AsyncKernelManager(
            kernel_name="python3", connection_file=str(folder / "kernel.json")
        )
        self._client: Any = None

    async def start(self) -> bool:
        """Start the kernel and set its limits; False if it does not answer."""
        home = self._folder / "koti"
        home.mkdir()
        env = {name: os.environ[name] for name in _KEPT if name in os.environ}
        env |= {"HOME": str(home), "USERPROFILE": str(home), "IPYTHONDIR": str(home)}
        env |= {"MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1"}
        with open(os.devnull, "wb") as nothing:
            await self._manager.start_kernel(cwd=str(home), env=env, stdout=nothing, stderr=nothing)
        self._client = self._manager.client()
        self._client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
        status, _reason = await self.carry_out(_LIMITS, START_LIMIT)
        return status == PASSED

    async def carry_out(self, code: str, limit: float) -> tuple[str, str]:
        """Run one cell; give how it went and, if it failed, what was said."""
        request = self._client.execute(
            code, store_history=False, allow_stdin=False, stop_on_error=False
        )
        reply = await self._reply(request, limit)
        if reply is None:
            if not await self.alive():
                return NOT_RUN, ""
            await self._manager.interrupt_kernel()
            if await self._reply(request, INTERRUPT_LIMIT) is None:
                await self._manager.shutdown_kernel(now=True)
            return TIMED_OUT, ""
        if any(part.get("source") == "ask_exit" for part in reply.get("payload", [])):
            # `quit()`: the kernel goes a moment later, which must not depend on who is quicker
            await self._manager.shutdown_kernel(now=True)
        if reply.get("status") == "ok":
            return PASSED, ""
        return FAILED, f"{reply.get('ename', '')}: {reply.get('evalue', '')}"

    async def alive(self) -> bool:
        """Say whether the kernel still runs."""
        return bool(await self._manager.is_alive())

    async def _reply(self, request: str, limit: float) -> dict[str, Any] | None:
        """Wait for the reply to a request; None if it does not come in time or the kernel ends."""
        from queue import Empty

        clock = asyncio.get_running_loop().time
        end = clock() + limit
        while (left := end - clock()) > 0:
            try:
                message = await self._client.get_shell_msg(timeout=min(left, _ALIVE_EVERY))
            except Empty:
                if not await self.alive():
                    return None
                continue
            if message["parent_header"].get("msg_id") == request:
                content: dict[str, Any] = message["content"]
                return content
        return None

    async def end(self) -> None:
        """End the kernel, with all that it has started, and let go of its files."""
        if self._client is not None:
            self._client.stop_channels()
        if self._manager.has_kernel:
            await self._manager.shutdown_kernel(now=True)
        self._manager.cleanup_connection_file()
        self._manager.context.destroy(linger=0)
