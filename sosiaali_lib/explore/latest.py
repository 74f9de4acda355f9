"""Work on a thread where only the newest request counts."""

from __future__ import annotations

import threading
from collections.abc import Callable

Stale = Callable[[], bool]
Job = Callable[[Stale], None]


class Latest:
    """Does one job at a time, off the caller's thread.

    A job that waits is replaced by the next one. The one under way is told that it is stale: it
    ends at its next look and its result is thrown away. The thread lives only as long as there is
    something to do.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle = threading.Event()
        self._idle.set()
        self._thread: threading.Thread | None = None
        self._next: Job | None = None
        self._newest = 0

    def put(self, job: Job) -> None:
        """Ask for a job, in the place of every earlier one."""
        with self._lock:
            self._next, self._newest = job, self._newest + 1
            self._idle.clear()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="explore", daemon=True)
                self._thread.start()

    def working_here(self) -> bool:
        """Tell whether the caller is a job of this object."""
        return threading.current_thread() is self._thread

    def wait(self, seconds: float) -> bool:
        """Wait until there is nothing to do; give False when the time runs out first."""
        return self._idle.wait(seconds)

    def _work(self) -> None:
        while True:
            with self._lock:
                job, mine, self._next = self._next, self._newest, None
                if job is None:
                    self._thread = None
                    self._idle.set()
                    return
            try:
                job(lambda mine=mine: mine != self._newest)  # type: ignore[misc]
            except BaseException:
                with self._lock:
                    if self._next is None:
                        self._thread = None
                        self._idle.set()
                raise
