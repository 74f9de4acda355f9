import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wilcoxon

from sosiaali_lib.change.hodges_lehmann import hodges_lehmann, walsh_averages

DEMO = [1, 1, 0, 0, 2, 1, 0, -1, 1, 1, 0, 1, 2, 0]
DARWIN = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
# Weight changes (lb) of the 17 with family therapy, rounded to 0.1: Hand et al. (1994), A Handbook
# of Small Data Sets, set 285; data set anorexia of the R package MASS 7.3-58.2.
FAMILY_THERAPY = [
    11.4, 11.0, 5.5, 9.4, 13.6, -2.9, -0.1, 7.4, 21.5, -5.3, -3.8, 13.4, 13.1, 9.0, 3.9, 5.7, 10.7,
]  # fmt: skip

differences = st.lists(st.integers(-40, 40), min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("zeros", "value", "ci"), [("drop", 1.0, (0, 1.5)), ("keep", 0.5, (0, 1.0))]
)
def test_demo14_agrees_with_r(zeros, value, ci):
    shift = hodges_lehmann(DEMO, zeros=zeros)
    assert (shift.value, shift.ci) == (value, ci)
    assert f"zero differences were {'left out' if zeros == 'drop' else 'kept'}" in shift.method


def test_darwins_maize_agrees_with_r():
    shift = hodges_lehmann(DARWIN)
    assert (shift.value, shift.ci) == (25, (4.0, 41.5))
    assert shift.achieved == pytest.approx(0.952087, abs=5e-7)


def test_family_therapy_agrees_with_r():
    shift = hodges_lehmann(FAMILY_THERAPY)
    assert (shift.value, *shift.ci) == pytest.approx((7.65, 3.45, 11.20))


@given(differences)
def test_the_estimate_is_the_median_of_all_walsh_averages(given_differences):
    shift = hodges_lehmann(given_differences, zeros="keep")
    averages = [
        (a + b) / 2 for place, a in enumerate(given_differences) for b in given_differences[place:]
    ]
    assert shift.value == np.median(averages)
    assert walsh_averages(given_differences).tolist() == sorted(averages)
    assert set(shift.ci) <= set(averages)
    assert shift.ci[0] <= shift.value <= shift.ci[1]


@given(differences, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_the_interval_holds_the_shifts_that_the_exact_test_bears(given_differences, confidence):
    # small random additions break every tie of the differences and of their averages
    additions = np.random.default_rng(4).uniform(0, 0.2, len(given_differences))
    untied = np.array(given_differences) + additions
    shift = hodges_lehmann(untied, confidence)
    low, high = shift.ci
    step = 1e-9

    def p(at):
        return wilcoxon(untied - at, method="exact").pvalue

    assert min(p(low + step), p(high - step)) >= 1 - confidence - 1e-12
    assert p(low - step) == pytest.approx(1 - shift.achieved)
    assert p(high + step) == pytest.approx(1 - shift.achieved)
    if shift.achieved < confidence:
        assert (low, high) == (untied.min(), untied.max())


@given(differences, st.integers(-20, 20))
def test_a_shift_of_all_differences_shifts_the_estimate_and_its_limits(given_differences, by):
    shift = hodges_lehmann(given_differences, zeros="keep")
    moved = hodges_lehmann([d + by for d in given_differences], zeros="keep")
    assert (moved.value, *moved.ci) == (shift.value + by, shift.ci[0] + by, shift.ci[1] + by)


@given(differences)
def test_turning_all_signs_turns_the_interval(given_differences):
    shift = hodges_lehmann(given_differences, zeros="keep")
    turned = hodges_lehmann([-d for d in given_differences], zeros="keep")
    assert (turned.value, *turned.ci) == (-shift.value, -shift.ci[1], -shift.ci[0])


def test_two_thousand_decimals_as_all_two_million_averages_give_them():
    changes = np.random.default_rng(8).normal(0.3, 1, 2000).round(2)
    shift = hodges_lehmann(changes, zeros="keep")
    averages = walsh_averages(changes)
    assert shift.value == pytest.approx(np.median(averages), abs=1e-12)
    assert all(np.abs(averages - limit).min() < 1e-12 for limit in shift.ci)
    assert shift.achieved == pytest.approx(0.95, abs=1e-4)


def test_above_two_thousand_the_normal_approximation_gives_the_limits():
    changes = np.random.default_rng(8).normal(0.3, 1, 2100)
    shift = hodges_lehmann(changes)
    averages = walsh_averages(changes)
    n = len(changes)
    place = n * (n + 1) / 4 - 1.959964 * (n * (n + 1) * (2 * n + 1) / 24) ** 0.5
    assert shift.ci[0] == pytest.approx(averages[round(place) - 1], abs=1e-12)
    assert shift.achieved == pytest.approx(0.95, abs=1e-4)
    assert "inverts the normal approximation of the test" in shift.method


def test_few_differences_show_the_widest_interval_and_what_it_reaches():
    shift = hodges_lehmann([1, 2, 4, 7, 9])
    assert (shift.ci, shift.achieved) == ((1, 9), 1 - 2 * 2**-5)
    assert (
        "So few differences give no 95% interval: the widest one is shown, and it reaches 93.8%."
        in shift.method
    )


def test_a_confidence_that_is_met_exactly_counts_as_met():
    # P(W <= 1) = 2/32 is exactly half of 1 - 0.875
    shift = hodges_lehmann([1, 2, 4, 7, 9], confidence=0.875)
    assert (shift.ci, shift.achieved) == ((1, 9), 0.9375)


def test_one_difference_has_a_value_and_no_interval():
    shift = hodges_lehmann([3, 0])
    assert (shift.n, shift.value, shift.ci, shift.achieved) == (1, 3, None, None)
    assert shift.method.endswith("One difference gives no interval.")


def test_no_difference_gives_nothing_and_says_so():
    shift = hodges_lehmann([0, None])
    assert (shift.n, shift.value, shift.ci) == (0, None, None)
    assert shift.method == "There is no difference to estimate from."
    assert shift.table["Value"].isna().tolist() == [False, True, True]


def test_equal_differences_give_an_interval_of_one_point():
    assert hodges_lehmann([2.5] * 8).ci == (2.5, 2.5)


def test_table_and_settings():
    shift = hodges_lehmann(DARWIN)
    row = shift.table.loc["Hodges–Lehmann estimate"]
    assert row.tolist() == [25, 4, 41.5]
    assert shift.settings == {"confidence": 0.95, "zeros": "drop"}


def test_inputs_are_not_changed():
    changes = pd.Series([3.0, -1.0, None, 2.0])
    copy = changes.copy()
    hodges_lehmann(changes)
    walsh_averages(changes)
    pd.testing.assert_series_equal(changes, copy)


def test_unknown_options_are_refused():
    with pytest.raises(ValueError, match="`zeros` is 'pratt'; expected 'drop' or 'keep'"):
        hodges_lehmann(DEMO, zeros="pratt")
    with pytest.raises(ValueError, match="`confidence` is 1; expected between 0 and 1"):
        hodges_lehmann(DEMO, 1)
