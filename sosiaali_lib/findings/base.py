"""What every finding offers: a table, a picture, its words and its sentences, from the same numbers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from html import escape
from math import isnan
from typing import Literal

import pandas as pd

from sosiaali_lib.formatting import HIDDEN, interval, number, percent
from sosiaali_lib.messages import use
from sosiaali_lib.results import Picture

Cell = float | int | str | tuple[float, float] | None
NOTHING = float("nan")  # no information, as distinct from a hidden number, which is None
Kind = Literal["text", "count", "share", "number", "interval"]


@dataclass(frozen=True)
class Field:
    """A column of a finding's table: its heading in the language in use and how it is written."""

    label: str
    kind: Kind = "count"
    digits: int = 0

    def written(self, value: Cell) -> str:
        """Give a cell as a reader sees it; a hidden number has its mark, a missing one a dash."""
        if value is None:
            return HIDDEN
        if isinstance(value, str):
            return value
        if isinstance(value, tuple):
            return interval(*value, self.digits)
        return percent(value, self.digits) if self.kind == "share" else number(value, self.digits)


class Finding(ABC):
    """A finding about one group or area.

    `fields` and `rows` hold the numbers once: the table, the picture, its alternative text and the
    sentences are all made from them, in the language in use when they are asked for.
    """

    @property
    @abstractmethod
    def caption(self) -> str:
        """What the table and the picture are about, in the language in use."""

    @property
    @abstractmethod
    def head(self) -> str:
        """Heading of the rows, in the language in use."""

    @property
    @abstractmethod
    def fields(self) -> Sequence[Field]:
        """The columns after the heading of the rows, in the language in use."""

    @property
    @abstractmethod
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """Label and cells of every row; None is hidden, NaN is no information."""

    @property
    def totals(self) -> Sequence[int]:
        """Positions of the rows that are totals."""
        return ()

    @property
    def notes(self) -> Sequence[str]:
        """What a reader of the table must know, in whole sentences."""
        return ()

    @abstractmethod
    def said(self) -> list[str]:
        """Give the finding in whole sentences in the language in use; none when nothing can be said."""

    def drawn(self) -> str | None:
        """Give the picture as SVG in the language in use; None when there is nothing to draw."""
        return None

    def alternative(self) -> str:
        """Say in the language in use what the picture shows."""
        return " ".join(self.said())

    @property
    def table(self) -> pd.DataFrame:
        """The numbers unrounded, under headings in the language in use; hidden ones are missing."""
        cells = [[_bare(cell) for cell in row] for _label, row in self.rows]
        index = pd.Index([label for label, _row in self.rows], name=self.head)
        return pd.DataFrame(cells, index=index, columns=[field.label for field in self.fields])

    def sentences(self, lang: str | None = None) -> list[str]:
        """Give the finding in whole sentences; `lang` is fi, sv or en, None for that in use."""
        with _speaking(lang):
            return self.said()

    def alt_text(self, lang: str | None = None) -> str:
        """Say in words what the picture shows."""
        with _speaking(lang):
            return self.alternative()

    def figure(self, lang: str | None = None) -> Picture | None:
        """Give the picture with its alternative text; None when there is nothing to draw."""
        with _speaking(lang):
            svg = self.drawn()
            return None if svg is None else Picture(svg, self.alternative())

    def _repr_html_(self) -> str:
        written = pd.DataFrame(
            [
                [field.written(cell) for field, cell in zip(self.fields, row, strict=True)]
                for _label, row in self.rows
            ],
            index=self.table.index,
            columns=self.table.columns,
        )
        picture = self.figure()
        parts = [f"<p>{escape(text)}</p>" for text in self.said()]
        parts += [picture._repr_html_()] if picture else []
        return "".join([*parts, written.to_html()])


def _bare(cell: Cell) -> object:
    if cell is None or (isinstance(cell, float) and isnan(cell)):
        return None
    return cell


def _speaking(lang: str | None) -> AbstractContextManager[None]:
    return nullcontext() if lang is None else use(lang)
