"""PDF files: tables by their tags or by the places of the words, and everything beside the pages."""

from __future__ import annotations

from ctypes import POINTER, byref, c_float, c_ushort, cast, create_string_buffer
from dataclasses import dataclass, field
from typing import Any

from sosiaali_lib.file_audit.content import (
    Cell,
    Content,
    Passage,
    Place,
    Table,
    tidy,
    without_number,
)
from sosiaali_lib.file_audit.readers.html import Inner
from sosiaali_lib.file_audit.readers.pdf_beside import beside
from sosiaali_lib.file_audit.readers.pdf_places import Word, is_row, lines, placed_tables
from sosiaali_lib.messages import N_

ALT: Place = (N_("text alternative"), "")
BOOKMARK = N_("bookmark")
_ARTEFACT = -1
_SHORTS = POINTER(c_ushort)
_ROOM = 256  # bytes in which nearly every text of a PDF has room
_PARAGRAPHS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Caption"}
_Marks = dict[int, list[tuple[str, float]]]
"""Marked content of a page: its texts, each with the middle of its place across the page."""


@dataclass
class _Pages:
    tables: list[Table] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    caption: str = ""
    told: set[int] = field(default_factory=set)


def read_pdf(data: bytes, name: str, inner: Inner) -> Content:
    """Read a PDF file."""
    import pypdfium2  # type: ignore[import-untyped]

    pages = _Pages()
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            _page(page, pages)
        titles = [bookmark.get_title() for bookmark in document.get_toc()]
        pages.passages += [Passage(tidy(title), (BOOKMARK, "")) for title in titles]
    finally:
        document.close()
    lang, title, rest = beside(data, inner)
    return Content(
        name,
        lang,
        title,
        tuple(pages.tables),
        (*pages.passages, *rest.passages),
        rest.labelled,
        rest.not_read,
    )


def _page(page: Any, pages: _Pages) -> None:
    from pypdfium2 import raw

    texts = page.get_textpage()
    words: list[tuple[int, Word]] = []
    by_mark: _Marks = {}
    for at in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        text = _string(raw.FPDFTextObj_GetText, item, texts)
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        left, right, bottom, top = _box(item)
        by_mark.setdefault(mark, []).append((text, (left + right) / 2))
        words.append((mark, Word(tidy(text), left, right, bottom, top)))
    tagged: list[Table] = []
    pages.told, pages.caption = set(), ""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if tree:
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            _tagged(raw.FPDF_StructTree_GetChildAtIndex(tree, at), by_mark, pages, tagged)
        raw.FPDF_StructTree_Close(tree)
    on_page = lines([word for mark, word in words if mark not in pages.told])
    _joined(tagged or placed_tables(on_page), pages)
    rest = on_page if tree else [line for line in on_page if not is_row(line)]
    pages.passages.append(Passage(" ".join(word.text for line in rest for word in line)))


def _joined(found: list[Table], pages: _Pages) -> None:
    """Add tables; one without title and header at the top of a page goes on from the one before."""
    for at, table in enumerate(found):
        before = pages.tables[-1] if pages.tables else None
        width = len(table.rows[0]) if table.rows else 0
        goes_on = at == 0 and before is not None and len(before.columns) == width
        if before is not None and goes_on and not table.columns and not table.caption:
            pages.tables[-1] = Table(
                before.caption, before.columns, before.rows + table.rows, before.note, before.place
            )
        elif table.columns:
            pages.tables.append(table)
        elif table.rows:
            header = tuple(cell.text for cell in table.rows[0])
            pages.tables.append(Table(table.caption, header, table.rows[1:], table.note))


def _tagged(element: Any, by_mark: _Marks, pages: _Pages, tables: list[Table]) -> None:
    """Walk the tags of a page: tables and text alternatives."""
    from pypdfium2 import raw

    if not element:
        return
    if alt := _string(raw.FPDF_StructElement_GetAltText, element):
        pages.passages.append(Passage(tidy(alt), ALT))
    kind = _string(raw.FPDF_StructElement_GetType, element)
    if kind == "Table":
        table = _table(element, by_mark)
        pages.told |= _marks(element)
        if not table.caption and pages.caption:  # on a turned page the title stands above
            table = Table(without_number(pages.caption), table.columns, table.rows)
        tables.append(table)
    elif kind in _PARAGRAPHS:
        text = _text(element, by_mark)
        pages.told |= _marks(element)
        pages.passages.append(Passage(text))
        pages.caption = text
        if kind == "P" and tables and tables[-1].note.count("\n") < 2:
            last = tables[-1]
            note = f"{last.note}{text}\n"
            tables[-1] = Table(last.caption, last.columns, last.rows, note, last.place)
    for at in range(max(0, raw.FPDF_StructElement_CountChildren(element))):
        _tagged(raw.FPDF_StructElement_GetChildAtIndex(element, at), by_mark, pages, tables)


