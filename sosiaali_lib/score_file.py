"""Scores of one file of answers: what could be scored, how many, and every cell that could not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sosiaali_lib.answer_file import ID, ROW, WAVE, AnswerFileError, read_answers
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.scoring import faults, score
from sosiaali_lib.scoring_methods import STATES

__all__ = ["AnswerFileError", "ScoredFile", "read_answers", "score_file", "written"]

_KEPT = (ID, WAVE)


@dataclass(frozen=True)
class ScoredFile:
    """What came out of a file.

    `scores` has a row for every row that could be used; `faults` every cell that could not, with
    its row in the file; `counts` a row for every scale: rows read and rejected, and scores by state.
    """

    instrument: Instrument
    scores: pd.DataFrame
    faults: pd.DataFrame
    counts: pd.DataFrame
    read: int

    @property
    def rejected(self) -> int:
        """Rows with a fault; none of their scores are given."""
        return self.read - len(self.scores)


def score_file(
    path: Path,
    instrument: Instrument,
    *,
    shift: int | None = None,
    bands_reason: str | None = None,
) -> ScoredFile:
    """Score the answers of a text file or workbook; rows with a fault are left out and told.

    Parameters
    ----------
    path
        Text file or workbook, as `answer_file.read_answers` takes it.
    instrument
        The instrument.
    shift, bands_reason
        As `scoring.score`.

    Raises
    ------
    AnswerFileError
        If the file cannot be read, or has no columns or no rows of the instrument.
    ValueError
        As `scoring.score`.
    """
    answers = read_answers(path, instrument)
    wrong = faults(answers, instrument, ID, wave_column=WAVE, shift=shift)
    good = answers[~answers.index.isin(wrong["row"])]
    scores = score(good, instrument, ID, wave_column=WAVE, shift=shift, bands_reason=bands_reason)
    first = {name: good[name] for name in _KEPT if name in good} or {ROW: good.index.to_series()}
    scores = pd.concat([pd.DataFrame(first), scores.drop(columns=ID, errors="ignore")], axis=1)
    counts = [
        {"asteikko": scale.id, "luettu": len(answers), "hylatty": len(answers) - len(good)}
        | {state: int((scores[f"{scale.id}_tila"] == state).sum()) for state in STATES}
        for scale in instrument.scales
    ]
    return ScoredFile(instrument, scores, wrong, pd.DataFrame(counts), len(answers))


def written(scored: ScoredFile, out: Path) -> dict[Path, pd.DataFrame]:
    """Give the files of a result: the scores at `out`, the counts and the faults beside them."""
    return {
        out: scored.scores,
        out.with_name(f"{out.stem}_lukumaarat.csv"): scored.counts,
        out.with_name(f"{out.stem}_virheet.csv"): scored.faults.rename(
            columns={"row": ROW, "column": "sarake", "value": "arvo", "expected": "odotettu"}
        ),
    }
