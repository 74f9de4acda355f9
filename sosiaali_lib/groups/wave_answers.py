"""Did the measuring meet the client's needs: the matters of both forms, wave beside wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.groups.matters import (
    ANSWER,
    CODE,
    NOT_SURE,
    PERSON,
    SCALE,
    WAVE,
    WAVES,
    WELL,
    answered,
    levels,
    matters,
)
from sosiaali_lib.groups.wave_pairs import paired
from sosiaali_lib.groups.words import differently_worded, no_effect_at_all
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import Pairs

BLANK = ""


@dataclass(frozen=True, kw_only=True)
class SharedAnswers(Finding):
    """The answers to each matter at both waves.

    Attributes
    ----------
    counts
        Answers by (matter, wave): code of the answer → people; `BLANK` for no answer.
    pairs
        By matter: people with an answer on the scale at both waves, at the start only and at the
        end only.
    same_people
        Whether only those who answered the matter at both waves are counted.
    """

    counts: Mapping[tuple[str, str], Mapping[str, int]]
    pairs: Mapping[str, tuple[int, int, int]]
    same_people: bool

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        if self.same_people:
            return _("Did the measuring meet the client's needs: the same people at both waves")
        return _("Did the measuring meet the client's needs")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Matter and wave")

    @property
    def fields(self) -> Sequence[Field]:
        """A column an answer, don't know and no answer beside them, and the base."""
        unsure = codelists.load(SCALE).labels()[NOT_SURE]
        labels = (*levels().values(), unsure, _("No answer"), _("Answers on the scale (n)"))
        return [*map(Field, labels), Field(_("Well or very well"), "share")]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """Two rows a matter."""
        waves = codelists.load("mittausvaihe").labels()
        found: list[tuple[str, Sequence[Cell]]] = []
        for matter in matters():
            for wave in WAVES:
                counts = self.counts.get((matter.code, wave), {})
                cells = [counts.get(code, 0) for code in (*levels(), NOT_SURE, BLANK)]
                label = _("{statement} – {wave}").format(statement=matter.label, wave=waves[wave])
                found.append(
                    (label, (*cells, self.n(matter.code, wave), self._well(matter.code, wave)))
                )
        return found if self.counts else []

    @property
    def notes(self) -> Sequence[str]:
        """The wording of both questions, and what cannot be concluded."""
        return (
            *(matter.wording for matter in matters()),
            differently_worded(),
            no_effect_at_all(),
        )

    def n(self, code: str, wave: str) -> int:
        """Give the people with an answer on the scale."""
        counts = self.counts.get((code, wave), {})
        return sum(counts.get(level, 0) for level in levels())

    def _well(self, code: str, wave: str) -> float:
        """Give the share of those who answered well or very well; NaN when nobody answered."""
        n = self.n(code, wave)
        well = codelists.load(SCALE).group(WELL)
        counts = self.counts.get((code, wave), {})
        return sum(counts.get(level, 0) for level in well) / n if n else float("nan")

    def said(self) -> list[str]:
        """Give the share of each matter at both waves with its base, and the unpaired."""
        found = []
        for matter in matters():
            first, last = (self.n(matter.code, wave) for wave in WAVES)
            if not first or not last:
                continue
            text = (
                _(
                    "{matter}: {start} answered well or very well at the start (n = {first}) and {end} "
                    "at the end (n = {last})."
                )
                if self.same_people
                else _(
                    "{matter}: {start} answered well or very well at the start (n = {first}) and {end} "
                    "at the end (n = {last}). Answered on both forms: {both}, on form 1 only: "
                    "{start_only}, on form 2 only: {end_only}."
                )
            )
            start, end = (percent(self._well(matter.code, wave)) for wave in WAVES)
            counts = {"first": first, "last": last}
            counts |= dict(
                zip(("both", "start_only", "end_only"), self.pairs[matter.code], strict=True)
            )
            numbers = {name: number(n) for name, n in counts.items()}
            found.append(text.format(matter=matter.label, start=start, end=end, **numbers))
        return found

    def drawn(self) -> str | None:
        """Draw the answers spread from the middle of the scale, wave under wave."""
        from sosiaali_lib.report.likert import LikertRow, likert

        if not self.rows:
            return None
        waves = codelists.load("mittausvaihe").labels()
        items = [
            LikertRow(
                matter.label,
                tuple(counts.get(level, 0) for level in levels()),
                dont_know=counts.get(NOT_SURE, 0),
                wave=waves[wave],
            )
            for matter in matters()
            for wave in WAVES
            for counts in (self.counts.get((matter.code, wave), {}),)
        ]
        return likert(items, list(levels().values()), _("Share of answers on the scale, %"))


def shared_answers(feedback: pd.DataFrame) -> SharedAnswers:
    """Give the answers of everybody to the matters of both forms, wave beside wave.

    Parameters
    ----------
    feedback
        Clean rows of the form `mittauspalaute`. Not changed.
    """
    long = answered(feedback)
    return _answers(long, paired(long), same_people=False)


def shared_answers_of_the_same(feedback: pd.DataFrame) -> SharedAnswers:
    """Give the answers of those who answered a matter on the scale at both waves.

    Parameters
    ----------
    feedback
        Clean rows of the form `mittauspalaute`. Not changed.
    """
    long = answered(feedback)
    both = paired(long)
    kept = [
        long[(long[CODE] == code) & long[PERSON].isin(pairs.persons)]
        for code, pairs in both.items()
    ]
    return _answers(pd.concat([long.iloc[:0], *kept]), both, same_people=True)


def _answers(long: pd.DataFrame, both: Mapping[str, Pairs], *, same_people: bool) -> SharedAnswers:
    given = long.assign(**{ANSWER: long[ANSWER].fillna(BLANK)})
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for (code, wave, answer), rows in given.groupby([CODE, WAVE, ANSWER]):
        counts.setdefault((str(code), str(wave)), {})[str(answer)] = len(rows)
    return SharedAnswers(
        counts=counts,
        pairs={code: (len(one.persons), len(one.left), one.end_only) for code, one in both.items()},
        same_people=same_people,
    )
