"""Kinds of indicators, and the value that areas are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import (
    Floats,
    Values,
    grouped,
    multiplier,
    one_of,
    read,
    refuse,
    refuse_negative,
    some,
)
from sosiaali_lib.rates.result import Reason

PROPORTION, RATE, RATIO = "proportion", "rate", "ratio"
PER = {PROPORTION: 1.0, RATE: 1000.0, RATIO: 1.0}
MEAN = "mean"


@dataclass(frozen=True)
class Areas:
    """Areas of one kind of indicator: events of a base, and the target as a share of the base."""

    kind: str
    per: float
    index: pd.Index
    base: Floats  # all cases, inhabitants or expected events
    target: Floats
    events: Floats  # NaN where they are not known

    @property
    def known(self) -> np.ndarray:
        """The areas whose own value is known."""
        return np.asarray(~np.isnan(self.events) & (self.base > 0))

    @property
    def value(self) -> Floats:
        """Events as a share of the base."""
        return shares(self.events, self.base)

    @property
    def error(self) -> Floats:
        """The standard error that chance alone gives a value when the target holds."""
        spread = self.target * (1 - self.target) if self.kind == PROPORTION else self.target
        return np.sqrt(np.maximum(shares(spread, self.base), 0.0))

    @property
    def unknown(self) -> list[Reason]:
        """The reasons why there is no base, for `result.table`."""
        return [
            (np.isnan(self.base), _("The denominator is missing.")),
            (self.base == 0, _("The denominator is zero.")),
        ]


def areas_of(
    kind: str,
    base: Values,
    target: Values | str | None,
    *,
    events: Values | None = None,
    per: float | None = None,
    groups: Sequence[Any] | pd.Series | None = None,
) -> Areas:
    """Read what is known of areas.

    Parameters
    ----------
    kind
        "proportion", "rate" or "ratio".
    base
        All cases, inhabitants or expected events.
    target
        A number or one an area, per `per`; "mean" for all events over the whole base; None for a
        ratio is 1.
    events
        Events of each area; needed for "mean".
    per
        None is 1, and 1000 for rates.
    groups
        What an area's mean is of, such as the indicator and year; None is all.

    Raises
    ------
    ValueError
        If the arguments do not fit.
    """
    one_of("kind", kind, tuple(PER))
    scale = multiplier(PER[kind] if per is None else per)
    if target is None and kind != RATIO:
        raise ValueError(f'A {kind} needs a `target`: a number per {scale:g}, or "mean".')
    aims = some(target=None if isinstance(target, str) else target)
    index, found = read(**some(events=events), denominators=base, **aims)
    size = len(index)
    base = found["denominators"]
    counted = found.get("events", np.full(size, np.nan))
    refuse_negative(index, denominators=base, events=counted)
    if kind == PROPORTION:
        refuse("events", counted, counted > base, index, "no more than `denominators`")
    if isinstance(target, str):
        one_of("target", target, (MEAN,))
        if events is None:
            raise ValueError('A `target` of "mean" needs the `events` of the areas.')
        group, named = grouped(groups, index)
        aim = _means(counted, base, group, len(named))
    else:
        aim = found["target"] / scale if "target" in found else np.ones(size)
    top = 1 if kind == PROPORTION else np.inf
    within = f"between 0 and {scale:g}" if kind == PROPORTION else "0 or more"
    refuse("target", aim * scale, (aim < 0) | (aim > top), index, within)
    return Areas(kind, scale, index, base, aim, counted)


def shares(part: Floats, base: Floats) -> Floats:
    """Divide; NaN where the base is zero or missing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(base > 0, part / base, np.nan)


def _means(events: Floats, base: Floats, group: np.ndarray, groups: int) -> Floats:
    """Give all events over the whole base, of those areas of each group that know both."""
    known = ~np.isnan(events) & (base > 0)
    total, whole = (
        np.bincount(group[known], values[known], minlength=groups).astype(np.float64)
        for values in (events, base)
    )
    return np.asarray(shares(total, whole)[group])
