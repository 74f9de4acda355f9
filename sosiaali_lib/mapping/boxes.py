"""What a cell of one choice among several says: chosen, not chosen, or neither."""

from __future__ import annotations

from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.intake.rows import NO, YES
from sosiaali_lib.mapping.model import FILLED, Entry
from sosiaali_lib.sources.table import SourceColumn

_CHOSEN = YES | {"y", "checked", "selected", "valittu", "vald"}
_NOT_CHOSEN = NO | {"n", "n/a", "unchecked", "not selected", "ei valittu", "inte vald"}


def chosen(text: str, entry: Entry, column: SourceColumn) -> bool | None:
    """Tell whether a box is ticked; None for a text that says neither.

    The label of the choice itself means that it was chosen, and so does the counted value that a
    file declares.
    """
    if entry.chosen:
        if text in entry.chosen:
            return True
        return bool(text) if FILLED in entry.chosen else False
    plain = folded(text)
    if plain in _NOT_CHOSEN:
        return False
    own = {folded(one) for option in column.options for one in option.labels.values()}
    return True if plain in _CHOSEN | own else None
