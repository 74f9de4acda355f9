"""The Word draft of a report, which a coordinator edits and publishes.

Everything that Word can tell a screen reader is there: heading styles, header rows and columns,
text alternatives, the language of the text and of foreign passages, and properties.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt

from sosiaali_lib.report.blocks import (
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
)
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.docx_blocks import bullets, cover, heading, notes, running_text, slot
from sosiaali_lib.report.docx_fields import caption_text, lists
from sosiaali_lib.report.docx_figure import picture
from sosiaali_lib.report.docx_glossary import add_prompts
from sosiaali_lib.report.docx_marks import Links
from sosiaali_lib.report.docx_package import empty_draft, packed
from sosiaali_lib.report.docx_table import table
from sosiaali_lib.report.docx_xml import Element, element, paragraph
from sosiaali_lib.report.writing import chapter_of, levels_above


def write_docx(document: Document) -> bytes:
    """Give a document as a Word file.

    Word itself numbers headings, tables and figures, and the numbers stand there already, so the
    draft reads right unedited and stays right when it is edited. Each slot is a content control
    whose tag is `oma-teksti:` and the slot's slug. Bookmarks and properties (see `docx_marks`) tell
    what an edited draft was made of.

    Parameters
    ----------
    document
        The document to write. Not changed.

    Returns
    -------
    bytes
        Office Open XML; the same document always gives the same bytes.

    Raises
    ------
    UnreadableDrawingError
        If the SVG of a figure cannot be drawn.
    """
    word = empty_draft(document)
    end = word.element.body[-1]
    add_prompts(word, document)
    links = Links.of(document)
    for position in range(len(document.parts)):
        made = _elements(document, position, word, links)
        _space(document, position, made)
        for each in made:
            end.addprevious(each)
    return packed(word)


def _elements(document: Document, position: int, word: WordDocument, links: Links) -> list[Element]:
    """Give one part of the document as paragraphs, tables and content controls."""
    part = document.parts[position]
    match part.block:
        case Cover() as block:
            return cover(block)
        case Lists() as block:
            return lists(document, block)
        case Heading() as block:
            return [heading(position, block, links, label=part.label)]
        case Paragraph() as block:
            return [running_text(block, links, warning=document.words["note"])]
        case Bullets() as block:
            return bullets(position, block, links)
        case Table() as block:
            caption = paragraph("Caption", *caption_text(document, position, block, links))
            return [caption, table(block), *notes(document, block)]
        case Figure() as block:
            drawing = picture(word, block, name=part.label or block.slug)
            below = notes(document, block)
            caption = _caption_below(document, position, block, links, followed=bool(below))
            return [drawing, caption, *below]
        case Slot() as block:
            title = f"{document.words['slot']}: {chapter_of(document, position, block.slug)}"
            return [slot(position, block, title=title, above=levels_above(document)[position])]


def _caption_below(
    document: Document, position: int, block: Figure, links: Links, *, followed: bool
) -> Element:
    """Give the caption of a figure, which belongs to the picture above it."""
    held = element("w:keepNext", val=int(followed))
    distance = element("w:spacing", before=100, after=60 if followed else 280)
    content = caption_text(document, position, block, links)
    return paragraph("Caption", *content, properties=(held, distance))


def _space(document: Document, position: int, made: list[Element]) -> None:
    """Start a page after the lists and at the appendices, and keep text off a table above it."""
    part = document.parts[position]
    before = document.parts[position - 1].block if position else None
    first = next((p for each in made for p in each.iter(qn("w:p")) if isinstance(p, CT_P)), None)
    if first is None:
        return
    layout = first.get_or_add_pPr()
    first_appendix = isinstance(part.block, Heading) and part.block.appendix and part.label == "A"
    bare_table = isinstance(before, Table) and not (before.note + before.source).strip()
    if first_appendix or isinstance(before, Lists):
        layout.pageBreakBefore_val = True
    elif isinstance(part.block, Paragraph | Bullets | Slot) and bare_table:
        layout.spacing_before = Pt(12)
