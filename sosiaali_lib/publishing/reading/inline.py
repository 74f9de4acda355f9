"""The inside of a paragraph: text with its looks, links, notes, pictures and tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sosiaali_lib.publishing.reading.fields import Field, Fields
from sosiaali_lib.publishing.reading.model import Picture
from sosiaali_lib.publishing.reading.package import Package, R, W
from sosiaali_lib.publishing.reading.pictures import OBJECT, drawings, old_pictures
from sosiaali_lib.publishing.reading.styles import Styles, switch
from sosiaali_lib.report.rich import Run

TRACKED, COMMENT, HIDDEN = "jaljitetty-muutos", "kommentti", "piiloteksti"
BOX, FORMULA, SIGN = "tekstikehys", "kaava", "merkki"
"""Codes of `findings` for what a person has to decide about."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{_MC}AlternateContent"
"""What is written twice, for programs of today and for older ones."""
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = f"{W}txbxContent"
_WITHIN = frozenset(
    f"{W}{name}"
    for name in ("smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase", "ruby", "moveTo")
)
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
# Letters that Word takes from the font Symbol, where their codes are private.
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0FC: "✓", 0xF0E0: "→", 0xF0B0: "°", 0xF0B1: "±"}
_CODE = re.compile("[0-9A-Fa-f]{4}")
_RAISED = {"superscript": "+", "subscript": "-"}


