"""Which table, figure and sentence of the draft an edited place is, however it was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.structure import PictureUnit, TableUnit, Unit, caption_text
from sosiaali_lib.report.blocks import Block, Figure, Table
from sosiaali_lib.report.docx_marks import mark

_Unit = TypeVar("_Unit")
_Thing = TypeVar("_Thing")
_MOSTLY = 0.8  # of headers and names of rows
ALIKE = 0.6  # of two texts, from which on one is taken for the other, changed


@dataclass(frozen=True)
class Matched:
    """The tables and figures of the draft by the place of their unit in the edited file."""

    tables: dict[int, Table]
    figures: dict[int, Figure]

    @property
    def slugs(self) -> dict[int, str]:
        """The names of all of them by their place."""
        found = {at: one.slug for at, one in self.tables.items()}
        return found | {at: one.slug for at, one in self.figures.items()}


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts read alike, whatever their blanks."""
    return one_line(one) == one_line(other)


def match(units: Sequence[Unit], blocks: Iterable[Block]) -> Matched:
    """Find the tables and figures of a draft in an edited file.

    The bookmark round a caption decides; where it is gone, the words of the caption do, and for
    tables in the end their headers and the names of their rows, and for pictures their text
    alternative.
    """
    listed = list(blocks)
    tables = [one for one in listed if isinstance(one, Table)]
    figures = [one for one in listed if isinstance(one, Figure)]
    edited = {at: one for at, one in enumerate(units) if isinstance(one, TableUnit)}
    pictures = {at: one for at, one in enumerate(units) if isinstance(one, PictureUnit)}
    by_table: dict[int, Table] = {}
    by_figure: dict[int, Figure] = {}
    for is_table in (_marked_table, _captioned_table, _alike_table):
        _pair(edited, tables, by_table, is_table)
    for is_figure in (_marked_figure, _captioned_figure, _told_figure):
        _pair(pictures, figures, by_figure, is_figure)
    return Matched(by_table, by_figure)


def alike(one: str, other: str) -> float:
    """Give how much two texts have in common, from 0 to 1."""
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def nearest(text: str, others: Sequence[str]) -> str:
    """Give the text that another one is most alike to; empty when none is alike enough."""
    plain = one_line(text)
    likeness, best = max(((alike(one_line(one), plain), one) for one in others), default=(0.0, ""))
    return best if likeness >= ALIKE else ""


def _pair(
    units: Mapping[int, _Unit],
    things: Sequence[_Thing],
    found: dict[int, _Thing],
    test: Callable[[_Unit, _Thing], bool],
) -> None:
    """Add the pairs that pass a test; nothing is paired twice."""
    taken = set(map(id, found.values()))
    for at, unit in units.items():
        if at in found:
            continue
        for thing in things:
            if id(thing) not in taken and test(unit, thing):
                found[at] = thing
                taken.add(id(thing))
                break


def _marked_table(unit: TableUnit, table: Table) -> bool:
    return unit.caption is not None and mark("taulukko", table.slug) in unit.caption.marks


def _captioned_table(unit: TableUnit, table: Table) -> bool:
    captions = (caption_text(unit.caption), unit.grid.caption)
    return any(same_text(caption, table.caption) for caption in captions)


def _alike_table(unit: TableUnit, table: Table) -> bool:
    """Tell whether two tables have most headers and most names of rows in common."""
    rows = unit.grid.rows
    if not rows or not table.rows:
        return False
    mine = [*map(one_line, rows[0]), *(one_line(row[0]) for row in rows[1:])]
    theirs = [*map(one_line, table.columns), *(one_line(row[0]) for row in table.rows)]
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.quick_ratio() >= _MOSTLY and matcher.ratio() >= _MOSTLY


def _marked_figure(unit: PictureUnit, figure: Figure) -> bool:
    return unit.caption is not None and mark("kuvio", figure.slug) in unit.caption.marks


def _captioned_figure(unit: PictureUnit, figure: Figure) -> bool:
    return same_text(caption_text(unit.caption), figure.caption)


def _told_figure(unit: PictureUnit, figure: Figure) -> bool:
    return same_text(unit.picture.alt, figure.alt)
