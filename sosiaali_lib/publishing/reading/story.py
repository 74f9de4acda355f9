"""The text of an edited file from its first paragraph to its last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sosiaali_lib.publishing.reading import tables
from sosiaali_lib.publishing.reading.inline import (
    ALTERNATE,
    TRACKED,
    Inline,
    InlineReader,
    chosen,
)
from sosiaali_lib.publishing.reading.model import Grid, Item, Line, Place, Role, Trouble, words_of
from sosiaali_lib.publishing.reading.numbering import BULLET, NONE, Numbering
from sosiaali_lib.publishing.reading.package import W
from sosiaali_lib.publishing.reading.spoken import believed
from sosiaali_lib.publishing.reading.styles import Styles, numbering_of
from sosiaali_lib.report.rich import Run, joined, plain_text, stripped

NESTED, INSERTED, LAYOUT = "sisakkainen-taulukko", "upotettu-kohde", "taittotaulukko"
"""Codes of `findings`."""
_LETTERED = frozenset({"upperLetter", "lowerLetter"})
_LISTS = ("list_heading", "list_entry")


@dataclass
class Story:
    """Reads the body of a file; what it has read stands in `items` and `troubles`."""

    inline: InlineReader
    styles: Styles
    numbering: Numbering
    lang: str
    items: list[Item] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    _heading: str = ""
    _number: int = 0
    _marks: list[str] = field(default_factory=list)
    """Bookmarks that begin between two paragraphs: they are those of the next one."""
    _held: list[Run] = field(default_factory=list)
    """Text of a paragraph whose end was deleted with tracking: it goes on in the next one."""

    def read(self, body: Any) -> None:
        """Read everything in an element, in the order of reading."""
        self._children(body, "", False)

    def _children(self, element: Any, slot: str, contents: bool) -> None:
        for child in element:
            tag = str(child.tag)
            if tag == f"{W}p":
                self._paragraph(child, slot, contents)
            elif tag == f"{W}tbl":
                self._table(child, slot)
            elif tag == f"{W}sdt":
                self._control(child, slot, contents)
            elif tag in (f"{W}customXml", f"{W}sdtContent"):
                self._children(child, slot, contents)
            elif tag in (f"{W}ins", f"{W}moveTo"):
                self._tell(TRACKED, self._place(""))
                self._children(child, slot, contents)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self._tell(TRACKED, self._place(""))
            elif tag == f"{W}bookmarkStart":
                self._marks.append(str(child.get(f"{W}name", "")))
            elif tag == f"{W}altChunk":
                self._tell(INSERTED, self._place(""))
            elif tag == ALTERNATE:
                self._children(chosen(child), slot, contents)

    def _control(self, control: Any, slot: str, contents: bool) -> None:
        """Read a content control: a place for own text, the contents, or one that says nothing."""
        about = control.find(f"{W}sdtPr")
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = about.find(f"{W}docPartObj/{W}docPartGallery") if about is not None else None
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            self._children(content, slot, True)
            return
        names = (about.find(f"{W}{name}") for name in ("tag", "alias")) if about is not None else ()
        told = [str(name.get(f"{W}val", "")) for name in names if name is not None]
        self._children(content, next(filter(None, told), slot), contents)

    def _paragraph(self, paragraph: Any, slot: str, contents: bool) -> None:
        layout = paragraph.find(f"{W}pPr")
        style = self._style(layout)
        found = self.inline.read(paragraph, style)
        found.marks[:0] = self._marks
        runs = stripped([*self._held, *found.runs])
        self._held, self._marks = [], []
        if _ends_deleted(layout):
            self._held = [*runs, *([Run(" ")] if runs else [])]
            self._tell(TRACKED, self._place(plain_text(runs)))
            return
        role, level = self.styles.role(style)
        if contents and role not in _LISTS:
            role = "list_entry"
        line = self._line(role, level, runs, layout, style, found)
        if role == "heading" and line.text.strip():
            self._heading, self._number = line.text, 0
        elif line.text.strip() and role not in _LISTS:
            self._number += 1
        place = self._place(line.text)
        shown = bool(line.text.strip() or found.pictures or role == "heading")
        prompt = found.prompt and not found.own
        if shown:
            self.items.append(replace(line, place=place, slot=slot, prompt=prompt))
        for code in dict.fromkeys(found.troubles):
            self._tell(code, place)
        for box in found.boxes:
            self._children(box, slot, False)

    def _line(
        self, role: Role, level: int, runs: tuple[Run, ...], layout: Any, style: str, found: Inline
    ) -> Line:
        kind, depth = self._list(layout, style)
        ordered = self.styles.ordered(style)
        if role in ("body", "lead", "note") and kind != NONE:
            role, level, ordered = "bullet", depth, kind != BULLET
        elif role == "bullet" and kind != NONE:
            level, ordered = max(level, depth), kind != BULLET
        outline = layout.find(f"{W}outlineLvl") if layout is not None else None
        if role == "body" and outline is not None and str(outline.get(f"{W}val")) in "012345678":
            role, level = "heading", int(str(outline.get(f"{W}val"))) + 1
        return Line(
            role=role,
            runs=joined(believed(runs, self.lang)),
            place=Place(),
            level=level,
            ordered=bool(ordered),
            appendix=role == "heading" and level == 1 and kind in _LETTERED,
            marks=tuple(found.marks),
            pictures=tuple(found.pictures),
        )

    def _list(self, layout: Any, style: str) -> tuple[str, int]:
        """Give the kind of the list that a paragraph belongs to, and its level there."""
        own, of_style = numbering_of(layout), self.styles.numbering(style)
        if own is None:
            return self.numbering.kind(*of_style) if of_style else NONE, (of_style or ("", 0))[1]
        number = own[0] or (of_style[0] if of_style else "0")
        return self.numbering.kind(number, own[1]), own[1]

    def _style(self, layout: Any) -> str:
        own = layout.find(f"{W}pStyle") if layout is not None else None
        return str(own.get(f"{W}val")) if own is not None else self.styles.usual

    def _table(self, table: Any, slot: str) -> None:
        if tables.is_layout(table):
            self._tell(LAYOUT, self._place(_all_text(table)))
            for cell in tables.cells(table):
                self._children(cell, slot, False)
            return
        codes: list[str] = []
        file = self.inline.package.name
        rows = tables.read_rows(table, lambda cell: self._cell(cell, codes), file)
        place = self._place(" ".join(rows.texts[0]) if rows.texts else "")
        for code in dict.fromkeys([*codes, *([TRACKED] if rows.tracked else [])]):
            self._tell(code, place)
        if any(cell.strip() for row in rows.texts for cell in row):
            grid = Grid(
                rows=rows.texts,
                place=place,
                head=rows.head,
                caption=rows.caption,
                slot=slot,
                merged=rows.merged,
            )
            self.items.append(grid)

    def _cell(self, cell: Any, codes: list[str]) -> str:
        """Give the text of a cell, its paragraphs on lines of their own."""
        texts = []
        for paragraph in _paragraphs(cell, codes):
            layout = paragraph.find(f"{W}pPr")
            found = self.inline.read(paragraph, self._style(layout))
            codes += found.troubles
            texts.append(plain_text(found.runs).strip())
        return "\n".join(filter(None, texts))

    def _place(self, text: str) -> Place:
        return Place(self._heading, self._number, words_of(text))

    def _tell(self, code: str, place: Place) -> None:
        self.troubles.append(Trouble(code, place))


def _paragraphs(element: Any, codes: list[str]) -> Iterator[Any]:
    """Give the paragraphs of a cell; those of a table within it follow in their order."""
    for child in element:
        tag = str(child.tag)
        if tag == f"{W}p":
            yield child
        elif tag == f"{W}tbl":
            codes.append(NESTED)
            for cell in tables.cells(child):
                yield from _paragraphs(cell, codes)
        elif tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _paragraphs(child, codes)


def _ends_deleted(layout: Any) -> bool:
    looks = layout.find(f"{W}rPr") if layout is not None else None
    return looks is not None and looks.find(f"{W}del") is not None


def _all_text(element: Any) -> str:
    return " ".join(part.text or "" for part in element.iter(f"{W}t"))
