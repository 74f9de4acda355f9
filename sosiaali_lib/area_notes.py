"""Why a figure of a merged series is missing, or what it holds besides the area of its name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import pandas as pd

from sosiaali_lib.area_division import Division
from sosiaali_lib.area_keys import is_municipality
from sosiaali_lib.area_tables import heirs, partial_moves, succession_table
from sosiaali_lib.messages import _


class Note(StrEnum):
    """A reason, by the code that stands in `huomautus`."""

    PART_MISSING = "osa_puuttuu"
    NOT_ADDED = "ei_laskettavissa_yhteen"
    NOT_SPLIT = "ei_jaettavissa"
    PARTIAL_MOVE = "osittainen_siirto"

    @property
    def sentence(self) -> str:
        """What the note says to a reader, in the language in use."""
        return {
            Note.PART_MISSING: _(
                "A figure of one of the municipalities is missing, so there is no sum."
            ),
            Note.NOT_ADDED: _(
                "Rates and shares of merged municipalities cannot be added up; they are left out."
            ),
            Note.NOT_SPLIT: _(
                "The figure includes a municipality that was merged later than the division used; "
                "it cannot be separated."
            ),
            Note.PARTIAL_MOVE: _(
                "A part of the municipality moved to another municipality or came from one; the "
                "figure follows the borders of its own year."
            ),
        }[self]

    @classmethod
    def of(cls, text: str) -> tuple[Note, ...]:
        """Give the notes of a cell of `huomautus`, where “+” joins several."""
        return tuple(cls(part) for part in text.split("+") if part)


def joined(notes: Iterable[Note]) -> str:
    """Join notes with “+”, each once, in the order of the list of notes."""
    held = set(notes)
    return "+".join(note for note in Note if note in held)


def with_borders(notes: pd.Series[str], places: pd.DataFrame, division: Division) -> list[str]:
    """Add to notes what the borders changed between the year of a row and the day of a division.

    Parameters
    ----------
    notes
        Notes of each row.
    places
        Area and year of each row, in this order.
    division
        The division that the rows are brought to.
    """
    numbers, pairs = pd.MultiIndex.from_frame(places).factorize()
    said = [_borders(code, int(year), division.day) for code, year in pairs]
    return [
        joined([*Note.of(text), *said[number]]) if text or said[number] else ""
        for text, number in zip(notes, numbers, strict=True)
    ]


def _borders(code: object, year: int, day: date) -> tuple[Note, ...]:
    if not is_municipality(code):
        return ()
    notes, end = [], date(year, 12, 31)
    if any(heir == code and day < merge <= end for heir, merge in succession_table().values()):
        notes.append(Note.NOT_SPLIT)
    places = {code} | {old for old in succession_table() if code in heirs(old, day)}
    if any(
        move.people
        and min(end, day) < move.day <= max(end, day)
        and {move.source, move.target} & places
        for move in partial_moves()
    ):
        notes.append(Note.PARTIAL_MOVE)
    return tuple(notes)
