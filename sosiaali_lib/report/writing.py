"""What the writers share: clean text, anchors and the draft mark."""

from __future__ import annotations

import re

from sosiaali_lib.report.blocks import Cover, Figure, Heading, Table
from sosiaali_lib.report.document import Document

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
# Marks that steer the writing direction or are not seen at all: they could turn a number around.
_UNSEEN = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# Controls, halves of characters and codes without an agreed meaning: no format may carry them.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U000f0000-\U0010ffff]"
)
_NOT_A_NAME = re.compile(r"[^\w-]+")


def clean(text: str) -> str:
    r"""Give a text that every format can carry and that reads in the order it is stored.

    Line ends become ``\n`` and tabs blanks, unseen marks of direction are left out, and what cannot
    be written becomes the replacement character, so that a person notices it.

    Examples
    --------
    >>> clean("yksi\r\nkaksi\tkolme\u202e!")
    'yksi\nkaksi kolme!'
    """
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    return _UNWRITABLE.sub(REPLACEMENT, _UNSEEN.sub("", text))


def draft_mark(document: Document) -> str:
    """Give the mark of a draft from the cover; empty when the document is not a draft."""
    marks = (part.block.mark for part in document.parts if isinstance(part.block, Cover))
    return clean(next(marks, ""))


def anchors(document: Document, *, reserved: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Give each part the name under which links find it; empty for parts nothing links to.

    Names are made of the slugs. A name that is taken, or reserved by the writer, gets a number,
    since a heading and a table may carry the same slug.
    """
    taken = set(reserved)
    names = []
    for part in document.parts:
        name = ""
        if isinstance(part.block, Heading | Table | Figure):
            wanted = _NOT_A_NAME.sub("-", document.anchor(part))
            name = wanted
            number = 2
            while name in taken:
                name, number = f"{wanted}-{number}", number + 1
            taken.add(name)
        names.append(name)
    return tuple(names)
