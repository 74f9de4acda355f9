from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata, wilcoxon

from sosiaali_lib.change.effect_size import paired_effect
from sosiaali_lib.change.hodges_lehmann import hodges_lehmann
from sosiaali_lib.change.rank_biserial import rank_biserial
from sosiaali_lib.change.signed_rank import NullDistribution, signed_rank_test

# "Demo14", made up; R (exactRankTests 0.8-35, coin 1.4-2) gives W = 41, p = 0.03125 both ways.
DEMO = [1, 1, 0, 0, 2, 1, 0, -1, 1, 1, 0, 1, 2, 0]
# Changes of the depression score from the start to two months, counted: "Beat the Blues" trial
# (Proudfoot et al. 2003, Psychol. Med. 33, 217-227), data set BtheB of the R package HSAUR3 1.0-13.
BLUES = {
    -41: 1, -35: 1, -30: 1, -27: 1, -23: 1, -22: 1, -20: 3, -19: 1, -17: 1, -16: 1, -15: 5, -14: 2,
    -12: 2, -11: 4, -10: 5, -9: 2, -8: 4, -7: 6, -6: 4, -5: 5, -4: 4, -3: 7, -2: 4, -1: 4, 0: 7,
    1: 5, 2: 2, 3: 4, 4: 2, 6: 2, 7: 1, 8: 1, 11: 1, 12: 1, 17: 1,
}  # fmt: skip
# Darwin's maize, the example of the manual of scipy.stats.wilcoxon.
DARWIN = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]

small_differences = st.lists(st.integers(-4, 4), min_size=1, max_size=10)


def every_pattern(differences, zeros):
    """Two-sided p as an exact fraction, by trying every pattern of signs."""
    ranked = [d for d in differences if d or zeros == "pratt"]
    ranks = rankdata(np.abs(ranked)).tolist()
    signed = [(Fraction(rank), d > 0) for rank, d in zip(ranks, ranked, strict=True) if d]
    seen = sum(rank for rank, up in signed if up)
    sums = [
        sum((rank for (rank, _), up in zip(signed, pattern, strict=True) if up), Fraction(0))
        for pattern in product((False, True), repeat=len(signed))
    ]
    tails = (sum(one <= seen for one in sums), sum(one >= seen for one in sums))
    return min(Fraction(1), Fraction(2 * min(tails), len(sums)))


def whole_numbers(differences):
    """Two-sided p by counting in Python's whole numbers, without any rounding."""
    used = [d for d in differences if d]
    doubled = [round(2 * rank) for rank in rankdata(np.abs(used))]
    seen = sum(rank for rank, d in zip(doubled, used, strict=True) if d > 0)
    counts = {0: 1}
    for rank in doubled:
        grown = dict(counts)
        for total, count in counts.items():
            grown[total + rank] = grown.get(total + rank, 0) + count
        counts = grown
    low = sum(count for total, count in counts.items() if total <= seen)
    high = sum(count for total, count in counts.items() if total >= seen)
    return min(Fraction(1), Fraction(2 * min(low, high), 2 ** len(doubled)))


@pytest.mark.parametrize("zeros", ["drop", "pratt"])
def test_demo14_agrees_with_r(zeros):
    test = signed_rank_test(DEMO, zeros=zeros)
    assert test.p == pytest.approx(0.03125, abs=1e-12)
    assert (test.n, test.n_zero) == (9, 5)


def test_demo14_is_not_the_approximation_that_scipy_and_pingouin_choose_silently():
    test = signed_rank_test(DEMO)
    assert (test.w, test.w_minus) == (41, 4)
    for wrong in (0.0208745936, 0.024589):
        assert abs(test.p - wrong) > 0.005


def test_darwins_maize_agrees_with_the_manual_of_scipy():
    test = signed_rank_test(DARWIN)
    assert (test.w_minus, test.p) == (24, pytest.approx(0.041259765625, abs=1e-15))


