"""Tables of a page without tags, put together from where its words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.file_audit.content import Cell, Table, without_number
from sosiaali_lib.file_audit.numbers import read

_GAP = 0.9  # heights of a letter between two cells of a line
_SKEW = 0.5  # heights of a letter within which two words stand on one line


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Height of the letters, never nothing."""
        return max(self.top - self.bottom, 4.0)


def lines(words: Sequence[Word]) -> list[list[Word]]:
    """Give the lines of a page from the top, each with its cells from the left."""
    rows: list[list[Word]] = []
    for word in sorted((w for w in words if w.text), key=lambda w: (-w.bottom, w.left)):
        if rows and abs(rows[-1][0].bottom - word.bottom) <= _SKEW * word.height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_cells(sorted(row, key=lambda w: w.left)) for row in rows]


def _cells(row: list[Word]) -> list[Word]:
    """Join the words of a line that stand close to one another."""
    cells: list[Word] = []
    for word in row:
        last = cells[-1] if cells else None
        if last is not None and word.left - last.right < _GAP * word.height:
            space = " " if word.left - last.right > 0.15 * word.height else ""
            cells[-1] = Word(
                last.text + space + word.text,
                last.left,
                max(last.right, word.right),
                min(last.bottom, word.bottom),
                max(last.top, word.top),
            )
        else:
            cells.append(word)
    return cells


def placed_tables(page: Sequence[Sequence[Word]]) -> list[Table]:
    """Give the tables of a page: runs of lines with a label and at least one number or mark.

    The line above a run names its columns, the line above that is its title.

    Examples
    --------
    >>> head = [Word("Syy", 0, 20, 80, 90), Word("n", 100, 110, 80, 90)]
    >>> row = [Word("asuminen", 0, 50, 60, 70), Word("..", 100, 110, 60, 70)]
    >>> table = placed_tables([[Word("Syyt", 0, 30, 100, 110)], head, row])[0]
    >>> table.caption, table.columns, [cell.text for cell in table.rows[0]]
    ('Syyt', ('Syy', 'n'), ['asuminen', '..'])
    """
    tables: list[Table] = []
    start = 0
    while start < len(page):
        end = start
        while end < len(page) and is_row(page[end]):
            end += 1
        if end > start:
            tables.append(_table(page, start, end))
        start = max(end, start + 1)
    return tables


def is_row(line: Sequence[Word]) -> bool:
    """Tell whether a line is a label with numbers or marks after it."""
    return (
        len(line) > 1
        and read(line[0].text).kind == "text"
        and all(read(word.text).kind != "text" for word in line[1:])
    )


def _table(page: Sequence[Sequence[Word]], start: int, end: int) -> Table:
    head = page[start - 1] if start and len(page[start - 1]) > 1 else []
    title = start - (2 if head else 1)
    caption = " ".join(word.text for word in page[title]) if title >= 0 else ""
    centres = [(word.left + word.right) / 2 for word in head[1:]] or [
        (word.left + word.right) / 2 for word in max(page[start:end], key=len)[1:]
    ]
    names = [word.text for word in head[1:]] or [str(at + 1) for at in range(len(centres))]
    rows = []
    for line in page[start:end]:
        cells = [""] * len(centres)
        for word in line[1:]:
            middle = (word.left + word.right) / 2
            nearest = min(range(len(centres)), key=lambda at: abs(centres[at] - middle))
            cells[nearest] = word.text
        rows.append(tuple(Cell(text) for text in (line[0].text, *cells)))
    label = head[0].text if head else ""
    return Table(without_number(caption), (label, *names), tuple(rows))
