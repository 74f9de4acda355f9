"""A document as the plain data that the PDF template shows.

Text travels as JSON and never becomes part of the template's code, so nothing in it can be read as
markup.
"""

from __future__ import annotations

from typing import Any

from sosiaali_lib.plain_text import clean, one_line
from sosiaali_lib.report import theme
from sosiaali_lib.report.blocks import (
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
)
from sosiaali_lib.report.document import Document, cited
from sosiaali_lib.report.glyphs import FALLBACK_FONT, settable
from sosiaali_lib.report.own_text import Written, written
from sosiaali_lib.report.typst_rich import footnotes, language_data, rich_data
from sosiaali_lib.report.typst_table import table_data
from sosiaali_lib.report.writing import anchors, draft_mark, levels_above

MARGIN = 150  # characters of the title and the author in the margins of a page
COLOURS = ("INK", "MUTED", "PRIMARY", "RULE", "TINT", "WARNING", "WARNING_TINT")


def report_data(document: Document) -> dict[str, Any]:
    """Give everything that the PDF template needs, as JSON data.

    Returns
    -------
    dict
        `title`, `author`, `subject` and `keywords` as the properties of the file, `shown` as the
        pages show them, `lang`, `region`, `mark`, `words`, `theme`, `fonts` and `parts`; each part
        has `kind`, `label` and what its kind needs.
    """
    names = anchors(document)
    tables = {
        part.block.slug: {"label": settable(cited(part.label, document.lang)), "anchor": name}
        for part, name in zip(document.parts, names, strict=True)
        if isinstance(part.block, Table)
    }
    draft = draft_mark(document)
    parts = []
    for part, name, above in zip(document.parts, names, levels_above(document), strict=True):
        data: dict[str, Any] = {"kind": part.block.kind, "label": settable(part.label)}
        match part.block:
            case Cover() as cover:
                data |= _cover(cover)
            case Heading() as heading:
                data |= {"text": settable(heading.text), "level": heading.level, "anchor": name}
                data |= language_data(getattr(heading, "lang", ""))
                data["new_page"] = part.label == "A"
            case Paragraph() as paragraph:
                data |= {"text": settable(paragraph.text), "role": paragraph.role}
                data |= language_data(paragraph.lang)
            case Bullets() as bullets:
                data |= {"items": [settable(i) for i in bullets.items], "ordered": bullets.ordered}
            case Table() as table:
                data |= table_data(table) | _notes(table, document) | {"anchor": name}
            case Figure() as figure:
                data |= {"alt": clean(figure.alt), "svg": figure.svg}
                data |= {"caption": settable(figure.caption), "anchor": name}
                data |= _notes(figure, document) | {"table": tables.get(figure.table)}
            case Slot() as slot:
                own = [_own(block) for block in written(slot.text, slot.lang, under=above)]
                prompt = settable(slot.prompt) if draft and not own else ""
                data |= {"blocks": own, "prompt": prompt} | language_data(slot.lang)
            case Lists() as lists:
                data |= _lists(lists, document)
        parts.append(data | rich_data(part.block))
    return {
        "title": clean(document.title),
        "subject": clean(document.subject),
        "author": clean(document.author),
        "keywords": [word.strip() for word in clean(document.keywords).split(",") if word.strip()],
        "shown": {"title": _margin(document.title), "author": _margin(document.author)},
        "mark": settable(draft),
        **language_data(document.lang),
        "words": {key: settable(word) for key, word in document.words.items()},
        "theme": {name.lower(): getattr(theme, name) for name in COLOURS},
        "fonts": [theme.FONT, FALLBACK_FONT],
        "parts": _turned_together(parts),
        "footnotes": footnotes(document),
    }


def _turned_together(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take the headings right before a table that lies on its side onto its page."""
    found: list[dict[str, Any]] = []
    for part in parts:
        headings: list[dict[str, Any]] = []
        while part.get("sideways") and found and found[-1]["kind"] == Heading.kind:
            headings.insert(0, found.pop())
        found.append(part | ({"headings": headings} if headings else {}))
    return found


def _margin(text: str) -> str:
    """Give a text short enough for the head or the foot of a page."""
    line = one_line(text)
    return settable(line if len(line) <= MARGIN else line[: MARGIN - 1] + "…")


def _own(block: Written) -> dict[str, Any]:
    """Give a block of a person's own text."""
    data: dict[str, Any] = {"kind": block.kind}
    match block:
        case Heading():
            return data | {"text": settable(block.text), "level": block.level}
        case Bullets():
            return data | {"items": [settable(i) for i in block.items], "ordered": block.ordered}
        case Paragraph():
            return data | {"text": settable(block.text), "role": "body"} | language_data(block.lang)


def _cover(cover: Cover) -> dict[str, Any]:
    facts = [[settable(name), settable(value)] for name, value in cover.facts]
    texts = {"title": cover.title, "subtitle": cover.subtitle, "mark": cover.mark}
    shown = {key: settable(text) for key, text in (texts | {"note": cover.note}).items()}
    return shown | {"facts": facts}


def _lists(lists: Lists, document: Document) -> dict[str, str]:
    """Give the titles of the lists; empty for a list that would be empty."""
    return {
        "contents": settable(lists.contents),
        "tables": settable(lists.tables) if document.of_kind(Table) else "",
        "figures": settable(lists.figures) if document.of_kind(Figure) else "",
    }


def _notes(block: Table | Figure, document: Document) -> dict[str, list[str]]:
    """Give the lines under a table or figure that tell its marks and its source."""
    lines = ((document.words["note"], block.note), (document.words["source"], block.source))
    return {"notes": [settable(f"{word}: {text}") for word, text in lines if text.strip()]}
