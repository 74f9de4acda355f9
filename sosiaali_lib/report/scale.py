"""Numbers on an axis: where they stand, how far the axis goes, and its round steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

_STEPS = 7  # at most so many steps on an axis
_ROUND = (1, 2, 5, 10)
_MOST_BESIDE = 0.4  # share of an axis that a text beside a mark takes at most


@dataclass(frozen=True)
class Scale:
    """The way from numbers to places in points: `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Give the place of a number."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def wide(low: float, high: float) -> tuple[float, float]:
    """Give the ends of an axis that has an extent, also where there is but one number."""
    return (low, high) if high > low else (low, low + 1)


def steps(low: float, high: float, *, digits: int = 0, most: int = _STEPS) -> list[float]:
    """Give the round numbers between two ends: ones, twos or fives of a power of ten apart.

    Parameters
    ----------
    low, high
        The ends of the axis.
    digits
        Decimals that the numbers are written with; no two of them look alike.
    most
        How many steps there are at most.

    Returns
    -------
    list
        In order; empty when an end is no number.

    Examples
    --------
    >>> steps(0, 47), steps(0, 2.4), steps(-4.2, 9, most=5)
    ([0, 10, 20, 30, 40], [0, 1, 2], [0, 5])
    >>> steps(3.35, 3.62, digits=1)
    [3.4, 3.5, 3.6]
    """
    if not (isfinite(low) and isfinite(high)) or high <= low:
        return []
    power = max(floor(log10((high - low) / most)), -digits)
    sizes = [one * 10.0**at for at in (power, power + 1) for one in _ROUND]
    size = next(size for size in sizes if (high - low) / size <= most)
    first, last = ceil(low / size - 1e-9), floor(high / size + 1e-9)
    exact = round(size) if size >= 1 else size
    return [round(at * exact, digits) for at in range(first, last + 1)]


def fitted(
    marks: Sequence[tuple[float, float, float]], low: float, high: float, room: float
) -> tuple[float, float]:
    """Give the ends of an axis on which marks fit with what stands beside them.

    Parameters
    ----------
    marks
        A number, and the points that its mark takes to the left and to the right of it.
    low, high
        Ends that the axis reaches at least.
    room
        Length of the axis in points.

    Returns
    -------
    tuple
        The lower and the upper end.

    Examples
    --------
    >>> low, high = fitted([(100, 0, 50)], 0, 100, 150)
    >>> low, round(high, 3)
    (0, 150.0)
    """
    low, high = wide(low, high)
    start, end, most = low, high, _MOST_BESIDE * room
    for _round in range(60):
        unit = (high - low) / room
        lower = min([start, *(value - min(left, most) * unit for value, left, _right in marks)])
        upper = max([end, *(value + min(right, most) * unit for value, _left, right in marks)])
        if abs(lower - low) + abs(upper - high) < 1e-9 * (high - low):
            break
        low, high = lower, upper
    return low, high
