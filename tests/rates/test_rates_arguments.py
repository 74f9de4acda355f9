"""What the functions take: numbers, lists, arrays and Series that are put together by label."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib import messages, rates

EVENTS = pd.Series([5, 100, 12], index=["205", "765", "290"])
POPULATION = pd.Series([9000, 1000, 36_000, 5], index=["290", "205", "765", "578"])


def test_series_are_put_together_by_label():
    found = rates.rate(EVENTS, POPULATION)
    assert found.index.tolist() == ["205", "765", "290"]
    assert found["value"].tolist() == pytest.approx([5, 100 / 36, 12 / 9])


@pytest.mark.parametrize(
    "as_given",
    [
        list,
        tuple,
        np.array,
        pd.Series,
        lambda values: pd.Series(values, dtype="Int64"),
        lambda values: [str(value) for value in values],
    ],
)
def test_any_kind_of_numbers_gives_the_same(as_given):
    events, population = [5, 100, 12], [1000, 36_000, 9000]
    expected = rates.rate(np.array(events, float), np.array(population, float))
    pd.testing.assert_frame_equal(rates.rate(as_given(events), as_given(population)), expected)


def test_a_number_holds_for_all_rows():
    pd.testing.assert_frame_equal(rates.rate(EVENTS, 1000), rates.rate(EVENTS, [1000] * 3))
    assert rates.rate(5, 1000).shape == (1, 5)
    assert rates.rate([], []).shape == (0, 5)


def test_missing_is_told_in_every_way_and_never_zero():
    for missing in (None, np.nan, pd.NA):
        assert np.isnan(rates.rate([5, missing], [10, 10])["value"][1])
        assert np.isnan(rates.rate(5, missing)["value"][0])


def test_columns_follow_the_confidences():
    plain = ["value", "lower", "upper", "method", "note"]
    assert rates.rate(5, 10).columns.tolist() == plain
    assert rates.rate(5, 10, confidence=0.998).columns.tolist() == plain
    several = rates.rate(5, 10, confidence=[0.998, 0.95, 0.9])
    assert several.columns[1:9].tolist() == [
        "lower",
        "upper",
        "lower_90",
        "upper_90",
        "lower_95",
        "upper_95",
        "lower_99_8",
        "upper_99_8",
    ]
    pd.testing.assert_frame_equal(rates.rate(5, 10, confidence=95), rates.rate(5, 10))
    pd.testing.assert_frame_equal(several[plain], rates.rate(5, 10, confidence=0.9))
    alone = rates.rate(5, 10, confidence=[99.8])
    assert alone.columns.tolist() == [*plain[:3], "lower_99_8", "upper_99_8", *plain[3:]]
    pd.testing.assert_frame_equal(alone[plain], rates.rate(5, 10, confidence=99.8))


@pytest.mark.parametrize(
    "made",
    [
        rates.funnel_limits("rate", [1000, 3000], 20),
        rates.funnel_classes("rate", [10, 40], [1000, 3000]),
        rates.proportion([10, 40], [100, 300], (0.95, 0.998)),
        rates.shrink("rate", [10, 70, 2], [1000, 3000, 900], confidence=(0.95, 0.998)),
        rates.mean([1, 2, 4], confidence=(0.95, 0.998)),
        rates.trend([1, 2, 4, 5, 9], range(2015, 2020), confidence=(0.95, 0.998)),
        rates.standardised_rate([9, 8], [90, 80], [1, 2], confidence=(0.95, 0.998)),
        rates.standardised_ratio([9, 8], expected=[4, 9], confidence=(0.95, 0.998)),
    ],
)
def test_every_table_has_the_plain_columns_also_with_two_confidences(made):
    assert {"value", "lower", "upper", "method", "note"} <= set(made)
    assert made["lower"].notna().all()
    pd.testing.assert_series_equal(made["lower"], made["lower_95"], check_names=False)
    pd.testing.assert_series_equal(made["upper"], made["upper_95"], check_names=False)
    made.loc[0, "lower"] = -1.0
    assert made.loc[0, "lower_95"] != -1.0


def test_what_another_series_lacks_is_missing_and_stops_nobody():
    events = pd.Series([5, 3, 2], index=["205", "765", "muu"])
    with messages.use("en"):
        found = rates.rate(events, POPULATION)
        held = rates.classify(rates.rate(EVENTS, POPULATION), pd.Series({"205": 9.0, "765": 2.0}))
    assert found["value"].tolist()[:2] == pytest.approx([5, 3 / 36])
    assert found.loc["muu"].isna().tolist() == [True, True, True, False, False]
    assert found["note"].tolist() == ["", "", "The population is missing."]
    assert held["class"].tolist()[:2] == ["similar", "higher"]
    assert held.loc["290", "note"] == "The target is missing."


def test_of_nothing_there_is_nothing_to_tell():
    plain = ["value", "lower", "upper", "method", "note"]
    for nothing in ([], np.array([]), pd.Series([], dtype="float64")):
        for found in (
            rates.proportion(nothing, nothing),
            rates.rate(nothing, nothing),
            rates.count(nothing),
            rates.funnel_limits("rate", nothing, "mean", events=nothing, confidence=0.95),
            rates.standardised_rate(nothing, nothing, nothing, groups=[]),
            rates.standardised_ratio(nothing, expected=nothing),
            rates.mean(nothing, []),
            rates.trend(nothing, nothing, []),
            rates.shrink("rate", nothing, nothing)[plain],
        ):
            assert found.shape == (0, 5) and found.columns.tolist() == plain
    with messages.use("en"):
        # Without groups all rows are of one area, also when there is none.
        alone = [rates.mean([]), rates.standardised_rate([], [], []), rates.trend([], [])]
    assert [found["value"].isna().tolist() for found in alone] == [[True]] * 3
    assert [found["note"][0] for found in alone] == [
        "There are no values.",
        "Fewer than 10 events.",
        "A trend needs a value in 5 of the latest 5 years.",
    ]


@settings(max_examples=25)
@given(st.permutations(range(6)), st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_the_order_of_areas_changes_nothing(order, counts):
    events = pd.Series(counts, index=list("abcdef"))
    population = pd.Series([90, 400, 70, 1000, 65, 333], index=list("abcdef"))
    turned = events.iloc[order]
    for name, options in {
        "rate": {},
        "funnel_limits": {"kind": "rate", "target": "mean"},
        "shrink": {"kind": "rate"},
        "funnel_classes": {"kind": "rate"},
    }.items():
        given_as = "population" if name == "rate" else "denominators"
        function = getattr(rates, name)
        first = function(events=events, **{given_as: population}, **options)
        second = function(events=turned, **{given_as: population.loc[turned.index]}, **options)
        pd.testing.assert_frame_equal(second.loc[list("abcdef")], first)


def test_nothing_given_is_changed():
    events, population = EVENTS.copy(), POPULATION.copy()
    array = np.array([5.0, 100.0, 12.0])
    bands = pd.DataFrame({"0-4": [10, 2], "5-9": [7, 8]}, index=["205", "765"])
    people = 100 * bands
    before = [bands.copy(), people.copy()]
    estimates = rates.rate(array, 1000, confidence=(0.95, 0.998))
    kept = estimates.copy()
    limits = rates.funnel_limits("rate", [1000] * 3, 20)
    rates.rate(events, population)
    rates.proportion(array, array)
    rates.shrink("rate", events, population)
    rates.funnel_limits("rate", population, "mean", events=events)
    rates.classify(estimates, 5.0)
    rates.classify(array, limits)
    rates.standardised_rate(bands, people, {"0-4": 1, "5-9": 1})
    rates.trend(array, array)
    pd.testing.assert_series_equal(events, EVENTS)
    pd.testing.assert_series_equal(population, POPULATION)
    assert array.tolist() == [5.0, 100.0, 12.0]
    pd.testing.assert_frame_equal(estimates, kept)
    pd.testing.assert_frame_equal(limits, rates.funnel_limits("rate", [1000] * 3, 20))
    for left, right in zip([bands, people], before, strict=True):
        pd.testing.assert_frame_equal(left, right)


def test_what_is_given_back_is_new():
    events = np.array([5.0, 6.0])
    found = rates.count(events)
    found.loc[0, "value"] = 99.0
    assert events.tolist() == [5.0, 6.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: rates.rate([1, 2], [3, 4, 5]),
            "The arguments have different lengths: `events` 2, `population` 3; expected one value a row.",
        ),
        (
            lambda: rates.rate(EVENTS, [3, 4]),
            "`population` has 2 values for 3 rows; expected one value a row.",
        ),
        (
            lambda: rates.rate(EVENTS, pd.Series([5, 6, 7])),
            "The labels of `population` are not those of the other arguments. Give Series with the same "
            "labels, each once, or arrays (`.to_numpy()`) in the same order.",
        ),
        (
            lambda: rates.rate(["many"], 5),
            "`events` holds something that is no number: Unable to parse string 'many' at position 0.",
        ),
        (
            lambda: rates.rate([np.inf], 5),
            "`events` holds an infinite value; expected numbers or missing values.",
        ),
        (
            lambda: rates.rate([[1, 2]], [[3, 4]]),
            "`events` has 2 dimensions; expected one value a row.",
        ),
        (
            lambda: rates.rate(1, 5, confidence=[]),
            "`confidence` is empty; expected a coverage such as 0.95.",
        ),
        (
            lambda: rates.rate(1, 5, confidence="0.95"),
            "`confidence` is '0.95'; expected 0.90 or more, below 1.",
        ),
        (
            lambda: rates.rate(1, 5, confidence=[0.95, 0.5]),
            "`confidence` is 0.5; expected 0.90 or more, below 1.",
        ),
        (
            lambda: rates.mean([1, 2], ["a"]),
            "`groups` has 1 values for 2 rows; expected one value a row.",
        ),
        (
            lambda: rates.mean([1, 2], ["a", None]),
            "`groups` is empty in row 1; expected one for each row.",
        ),
        (
            lambda: rates.rate(pd.Series(range(-12, 0)), 5),
            "`events` must be 0 or more; not so in row 0 (-12), 1 (-11), 2 (-10), 3 (-9), 4 (-8), 5 (-7), "
            "6 (-6), 7 (-5), 8 (-4), 9 (-3) and 2 more. Correct it.",
        ),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()
