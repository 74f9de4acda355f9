"""What people have written into a draft: texts that are new, and texts that were changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.baseline import Drafted, texts_of
from sosiaali_lib.publishing.matching import Matched, nearest
from sosiaali_lib.publishing.numbers import holds_number
from sosiaali_lib.publishing.pointers import Pointers
from sosiaali_lib.publishing.reading.model import Place, Reading, words_of
from sosiaali_lib.publishing.structure import PictureUnit, TableUnit, Unit, caption_text
from sosiaali_lib.report.rich import plain_text

_OPENING = re.compile(r"^\s*[^\W\d_]+: ")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_OF_CELL = 3
_BETWEEN = " ; "  # cells, whose numbers `numbers` does not take for one
# What is not published as it stands: the mark of a draft, and the lists at the front.
_NOT_WORDS = frozenset({"mark", "list_heading", "list_entry"})


@dataclass(frozen=True)
class OwnWords:
    """A text of a person's: its place, what it says now, and what the draft said there if it did.

    `slot` names the place for own text that it stands in; empty for any other place.
    """

    text: str
    place: Place
    before: str = ""
    slot: str = ""


def own_words(
    reading: Reading,
    units: Sequence[Unit],
    matched: Matched,
    pointers: Pointers,
    drafts: Sequence[Drafted],
) -> list[OwnWords]:
    """Give every text that the draft did not say: sentences, captions, alternatives, cells, notes.

    Texts of the draft that stand elsewhere now are not among them. Numbers in cells of the draft's
    tables are compared by `checks.cells`; such cells are here only where they hold running text.
    """
    said = [text for one in drafts for text in _said(one)]
    known = {one_line(text) for text in said}
    texts = [one for one in _texts(reading, units, matched, pointers) if one.text.strip()]
    new = [one for one in texts if not _is_known(one.text, known)]
    now = {one_line(one.text) for one in texts}
    gone = [text for text in said if one_line(text) not in now]
    return [replace(one, before=nearest(one.text, gone)) for one in new]


def _said(baseline: Drafted) -> list[str]:
    """Give what the draft says, prompts too, with the numbers of its tables and figures in place."""
    words = baseline.document.words
    blocks = [part.block for part in baseline.document.parts]
    found = texts_of(blocks)
    found += [cell for table in baseline.tables() for row in table.rows for cell in row]
    found += [cell for table in baseline.tables() for cell in table.columns]
    found += baseline.prompts()
    return [*found, *(f"{words['note']}: {text}" for text in found if len(text) > 20)]


def _texts(
    reading: Reading, units: Sequence[Unit], matched: Matched, pointers: Pointers
) -> Iterator[OwnWords]:
    """Give every text of the file."""
    for at, unit in enumerate(units):
        if isinstance(unit, TableUnit):
            place = _of(unit.caption, unit.grid.place)
            yield OwnWords(caption_text(unit.caption), place, slot=unit.grid.slot)
            yield from _cells(unit, at in matched.tables)
        elif isinstance(unit, PictureUnit):
            place = _of(unit.caption, unit.line.place)
            yield OwnWords(caption_text(unit.caption), place, slot=unit.line.slot)
            yield OwnWords(unit.picture.alt, unit.line.place, slot=unit.line.slot)
        elif unit.role not in _NOT_WORDS:
            text = caption_text(unit) if unit.role == "caption" else pointers.drafted(unit.runs)
            yield OwnWords(text, unit.place, slot=unit.slot)
        for line in getattr(unit, "below", ()):
            yield OwnWords(line.text, line.place, slot=line.slot)
    for runs in reading.notes:
        text = plain_text(runs)
        yield OwnWords(text, Place(words=words_of(text)))


def _of(line: object, otherwise: Place) -> Place:
    place = getattr(line, "place", None)
    return place if isinstance(place, Place) else otherwise


def _cells(unit: TableUnit, of_draft: bool) -> Iterator[OwnWords]:
    """Give the texts of a table.

    Of a person's own the rows, since a number there is beside the name of its row; of the draft the
    cells, but for those with a number, which are compared elsewhere.
    """
    for at, row in enumerate(unit.grid.rows):
        if of_draft:
            head = at < unit.grid.head
            texts = [
                cell
                for column, cell in enumerate(row)
                if head or not column or is_running(cell) or not holds_number(cell)
            ]
        else:
            texts = [_BETWEEN.join(dict.fromkeys(row))]
        for text in texts:
            place = Place(unit.grid.place.heading, 0, words_of(text))
            yield OwnWords(text, place, slot=unit.grid.slot)


def is_running(text: str) -> bool:
    """Tell whether a cell holds running text: more words than beside a number.

    Examples
    --------
    >>> is_running("1 386 (1 200–1 500)"), is_running("Käyntejä oli kolmessa kunnassa")
    (False, True)
    """
    return len(_WORD.findall(text)) > _WORDS_OF_CELL


def _is_known(text: str, known: set[str]) -> bool:
    plain = one_line(text)
    bare = _OPENING.sub("", plain)
    parts = [one_line(part) for part in re.split(rf"{_BETWEEN}|[\t\n]", text) if part.strip()]
    return plain in known or bare in known or all(part.rstrip(":") in known for part in parts)
