"""What a report is given of the staff survey: counts of the two latest years, and means.

Of the scales only means are given: together with a distribution that is hidden in part, they would give the
hidden numbers back. Answers to a question and to the one that follows it are one table, because the
one can be told from the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import CrossWords, Finding, Labels, MeanWords
from sosiaali_lib.messages import N_, _
from sosiaali_lib.staff import boxes, questions
from sosiaali_lib.staff.feedback import FEEDBACK
from sosiaali_lib.staff.load import load_class
from sosiaali_lib.staff.means import YearlyMeans, YearMeans
from sosiaali_lib.staff.open_answers import THEMES
from sosiaali_lib.staff.questions import FOLLOW_UPS, FORM, PROFESSION, YEAR
from sosiaali_lib.staff.words import (
    BY_YEAR,
    LOAD_WORDS,
    PAIR_CAPTIONS,
    PAIR_LABELS,
    RESPONDENTS,
    THEME_WORDS,
    YES_WORDS,
)
from sosiaali_lib.staff.year_tables import (
    PLACES,
    PLAIN,
    YearChoices,
    YearCodes,
    dated,
    dated_choices,
    follow_ups,
    of_year,
    yes_codes,
)
from sosiaali_lib.tabulation import Choices, Tabulation
from sosiaali_lib.tabulation.base import NONE, ROW
from sosiaali_lib.tabulation.counts import Coding, Counted

EXACT_FORM = "tyoajanjako"
EXACT_WEEK = tuple(name.replace("aika_", "osuus_", 1) for name in questions.WEEK)


def scale_means(rows: pd.DataFrame) -> YearlyMeans:
    """Give the means of the scale questions, year beside year.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    """
    return _means(SCALE_MEANS, rows)


def exact_week(rows: pd.DataFrame) -> YearlyMeans:
    """Give the mean shares of the working week, where exact shares were asked.

    Parameters
    ----------
    rows
        Rows of `tyoajanjako`. Not changed.
    """
    return _means(EXACT_MEANS, rows)


def themes(rows: pd.DataFrame) -> Finding:
    """Give in how many respondents' open answers each theme comes up, by year.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`; the themes are those that a person has chosen. Not changed.
    """
    whole = Choices(name="tyontekijat_teemat", form=FORM, row=THEMES, group=YEAR, words=THEME_WORDS)
    cells = whole.whole(whole.count(rows))
    return whole.finding(cells[cells[ROW] != NONE])


def _means(tabulation: YearMeans, rows: pd.DataFrame) -> YearlyMeans:
    found = tabulation.of(rows)
    assert isinstance(found, YearlyMeans)
    return found


def _pair_labels(first: str) -> Labels:
    return lambda: {code: _(text) for code, text in PAIR_LABELS[first].items()}


def _pair(second: str, first: str, place: int) -> YearCodes:
    words = CrossWords(
        caption=PAIR_CAPTIONS[first],
        head=N_("Answer"),
        total=N_("All who answered the survey"),
        by_group=BY_YEAR,
    )
    return _codes(second, follow_ups(first, second), words, _pair_labels(first), place)


def _codes(
    name: str, row: str | Coding, words: CrossWords, labels: Labels, place: int
) -> YearCodes:
    return YearCodes(
        name=f"tyontekijat_{name}_{place}",
        form=FORM,
        where=of_year(place),
        row=dated(row),
        words=words,
        labels=labels,
        place=place,
    )


def _choices(
    name: str, row: str | Coding, words: CrossWords, labels: Labels, place: int
) -> YearChoices:
    return YearChoices(
        name=f"tyontekijat_{name}_{place}",
        form=FORM,
        where=of_year(place),
        row=dated_choices(row),
        words=words,
        labels=labels,
        place=place,
    )


def _listed(codes: str) -> Labels:
    return lambda: codelists.load(codes).labels()


def _bounded(columns: tuple[str, ...]) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda rows: boxes.bounds(rows, columns)


def _ends(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{column}{end}" for column in columns for end in (boxes.LOW, boxes.HIGH))


def _end_labels(columns: tuple[str, ...]) -> Callable[[], Mapping[str, str]]:
    def named() -> dict[str, str]:
        texts = {boxes.LOW: _("{content}, at least"), boxes.HIGH: _("{content}, at most")}
        return {
            f"{column}{end}": text.format(content=label)
            for column, label in questions.labels(columns).items()
            for end, text in texts.items()
        }

    return named


def _of_boxes(name: str, columns: tuple[str, ...], caption: str) -> YearMeans:
    return YearMeans(
        name=name,
        form=FORM,
        columns=_ends(columns),
        words=MeanWords(
            caption=caption,
            head=N_("Content of work"),
            scale=N_("Lowest and highest possible share of working time, %"),
            extremes=N_(
                "In {year} the largest limit was that of {highest} ({high} per cent), the smallest "
                "that of {lowest} ({low} per cent)."
            ),
        ),
        limits=(0.0, boxes.WHOLE),
        digits=None,  # hours are worked out of them
        labels=_end_labels(columns),
        derive=_bounded(columns),
    )


PROFESSIONS = tuple(
    _codes("ammattiryhma", PROFESSION, RESPONDENTS, _listed("kyselyn_ammattiryhma"), place)
    for place in PLACES
)
YES_ANSWERS = tuple(
    _choices("kylla", yes_codes, YES_WORDS, lambda: questions.labels(PLAIN), place)
    for place in PLACES
)
PAIRS: Mapping[str, tuple[YearCodes, ...]] = {
    second: tuple(_pair(second, first, place) for place in PLACES)
    for second, first in FOLLOW_UPS.items()
}
LOADS = tuple(
    _codes("asiakasmaara", load_class, LOAD_WORDS, _listed("asiakasmaara"), place)
    for place in PLACES
)
THEME_COUNTS = tuple(
    _choices("teemat", THEMES, THEME_WORDS, _listed("tyontekijapalautteen_teemat"), place)
    for place in PLACES
)
SCALE_MEANS = YearMeans(
    name="tyontekijat_asteikot",
    form=FORM,
    columns=questions.SCALES,
    words=MeanWords(
        caption=N_("Means of the staff's answers on the scales from 1 to 5"),
        head=N_("Question"),
        scale=N_("Mean (from 1, not at all, to 5, very much or very well)"),
        extremes=N_(
            "In {year} the mean was highest for {highest} ({high}) and lowest for {lowest} ({low})."
        ),
    ),
    limits=(1.0, 5.0),
)
WEEK_BOUNDS = _of_boxes(
    "tyontekijat_viikko", questions.WEEK, N_("Limits of the mean division of the working week")
)
PROCESS_BOUNDS = _of_boxes(
    "tyontekijat_prosessi",
    questions.PROCESS,
    N_("Limits of the mean division of the working time in client processes"),
)
EXACT_MEANS = YearMeans(
    name="tyoajanjako",
    form=EXACT_FORM,
    columns=EXACT_WEEK,
    words=MeanWords(
        caption=N_("Division of the working week, exact shares"),
        head=N_("Content of work"),
        scale=N_("Mean share of working time, %"),
        extremes=N_(
            "In {year} the largest mean share went to {highest} ({high} per cent), the smallest to "
            "{lowest} ({low} per cent)."
        ),
    ),
    limits=(0.0, 100.0),
)
COUNTED: tuple[Counted, ...] = (
    *PROFESSIONS,
    *YES_ANSWERS,
    *(one for pair in PAIRS.values() for one in pair),
    *LOADS,
    *THEME_COUNTS,
)
TABULATIONS: tuple[Tabulation, ...] = (
    *COUNTED,
    SCALE_MEANS,
    WEEK_BOUNDS,
    PROCESS_BOUNDS,
    EXACT_MEANS,
    *FEEDBACK,
)
