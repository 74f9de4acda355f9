"""Counts of one year of the staff survey, each year protected by itself.

The years are shown side by side and never added up, so a sum over years, which would only make more
numbers fall hidden, is not published. The code of a row begins with its year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.findings import Finding
from sosiaali_lib.staff import questions
from sosiaali_lib.staff.questions import FOLLOW_UPS, NO, YEAR, YES
from sosiaali_lib.tabulation import Choices, Codes
from sosiaali_lib.tabulation.base import GROUP, MISSING, NONE, ROW, N, coded
from sosiaali_lib.tabulation.counts import SEPARATOR, Coding

PLACES = (1, 2)  # the latest year, and the one before it
MARK = "."  # between the year and the code
BOTH, FIRST_ONLY, NEITHER = "molemmat", "vain_ensimmainen", "ei_kumpikaan"
# Questions of yes and no that no other question follows.
PLAIN = tuple(
    question
    for question in questions.YES_NO
    if question not in FOLLOW_UPS and question not in FOLLOW_UPS.values()
)
Answers = dict[tuple[str, int], int | None]


@dataclass(frozen=True, kw_only=True)
class YearCodes(Codes):
    """Codes of the rows of one year, protected with all else of that year."""

    place: int

    @property
    def system(self) -> str:
        """The year by its place from the end."""
        return f"{self.form} {self.place}"

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the codes under the year."""
        return self.beside([cells], place=place)

    def beside(self, tables: Sequence[pd.DataFrame], *, place: str = "") -> Finding:
        """Give the codes of several years beside each other."""
        whole = Codes(
            name=self.name,
            form=self.form,
            row=self.row,
            group=YEAR,
            words=self.words,
            labels=self.labels,
        )
        return whole.finding(pd.concat(map(split, tables), ignore_index=True), place=place)


@dataclass(frozen=True, kw_only=True)
class YearChoices(Choices):
    """Several codes a row, of one year, protected with all else of that year."""

    place: int

    @property
    def system(self) -> str:
        """The year by its place from the end."""
        return f"{self.form} {self.place}"

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the choices under the year."""
        return self.beside([cells], place=place)

    def beside(self, tables: Sequence[pd.DataFrame], *, place: str = "") -> Finding:
        """Give the choices of several years beside each other."""
        whole = Choices(
            name=self.name,
            form=self.form,
            row=self.row,
            group=YEAR,
            words=self.words,
            labels=self.labels,
        )
        return whole.finding(pd.concat(map(split, tables), ignore_index=True), place=place)


def split(cells: pd.DataFrame) -> pd.DataFrame:
    """Give cells with the year of their codes as the group; rows for no choice at all are left out."""
    kept = cells[cells[ROW] != NONE]
    dated = kept.loc[kept[ROW] != TOTAL, ROW]
    if not len(dated):
        return pd.DataFrame({ROW: [], GROUP: [], N: []})
    year = dated.iloc[0].partition(MARK)[0]
    bare = kept[ROW].str.removeprefix(year + MARK)
    return kept.assign(**{ROW: bare, GROUP: year})


def read(tables: Sequence[pd.DataFrame]) -> Answers:
    """Give (code, year) → people of cells; `TOTAL` for all who answered, None for hidden."""
    return {
        (str(row[ROW]), int(row[GROUP])): shown_number(row[N])
        for cells in tables
        for row in split(cells).to_dict("records")
    }


def of_year(place: int) -> Callable[[pd.DataFrame], pd.Series[bool]]:
    """Give a choice of the rows of the latest year, or of the year before it."""

    def kept(rows: pd.DataFrame) -> pd.Series[bool]:
        found = questions.years(rows)
        if len(found) < place:
            return pd.Series(False, index=rows.index)
        return (rows[YEAR] == found[-place]).fillna(False).astype(bool)

    return kept


def dated(given: str | Coding) -> Coding:
    """Give a coding with the year before every code."""

    def coding(rows: pd.DataFrame) -> pd.Series[str]:
        codes = rows[given] if isinstance(given, str) else given(rows)
        years = rows[YEAR].astype("str") + MARK
        return years.str.cat(coded(codes))

    return coding


def dated_choices(given: str | Coding) -> Coding:
    """Give a coding of several codes a row with the year before each of them."""

    def coding(rows: pd.DataFrame) -> pd.Series[str]:
        codes = rows[given] if isinstance(given, str) else given(rows)
        texts = [
            SEPARATOR.join(f"{year}{MARK}{code}" for code in text.split(SEPARATOR) if code)
            for year, text in zip(rows[YEAR], codes.fillna(""), strict=True)
        ]
        return pd.Series(texts, index=rows.index, dtype="str")

    return coding


def follow_ups(first: str, second: str) -> Coding:
    """Give a coding of a question and the one that follows it as one answer."""

    def coding(rows: pd.DataFrame) -> pd.Series[str]:
        said, then = rows[first].astype("str"), rows[second].astype("str")
        found = pd.Series(MISSING, index=rows.index, dtype="str")
        found = found.mask((said == NO).fillna(False), NEITHER)
        for answer, code in ((YES, BOTH), (NO, FIRST_ONLY)):
            found = found.mask(((said == YES) & (then == answer)).fillna(False), code)
        return found

    return coding


def yes_codes(rows: pd.DataFrame) -> pd.Series[str]:
    """Give every respondent's questions answered with yes, joined as several choices are."""
    given = rows[list(PLAIN)].to_dict("records")
    texts = [SEPARATOR.join(name for name in PLAIN if row[name] == YES) for row in given]
    return pd.Series(texts, index=rows.index, dtype="str")
