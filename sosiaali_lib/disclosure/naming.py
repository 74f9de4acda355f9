"""Words of messages: how cells and lists are named."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


def name_cell(by: Sequence[str], cell: Iterable[Hashable]) -> str:
    """Name a cell for people: `alue=205, syy=asuminen`."""
    return ", ".join(f"{dimension}={code}" for dimension, code in zip(by, cell, strict=True))


def some(things: Iterable[object], *, quote: bool = True) -> str:
    """List at most ten things and say how many were left out."""
    listed = [repr(str(thing)) if quote else str(thing) for thing in things]
    rest = f" and {len(listed) - 10} more" if len(listed) > 10 else ""
    return ", ".join(listed[:10]) + rest
