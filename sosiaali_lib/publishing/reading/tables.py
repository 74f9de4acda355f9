"""Tables of an edited file as grids without gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sosiaali_lib.messages import _
from sosiaali_lib.publishing.reading.package import UnreadableDraftError, W
from sosiaali_lib.publishing.reading.styles import on

MOST_COLUMNS, MOST_CELLS = 200, 500_000  # Word itself allows 63 columns
_FIRST_ROW = 0x0020  # a bit of w:tblLook
CellText = Callable[[Any], str]


@dataclass(frozen=True)
class Rows:
    """The cells of a table as texts, its header rows, and whether some cells were merged."""

    texts: tuple[tuple[str, ...], ...]
    head: int
    caption: str
    merged: bool
    tracked: bool


def read_rows(table: Any, text: CellText, file: str) -> Rows:
    """Read a table of a file; `text` reads what stands in a cell.

    A cell that is merged stands in each of the places that it covers, so that every place can be
    read by itself. Rows and cells that were deleted with tracking are left out.

    Raises
    ------
    UnreadableDraftError
        If the table has more columns or cells than a report could show.
    """
    rows: list[list[str]] = []
    count = 0
    heads: list[bool] = []
    merged = tracked = False
    for row in _rows(table):
        layout = row.find(f"{W}trPr")
        if layout is not None and layout.find(f"{W}del") is not None:
            tracked = True
            continue
        tracked |= layout is not None and layout.find(f"{W}ins") is not None
        cells: list[str] = [""] * _gap(layout, "gridBefore")
        for cell in _cells(row):
            about = cell.find(f"{W}tcPr")
            if about is not None and about.find(f"{W}cellDel") is not None:
                tracked = True
                continue
            span = _number(about, "gridSpan", 1)
            content = text(cell)
            if _goes_on(about):
                above = rows[-1] if rows else []
                content = above[len(cells)] if len(cells) < len(above) else content
                merged = True
            merged |= span > 1
            cells += [content] * span
            count += span
            _bounded(len(cells), count, file)
        heads.append(_is_head(layout))
        rows.append(cells + [""] * _gap(layout, "gridAfter"))
    width = max(map(len, rows), default=0)
    _bounded(width, width * len(rows), file)
    texts = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    head = next((at for at, is_head in enumerate(heads) if not is_head), len(heads))
    if not head and _first_row(table) and len(texts) > 1 and all(cell.strip() for cell in texts[0]):
        head = 1
    about = table.find(f"{W}tblPr/{W}tblCaption")
    caption = str(about.get(f"{W}val", "")) if about is not None else ""
    return Rows(texts, head, caption, merged, tracked)


def _bounded(columns: int, cells: int, file: str) -> None:
    """Refuse a table that grows without limit by what it says of its merged cells."""
    if columns > MOST_COLUMNS or cells > MOST_CELLS:
        text = _("{file} holds a table that is too big for a report. Split it into smaller ones.")
        raise UnreadableDraftError(text.format(file=file))


def is_layout(table: Any) -> bool:
    """Tell whether a table only sets things side by side: one cell, or pictures in its cells."""
    rows = list(_rows(table))
    if len(rows) == 1 and len(list(_cells(rows[0]))) == 1:
        return True
    return any(True for _picture in table.iter(f"{W}drawing", f"{W}pict"))


def cells(table: Any) -> Iterator[Any]:
    """Give the cells of a table in the order of reading."""
    for row in _rows(table):
        yield from _cells(row)


def _rows(table: Any) -> Iterator[Any]:
    """Give the rows of a table, also those that stand in content controls."""
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)


def _first_row(table: Any) -> bool:
    """Tell whether a table's look has a header row."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    text = str(look.get(f"{W}val", ""))
    bits = int(text, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", text) else 0
    row = look.get(f"{W}firstRow")
    return on(row) if row is not None else bool(bits & _FIRST_ROW)


def _is_head(layout: Any) -> bool:
    found = layout.find(f"{W}tblHeader") if layout is not None else None
    return found is not None and on(found.get(f"{W}val"))


def _goes_on(about: Any) -> bool:
    found = about.find(f"{W}vMerge") if about is not None else None
    return found is not None and found.get(f"{W}val", "continue") == "continue"


def _gap(layout: Any, name: str) -> int:
    return _number(layout, name, 0)


def _number(properties: Any, name: str, otherwise: int) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    text = str(found.get(f"{W}val", "")) if found is not None else ""
    return min(int(text), MOST_COLUMNS) if re.fullmatch(r"\d{1,6}", text) else otherwise
