import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from sosiaali_lib.change import paired_change

# "Demo14", made up: fourteen pairs on a 1-5 scale.
BEFORE = pd.Series([1, 2, 2, 3, 2, 4, 3, 5, 2, 3, 1, 4, 3, 2], list("abcdefghijklmn"))
AFTER = pd.Series([2, 3, 2, 3, 4, 5, 3, 4, 3, 4, 1, 5, 5, 2], list("abcdefghijklmn"))


def test_the_interval_is_that_of_scipys_paired_t_test():
    change = paired_change(BEFORE, AFTER)
    expected = ttest_rel(AFTER, BEFORE).confidence_interval(0.95)
    assert change.mean_ci == pytest.approx((expected.low, expected.high))
    assert (change.n, change.mean_difference) == (14, pytest.approx(9 / 14))


def test_people_are_paired_by_identifier_and_drop_out_is_counted():
    change = paired_change(BEFORE, AFTER[["n", "a", "c"]])
    assert (change.n_before, change.n, change.dropped_out) == (14, 3, 11)
    assert change.mean_before == pytest.approx((1 + 2 + 2) / 3)
    assert change.median_difference == 0


def test_those_with_only_a_second_score_do_not_count():
    change = paired_change(pd.Series([1.0], ["a"]), pd.Series([2.0, 5.0], ["a", "z"]))
    assert (change.n, change.mean_difference, change.mean_ci) == (1, 1.0, None)


@given(st.permutations(list(BEFORE.index)))
def test_the_order_of_people_changes_nothing(order):
    assert paired_change(BEFORE[order], AFTER) == paired_change(BEFORE, AFTER)


def test_missing_scores_are_not_zero():
    holed = AFTER.astype(float).where(AFTER.index != "a", np.nan)
    assert paired_change(BEFORE, holed).n == 13


def test_inputs_are_not_changed():
    before, after = BEFORE.copy(), AFTER.copy()
    paired_change(before, after)
    pd.testing.assert_series_equal(before, BEFORE)
    pd.testing.assert_series_equal(after, AFTER)


def test_a_doubled_identifier_is_refused():
    doubled = pd.concat([BEFORE, BEFORE[["a"]]])
    with pytest.raises(ValueError, match="`before` has 1 identifiers more than once"):
        paired_change(doubled, AFTER)


def test_confidence_must_lie_between_zero_and_one():
    with pytest.raises(ValueError, match="`confidence` is 95; expected between 0 and 1"):
        paired_change(BEFORE, AFTER, confidence=95)
