"""Fields and bookmarks of the Word draft: captions, the lists at the front and the page number.

Every field carries its result, so that the draft reads right before Word updates anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sosiaali_lib.report.blocks import Figure, Heading, Lists, Table
from sosiaali_lib.report.document import Document, Labelled
from sosiaali_lib.report.docx_marks import Links
from sosiaali_lib.report.docx_xml import Element, element, paragraph, run, tab, written


def target(position: int) -> str:
    """Give the bookmark of a whole heading or caption, by its place among the parts."""
    return f"_Toc{position:09d}"


def label_target(position: int) -> str:
    """Give the bookmark of the words “Table 3” alone, which is what a cross-reference repeats."""
    return f"_Ref{position:09d}"


def bookmark(name: str, number: int, *content: Element) -> list[Element]:
    """Put a bookmark round some content; `number` is its own in the whole document."""
    start = element("w:bookmarkStart", id=number, name=name)
    return [start, *content, element("w:bookmarkEnd", id=number)]


def field(instruction: str, *result: Element) -> list[Element]:
    """Give a field that shows `result` until somebody updates it."""
    return [*_opened(instruction), *result, _mark("end")]


def heading_text(position: int, block: Heading, links: Links) -> list[Element]:
    """Give the text of a heading as a place that links find; its number comes from its style."""
    return _found(position, links, run(block.text))


def caption_text(
    document: Document, position: int, block: Table | Figure, links: Links
) -> list[Element]:
    """Give “Table 3. What it shows”, numbered by a SEQ field, as a place that links find."""
    word = document.words[block.kind]
    number = document.parts[position].label.removeprefix(word).strip()
    counted = field(f"SEQ {_sequence(word)} \\* ARABIC", run(number))
    label = bookmark(label_target(position), 3 * position + 1, run(f"{word} "), *counted)
    return _found(position, links, *label, run(f". {block.caption}"))


def referring(text: str, links: Links, *, lang: str = "") -> list[Element]:
    """Give running text in which “table 3” is a field, so that it follows when Word renumbers."""
    made: list[Element] = []
    for piece, position in links.pieces(text):
        if position is not None:
            small = r" \* Lower" if piece == piece.lower() else ""
            shown = run(piece, lang=lang)
            made += field(rf"REF {label_target(position)} \h{small}", shown)
        elif piece:
            made.append(run(piece, lang=lang))
    return made


def lists(document: Document, block: Lists) -> list[Element]:
    """Give the contents, the list of tables and the list of figures, each only if it has entries."""
    places = list(enumerate(document.parts))
    headings = [
        (position, part, f"TOC{part.block.level}")
        for position, part in places
        if isinstance(part.block, Heading) and part.block.level <= 2
    ]
    made = []
    if headings:
        # \n leaves out page numbers, which nobody knows before Word has laid out the pages.
        made = [_contents(_list(block.contents, r'TOC \o "1-2" \n \h \z', headings))]
    for kind, title in ((Table, block.tables), (Figure, block.figures)):
        sequence = _sequence(document.words[kind.kind])
        captions = [(i, part, "TableofFigures") for i, part in places if type(part.block) is kind]
        if captions:
            made += _list(title, rf'TOC \n \h \z \c "{sequence}"', captions)
    return made


def _found(position: int, links: Links, *content: Element) -> list[Element]:
    """Put the bookmarks of Word's lists, and our own one, round the text of a part."""
    marked = bookmark(target(position), 3 * position, *content)
    name = links.own[position]
    return bookmark(name, 3 * position + 2, *marked) if name else marked


def footer(document: Document) -> Element:
    """Give the line at the foot of each page: the title, and the page number flush right."""
    page = run(f"{document.words['page']}\N{NO-BREAK SPACE}")
    return paragraph("Footer", run(document.title), tab(), page, *field("PAGE", run("1")))


def _sequence(word: str) -> str:
    """Give a word as the name of a sequence: letters, digits and underscores."""
    return re.sub(r"\W", "_", word)


def _list(
    title: str, instruction: str, entries: Sequence[tuple[int, Labelled, str]]
) -> list[Element]:
    """Give a titled list of links, which a field can rebuild."""
    lines = [paragraph(style, _link(position, part)) for position, part, style in entries]
    for place, mark in enumerate(_opened(instruction), start=1):  # after the paragraph's properties
        lines[0].insert(place, mark)
    lines[-1].append(_mark("end"))
    return [paragraph("TOCHeading", run(title)), *lines]


def _link(position: int, part: Labelled) -> Element:
    """Give the entry of one heading, table or figure."""
    content = []
    match part.block:
        case Heading(text=text):
            content = [run(part.label), tab()] if part.label else []
            content.append(run(text))
        case Table(caption=caption) | Figure(caption=caption):
            content = [run(f"{part.label}. {caption}")]
    return element("w:hyperlink", *content, anchor=target(position), history=1)


def _contents(inside: list[Element]) -> Element:
    """Frame the contents, so that Word offers its button for updating them."""
    gallery = element("w:docPartGallery", val="Table of Contents")
    kind = element("w:docPartObj", gallery, element("w:docPartUnique"))
    return element("w:sdt", element("w:sdtPr", kind), element("w:sdtContent", *inside))


def _opened(instruction: str) -> list[Element]:
    text = element("w:r", written("w:instrText", f" {instruction} "))
    return [_mark("begin"), text, _mark("separate")]


def _mark(kind: str) -> Element:
    return element("w:r", element("w:fldChar", fldCharType=kind))