@pytest.mark.parametrize(("zeros", "p"), [("drop", 3.397035e-10), ("pratt", 4.019774e-10)])
def test_the_blues_trial_keeps_its_small_p(zeros, p):
    # R's exactRankTests gives 4.146841e-09 here: from 50 pairs on it is the approximation
    changes = [change for change, people in BLUES.items() for _ in range(people)]
    test = signed_rank_test(changes, zeros=zeros)
    assert (test.n, test.n_zero) == (90, 7)
    assert test.p == pytest.approx(p, rel=2e-7)  # as many digits as are known
    if zeros == "drop":
        assert test.w == 587.5
        assert test.p == pytest.approx(float(whole_numbers(changes)), rel=1e-12)


def test_the_blues_trial_has_the_sizes_of_its_differences_not_of_its_scores():
    # effectsize 0.8.3 counts the 95 non-zero scores and gives [-.809295, -.579560]
    changes = [change for change, people in BLUES.items() for _ in range(people)]
    effect, shift = rank_biserial(changes), hodges_lehmann(changes)
    assert effect.ci == pytest.approx((-0.811462, -0.575353), abs=5e-7)
    assert (shift.value, shift.ci) == (-6.0, (-8.0, -4.5))
    assert hodges_lehmann(changes, zeros="keep").value == -5.5
    # d_z by its own name: what pingouin gives as Cohen's d of pairs, -.578, is d_av
    assert paired_effect([0] * 97, changes).d_z == pytest.approx(-0.658305, abs=5e-7)


@given(small_differences, st.sampled_from(["drop", "pratt"]))
def test_p_is_that_of_all_patterns_of_signs(differences, zeros):
    test = signed_rank_test(differences, zeros=zeros)
    if test.n:
        assert test.p == pytest.approx(float(every_pattern(differences, zeros)), abs=1e-14)
    else:
        assert test.p is None


def test_twelve_differences_with_ties_and_zeros_by_all_patterns():
    differences = [3, -1, 1, 0, 2, 2, -2, 5, 0, 4, 1, -3, 6, 2]
    for zeros in ("drop", "pratt"):
        expected = float(every_pattern(differences, zeros))
        assert signed_rank_test(differences, zeros=zeros).p == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("n", [6, 25, 50, 51, 200, 700])
def test_without_ties_p_is_that_of_scipys_exact_distribution(n):
    rng = np.random.default_rng(n)
    differences = rng.normal(0.1, 1, n)
    expected = wilcoxon(differences, method="exact")
    test = signed_rank_test(differences)
    assert min(test.w, test.w_minus) == expected.statistic
    assert test.p == pytest.approx(expected.pvalue, rel=1e-10)


@pytest.mark.parametrize("shift", [0.0, 0.6, 1.5])
def test_many_ties_far_in_the_tail_agree_with_whole_numbers(shift):
    changes = np.random.default_rng(5).normal(shift, 1.2, 160).round().tolist()
    expected = float(whole_numbers(changes))
    assert signed_rank_test(changes).p == pytest.approx(expected, rel=1e-11)


def test_two_thousand_pairs_that_all_rise():
    assert signed_rank_test([1.0] * 900).p == pytest.approx(2.0**-899, rel=1e-12, abs=0)
    assert signed_rank_test(np.arange(1, 901)).p == pytest.approx(2.0**-899, rel=1e-12, abs=0)
    assert signed_rank_test([1.0] * 2000).p == 1e-300  # 2 to the power -1999 is no float


def test_two_thousand_equal_sizes_are_a_binomial_test():
    from scipy.stats import binomtest

    test = signed_rank_test([1.0] * 1043 + [-1.0] * 957)
    assert test.p == pytest.approx(binomtest(957, 2000).pvalue, rel=1e-10)


def test_above_two_thousand_the_approximation_is_said():
    changes = np.random.default_rng(2).normal(0.02, 1, 2500)
    test = signed_rank_test(changes)
    approximate = wilcoxon(changes, method="asymptotic", correction=False)
    assert test.p == pytest.approx(approximate.pvalue, rel=1e-9)
    assert not test.exact
    assert "by the normal approximation, because there are more than 2,000" in test.method


