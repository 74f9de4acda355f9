"""The codes of a cell: one, or several with a mark between them."""

from __future__ import annotations

from sosiaali_lib.mapping.model import Entry
from sosiaali_lib.sources.table import Kind, SourceColumn

SEPARATOR = ";"


def pieces(text: str, entry: Entry, column: SourceColumn, *, several: bool) -> list[str]:
    """Give the codes that a cell holds, in its own words.

    A cell that is a known value as a whole is not taken apart, whatever marks its words hold.
    """
    if not text:
        return []
    if not (several or column.kind is Kind.CHOICES) or (entry.values and text in entry.values):
        return [text]
    mark = entry.separator or column.separator or SEPARATOR
    parts = text.split() if mark == " " else text.split(mark)
    return [part.strip() for part in parts if part.strip()]
