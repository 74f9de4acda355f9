"""The edited file as a document of blocks, which the suite's own writers then set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from sosiaali_lib.formatting import day
from sosiaali_lib.messages import _, use
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.checks.leftovers import is_prompt
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.parts import figure_of, table_of
from sosiaali_lib.publishing.pointers import Pointers
from sosiaali_lib.publishing.reading.model import Line, Reading
from sosiaali_lib.publishing.structure import PictureUnit, TableUnit
from sosiaali_lib.report.blocks import Block, Cover, Heading, Lists
from sosiaali_lib.report.document import Document, label
from sosiaali_lib.report.docx_marks import mark
from sosiaali_lib.report.rich import (
    Notes,
    RichHeading,
    Run,
    Runs,
    bullets,
    joined,
    paragraph,
    plain_text,
)

_FRONT = frozenset({"mark", "title", "subtitle", "fact", "cover_note"})
_LISTS = frozenset({"list_heading", "list_entry"})
_ROLES = {"lead": "lead", "note": "note", "warning": "warning", "source": "note"}


def document_of(edited: Edited, published: date) -> Document:
    """Put an edited file together as the document to publish.

    It has no mark of a draft, no places for own text and no prompts. Tables, figures, headings and
    references are numbered anew in the order in which they stand.

    Parameters
    ----------
    edited
        A file whose checks have found no error. Not changed.
    published
        Day of publication, which the cover tells.
    """
    baseline = edited.baseline
    pointers = edited.pointers
    with use(baseline.lang):
        blocks = [
            cover(edited, published),
            *_lists(edited),
            *_body(edited, pointers),
            *_notes(edited.reading, pointers),
        ]
        subject = _("Municipal social report")
    made = label(blocks, baseline.document.words, baseline.lang)
    front = blocks[0]
    assert isinstance(front, Cover)
    title = f"{front.title}: {front.subtitle}" if front.subtitle else front.title
    moment = datetime(published.year, published.month, published.day, tzinfo=UTC)
    document = replace(
        baseline.document, title=title, subject=subject, created=moment, parts=tuple(made)
    )
    return pointers.numbered(document)


def cover(edited: Edited, published: date) -> Cover:
    """Give the first page as it was edited, with the day of publication and without a mark."""
    reading = edited.reading
    drafted = [part.block for part in edited.baseline.document.parts]
    front = next(block for block in drafted if isinstance(block, Cover))
    facts = [_fact(line) for line in reading.lines("fact")]
    notes = (line.text for line in reading.lines("cover_note"))
    return replace(
        front,
        title=" ".join(line.text for line in reading.lines("title")) or front.title,
        subtitle=" ".join(line.text for line in reading.lines("subtitle")),
        mark="",
        facts=(*facts, (_("Published"), day(published))),
        note="\n".join(notes),
    )


def _fact(line: Line) -> tuple[str, str]:
    name, _tab, value = line.text.partition("\t")
    if not value:
        name, _colon, value = line.text.partition(":")
    return name.strip().rstrip(":"), value.strip()


def _lists(edited: Edited) -> Iterator[Lists]:
    """Give the place of contents and lists, unless a person has taken all of them out."""
    titles = [line.text for line in edited.reading.lines("list_heading")]
    drafted = [block for block in edited.baseline.blocks if isinstance(block, Lists)]
    if titles and drafted:
        yield replace(drafted[0], contents=titles[0])


def _body(edited: Edited, pointers: Pointers) -> Iterator[Block]:
    prompts = edited.baseline.prompts()
    slugs = _heading_slugs(edited)
    items: list[Line] = []
    for at, unit in enumerate(edited.units):
        if isinstance(unit, Line) and unit.role == "bullet" and not is_prompt(unit, prompts):
            if items and not unit.level and unit.ordered != items[0].ordered:
                yield from _bullets(items, pointers)
                items = []
            items.append(unit)
            continue
        yield from _bullets(items, pointers)
        items = []
        if isinstance(unit, TableUnit):
            yield from table_of(unit, at, edited)
        elif isinstance(unit, PictureUnit):
            yield from figure_of(unit, at, edited)
        elif unit.role not in _FRONT | _LISTS and not is_prompt(unit, prompts):
            yield from _line(unit, slugs, pointers, edited.baseline)
    yield from _bullets(items, pointers)


def _heading_slugs(edited: Edited) -> dict[int, str]:
    """Give the slugs of the draft's headings by their line: by the bookmark, else by the words."""
    drafted = [one for one in edited.baseline.headings() if one.slug]
    by_mark = {mark("otsikko", one.slug): one.slug for one in drafted}
    by_text: dict[str, list[str]] = {}
    for one in drafted:
        by_text.setdefault(one_line(one.text), []).append(one.slug)
    found: dict[int, str] = {}
    lines = edited.reading.lines("heading")
    for line in lines:
        if slug := next((by_mark[name] for name in line.marks if name in by_mark), ""):
            found[id(line)] = slug
    taken = set(found.values())
    for line in lines:
        left = [slug for slug in by_text.get(one_line(line.text), []) if slug not in taken]
        if id(line) not in found and left:
            found[id(line)] = left[0]
            taken.add(left[0])
    return found


def _bullets(items: Sequence[Line], pointers: Pointers) -> Iterator[Block]:
    if items:
        least = min(item.level for item in items)
        yield bullets(
            [pointers.resolved(item.runs) for item in items],
            [item.level - least for item in items],
            [item.ordered for item in items],
        )


def _line(
    line: Line, slugs: Mapping[int, str], pointers: Pointers, baseline: Drafted
) -> Iterator[Block]:
    runs = pointers.resolved(line.runs)
    if line.role == "heading":
        if line.text.strip():
            langs = {run.lang for run in runs}
            made = Heading(line.text, line.level, slugs.get(id(line), ""), line.appendix)
            lang = langs.pop() if len(langs) == 1 else ""
            yield RichHeading(*_values(made), lang) if lang else made
    elif line.text.strip():
        role = _ROLES.get(line.role, "body")
        if role == "warning":
            runs = _without_opening(runs, baseline.document.words["note"])
        yield paragraph(runs, role)


def _values(heading: Heading) -> tuple[str, int, str, bool]:
    return heading.text, heading.level, heading.slug, heading.appendix


def _without_opening(runs: Runs, word: str) -> Runs:
    """Take away the word that opens a warning; the writers put it there."""
    opening = re.match(rf"\s*{re.escape(word)}\s*:\s*", plain_text(runs))
    if opening is None:
        return runs
    left, kept = opening.end(), []
    for run in runs:
        kept.append(run._replace(text=run.text[left:]))
        left = max(0, left - len(run.text))
    return joined(kept)


def _notes(reading: Reading, pointers: Pointers) -> Iterator[Notes]:
    if reading.notes:
        inner = tuple(pointers.resolved(runs or (Run("–"),)) for runs in reading.notes)
        texts = tuple(plain_text(runs) for runs in inner)
        yield Notes(texts, ordered=True, title=_("Footnotes"), inner=inner)
