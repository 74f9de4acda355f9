import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, ttest_rel

from sosiaali_lib import messages
from sosiaali_lib.change import paired_change
from sosiaali_lib.change.dropout import dropout
from sosiaali_lib.change.effect_size import paired_effect
from sosiaali_lib.change.hodges_lehmann import hodges_lehmann
from sosiaali_lib.change.minimal_change import change_shares
from sosiaali_lib.change.reliable_change import reliable_change
from sosiaali_lib.change.signed_rank import signed_rank_test
from sosiaali_lib.results import Result

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
    with pytest.raises(ValueError, match="`before` has 1 repeated identifier"):
        paired_change(doubled, AFTER)


def test_confidence_must_lie_between_zero_and_one():
    with pytest.raises(ValueError, match="`confidence` is 95; expected between 0 and 1"):
        paired_change(BEFORE, AFTER, confidence=95)


def test_demo14_has_every_number_of_r():
    # R 4.2.2 with exactRankTests 0.8-35 and effectsize 0.8.3; see the tests of each module
    change = paired_change(BEFORE, AFTER)
    assert (change.n_before, change.n_after, change.n, change.n_zero) == (14, 14, 14, 5)
    assert (change.w, change.p_exact) == (41, 0.03125)
    assert (change.hodges_lehmann, change.hl_ci) == (1.0, (0.0, 1.5))
    # ten of the 512 sign patterns of the ranks 1 to 9 have a sum of 5 or less
    assert change.hl_achieved == pytest.approx(1 - 2 * 10 / 512, abs=1e-12)
    assert change.rank_biserial == pytest.approx(0.822222, abs=5e-7)
    assert change.rank_biserial_ci == pytest.approx((0.403941, 0.956146), abs=5e-7)
    assert change.d_z_ci == pytest.approx((0.153459, 1.351450), abs=1e-6)
    sizes = (change.d_z, change.g_z, change.d_av, change.d_rm)
    assert sizes == pytest.approx((0.763581, 0.718517, 0.531253, 0.527405), abs=5e-7)


def test_lists_give_what_series_give():
    assert paired_change(BEFORE.tolist(), AFTER.to_numpy()) == paired_change(BEFORE, AFTER)


def test_with_pratt_zeros_are_ranked_and_kept_in_the_estimate():
    change = paired_change(BEFORE, AFTER, zeros="pratt")
    assert (change.p_exact, change.hodges_lehmann, change.hl_ci) == (0.03125, 0.5, (0, 1))
    assert "ranked and then left out of the sums (Pratt)" in change.method
    assert "zero differences were kept" in change.method


def test_the_parts_are_those_of_their_modules():
    after = AFTER.drop("c")
    change = paired_change(
        BEFORE, after, 0.9, 0.8, minimal_change=2, better="low", range=(1, 5), resolution=1
    )
    changes = (after - BEFORE).dropna()
    assert change.test == signed_rank_test(changes)
    assert change.location == hodges_lehmann(changes, 0.9)
    assert change.effect == paired_effect(BEFORE, after, 0.9)
    assert change.shares == change_shares(BEFORE, after, minimal_change=2, better="low")
    assert change.reliable_change == reliable_change(BEFORE, after, 0.8, better="low")
    assert change.dropout == dropout(BEFORE, after, range=(1, 5), better="low", confidence=0.9)
    assert change.dropped_out == change.dropout.n_left == 1


