"""The building blocks of the Word draft: the prompts that Word shows again in emptied slots."""

from __future__ import annotations

from hashlib import sha256

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from sosiaali_lib.report.blocks import Slot
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.docx_blocks import prompt, slot_name
from sosiaali_lib.report.docx_xml import Element, element

_FOLDER = "/word/glossary"


def add_prompts(word: WordDocument, document: Document) -> None:
    """Put the prompts of the slots among the building blocks of a Word document.

    The part has styles of its own, as a part cannot share those of the text.
    """
    slots = {part.block.slug: part.block for part in document.parts if isinstance(part.block, Slot)}
    if not slots:
        return
    parts = element("w:docParts", *map(_building_block, slots.values()))
    content = serialize_part_xml(element("w:glossaryDocument", parts))
    package = word.part.package
    glossary = Part(
        PackURI(f"{_FOLDER}/document.xml"), CONTENT_TYPE.WML_DOCUMENT_GLOSSARY, content, package
    )
    styles = Part(
        PackURI(f"{_FOLDER}/styles.xml"),
        CONTENT_TYPE.WML_STYLES,
        serialize_part_xml(word.styles.element),
        package,
    )
    glossary.relate_to(styles, RELATIONSHIP_TYPE.STYLES)
    word.part.relate_to(glossary, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)


def _building_block(slot: Slot) -> Element:
    name = slot_name(slot)
    category = element(
        "w:category",
        element("w:name", val="General"),
        element("w:gallery", val="placeholder"),
    )
    properties = element(
        "w:docPartPr",
        element("w:name", val=name),
        category,
        element("w:types", element("w:type", val="bbPlcHdr")),
        element("w:behaviors", element("w:behavior", val="content")),
        element("w:guid", val=_guid(name)),
    )
    return element("w:docPart", properties, element("w:docPartBody", prompt(slot)))


def _guid(name: str) -> str:
    """Give an identifier that is the same every time the draft is written."""
    digits = sha256(name.encode()).hexdigest().upper()
    groups = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])
    return "{" + "-".join(groups) + "}"
