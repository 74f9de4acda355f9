"""Web pages: visible text, tables, attributes, drawings, scripts and comments."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from sosiaali_lib.file_audit.content import (
    Cell,
    Content,
    Labelled,
    Passage,
    Place,
    Table,
    tidy,
    without_number,
)
from sosiaali_lib.file_audit.readers import markup
from sosiaali_lib.file_audit.readers.svg import drawn
from sosiaali_lib.messages import N_

ATTRIBUTE, COMMENT, SCRIPT = N_("attribute {name}"), N_("comment"), N_("script")
HIDDEN_PART, STYLE = N_("hidden part of the page"), N_("style sheet")
_SPOKEN = {"alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary"}
_FORM = {
    "id", "class", "style", "scope", "headers", "colspan", "rowspan", "lang", "dir", "role", "for",
    "tabindex", "href", "src", "srcset", "width", "height", "rel", "type", "charset", "name", "open",
    "aria-labelledby", "aria-describedby", "aria-hidden", "aria-level", "start", "hidden", "media",
    "align", "valign", "border", "span", "http-equiv", "aria-colcount", "aria-rowcount", "reversed",
}  # fmt: skip
_BLOCKS = {
    "p", "li", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption", "pre",
    "blockquote", "summary", "details", "ul", "ol", "table", "tr", "td", "th", "caption", "br", "nav",
    "figure", "header", "footer", "main", "article", "aside", "body", "dl", "title", "option",
}  # fmt: skip
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?|transparent)(?![-\w])",
    re.IGNORECASE,
)
_STYLE_TEXT = re.compile(r"content\s*:\s*(\"[^\"]*\"|'[^']*')")
Inner = Callable[[bytes, str], Content]


@dataclass
class _Page:
    inner: Inner
    tables: list[Table] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    labelled: list[Labelled] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def end_block(self) -> None:
        """Put the words so far together as one passage."""
        if text := tidy("".join(self.words)):
            self.passages.append(Passage(text))
        self.words.clear()


def read_html(data: bytes, name: str, inner: Inner) -> Content:
    """Read a web page; `inner` reads the files inside it (pictures in data addresses)."""
    root = markup.html(data)
    if root is None:
        return Content(name)
    page = _Page(inner)
    _walk(root, page, seen=True)
    page.end_block()
    title = tidy(root.findtext(".//title") or "")
    return Content(
        name,
        (root.get("lang") or "")[:2],
        title,
        tuple(page.tables),
        tuple(page.passages),
        tuple(page.labelled),
    )


def _walk(element: Any, page: _Page, *, seen: bool) -> None:
    """Go through an element; what hangs after it is the parent's affair."""
    if callable(element.tag):
        if (text := tidy(element.text or "")) and not text.startswith("?xml"):
            page.passages.append(Passage(text, (COMMENT, ""), seen=False))
        return
    tag = str(element.tag).lower()
    if tag == "svg":
        found = drawn(element)
        page.passages += found.passages
        page.labelled += found.labelled
        return
    if tag in ("script", "template"):
        page.passages.append(Passage(tidy("".join(element.itertext())), (SCRIPT, ""), seen=False))
        return
    if tag == "style":
        texts = " ".join(_STYLE_TEXT.findall(element.text or ""))
        page.passages.append(Passage(texts, (STYLE, ""), seen=False))
        return
    if seen and _is_hidden(element):
        text = tidy(" ".join(element.itertext()))
        page.passages.append(Passage(text, (HIDDEN_PART, ""), seen=False))
        seen = False
    _attributes(element, page)
    if tag == "table" and seen:
        page.end_block()
        page.tables.append(_table(element))
        for child in element.iter():
            if child is not element:
                _inside_table(child, page)
        return
    block = tag in _BLOCKS
    if block:
        page.end_block()
    if seen:
        page.words.append(element.text or "")
    for child in element:
        _walk(child, page, seen=seen)
        if seen:
            page.words.append(child.tail or "")
    if block:
        page.end_block()


def _inside_table(child: Any, page: _Page) -> None:
    """Take down attributes and comments; the text of the cells is in the table."""
    if callable(child.tag):
        page.passages.append(Passage(tidy(child.text or ""), (COMMENT, ""), seen=False))
    else:
        _attributes(child, page)


