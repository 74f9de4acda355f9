"""Whether a mean and its interval leave only one way in which people can have answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, sqrt

NEAR = 1e-6
MOST_LEVELS = 13
MOST_PEOPLE = 60  # with more people, many sets of answers give the same mean and spread
STEPS = 20_000


@dataclass(frozen=True)
class Written:
    """A mean as it is written, with the ends of its 95 % t interval.

    Attributes
    ----------
    n
        Number of answers.
    mean, mean_half
        The mean, and how far the true one may lie from it.
    low, high, end_half
        Ends of the interval, None where there are none, and how far the true ones may lie from them.
    """

    n: int
    mean: float
    mean_half: float
    low: float | None
    high: float | None
    end_half: float

    def tells(self, limits: tuple[float, float], threshold: int) -> bool:
        """Tell whether whole-number answers on a scale follow.

        Parameters
        ----------
        limits
            Ends of the scale. An end of the interval that lies on one of them was cut there.
        threshold
            Only answers that fewer people gave matter.

        Returns
        -------
        bool
            Whether one set of answers alone fits, and 1 to `threshold - 1` people gave one of them.

        Examples
        --------
        >>> eight_fives_and_two_fours = Written(10, 4.8, 0.0, 4.498379, 5.0, 0.0)
        >>> eight_fives_and_two_fours.tells((1, 5), 5)
        True
        >>> Written(30, 3.5, 0.05, 3.1, 3.9, 0.05).tells((1, 5), 5)
        False
        """
        levels = round(limits[1] - limits[0]) + 1
        half = self._half(limits)
        if self.n < 2 or self.n > MOST_PEOPLE or levels > MOST_LEVELS or half is None:
            return False
        found: set[tuple[int, ...]] = set()
        for total, least, most in self._sums(limits[0], half):
            for squares in range(least, most + 1):
                for answers in _fitting(self.n, total, squares, levels):
                    if answers is None:
                        return False
                    found.add(answers)
                    if len(found) > 1:
                        return False
        return any(0 < people < threshold for answers in found for people in answers)

    def _half(self, limits: tuple[float, float]) -> float | None:
        """Give half the width of the interval; None where it cannot be read."""
        halves = [
            abs(end - self.mean)
            for end, limit in zip((self.low, self.high), limits, strict=True)
            if end is not None and abs(end - limit) > NEAR
        ]
        return min(halves, default=None)

    def _sums(self, base: float, half: float) -> Iterator[tuple[int, int, int]]:
        """Give each sum of the answers counted from the lowest, with limits of the sum of squares."""
        from scipy.stats import t

        factor = sqrt(self.n) / float(t.ppf(0.975, self.n - 1))
        wide = self.mean_half + self.end_half + NEAR
        spread = [(self.n - 1) * (max(half + sign * wide, 0.0) * factor) ** 2 for sign in (-1, 1)]
        middle, off = self.n * (self.mean - base), self.n * self.mean_half + NEAR * self.n
        for total in range(ceil(middle - off), floor(middle + off) + 1):
            own = total * total / self.n
            yield total, ceil(own + spread[0] - NEAR), floor(own + spread[1] + NEAR)


def _fitting(n: int, total: int, squares: int, levels: int) -> Iterator[tuple[int, ...] | None]:
    """Give how many of n people can have chosen each level 0, 1, …; None when it takes too long."""
    steps = 0

    def ways(
        level: int, people: int, left: int, left_squares: int
    ) -> Iterator[tuple[int, ...] | None]:
        nonlocal steps
        steps += 1
        if steps > STEPS:
            yield None
            return
        if level == 0:
            if left == 0 and left_squares == 0:
                yield (people,)
            return
        # The squares of a sum are least when all answers are alike, most when they lie at the ends.
        if left < 0 or left > people * level or left_squares > left * level:
            return
        if left * left > people * left_squares:
            return
        for chosen in range(min(people, left // level) + 1):
            for rest in ways(
                level - 1,
                people - chosen,
                left - chosen * level,
                left_squares - chosen * level * level,
            ):
                yield None if rest is None else (*rest, chosen)

    yield from ways(levels - 1, n, total, squares)
