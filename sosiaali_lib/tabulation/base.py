"""What a tabulation is: a count of rows that is made once for all areas and read back for one.

The same declaration counts true numbers for a researcher, counts inner cells by area for the
protection, and turns the protected cells of one area into the finding that a report shows. So the
three can never be about different things.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar, Literal

import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import _

ROW, GROUP, N, PEOPLE = "luokka", "ryhma", "n", "henkilot"
# Who the people are, so that a person in several cells is one person in their total.
WHO = "keita"
SEPARATOR = " = "  # between a column and one of its codes, in the name of a table of yes and no
# The rows of the period and of the years before it, where both are counted.
PIECE, OF_PERIOD, BEFORE = "ajankohta", "jakso", "aiemmin"
CHOSEN, YES, NO = "valittu", "kylla", "ei"
MISSING, NONE = "ei_kirjattu", "ei_mitaan"
Where = Callable[[pd.DataFrame], "pd.Series[bool]"]
Shape = Literal["codes", "choices", "means"]


@dataclass(frozen=True, kw_only=True)
class Tabulation(ABC):
    """A declared count of the rows of one form.

    Attributes
    ----------
    name
        Name of the table in a release.
    form
        Form whose rows are counted.
    where
        Keeps the rows that are counted; None for all. Tabulations of all rows share their totals.
    coarse
        Whether it is published for counties and all areas together alone: a detailed table of a
        municipality would be mostly hidden, and would hide other tables with it.
    person
        Column that tells whose a row is, where a person may have several; numbers are then as small as
        their people are few. None where every row is of another person.
    """

    name: str
    form: str
    where: Where | None = None
    coarse: bool = False
    person: str | None = None
    shape: ClassVar[Shape]

    @property
    def system(self) -> str:
        """Name of the tables that must be protected together, because they share totals."""
        return self.form if self.where is None else self.name

    @property
    @abstractmethod
    def dims(self) -> tuple[str, ...]:
        """Columns of the inner cells beside the area."""

    @property
    def links(self) -> dict[str, str]:
        """Name each dimension by what it is about, so that equal dimensions of tables are known."""
        return {dim: f"{self.name}.{dim}" for dim in self.dims}

    @abstractmethod
    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count rows that are all counted, so that the counts of several parts add up (`together`)."""

    def finished(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Give the inner cells from what `partial` counted of all the rows."""
        return counts

    def cells(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count inner cells of rows that are all counted, by the columns `by` and the dimensions."""
        return self.finished(self.partial(rows, by))

    @abstractmethod
    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give what the cells of one area say; hidden numbers are missing."""

    @abstractmethod
    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Give the cells of one area with their totals, from true inner cells."""

    def count(self, rows: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
        """Count the inner cells.

        Parameters
        ----------
        rows
            Clean rows of the form. Not changed.
        by
            Columns that divide the rows, such as the area.

        Returns
        -------
        DataFrame
            `by`, the dimensions and the numbers; combinations that do not occur have no row.
        """
        return self.finished(self.part(rows, by))

    def part(self, rows: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
        """Count a part of the rows, unfinished: `together` adds such counts, `finished` finishes them."""
        counted = rows if self.where is None else rows[self.where(rows)]
        return self.partial(counted, list(by))

    def of(self, rows: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the finding of the true counts, for those who may see the rows."""
        return self.finding(self.whole(self.count(rows)), place=place)


def sizes(marked: pd.DataFrame, person: pd.Series | None = None) -> pd.DataFrame:
    """Count rows by all columns of `marked`, and the different people behind them where they are told.

    `henkilot` is the number of those people, `keita` the set of them.
    """
    by = list(marked.columns)
    if person is None:
        return marked.groupby(by, observed=True, as_index=False).size().rename(columns={"size": N})
    who = person.astype("object").where(person.notna(), "").to_numpy()
    told = marked.assign(**{WHO: who}).groupby(by, observed=True, as_index=False)
    return told.agg(**{N: (WHO, "size"), PEOPLE: (WHO, "nunique"), WHO: (WHO, frozenset)})


def together(parts: Sequence[pd.DataFrame], numbers: Collection[str] = (N,)) -> pd.DataFrame:
    """Put counts of several parts of the rows together: numbers added, people joined.

    Parameters
    ----------
    parts
        Counts with the same columns, at least one. Not changed.
    numbers
        Columns that are added up.

    Returns
    -------
    DataFrame
        In the order of the columns that are neither numbers nor people, as if all rows had been
        counted at once, however they are divided.
    """
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    keys = [name for name in whole if name not in {*numbers, PEOPLE, WHO}]
    how: dict[str, Any] = {name: "sum" for name in numbers if name in whole}
    if WHO in whole:
        how[WHO] = _together
    elif PEOPLE in whole:
        how[PEOPLE] = "sum"
    found = whole.groupby(keys, as_index=False, observed=True).agg(how)
    if WHO in whole:
        found[PEOPLE] = found[WHO].map(len).astype("int64")
    return found[list(whole)]


def added(cells: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Add up cells, and the people behind them where they are told, by some of their dimensions."""
    numbers: dict[str, Any] = {name: "sum" for name in (N, PEOPLE) if name in cells}
    if WHO not in cells:
        return cells.groupby(list(by), as_index=False).agg(numbers)
    sums = cells.groupby(list(by), as_index=False).agg({**numbers, WHO: _together})
    return sums.assign(**{PEOPLE: sums[WHO].map(len).astype("int64")})


def _together(people: pd.Series) -> frozenset[object]:
    return frozenset[object]().union(*people)


def with_totals(cells: pd.DataFrame, dims: Sequence[str]) -> pd.DataFrame:
    """Add to inner cells every total over one or more dimensions."""
    parts = []
    for kept in product((True, False), repeat=len(dims)):
        part = cells.copy()
        for dim, keep in zip(dims, kept, strict=True):
            if not keep:
                part[dim] = TOTAL
        parts.append(part)
    joined = pd.concat(parts, ignore_index=True)
    sums = joined.groupby(list(dims), as_index=False, sort=False).agg({N: "sum"})
    return sums.astype({N: "Int64"})


def coded(values: pd.Series) -> pd.Series:
    """Give the codes of a column, those that were not recorded under a code of their own."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.add_categories(MISSING).fillna(MISSING)
    texts = values.astype("str").where(values.notna(), "")
    return texts.mask(texts == "", MISSING)


def column_labels(form: str, column: str) -> dict[str, str]:
    """Give code → label of a choice column in the language in use; empty where it has no codes."""
    return forms.load(form).column(column).choices()


def labelled(known: Mapping[str, str], seen: Sequence[str]) -> dict[str, str]:
    """Give the labels of the codes known, then of those seen besides: not recorded, or own words."""
    extra = {MISSING: _("Not recorded"), NONE: _("None recorded")}
    others = [code for code in seen if code not in known and code != TOTAL]
    others.sort(key=lambda code: (code in extra, code))
    return {**known, **{code: extra.get(code, code) for code in others}}
