"""What is counted of the significance survey: for everybody together, never by municipality.

A municipality has a handful of respondents, each with a row for every way of working, so that even the
sum over all ways of working would tell what one of them thinks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.significance.leading import Leading, Raised
from sosiaali_lib.significance.rated import Rated, RatedWords
from sosiaali_lib.significance.scale import DONT_KNOW, Scale
from sosiaali_lib.tabulation.base import (
    GROUP,
    MISSING,
    NO,
    ROW,
    YES,
    N,
    Shape,
    Tabulation,
    coded,
    with_totals,
)

RESPONDENT, WAY = "vastaaja", "toimintatapa"
LEAST = 5  # respondents below whom nothing is counted for a release

Numbers = Mapping[str, Mapping[str, int | None]]


@dataclass(frozen=True, kw_only=True)
class Ratings(Tabulation):
    """Respondents by way of working and answer, over all municipalities.

    Attributes
    ----------
    column
        Column of the answers.
    """

    column: str
    shape: ClassVar[Shape] = "codes"

    @property
    def dims(self) -> tuple[str, ...]:
        """Way of working and answer."""
        return (ROW, GROUP)

    @property
    def links(self) -> dict[str, str]:
        """Name the ways of working alike in all tables: they have the same totals."""
        return {ROW: WAY, GROUP: f"{self.name}.{GROUP}"}

    def part(self, rows: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
        """Count inner cells over all areas; none from fewer than `LEAST` respondents.

        Parameters
        ----------
        rows
            Clean rows of the form. Not changed.
        by
            Left out of account: the survey is not reported by area.

        Returns
        -------
        DataFrame
            `luokka` (way of working), `ryhma` (answer) and `n`.
        """
        few = rows[RESPONDENT].nunique() < LEAST
        return self.partial(rows[:0] if few else rows, ())

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count respondents by way of working and answer."""
        marked = rows[list(by)].assign(**{ROW: coded(rows[WAY]), GROUP: self.answers(rows)})
        sizes = marked.groupby([*by, ROW, GROUP], observed=True, as_index=False).size()
        return sizes.rename(columns={"size": N})

    def answers(self, rows: pd.DataFrame) -> pd.Series:
        """Give the code under which each row is counted."""
        return coded(rows[self.column])

    def whole(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Add the totals."""
        return with_totals(cells, self.dims)


@dataclass(frozen=True, kw_only=True)
class Levels(Ratings):
    """Ratings on a scale.

    Attributes
    ----------
    scale
        The scale.
    words
        What is rated.
    by_level
        Whether each level is counted; else the two classes of the scale.
    """

    scale: Scale
    words: RatedWords
    by_level: bool = False

    def answers(self, rows: pd.DataFrame) -> pd.Series:
        """Give the level or its class."""
        found = super().answers(rows)
        return found if self.by_level else found.replace(self.scale.classed())

    def finding(
        self, cells: pd.DataFrame, *, place: str = "", unsure: pd.DataFrame | None = None
    ) -> Rated:
        """Give the ratings of every way of working.

        Parameters
        ----------
        cells
            Numbers with their totals; hidden ones are missing.
        place
            Name of the area.
        unsure
            With the two classes: the numbers of the tabulation of “don't know” beside this one.
        """
        counts, everybody = numbers(cells)
        beside = None if unsure is None or not len(unsure) else numbers(unsure)[0]
        return Rated(
            words=self.words,
            scale=self.scale,
            counts=counts,
            everybody=everybody,
            whole=self.by_level,
            unsure=None
            if beside is None
            else {way: found.get(YES, 0) for way, found in beside.items()},
            place=place,
        )

    def of(self, rows: pd.DataFrame, *, place: str = "") -> Rated:
        """Give the true ratings, of however few respondents."""
        return self.finding(self.whole(self.cells(rows, ())), place=place)


@dataclass(frozen=True, kw_only=True)
class Chosen(Ratings):
    """Respondents by whether they gave a way of working one answer.

    Attributes
    ----------
    code
        The answer.
    title
        Source text of what is listed.
    """

    code: str
    title: str

    def answers(self, rows: pd.DataFrame) -> pd.Series:
        """Give yes, no, or that the question was left out."""
        found = super().answers(rows)
        chosen = pd.Series(NO, index=found.index).mask(found == self.code, YES)
        return chosen.mask(found == MISSING, MISSING)

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Leading:
        """Give the ways of working with the largest shares of those who answered."""
        counts, everybody = numbers(cells)
        values = {
            way: Raised(found.get(YES, 0), _answered(found, everybody.get(way)))
            for way, found in counts.items()
        }
        return Leading(title=self.title, values=values, place=place)

    def of(self, rows: pd.DataFrame, *, place: str = "") -> Leading:
        """Give the true list, of however few respondents."""
        return self.finding(self.whole(self.cells(rows, ())), place=place)


def unsure_of(levels: Levels, title: str) -> Chosen:
    """Give the tabulation of “don't know” beside one of the two classes."""
    return Chosen(
        name=f"{levels.name}_{DONT_KNOW}",
        form=levels.form,
        column=levels.column,
        code=DONT_KNOW,
        title=title,
    )


def _answered(found: Mapping[str, int | None], everybody: int | None) -> int | None:
    """Give those who answered yes or no."""
    yes, no, missing = (found.get(code, 0) for code in (YES, NO, MISSING))
    if yes is not None and no is not None:
        return yes + no
    return None if everybody is None or missing is None else everybody - missing


def numbers(cells: pd.DataFrame) -> tuple[Numbers, Mapping[str, int | None]]:
    """Give way of working → answer → respondents, and way of working → all respondents."""
    counts: dict[str, dict[str, int | None]] = {}
    everybody: dict[str, int | None] = {}
    for row in cells.to_dict("records"):
        way, answer = str(row[ROW]), str(row[GROUP])
        n = shown_number(row[N])
        if way != TOTAL and answer == TOTAL:
            everybody[way] = n
        elif way != TOTAL:
            counts.setdefault(way, {})[answer] = n
    return counts, everybody