def test_the_approximation_allows_for_ties():
    changes = np.random.default_rng(3).integers(-5, 6, 3000).astype(float)
    approximate = wilcoxon(changes, zero_method="wilcox", method="asymptotic", correction=False)
    assert signed_rank_test(changes).p == pytest.approx(approximate.pvalue, rel=1e-9)


def test_the_exact_distribution_knows_its_limit():
    with pytest.raises(ValueError, match="2001 ranks were given; the exact limit is 2000"):
        NullDistribution(np.ones(2001, dtype=np.int64))


def test_a_probability_of_sums_is_zero_below_and_one_above():
    null = NullDistribution(np.array([2, 4, 6]))
    assert [null.at_most(total) for total in (-1, 0, 1, 5, 6, 12, 99)] == [
        0, 1 / 8, 1 / 8, 3 / 8, 5 / 8, 1, 1,
    ]  # fmt: skip
    assert NullDistribution(np.array([], dtype=np.int64)).at_most(0) == 1


@given(small_differences)
def test_turning_all_signs_turns_the_sums_and_keeps_p(differences):
    test, turned = signed_rank_test(differences), signed_rank_test([-d for d in differences])
    assert (test.w, test.w_minus, test.p) == (turned.w_minus, turned.w, turned.p)


@given(small_differences, st.sampled_from([0.1, 3, 1000]))
def test_only_the_order_of_sizes_matters(differences, scale):
    scaled = [d * scale for d in differences]
    assert signed_rank_test(scaled) == signed_rank_test(differences)


@given(small_differences.filter(all))
def test_without_zeros_both_treatments_agree(differences):
    dropped, kept = (signed_rank_test(differences, zeros=zeros) for zeros in ("drop", "pratt"))
    assert (dropped.w, dropped.p) == (kept.w, kept.p)


def test_no_difference_gives_no_p_and_says_so():
    test = signed_rank_test([0, 0, None])
    assert (test.n, test.n_zero, test.p) == (0, 2, None)
    assert test.method == "No difference is other than zero, so there is no signed-rank test."


@pytest.mark.parametrize(("n", "smallest"), [(1, 1), (3, 0.25), (5, 0.0625)])
def test_few_differences_say_that_no_test_can_reach_five_per_cent(n, smallest):
    test = signed_rank_test([*range(1, n + 1), 0])
    assert test.p == smallest
    said = "1 non-zero difference" if n == 1 else f"{n} non-zero differences"
    assert f"No two-sided test of {said} can reach p < 0.05: the smallest" in test.method
    assert f"possible value is {smallest}. Read the changes themselves" in test.method
    assert "can reach" not in signed_rank_test(range(1, 7)).method


def test_table_and_settings_name_what_was_done():
    test = signed_rank_test(DEMO, zeros="pratt")
    # ranks: zeros 1-5, ones 6-12 (mean 9), twos 13-14 (mean 13.5)
    assert test.table["Value"].to_dict() == {
        "Differences other than zero": 9,
        "Zero differences": 5,
        "Rank sum of the rises W": 6 * 9 + 2 * 13.5,
        "Rank sum of the falls": 9,
        "Two-sided p": 0.03125,
    }
    assert test.settings == {"zeros": "pratt"}
    assert "ranked and then left out of the sums (Pratt)" in test.method


def test_inputs_are_not_changed():
    given_series = pd.Series([3, None, -1.0, 0])
    copy = given_series.copy()
    signed_rank_test(given_series)
    pd.testing.assert_series_equal(given_series, copy)


def test_unknown_options_and_labels_are_refused():
    with pytest.raises(ValueError, match="`zeros` is 'keep'; expected 'drop' or 'pratt'"):
        signed_rank_test(DEMO, zeros="keep")
    with pytest.raises(ValueError, match="`differences` has something other than a finite number"):
        signed_rank_test(["up", "down"])
