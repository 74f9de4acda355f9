"""Two years of one small staff compared, whose answers cannot be linked person by person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.staff.comparison import Kind, YearComparison
from sosiaali_lib.staff.known import Staff, staff
from sosiaali_lib.staff.questions import (
    FOLLOW_UPS,
    SCALES,
    YES,
    YES_NO,
    Counts,
    answers,
    shown_years,
    years,
)
from sosiaali_lib.staff.response import response_rate
from sosiaali_lib.survey import compare_waves
from sosiaali_lib.survey.overlap import Range

Answered = Mapping[tuple[str, int], Counts]


def compare_shares(
    rows: pd.DataFrame,
    known: pd.DataFrame,
    *,
    stayers: int | None = None,
    correlation: Range = (-1.0, 1.0),
) -> YearComparison:
    """Compare the shares of yes answers of the two latest years.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    known
        Rows of `henkilosto`. Not changed.
    stayers, correlation
        As in `survey.compare_waves`: how many belonged to the staff both years (None: not known),
        and how alike one person's answers may be.

    Returns
    -------
    YearComparison
        Questions that follow another one are left out: how many of the staff they concern is not
        known.

    Raises
    ------
    ValueError
        If there are not two years, or the staff of one is not known.
    StaffError
        If more people answered than the staff has.
    """
    asked = [question for question in YES_NO if question not in FOLLOW_UPS]
    return _compared(rows, known, asked, "share", stayers=stayers, correlation=correlation)


def compare_means(
    rows: pd.DataFrame,
    known: pd.DataFrame,
    *,
    stayers: int | None = None,
    correlation: Range = (-1.0, 1.0),
) -> YearComparison:
    """Compare the means of the scale questions of the two latest years, as `compare_shares` does."""
    return _compared(rows, known, SCALES, "mean", stayers=stayers, correlation=correlation)


def _compared(
    rows: pd.DataFrame,
    known: pd.DataFrame,
    questions: Sequence[str],
    kind: Kind,
    *,
    stayers: int | None,
    correlation: Range,
) -> YearComparison:
    response_rate(rows, known)  # refuses more answers than staff
    found = {
        (question, year): counts
        for question in questions
        for year, counts in answers(rows, question).items()
    }
    latest = shown_years(years(rows))
    return compared(found, staff(known), latest, kind, stayers=stayers, correlation=correlation)


def compared(
    found: Answered,
    known: Staff,
    latest: Sequence[int],
    kind: Kind,
    *,
    stayers: int | None = None,
    correlation: Range = (-1.0, 1.0),
) -> YearComparison:
    """Compare counts of two years; a question without counts in either year is left out.

    Raises
    ------
    ValueError
        If there are not two years, or the staff of one is not known.
    """
    if len(latest) != 2:
        text = _("A comparison needs answers of two years; there are answers of {n}.")
        raise ValueError(text.format(n=number(len(latest))))
    first, second = latest
    sizes = (known.of(first), known.of(second))
    for year, size in zip(latest, sizes, strict=True):
        if size is None:
            text = _(
                "The staff of {year} is not known; add it to the form “henkilosto”, so that the "
                "years can be compared."
            )
            raise ValueError(text.format(year=year))
    assert sizes[0] is not None and sizes[1] is not None
    results = {
        question: compare_waves(
            _spread(found[question, first], kind),
            _spread(found[question, second], kind),
            (float(sizes[0]), float(sizes[1])),
            stayers=stayers,
            yes=True if kind == "share" else None,
            correlation=correlation,
        )
        for question in dict.fromkeys(question for question, _year in found)
        if all(sum(found.get((question, year), {}).values()) for year in latest)
    }
    return YearComparison(results, (first, second), kind)


def _spread(counts: Counts, kind: Kind) -> list[bool] | list[int]:
    """Give one answer a person; which person it was does not matter to any estimate."""
    if kind == "share":
        return [code == YES for code, n in counts.items() for _one in range(n)]
    return [int(code) for code, n in counts.items() for _one in range(n)]
