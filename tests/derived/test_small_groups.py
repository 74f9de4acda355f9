"""What a mean, an interval and what is left over tell, against all sets of answers."""

from fractions import Fraction
from itertools import combinations
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from sosiaali_lib.answer_sets import spread_tells
from sosiaali_lib.formatting import rounded
from sosiaali_lib.small_groups import (
    SPREAD_MIN_N,
    SURELY_N,
    dominated_by,
    left_over,
    mean_min_n,
    near_end,
)

LEVELS = range(1, 6)
THRESHOLD = 5


def sets_of(n, levels=LEVELS):
    """Give the people at each level, for every way in which n people can answer."""
    places = n + len(levels) - 1
    for bars in combinations(range(places), len(levels) - 1):
        ends = (-1, *bars, places)
        yield tuple(ends[i + 1] - ends[i] - 1 for i in range(len(levels)))


def sums(counts, levels=LEVELS):
    pairs = list(zip(counts, levels, strict=True))
    return sum(k * one for k, one in pairs), sum(k * one**2 for k, one in pairs)


def written(n):
    """Give the mean and its 95 % interval as a table has them, with one decimal."""
    quantile = t.ppf(0.975, n - 1)

    def as_in_the_table(mean, deviation):
        half = quantile * deviation / sqrt(n)
        ends = max(mean - half, 1), min(mean + half, 5)
        return tuple(rounded(number, 1) for number in (mean, *ends))

    return as_in_the_table


def told(sets, threshold=THRESHOLD):
    """Tell whether all these sets have somebody, but few, at one level."""
    return any(min(level) > 0 and max(level) < threshold for level in zip(*sets, strict=True))


@pytest.mark.parametrize("n", [5, 7, 9])
def test_a_mean_near_an_end_is_one_that_few_can_have_left(n):
    by_sum = {}
    for counts in sets_of(n):
        by_sum.setdefault(sums(counts)[0], []).append(counts)
    for total, sets in by_sum.items():
        most_off = [max(n - counts[end] for counts in sets) for end in (0, -1)]
        # n people of whom fewer than n sit at an end cannot show more than n off it
        expected = min(most_off) < min(THRESHOLD, n)
        assert near_end(n, total, (1, 5), threshold=THRESHOLD) == expected, (total, sets)


@pytest.mark.parametrize("n", [10, 11])
def test_an_interval_tells_when_all_sets_written_alike_agree(n):
    groups = {}
    table = written(n)
    for counts in sets_of(n):
        total, squares = sums(counts)
        exact = Fraction(squares) - Fraction(total**2, n)
        key = table(total / n, sqrt(exact / (n - 1)))
        groups.setdefault(key, []).append(counts)
    seen = set()
    for sets in groups.values():
        expected = told(sets)
        seen.add(expected)
        for counts in sets[:: max(1, len(sets) // 2)]:
            total, squares = sums(counts)
            found = spread_tells(n, total, squares, LEVELS, table, threshold=THRESHOLD, digits=1)
            assert found == expected, counts
    assert True in seen


def test_ten_answers_are_not_enough_for_an_interval_by_themselves():
    """Of all ways in which ten can answer, the mean and interval leave one way alone for 137."""
    table, groups = written(SPREAD_MIN_N), {}
    for counts in sets_of(SPREAD_MIN_N):
        total, squares = sums(counts)
        deviation = sqrt((squares - total**2 / SPREAD_MIN_N) / (SPREAD_MIN_N - 1))
        groups.setdefault(table(total / SPREAD_MIN_N, deviation), []).append(counts)
    alone = sum(len(sets) == 1 for sets in groups.values())
    assert (sum(map(len, groups.values())), alone) == (1001, 137)


def test_many_answers_are_never_told():
    assert not spread_tells(SURELY_N, 5 * SURELY_N - 1, 25 * SURELY_N - 9, LEVELS,
                            written(SURELY_N), threshold=THRESHOLD, digits=1)  # fmt: skip


@pytest.mark.parametrize(("threshold", "least"), [(3, 5), (5, 5), (8, 8)])
def test_a_mean_needs_five_people_and_the_threshold(threshold, least):
    assert mean_min_n(threshold) == least


@pytest.mark.parametrize(
    ("largest", "total", "expected"), [(85, 100, False), (85.1, 100, True), (0, 0, False)]
)
def test_a_sum_is_one_persons_beyond_85_per_cent(largest, total, expected):
    assert dominated_by(largest, total) == expected


def test_impossible_sums_are_refused():
    with pytest.raises(ValueError, match=r"`largest` is 3; expected from 0 to the total, 2"):
        dominated_by(3, 2)
    with pytest.raises(ValueError, match=r"`share` is 1; expected between 0 and 1"):
        dominated_by(1, 2, share=1)


areas = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9), min_size=1)


@given(areas, st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_left_over_adds_up_to_what_is_shown(sizes, data):
    parents = {area: "north" if area < "e" else "south" for area in sizes}
    parents |= {"north": "all", "south": "all"}
    every = [*sizes, *{parents[area] for area in sizes}, "all"]
    shown = data.draw(st.lists(st.sampled_from(every), unique=True))
    pieces = left_over(sizes, parents, shown)
    assert set(pieces) == set(shown)
    inner = [area for piece in pieces.values() for area in piece]
    assert len(inner) == len(set(inner))
    for area in shown:
        within = {one for one in sizes if area in (one, parents[one], "all")}
        nested = [one for one in shown if one in (area, *within) or parents.get(one) == area
                  or area == "all"]  # fmt: skip
        assert sum(sizes[one] for one in within) == sum(
            sizes[one] for piece in nested for one in pieces[piece]
        )
