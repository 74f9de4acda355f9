"""Proportions, rates, counts and means; known answers: see published_rates."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_rates import BOTH, LIMITS, MEAN, MEAN_VALUES, PROPORTIONS, RATES, columns, rows
from scipy.stats import poisson
from statsmodels.stats.proportion import proportion_confint

from sosiaali_lib import messages, rates

COUNTS = st.integers(0, 5000)
CONFIDENCES = st.floats(0.9, 0.999)


def limits(found):
    return found[["value", *LIMITS]].to_numpy()


def test_proportions_agree_with_pheindicatormethods():
    successes, n, *answers = columns(PROPORTIONS)
    found = rates.proportion(successes, n, BOTH)
    assert limits(found) == pytest.approx(np.transpose(answers), rel=1e-12)
    assert set(found["method"]) == {"wilson"}
    percent = rates.proportion(successes, n, BOTH, per=100)
    assert limits(percent) == pytest.approx(100 * limits(found))


@given(st.integers(0, 400), st.integers(1, 400), CONFIDENCES)
def test_proportions_agree_with_statsmodels(successes, more, confidence):
    n = successes + more
    found = rates.proportion(successes, n, confidence).loc[0]
    expected = proportion_confint(successes, n, 1 - confidence, method="wilson")
    assert (found["lower"], found["upper"]) == pytest.approx(expected, abs=1e-12)


def test_rates_agree_with_pheindicatormethods():
    events, population, *answers = columns(RATES)
    found = rates.rate(events, population, 100_000, BOTH)
    assert limits(found) == pytest.approx(np.transpose(answers), rel=1e-12)
    assert found["method"].tolist() == ["exact", "exact", "byar", "byar", "byar"]


@pytest.mark.parametrize(
    ("count", "confidence", "low", "high", "method"),
    [
        (0, 0.95, 0, 3.6888794541, "exact"),
        (9, 0.95, 4.1153730974, 17.0848034514, "exact"),
        (10, 0.95, 4.7874499140, 18.3914586058, "byar"),
        (65, 0.998, 42.8802614715, 94.0002908443, "byar"),
    ],
)
def test_count_limits_agree_with_pheindicatormethods(count, confidence, low, high, method):
    found = rates.count_limits(count, confidence)
    assert found[:2] == pytest.approx((low, high), rel=1e-9)
    assert found[2] == method
    assert rates.count([count], confidence).iloc[0, 1:4].tolist() == list(found)


@given(COUNTS, CONFIDENCES)
def test_exact_limits_leave_half_the_doubt_on_each_side(count, confidence):
    found = rates.count(count, confidence, method="exact").loc[0]
    doubt = (1 - confidence) / 2
    assert poisson.cdf(count, found["upper"]) == pytest.approx(doubt)
    assert poisson.sf(count - 1, found["lower"]) == pytest.approx(doubt if count else 1.0)


def test_byars_lower_limit_is_missing_where_it_falls_below_zero():
    # PHEindicatormethods 2.1.0: 1 event at 99.8 %; at 95 % both limits.
    found = rates.count([1, 1], BOTH, method="byar").loc[0]
    assert found[["lower_95", "upper_95", "upper_99_8"]].tolist() == pytest.approx(
        [0.01307213290150435, 5.5637555824752605, 9.362180217908362]
    )
    assert np.isnan(found["lower_99_8"])


def test_means_agree_with_pheindicatormethods():
    # Values with the sum and the standard deviation of Area1, which alone count.
    value = rows(MEAN)[0][0]
    spread = 20.97557525770931 * np.sqrt((MEAN_VALUES - 1) / 2)
    values = [value - spread, value + spread, *[value] * (MEAN_VALUES - 2)]
    found = rates.mean([*values, 3.0, np.nan], ["a"] * MEAN_VALUES + ["b", "c"], BOTH)
    assert limits(found.loc[["a"]]) == pytest.approx(np.array(rows(MEAN)), rel=1e-12)
    assert found.index.tolist() == ["a", "b", "c"]
    assert found.loc["b", ["value", "method"]].tolist() == [3.0, "student"]
    assert np.isnan(found.loc["b", "lower_95"])
    with messages.use("en"):
        notes = rates.mean([3.0, None], ["b", "c"])["note"]
    assert notes.tolist() == ["One value has no interval.", "There are no values."]


@given(COUNTS, st.integers(1, 1_000_000), CONFIDENCES)
def test_an_interval_holds_its_value_and_widens_with_confidence(count, size, confidence):
    both = [confidence, (1 + confidence) / 2]
    for found in (
        rates.rate(count, size, confidence=both),
        rates.proportion(min(count, size), size, both),
    ):
        narrow, wide = found.iloc[0, 1:3], found.iloc[0, 3:5]
        value = found.loc[0, "value"]
        assert 0 <= wide.iloc[0] <= narrow.iloc[0] <= value <= narrow.iloc[1] <= wide.iloc[1]


@given(COUNTS, st.integers(1, 100_000), st.sampled_from([1, 100, 100_000]))
def test_rates_scale_with_what_they_are_per(count, population, per):
    one, many = (rates.rate(count, population, by).iloc[0, :3] for by in (1, per))
    assert many.to_numpy(float) == pytest.approx(per * one.to_numpy(float))


@given(COUNTS, st.integers(1, 1_000_000))
def test_one_event_a_person_changes_nothing(count, population):
    plain = rates.rate(count, population)
    ones = rates.rate(count, population, sum_of_squares=count)
    assert ones.iloc[0, :3].tolist() == pytest.approx(plain.iloc[0, :3].tolist())
    assert ones.loc[0, "method"] == plain.loc[0, "method"] + ", clustered"


def test_several_events_a_person_widen_the_interval():
    # 100 persons once and 20 three times: variance 280 for 160 events.
    independent = rates.rate(160, 10_000).iloc[0, :3].tolist()
    clustered = rates.rate(160, 10_000, sum_of_squares=100 + 20 * 9)
    assert independent == pytest.approx([16.0, 13.6167, 18.6803], abs=5e-5)
    assert clustered.iloc[0, :3].tolist() == pytest.approx([16.0, 12.8472, 19.5457], abs=5e-5)
    contacts = pd.DataFrame({"kunta": ["205"] * 120, "kertaa": [1] * 100 + [3] * 20})
    persons = pd.crosstab(contacts["kunta"], contacts["kertaa"])
    pd.testing.assert_frame_equal(
        rates.rate(160, 10_000, persons=persons), clustered.set_axis(pd.RangeIndex(1))
    )


def test_persons_are_joined_by_area():
    persons = pd.DataFrame({"f1": [4, 2], "f2": [0, 3]}, index=["765", "205"])
    events = pd.Series([8, 4, 0], index=["205", "765", "290"])
    found = rates.rate(events, 1000, persons=persons)
    expected = rates.rate(events, 1000, sum_of_squares=[2 + 3 * 4, 4, 0])
    pd.testing.assert_frame_equal(found, expected)
    assert persons.index.tolist() == ["765", "205"]


def test_one_person_with_all_events_leaves_the_lower_limit_at_zero():
    assert rates.rate(3, 1000, sum_of_squares=9)["lower"].tolist() == [0]
    found = rates.standardised_rate([10, 0], [10, 1000], [1, 1], sum_of_squares=[100, 0])
    assert found["lower"].tolist() == [0]


def test_unknown_repeats_leave_no_interval():
    with messages.use("en"):
        found = rates.rate([20, None], 1000, independent=False)
    assert found["value"][0] == 20
    assert found[["lower", "upper"]].isna().all(axis=None)
    assert found["method"].tolist() == ["unlinked", ""]
    assert found["note"].tolist() == [
        "No interval: a person may have been counted several times, and it is not known how often.",
        "The number of events is missing.",
    ]
    told = rates.rate(20, 1000, sum_of_squares=40, independent=False)
    pd.testing.assert_frame_equal(told, rates.rate(20, 1000, sum_of_squares=40))


def test_what_is_missing_says_why():
    with messages.use("en"):
        found = rates.rate([None, 3, 3, 3], [100, None, 0, 100])
        shares = rates.proportion([None, 3, 0, 3], [100, None, 0, 100])
    assert found["note"].tolist() == [
        "The number of events is missing.",
        "The population is missing.",
        "The population is zero.",
        "",
    ]
    assert shares["note"].tolist() == [
        "The number of cases with the property is missing.",
        "The number of all cases is missing.",
        "The number of all cases is zero.",
        "",
    ]
    for table in (found, shares):
        assert table.iloc[:3, :3].isna().all(axis=None)
        assert table["method"].tolist()[:3] == ["", "", ""]
        assert table.iloc[3, :3].notna().all()


def test_a_census_has_no_interval_and_says_why():
    with messages.use("en"):
        found = rates.rate([5, 5], [100, None], census=True)
        share = rates.proportion(5, 100, census=True)
    assert found["value"].tolist()[0] == 50
    assert found[["lower", "upper"]].isna().all(axis=None)
    assert found["method"].tolist() == ["census", ""]
    assert found["note"].tolist() == [
        "No interval: everyone was counted, nobody sampled.",
        "The population is missing.",
    ]
    assert share.loc[0, ["method", "note"]].tolist() == ["census", found["note"].iloc[0]]


def test_the_population_behind_a_rate_comes_back():
    # PHEindicatormethods 2.1.0, calculate_funnel_points: 414 events, rate 184 per 100,000, three years.
    found = rates.implied_population([414, 0, 5], [184, 0, None], 100_000, population=[1, 700, 800])
    assert found.tolist() == [3 * 75_000, 700, 800]
    assert rates.implied_population([0], [0]).isna().all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rates.count_limits(-1), "`count` is -1; expected 0 or more events."),
        (
            lambda: rates.count_limits(1, 0.5),
            "`confidence` is 0.5; expected 0.90 or more, below 1.",
        ),
        (
            lambda: rates.count(1, method="wald"),
            "`method` is 'wald'; expected one of switch, exact, byar.",
        ),
        (
            lambda: rates.rate([1, -2], 5),
            "`events` must be 0 or more; not so in row 1 (-2). Correct it.",
        ),
        (
            lambda: rates.rate(1, pd.Series([-5], ["205"])),
            "`population` must be 0 or more; not so in row '205' (-5). Correct it.",
        ),
        (
            lambda: rates.proportion(6, 5),
            "`successes` must be no more than `n`; not so in row 0 (6). Correct it.",
        ),
        (lambda: rates.rate(1, 5, per=0), "`per` is 0; expected a number above 0, such as 1000."),
        (
            lambda: rates.rate(5, 9, sum_of_squares=4),
            "`sum_of_squares` must be no less than `events`, as a person with f events adds f squared; "
            "not so in row 0 (4). Correct it.",
        ),
        (
            lambda: rates.rate([5], 9, sum_of_squares=[None]),
            "`sum_of_squares` must be known where the events are; not so in row 0 (nan). Correct it.",
        ),
        (
            lambda: rates.rate(5, 9, sum_of_squares=5, persons=pd.DataFrame({1: [5]})),
            "Give `sum_of_squares` or `persons`, not both.",
        ),
        (
            lambda: rates.rate(6, 9, persons=pd.DataFrame({1: [3], 2: [1]})),
            "`events` must be the events that `persons` add up to; not so in row 0 (6). Correct it.",
        ),
        (
            lambda: rates.rate(6, 9, persons=pd.DataFrame({"some": [3]})),
            "Column 'some' of `persons` names no number of events; expected 1, 2, 3 and so on, as "
            "`pandas.crosstab(area, events)` gives them.",
        ),
        (
            lambda: rates.rate([6, 2], 9, persons=pd.DataFrame({1: [6]})),
            "`persons` has 1 rows for 2 rows of events.",
        ),
        (
            lambda: rates.implied_population([3], [0]),
            "`values` must be above 0 where there are events; not so in row 0 (0). Correct it.",
        ),
    ],
)
def test_impossible_numbers_are_refused(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()
