"""What is read out of an edited Word file, in the order of its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sosiaali_lib.report.rich import Run, plain_text

Role = Literal[
    "body",
    "lead",
    "note",
    "warning",
    "heading",
    "bullet",
    "caption",
    "source",
    "mark",
    "title",
    "subtitle",
    "fact",
    "cover_note",
    "list_heading",
    "list_entry",
]
WORDS = 8  # that are quoted to find a place


@dataclass(frozen=True)
class Place:
    """Where something stands, as a person finds it: heading, paragraph number, first words."""

    heading: str = ""
    number: int = 0
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture with its text alternative.

    `content` holds PNG, JPEG, GIF, WebP or SVG as `mime` says, and nothing where the picture cannot
    be published; `fault` tells why, as a code of `findings`. `decorative` is what the person ticked in
    Word; `width` and `height` are those on the page, in points.
    """

    content: bytes = field(repr=False)
    mime: str
    alt: str
    name: str
    width: float
    height: float
    decorative: bool = False
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph.

    `level` is that of a heading (1 to 9) or of an item of a list (0 is the outermost); `slot` the
    tag or title of the content control that holds it; `marks` the bookmarks that begin in it.
    References to other places are in `runs` as marks of `blocks.reference`, with the bookmark's name.
    """

    role: Role
    runs: tuple[Run, ...]
    place: Place
    level: int = 0
    ordered: bool = False
    appendix: bool = False
    slot: str = ""
    prompt: bool = False
    marks: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph without its looks."""
        return plain_text(self.runs)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: every row has as many cells as the table has columns.

    A merged cell stands in each of its places. `head` is the number of header rows, `caption` what
    the table's own properties say.
    """

    rows: tuple[tuple[str, ...], ...]
    place: Place
    head: int
    caption: str = ""
    slot: str = ""
    merged: bool = False


Item = Line | Grid


@dataclass(frozen=True)
class Trouble:
    """Something in the file that a person has to decide about: a code of `findings` and a place."""

    code: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An edited Word file, read.

    `release`, `area` and `lang` say which draft it was, and are empty where the file does not tell;
    `language` is that of the document's own text, `notes` its footnotes by their number.
    """

    items: tuple[Item, ...]
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[tuple[Run, ...], ...] = ()
    title: str = ""
    language: str = ""
    release: str = ""
    area: str = ""
    lang: str = ""

    def lines(self, *roles: Role) -> list[Line]:
        """Give the paragraphs of some kinds."""
        return [item for item in self.items if isinstance(item, Line) and item.role in roles]


def words_of(text: str) -> str:
    """Give the first words of a text, to find it by."""
    words = text.split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
