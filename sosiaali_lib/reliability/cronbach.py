"""Reliability of a scale: Cronbach's alpha here, with omega, keying and ICC from their modules."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sosiaali_lib.messages import _
from sosiaali_lib.reliability.cronbach_result import Alpha, ItemRow
from sosiaali_lib.reliability.intraclass import Icc, icc
from sosiaali_lib.reliability.items import (
    Answers,
    Missing,
    ReliabilityError,
    checked,
    checked_confidence,
    correlations,
    refuse_formative,
    refuse_no_total,
    varies,
)
from sosiaali_lib.reliability.mcdonald import Omega, omega
from sosiaali_lib.reliability.signs import Keying, Signs, keying, signs

__all__ = [
    "Alpha",
    "Icc",
    "Keying",
    "Omega",
    "ReliabilityError",
    "alpha",
    "icc",
    "keying",
    "omega",
]

SINGULAR = 1e-10  # smallest eigenvalue of correlations that counts as independent items


def alpha(
    items: object,
    *,
    missing: Missing = "pairwise",
    confidence: float = 0.95,
    formative: bool = False,
    min_n: int = 3,
) -> Alpha:
    """Give Cronbach's alpha with its interval, and how each item goes with the rest.

    Parameters
    ----------
    items
        Answers, one row a person, one column an item, in the direction they are scored in; missing
        as NA. Rows of numbers without names get items 1, 2 and so on. Not changed.
    missing
        "pairwise": each covariance from those who answered both items (as the R package psych and
        pingouin); "listwise": only people who answered every item.
    confidence
        Coverage of the interval, between 0 and 1.
    formative
        True for items that form an index, such as a checklist or shares of a whole: refused.
    min_n
        Smallest number of people who answered both items of a pair, at least 2.

    Returns
    -------
    Alpha
        `.alpha`, `.standardised`, `.ci`, `.items` (a row an item), `.cautions`.

    Raises
    ------
    ReliabilityError
        If the items are formative, fewer than two, without variance or not numbers, people are too
        few or stand twice.

    Notes
    -----
    Cronbach (1951), Psychometrika 16, 297-334; interval by Feldt, Woodruff & Salih (1987), Applied
    Psychological Measurement 11, 93-103, as if all n people had answered every item; lambda 6 by
    Guttman (1945), Psychometrika 10, 255-282. People without any answer do not count. No item is
    ever reversed or left out: "alpha if dropped" is for the author of the instrument.

    Examples
    --------
    >>> result = alpha([(1, 2, 1), (2, 2, 3), (3, 4, 3), (4, 4, 5), (5, 3, 4)])
    >>> round(result.alpha, 6), result.n, result.n_items
    (0.875912, 5, 3)
    """
    checked_confidence(confidence)
    refuse_formative(formative, _("alpha"))
    answers = checked(items, missing=missing, min_n=min_n)
    covariances = answers.covariances()
    refuse_no_total(covariances)
    matrix = correlations(covariances)
    k, n = len(matrix), answers.people.n
    value = _alpha(covariances)
    found = signs(covariances, n)
    return Alpha(
        alpha=value,
        standardised=_alpha(matrix) if varies(matrix) else None,
        ci=_feldt(value, n, k, confidence),
        mean_correlation=float(matrix.sum() - k) / (k * (k - 1)),
        g6=_lambda6(matrix),
        rows=tuple(_rows(answers, covariances, found)),
        people=answers.people,
        signs=found,
        confidence=confidence,
    )


def _alpha(covariances: np.ndarray) -> float:
    k = len(covariances)
    return float(k / (k - 1) * (1 - np.trace(covariances) / covariances.sum()))


def _feldt(value: float, n: int, k: int, confidence: float) -> tuple[float, float]:
    from scipy.stats import f

    tail = (1 - confidence) / 2
    freedom = n - 1, (n - 1) * (k - 1)
    low, high = (float(1 - (1 - value) * f.ppf(p, *freedom)) for p in (1 - tail, tail))
    return low, high


def _lambda6(matrix: np.ndarray) -> float | None:
    """Give Guttman's lambda 6, None where no item has a squared multiple correlation."""
    if np.linalg.eigvalsh(matrix)[0] < SINGULAR or not varies(matrix):
        return None
    unexplained = 1 / np.diag(np.linalg.inv(matrix))
    return float(1 - unexplained.sum() / matrix.sum())


def _rows(answers: Answers, covariances: np.ndarray, found: Signs) -> Iterator[ItemRow]:
    frame = answers.frame
    for place, name in enumerate(answers.names):
        others = np.delete(np.delete(covariances, place, axis=0), place, axis=1)
        rest = found.rest[place]
        yield ItemRow(
            item=name,
            n=int(frame[name].count()),
            mean=float(frame[name].mean()),
            sd=float(frame[name].std()),
            item_rest=None if np.isnan(rest) else rest,
            alpha_if_dropped=_alpha(others) if len(others) > 1 and varies(others) else None,
        )
