"""The coordinator's texts of an edited draft, carried over into a new one.

They can be carried when nothing else was edited: then the new draft with these texts is what the
person would make of it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sosiaali_lib.own_texts import OwnText
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.checks.leftovers import is_prompt
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.pairing import paired
from sosiaali_lib.publishing.reading.model import Grid, Line
from sosiaali_lib.publishing.structure import TableUnit
from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.docx_blocks import SLOT_TAG
from sosiaali_lib.report.rich import Runs, leads_out
from sosiaali_lib.report.writing import chapter_of

# What Markdown would take for its own marks.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_OPENING = re.compile(r"^(\s*)(?:(\d+)([.)])(?=\s|$)|([-+=:]))", re.MULTILINE)
_TITLE_LIMIT = 64  # characters of the title of a content control


def carried(edited: Edited, file: Path, lang: str) -> dict[str, OwnText]:
    """Give the texts of the slots by their slug.

    Parameters
    ----------
    edited
        The edited file beside the draft that it was made of.
    file
        Where it stands, for the texts to tell where they come from.
    lang
        Language of the draft.

    Returns
    -------
    dict
        Empty when something besides the slots was edited, or a slot holds what Markdown cannot say.
    """
    if not only_slots(edited):
        return {}
    slugs = slot_slugs(edited.baseline)
    prompts = edited.baseline.prompts()
    found: dict[str, list[Line]] = {}
    for item in edited.reading.items:
        slug = slugs.get(item.slot, "")
        if isinstance(item, Grid) or not slug or is_prompt(item, prompts):
            continue
        found.setdefault(slug, []).append(item)
    return {slug: OwnText(markdown(lines), lang, file) for slug, lines in found.items()}


def only_slots(edited: Edited) -> bool:
    """Tell whether nothing but the places for own text was edited."""
    slugs = slot_slugs(edited.baseline)
    if edited.reading.troubles or any(one.slot not in slugs for one in edited.own_words):
        return False
    if any(
        isinstance(one, Grid) or one.pictures for one in edited.reading.items if one.slot in slugs
    ):
        return False
    drafted = [one for one in edited.baseline.blocks if isinstance(one, Table | Figure)]
    if len(drafted) != len(edited.matched.slugs) or _something_gone(edited):
        return False
    for at, table in edited.matched.tables.items():
        unit = edited.units[at]
        assert isinstance(unit, TableUnit)
        rows = unit.grid.rows
        pairs, added = paired(rows[0], rows[1:], table)
        whole = len(rows) == len(table.rows) + 1 and len(rows[0]) == len(table.columns)
        if added or not whole or any(one_line(one.now) != one_line(one.before) for one in pairs):
            return False
    return len(edited.drawings) == len(edited.matched.figures)


def _something_gone(edited: Edited) -> bool:
    """Tell whether a sentence or heading of the draft was taken out."""
    lines = (item for item in edited.reading.items if isinstance(item, Line))
    left = {one_line(edited.pointers.drafted(line.runs)) for line in lines}
    opening = edited.baseline.document.words["note"]
    for part in edited.baseline.document.parts:
        match part.block:
            case Paragraph(text=text) | Heading(text=text):
                if not {one_line(text), one_line(f"{opening}: {text}")} & left:
                    return True
            case Bullets(items=items):
                if not left.issuperset(map(one_line, items)):
                    return True
    return False


def slot_slugs(drafted: Drafted) -> dict[str, str]:
    """Give the slugs of the slots by the tag and by the title of their content control."""
    found = {}
    document = drafted.document
    for position, part in enumerate(document.parts):
        if isinstance(part.block, Slot):
            slug = part.block.slug
            title = f"{document.words['slot']}: {chapter_of(document, position, slug)}"
            found[one_line(title)[:_TITLE_LIMIT]] = slug
            found[SLOT_TAG + slug] = slug
    return found


def markdown(lines: Sequence[Line]) -> str:
    r"""Give some paragraphs in simple Markdown.

    Examples
    --------
    >>> from sosiaali_lib.publishing.reading.model import Place
    >>> from sosiaali_lib.report.rich import Run
    >>> markdown([Line(role="body", runs=(Run("Hinta "), Run("5*2", "b")), place=Place())])
    'Hinta **5\\*2**\n'
    """
    return "\n\n".join(_paragraphs(lines)) + "\n"


def _paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    items: list[str] = []
    for line in lines:
        text = _OPENING.sub(_escaped_opening, _text(line.runs))
        if line.role == "bullet":
            items.append("    " * line.level + ("1. " if line.ordered else "- ") + text)
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield f"{'#' * line.level} {text}" if line.role == "heading" else text
    if items:
        yield "\n".join(items)


def _text(runs: Runs) -> str:
    parts = []
    for run in runs:
        text = _MARKS.sub(r"\\\1", run.text).replace("\t", " ").replace("\n", "\\\n")
        bare = text.strip()
        for letter, sign in (("b", "**"), ("i", "*")):
            if letter in run.style and bare:
                text = text.replace(bare, f"{sign}{bare}{sign}", 1)
                bare = text.strip()
        parts.append(f"[{text}]({run.link})" if leads_out(run.link) else text)
    return "".join(parts).strip()


def _escaped_opening(found: re.Match[str]) -> str:
    blank, number, dot, sign = found.groups()
    return f"{blank}{number}\\{dot}" if number else f"{blank}\\{sign}"


def texts_told(texts: Mapping[str, OwnText], drafted: Drafted) -> list[str]:
    """Name the chapters whose texts were carried, in the order of the document."""
    document = drafted.document
    return [
        chapter_of(document, position, part.block.slug)
        for position, part in enumerate(document.parts)
        if isinstance(part.block, Slot) and part.block.slug in texts
    ]
