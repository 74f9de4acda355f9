"""Slopes over the latest years; another route: scipy's regression."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import linregress, t

from sosiaali_lib import messages, rates

YEARS = [2019, 2020, 2021, 2022, 2023]
VALUES = st.lists(st.floats(-100, 100).map(lambda x: round(x, 3)), min_size=5, max_size=5)


@given(VALUES, st.sampled_from([0.95, 0.998]))
def test_slopes_agree_with_a_plain_regression(values, confidence):
    assume(len(set(values)) > 1)
    found = rates.trend(values, YEARS, confidence=confidence).loc[0]
    line = linregress(YEARS, values)
    half = t.ppf((1 + confidence) / 2, 3) * line.stderr
    expected = [line.slope, line.slope - half, line.slope + half]
    assert found[["value", "lower", "upper"]].tolist() == pytest.approx(expected, abs=1e-6)
    assert found["method"] == "least squares"


def test_every_series_has_its_own_slope_whatever_the_order_of_rows():
    years = [2023, 2019, *YEARS, 2020, 2022, 2021]
    values = [14, 10, 5, 4, 3, 2, 1, 11, 13, 12]
    groups = ["205", "205", *["765"] * 5, "205", "205", "205"]
    found = rates.trend(values, years, groups)
    assert found.index.tolist() == ["205", "765"]
    assert found["value"].tolist() == pytest.approx([1, -1])


def test_only_the_latest_years_count():
    found = rates.trend([99, 1, 2, 3, 4, 5], [2018, *YEARS])
    assert found["value"][0] == pytest.approx(1)
    earlier = rates.trend([1, 2, 3, 4, 5, 99], [*YEARS, 2024], until=2023)
    assert earlier["value"][0] == pytest.approx(1)
    assert rates.trend([5, 7, 9], YEARS[2:], span=3)["value"][0] == pytest.approx(2)


def test_too_few_years_say_so():
    with messages.use("en"):
        found = rates.trend([1, 2, None, 4, 5, 1, 2], [*YEARS, 2022, 2023], [*"aaaaa", *"bb"])
        some = rates.trend([1, 2, None, 4, 5], YEARS, least=4)
    assert found["value"].isna().all()
    assert found["note"].tolist() == ["A trend needs a value in 5 of the latest 5 years."] * 2
    assert some["value"][0] == pytest.approx(1)
    assert some["note"][0] == ""


def test_an_old_series_has_no_trend_up_to_the_latest_year():
    found = rates.trend([1, 2, 3, 4, 5, 9], [*YEARS, 2024], [*"aaaaa", "b"])
    assert found["value"].isna().all()


def test_values_that_never_change_have_no_slope():
    found = rates.trend([4, 4, 4, 4, 4], YEARS)
    assert found.iloc[0, :3].tolist() == [0, 0, 0]


@given(VALUES, st.floats(-5, 5))
def test_a_slope_adds_up(values, slope):
    plain = rates.trend(values, YEARS).loc[0, ["value", "lower", "upper"]].to_numpy(float)
    steeper = rates.trend(np.array(values) + slope * np.arange(5), YEARS)
    assert steeper.loc[0, ["value", "lower", "upper"]].to_numpy(float) == pytest.approx(
        plain + slope, abs=1e-6
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: rates.trend([1, 2], [2020, 2020.5]),
            "`years` must be whole years; not so in row 1 (2020.5). Correct it.",
        ),
        (
            lambda: rates.trend([1, 2], [2020, 2020]),
            "A year stands twice in a series; give `groups`, or one value a year.",
        ),
        (
            lambda: rates.trend([1], [2020], span=2),
            "`span` is 2 and `least` None; expected a span of 3 years or more and `least` from 3 to the span.",
        ),
        (
            lambda: rates.trend([1], [2020], least=6),
            "`span` is 5 and `least` 6; expected a span of 3 years or more and `least` from 3 to the span.",
        ),
    ],
)
def test_what_has_no_trend_is_refused(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()
