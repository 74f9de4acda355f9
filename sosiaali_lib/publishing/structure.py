"""What belongs together in an edited file: tables and pictures with their captions and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.publishing.reading.model import Grid, Item, Line, Picture

_LABEL = re.compile(
    r"^\s*(?P<word>taulukko|kuvio|kuva|tabell|table|figure|figur|bild|picture)\b\s*"
    r"(?P<number>\d{0,4})\s*(?:[.:–—-]\s*|(?<=\d)\s*|$)",
    re.IGNORECASE,
)
_TABLE_WORDS = frozenset({"taulukko", "tabell", "table"})
_TABLE_MARK, _FIGURE_MARK = "taulukko_", "kuvio_"


@dataclass(frozen=True)
class TableUnit:
    """A table with its caption and the lines under it."""

    grid: Grid
    caption: Line | None
    below: tuple[Line, ...] = ()


@dataclass(frozen=True)
class PictureUnit:
    """A picture with its caption and the lines under it."""

    line: Line
    picture: Picture
    caption: Line | None
    below: tuple[Line, ...] = ()


Unit = TableUnit | PictureUnit | Line


def caption_text(line: Line | None) -> str:
    """Give a caption without “Table 3.” before it.

    Examples
    --------
    >>> from sosiaali_lib.publishing.reading.model import Place
    >>> from sosiaali_lib.report.rich import Run
    >>> caption_text(Line(role="caption", runs=(Run("Taulukko 3. Käynnit"),), place=Place()))
    'Käynnit'
    """
    return _LABEL.sub("", line.text, count=1).strip() if line else ""


def caption_number(line: Line | None) -> tuple[str, int] | None:
    """Give what a caption counts (“table” or “figure”) and its number in the file."""
    found = _LABEL.match(line.text) if line else None
    if found is None or not found["number"].isdecimal():
        return None
    kind = "table" if found["word"].lower() in _TABLE_WORDS else "figure"
    return kind, int(found["number"])


def units(items: Sequence[Item]) -> list[Unit]:
    """Put captions and notes to their tables and pictures.

    The caption of a table stands above it and that of a picture below it; where a person has done
    it the other way round, the bookmark or the first word of the caption decides.
    """
    found: list[Unit] = []
    at = 0
    held: Line | None = None
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Grid):
            caption, held = held, None
            below, at = _below(items, at)
            if caption is None and (after := _caption(items, at, table=True)) is not None:
                caption, at = after, at + 1
                more, at = _below(items, at)
                below = (*below, *more)
            found.append(TableUnit(item, caption, below))
            continue
        if item.pictures:
            above, held = held, None
            if item.text.strip():
                found += [above] if above else []
                above = None
            made, at = _pictures(items, at, item, above)
            found += made
            continue
        if held is not None:
            found.append(held)
            held = None
        if item.role == "caption":
            held = item
        else:
            found.append(item)
    return [*found, held] if held is not None else found


def _pictures(
    items: Sequence[Item], at: int, line: Line, above: Line | None
) -> tuple[list[Unit], int]:
    """Give the units of a paragraph with pictures, and the place after them."""
    made: list[Unit] = []
    if line.text.strip():
        made.append(line)
    caption = _caption(items, at, table=False)
    if caption is not None:
        at += 1
    elif above is not None:
        caption, above = above, None
    below, at = _below(items, at)
    if above is not None:
        made.insert(0, above)
    *firsts, last = line.pictures
    made += [PictureUnit(line, one, None) for one in firsts]
    return [*made, PictureUnit(line, last, caption, below)], at


def _caption(items: Sequence[Item], at: int, *, table: bool) -> Line | None:
    """Give the caption at a place if it is that of a table, or of a picture."""
    item = items[at] if at < len(items) else None
    if not isinstance(item, Line) or item.role != "caption":
        return None
    follows = items[at + 1] if at + 1 < len(items) else None
    is_table = _is_table(item)
    if is_table is None:
        is_table = isinstance(follows, Grid)
    if table and isinstance(follows, Grid):
        return None
    return item if is_table == table else None


def _is_table(caption: Line) -> bool | None:
    """Tell whether a caption says that it is one of a table; None where it does not say."""
    for mark in caption.marks:
        if mark.startswith((_TABLE_MARK, _FIGURE_MARK)):
            return mark.startswith(_TABLE_MARK)
    found = _LABEL.match(caption.text)
    return found["word"].lower() in _TABLE_WORDS if found else None


def _below(items: Sequence[Item], at: int) -> tuple[tuple[Line, ...], int]:
    """Give the lines of notes and sources from a place on, and the place after them."""
    lines = []
    while at < len(items):
        item = items[at]
        if not isinstance(item, Line) or item.role != "source" or item.pictures:
            break
        lines.append(item)
        at += 1
    return tuple(lines), at
