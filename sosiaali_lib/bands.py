"""Limits of interpretation: which scores share a name, for whom, and when they may be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib.answers import Floats
from sosiaali_lib.instruments import Band, Instrument, Scale
from sosiaali_lib.messages import _
from sosiaali_lib.scoring_methods import LOWER_BOUND

Mask = npt.NDArray[np.bool_]

SEXES = {
    **dict.fromkeys(("male", "mies", "man"), "male"),
    **dict.fromkeys(("female", "nainen", "kvinna"), "female"),
}


class InstrumentUseError(ValueError):
    """A use of an instrument that its terms or its file forbid."""


@dataclass(frozen=True)
class People:
    """What limits may depend on: sex ("male", "female", "" for other or unknown) and age in years."""

    sex: npt.NDArray[np.str_]
    age: Floats


def allow(instrument: Instrument, reason: str) -> None:
    """Refuse limits of interpretation for single persons where there is no right or reason.

    Raises
    ------
    InstrumentUseError
        If the reason is empty, or the instrument must not be used in judging one person.
    """
    if instrument.individual == "forbidden":
        text = _("{instrument}: results must not be used in judging one person, only in groups.")
        raise InstrumentUseError(text.format(instrument=instrument.id))
    if not reason.strip():
        text = _("{instrument}: limits for single persons are off; to switch them on, state why.")
        raise InstrumentUseError(text.format(instrument=instrument.id))


def people(answers: pd.DataFrame, sex_column: str, age_column: str) -> People:
    """Read sex and age of every row; what is not understood is unknown."""
    n = len(answers)
    sex = np.full(n, "", dtype="<U6")
    if sex_column in answers:
        known = answers[sex_column].astype("string").str.strip().str.casefold().map(SEXES)
        sex = known.fillna("").to_numpy(dtype="<U6")
    age = np.full(n, np.nan)
    if age_column in answers:
        age = pd.to_numeric(answers[age_column], errors="coerce").to_numpy(float, na_value=np.nan)
    return People(sex, np.floor(age))


def columns(
    instrument: Instrument,
    scales: Sequence[Scale],
    scores: pd.DataFrame,
    of: People,
    codes: Mapping[str, Floats],
) -> dict[str, Any]:
    """Give the columns that put single persons into bands, and the instrument's flags.

    `codes` holds the codes of the flags' items.
    """
    found: dict[str, Any] = {}
    for scale in scales:
        if scale.bands:
            labels, reasons = banded(instrument, scale, scores, of)
            found |= {f"{scale.id}_luokka": labels, f"{scale.id}_luokka_syy": reasons}
    for flag in instrument.flags:
        # Nobody who left the question open has given the all-clear.
        raised, unanswered = codes[flag.item] >= flag.at_least, np.isnan(codes[flag.item])
        found[flag.id] = pd.arrays.BooleanArray(raised, unanswered)
    return found


def banded(
    instrument: Instrument, scale: Scale, scores: pd.DataFrame, of: People
) -> tuple[pd.Categorical[str], pd.Categorical[str]]:
    """Put scores into the bands of a scale.

    Parameters
    ----------
    instrument, scale
        The instrument and its scale with bands.
    scores
        What `scoring.score` gives, a row a person.
    of
        Sex and age of the same people.

    Returns
    -------
    tuple of Categorical
        The label of the band in the language in use, missing where there is none, and then why:
        no score, no limits for the person's sex and age, or a lower bound that answers now missing
        could lift into another band.
    """
    labels = list(dict.fromkeys(band.label for band in scale.bands))
    lowest = scores[scale.id].to_numpy(float)
    gaps = len(scale.items) - scores[f"{scale.id}_n"].to_numpy()
    most = max(instrument.item(name).scored_range[1] for name in scale.items)
    is_bound = (scores[f"{scale.id}_tila"] == LOWER_BOUND).to_numpy()
    place, held = _places(scale, lowest, of, labels)
    lifted, _held = _places(scale, np.where(is_bound, lowest + gaps * most, lowest), of, labels)
    reason = np.select([np.isnan(lowest), ~held, place != lifted], [0, 1, 2], -1).astype(np.int8)
    why = [
        _("no score"),
        _("no limits for the person's sex and age"),
        _("missing answers could change the class"),
    ]
    certain = np.where(reason < 0, place, -1).astype(np.int8)
    return (
        pd.Categorical.from_codes(certain, pd.Index(labels), ordered=True),
        pd.Categorical.from_codes(reason, pd.Index(why)),
    )


def _places(
    scale: Scale, scores: Floats, of: People, labels: list[str]
) -> tuple[npt.NDArray[np.int8], Mask]:
    """Give the place of each score's band among the labels, -1 for none, and who has bands at all."""
    place = np.full(len(scores), -1, dtype=np.int8)
    held = np.zeros(len(scores), dtype=bool)
    for band in scale.bands:
        holds = _holds(band, of)
        held |= holds
        place[holds & _within(band, scores)] = labels.index(band.label)
    return place, held


def shares(instrument: Instrument, scale: Scale, scores: pd.DataFrame, of: People) -> pd.DataFrame:
    """Count the people of a group in each band of a scale.

    Parameters
    ----------
    instrument, scale
        The instrument and its scale with bands.
    scores
        What `scoring.score` gives, a row a person.
    of
        Sex and age of the same people.

    Returns
    -------
    DataFrame
        `luokka` (in the order of the file, empty bands too), `n` and `osuus` of those in a band.

    Raises
    ------
    InstrumentUseError
        If fewer people have a band than the instrument allows a group figure for.
    """
    labels, _reasons = banded(instrument, scale, scores, of)
    counts = pd.Series(labels).value_counts(sort=False)
    n = int(counts.sum())
    enough(instrument, n)
    return pd.DataFrame(
        {"luokka": counts.index.astype(str), "n": counts.to_numpy(), "osuus": counts.to_numpy() / n}
    )


def enough(instrument: Instrument, n: int) -> None:
    """Refuse figures of a group that is smaller than the instrument allows.

    Raises
    ------
    InstrumentUseError
        If `n` is below the instrument's smallest group.
    """
    if n < instrument.group_min_n:
        text = _(
            "{instrument}: results of a group are given from {least} people on; there are {n}."
        )
        raise InstrumentUseError(
            text.format(instrument=instrument.id, least=instrument.group_min_n, n=n)
        )


def _holds(band: Band, of: People) -> Mask:
    holds: Mask = np.ones(len(of.age), dtype=bool)
    if band.sex is not None:
        holds &= of.sex == band.sex
    if band.ages is not None:
        holds &= (of.age >= band.ages[0]) & (of.age <= band.ages[1])
    return holds


def _within(band: Band, scores: Floats) -> Mask:
    above = scores >= band.low if band.low_included else scores > band.low
    below = scores <= band.high if band.high_included else scores < band.high
    within: Mask = above & below
    return within
