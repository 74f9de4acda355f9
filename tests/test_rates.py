"""Expected values: test data of the R package PHEindicatormethods 2.1.0 (tables S5-S11, S17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.rates import count_limits, rate


@pytest.mark.parametrize(
    ("count", "confidence", "low", "high", "method"),
    [
        (0, 0.95, 0, 3.6888794541, "exact"),
        (1, 0.95, 0.0253178080, 5.5716433909, "exact"),
        (5, 0.95, 1.6234863901, 11.6683320793, "exact"),
        (9, 0.95, 4.1153730974, 17.0848034514, "exact"),
        (10, 0.95, 4.7874499140, 18.3914586058, "byar"),
        (65, 0.95, 50.1631877105, 82.8491385459, "byar"),
        (65, 0.998, 42.8802614715, 94.0002908443, "byar"),
    ],
)
def test_count_limits_agree_with_pheindicatormethods(count, confidence, low, high, method):
    found = count_limits(count, confidence)
    assert found[:2] == pytest.approx((low, high), rel=1e-9)
    assert found[2] == method


def test_a_rate_may_count_more_events_than_people():
    found = rate(250, 220, multiplier=100_000)
    assert (found.value, found.low, found.high) == pytest.approx(
        (113636.363636, 99984.947385, 128631.144875), rel=1e-9
    )


def test_clustered_events_widen_the_interval():
    independent = rate(160, 10_000)
    clustered = rate(160, 10_000, sum_of_squares=100 * 1 + 20 * 3**2)
    assert (independent.value, independent.low, independent.high) == pytest.approx(
        (16.0, 13.6167, 18.6803), abs=5e-5
    )
    assert (clustered.low, clustered.high) == pytest.approx((12.8472, 19.5457), abs=5e-5)
    assert clustered.method == "byar, clustered"


@given(st.integers(0, 5000), st.integers(1, 1_000_000))
def test_clusters_of_one_change_nothing_and_limits_enclose_the_value(count, population):
    plain = rate(count, population)
    ones = rate(count, population, sum_of_squares=count)
    assert (ones.low, ones.high) == pytest.approx((plain.low, plain.high))
    assert 0 <= plain.low <= plain.value <= plain.high


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rate(1, 0), "`population` is 0; expected more than 0 inhabitants"),
        (lambda: count_limits(-1), "`count` is -1; expected 0 or more events"),
        (lambda: count_limits(1, 0.5), "`confidence` is 0.5; expected 0.90 or more, below 1"),
        (lambda: rate(5, 10, sum_of_squares=4), "`sum_of_squares` is 4, less than `count`"),
    ],
)
def test_impossible_numbers_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