def test_a_score_at_the_end_alone_is_counted_and_said():
    change = paired_change(BEFORE[:5], AFTER[3:])
    assert (change.n, change.n_after, change.end_only, change.dropped_out) == (2, 11, 9, 3)
    assert "9 people with a later score and none at the start were left out." in change.method


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=40), st.sampled_from([0.8, 0.95]))
def test_the_interval_of_the_median_is_the_narrowest_of_its_kind_that_covers(changes, confidence):
    change = paired_change([0] * len(changes), changes, confidence)
    n, ordered = len(changes), sorted(changes)
    covering = [
        k for k in range(1, n // 2 + 1) if 1 - 2 * binom.cdf(k - 1, n, 0.5) >= confidence - 1e-12
    ]
    if covering:
        assert change.median_ci == (ordered[covering[-1] - 1], ordered[n - covering[-1]])
    else:
        assert change.median_ci is None
        assert "There are too few pairs for a" in change.method


def test_rounding_to_the_resolution_makes_ties_before_ranking():
    before = [80.0, 80.0, 80.0, 80.0, 80.0]
    after = [80.52, 79.48, 81.0, 80.04, 82.0]
    unrounded, change = (paired_change(before, after, resolution=r) for r in (None, 0.1))
    assert (unrounded.n_zero, change.n_zero) == (0, 1)
    assert change.w == 1.5 + 3 + 4  # 0.5 and -0.5 tie
    assert change.mean_difference == unrounded.mean_difference
    assert "Changes were rounded to steps of 0.1 before ranking and counting." in change.method


def test_the_last_digits_of_decimals_break_no_tie():
    change = paired_change([0.1, 0.2, 0.7, 0.3], [0.2, 0.3, 0.6, 0.3])
    assert change.w == 4  # three sizes of 0.1: ranks of 2
    assert change.n_zero == 1


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), max_size=12), st.randoms())
def test_the_order_of_people_moves_no_last_digit(scores, random):
    shuffled = random.sample(scores, len(scores))
    changes = [
        paired_change([first for first, _ in people], [second for _, second in people])
        for people in (scores, shuffled)
    ]
    assert changes[0] == changes[1]


def test_nobody_with_both_scores_gives_no_number_and_the_reason():
    change = paired_change(BEFORE[:3], AFTER[5:])
    assert math.isnan(change.mean_difference) and math.isnan(change.median_difference)
    assert (change.mean_ci, change.median_ci, change.hodges_lehmann) == (None, None, None)
    assert (change.p_exact, change.d_z, change.rank_biserial) == (None, None, None)
    assert change.shares.n == 0
    assert change.method.endswith("Nobody has both scores, so there is no change to give.")
    told = change.table["Value"].dropna()
    assert told.index.tolist() == [
        "People with a score at the start",
        "People with a score at the end",
        "People with both scores",
        "Of them without change",
        "Rank sum of the rises W",
    ]
    with pytest.raises(ValueError, match="Nobody has both scores, so there is no change to draw"):
        change.draw()


def test_no_change_at_all_has_no_p_and_says_why():
    change = paired_change([1, 2, 3], [1, 2, 3])
    assert (change.p_exact, change.n_zero, change.d_z) == (None, 3, None)
    assert "No difference is other than zero, so there is no signed-rank test." in change.method


def test_one_pair_says_what_it_cannot_give():
    change = paired_change([1], [3])
    assert (change.p_exact, change.hodges_lehmann, change.hl_ci) == (1, 2, None)
    assert "Two pairs at least are needed for an interval of the mean change." in change.method
    assert "No two-sided test of 1 non-zero difference can reach" in change.method


def test_reliable_change_needs_a_reliability_and_a_spread():
    assert paired_change(BEFORE, AFTER).reliable_change is None
    even = paired_change([2, 2, 2], [1, 2, 3], reliability=0.8)
    assert even.reliable_change is None
    assert "so reliable change cannot be judged from them." in even.method
    assert "Reliable change index" in paired_change(BEFORE, AFTER, reliability=0.8).method


