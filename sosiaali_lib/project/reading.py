"""From a file of answers to the rows of a study: what is used, and what is not and why."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from pathlib import Path

import pandas as pd

from sosiaali_lib import answer_file, instruments
from sosiaali_lib.answer_file import END, ID, START, WAVE
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.messages import _
from sosiaali_lib.project.study import Study
from sosiaali_lib.scoring import faults, score, values

_FAULT = ["row", "column", "value", "expected"]


def study(
    file: Path,
    source: str,
    *,
    title: str = "",
    reliability: float | None = None,
    confidence: float = 0.95,
) -> Study:
    """Read, check and score the rows of a file; a row with any fault is left out whole.

    Raises
    ------
    AnswerFileError
        If the file cannot be read or holds nothing of the instrument.
    ValueError
        If there is no such instrument, or the file lacks a column of it.
    """
    instrument = instruments.load(source)
    answers = answer_file.read_answers(file, instrument)
    identified, timed = ID in answers, WAVE in answers
    wrong = _faults(answers, instrument)
    rows = answers[~answers.index.isin(wrong["row"])]
    rows = rows.assign(
        **{
            ID: rows[ID].str.strip() if identified else rows.index.map(str),
            WAVE: rows[WAVE] if timed else START,
        }
    )
    return Study(
        instrument=instrument,
        source=source,
        file=file,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        title=title,
        reliability=reliability,
        confidence=confidence,
        read=len(answers),
        passed_over=answers.attrs[answer_file.PASSED_OVER],
        identified=identified,
        timed=timed,
        faults=wrong,
        rows=rows,
        scored=scored_rows(rows, instrument),
    )


def _faults(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """List every cell that keeps its row from being used."""
    found: list[pd.DataFrame] = []

    def add(rows: pd.Index, column: Hashable, expected: str) -> None:
        listed = {"row": rows, "column": column, "value": "", "expected": expected}
        found.append(pd.DataFrame(listed, columns=_FAULT))

    for name, expected in (
        (ID, _("an identifier of the person")),
        (WAVE, _("a wave, such as {start} or {end}").format(start=START, end=END)),
    ):
        if name in answers:
            add(answers.index[answers[name].isna()], name, expected)
    items = [item.id for item in instrument.items if item.id in answers]
    if instrument.items:
        given = answers[items].apply(lambda column: column.str.strip())
        empty = given.isna() | given.isin(["", *instrument.missing_codes])
        add(answers.index[empty.all(axis="columns")], "–", _("at least one answer"))
        found.insert(0, faults(answers, instrument, ID, wave_column=WAVE))
    return pd.concat([pd.DataFrame(columns=_FAULT), *found], ignore_index=True)


def scored_rows(rows: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Give the scales and the items, turned round where they are reversed."""
    if not instrument.items:
        return pd.DataFrame(index=rows.index)
    items = values(rows, instrument)
    if not instrument.scales:
        return items
    scores = score(rows, instrument, ID, wave_column=WAVE)
    scales = scores[[scale.id for scale in instrument.scales]]
    return pd.concat([scales, items.drop(columns=scales.columns, errors="ignore")], axis="columns")
