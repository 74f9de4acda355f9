"""A table as data for the PDF: its texts, and how it fits on the page.

Widths are counted in characters: each column gets what its longest unbreakable text needs, and what
is left of the line goes to those that wish for more. A table that cannot be read on an upright page
even in small type is laid on its side.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from sosiaali_lib.report.blocks import Table
from sosiaali_lib.report.glyphs import settable

# How many digits fit on a line of the text, by size of type in points.
LINES = {9.5: 84, 8.5: 94, 7.5: 106}
# How much longer the line is when the page lies on its side: 247 mm instead of 160 mm.
SIDEWAYS = 247 / 160
# The space at both ends of a cell, in characters.
PADDING = 3
# Longer words are hyphenated: rather only very long ones, in type that is still comfortable.
WORDS = (22, 14)
COMFORTABLE = 8.5
# Longer texts are set on several lines.
TEXT = 46
# Running text in a column narrower than this is hard to read.
TEXT_AT_LEAST = 20
# A table or row of more lines than this may go on over a page break.
TABLE_LINES = 15
ROW_LINES = 12
HEAD_LINES = 20

_WITH_DIGIT = re.compile(r"\d")
# Lines may end after a slash of a web address and after the dash of a span of days.
_LONG = re.compile(r"https?://|\d+\.\d+\.\d{4}–")
_PARTS = re.compile(r"(?<=/)(?=[^\d/])|(?<=\d{4}–)")


def table_data(table: Table) -> dict[str, Any]:
    """Give what the PDF template needs to set a table.

    Returns
    -------
    dict
        `caption`, `columns`, `rows` and `totals`; `numeric`, `widths` (relative) and `hyphenate`
        (whether a word does not fit as it is), one a column; `repeated`, whether the head stands on
        every page; `size` of type in points; `sideways`, whether the page is turned; `breakable`
        and `rows_breakable`, whether the table and its rows may go on from one page to the next.
    """
    numeric = _numeric(table)
    columns = [settable(column) for column in table.columns]
    rows = [
        [
            _unbroken(cell) if number else settable(cell)
            for cell, number in zip(row, numeric, strict=True)
        ]
        for row in table.rows
    ]
    cells = list(zip(columns, *rows, strict=True))
    needs, size, line, sideways = _roomiest(cells, numeric)
    widths = _widths(cells, needs, line)
    heights = [_lines(row, widths) for row in rows]
    return {
        "caption": settable(table.caption),
        "columns": columns,
        "rows": rows,
        "totals": list(table.totals),
        "numeric": numeric,
        "widths": widths,
        "hyphenate": [
            max(map(len, _words(column))) > width - PADDING
            for column, width in zip(cells, widths, strict=True)
        ],
        # A head of more than half a page would leave no room for rows on the next one.
        "repeated": _lines(columns, widths) <= HEAD_LINES,
        "size": size,
        "sideways": sideways,
        "breakable": sum(heights) > TABLE_LINES,
        "rows_breakable": max(heights, default=0) > ROW_LINES,
    }


def _roomiest(
    cells: list[tuple[str, ...]], numeric: list[bool]
) -> tuple[list[int], float, float, bool]:
    """Give needs and type with whole words, or, where that asks for small type, with hyphens."""
    for word in WORDS:
        needs = [_need(column, number, word) for column, number in zip(cells, numeric, strict=True)]
        size, line, sideways = _fit(sum(needs))
        if not sideways and size >= COMFORTABLE:
            break
    return needs, size, line, sideways


def _widths(cells: list[tuple[str, ...]], needs: list[int], line: float) -> list[float]:
    """Share the line: the rows come before the head, which few mind on two lines."""
    of_rows, of_all = (
        [
            max(need, min(max(map(len, column[start:]), default=0), TEXT) + PADDING)
            for column, need in zip(cells, needs, strict=True)
        ]
        for start in (1, 0)
    )
    if sum(of_rows) > line:
        return shared_widths(needs, of_rows, line)
    return shared_widths(of_rows, of_all, line)


def shared_widths(needs: list[int], wishes: list[int], line: float) -> list[float]:
    """Share a line among columns: their needs first, the rest in proportion to what they miss.

    Examples
    --------
    >>> shared_widths([10, 10], [10, 30], 30)
    [10.0, 20.0]
    """
    missing = [wish - need for need, wish in zip(needs, wishes, strict=True)]
    spare = line - sum(needs)
    if sum(wishes) <= line or spare <= 0:
        return [
            float(wish if spare > 0 else need) for need, wish in zip(needs, wishes, strict=True)
        ]
    part = spare / sum(missing)
    return [need + part * more for need, more in zip(needs, missing, strict=True)]


def _numeric(table: Table) -> list[bool]:
    """Tell of every column, the first included, whether it is set flush right."""
    told = [False, *table.numeric][: len(table.columns)]
    return told + [False] * (len(table.columns) - len(told))


def _unbroken(text: str) -> str:
    """Give a number that stays on one line with its sign and unit."""
    return settable(text).replace(" ", "\N{NO-BREAK SPACE}")


def _need(column: tuple[str, ...], numeric: bool, word: int) -> int:
    """Give the least width of a column: no number is broken, and a long word only by a hyphen."""
    words = _words(column)
    need = max(len(w) if _WITH_DIGIT.search(w) else min(len(w), word) for w in words)
    longest = max(map(len, column[1:]), default=0)
    if numeric:
        need = max(need, longest)
    elif longest > TEXT:
        need = max(need, TEXT_AT_LEAST)
    return need + PADDING


def _words(column: tuple[str, ...]) -> list[str]:
    """Give what stays on one line: words, and the parts of web addresses and of spans of days."""
    words = [word for text in column for word in re.split("[ \n\u200b]", text)]
    return [
        part for word in words for part in (_PARTS.split(word) if _LONG.match(word) else [word])
    ]


def _lines(row: list[str], widths: list[float]) -> int:
    """Estimate on how many lines a row is set; its height counts the space between rows too."""
    lines = (ceil(len(cell) / (width - PADDING)) for cell, width in zip(row, widths, strict=True))
    return max(1, *lines)


def _fit(need: int) -> tuple[float, float, bool]:
    """Choose type and page: the largest type in which every column has what it needs."""
    for sideways in (False, True):
        for size, line in LINES.items():
            room = line * SIDEWAYS if sideways else line
            if need <= room:
                return size, room, sideways
    return size, room, sideways
