"""The text blocks of the Word draft: cover, headings, paragraphs, lists, notes and slots."""

from __future__ import annotations

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.blocks import Bullets, Cover, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.docx_fields import heading_text, referring
from sosiaali_lib.report.docx_marks import Links
from sosiaali_lib.report.docx_package import ordered_list
from sosiaali_lib.report.docx_xml import (
    Element,
    element,
    paragraph,
    run,
    section,
    tab,
)
from sosiaali_lib.report.own_text import Written, written

SLOT_TAG = "oma-teksti:"
_TAG_LIMIT = 64  # characters in the tag of a content control
_STYLES = {"body": "Normal", "lead": "Lead", "note": "Remark", "warning": "Warning"}
_NO_NUMBER, _APPENDICES = 0, 2  # numberings of numbering.xml
_NONE = Links((), {})


def cover(block: Cover) -> list[Element]:
    """Give the first page; it is a section of its own, as no page number stands on it."""
    texts = (("DraftMark", block.mark), ("Title", block.title), ("Subtitle", block.subtitle))
    lines = [paragraph(style, run(text)) for style, text in texts if text.strip()]
    for name, value in block.facts:
        label = run(f"{name}:", style="Strong")
        lines.append(paragraph("CoverFact", label, tab(), run(value)))
    if block.note.strip():
        lines.append(paragraph("CoverNote", run(block.note)))
    if lines:
        lines[-1][0].append(section())
    return lines


def heading(position: int, block: Heading, links: Links, *, label: str) -> Element:
    """Give a heading, which its style numbers unless it is lettered or has no number."""
    properties: tuple[Element, ...] = ()
    if block.level < 3 and not label[:1].isdigit():
        use = _APPENDICES if label else _NO_NUMBER
        properties = (_numbered(use, level=block.level - 1),)
    style = f"Heading{block.level}"
    return paragraph(style, *heading_text(position, block, links), properties=properties)


def running_text(block: Paragraph, links: Links, *, warning: str) -> Element:
    """Give running text; a warning opens with the word for it, as colour alone says nothing."""
    lead = (run(f"{warning}: ", style="Strong"),) if block.role == "warning" else ()
    text = referring(block.text, links, lang=block.lang)
    return paragraph(_STYLES[block.role], *lead, *text)


def bullets(position: int, block: Bullets, links: Links, *, lang: str = "") -> list[Element]:
    """Give the items of a list; an ordered list counts from one."""
    if not block.ordered:
        return [paragraph("ListBullet", *referring(item, links, lang=lang)) for item in block.items]
    use = ordered_list(position)
    return [
        paragraph("ListNumber", *referring(item, links, lang=lang), properties=(_numbered(use),))
        for item in block.items
    ]


def notes(document: Document, block: Table | Figure) -> list[Element]:
    """Give the lines under a table or figure that tell its marks and its source."""
    pairs = ((document.words["note"], block.note), (document.words["source"], block.source))
    lines = [run(f"{word}: {text}") for word, text in pairs if text.strip()]
    held = (element("w:keepNext"),)
    return [
        paragraph("Source", line, properties=held if number < len(lines) else ())
        for number, line in enumerate(lines, start=1)
    ]


def slot(position: int, block: Slot, *, title: str, above: int) -> Element:
    """Give a content control: the coordinator's text, or the prompt that typing replaces.

    Word shows the prompt again when the text is taken away, because it stands among the building
    blocks of the draft too.

    Parameters
    ----------
    position
        The place of the slot among the parts of the document.
    block
        The slot.
    title
        What Word calls the control.
    above
        Level of the heading before it.

    Raises
    ------
    ValueError
        If the slug makes the tag longer than Word allows.
    """
    name = slot_name(block)
    properties = element(
        "w:sdtPr",
        element("w:alias", val=one_line(title)[:_TAG_LIMIT]),
        element("w:tag", val=name),
        element("w:id", val=position + 1),
        element("w:placeholder", element("w:docPart", val=name)),
    )
    lines = [
        line
        for own in written(block.text, block.lang, under=above)
        for line in _own(position, own, block.lang)
    ]
    if not lines:
        properties.append(element("w:showingPlcHdr"))
        lines = [prompt(block)]
    properties.append(element("w:richText"))
    return element("w:sdt", properties, element("w:sdtContent", *lines))


def slot_name(block: Slot) -> str:
    """Give the tag of a slot's content control, by which an edited draft is read.

    Raises
    ------
    ValueError
        If the slug makes the tag longer than Word allows.
    """
    name = SLOT_TAG + one_line(block.slug)
    if len(name) > _TAG_LIMIT:
        raise ValueError(
            f"The slug of slot {block.slug!r} has {len(name) - len(SLOT_TAG)} characters; Word "
            f"allows {_TAG_LIMIT - len(SLOT_TAG)}. Shorten it."
        )
    return name


def prompt(block: Slot) -> Element:
    """Give what stands in a slot in which nobody has written."""
    return paragraph("Normal", run(block.prompt, style="PlaceholderText"))


def _own(position: int, block: Written, lang: str) -> list[Element]:
    """Give a block of a person's own text, in which nothing is a field."""
    match block:
        case Heading():
            numbered = (_numbered(_NO_NUMBER, level=block.level - 1),) if block.level < 3 else ()
            text = run(block.text, lang=lang)
            return [paragraph(f"Heading{block.level}", text, properties=numbered)]
        case Bullets():
            return bullets(position, block, _NONE, lang=lang)
        case Paragraph():
            return [running_text(block, _NONE, warning="")]


def _numbered(use: int, *, level: int = 0) -> Element:
    return element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=use))
