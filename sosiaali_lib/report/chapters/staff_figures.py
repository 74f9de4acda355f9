"""Findings on the staff from the protected numbers of a release."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.report.view import View
from sosiaali_lib.staff import boxes, tables
from sosiaali_lib.staff.compare import compared
from sosiaali_lib.staff.comparison import YearComparison
from sosiaali_lib.staff.known import ALL, Staff, staff
from sosiaali_lib.staff.means import YearMeans
from sosiaali_lib.staff.questions import NO, YES, Counts, shown_years
from sosiaali_lib.staff.register import STAFF_TABLE
from sosiaali_lib.staff.response import ResponseRate, of_counts
from sosiaali_lib.staff.working_time import Ends, TimeBounds
from sosiaali_lib.staff.year_tables import PLAIN, Answers, YearChoices, YearCodes, read
from sosiaali_lib.staff.yes_no import Said, YesShares


def release_rows(view: View, name: str) -> pd.DataFrame:
    """Give the rows of a table that are about the whole organisation; empty when there are none."""
    return view.rows(name, TOTAL)


def rate(view: View) -> ResponseRate | None:
    """Give the response rate; None where nobody answered.

    Raises
    ------
    StaffError
        If more people answered than the survey was sent to.
    """
    found = _read(view, tables.PROFESSIONS)
    if not found:
        return None
    counts = {(year, ALL if code == TOTAL else code): n for (code, year), n in found.items()}
    return of_counts(counts, _staff(view))


def yes_no(view: View, questions: Sequence[str], part: str = "") -> YesShares | None:
    """Give the shares of yes to those of the questions that are published one by one.

    `part` is a source text on which questions these are.
    """
    found = _read(view, tables.YES_ANSWERS)
    years = sorted({year for _code, year in found})
    if not years:
        return None
    asked = [question for question in questions if question in PLAIN]
    values: dict[tuple[str, int], Said] = {
        (question, year): (found.get((question, year), 0), found.get((TOTAL, year)))
        for question in asked
        for year in years
    }
    return YesShares(asked, values, {}, everybody=True, part=part)


def comparison(view: View) -> YearComparison | None:
    """Compare the shares of yes that are shown in both years; None where it cannot be done."""
    shares = yes_no(view, PLAIN)
    if shares is None:
        return None
    latest = shown_years(shares.years)
    known = _staff(view)
    counts: dict[tuple[str, int], Counts] = {
        key: {YES: yes, NO: n - yes}
        for key, (yes, n) in shares.values.items()
        if yes is not None and n is not None
    }
    sizes = [known.of(year) for year in latest]
    if len(latest) != 2 or None in sizes or _too_many(counts, known):
        return None
    return compared(counts, known, latest, "share")


def time_bounds(view: View, tabulation: YearMeans, columns: tuple[str, ...]) -> TimeBounds | None:
    """Give the possible means of the division of working time; None where they were not asked."""
    cells = release_rows(view, tabulation.name)
    if not len(cells):
        return None
    found = tabulation.finding(cells)
    means: dict[tuple[str, int], Ends | None] = {}
    people: dict[int, int | None] = {}
    for year in found.years:
        for column in columns:
            low, high = (found.values[f"{column}{end}", year] for end in (boxes.LOW, boxes.HIGH))
            people[year] = low.n
            known = low.mean is not None and high.mean is not None
            means[column, year] = (low.mean, high.mean) if known else None  # type: ignore[assignment]
    return TimeBounds(columns, means, people, {})


def _staff(view: View) -> Staff:
    rows = release_rows(view, STAFF_TABLE)
    return staff(rows) if len(rows) else Staff({})


def _too_many(counts: dict[tuple[str, int], Counts], known: Staff) -> bool:
    return any(sum(found.values()) > (known.of(year) or 0) for (_q, year), found in counts.items())


def _read(view: View, pair: Sequence[YearCodes] | Sequence[YearChoices]) -> Answers:
    return read([cells for one in pair if len(cells := release_rows(view, one.name))])