def _is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or bool(_UNSEEN_STYLE.search(element.get("style") or ""))


def _attributes(element: Any, page: _Page) -> None:
    for place, text in _told(element):
        page.passages.append(Passage(text, place, seen=place[1] in _SPOKEN))
    address = element.get("src") or element.get("href") or element.get("data") or ""
    if address.startswith("data:") and (found := _embedded(address, page.inner)):
        page.passages += found.passages
        page.labelled += found.labelled


def _told(element: Any) -> Iterator[tuple[Place, str]]:
    """Give the attributes that may carry a number, each with its place."""
    if str(element.tag).lower() == "meta" and (
        element.get("http-equiv") or element.get("name") in ("viewport", "generator")
    ):
        return
    for name, value in element.attrib.items():
        if name.lower() not in _FORM and (text := tidy(value)) and not name.startswith("xmlns"):
            yield (ATTRIBUTE, name.lower()), text


def _embedded(address: str, inner: Inner) -> Content | None:
    """Read the file that stands inside a data address."""
    head, comma, body = address.partition(",")
    suffix = {"image/svg+xml": ".svg", "image/png": ".png", "image/jpeg": ".jpg"}.get(
        head[5:].split(";")[0].lower(), ""
    )
    if not comma or not suffix:
        return None
    try:
        data = b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    except (Base64Error, ValueError):
        return None
    return inner(data, f"data{suffix}")


def _table(table: Any) -> Table:
    caption = table.find("caption")
    text = tidy("".join(caption.itertext())) if caption is not None else _before(table)
    grid, heads = _grid(table)
    header = [
        tidy(" ".join(dict.fromkeys(row[i].text for row in grid[:heads] if i < len(row))))
        for i in range(max((len(row) for row in grid), default=0))
    ]
    rows = tuple(tuple(row) for row in grid[heads:])
    return Table(without_number(text), tuple(header), rows, _after(table))


def _grid(table: Any) -> tuple[list[list[Cell]], int]:
    """Give the cells with spans filled in, and how many rows are headers."""
    grid: list[list[Cell]] = []
    below: dict[tuple[int, int], Cell] = {}
    heads, body_begun = 0, False
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for y, row in enumerate(rows):
        cells: list[Cell] = []
        made = [cell for cell in row if cell.tag in ("td", "th")]
        for element in made:
            while (y, len(cells)) in below:
                cells.append(below.pop((y, len(cells))))
            cell = _cell(element)
            for _ in range(_span(element, "colspan")):
                for down in range(1, _span(element, "rowspan")):
                    below[y + down, len(cells)] = cell
                cells.append(cell)
        while (y, len(cells)) in below:
            cells.append(below.pop((y, len(cells))))
        grid.append(cells)
        in_head = row.getparent().tag == "thead" or all(c.tag == "th" for c in made)
        if in_head and not body_begun:
            heads += 1
        body_begun = body_begun or not in_head
    return grid, heads if heads < len(grid) else min(1, len(grid))


def _span(element: Any, name: str) -> int:
    text = element.get(name) or "1"
    return min(max(int(text), 1), 200) if text.isdigit() else 1


def _cell(element: Any) -> Cell:
    hints: list[tuple[Place, str]] = []
    words: list[str] = []

    def take(node: Any, *, seen: bool) -> None:
        if callable(node.tag):
            hints.append(((COMMENT, ""), tidy(node.text or "")))
            return
        hints.extend(_told(node))
        if seen and _is_hidden(node):
            hints.append(((HIDDEN_PART, ""), tidy(" ".join(node.itertext()))))
            seen = False
        if seen:
            words.append(node.text or "")
        for child in node:
            take(child, seen=seen)
            if seen:
                words.append(child.tail or "")

    take(element, seen=True)
    return Cell(tidy("".join(words)), tuple(hints))


def _before(table: Any) -> str:
    for element in table.itersiblings(preceding=True):
        if element.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
            return tidy("".join(element.itertext()))
    return ""


def _after(table: Any) -> str:
    """Give the notes under a table."""
    frame = table.getparent()
    outer = table if frame is None or len(frame) > 1 else frame
    notes: list[str] = []
    for element in outer.itersiblings():
        if element.tag != "p" or len(notes) == 3:
            break
        notes.append(tidy("".join(element.itertext())))
    return " ".join(notes)
