import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, rankdata

from sosiaali_lib.change.rank_biserial import rank_biserial

DEMO = [1, 1, 0, 0, 2, 1, 0, -1, 1, 1, 0, 1, 2, 0]


def test_demo14_agrees_with_r():
    effect = rank_biserial(DEMO)
    assert effect.value == pytest.approx(0.822222, abs=5e-7)
    assert effect.ci == pytest.approx((0.403941, 0.956146), abs=5e-7)


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=40), st.sampled_from([0.8, 0.95]))
def test_value_and_interval_follow_the_formula(differences, confidence):
    effect = rank_biserial(differences, confidence)
    used = [d for d in differences if d]
    if not used:
        assert (effect.n, effect.value, effect.ci) == (0, None, None)
        return
    ranks = rankdata([abs(d) for d in used])
    up = sum(rank for rank, d in zip(ranks, used, strict=True) if d > 0)
    down = sum(rank for rank, d in zip(ranks, used, strict=True) if d < 0)
    assert effect.value == pytest.approx((up - down) / (up + down))
    if up and down:
        # the standard deviation of R+ - R- without ties over the sum of all ranks
        m = len(used)
        error = math.sqrt(sum(i * i for i in range(1, m + 1))) / (m * (m + 1) / 2)
        z = norm.ppf((1 + confidence) / 2) * error
        low, high = (math.tanh(math.atanh(effect.value) + way * z) for way in (-1, 1))
        assert effect.ci == pytest.approx((low, high))


@pytest.mark.parametrize(("differences", "value"), [([1, 2, 0], 1), ([-3, -3], -1)])
def test_all_one_way_has_no_interval_and_says_why(differences, value):
    effect = rank_biserial(differences)
    assert (effect.value, effect.ci) == (value, None)
    assert effect.method.endswith(
        "All differences go one way, so its approximate interval would have no width and is not "
        "given."
    )


def test_without_differences_the_reason_is_given():
    assert rank_biserial([0, 0]).method == (
        "No difference is other than zero, so there is no rank-biserial correlation."
    )


def test_table_names_the_correlation():
    effect = rank_biserial(DEMO)
    row = effect.table.loc["Matched rank-biserial correlation"].tolist()
    assert row == [effect.value, *effect.ci]
    assert effect.settings == {"confidence": 0.95}
    assert "Its approximate 95% interval is normal on the scale of artanh r." in effect.method


def test_inputs_are_not_changed():
    changes = pd.Series([3.0, -1.0, None, 2.0])
    copy = changes.copy()
    rank_biserial(changes)
    pd.testing.assert_series_equal(changes, copy)


def test_confidence_must_lie_between_zero_and_one():
    with pytest.raises(ValueError, match="`confidence` is 95; expected between 0 and 1"):
        rank_biserial(DEMO, 95)
