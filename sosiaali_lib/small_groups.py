"""What may be told of a small group: one rule for means, intervals, what is left over, and sums.

A count under the threshold is hidden by `disclosure`. Numbers that are no counts tell of people too: a
mean near the end of a scale tells nearly every answer, a mean with its interval may leave one set of
answers only (`answer_sets`), the mean of a county less those of its municipalities is the mean of those
left over, and a sum tells of the one who makes most of it. This module holds the rule of each.

| number | shown |
|---|---|
| mean | from the threshold and at least `MEAN_MIN_N` people on |
| mean on a scale of levels | not where fewer than the threshold can have answered other than the end |
| interval or standard deviation | from `SPREAD_MIN_N`; under `SURELY_N` not where the answers follow |
| median | from `SPREAD_MIN_N` |
| minimum, maximum, other quantile | never: each is the answer of one person |
| p-value, effect size | with the mean and interval of the same people, under their rules |
| what is left of a larger area | under the same rules as if it were shown |
| mean or sum of amounts | not where one person makes more than `DOMINANCE` of it |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MEAN_MIN_N = 5
SPREAD_MIN_N = 10
# From so many answers on, the sets of answers that fit a mean and an interval are too many to tell:
# of all sets of 30 answers on five levels, 2 in 1,000 are told at one decimal, all near an end.
SURELY_N = 30
# Statistics Finland's and Eurostat's usual (n, k) dominance rule: one unit with more than 85 % of a
# sum is told by it. Hundepool et al. (2012), Statistical Disclosure Control, section 4.2.2.
DOMINANCE = 0.85
Limits = tuple[float, float]


def mean_min_n(threshold: int) -> int:
    """Give the fewest people of whom a mean is shown."""
    return max(threshold, MEAN_MIN_N)


def near_end(n: int, total: float, limits: Limits, *, threshold: int) -> bool:
    """Tell whether a sum shows that nearly everybody answered the same end of a scale.

    Parameters
    ----------
    n
        Number of answers.
    total
        Their sum; answers are whole numbers.
    limits
        Lowest and highest answer.
    threshold
        Numbers of people below this are hidden.

    Returns
    -------
    bool
        True where fewer than `threshold` people can have answered anything but the end.

    Notes
    -----
    Whoever did not answer the end is at least one step from it, so a sum of k steps from the end leaves at
    most k such people. With k = 0 everybody's answer is known, with k = 1 one person differs by one.

    Examples
    --------
    >>> near_end(5, 24, (1, 5), threshold=5), near_end(5, 18, (1, 5), threshold=5)
    (True, False)
    """
    low, high = limits
    return n > 0 and min(total - n * low, n * high - total) < threshold


def dominated_by(largest: float, total: float, *, share: float = DOMINANCE) -> bool:
    """Tell whether a sum tells of the one person or unit that makes most of it.

    Parameters
    ----------
    largest
        What the greatest contributor adds; not negative.
    total
        The sum of what all add; none of them is negative.
    share
        Greatest share of the sum that one may make, between 0 and 1.

    Raises
    ------
    ValueError
        If `largest` is negative or more than `total`, or `share` is out of range.

    Examples
    --------
    >>> dominated_by(90, 100), dominated_by(40, 100), dominated_by(0, 0)
    (True, False, False)
    """
    if not 0 < share < 1:
        raise ValueError(f"`share` is {share!r}; expected between 0 and 1, such as 0.85.")
    if not 0 <= largest <= total * (1 + 1e-12):
        raise ValueError(
            f"`largest` is {largest!r}; expected from 0 to the total, {total!r}. Give the greatest "
            "of the numbers that the total is the sum of."
        )
    return largest > share * total


def left_over(
    sizes: Mapping[str, int], parents: Mapping[str, str], shown: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Give what is left of each shown area when the shown areas within it are taken away.

    Parameters
    ----------
    sizes
        Inner area → number of people; areas that are never shown themselves too.
    parents
        Area → the area around it, up to one that is nobody's part.
    shown
        Areas whose number is shown.

    Returns
    -------
    dict
        Shown area → the inner areas that nothing nearer tells of. Every sum that follows from the
        shown ones is a sum of these.

    Examples
    --------
    >>> parents = {"205": "18", "290": "18", "765": "18", "18": "yhteensä"}
    >>> left_over({"205": 9, "290": 3, "765": 2}, parents, ["18", "205"])
    {'18': ('290', '765'), '205': ('205',)}
    """
    open_to = set(shown)
    found: dict[str, list[str]] = {area: [] for area in shown}
    for area in sizes:
        around: str | None = area
        while around is not None and around not in open_to:
            around = parents.get(around)
        if around is not None:
            found[around].append(area)
    return {area: tuple(inner) for area, inner in found.items()}
