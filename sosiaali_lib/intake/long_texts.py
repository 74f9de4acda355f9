"""Texts that are too long for any report: cut, and told."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import number
from sosiaali_lib.intake.faults import Ints, Kind, Log, Problem, Reason, Severity
from sosiaali_lib.messages import _

TYPES = frozenset({"text", "free_text"})
LONGEST = 10_000  # characters of a cell: about four pages of a report
MOST_LINES = 200


def shortened(cells: pd.Series[str]) -> tuple[pd.Series[str], Ints]:
    """Cut long texts to `LONGEST` characters and `MOST_LINES` lines, with an ellipsis at the end.

    Returns
    -------
    tuple
        The texts with the index of `cells`, which is not changed, and the positions of those cut.
    """
    long = (cells.str.len() > LONGEST) | (cells.str.count("\n") >= MOST_LINES)
    positions = np.flatnonzero(long.fillna(False).to_numpy(dtype=bool))
    if not len(positions):
        return cells, positions
    kept = cells.copy()
    kept.iloc[positions] = cells.iloc[positions].map(_cut)
    return kept, positions


def note(column: str, places: Ints, rows: Ints, log: Log) -> None:
    """Tell of the texts that were cut, by the places and rows where they stand."""
    if len(rows):
        kinds = np.full(len(rows), log.number(Kind(column, _too_long())))
        log.add_rows(places, rows, kinds, pd.Series([""] * len(rows), dtype="str"))


def _cut(text: str) -> str:
    return "\n".join(text[:LONGEST].split("\n")[:MOST_LINES]).rstrip() + " …"


def _too_long() -> Problem:
    return Problem(
        Reason.TEXT_LONG,
        _("at most {n} characters and {lines} lines in a cell").format(
            n=number(LONGEST), lines=number(MOST_LINES)
        ),
        _("Only the beginning of the text is used. Shorten it if its end matters."),
        Severity.NOTICE,
    )
