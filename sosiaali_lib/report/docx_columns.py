"""The columns of a table in the Word draft: how wide they are and how their text is set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sosiaali_lib.report.blocks import Table
from sosiaali_lib.report.docx_xml import TEXT_WIDTH

# The first and another column wish for at most so many letters on a line.
_FIRST, _OTHER = 42, 28
# Approximate widths of characters, in parts of the size of the letters.
_NARROW, _WIDE = frozenset(" \N{NO-BREAK SPACE}!'()-,./:;I[]fijlrt|"), frozenset("%&@MWmw—")
_BOLD = 1.06


@dataclass(frozen=True)
class Setting:
    """How cells are set: size of the letters in points, side margins in twips, styles."""

    size: float
    margin: int
    text: str
    number: str

    def width(self, text: str) -> int:
        """Give the rough width of a text on one line with its margins, in twips."""
        return round(sum(map(_ems, text)) * _BOLD * 20 * self.size) + 2 * self.margin


@cache
def _ems(char: str) -> float:
    if char in _NARROW:
        return 0.31
    return 0.82 if char in _WIDE else 0.63 if char.isupper() else 0.51


NORMAL = Setting(10, 108, "TableText", "TableNumber")
DENSE = Setting(8, 57, "TableTextDense", "TableNumberDense")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of one table: widths in twips, paragraph styles, and the margin of the cells."""

    widths: tuple[int, ...]
    styles: tuple[str, ...]
    margin: int


def columns(block: Table) -> Columns:
    """Give the columns of a table; letters are smaller where its words would not fit otherwise."""
    setting, needs = NORMAL, _needs(block, NORMAL)
    if sum(needs[0]) > TEXT_WIDTH:
        setting, needs = DENSE, _needs(block, DENSE)
    numeric = (False, *block.numeric, *[False] * len(block.columns))[: len(block.columns)]
    return Columns(
        widths=tuple(column_widths(*needs)),
        styles=tuple(setting.number if number else setting.text for number in numeric),
        margin=setting.margin,
    )


def column_widths(least: Sequence[int], wished: Sequence[int]) -> list[int]:
    """Give widths of columns that together fill the width of the text, in twips.

    Each column gets its least width, for its longest word, as far as the page is wide enough. What
    is left goes towards the wished widths, and beyond them in the ratio of the wishes.

    Examples
    --------
    >>> column_widths([2000, 1000, 1000], [6000, 2000, 2000])
    [5382, 1845, 1845]
    """
    spare = TEXT_WIDTH - sum(least)
    lacking = [wish - need for wish, need in zip(wished, least, strict=True)]
    if spare <= 0:
        start, shares = [0] * len(least), least
    elif spare <= sum(lacking):
        start, shares = list(least), lacking
    else:
        start, shares = list(wished), wished
    rest = TEXT_WIDTH - sum(start)
    pairs = zip(start, shares, strict=True)
    widths = [own + rest * share // sum(shares) for own, share in pairs]
    widths[0] += TEXT_WIDTH - sum(widths)
    return widths


def _needs(block: Table, setting: Setting) -> tuple[list[int], list[int]]:
    """Give the least and the wished widths of the columns; the first wishes for the most."""
    least, wished = [], []
    for number, cells in enumerate(zip(block.columns, *block.rows, strict=True)):
        words = {word for cell in cells for word in re.split(r"[ \n]", cell)}
        least.append(max(map(setting.width, words)))
        limit = setting.width("n" * (_FIRST if number == 0 else _OTHER))
        line = max(map(setting.width, cells[1:]), default=0)
        wished.append(max(least[-1], min(line, limit)))
    wished[0] = max(wished)
    return least, wished
