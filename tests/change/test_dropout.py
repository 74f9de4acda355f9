import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.change.dropout import dropout
from sosiaali_lib.comparison import two_groups

answers = st.tuples(st.integers(1, 5), st.one_of(st.none(), st.integers(1, 5)))
waves = st.lists(answers, min_size=1, max_size=30)

# Made up: four stay (changes +2, +1, 0, -1), three leave from 2, 3 and 5.
BEFORE = pd.Series([2, 3, 4, 4, 2, 3, 5], list("abcdefg"))
AFTER = pd.Series([4, 4, 4, 3], list("abcd"))


def means(found):
    return {bound.assumption: bound.mean_change for bound in found.bounds}


def test_each_bound_is_the_mean_of_the_filled_in_changes():
    found = dropout(BEFORE, AFTER, range=(1, 6))
    assert (found.n_start, found.n_stayed, found.n_left, found.mean_change) == (7, 4, 3, 0.5)
    assert means(found) == pytest.approx(
        {
            "ennallaan": 2 / 7,
            "huonoin": (2 + (1 - 2) + (1 - 3) + (1 - 5)) / 7,
            "paras": (2 + (6 - 2) + (6 - 3) + (6 - 5)) / 7,
            "huonoin_havaittu": (2 + (2 - 2) + (2 - 3) + (2 - 5)) / 7,
            "paras_havaittu": (2 + (5 - 2) + (5 - 3) + (5 - 5)) / 7,
        }
    )


def test_the_lower_end_can_be_the_better_one():
    high, low = (dropout(BEFORE, AFTER, range=(1, 6), better=end) for end in ("high", "low"))
    assert means(low)["paras"] == means(high)["huonoin"]
    assert means(low)["huonoin_havaittu"] == means(high)["paras_havaittu"]


@given(waves, st.sampled_from(["high", "low"]))
def test_bounds_are_the_changes_of_a_filled_in_wave(people, better):
    before, after = zip(*people, strict=True)
    found = dropout(before, after, range=(0, 7), better=better)
    table = pd.DataFrame({"before": before, "after": pd.array(after, dtype="Float64")})
    for bound in found.bounds:
        filled = table["after"].fillna(table["before"] if bound.end is None else bound.end)
        assert bound.mean_change == pytest.approx(float((filled - table["before"]).mean()))
    if found.n_left:
        extremes = sorted((means(found)["huonoin"], means(found)["paras"]))
        assert all(extremes[0] <= bound.mean_change <= extremes[1] for bound in found.bounds)


def test_start_scores_of_both_groups_are_compared():
    found = dropout(BEFORE, AFTER)
    expected = two_groups([2, 3, 5], [2, 3, 4, 4])
    comparison = found.comparison
    assert (comparison.n, comparison.u, comparison.p_exact) == (
        (3, 4),
        expected.u,
        expected.p_exact,
    )
    assert comparison.cliffs_delta == expected.cliffs_delta
    assert comparison.names == ("the group that left", "the group that stayed")
    assert comparison.method in found.method


def test_without_a_range_the_possible_ends_are_left_out_and_the_reason_is_given():
    found = dropout(BEFORE, AFTER)
    assert list(means(found)) == ["ennallaan", "huonoin_havaittu", "paras_havaittu"]
    assert "The range of the score was not given, so there are no best and worst" in found.method


def test_when_nobody_left_there_is_nothing_to_bound():
    found = dropout(BEFORE[:4], AFTER, range=(1, 5))
    assert (found.bounds, found.comparison, found.n_left) == ((), None, 0)
    assert found.method == "Nobody left, so the change needs no bounds."


def test_when_everybody_left_the_bounds_remain():
    found = dropout([2, 4], [None, None], range=(1, 5))
    assert (found.mean_change, found.comparison) == (None, None)
    assert means(found)["ennallaan"] == 0
    assert (means(found)["huonoin"], means(found)["paras"]) == (-2, 2)


def test_nobody_at_all():
    found = dropout([], [], range=(1, 5))
    assert (found.n_start, found.mean_change, found.bounds) == (0, None, ())
    assert found.method == "Nobody has a score at the start."


def test_the_table_names_every_assumption():
    table = dropout(BEFORE, AFTER, range=(1, 6)).table["Value"]
    assert table.iloc[:5].to_dict() == {
        "People with a score at the start": 7,
        "Left before the end": 3,
        "Mean at the start, those who left": pytest.approx(10 / 3),
        "Mean at the start, those who stayed": 13 / 4,
        "Mean change, those who stayed": 0.5,
    }
    assert table.index[5:].tolist() == [
        "Drop-outs unchanged",
        "Drop-outs at worst possible score",
        "Drop-outs at best possible score",
        "Drop-outs at worst score seen",
        "Drop-outs at best score seen",
    ]


def test_the_picture_states_the_span():
    picture = dropout(BEFORE, AFTER, range=(1, 6)).draw()
    assert "</svg>" in picture.svg
    assert picture.alt == (
        "The mean change of the 4 who stayed is +0.50; over all 7 who started it lies between "
        "−0.71 and +1.43, depending on how those who left would have ended."
    )
    alone = dropout(BEFORE[:4], AFTER).draw()
    assert alone.alt == "The mean change of the 4 who stayed is +0.50; nobody left."


def test_inputs_are_not_changed():
    before, after = BEFORE.copy(), AFTER.copy()
    dropout(before, after, range=(1, 6))
    pd.testing.assert_series_equal(before, BEFORE)
    pd.testing.assert_series_equal(after, AFTER)


def test_scores_outside_the_range_are_refused():
    message = r"2 scores lie outside the range 3–5, the furthest at 1. Correct the scores or"
    with pytest.raises(ValueError, match=message):
        dropout([3, 2, 4], [4, 1, None], range=(3, 5))


def test_options_are_checked():
    with pytest.raises(
        ValueError, match=r"`range` is \(5, 1\); expected the lowest and the highest"
    ):
        dropout(BEFORE, AFTER, range=(5, 1))
    with pytest.raises(ValueError, match="`better` is 'none'; expected 'high' or 'low'"):
        dropout(BEFORE, AFTER, better="none")
    with pytest.raises(ValueError, match="`confidence` is 2; expected between 0 and 1"):
        dropout(BEFORE, AFTER, confidence=2)
    assert dropout(BEFORE, AFTER).settings == {"range": None, "better": "high", "confidence": 0.95}
