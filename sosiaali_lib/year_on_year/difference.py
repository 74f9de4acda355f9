"""The difference of two independent values that each have an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A value with its limits, in one unit."""

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"The value {self.value!r} lies outside its interval {self.low!r}–{self.high!r}."
            )


def difference(now: Interval, then: Interval) -> Interval:
    """Give `now` − `then` with an interval of the confidence that both intervals have.

    Parameters
    ----------
    now, then
        Independent values with intervals of one confidence, in one unit.

    Returns
    -------
    Interval

    Notes
    -----
    The limits are squared and added (“MOVER”): Zou & Donner (2008), Statistics in Medicine 27,
    1693–1702. With Wilson's intervals of two shares it is method 10 of Newcombe (1998), Statistics in
    Medicine 17, 873–890.

    Examples
    --------
    >>> found = difference(Interval(0.8, 0.692, 0.878), Interval(0.6, 0.490, 0.700))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.2, 0.05, 0.33)
    """
    value = now.value - then.value
    down = math.hypot(now.value - now.low, then.high - then.value)
    up = math.hypot(now.high - now.value, then.value - then.low)
    return Interval(value, value - down, value + up)
