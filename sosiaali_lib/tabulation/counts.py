"""Counts over the codes of a column, one or several a row, and over the groups of another column."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.findings import Cross, CrossWords, Finding, Labels, Shares, Words
from sosiaali_lib.tabulation.base import (
    CHOSEN,
    GROUP,
    MISSING,
    NO,
    NONE,
    PEOPLE,
    ROW,
    WHO,
    YES,
    N,
    Shape,
    Tabulation,
    added,
    coded,
    column_labels,
    labelled,
    sizes,
    with_totals,
)

SEPARATOR = ";"
Coding = Callable[[pd.DataFrame], "pd.Series[str]"]


@dataclass(frozen=True, kw_only=True)
class Counted(Tabulation):
    """Rows by code and, where it is given, by group.

    Attributes
    ----------
    row
        Column of the codes; or a function that gives them for the rows.
    words
        `Words` without groups, `CrossWords` with them.
    group
        Column of the groups, or a function that gives them; None for none.
    labels, group_labels
        Give code → label in the language in use; None takes the code list of the column, or the
        codes themselves where it has none.
    """

    row: str | Coding
    words: Words | CrossWords
    group: str | Coding | None = None
    labels: Labels | None = None
    group_labels: Labels | None = None
    several: ClassVar[bool]

    @property
    def groups(self) -> tuple[str, ...]:
        """The dimension of the groups, where they are given."""
        return () if self.group is None else (GROUP,)

    @property
    def links(self) -> dict[str, str]:
        """Name each dimension after its column: two tables of one column are about one thing."""
        columns = {ROW: self.row, GROUP: self.group}
        return {
            dim: column if isinstance(column := columns.get(dim), str) else f"{self.name}.{dim}"
            for dim in self.dims
        }

    @abstractmethod
    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Give the cells of one area with their totals, from true inner cells."""

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give shares of all rows, or a cross table where there are groups."""
        numbers = {
            (str(row[ROW]), str(row.get(GROUP, TOTAL))): shown_number(row[N])
            for row in cells.to_dict("records")
        }
        rows = _labels(self.labels, self.form, self.row, [row for row, _group in numbers])
        if isinstance(self.words, Words):
            values = {row: n for (row, _group), n in numbers.items() if row != TOTAL}
            return Shares(
                words=self.words,
                labels=rows,
                values=values,
                units=numbers.get((TOTAL, TOTAL), 0),
                several=self.several,
                place=place,
            )
        assert self.group is not None
        seen = [group for _row, group in numbers]
        return Cross(
            words=self.words,
            labels=rows,
            groups=_labels(self.group_labels, self.form, self.group, seen),
            values={key: n for key, n in numbers.items() if TOTAL not in key},
            units={group: n for (row, group), n in numbers.items() if row == TOTAL},
            several=self.several,
            place=place,
        )

    def people(self, rows: pd.DataFrame) -> pd.Series | None:
        """Give whose each row is, where a person may have several."""
        return None if self.person is None else rows[self.person]

    def marked(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Give what divides the rows: the columns `by` and the group."""
        found = rows[list(by)].copy()
        if self.group is not None:
            found[GROUP] = coded(_given(rows, self.group))
        return found


@dataclass(frozen=True, kw_only=True)
class Codes(Counted):
    """Rows by the one code that each has."""

    shape: ClassVar[Shape] = "codes"
    several: ClassVar[bool] = False

    @property
    def dims(self) -> tuple[str, ...]:
        """The codes, and the groups where they are given."""
        return (ROW, *self.groups)

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count rows by code and group."""
        marked = self.marked(rows, by).assign(**{ROW: coded(_given(rows, self.row))})
        return sizes(marked, self.people(rows))

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Add the totals."""
        return with_totals(cells, self.dims)


@dataclass(frozen=True, kw_only=True)
class Choices(Counted):
    """Rows by the codes of which each may have several, joined with semicolons.

    Of every code the rows with it and without it are counted, so that a code which nearly everybody
    has is protected as well as one which hardly anybody has.
    """

    shape: ClassVar[Shape] = "choices"
    several: ClassVar[bool] = True

    @property
    def dims(self) -> tuple[str, ...]:
        """The codes, the groups where they are given, and whether the code was chosen."""
        return (ROW, *self.groups, CHOSEN)

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count rows by what was chosen, all codes of a row as one text."""
        chosen = coded(_given(rows, self.row)).astype("str").replace(MISSING, NONE)
        return sizes(self.marked(rows, by).assign(**{CHOSEN: chosen}), self.people(rows))

    def finished(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Divide the texts into codes: rows with and without each of them."""
        # Many rows hold few different texts, so that the texts are divided and not the rows.
        sets = {text: frozenset(text.split(SEPARATOR)) for text in counts[CHOSEN].unique()}
        beside = {CHOSEN, N, PEOPLE, WHO}
        dividing = [str(name) for name in counts if name not in beside]
        parts = []
        for code in sorted(frozenset[str]().union(*sets.values())):
            choice = {text: YES if code in codes else NO for text, codes in sets.items()}
            divided = counts.assign(**{CHOSEN: counts[CHOSEN].map(choice)})
            parts.append(added(divided, [*dividing, CHOSEN]).assign(**{ROW: code}))
        by = [name for name in dividing if name not in self.dims]
        columns = [*by, *self.dims, N, *([PEOPLE, WHO] if self.person else [])]
        if not parts:
            return pd.DataFrame({name: pd.Series(dtype="object") for name in columns})
        return pd.concat(parts, ignore_index=True)[columns]

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Give the rows with each code, and all rows."""
        chosen = cells[cells[CHOSEN] == YES]
        # Every code divides the same rows: any one of them gives all.
        units = cells[cells[ROW] == cells[ROW].iloc[0]] if len(cells) else cells
        joined = pd.concat([chosen, units.assign(**{ROW: TOTAL})]).drop(columns=CHOSEN)
        if not self.groups:
            sums: pd.DataFrame = joined.groupby(ROW, as_index=False).agg({N: "sum"})
            return sums.astype({N: "Int64"})
        parts = [
            with_totals(part.drop(columns=ROW), self.groups).assign(**{ROW: code})
            for code, part in joined.groupby(ROW)
        ]
        whole: pd.DataFrame = pd.concat([joined.iloc[:0], *parts], ignore_index=True)
        return whole


def _given(rows: pd.DataFrame, column: str | Coding) -> pd.Series:
    return rows[column] if isinstance(column, str) else column(rows)


def _labels(given: Labels | None, form: str, column: str | Coding, seen: Sequence[str]) -> Labels:
    """Give the labels of a column's codes when they are asked for, in the language of that moment."""

    def known() -> Mapping[str, str]:
        if given is not None:
            return given()
        return column_labels(form, column) if isinstance(column, str) else {}

    codes = sorted(set(seen))
    return lambda: labelled(known(), codes)
