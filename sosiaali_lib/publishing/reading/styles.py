"""What the styles of an edited file mean, by the names that no program translates.

The ids of styles change with the language of Word and with every program that saves the file
(“Otsikko1”, “Heading1”, “berschrift1”); the names of built-in styles inside the file do not. A style
of a person's own is what it is based on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sosiaali_lib.publishing.reading.model import Role
from sosiaali_lib.publishing.reading.package import W

_ROLES: dict[str, Role] = {
    "title": "title",
    "subtitle": "subtitle",
    "caption": "caption",
    "draft mark": "mark",
    "cover fact": "fact",
    "cover note": "cover_note",
    "lead": "lead",
    "remark": "note",
    "warning": "warning",
    "source": "source",
    "toc heading": "list_heading",
    "contents heading": "list_heading",
    "table of figures": "list_entry",
    "table of authorities": "list_entry",
    "figure index 1": "list_entry",
}
_HEADING = re.compile(r"^heading ([1-9])$")
_ENTRY = re.compile(r"^(?:toc|index|contents) [1-9]$")
_LIST = re.compile(r"^list (bullet|number)(?: ([2-5]))?$")
PROMPT = "placeholder text"


@dataclass(frozen=True)
class Style:
    """A style: its name in small letters, what it is based on, and what it says itself."""

    name: str
    base: str
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    level: int | None = None
    numbering: tuple[str | None, int] | None = None
    lang: str = ""


@dataclass(frozen=True)
class Styles:
    """All styles of a file by their id, the default paragraph style and the default language."""

    by_id: dict[str, Style]
    usual: str = ""
    lang: str = ""

    def chain(self, style_id: str) -> list[Style]:
        """Give a style and those that it is based on, the nearest first."""
        found, seen = [], set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            found.append(self.by_id[style_id])
            style_id = found[-1].base
        return found

    def role(self, style_id: str) -> tuple[Role, int]:
        """Give what paragraphs of a style are, and their level."""
        for style in self.chain(style_id):
            if found := _HEADING.match(style.name):
                return "heading", int(found[1])
            if style.name in _ROLES:
                return _ROLES[style.name], 0
            if _ENTRY.match(style.name):
                return "list_entry", 0
            if found := _LIST.match(style.name):
                return "bullet", int(found[2] or 1) - 1
            if style.level is not None:
                return "heading", style.level + 1
        return "body", 0

    def ordered(self, style_id: str) -> bool | None:
        """Tell whether a style of lists counts its items; None where it is no style of lists."""
        for style in self.chain(style_id):
            if found := _LIST.match(style.name):
                return found[1] == "number"
        return None

    def numbering(self, style_id: str) -> tuple[str, int] | None:
        """Give the list that a style belongs to, and the level in it."""
        level = 0
        for style in self.chain(style_id):
            if style.numbering is not None:
                number, level = style.numbering[0], style.numbering[1] or level
                if number is not None:
                    return number, level
        return None

    def look(self, style_id: str) -> tuple[bool | None, bool | None]:
        """Tell whether a style makes text bold and italic; None where it says nothing of it."""
        chain = self.chain(style_id)
        bold = next((style.bold for style in chain if style.bold is not None), None)
        italic = next((style.italic for style in chain if style.italic is not None), None)
        return bold, italic

    def hides(self, style_id: str) -> bool:
        """Tell whether a style makes text invisible."""
        said = (style.hidden for style in self.chain(style_id) if style.hidden is not None)
        return next(said, False)

    def language(self, style_id: str) -> str:
        """Give the language of a style's text; empty where it is that of the document."""
        return next((style.lang for style in self.chain(style_id) if style.lang), "")

    def is_prompt(self, style_id: str) -> bool:
        """Tell whether text of a character style is a prompt that waits for a person's own."""
        return any(style.name == PROMPT for style in self.chain(style_id))


def read_styles(root: Any) -> Styles:
    """Read the part of the styles; None gives a file without any."""
    if root is None:
        return Styles({})
    found: dict[str, Style] = {}
    usual = ""
    for style in root.iter(f"{W}style"):
        style_id = str(style.get(f"{W}styleId", ""))
        found[style_id] = _style(style)
        if style.get(f"{W}type") == "paragraph" and on(style.get(f"{W}default", "0")):
            usual = style_id
    lang = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return Styles(found, usual, lang.get(f"{W}val") or "" if lang is not None else "")


def on(value: str | None) -> bool:
    """Tell whether a switch of WordprocessingML is on; one without a value is."""
    return value not in ("0", "false", "off", "none")


def switch(properties: Any, name: str) -> bool | None:
    """Give a switch of some properties; None where they do not have it."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else on(found.get(f"{W}val"))


def _style(style: Any) -> Style:
    name, base = style.find(f"{W}name"), style.find(f"{W}basedOn")
    looks, layout = style.find(f"{W}rPr"), style.find(f"{W}pPr")
    outline = layout.find(f"{W}outlineLvl") if layout is not None else None
    lang = looks.find(f"{W}lang") if looks is not None else None
    level = whole(outline.get(f"{W}val")) if outline is not None else None
    return Style(
        name=str(name.get(f"{W}val") if name is not None else "").strip().lower(),
        base=str(base.get(f"{W}val")) if base is not None else "",
        bold=switch(looks, "b"),
        italic=switch(looks, "i"),
        hidden=switch(looks, "vanish"),
        level=level if level is not None and 0 <= level < 9 else None,
        numbering=numbering_of(layout),
        lang=lang.get(f"{W}val") or "" if lang is not None else "",
    )


def numbering_of(layout: Any) -> tuple[str | None, int] | None:
    """Give the list and the level that properties of a paragraph name; None where they name none."""
    found = layout.find(f"{W}numPr") if layout is not None else None
    if found is None:
        return None
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    depth = whole(level.get(f"{W}val")) if level is not None else 0
    return (str(number.get(f"{W}val")) if number is not None else None), max(0, min(depth or 0, 8))


def whole(text: str | None) -> int | None:
    """Give a whole number of at most four digits; None for any other text."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,4}", text) else None
