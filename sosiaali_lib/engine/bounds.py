"""How much of what the cells of a notebook put out is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _

STREAM_LIMIT = 1_000_000  # characters that a cell prints, to standard output and to error each
DISPLAY_LIMIT = 50_000_000  # characters of all that a cell displays
_OVERHEAD = 500  # characters that an output counts for beside its contents


class Bounds:
    """Counts what each cell of one notebook prints and displays.

    Printed text is cut at `STREAM_LIMIT` with a notice. What is displayed may be the result, and is
    never shortened: beyond `DISPLAY_LIMIT` the cell has failed.
    """

    def __init__(self) -> None:
        self._printed: Counter[tuple[int, str]] = Counter()
        self._displayed: Counter[int] = Counter()

    def kept(self, cell: int, kind: str, content: dict[str, Any]) -> dict[str, Any] | None:
        """Give what is kept of a message of a kernel, or None."""
        if kind == "stream":
            text = self._cut(cell, content["name"], content["text"])
            return content | {"text": text} if text else None
        self._displayed[cell] += _OVERHEAD + _size(content)
        return None if self.broken(cell) else content

    def broken(self, cell: int) -> str:
        """Give the reason why a cell has failed, if it displayed too much."""
        if self._displayed[cell] <= DISPLAY_LIMIT:
            return ""
        return _("The cell displayed more than {limit} characters.").format(
            limit=number(DISPLAY_LIMIT)
        )

    def _cut(self, cell: int, name: str, text: str) -> str:
        before = self._printed[cell, name]
        self._printed[cell, name] += len(text)
        if before + len(text) <= STREAM_LIMIT:
            return text
        if before > STREAM_LIMIT:
            return ""
        notice = _("Cut here: the cell printed more than {limit} characters.")
        shown = notice.format(limit=number(STREAM_LIMIT))
        return f"{text[: STREAM_LIMIT - before]}\n[{shown}]\n"


def _size(content: Any) -> int:
    """Give about how many characters a message holds."""
    if isinstance(content, str):
        return len(content)
    if isinstance(content, Mapping):
        return sum(_size(part) for part in content.values())
    if isinstance(content, list):
        return sum(_size(part) for part in content)
    return 8
