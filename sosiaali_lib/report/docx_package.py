"""The file round the text of the Word draft: styles, properties, footer, and the zip itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report import theme
from sosiaali_lib.report.blocks import Bullets
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.docx_fields import footer
from sosiaali_lib.report.docx_marks import PART, properties_xml
from sosiaali_lib.report.docx_xml import TEXT_WIDTH, Element, element, locale, section
from sosiaali_lib.workbooks import entry

_XML = Path(__file__).parent / "templates" / "word"
_KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
}
# Word offers these for whatever a coordinator adds, such as a chart.
_PALETTE = {
    "dk2": theme.PRIMARY,
    "lt2": theme.TINT,
    "accent1": theme.AREA,
    "accent2": theme.COMPARISON,
    "accent3": theme.PRIMARY,
    "accent4": theme.MUTED,
    "accent5": theme.RULE,
    "accent6": theme.WARNING,
    "hlink": theme.PRIMARY,
    "folHlink": theme.MUTED,
}
_ORDERED = 4  # the kind of numbering of ordered lists in numbering.xml
_LIMIT = 255  # characters in a property; python-docx refuses longer ones


def empty_draft(document: Document) -> WordDocument:
    """Make a Word document without text: its styles, numbering, footer and properties."""
    word = docx.Document()
    colours = word.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, rel in relations.items() if rel.reltype not in _KEPT]:
            del relations[key]
    painted = Part(colours.partname, colours.content_type, _painted(colours.blob))
    word.part.relate_to(painted, RELATIONSHIP_TYPE.THEME)

    _fill(word.styles.element, "styles", document)
    _fill(word.settings.element, "settings", document)
    _fill(word.part.numbering_part.element, "numbering", document)
    for position, part in enumerate(document.parts):
        if isinstance(part.block, Bullets) and part.block.ordered:
            word.part.numbering_part.element.append(_from_one(position))

    foot = word.sections[-1].footer.part.element
    foot[:] = [footer(document)]
    page = word.element.body[-1]
    word.element.body.replace(page, section(*page.findall(qn("w:footerReference"))))
    _describe(word.core_properties, document)
    if document.origin is not None:
        package = word.part.package
        told = properties_xml(document.origin, document.lang)
        own = Part(PackURI(f"/{PART}"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, told, package)
        package.relate_to(own, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    return word


def ordered_list(position: int) -> int:
    """Give the number of the numbering that the ordered list at a place has to itself."""
    return 100 + position


def packed(word: WordDocument) -> bytes:
    """Give the file; the same content always gives the same bytes."""
    package = word.part.package
    parts = list(package.iter_parts())
    contents = {CONTENT_TYPES_URI: _types(parts), PACKAGE_URI.rels_uri: package.rels.xml}
    for part in parts:
        part.before_marshal()
        contents[part.partname] = part.blob
        if len(part.rels):
            contents[part.partname.rels_uri] = part.rels.xml
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in contents.items():
            how = ZIP_STORED if name.ext == "png" else ZIP_DEFLATED
            archive.writestr(entry(name.membername), content, compress_type=how)
    return file.getvalue()


def _types(parts: Sequence[Part]) -> bytes:
    """Give the list of what kind of content each part of the file is."""
    known = {"png": CONTENT_TYPE.PNG, "rels": CONTENT_TYPE.OPC_RELATIONSHIPS}
    known["xml"] = CONTENT_TYPE.XML
    lines = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in known.items()]
    lines += [
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in parts
        if known.get(part.partname.ext) != part.content_type
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns='
        f'"http://schemas.openxmlformats.org/package/2006/content-types">{"".join(lines)}</Types>'
    ).encode()


def _fill(root: Element, name: str, document: Document) -> None:
    """Put the elements of one of our XML files in place of those of python-docx."""
    values = {key: value[1:] for key, value in vars(theme).items() if str(value)[:1] == "#"}
    values |= {"WORD_FONT": theme.WORD_FONT, "LOCALE": locale(document.lang)}
    values["TEXT_WIDTH"] = str(TEXT_WIDTH)
    safe = {key: escape(value, {'"': "&quot;"}) for key, value in values.items()}
    text = Template((_XML / f"{name}.xml").read_text(encoding="utf-8")).substitute(safe)
    root[:] = [child for child in parse_xml(text.encode()) if isinstance(child.tag, str)]


def _from_one(position: int) -> Element:
    """Number one ordered list, starting from 1."""
    start = element("w:lvlOverride", element("w:startOverride", val=1), ilvl=0)
    kind = element("w:abstractNumId", val=_ORDERED)
    return element("w:num", kind, start, numId=ordered_list(position))


def _painted(xml: bytes) -> bytes:
    """Give the theme of python-docx in our colours and font."""
    text = xml.decode().replace('latin typeface="Cambria"', f'latin typeface="{theme.WORD_FONT}"')
    for place, colour in _PALETTE.items():
        text = re.sub(rf'(<a:{place}>\s*<a:srgbClr val=)"\w+"', rf'\1"{colour[1:]}"', text)
    return text.encode()


def _describe(properties: CoreProperties, document: Document) -> None:
    """Fill in the properties; their times are those of the document, never of the clock."""
    created = document.created
    if created.tzinfo:
        created = created.astimezone(UTC)
    properties.title = one_line(document.title)[:_LIMIT]
    properties.subject = one_line(document.subject)[:_LIMIT]
    properties.author = properties.last_modified_by = one_line(document.author)[:_LIMIT]
    properties.keywords = one_line(document.keywords)[:_LIMIT]
    properties.language = locale(document.lang)
    properties.comments = ""
    properties.created = properties.modified = created
    properties.revision = 1