def _table(element: Any, by_mark: _Marks) -> Table:
    caption = ""
    columns: tuple[str, ...] = ()
    rows: list[list[tuple[str, float]]] = []
    for kind, child in _children(element):
        if kind == "Caption":
            caption = _text(child, by_mark)
        for row in _rows(kind, child):
            cells = [cell for k, cell in _children(row) if k in ("TH", "TD")]
            texts = [(_text(cell, by_mark), _middle(cell, by_mark)) for cell in cells]
            if kind == "THead" or (kind == "TR" and caption and not columns):
                columns = tuple(text for text, _middle in texts)
            else:
                rows.append(texts)
    return Table(without_number(caption), columns, _aligned(rows))


def _aligned(rows: list[list[tuple[str, float]]]) -> tuple[tuple[Cell, ...], ...]:
    """Put the cells of a row with empty places, which have no tags here, under their columns."""
    width = max((len(row) for row in rows), default=0)
    whole = [row for row in rows if len(row) == width]
    centres = [sum(row[at][1] for row in whole) / len(whole) for at in range(width)]
    found = []
    for row in rows:
        cells = [text for text, _middle in row]
        if len(row) < width:
            cells = [""] * width
            for text, middle in row:
                cells[min(range(width), key=lambda at: abs(centres[at] - middle))] = text
        found.append(tuple(Cell(text) for text in cells))
    return tuple(found)


def _middle(element: Any, by_mark: _Marks) -> float:
    places = [middle for _text, middle in _marked(element, by_mark)]
    return sum(places) / len(places) if places else 0.0


def _rows(kind: str, child: Any) -> list[Any]:
    if kind == "TR":
        return [child]
    if kind in ("THead", "TBody", "TFoot"):
        return [row for k, row in _children(child) if k == "TR"]
    return []


def _children(element: Any) -> list[tuple[str, Any]]:
    from pypdfium2 import raw

    found = []
    for at in range(max(0, raw.FPDF_StructElement_CountChildren(element))):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
            found.append((_string(raw.FPDF_StructElement_GetType, child), child))
    return found


def _text(element: Any, by_mark: _Marks) -> str:
    words = [text for text, _middle in _marked(element, by_mark)]
    return tidy(" ".join(words).replace("\x02 ", "").replace(" \x02", ""))


def _marked(element: Any, by_mark: _Marks) -> list[tuple[str, float]]:
    """Give the texts that belong to an element and to those below it."""
    own = [item for mark in _own_marks(element) for item in by_mark.get(mark, [])]
    return own + [item for _kind, child in _children(element) for item in _marked(child, by_mark)]


def _marks(element: Any) -> set[int]:
    return set(_own_marks(element)).union(*(_marks(child) for _kind, child in _children(element)))


def _own_marks(element: Any) -> list[int]:
    from pypdfium2 import raw

    count = max(0, raw.FPDF_StructElement_GetMarkedContentIdCount(element))
    found = [raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at) for at in range(count)]
    return [mark for mark in found if mark != _ARTEFACT]


def _string(function: Any, *arguments: Any) -> str:
    """Call a function of PDFium that fills a buffer with UTF-16."""
    typed = function.argtypes[-2] == _SHORTS
    room = _ROOM
    while True:
        buffer = create_string_buffer(room)
        size = function(*arguments, cast(buffer, _SHORTS) if typed else buffer, room)
        if size <= room:
            return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
        room = size


def _box(item: Any) -> tuple[float, float, float, float]:
    from pypdfium2 import raw

    sides = [c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *(byref(side) for side in sides))
    left, bottom, right, top = (side.value for side in sides)
    return left, right, bottom, top