def test_table_settings_and_html_say_all_of_it():
    change = paired_change(BEFORE, AFTER[:13])
    assert isinstance(change, Result)
    table = change.table
    assert table["Value"].iloc[:4].to_dict() == {
        "People with a score at the start": 14,
        "People with a score at the end": 13,
        "People with both scores": 13,
        "Of them without change": 4,
    }
    assert table.loc["Mean change"].tolist() == [change.mean_difference, *change.mean_ci]
    assert table.loc["d_z"].tolist() == [change.d_z, *change.d_z_ci]
    assert table.loc["p, exact", "Value"] == change.p_exact
    assert set(change.settings) == {
        "confidence", "reliability", "zeros", "resolution", "minimal_change", "better", "range",
    }  # fmt: skip
    assert "Hodges–Lehmann" in change._repr_html_()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_text_can_be_said_in_every_language(language):
    with messages.use(language):
        change = paired_change(BEFORE, AFTER[:12], reliability=0.8, range=(1, 5))
        texts = (change.method, change.dropout.method, change.shares.method, change.draw().alt)
    assert all("{" not in text for text in texts)


def test_the_picture_has_a_column_a_step_and_states_who_changed():
    picture = paired_change(BEFORE, AFTER).draw()
    assert "</svg>" in picture.svg
    assert picture.alt == (
        "Of the 14 people with both scores, the score rose for 8, fell for 1 and stayed the same "
        "for 5. The Hodges–Lehmann estimate of the change is +1.0 (interval 0.0–1.5)."
    )
    alone = paired_change([1], [3]).draw()
    assert alone.alt.endswith("The Hodges–Lehmann estimate of the change is +2.0.")


@pytest.mark.parametrize(
    ("changes", "resolution", "labels", "people"),
    [
        ([-1, 0, 2, 2], None, ["−1", "0", "+1", "+2"], [1, 1, 0, 2]),
        ([-0.5, 0.5], None, ["−0.5", "0.0", "+0.5"], [1, 0, 1]),
        ([2, 6], 2, ["+2", "+4", "+6"], [1, 0, 1]),
        ([0.37], None, ["0 to below +1"], [1]),
        (
            [0.3, 0.1, 29.99, -10.0],
            None,
            [f"{low} to below {high}" for low, high in [
                ("−10", "−5"), ("−5", "0"), ("0", "+5"), ("+5", "+10"), ("+10", "+15"),
                ("+15", "+20"), ("+20", "+25"), ("+25", "+30"),
            ]],
            [1, 0, 2, 0, 0, 0, 0, 1],
        ),
    ],
)  # fmt: skip
def test_columns_are_steps_or_round_spans(changes, resolution, labels, people):
    from sosiaali_lib.change.text import _columns

    assert _columns(np.array(changes, dtype=float), resolution) == (labels, people)


def test_the_numbers_of_the_heavy_part_are_computed_once():
    change = paired_change(BEFORE, AFTER)
    assert "test" not in vars(change)
    assert change.test is change.test


def test_identifiers_do_not_show_in_the_representation():
    change = paired_change(pd.Series([1, 2], ["person7", "b"]), pd.Series([2, 4], ["person7", "b"]))
    assert "person7" not in repr(change) + change._repr_html_()


def test_options_are_checked_at_once():
    for wrong, message in (
        ({"zeros": "keep"}, "`zeros` is 'keep'; expected 'drop' or 'pratt'"),
        ({"better": "none"}, "`better` is 'none'; expected 'high' or 'low'"),
        ({"reliability": 1}, "`reliability` is 1; expected above 0 and below 1"),
        ({"minimal_change": 0}, "`minimal_change` is 0; expected above 0"),
        ({"resolution": -0.1}, "`resolution` is -0.1; expected a step above 0"),
        ({"range": (1, 4)}, "4 scores lie outside the range 1–4, the furthest at 5"),
    ):
        with pytest.raises(ValueError, match=message):
            paired_change(BEFORE, AFTER, **wrong)


@pytest.mark.parametrize("step", [0, 1, 0.1])
def test_equal_changes_have_no_interval_of_the_mean(step):
    start = pd.Series([1.0, 2, 3, 4, 5])
    change = paired_change(start, start + step)
    assert change.mean_difference == pytest.approx(step)
    assert change.mean_ci is None
    with messages.use("en"):
        assert "All changed alike, so there is no interval" in change.method
