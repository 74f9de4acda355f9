"""What the counts of single needs share: the columns, and who named a need in which assessment.

Found by the worker, named by the client, met or not: these are parts of the same assessments. Each need
has tables of its own whose dimensions carry the names of their columns, so that the protection
knows which figures are one and no two of them give a hidden third away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.cells import shown_number
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.base import SEPARATOR, N, Shape, with_totals

FORM = "palvelutarpeet"
WORKER, CLIENT, VIEW = "tarpeet_tyontekija", "tarpeet_asiakas", "asiakkaan_nakemys"

Numbers = Mapping[tuple[str, ...], int | None]


def need_labels() -> Mapping[str, str]:
    """Give the needs of the law in the language in use."""
    return codelists.load("shl11").labels()


def codes_of(values: pd.Series) -> pd.Series:
    """Give the set of codes of each row; empty where none is recorded."""
    texts = values.astype("str").where(values.notna(), "")
    sets = {text: frozenset(filter(None, text.split(";"))) for text in texts.unique()}
    return pd.Series([sets[text] for text in texts], index=texts.index, dtype="object")


def holding(values: pd.Series, code: str) -> pd.Series:
    """Tell of each row whether a code is recorded."""
    texts = values.astype("str").where(values.notna(), "")
    return texts.map({text: code in text.split(";") for text in texts.unique()}).astype(bool)


@dataclass(frozen=True, kw_only=True)
class OfNeed(Tabulation):
    """A count of all assessments about one need.

    Attributes
    ----------
    need
        Code of the need.
    """

    need: str
    shape: ClassVar[Shape] = "codes"
    columns: ClassVar[Mapping[str, str]]

    @property
    def dims(self) -> tuple[str, ...]:
        """The dimensions, by their own names."""
        return tuple(self.columns)

    @property
    def links(self) -> dict[str, str]:
        """Name each dimension after its column and the need, as a table of yes and no is named."""
        return {dim: f"{column}{SEPARATOR}{self.need}" for dim, column in self.columns.items()}

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Add the totals."""
        return with_totals(cells, self.dims)


def numbers(cells: pd.DataFrame, dims: Sequence[str]) -> Numbers:
    """Give the counts of one area by their codes; None is hidden."""
    return {
        tuple(str(row[dim]) for dim in dims): shown_number(row[N])
        for row in cells.to_dict("records")
    }
