"""Scores of survey instruments, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib import bands
from sosiaali_lib.answers import AnswerError, numbers
from sosiaali_lib.instruments import Instrument, Scale, load
from sosiaali_lib.messages import _
from sosiaali_lib.scoring_input import CHUNK, blocks, check_columns, doubled, weights_of
from sosiaali_lib.scoring_methods import STATES, combine

__all__ = ["CHUNK", "AnswerError", "faults", "score", "values"]


def score(
    answers: pd.DataFrame,
    instrument: Instrument | str,
    id_column: str = "tunniste",
    *,
    wave_column: str = "vaihe",
    scales: Sequence[str] | None = None,
    shift: int | None = None,
    bands_reason: str | None = None,
    sex_column: str = "sukupuoli",
    age_column: str = "ika",
) -> pd.DataFrame:
    """Give each person's scores on an instrument.

    A score depends on that person's answers and the instrument file alone.

    Parameters
    ----------
    answers
        One row a person (or person and wave), one column an item, named by the item's id; declared
        codes, missing as NA or one of the instrument's codes for no answer. Not changed.
    instrument
        The instrument, or its name or the path of its file.
    id_column, wave_column
        Columns that identify the rows; the first is carried over when it is there. No identifier
        may stand twice within a wave.
    scales
        Ids of the scales wanted; None for all.
    shift
        Added to the numbers of the file to get the codes, such as -1 for a file that stores 1–5
        where the instrument has 0–4. None for the shift that the instrument file declares.
    bands_reason
        Why limits of interpretation are put on single persons; None leaves them out, which is the
        rule. It is kept in `attrs` of the result.
    sex_column, age_column
        Columns that limits by sex ("male", "female", also in Finnish or Swedish) and age (years)
        are read from.

    Returns
    -------
    DataFrame
        Index of `answers`; `id_column`, then for each scale its score (in the scale's declared
        range, missing where the missing rule gives none), `<scale>_n`, the number of answers, and
        `<scale>_tila`: "laskettu" (complete), "taydennetty" (missing answers filled in with the
        person's mean), "alaraja" (a lower bound), "vajaa" (goals left out) or "puuttuu" (no score).
        With `bands_reason` also `<scale>_luokka`, `<scale>_luokka_syy` (why there is none) and the
        instrument's flags. `attrs` names the instrument, its version and its form version.

    Raises
    ------
    ValueError
        If a column of an item is missing or stands twice, a scale is not there, or the instrument
        has no scale or may not be used for judging one person.
    AnswerError
        If an answer is not a declared code or an identifier stands twice; all faults are listed.

    Notes
    -----
    Reversal is min + max − x with the item's declared bounds. A missing answer is never counted as
    zero. Rows are read in blocks, so that memory stays near that of the data.

    Examples
    --------
    >>> people = pd.DataFrame({"tunniste": ["a"], **{f"e{i:02}": [4] for i in range(1, 15)}})
    >>> score(people, "eo14").round(3).to_dict("records")
    [{'tunniste': 'a', 'keskiarvo': 3.857, 'keskiarvo_n': 14, 'keskiarvo_tila': 'laskettu'}]
    """
    known = _known(instrument)
    if not known.scales:
        text = _("The instrument {name} has no scale: its answers are looked at one by one.")
        raise ValueError(text.format(name=known.id))
    chosen = _chosen(known, scales)
    if bands_reason is not None:
        bands.allow(known, bands_reason)
    check_columns(answers, known)
    result: dict[str, Any] = {id_column: answers[id_column]} if id_column in answers else {}
    made: dict[str, list[Any]] = {
        f"{scale.id}{part}": [] for scale in chosen for part in ("", "_n", "_tila")
    }
    wrong = [doubled(answers, id_column, wave_column)]
    for block, found in blocks(answers, known, shift):
        wrong.append(found)
        weights = weights_of(known, block)
        for scale in chosen if not len(found) else ():
            parts = combine(
                scale,
                [known.item(name) for name in scale.items],
                [block[name] for name in scale.items],
                [weights[name] for name in scale.items],
            )
            for part, column in zip(("", "_n", "_tila"), parts, strict=True):
                made[f"{scale.id}{part}"].append(column)
    if len(table := pd.concat(wrong, ignore_index=True)):
        raise AnswerError(known.id, table)
    for name in list(made):
        joined = np.concatenate(made.pop(name))
        result[name] = (
            pd.Categorical.from_codes(joined, pd.Index(STATES))
            if name.endswith("_tila")
            else joined
        )
    scores = pd.DataFrame(result, index=answers.index)
    if bands_reason is not None:
        moved = known.shift if shift is None else shift
        flagged = {flag.item: known.item(flag.item) for flag in known.flags}
        codes = {name: numbers(answers[name], flagged[name], known, moved)[0] for name in flagged}
        people = bands.people(answers, sex_column, age_column)
        scores = scores.assign(**bands.columns(known, chosen, scores, people, codes))
    scores.attrs = {
        "instrument": known.id,
        "version": known.version,
        "form_version": known.form_version,
    }
    if bands_reason is not None:
        scores.attrs["bands_reason"] = bands_reason
    return scores


def values(
    answers: pd.DataFrame, instrument: Instrument | str, *, shift: int | None = None
) -> pd.DataFrame:
    """Give the answers of every item in the scored direction: reversed items turned, maps applied.

    Returns
    -------
    DataFrame
        Index of `answers`, one float column an item in the order of the instrument.

    Raises
    ------
    ValueError, AnswerError
        As `score`.
    """
    known = _known(instrument)
    check_columns(answers, known)
    wrong, made = [], []
    names = [item.id for item in known.items]
    for block, found in blocks(answers, known, shift):
        wrong.append(found)
        made.append(np.column_stack([block[name] for name in names]) if names else np.empty((0, 0)))
    if len(table := pd.concat(wrong, ignore_index=True)):
        raise AnswerError(known.id, table)
    return pd.DataFrame(np.concatenate(made), index=answers.index, columns=names)


def faults(
    answers: pd.DataFrame,
    instrument: Instrument | str,
    id_column: str = "tunniste",
    *,
    wave_column: str = "vaihe",
    shift: int | None = None,
) -> pd.DataFrame:
    """List every cell that `score` would refuse.

    Returns
    -------
    DataFrame
        `row` (label of the row), `column`, `value`, `expected`; empty when there is none.

    Raises
    ------
    ValueError
        If a column of an item is missing or stands twice.
    """
    known = _known(instrument)
    check_columns(answers, known)
    found = [found for _block, found in blocks(answers, known, shift)]
    return pd.concat([doubled(answers, id_column, wave_column), *found], ignore_index=True)


def _known(instrument: Instrument | str) -> Instrument:
    known = instrument if isinstance(instrument, Instrument) else load(instrument)
    if not known.items:
        text = _(
            "The instrument {name} has no items here: no scoring rule is published for it, so none "
            "is built in. Use the scores that its own service gives, or an own instrument file."
        )
        raise ValueError(text.format(name=known.id))
    return known


def _chosen(known: Instrument, scales: Sequence[str] | None) -> list[Scale]:
    there = {scale.id: scale for scale in known.scales}
    if scales is None:
        return list(known.scales)
    if absent := [name for name in scales if name not in there]:
        if known.total == "none":
            text = _(
                "{instrument}: there is no scale {names}. The instrument is a profile without a "
                "total score; its scales are {scales}."
            )
        else:
            text = _("{instrument}: there is no scale {names}; its scales are {scales}.")
        raise ValueError(
            text.format(instrument=known.id, names=", ".join(absent), scales=", ".join(there))
        )
    return [there[name] for name in scales]
