"""Standard output and error of a kernel that prints without end."""

from __future__ import annotations

import threading
import time
from typing import Any

from ipykernel.iostream import OutStream

from sosiaali_lib.engine.bounds import STREAM_LIMIT

_LOOK = 0.05  # seconds after which to see whether the sending thread still lives


class BoundedOutStream(OutStream):
    """Standard output or error of a kernel that keeps little more of a cell than is shown.

    What goes beyond the limit is let go here, so that neither the kernel nor the notebook grows. One
    character more than the limit is sent: the engine sees by it that there was more.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._cell, self._left = "", 0
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]

    def write(self, string: str) -> int:
        """Write what still fits; gives the length of the whole, as if all of it were written."""
        cell = self.parent_header.get("msg_id", "")
        if cell != self._cell:
            self._cell, self._left = cell, STREAM_LIMIT + 1
        if not isinstance(string, str):
            super().write(string)  # refuses it in its own words
        elif self._left:
            super().write(string[: self._left])
            self._left = max(0, self._left - len(string))
        return len(string)

    def flush(self) -> None:
        """Send what was written, and wait for it only while there is a thread that sends.

        As a kernel shuts down, ipykernel would wait ten seconds for a thread that has just ended.
        """
        publisher = self.pub_thread
        sender = publisher.thread if publisher else None
        if sender is None or not sender.is_alive() or sender is threading.current_thread():
            super().flush()  # type: ignore[no-untyped-call]
            return
        sent = threading.Event()
        publisher.schedule(self._flush)
        publisher.schedule(sent.set)
        end = time.monotonic() + self.flush_timeout
        while not sent.wait(_LOOK) and sender.is_alive() and time.monotonic() < end:
            pass
