"""Standard output and error of a kernel that prints without end."""

from __future__ import annotations

from typing import Any

from ipykernel.iostream import OutStream

from sosiaali_lib.engine.bounds import STREAM_LIMIT


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
