"""What the writers share: anchors and the draft mark."""

from __future__ import annotations

import re

from sosiaali_lib.plain_text import clean
from sosiaali_lib.report.blocks import Cover, Figure, Heading, Table
from sosiaali_lib.report.document import Document

_NOT_A_NAME = re.compile(r"[^\w-]+")


def draft_mark(document: Document) -> str:
    """Give the mark of a draft from the cover; empty when the document is not a draft."""
    marks = (part.block.mark for part in document.parts if isinstance(part.block, Cover))
    return clean(next(marks, ""))


def levels_above(document: Document) -> tuple[int, ...]:
    """Give for each part the level of the last heading before it; 0 where there is none."""
    levels, last = [], 0
    for part in document.parts:
        levels.append(last)
        if isinstance(part.block, Heading):
            last = part.block.level
    return tuple(levels)


def chapter_of(document: Document, position: int, slug: str) -> str:
    """Give the heading that a part of a name belongs to: the one named alike, else its chapter."""
    named, chapter = "", ""
    for part in document.parts[:position]:
        if isinstance(part.block, Heading):
            if part.block.slug in (slug, f"{slug}-osa"):
                named = part.block.text
            if part.block.level == 1:
                chapter = part.block.text
    return named or chapter or document.title


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
