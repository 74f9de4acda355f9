"""Word documents: everything a person, a screen reader or a machine finds in the package."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from sosiaali_lib.file_audit.content import (
    Cell,
    Content,
    Labelled,
    Passage,
    Place,
    Table,
    tidy,
    without_number,
)
from sosiaali_lib.file_audit.readers.html import Inner
from sosiaali_lib.file_audit.readers.office import other_parts, part_tree
from sosiaali_lib.messages import N_

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DELETED, COMMENT, FIELD = N_("deleted text"), N_("comment"), N_("field code")
INVISIBLE, TAG, ALT = N_("hidden text"), N_("content control"), N_("text alternative")
# The building blocks (glossary) are what Word shows in emptied places.
_TEXT_PARTS = re.compile(
    r"word/(?:(?:glossary/)?document|header\d*|footer\d*|footnotes|endnotes)\.xml$"
)
# Fields that every document has; the numbers in their codes are those of styles and bookmarks.
_USUAL = re.compile(
    r"^\s*(?:SEQ|TOC|REF|PAGEREF|PAGE|NUMPAGES|STYLEREF|HYPERLINK|DATE|TITLE|AUTHOR)\b"
)


@dataclass
class _Word:
    comments: dict[str, str]
    tables: list[Table] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    labelled: list[Labelled] = field(default_factory=list)
    last: str = ""


def read_docx(data: bytes, name: str, inner: Inner) -> Content:
    """Read a Word document."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        word = _Word(_comments(package) if "word/comments.xml" in names else {})
        for part in sorted(n for n in names if _TEXT_PARTS.match(n)):
            _story(part_tree(package, part), word)
        word.passages += [Passage(text, (COMMENT, ""), False) for text in word.comments.values()]
        others = other_parts(package, inner, lambda part: bool(_TEXT_PARTS.match(part)))
        lang = _language(package)
    title = next((p.text for p in others.passages if p.place[1] == "title"), "")
    return Content(
        name,
        lang,
        title,
        (*word.tables, *others.tables),
        (*word.passages, *others.passages),
        (*word.labelled, *others.labelled),
        others.not_read,
    )


def _comments(package: zipfile.ZipFile) -> dict[str, str]:
    root = part_tree(package, "word/comments.xml")
    return {
        str(comment.get(f"{W}id")): tidy(" ".join(t.text or "" for t in comment.iter(f"{W}t")))
        for comment in root.iter(f"{W}comment")
    }


def _language(package: zipfile.ZipFile) -> str:
    """Give the language of the document's default text."""
    for part in ("word/styles.xml", "word/settings.xml"):
        if part in package.namelist():
            for lang in part_tree(package, part).iter(f"{W}lang", f"{W}themeFontLang"):
                if value := lang.get(f"{W}val"):
                    return str(value)[:2]
    return ""


def _story(root: Any, word: _Word) -> None:
    """Go through paragraphs and tables in their order."""
    for element in root.iter(f"{W}p", f"{W}tbl"):
        if element.tag == f"{W}tbl":
            word.tables.append(_table(element, word))
        elif next(element.iterancestors(f"{W}tbl"), None) is None:  # cells have their own
            seen, hints = _text(element, word)
            if seen:
                word.passages.append(Passage(seen))
                word.last = seen
                _note(word, seen)
            word.passages += [Passage(text, place, place[0] == ALT) for place, text in hints]


def _note(word: _Word, text: str) -> None:
    """Put a paragraph that follows a table to its notes, two at most."""
    if word.tables and word.tables[-1].note.count("\n") < 2:
        table = word.tables[-1]
        note = f"{table.note}{text}\n"
        word.tables[-1] = Table(table.caption, table.columns, table.rows, note, table.place)


def _text(element: Any, word: _Word) -> tuple[str, list[tuple[Place, str]]]:
    """Give what is seen of an element, and what is not, with its place."""
    seen: list[str] = []
    hints: list[tuple[Place, str]] = []
    for node in element.iter():
        tag = str(node.tag)
        if tag == f"{W}t":
            unseen = _unseen(node)
            if unseen:
                hints.append(((unseen, ""), node.text or ""))
            else:
                seen.append(node.text or "")
        elif tag in (f"{W}tab", f"{W}br", f"{W}cr") or (tag == f"{W}p" and node is not element):
            seen.append(" ")
        elif tag in (f"{W}delText", f"{W}delInstrText"):
            hints.append(((DELETED, ""), node.text or ""))
        elif tag == f"{W}instrText" and not _USUAL.match(node.text or ""):
            hints.append(((FIELD, ""), node.text or ""))
        elif tag == f"{W}fldSimple" and not _USUAL.match(node.get(f"{W}instr") or ""):
            hints.append(((FIELD, ""), node.get(f"{W}instr") or ""))
        elif tag == f"{W}commentReference":
            hints.append(((COMMENT, ""), word.comments.get(str(node.get(f"{W}id")), "")))
        elif tag in (f"{W}alias", f"{W}tag"):
            hints.append(((TAG, ""), node.get(f"{W}val") or ""))
        elif tag.endswith(("}docPr", "}cNvPr")):
            hints += [((ALT, ""), node.get(a)) for a in ("descr", "title") if node.get(a)]
    return tidy("".join(seen)), [(place, tidy(text)) for place, text in hints if text.strip()]


def _unseen(node: Any) -> str:
    """Say why a run of text is not seen, if it is not."""
    for above in node.iterancestors():
        if above.tag in (f"{W}del", f"{W}moveFrom"):
            return DELETED
        if above.tag == f"{W}r":
            look = above.find(f"{W}rPr")
            if look is not None:
                vanish = look.find(f"{W}vanish")
                if vanish is not None and vanish.get(f"{W}val") not in ("0", "false"):
                    return INVISIBLE
                colour = look.find(f"{W}color")
                if colour is not None and str(colour.get(f"{W}val")).upper() == "FFFFFF":
                    return INVISIBLE
        if above.tag == f"{W}p":
            moved = above.getparent()
            if moved is None or moved.tag not in (f"{W}del", f"{W}moveFrom"):
                return ""
    return ""


def _table(table: Any, word: _Word) -> Table:
    own = table.find(f"{W}tblPr/{W}tblCaption")
    caption = own.get(f"{W}val") if own is not None else word.last
    rows = []
    for row in table.findall(f"{W}tr") + table.findall(f"{W}sdt/{W}sdtContent/{W}tr"):
        cells = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tbl")) is table:
                text, hints = _text(cell, word)
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                times = int(span.get(f"{W}val") or 1) if span is not None else 1
                cells += [Cell(text, tuple(hints))] * times
        rows.append(tuple(cells))
    columns = tuple(cell.text for cell in rows[0]) if rows else ()
    return Table(without_number(str(caption)), columns, tuple(rows[1:]))