@dataclass
class Inline:
    """What is collected of one paragraph."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    prompt: bool = False
    own: bool = False
    """Whether some text is no prompt."""


@dataclass
class InlineReader:
    """Reads paragraphs of one file, one after another: a field may go on from one to the next."""

    package: Package
    styles: Styles
    relations: Mapping[str, tuple[str, str]]
    lang: str
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of each footnote or endnote in the order of the text."""
    fields: Fields = field(default_factory=Fields)

    def read(self, paragraph: Any, style: str) -> Inline:
        """Read a paragraph whose style is given."""
        found = Inline()
        self._inside(paragraph, found, style, "")
        return found

    def _inside(self, element: Any, found: Inline, style: str, link: str) -> None:
        for child in element:
            self._one(child, found, style, link)

    def _one(self, child: Any, found: Inline, style: str, link: str) -> None:
        tag = str(child.tag)
        if tag == f"{W}r":
            self._run(child, found, style, link)
        elif tag == f"{W}hyperlink":
            self._inside(child, found, style, self._address(child) or link)
        elif tag in (f"{W}ins", f"{W}moveTo"):
            found.troubles.append(TRACKED)
            self._inside(child, found, style, link)
        elif tag in _GONE:
            found.troubles.append(TRACKED)
        elif tag == f"{W}fldSimple":
            self.fields.opened.append(Field(str(child.get(f"{W}instr", "")), shown=True))
            self._inside(child, found, style, link)
            self.fields.opened.pop()
        elif tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                self._inside(content, found, style, link)
        elif tag in _WITHIN:
            self._inside(child, found, style, link)
        elif tag == f"{W}bookmarkStart":
            found.marks.append(str(child.get(f"{W}name", "")))
        elif tag in (f"{W}commentRangeStart", f"{W}commentReference"):
            found.troubles.append(COMMENT)
        elif tag == ALTERNATE:
            for one in chosen(child):
                self._one(one, found, style, link)
        elif tag.startswith(_MATH):
            found.troubles.append(FORMULA)
            text = "".join(part.text or "" for part in child.iter(f"{_MATH}t"))
            self._add(found, Run(text, link=link))

    def _run(self, run: Any, found: Inline, style: str, link: str) -> None:
        looks = run.find(f"{W}rPr")
        own = looks.find(f"{W}rStyle") if looks is not None else None
        run_style = str(own.get(f"{W}val")) if own is not None else ""
        hidden = switch(looks, "vanish")
        if hidden is None:
            hidden = self.styles.hides(run_style) or self.styles.hides(style)
        if hidden:
            if any((part.text or "").strip() for part in run.iter(f"{W}t")):
                found.troubles.append(HIDDEN)
            return
        look = self._look(looks, run_style, style)
        lang = self._language(looks, run_style, style)
        before = len(found.runs)
        for child in run:
            self._content(child, found, Run("", look, link or self.fields.link, lang))
        written = any(one.text.strip() for one in found.runs[before:])
        if written and self.styles.is_prompt(run_style):
            found.prompt = True
        elif written:
            found.own = True

    def _content(self, child: Any, found: Inline, look: Run) -> None:
        """Take in one element of a run."""
        match str(child.tag).rpartition("}")[2]:
            case "fldChar":
                self.fields.mark(str(child.get(f"{W}fldCharType")))
            case "instrText":
                self.fields.code(child.text or "")
            case "t":
                # The link of a field is known once its code has been read.
                link = look.link or self.fields.link
                self._add(found, look._replace(text=child.text or "", link=link))
            case "tab" | "ptab":
                self._add(found, look._replace(text="\t"))
            case "br" | "cr":
                if child.get(f"{W}type", "textWrapping") == "textWrapping":
                    self._add(found, look._replace(text="\n"))
            case "noBreakHyphen":
                self._add(found, look._replace(text="\N{NON-BREAKING HYPHEN}"))
            case "softHyphen":
                self._add(found, look._replace(text="\N{SOFT HYPHEN}"))
            case "sym":
                self._symbol(child, found, look)
            case "footnoteReference" | "endnoteReference" as kind:
                self.notes.append((kind.removesuffix("Reference"), str(child.get(f"{W}id"))))
                self._add(found, look._replace(text=str(len(self.notes)), note=len(self.notes)))
            case "commentReference":
                found.troubles.append(COMMENT)
            case "AlternateContent":
                for one in chosen(child):
                    self._content(one, found, look)
            case "drawing":
                found.pictures += drawings(child, self.package, self.relations)
                self._boxes(child, found)
            case "pict":
                found.pictures += old_pictures(child, self.package, self.relations)
                self._boxes(child, found)
            case "object":
                found.troubles.append(OBJECT)

    def _boxes(self, element: Any, found: Inline) -> None:
        boxes = list(element.iter(_BOX))
        if any((part.text or "").strip() for box in boxes for part in box.iter(f"{W}t")):
            found.troubles.append(BOX)
            found.boxes += boxes

    def _add(self, found: Inline, run: Run) -> None:
        if not self.fields.hidden:
            found.runs.append(run)

    def _symbol(self, child: Any, found: Inline, look: Run) -> None:
        code = str(child.get(f"{W}char", ""))
        number = int(code, 16) if _CODE.fullmatch(code) else 0xF000
        private = 0xE000 <= number <= 0xF8FF
        if private and number not in _SYMBOLS:
            found.troubles.append(SIGN)
        text = _SYMBOLS.get(number, "\N{REPLACEMENT CHARACTER}") if private else chr(number)
        self._add(found, look._replace(text=text))

    def _address(self, element: Any) -> str:
        number, anchor = element.get(f"{R}id"), element.get(f"{W}anchor")
        address = self.relations.get(str(number), ("", ""))[1] if number else ""
        return address + (f"#{anchor}" if anchor else "")

    def _look(self, looks: Any, run_style: str, style: str) -> str:
        """Give the look of a run beside that of its paragraph."""
        own_bold, own_italic = self.styles.look(run_style)
        whole = self.styles.look(style)
        bold, italic = switch(looks, "b"), switch(looks, "i")
        raised = looks.find(f"{W}vertAlign") if looks is not None else None
        shown = ""
        for letter, direct, of_run, of_paragraph in (
            ("b", bold, own_bold, whole[0]),
            ("i", italic, own_italic, whole[1]),
        ):
            said = of_run if direct is None else direct
            if said and not of_paragraph:
                shown += letter
        if raised is not None:
            shown += _RAISED.get(str(raised.get(f"{W}val")), "")
        return shown

    def _language(self, looks: Any, run_style: str, style: str) -> str:
        """Give the language of a run; empty where it is that of the document."""
        found = looks.find(f"{W}lang") if looks is not None else None
        told = (found.get(f"{W}val") if found is not None else "") or ""
        told = told or self.styles.language(run_style) or self.styles.language(style)
        short = told.partition("-")[0].lower()
        return "" if short == self.lang.partition("-")[0].lower() else short


def chosen(element: Any) -> Iterator[Any]:
    """Give what a program of today shows of content that is written twice."""
    choice = element.find(f"{_MC}Choice")
    shown = choice if choice is not None else element.find(f"{_MC}Fallback")
    if shown is not None:
        yield from shown
