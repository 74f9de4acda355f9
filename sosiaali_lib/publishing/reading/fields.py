"""Fields of Word: what their code asks for, and what becomes of the text that they show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

REFERENCE = "ref:"
"""Begins the `link` of a run that repeats the number of a caption; the bookmark's name follows."""
_WORD = re.compile(r"^\s*([A-Za-z]+)")
_ARGUMENT = re.compile(r"^\s*[A-Za-z]+\s+(?:\"([^\"]*)\"|(\S+))")
_PLACE = re.compile(r"\\l\s+(?:\"([^\"]*)\"|(\S+))")
# What stands at the foot of a page, and what only a program reads, belongs to no text.
_NOT_TEXT = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TC", "XE", "RD", "TA"})


@dataclass
class Field:
    """A field that has begun: its code so far, and whether the text that it shows has begun."""

    code: str = ""
    shown: bool = False

    @property
    def kind(self) -> str:
        """The first word of the code, such as REF."""
        found = _WORD.match(self.code)
        return found[1].upper() if found else ""

    @property
    def link(self) -> str:
        """Where its text leads: an address, “#place”, “ref:bookmark” or nothing."""
        match self.kind:
            case "HYPERLINK":
                address, place = self._argument, _PLACE.search(self.code)
                inside = f"#{place[1] or place[2]}" if place else ""
                return address + inside if address and not address.startswith("\\") else inside
            case "REF":
                return REFERENCE + self._argument
        return ""

    @property
    def silent(self) -> bool:
        """Whether its text is left out."""
        return self.kind in _NOT_TEXT

    @property
    def _argument(self) -> str:
        found = _ARGUMENT.match(self.code)
        return (found[1] if found[1] is not None else found[2]) if found else ""


@dataclass
class Fields:
    """The fields that are open at a place; a field may begin in one paragraph and end in another."""

    opened: list[Field] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        """Take in the beginning, the middle or the end of a field."""
        if kind == "begin":
            self.opened.append(Field())
        elif self.opened and kind == "separate":
            self.opened[-1].shown = True
        elif self.opened and kind == "end":
            self.opened.pop()

    def code(self, text: str) -> None:
        """Take in a piece of a field's code."""
        if self.opened and not self.opened[-1].shown:
            self.opened[-1].code += text

    @property
    def hidden(self) -> bool:
        """Whether text at this place is not shown: it is part of a code, or of no text at all."""
        return any(not one.shown or one.silent for one in self.opened)

    @property
    def link(self) -> str:
        """Where text at this place leads."""
        return next((one.link for one in reversed(self.opened) if one.link), "")
