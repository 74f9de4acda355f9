"""Pictures of the Word draft."""

from __future__ import annotations

from struct import unpack

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Inches, Length, Mm, Twips

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.blocks import Figure
from sosiaali_lib.report.docx_xml import TEXT_WIDTH, Element, element, paragraph
from sosiaali_lib.report.typst_fonts import fonts

PPI = 200
TALLEST = Mm(190)  # leaves room for the caption on the page
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""


class UnreadableDrawingError(ValueError):
    """The SVG of a figure cannot be drawn."""


def picture(word: WordDocument, figure: Figure, *, name: str) -> Element:
    """Give a figure's drawing in line with the text, with its text alternative.

    It keeps its own size unless the page is too small for it. `name` is what Word calls it in the
    selection pane.

    Raises
    ------
    UnreadableDrawingError
        If the SVG cannot be drawn.
    """
    png = drawn(figure)
    width, height = (Inches(pixels / PPI) for pixels in unpack(">II", png[16:24]))
    scale = min(1.0, Twips(TEXT_WIDTH) / width, TALLEST / height)
    size = (Length(round(length * scale)) for length in (width, height))
    # python-docx itself searches the whole document for a free number at each picture.
    number = 1 + sum(one.reltype == RELATIONSHIP_TYPE.IMAGE for one in word.part.rels.values())
    part = ImagePart(PackURI(f"/word/media/image{number}.png"), CONTENT_TYPE.PNG, png)
    made_known = word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    inline = CT_Inline.new_pic_inline(number, made_known, "image.png", *size)
    inline.docPr.set("name", one_line(name))
    inline.docPr.set("descr", one_line(figure.alt))
    return paragraph("Picture", element("w:r", element("w:drawing", inline)))


def drawn(figure: Figure) -> bytes:
    """Draw a figure as PNG, which every Word shows; 200 pixels an inch."""
    import typst

    try:
        return typst.compile(
            _PAGE,
            format="png",
            ppi=PPI,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"svg": figure.svg},
        )
    except typst.TypstError as fault:
        raise UnreadableDrawingError(
            f"The drawing of figure {figure.slug!r} cannot be read: {fault}. Expected one SVG "
            "element; open it in a browser to see where it breaks off."
        ) from fault
