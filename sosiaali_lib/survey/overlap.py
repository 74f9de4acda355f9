"""What can be known of the people who answered two unlinkable waves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

from sosiaali_lib.messages import _

Range = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Staff:
    """How many belonged to the population of each wave, and how many to both."""

    first: int
    second: int
    stayers: int  # in both populations; the most possible when it is not known
    known: bool  # whether `stayers` is more than an upper bound

    @property
    def different(self) -> int:
        """The most different people that the two populations may hold together."""
        return self.first + self.second - (self.stayers if self.known else 0)


def staff_of(population_size: Any, stayers: int | None) -> Staff:
    """Read one population size (the same people twice) or two, and who stayed."""
    pair = isinstance(population_size, (tuple, list))
    sizes = list(population_size) if pair else [population_size, population_size]
    if len(sizes) != 2:
        raise ValueError(
            _("`population_size` has {count} numbers; expected one, or one for each wave.").format(
                count=len(sizes)
            )
        )
    for size in sizes:
        if isinstance(size, bool) or not isinstance(size, Real) or not float(size).is_integer():
            raise ValueError(
                _(
                    "`population_size` is {size}; expected a whole number of people, such as 29, "
                    "or two such numbers."
                ).format(size=repr(population_size))
            )
    first, second = (round(float(size)) for size in sizes)
    most = min(first, second)
    if stayers is not None and not (isinstance(stayers, Integral) and 0 <= int(stayers) <= most):
        raise ValueError(
            _(
                "`stayers` is {stayers}; expected how many belonged to both populations, a whole "
                "number from 0 to {most}."
            ).format(stayers=repr(stayers), most=most)
        )
    return Staff(
        first=first,
        second=second,
        stayers=most if stayers is None else int(stayers),
        known=stayers is not None or not pair,
    )


def answered_both(n_first: int, n_second: int, staff: Staff) -> tuple[int, int]:
    """Give the fewest and most people who can have answered both waves."""
    return max(0, n_first + n_second - staff.different), min(n_first, n_second, staff.stayers)


def changed_mind(
    yes_first: int, n_first: int, yes_second: int, n_second: int, staff: Staff
) -> tuple[int, int]:
    """Give the fewest and most people of those who answered both waves whose answer changed."""
    no_first, no_second = n_first - yes_first, n_second - yes_second
    people = staff.different
    fewest = max(0, yes_first + no_second - people, no_first + yes_second - people)
    most = min(yes_first, no_second) + min(no_first, yes_second)
    return fewest, min(most, staff.stayers)


def estimate_correlation(n_first: int, n_second: int, staff: Staff, correlation: Range) -> Range:
    """Give the range of the correlation between the estimates of the two waves."""
    p, q = n_first / staff.first, n_second / staff.second
    if p == 1 or q == 1 or not staff.stayers:
        return 0.0, 0.0
    spread = math.sqrt(p * (1 - p) * q * (1 - q))
    answering = [(max(0.0, p + q - 1) - p * q) / spread, (min(p, q) - p * q) / spread]
    shared = staff.stayers / math.sqrt(staff.first * staff.second)
    ends = [shared * one * other for one in answering for other in correlation]
    return min(ends), max(ends)
