"""The sets of answers that a published mean and interval leave possible, enumerated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor, sqrt

from sosiaali_lib.small_groups import SURELY_N

Written = Callable[[float, float], object]


def spread_tells(
    n: int,
    total: int,
    squares: int,
    levels: Sequence[int],
    written: Written,
    *,
    threshold: int,
    digits: int,
) -> bool:
    """Tell whether a mean and an interval, as written, tell how people answered.

    Parameters
    ----------
    n
        Number of answers, at least `SPREAD_MIN_N`: of fewer no interval is shown.
    total, squares
        Sum of the answers and of their squares.
    levels
        Whole numbers that an answer can be, in order.
    written
        Gives what is published for a mean and a standard deviation (with n − 1).
    threshold
        Numbers of people below this are hidden.
    digits
        Decimals of what is published.

    Returns
    -------
    bool
        True where every set of answers that is written alike agrees that somebody, but fewer than
        `threshold` people, chose some level.

    Notes
    -----
    The sets are enumerated. With `SURELY_N` answers or more nothing is enumerated and the answer is
    False.

    Examples
    --------
    >>> def written(mean, deviation):
    ...     return round(mean, 1), round(deviation, 1)
    >>> spread_tells(10, 49, 241, range(1, 6), written, threshold=5, digits=1)
    True
    >>> spread_tells(20, 60, 220, range(1, 6), written, threshold=5, digits=1)
    False
    """
    if n >= SURELY_N:
        return False
    mean, deviation = total / n, _deviation(n, total, squares)
    target = written(mean, deviation)
    centre = round(mean)
    steps = [level - centre for level in levels]
    tally = _Tally(len(steps), threshold)
    # Wider than any rounding; what is not written alike falls out below.
    unit = 10.0**-digits
    spare = 2 * unit * sqrt(n)
    for other in _whole(n * (mean - unit), n * (mean + unit)):
        low, high = max(deviation - spare, 0.0), deviation + spare
        around = n * (other / n - centre) ** 2
        for own in _whole((n - 1) * low**2 + around, (n - 1) * high**2 + around):
            moved = other - n * centre
            if written(other / n, _deviation(n, moved, own)) != target:
                continue
            for counts in _fitting(steps, n, moved, own):
                if tally.add(counts):
                    return False
    return tally.told


def _deviation(n: int, total: float, squares: float) -> float:
    return sqrt(max(squares - total**2 / n, 0.0) / (n - 1))


class _Tally:
    """The fewest and the most people at each level over the sets of answers seen so far."""

    def __init__(self, levels: int, threshold: int) -> None:
        self.fewest: list[int] | None = None
        self.most = [0] * levels
        self.threshold = threshold

    def add(self, counts: Sequence[int]) -> bool:
        """Take in a set of answers; say whether no level can be told any more."""
        fewest = counts if self.fewest is None else self.fewest
        self.fewest = [min(pair) for pair in zip(fewest, counts, strict=True)]
        self.most = [max(pair) for pair in zip(self.most, counts, strict=True)]
        return not self.told

    @property
    def told(self) -> bool:
        """Whether some level is known to have somebody, and fewer people than the threshold."""
        ends = zip(self.fewest or (), self.most, strict=False)
        return any(low > 0 and high < self.threshold for low, high in ends)


def _whole(low: float, high: float) -> range:
    """Give the whole numbers between two ends, both included in spite of rounding."""
    return range(ceil(low - 1e-9), floor(high + 1e-9) + 1)


def _fitting(steps: Sequence[int], n: int, total: int, squares: int) -> Iterator[list[int]]:
    """Give the numbers of people at each step from the centre with these sums, far steps first."""
    order = sorted(range(len(steps)), key=lambda at: -abs(steps[at]))
    counts = [0] * len(steps)

    def fill(place: int, left: int, total: int, squares: int) -> Iterator[list[int]]:
        # Cauchy and Schwarz: so few people cannot make so large a sum with these squares.
        if left < 0 or squares < 0 or total**2 > left * squares:
            return
        if place == len(order):
            if left == total == squares == 0:
                yield list(counts)
            return
        at = order[place]
        step = steps[at]
        if step == 0:
            if total == squares == 0:
                counts[at] = left
                yield list(counts)
            return
        for here in range(min(left, squares // step**2) + 1):
            counts[at] = here
            yield from fill(place + 1, left - here, total - here * step, squares - here * step**2)
        counts[at] = 0

    yield from fill(0, n, total, squares)
