"""What a municipal report shows of larger areas: words, since the area report holds the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import (
    REFERENCE,
    Block,
    Bullets,
    Figure,
    Heading,
    Paragraph,
    Slot,
    Table,
)
from sosiaali_lib.report.view import View


@dataclass
class _Larger:
    """Which captions are those of larger areas, and whether any was left out."""

    ends: tuple[str, ...]
    common: bool
    left_out: bool = False

    def left(self, caption: str) -> bool:
        """Tell whether what has this caption is left out, and remember it."""
        out = self.common or caption.endswith(self.ends)
        self.left_out |= out
        return out


_current: ContextVar[_Larger | None] = ContextVar("larger", default=None)


def in_words(
    view: View, chapter: Callable[[View], list[Block]], *, common: bool = False
) -> list[Block]:
    """Give a chapter; in a municipal report without the tables and figures of larger areas.

    The same tables in every municipality's report would hide the few that are its own. A table that
    the text refers to stays.

    Parameters
    ----------
    view
        The release seen from the area of the report; the report of a county keeps everything.
    chapter
        Gives the blocks of one chapter.
    common
        Whether the whole chapter is about the organisation and not about one area.

    Returns
    -------
    list of Block
        Headings without anything under them are gone, and a note says where the rest is.
    """
    if view.is_county:
        return _told_once(chapter(view))
    codes = (TOTAL, *([view.county.code] if view.county else []))
    names = {name for code in codes for name in (view.short(code), view.name(code))}
    larger = _Larger(tuple(f", {name}" for name in sorted(names)), common)
    token = _current.set(larger)
    try:
        blocks = chapter(view)
    finally:
        _current.reset(token)
    needed = {slug for block in blocks for slug in _referred(block)}
    kept = [
        block
        for block in blocks
        if not isinstance(block, Table | Figure)
        or block.slug in needed
        or not larger.left(block.caption)
    ]
    if not larger.left_out:
        return _told_once(kept)
    tables = {block.slug for block in kept if isinstance(block, Table)}
    whole = [block for block in kept if not isinstance(block, Figure) or block.table in tables]
    note = _("The tables and figures of larger areas are in the report of the area.")
    return _noted(_told_once(_without_empty_headings(whole)), Paragraph(note, "note"))


def left_out(caption: str) -> bool:
    """Tell whether the table and figure of this caption are left out, so that nobody draws them."""
    larger = _current.get()
    return larger is not None and larger.left(caption)


def _told_once(blocks: Sequence[Block]) -> list[Block]:
    """Let a warning stand out once in a chapter; where it holds again it is said as a note."""
    seen: set[str] = set()
    told: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.role == "warning":
            told.append(replace(block, role="note") if block.text in seen else block)
            seen.add(block.text)
        else:
            told.append(block)
    return told


def _referred(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return REFERENCE.findall(block.text)
        case Bullets():
            return [slug for item in block.items for slug in REFERENCE.findall(item)]
    return []


def _without_empty_headings(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        if isinstance(block, Heading) and block.level > 1 and _is_empty(block, below):
            continue
        kept.append(block)
    return kept[::-1]


def _is_empty(heading: Heading, below: Block | None) -> bool:
    """Tell whether nothing stands under a heading: the next is one of its level or above, or a slot."""
    if below is None or isinstance(below, Slot):
        return True
    return isinstance(below, Heading) and below.level <= heading.level


def _noted(blocks: list[Block], note: Paragraph) -> list[Block]:
    """Put the note before the place of the own text, or at the end."""
    at = next((i for i, block in enumerate(blocks) if isinstance(block, Slot)), len(blocks))
    return [*blocks[:at], note, *blocks[at:]]
