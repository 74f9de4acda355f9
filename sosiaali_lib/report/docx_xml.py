"""The few elements of WordprocessingML that the Word draft is made of."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from sosiaali_lib.plain_text import clean, one_line

Element: TypeAlias = BaseOxmlElement

# A4 with margins of 25 mm, in twips (twentieths of a point).
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1417
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

_LOCALES = {
    "fi": "fi-FI",
    "sv": "sv-FI",
    "en": "en-GB",
    "se": "se-FI",
    "smn": "smn-FI",
    "sms": "sms-FI",
}


def locale(lang: str) -> str:
    """Give a language as Word names it, with the country whose spelling it follows.

    Examples
    --------
    >>> locale("sv"), locale("so")
    ('sv-FI', 'so')
    """
    return _LOCALES.get(lang, one_line(lang))


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element; its attributes take the prefix of its tag.

    Examples
    --------
    >>> element("w:tab", val="right", pos=9072).get(qn("w:val"))
    'right'
    """
    prefix = tag.partition(":")[0]
    named = {_full(f"{prefix}:{name}"): str(value) for name, value in attributes.items()}
    made: Element = oxml_parser.makeelement(_full(tag), named, _spaces(prefix))
    made.extend(children)
    return made


@cache
def _full(name: str) -> str:
    return str(qn(name))


@cache
def _spaces(prefix: str) -> dict[str, str]:
    return {prefix: nsmap[prefix]}


def run(text: str, *, style: str = "", lang: str = "") -> Element:
    """Make a run of text, of a character style and in a language of its own when they are given."""
    made = element("w:r")
    properties = [element("w:rStyle", val=style)] if style else []
    if lang:
        properties.append(element("w:lang", val=locale(lang)))
    if properties:
        made.append(element("w:rPr", *properties))
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(element("w:br"))
        if line:
            made.append(written("w:t", line))
    return made


def written(tag: str, text: str) -> Element:
    """Make an element that holds text, whose blanks at both ends count."""
    made = element(tag)
    made.text = text
    made.set(_full("xml:space"), "preserve")
    return made


def tab() -> Element:
    """Make a run that jumps to the next tab stop."""
    return element("w:r", element("w:tab"))


def paragraph(style: str, *content: Element, properties: tuple[Element, ...] = ()) -> Element:
    """Make a paragraph; `properties` stand in the order that the schema of `w:pPr` asks for."""
    layout = element("w:pPr", element("w:pStyle", val=style), *properties)
    return element("w:p", layout, *content)


def section(*leading: Element) -> Element:
    """Give the page of a section: A4 upright with equal margins; `leading` names its footer."""
    sides = {"top": MARGIN, "right": MARGIN, "bottom": MARGIN, "left": MARGIN}
    return element(
        "w:sectPr",
        *leading,
        element("w:pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        element("w:pgMar", **sides, header=709, footer=709, gutter=0),
    )
