"""The two scales of the survey: their levels, what counts as high, and “don't know” apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib import codelists
from sosiaali_lib.messages import N_, _

DONT_KNOW = "eos"
HIGH, LOW = "ylin", "muut"  # the answers in two classes, for counts that are protected


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An ordinal scale.

    Attributes
    ----------
    codelist
        Code list of the levels and of “don't know”.
    levels
        Codes from the lowest level to the highest.
    high
        The levels whose share is read.
    high_label, low_label
        Source texts of the two classes: high levels, and all other answers.
    """

    codelist: str
    levels: tuple[str, ...]
    high: tuple[str, ...]
    high_label: str
    low_label: str

    def labels(self) -> dict[str, str]:
        """Give code → label of the levels, of the two classes and of “don't know”."""
        classes = {HIGH: _(self.high_label), LOW: _(self.low_label)}
        return {**codelists.load(self.codelist).labels(), **classes}

    def classed(self) -> dict[str, str]:
        """Give level → class, and “don't know” → the class of all that is not high."""
        return {code: HIGH if code in self.high else LOW for code in (*self.levels, DONT_KNOW)}


SIGNIFICANCE = Scale(
    codelist="merkitys",
    levels=("ei_merkitysta", "pieni", "kohtalainen", "suuri", "erittain_suuri"),
    high=("suuri", "erittain_suuri"),
    high_label=N_("Great or very great"),
    low_label=N_("Moderate, small, none or don't know"),
)
COMMONNESS = Scale(
    codelist="yleisyys",
    levels=(
        "ei_kaytossa",
        "hyvin_harvinainen",
        "melko_harvinainen",
        "melko_yleinen",
        "hyvin_yleinen",
    ),
    high=("melko_yleinen", "hyvin_yleinen"),
    high_label=N_("Fairly or very common"),
    low_label=N_("Rare, not in use or don't know"),
)


def middle(counts: Sequence[int]) -> tuple[int, int] | None:
    """Give the places of the lower and the upper median level; None without answers.

    Parameters
    ----------
    counts
        Answers by level, from the lowest to the highest.

    Notes
    -----
    Levels have an order but no distances, so two middle answers are not averaged.

    Examples
    --------
    >>> middle((0, 1, 2)), middle((1, 0, 1)), middle((0, 0))
    ((2, 2), (0, 2), None)
    """
    answers = [place for place, count in enumerate(counts) for _one in range(count)]
    if not answers:
        return None
    return answers[(len(answers) - 1) // 2], answers[len(answers) // 2]


def level_mean(counts: Sequence[int]) -> float | None:
    """Give the mean of the numbers of the levels, 0 for the lowest; None without answers."""
    n = sum(counts)
    return sum(place * count for place, count in enumerate(counts)) / n if n else None


def known(counts: Mapping[str, int | None], codes: Sequence[str]) -> list[int] | None:
    """Give the counts of codes, 0 where there is none; None when any is hidden."""
    found = [counts.get(code, 0) for code in codes]
    shown = [count for count in found if count is not None]
    return shown if len(shown) == len(found) else None
