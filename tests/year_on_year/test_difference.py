"""The difference of two values with intervals, against published figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.survey.intervals import wilson_limits
from sosiaali_lib.year_on_year.difference import Interval, difference


def share(count, n):
    return Interval(count / n, *wilson_limits(count / n, n, 0.95))


@pytest.mark.parametrize(
    ("now", "then", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_of_two_shares_it_is_newcombes_method_ten(now, then, low, high):
    found = difference(share(*now), share(*then))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


numbers = st.floats(-1e6, 1e6)


@given(st.lists(numbers, min_size=3, max_size=3), st.lists(numbers, min_size=3, max_size=3))
def test_it_holds_the_difference_and_turns_round_with_its_parts(one, other):
    a, b = (Interval(middle, low, high) for low, middle, high in (sorted(one), sorted(other)))
    found, turned = difference(a, b), difference(b, a)
    assert found.low <= found.value == a.value - b.value <= found.high
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


@given(numbers, st.floats(0, 1e6))
def test_beside_a_number_that_is_known_it_is_as_wide_as_the_other(value, half):
    known = Interval(0.0, 0.0, 0.0)
    found = difference(Interval(value, value - half, value + half), known)
    assert (found.low, found.high) == pytest.approx((value - half, value + half))


def test_a_value_outside_its_interval_is_refused():
    with pytest.raises(ValueError, match=r"The value 3 lies outside its interval 1–2\."):
        Interval(3, 1, 2)
