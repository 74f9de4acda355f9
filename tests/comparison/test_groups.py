"""Two independent groups. S36 is a made-up example whose figures R's coin and effectsize give."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, rankdata, t

from sosiaali_lib.comparison import two_groups
from sosiaali_lib.comparison.rank_sums import countable, subset_sums
from sosiaali_lib.messages import use

FIRST = [1, 2, 3, 3, 4, 2, 3]
SECOND = [2, 4, 4, 5, 3, 5, 5, 4]
# Hollander and Wolfe (1973), permeability of the chorioamnion, the example of R's wilcox.test
TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
WEEKS = [1.15, 0.88, 0.90, 0.74, 1.21]

likert = st.lists(st.integers(1, 5), min_size=1, max_size=6)


def _enumerated_p(first, second):
    ranks = rankdata([*first, *second])
    sums = [sum(chosen) for chosen in combinations(ranks, len(first))]
    mean = len(first) * (len(ranks) + 1) / 2
    observed = abs(sum(ranks[: len(first)]) - mean)
    return np.mean([abs(s - mean) >= observed - 1e-9 for s in sums])


def test_the_known_answers_of_the_tied_example():
    found = two_groups(FIRST, SECOND)
    assert found.u == 9
    assert found.exact
    assert found.p == found.p_exact == pytest.approx(0.027195027195, abs=1e-9)
    assert found.cliffs_delta == pytest.approx(-0.678571, abs=5e-7)
    assert found.cliffs_delta_ci == pytest.approx((-0.891937, -0.218046), abs=5e-7)
    assert found.shift == -1.5
    assert (found.n, found.medians) == ((7, 8), (3.0, 4.0))
    assert found.means == pytest.approx((18 / 7, 4.0))


def test_the_untied_example_of_r():
    found = two_groups(TERM, WEEKS)
    assert found.u == 35  # R: W = 35, one-sided p = 0.1272
    assert found.p == pytest.approx(2 * 0.1272, abs=1e-4)
    assert found.shift == pytest.approx(0.305)


@given(likert, likert)
def test_the_exact_p_is_that_of_every_division_written_out(first, second):
    assert two_groups(first, second).p == pytest.approx(_enumerated_p(first, second), abs=1e-12)


@given(likert, likert)
def test_delta_shift_and_u_are_those_of_all_pairs(first, second):
    found = two_groups(first, second)
    gaps = [a - b for a in first for b in second]
    above, below = sum(g > 0 for g in gaps), sum(g < 0 for g in gaps)
    assert found.cliffs_delta == pytest.approx((above - below) / len(gaps))
    assert found.u == above + (len(gaps) - above - below) / 2
    assert found.shift == np.median(gaps)


@given(likert, likert)
def test_swapping_the_groups_turns_the_signs_and_keeps_the_p(first, second):
    one, other = two_groups(first, second), two_groups(second, first)
    assert other.p == pytest.approx(one.p)
    assert (other.shift, other.cliffs_delta) == (-one.shift, pytest.approx(-one.cliffs_delta))
    if one.shift_ci is not None:
        assert other.shift_ci == (-one.shift_ci[1], -one.shift_ci[0])


@given(st.permutations(range(13)), st.integers(1, 12))
def test_without_ties_the_p_is_that_of_scipy(values, size):
    found = two_groups(values[:size], values[size:])
    expected = mannwhitneyu(values[:size], values[size:], method="exact")
    assert (found.u, found.p) == (expected.statistic, pytest.approx(expected.pvalue, abs=1e-12))


@given(st.lists(st.integers(0, 8), min_size=2, max_size=9), st.integers(1, 4))
def test_counted_subsets_are_those_written_out(sizes, k):
    k = min(k, len(sizes))
    written = np.bincount([sum(chosen) for chosen in combinations(sizes, k)])
    counted = subset_sums(np.array(sizes), k)
    assert counted[: len(written)].tolist() == written.tolist()
    assert not counted[len(written) :].any()


@pytest.mark.parametrize(("n1", "n2", "confidence"), [(4, 4, 0.95), (5, 7, 0.95), (6, 4, 0.9)])
def test_the_interval_of_the_shift_keeps_its_confidence_and_no_shorter_one_does(n1, n2, confidence):
    rng = np.random.default_rng(n1)
    first, second = rng.normal(size=n1), rng.normal(size=n2)
    gaps = np.sort(np.subtract.outer(first, second).ravel())
    low, high = two_groups(first, second, confidence).shift_ci
    place = int(np.argmin(np.abs(gaps - low))) + 1
    assert (low, high) == pytest.approx((gaps[place - 1], gaps[-place]), abs=1e-9)
    below = [
        sum(a > b for a in chosen for b in set(range(n1 + n2)) - set(chosen))
        for chosen in combinations(range(n1 + n2), n1)
    ]
    tail = (1 - confidence) / 2
    assert np.mean([u <= place - 1 for u in below]) < tail <= np.mean([u <= place for u in below])


def test_large_groups_fall_back_to_the_corrected_approximation_and_say_so():
    rng = np.random.default_rng(2)
    first, second = rng.integers(1, 6, 200), rng.integers(1, 6, 180)
    found = two_groups(first, second)
    expected = mannwhitneyu(first, second, method="asymptotic", use_continuity=True)
    assert (found.exact, found.p_exact) == (False, None)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert "too large for counting the exact p" in found.method
    assert "p, normal approximation" in found.table.index


def test_the_largest_counted_groups_agree_with_the_approximation():
    assert countable(122, 122)
    assert not countable(123, 123)
    rng = np.random.default_rng(3)
    first, second = rng.integers(1, 6, 122), rng.integers(1, 6, 122)
    expected = mannwhitneyu(first, second, method="asymptotic")
    assert two_groups(first, second).p == pytest.approx(expected.pvalue, rel=0.01)


def test_the_interval_of_the_shift_in_large_groups_has_its_place_from_the_normal_distribution():
    values = np.arange(300.0)
    low, high = two_groups(values, values + 10).shift_ci
    gaps = np.sort(np.subtract.outer(values, values + 10).ravel())
    place = int(300 * 300 / 2 - 1.959963985 * np.sqrt(300 * 300 * 601 / 12))
    assert (low, high) == (gaps[place - 1], gaps[-place])


def test_the_interval_of_a_mean_is_students():
    spread = t.interval(0.95, 6, np.mean(FIRST), np.std(FIRST, ddof=1) / np.sqrt(7))
    assert two_groups(FIRST, SECOND).mean_cis[0] == pytest.approx(spread)


def test_groups_that_lie_apart_have_no_interval_of_delta_and_it_is_said():
    found = two_groups([1, 2, 1], [4, 5, 5])
    assert (found.cliffs_delta, found.cliffs_delta_ci) == (-1, None)
    assert "Cliff's delta has no interval: every value of one group is above" in found.method
    assert "could not have given a p below 0.100" in found.method
    assert found.shift_ci is None
    assert "The shift has no interval of 95%: there are too few people for one." in found.notes


def test_values_that_are_all_alike_show_no_difference():
    found = two_groups([3, 3, 3], [3, 3, 3, 3])
    assert (found.p, found.cliffs_delta, found.shift, found.u) == (1.0, 0.0, 0.0, 6.0)
    assert found.mean_cis == (None, None)
    assert "values that are all alike, has no interval" in found.method
    assert two_groups([3] * 200, [3] * 200).p == 1.0


def test_equal_scores_computed_in_two_ways_tie():
    assert two_groups([0.1 + 0.2, 0.5], [0.3, 0.3]).u == 3


def test_missing_values_are_left_out_and_counted():
    first = pd.Series([*FIRST, pd.NA], dtype="Int64", name="jatkoi")
    second = pd.Series([None, *SECOND], dtype=object, name="lopetti")
    found = two_groups(first, second)
    assert found.p == pytest.approx(0.027195027195, abs=1e-9)
    assert (found.missing, found.names) == ((1, 1), ("jatkoi", "lopetti"))
    assert "Missing values were left out: 1 and 1." in found.method


def test_names_come_from_the_series_from_the_caller_or_from_the_language():
    same = pd.Series(FIRST, name="p"), pd.Series(SECOND, name="p")
    assert two_groups(*same).names == ("Group 1", "Group 2")
    assert two_groups(*same, names=("A", "B")).names == ("A", "B")


def test_inputs_are_not_changed():
    first, second = pd.Series(FIRST, name="a"), np.array(SECOND, dtype=float)
    two_groups(first, second)
    pd.testing.assert_series_equal(first, pd.Series(FIRST, name="a"))
    assert second.tolist() == SECOND


def test_the_table_and_the_notebook_view_hold_every_measure():
    found = two_groups(FIRST, SECOND)
    assert found.table.loc["Cliff's delta"].dropna().tolist() == pytest.approx(
        [-0.678571, -0.891937, -0.218046], abs=5e-7
    )
    assert found.table.loc["p, exact", "Value"] == found.p
    assert found.settings == {"confidence": 0.95}
    with use("fi"):
        assert "0,679" in found._repr_html_()


def test_the_picture_shows_the_means_and_says_the_finding():
    picture = two_groups(FIRST, SECOND, names=("stayed", "left")).draw()
    assert picture.svg.startswith("<?xml")
    assert picture.alt == (
        "The mean is 2.57 in stayed and 4.00 in left; the shift is −1.50 (interval −3.00\xa0…\xa00.00)."
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: two_groups([], SECOND), "`a` has no values; a comparison needs at least one"),
        (lambda: two_groups(FIRST, [None, np.nan]), "`b` has no values"),
        (lambda: two_groups(FIRST, ["paljon", 2]), "`b` has something other than a finite number"),
        (lambda: two_groups([1, np.inf], SECOND), "`a` has something other than a finite number"),
        (lambda: two_groups(FIRST, SECOND, 95), "`confidence` is 95; expected between 0 and 1"),
        (
            lambda: two_groups(np.arange(6000) ** 1.5, np.arange(6000) ** 1.4),
            "The groups have 6000 and 6000 different values, too many to compare in pairs",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_one_person_in_a_group_gives_a_test_and_no_intervals():
    found = two_groups([5], SECOND)
    assert found.p == pytest.approx(_enumerated_p([5], SECOND))
    assert found.shift_ci is None
