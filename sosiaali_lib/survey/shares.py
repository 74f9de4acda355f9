"""The choice of interval for a share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sosiaali_lib.messages import _
from sosiaali_lib.survey.intervals import (
    Limits,
    effective_n,
    hypergeometric_limits,
    logit_limits,
    wilson_limits,
)
from sosiaali_lib.survey.result import Interval
from sosiaali_lib.survey.sample import Sample

EXACT_UP_TO = 500

ShareInterval = Literal["auto", "logit", "wilson", "exact"]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """An interval of a share with its kind."""

    kind: Interval | None = None
    ci: Limits | None = None
    effective_n: float | None = None
    count_ci: tuple[int, int] | None = None


def share_interval(
    sample: Sample, se: float | None, confidence: float, asked: ShareInterval
) -> Chosen:
    """Give the interval that was asked for, or the one that fits the sample."""
    design, share = sample.design, sample.mean()
    if design.census:
        return Chosen()
    size = design.population
    auto = asked == "auto" and size is not None and size <= EXACT_UP_TO and _countable(sample)
    if (asked == "exact" or auto) and size is not None:
        count = round(float(sample.values.sum()))
        low, high = hypergeometric_limits(count, len(sample.values), round(size), confidence)
        return Chosen(kind="exact", ci=(low / size, high / size), count_ci=(low, high))
    if asked != "wilson" and se is not None and 0 < share < 1:
        return Chosen(kind="logit", ci=logit_limits(share, se, design.df, confidence))
    n = (
        effective_n(np.bincount(design.unit, weights=sample.weights), size)
        if sample.simple or se is None
        else share * (1 - share) / se**2
    )
    return Chosen(kind="wilson", ci=wilson_limits(share, n, confidence), effective_n=n)


def check_exact(sample: Sample) -> None:
    """Refuse the exact interval where it does not hold."""
    if not _countable(sample):
        raise ValueError(
            _(
                "The exact interval needs a simple random sample of a known whole number of "
                "people, without strata, weights or clusters; choose interval='logit' or 'wilson'."
            )
        )


def _countable(sample: Sample) -> bool:
    size = sample.design.population
    return sample.simple and size is not None and float(size).is_integer()
