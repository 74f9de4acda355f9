"""Tables of texts as findings: registers, catalogues and deadlines."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.findings.base import Kind
from sosiaali_lib.messages import _

Line = tuple[str, Sequence[Cell]]
Row = Mapping[Hashable, Any]  # a row of a frame, as `to_dict("records")` gives it


@dataclass(frozen=True, kw_only=True)
class Listing(Finding):
    """Rows of text, with what they say together.

    Attributes
    ----------
    title, first
        Source texts of the caption and of the heading of the rows.
    headings
        Source text and kind of every further column.
    lines
        Gives the rows in the language in use when it is asked.
    told
        Gives the sentences in the language in use when it is asked.
    remarks
        Source texts of the notes.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    title: str
    first: str
    headings: Sequence[tuple[str, Kind]]
    lines: Callable[[], Sequence[Line]]
    told: Callable[[], list[str]]
    remarks: Sequence[str] = ()
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table is about."""
        return placed(_(self.title), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _(self.first)

    @property
    def fields(self) -> Sequence[Field]:
        """The further columns."""
        return [Field(_(text), kind) for text, kind in self.headings]

    @property
    def rows(self) -> Sequence[Line]:
        """The rows, in the language in use."""
        return self.lines()

    @property
    def notes(self) -> Sequence[str]:
        """What a reader must know."""
        return [_(text) for text in self.remarks]

    def said(self) -> list[str]:
        """Give what the rows say together."""
        return self.told()


def text(value: object) -> Cell:
    """Give a cell of text; what was not written is no information.

    Examples
    --------
    >>> text(" a "), text("") == text(None)
    ('a', False)
    """
    return written(value) or NOTHING


def written(value: object) -> str:
    """Give what was written in a cell without blanks round it; nothing for an empty cell."""
    return "" if pd.isna(value) else str(value).strip()  # type: ignore[call-overload]
