"""The measurements of one instrument as a study: scored, paired and ready for every question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import pandas as pd

from sosiaali_lib import instruments
from sosiaali_lib.answer_file import GROUP, ID, INSTRUMENT, WAVE
from sosiaali_lib.measurements import END, START
from sosiaali_lib.project.reading import scored_rows
from sosiaali_lib.project.study import Part, Study

PLACE = "kunta"


@dataclass(frozen=True, eq=False, kw_only=True)
class Narrowed(Study):
    """A study of which only some scales and statements are looked at, so that no others are computed."""

    only: frozenset[str]

    @cached_property
    def parts(self) -> list[Part]:
        """The scales and statements that are looked at."""
        every: list[Part] = Study.__dict__["parts"].func(self)
        return [part for part in every if part.id in self.only]


def narrowed(study: Study, only: Iterable[str]) -> Study:
    """Give a study of which only the scales and statements of some ids are looked at."""
    values = {one.name: getattr(study, one.name) for one in fields(Study)}
    return Narrowed(**values, only=frozenset(only))


def study_of(rows: pd.DataFrame, instrument: str, *, confidence: float = 0.95) -> Study:
    """Give the measurements with one instrument as a study.

    Parameters
    ----------
    rows
        Clean rows of the form `mittaukset`. Not changed.
    instrument
        Name of the instrument.
    confidence
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    Study
        Rows in the order of the waves; `faults` is empty, because intake has checked the rows.

    Raises
    ------
    ValueError
        If there is no such instrument.
    """
    known = instruments.load(instrument)
    own = rows[rows[INSTRUMENT] == instrument].reset_index(drop=True)
    for item in known.items:
        if item.id not in own:
            own[item.id] = pd.NA
    texts = own.assign(**{name: own[name].astype("str") for name in (ID, WAVE)})
    return Study(
        instrument=known,
        source=instrument,
        file=Path("mittaukset"),
        sha256="",
        title="",
        reliability=None,
        confidence=confidence,
        read=len(own),
        passed_over=len(rows) - len(own),
        identified=True,
        timed=True,
        faults=pd.DataFrame(),
        rows=texts,
        scored=scored_rows(own, known),
    )


def measured_at_both(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the measurements of people who were measured at both waves.

    Parameters
    ----------
    rows
        Clean rows of the form `mittaukset`. Not changed.
    """
    waves = rows.groupby([INSTRUMENT, ID], observed=True)[WAVE].transform("nunique")
    return rows[waves == len((START, END))]


def at_wave(rows: pd.DataFrame, wave: str) -> pd.DataFrame:
    """Keep the measurements of one wave: “alku” or “loppu”.

    Parameters
    ----------
    rows
        Clean rows of the form `mittaukset`. Not changed.
    wave
        The wave.

    Raises
    ------
    ValueError
        If there is no such wave.
    """
    if wave not in (START, END):
        raise ValueError(f"Wave {wave!r} is not known; expected {START!r} or {END!r}.")
    return rows[rows[WAVE] == wave]


def group_of(rows: pd.DataFrame, column: str) -> dict[str, str]:
    """Give person → group or municipality, that of the first measurement; those without are left out."""
    ordered = rows.sort_values(WAVE, kind="stable").dropna(subset=column)
    first = ordered.groupby(ID, sort=False)[column].first()
    return {str(person): str(group).strip() for person, group in first.items()}


def groups_named(rows: pd.DataFrame) -> list[str]:
    """Give the names of the groups that occur."""
    return sorted({str(name).strip() for name in rows[GROUP].dropna()}) if GROUP in rows else []
