"""Counts of the coded answers: by theme, respondent group, question and municipality."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.findings import Cross, CrossWords, Finding, Shares, Words
from sosiaali_lib.messages import N_
from sosiaali_lib.tabulation import Choices, Codes, Tabulation
from sosiaali_lib.tabulation.base import GROUP, ROW, N
from sosiaali_lib.themes.codes import demand_known
from sosiaali_lib.themes.frame import SEPARATOR, Frame, split
from sosiaali_lib.themes.main_themes import MainThemes
from sosiaali_lib.themes.shares import AnswerCounts, ThemeShares

FORM, FRAME_FORM = "kysymykset", "kehys"
THEMES, UPPER = "teemat", "ylateemat"


def coded(answers: pd.DataFrame) -> pd.Series[bool]:
    """Tell which answers have agreed themes, or the agreement that none fits."""
    return split(answers[THEMES]).map(bool)


def agreed(answers: pd.DataFrame) -> pd.Series[str]:
    """Give the agreed themes of each answer, joined with semicolons."""
    return split(answers[THEMES]).map(SEPARATOR.join)


def uppermost(answers: pd.DataFrame) -> pd.Series[str]:
    """Give the upper themes that `with_upper_themes` added; empty where it was not called."""
    if UPPER not in answers:
        return pd.Series("", index=answers.index, dtype="str")
    return answers[UPPER]


def with_upper_themes(answers: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the uppermost themes that the agreed themes of each answer lead to.

    Parameters
    ----------
    answers
        Rows of the form `kysymykset`. Not changed.
    frame
        Rows of the form `kehys`. Not changed.

    Returns
    -------
    DataFrame
        A copy with `ylateemat`: codes joined with semicolons, each once; the reserved code of
        answers that no theme fits is kept.

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold codes that it lacks.
    """
    upper = demand_known(answers, frame).upper
    found = split(answers[THEMES]).map(
        lambda codes: SEPARATOR.join(dict.fromkeys(upper.get(code, code) for code in codes))
    )
    return answers.assign(**{UPPER: found.astype("str")})


class OfCodedAnswers(Tabulation):
    """A count of the coded answers; all of them share totals and are protected together."""

    @property
    def system(self) -> str:
        """The form: every count of it is of the same answers."""
        return self.form


@dataclass(frozen=True, kw_only=True)
class CodedAnswers(OfCodedAnswers, Codes):
    """Coded answers by the one code that each has."""

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give shares, or the number of answers of each group."""
        found = super().finding(cells, place=place)
        return AnswerCounts(**_parts(found)) if isinstance(found, Cross) else found


@dataclass(frozen=True, kw_only=True)
class CodedThemes(OfCodedAnswers, Choices):
    """Coded answers by theme.

    Attributes
    ----------
    frame
        The coding frame that names the themes; None leaves them under their codes.
    about
        Name of what the codes are, the same in all counts of them.
    """

    frame: Frame | None = None
    about: str = THEMES

    @property
    def links(self) -> dict[str, str]:
        """Name the themes alike in every count, whatever gives them."""
        return {**super().links, ROW: self.about}

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give shares of the coded answers, in all or by group, with the frame's names."""
        seen = sorted(set(cells[ROW])) if len(cells) else []
        upper = self.about == UPPER
        frame = self.frame

        def labels() -> dict[str, str]:
            return {} if frame is None else frame.labels(seen, upper=upper)

        found = super().finding(cells, place=place)
        if frame is not None:
            assert isinstance(found, (Shares, Cross))
            found = replace(found, labels=labels)
        if isinstance(found, Cross):
            return ThemeShares(**_parts(found), frame=frame)
        return found


@dataclass(frozen=True, kw_only=True)
class MainThemeCounts(CodedThemes):
    """Coded answers by upper theme and group, read as the choice of main themes."""

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the main themes."""
        found = super().finding(cells, place=place)
        assert isinstance(found, ThemeShares)
        return MainThemes(**_parts(found), sums=totals(cells))


def totals(cells: pd.DataFrame) -> dict[str, int | None]:
    """Give code → all answers with it, from the cells of one area; None is hidden."""
    rows = cells if GROUP not in cells else cells[cells[GROUP] == TOTAL]
    return {str(row[ROW]): shown_number(row[N]) for row in rows.to_dict("records")}


def _parts(found: Any) -> dict[str, Any]:
    return {field.name: getattr(found, field.name) for field in fields(found)}


_BY_GROUP = N_("{group} (n = {n} answers), most often: {items}.")
ANSWERS = CodedAnswers(
    name="vastaukset_ryhmittain",
    person="vastaaja",
    form=FORM,
    where=coded,
    row="kysymys",
    group="ryhma",
    words=CrossWords(
        caption=N_("Coded answers by question and respondent group"),
        head=N_("Question"),
        total=N_("All coded answers"),
        by_group="",
    ),
)
CHANNELS = CodedAnswers(
    name="keruutavat",
    person="vastaaja",
    form=FORM,
    where=coded,
    row="keruutapa",
    words=Words(
        caption=N_("Coded answers by way of gathering"),
        head=N_("Way of gathering"),
        unit=N_("Answers"),
        total=N_("All coded answers"),
        share=N_("Share of coded answers"),
        one=N_("The most common way of gathering the answers was {items}."),
        many=N_("The most common ways of gathering the answers were {items}."),
    ),
)
ALL_THEMES = CodedThemes(
    name="teemat",
    person="vastaaja",
    form=FORM,
    where=coded,
    row=agreed,
    words=Words(
        caption=N_("Themes of the answers"),
        head=N_("Theme"),
        unit=N_("Answers"),
        total=N_("All coded answers"),
        share=N_("Share of coded answers"),
        one=N_("The most common theme was {items}."),
        many=N_("The most common themes were {items}."),
    ),
)
BY_GROUP = CodedThemes(
    name="teemat_ryhmittain",
    person="vastaaja",
    form=FORM,
    where=coded,
    row=agreed,
    group="ryhma",
    words=CrossWords(
        caption=N_("Themes by respondent group"),
        head=N_("Theme"),
        total=N_("All coded answers"),
        by_group=_BY_GROUP,
    ),
)
BY_QUESTION = CodedThemes(
    name="teemat_kysymyksittain",
    person="vastaaja",
    form=FORM,
    where=coded,
    row=agreed,
    group="kysymys",
    words=CrossWords(
        caption=N_("Themes by question"),
        head=N_("Theme"),
        total=N_("All coded answers"),
        by_group=_BY_GROUP,
    ),
)
MAIN = MainThemeCounts(
    name="paateemat",
    person="vastaaja",
    form=FORM,
    where=coded,
    row=uppermost,
    group="ryhma",
    about=UPPER,
    words=CrossWords(
        caption=N_("Upper themes by respondent group, and the main themes"),
        head=N_("Upper theme"),
        total=N_("All coded answers"),
        by_group=_BY_GROUP,
    ),
)
BY_MUNICIPALITY = CodedThemes(
    name="teemat_kunnittain",
    person="vastaaja",
    form=FORM,
    where=coded,
    row=agreed,
    group="kunta",
    words=CrossWords(
        caption=N_("Themes by municipality"),
        head=N_("Theme"),
        total=N_("All coded answers"),
        by_group=_BY_GROUP,
    ),
)
