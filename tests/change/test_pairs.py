import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.formatting import plain
from sosiaali_lib.pairs import even, numeric, pair, present


def test_people_are_found_by_identifier_in_any_order():
    before = pd.Series([3.0, np.nan, 1.0, 5.0], ["a", "b", "c", "d"])
    after = pd.Series([9.0, 4.0, 2.0, np.nan], ["e", "c", "a", "d"])
    both = pair(before, after)
    assert dict(zip(both.persons, both.changes, strict=True)) == {"a": -1.0, "c": 3.0}
    assert (both.left.tolist(), both.end_only) == ([5.0], 1)


def test_lists_are_paired_by_position():
    both = pair([1, None, 3], np.array([2.0, 5.0, np.nan]))
    assert (list(both.persons), both.changes.tolist()) == ([0], [1.0])
    assert (both.left.tolist(), both.end_only) == ([3.0], 1)


def test_identifiers_of_several_columns_and_of_mixed_kinds_pair():
    index = pd.MultiIndex.from_tuples([("092", 1), ("092", 2)])
    assert pair(pd.Series([1, 2], index), pd.Series([4, 3], index[::-1])).changes.tolist() == [2, 2]
    mixed = pair(pd.Series([1, 2], [1, "1"]), pd.Series([5], ["1"]))
    assert (mixed.changes.tolist(), mixed.left.tolist()) == ([3], [1])


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, pd.NA, 3], dtype="Int64"),
        pd.Series([1, None, 3.0], dtype=object),
        pd.Series(["1", pd.NA, "3"], dtype="string"),
        pd.Series([1, None, 3]).astype("category"),
        [1, None, 3],
        np.array([1, np.nan, 3], dtype=np.float32),
        pd.array([1, None, 3], dtype="Int64"),
    ],
)
def test_numbers_are_read_from_what_holds_them(column):
    assert present(column, "scores").tolist() == [1.0, 3.0]
    assert math.isnan(numeric(column, "scores")[1])


@pytest.mark.parametrize(
    "column",
    [
        ["1", "often", "3"],
        [1, math.inf, 3],
        pd.Series([1, "", 3]),
        pd.Series([1, pd.Timestamp("2026-01-01"), 3]),
    ],
)
def test_what_is_no_number_is_refused_by_its_row_and_not_by_its_text(column):
    message = "`before` has something other than a finite number in row 2 of 3. Turn labels"
    with pytest.raises(ValueError, match=message) as error:
        pair(column, [1, 2, 3] if isinstance(column, list) else pd.Series([1, 2, 3]))
    assert "often" not in str(error.value)


@pytest.mark.parametrize("given_scores", [{"a": 1}, "123", [[1], [2]], pd.DataFrame({"a": [1]}), 5])
def test_what_is_not_one_column_is_refused(given_scores):
    with pytest.raises(ValueError, match=r"`scores` is not one column of scores. Give a Series"):
        numeric(given_scores, "scores")


def test_a_doubled_identifier_is_refused_in_either_wave():
    once, twice = pd.Series([1, 2], list("ab")), pd.Series([1, 2, 3, 4], list("aabb"))
    with pytest.raises(ValueError, match="`before` has 2 repeated identifiers"):
        pair(twice, once)
    with pytest.raises(ValueError, match="`after` has 1 repeated identifier; keep"):
        pair(once, twice[:3])


def test_a_person_without_an_identifier_is_refused():
    nobody = pd.Series([1, 2], ["a", None])
    with pytest.raises(ValueError, match="`after` has scores without an identifier; give every"):
        pair(pd.Series([1], ["a"]), nobody)


def test_waves_that_do_not_fit_together_are_refused():
    with pytest.raises(
        ValueError, match=r"`before` has 2 scores and `after` has 3. Lists are paired"
    ):
        pair([1, 2], [1, 2, 3])
    with pytest.raises(
        ValueError, match="One of `before` and `after` is a Series and the other is"
    ):
        pair(pd.Series([1, 2]), [1, 2])


def test_inputs_are_not_changed():
    before, after = pd.Series([1, None, 3], dtype=object), np.array([1.0, np.nan, 2.0])
    pair(before, pd.Series(after))
    even(after[[0, 2]], 0.5)
    assert before.tolist() == [1, None, 3]
    assert np.array_equal(after, [1.0, np.nan, 2.0], equal_nan=True)


@given(
    st.lists(st.integers(-60, 60), min_size=1),
    st.sampled_from([1, 10, 100, 14, 3]),
    st.floats(0, 100),
)
def test_differences_of_decimals_tie_as_their_numerators_do(numerators, denominator, start):
    clean = even(np.array([(start + k / denominator) - start for k in numerators]))
    assert len(set(clean)) == len(set(numerators))
    assert ((clean == 0) == (np.array(numerators) == 0)).all()


def test_a_resolution_rounds_to_its_multiples():
    weights = np.array([80.2 - 80.7, 103.6 - 94.2, 0.04])
    assert even(weights, 0.1).tolist() == [-0.5, 9.4, 0.0]


def test_tiny_and_large_scores_stay_what_they_are():
    for scale in (1e-280, 1e-6, 1.0, 1e15):
        differences = np.array([0.25, -0.5, 2.0]) * scale
        assert even(differences) == pytest.approx(differences, rel=1e-9, abs=0)


@pytest.mark.parametrize("resolution", [0, -1, math.inf, math.nan])
def test_a_resolution_must_be_a_step(resolution):
    with pytest.raises(
        ValueError, match=r"`resolution` is .*; expected a step above 0, such as 0.1"
    ):
        even(np.array([1.0]), resolution)


def test_numbers_are_written_with_the_decimals_they_have():
    assert [plain(value) for value in (5, 0.5, 0.85, 0.1234)] == ["5", "0.5", "0.85", "0.123"]
