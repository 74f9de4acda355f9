"""Reading an edited Word file: what it says, in the order of its pages, and what is unclear in it."""

from __future__ import annotations

import re
from typing import Any

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.reading.inline import InlineReader
from sosiaali_lib.publishing.reading.model import (
    Grid,
    Item,
    Line,
    Picture,
    Place,
    Reading,
    Trouble,
)
from sosiaali_lib.publishing.reading.numbering import read_numbering
from sosiaali_lib.publishing.reading.package import (
    Package,
    UnreadableDraftError,
    W,
    broken,
    opened,
    read_file,
    relations,
)
from sosiaali_lib.publishing.reading.spoken import believed
from sosiaali_lib.publishing.reading.story import Story
from sosiaali_lib.publishing.reading.styles import Styles, read_styles
from sosiaali_lib.report.rich import Run, joined, stripped

__all__ = [
    "Grid",
    "Item",
    "Line",
    "Picture",
    "Place",
    "Reading",
    "Trouble",
    "UnreadableDraftError",
    "read",
    "read_file",
]
_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DIGEST = re.compile("[0-9a-f]{64}")  # of a release; the record of a publication repeats it
_MARKS = ("sosiaali-julkaisu", "sosiaali-alue", "sosiaali-kieli")


def read(data: bytes, name: str) -> Reading:
    """Read a Word file.

    Parameters
    ----------
    data
        The file, as Word, LibreOffice or the suite wrote it.
    name
        What it is called, for the messages.

    Returns
    -------
    Reading
        Tracked insertions are taken as they are and deletions are left out; both are told, and so
        are comments, hidden text and whatever cannot be published.

    Raises
    ------
    UnreadableDraftError
        If it is no Word file, is locked, holds macros, is broken or grows too big.
    """
    package = opened(data, name)
    styles = read_styles(_tree(package, "styles"))
    marks = _custom(package)
    release = marks.get("sosiaali-julkaisu", "")
    lang = _language(styles)
    inline = InlineReader(package, styles, package.relations, lang)
    numbering = read_numbering(_tree(package, "numbering"))
    story = Story(inline, styles, numbering, marks.get("sosiaali-kieli") or lang.partition("-")[0])
    body = package.tree(package.main).find(f"{W}body")
    if body is not None:
        story.read(body)
    if inline.fields.opened:  # what stands after its beginning would be lost
        raise broken(name)
    return Reading(
        items=tuple(story.items),
        troubles=tuple(story.troubles),
        notes=_notes(package, styles, inline),
        title=_title(package),
        language=lang,
        release=release if _DIGEST.fullmatch(release) else "",
        area=marks.get("sosiaali-alue", ""),
        lang=marks.get("sosiaali-kieli", ""),
    )


def _tree(package: Package, kind: str) -> Any:
    part = package.target(kind)
    return package.tree(part) if part else None


def _custom(package: Package) -> dict[str, str]:
    """Give the marks that the suite has put into the properties of its draft."""
    if _CUSTOM not in package.parts:
        return {}
    found = {}
    for one in package.tree(_CUSTOM):
        if (key := str(one.get("name", ""))) in _MARKS:
            found[key] = one_line("".join(one.itertext()))
    return found


def _title(package: Package) -> str:
    if _CORE not in package.parts:
        return ""
    return one_line(package.tree(_CORE).findtext(f"{_DC}title") or "")


def _language(styles: Styles) -> str:
    """Give the language of text that says none itself."""
    return styles.language(styles.usual) or styles.lang


def _notes(package: Package, styles: Styles, inline: InlineReader) -> tuple[tuple[Run, ...], ...]:
    """Give the footnotes and endnotes in the order in which the text points to them."""
    found: dict[tuple[str, str], tuple[Run, ...]] = {}
    for kind in ("footnote", "endnote"):
        part = package.target(f"{kind}s")
        if part:
            reader = InlineReader(package, styles, relations(package, part), inline.lang)
            for note in package.tree(part).findall(f"{W}{kind}"):
                found[kind, str(note.get(f"{W}id"))] = _note(note, reader)
    return tuple(found.get(note, ()) for note in inline.notes)


def _note(note: Any, reader: InlineReader) -> tuple[Run, ...]:
    runs: list[Run] = []
    for paragraph in note.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = str(style.get(f"{W}val")) if style is not None else reader.styles.usual
        runs += [*([Run(" ")] if runs else []), *reader.read(paragraph, named).runs]
    return joined(believed(stripped(runs), reader.lang.partition("-")[0]))
