"""What the coded answers say: the functions for those who may see the rows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import _, language
from sosiaali_lib.themes import coding
from sosiaali_lib.themes.codes import demand_known
from sosiaali_lib.themes.frame import Frame, split
from sosiaali_lib.themes.main_themes import MOST, MainThemes
from sosiaali_lib.themes.paths import Paths
from sosiaali_lib.themes.shares import ThemeShares


def answers_by_group(answers: pd.DataFrame) -> Finding:
    """Give the number of coded answers by question and respondent group.

    Parameters
    ----------
    answers
        Rows of the form `kysymykset`. Not changed.
    """
    return coding.ANSWERS.of(answers)


def by_group(answers: pd.DataFrame, frame: pd.DataFrame) -> ThemeShares:
    """Give themes by respondent group: coded answers, and their share of the group's.

    Parameters
    ----------
    answers
        Rows of the form `kysymykset`. Not changed.
    frame
        Rows of the form `kehys`. Not changed.

    Returns
    -------
    ThemeShares
        A row a theme; a column of counts and one of shares (0 to 1) a group. An answer counts once
        for each of its themes; answers without agreed themes are not counted and are told of.

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold codes that it lacks.
    ValueError
        If no answer has agreed themes.
    """
    return _shares(coding.BY_GROUP, answers, frame)


def by_question(answers: pd.DataFrame, frame: pd.DataFrame) -> ThemeShares:
    """Give themes by question; as `by_group`."""
    return _shares(coding.BY_QUESTION, answers, frame)


def by_municipality(answers: pd.DataFrame, frame: pd.DataFrame) -> ThemeShares:
    """Give themes by the municipalities that occur, counts only; as `by_group`."""
    codes = sorted(answers["kunta"].dropna().unique())
    named = replace(coding.BY_MUNICIPALITY, group_labels=lambda: municipality_names(codes))
    return replace(_shares(named, answers, frame), wide=False)


def main_themes(answers: pd.DataFrame, frame: pd.DataFrame, *, most: int = MOST) -> MainThemes:
    """Give the upper themes by respondent group, and the main themes among them.

    Parameters
    ----------
    answers, frame
        As for `by_group`. Not changed.
    most
        Main themes at most, 1 or more.

    Returns
    -------
    MainThemes
        Says the rule; see its notes.

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold codes that it lacks.
    ValueError
        If no answer has agreed themes, or `most` is less than 1.
    """
    if most < 1:
        raise ValueError(f"`most` is {most!r}; expected 1 or more main themes.")
    found = _shares(coding.MAIN, answers, frame)
    assert isinstance(found, MainThemes)
    return replace(found, most=most)


def paths(answers: pd.DataFrame, frame: pd.DataFrame, *, most: int = MOST) -> Paths:
    """Give the way from the answers to the main themes, with the answers that carry each theme.

    Parameters
    ----------
    answers, frame, most
        As for `main_themes`. Not changed.

    Returns
    -------
    Paths
        An answer is named by its respondent and question, such as V001/ongelmat.

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold codes that it lacks.
    ValueError
        If no answer has agreed themes, or `most` is less than 1.
    """
    main = main_themes(answers, frame, most=most)
    counted = coding.with_upper_themes(answers[coding.coded(answers)], frame)
    themes, uppers = split(counted[coding.THEMES]), split(counted[coding.UPPER])
    names = counted["vastaaja"].astype("str") + "/" + counted["kysymys"].astype("str")
    known = Frame.of(frame)
    ids = {
        code: tuple(names[themes.map(lambda codes, one=code: one in codes)])
        for code in known.by_code
    }
    return Paths(
        frame=known,
        themes={code: len(found) for code, found in ids.items()},
        uppers={str(code): int(n) for code, n in uppers.explode().value_counts().items()},
        places=main.places(),
        units=len(counted),
        ids=ids,
        uncoded=main.uncoded,
    )


def municipality_names(codes: list[str]) -> dict[str, str]:
    """Give code → name of municipalities in the language in use."""
    return {code: areas.municipality(code).name(language()) for code in codes}


def _shares(
    tabulation: coding.CodedThemes, answers: pd.DataFrame, frame: pd.DataFrame
) -> ThemeShares:
    known = demand_known(answers, frame)
    counted = coding.coded(answers)
    if not counted.any():
        raise ValueError(
            _(
                "No answer has agreed themes. Write the theme codes on which the coders agreed in "
                "the column {column}."
            ).format(column=coding.THEMES)
        )
    # True counts need no count of the people behind them, which takes most of the time.
    counting = replace(tabulation, frame=known, person=None)
    found = counting.of(coding.with_upper_themes(answers, frame))
    assert isinstance(found, ThemeShares)
    return replace(found, uncoded=int((~counted).sum()))
