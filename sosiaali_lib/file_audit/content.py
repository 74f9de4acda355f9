"""What a reader of a file finds in it: tables, passages of text, and numbers beside labels."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

Place = tuple[str, str]
"""Where in a file something stands: a source text with `{name}`, and the name."""
PAGE: Place = ("", "")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f]")
_NOT_KEY = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^\d{1,3}\s+(?=[^\W\d])")
_LABEL = re.compile(
    r"^\s*(?:Taulukko|Tabell|Table|Kuvio|Figur|Figure)\s+[A-Z]?\d+\s*[.:]?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is seen, and what only a machine reads in the same place."""

    text: str
    hints: tuple[tuple[Place, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header a column, and the header of each row in its first cell."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    place: Place = PAGE


@dataclass(frozen=True, slots=True)
class Passage:
    """A text; `seen` tells whether people meet it, on the page or through a screen reader."""

    text: str
    place: Place = PAGE
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Labelled:
    """Numbers that stand beside a label elsewhere than in a table of the page."""

    label: str
    numbers: tuple[str, ...]
    place: Place
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that was read out of a file, or why it could not be read."""

    file: str
    lang: str = ""
    title: str = ""
    tables: tuple[Table, ...] = ()
    passages: tuple[Passage, ...] = ()
    labelled: tuple[Labelled, ...] = ()
    not_read: tuple[tuple[str, str], ...] = ()
    """Part of the file and the reason, as a source text, why nobody looked into it."""


def tidy(text: str) -> str:
    r"""Give a text on one line, without what is not seen.

    Examples
    --------
    >>> tidy("palvelu\xadtarve \n 1\xa0386")
    'palvelutarve 1 386'
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def key(text: str) -> str:
    r"""Give what two spellings of one label have in common: its letters and digits.

    Examples
    --------
    >>> key("Palvelu-\n tarve (95 %)") == key("palvelutarve (95%)")
    True
    """
    plain = tidy(text)
    found = _NOT_KEY.sub("", _NUMBERED.sub("", plain).casefold())
    return found or plain


def without_number(caption: str) -> str:
    """Give the title of a table without “Table 3.” before it."""
    return _LABEL.sub("", tidy(caption))


def plain_row(label: str, *texts: str) -> tuple[Cell, ...]:
    """Give a row of cells in which nothing is hidden."""
    return tuple(Cell(text) for text in (label, *texts))
