"""Grades as tables: a row a submission, and a row an exercise of a submission."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.formula_guard import guard
from sosiaali_lib.plain_text import clean
from sosiaali_lib.teaching.grading import Grade
from sosiaali_lib.teaching.running import NOT_RUN, PASSED

SUMMARY, EXERCISES = "arvostelu.csv", "arvostelu_tehtavat.csv"
_LONGEST = 300  # letters of what a failed test said


def summary(grades: Sequence[Grade]) -> pd.DataFrame:
    """Give a row a submission.

    Returns
    -------
    DataFrame
        `opiskelija`, `istunto`, `pisteet`, `enintaan`, `luettavia` (answers in words that wait for
        a reader), `huomautus`, `tiedosto`.
    """
    rows = [
        (
            grade.submission.student,
            grade.submission.session.name if grade.submission.session else "",
            grade.points,
            grade.most,
            len(grade.to_read),
            " ".join(grade.notes),
            grade.submission.file,
        )
        for grade in grades
    ]
    columns = ["opiskelija", "istunto", "pisteet", "enintaan", "luettavia", "huomautus", "tiedosto"]
    return pd.DataFrame(rows, columns=columns)


def exercises(grades: Sequence[Grade]) -> pd.DataFrame:
    """Give a row a test of a submission.

    Returns
    -------
    DataFrame
        `opiskelija`, `istunto`, `tehtava`, `pisteet`, `enintaan`, `tulos` ("lapi", "hylatty",
        "aikaraja" or "ajamatta"), `syy`.
    """
    rows = [
        (
            grade.submission.student,
            grade.submission.session.name,
            name,
            role.points if grade.results.get(name) == PASSED else 0.0,
            role.points,
            grade.results.get(name, NOT_RUN),
            clean(grade.reasons.get(name, ""))[:_LONGEST],
        )
        for grade in grades
        if grade.submission.session is not None
        for name, (role, _cell) in grade.submission.session.roles.items()
        if role.is_test
    ]
    columns = ["opiskelija", "istunto", "tehtava", "pisteet", "enintaan", "tulos", "syy"]
    return pd.DataFrame(rows, columns=columns)


def write(grades: Sequence[Grade], out: Path) -> list[Path]:
    """Write both tables as csv that only their owner can read; names of files are not trusted."""
    written = []
    for name, table in ((SUMMARY, summary(grades)), (EXERCISES, exercises(grades))):
        texts = [str(column) for column in table if table[column].dtype.kind not in "iuf"]
        safe = table.assign(**{column: guard(table[column].astype(str)) for column in texts})
        content = safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
        write_bytes(out / name, content, mode=PRIVATE)
        written.append(out / name)
    return written
