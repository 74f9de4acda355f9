import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.change.minimal_change import change_shares

scores = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1)


def test_a_change_as_large_as_the_minimal_change_counts():
    shares = change_shares([10, 10, 10, 10, 10], [15, 14, 10, 6, 5], minimal_change=5)
    assert (shares.improved, shares.unchanged, shares.worse) == (1, 3, 1)
    assert (shares.share_improved, shares.share_unchanged, shares.share_worse) == (0.2, 0.6, 0.2)


def test_decimals_reach_the_minimal_change_in_both_directions():
    # 0.3 - 0.2 is less than 0.1 in binary fractions, 3.3 - 3.0 less than 0.3
    up = change_shares([0.2, 3.0], [0.3, 3.3], minimal_change=0.1)
    down = change_shares([0.3, 3.3], [0.2, 3.0], minimal_change=0.1)
    assert (up.improved, down.worse) == (2, 2)
    assert change_shares([3.0], [3.3], minimal_change=0.3).improved == 1


def test_without_a_minimal_change_every_change_counts():
    shares = change_shares([1.0, 2.0, 3.0], [1.01, 2.0, 1.0])
    assert (shares.improved, shares.unchanged, shares.worse) == (1, 1, 1)
    assert "Every change counts, however small." in shares.method
    rounded = change_shares([1.0, 2.0, 3.0], [1.01, 2.0, 1.0], resolution=0.1)
    assert rounded.improved == 0


@given(scores, st.sampled_from([None, 1, 2, 2.5]))
def test_the_better_end_turns_the_sides(pairs, minimal_change):
    before, after = zip(*pairs, strict=True)
    high = change_shares(before, after, minimal_change=minimal_change)
    low = change_shares(before, after, minimal_change=minimal_change, better="low")
    assert (high.improved, high.unchanged, high.worse) == (low.worse, low.unchanged, low.improved)
    assert high.n == len(pairs)


def test_table_and_method_name_the_rule():
    shares = change_shares([5, 5, 5, 5], [1, 5, 5, 9], minimal_change=2.5, better="low")
    assert shares.table.to_dict("list") == {"People": [1, 2, 1], "Share": [0.25, 0.5, 0.25]}
    assert shares.table.index.tolist() == ["Improved", "Unchanged", "Worse"]
    assert shares.method == (
        "A fall of the score is an improvement. A change of 2.5 or more counts; smaller ones are "
        "unchanged."
    )
    assert shares.settings == {"minimal_change": 2.5, "better": "low"}


def test_nobody_has_no_shares():
    shares = change_shares([1, None], [None, 2])
    assert (shares.n, shares.share_improved) == (0, None)
    assert shares.table["Share"].isna().all()


def test_inputs_are_not_changed():
    before, after = pd.Series([1.0, None]), pd.Series([2.0, 3.0])
    change_shares(before, after, minimal_change=1)
    assert (before.dropna().tolist(), after.tolist()) == ([1.0], [2.0, 3.0])


@pytest.mark.parametrize("minimal_change", [0, -1, float("nan")])
def test_a_minimal_change_must_be_above_zero(minimal_change):
    with pytest.raises(
        ValueError, match=r"`minimal_change` is .*; expected above 0 in the units of"
    ):
        change_shares([1], [2], minimal_change=minimal_change)


def test_the_better_end_must_be_known():
    with pytest.raises(ValueError, match="`better` is 'none'; expected 'high' or 'low'"):
        change_shares([1], [2], better="none")
