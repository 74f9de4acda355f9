import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.change.cut_offs import Norm, cut_offs
from sosiaali_lib.change.reliable_change import NoSpreadError, reliable_change

# Jacobson & Truax (1991), J. Consult. Clin. Psychol. 59(1), 12-19, the worked example.
CLINICAL, FUNCTIONAL = Norm(40, 7.5), Norm(60, 7.5)


def test_the_worked_example_of_jacobson_and_truax():
    found = reliable_change([32.5], [47.5], 0.80, sd=7.5)
    assert (found.s_e, found.s_diff) == pytest.approx((3.354102, 4.743416), abs=5e-7)
    assert found.rc.tolist() == pytest.approx([3.162278], abs=5e-7)
    cuts = cut_offs(clinical=CLINICAL, functional=FUNCTIONAL)
    assert (cuts.a, cuts.b, cuts.c) == (55, 45, 50)
    recovered = [
        reliable_change([32.5], [47.5], 0.80, sd=7.5, cutoff=cut).recovered
        for cut in (cuts.a, cuts.b, cuts.c)
    ]
    assert recovered == [0, 1, 0]


# Start, end, and what becomes of it with sd 10, reliability 0.5 (s_diff = 10) and cut-off 50.
CASES = {
    "recovered": [(40, 60), (50, 70)],  # a score at the cut-off counts as ill
    "improved": [(20, 45), (30, 50), (55, 80)],  # the last was never ill
    "unchanged": [(49, 51), (40, 59.6), (50, 50), (60, 40.4)],
    "deteriorated": [(45, 20), (60, 40)],
}


def test_people_are_counted_as_recovered_improved_unchanged_or_deteriorated():
    before, after = zip(*(case for cases in CASES.values() for case in cases), strict=True)
    found = reliable_change(before, after, 0.5, sd=10, cutoff=50)
    assert found.s_diff == pytest.approx(10)
    assert found.table["Value"].to_dict() == {
        "People with both scores": 11,
        "On the ill side of the cut-off at the start": sum(score <= 50 for score in before),
        "Recovered": 2,
        "Improved, not recovered": 3,
        "Unchanged": 4,
        "Deteriorated": 2,
        "Standard error of measurement": pytest.approx(10 / math.sqrt(2)),
        "Standard error of a difference": pytest.approx(10),
    }
    assert (found.improved, found.unchanged, found.worse) == (5, 4, 2)
    assert "the cut-off 50; a score at the cut-off counts as ill." in found.method


def test_a_lower_score_can_be_the_better_one():
    before, after = zip(*(case for cases in CASES.values() for case in cases), strict=True)
    turned = ([100 - x for x in before], [100 - x for x in after])
    high = reliable_change(before, after, 0.5, sd=10, cutoff=50)
    low = reliable_change(*turned, 0.5, sd=10, cutoff=50, better="low")
    for name in ("improved", "unchanged", "worse", "recovered", "n_ill"):
        assert getattr(low, name) == getattr(high, name)
    assert low.rc.tolist() == [-rc for rc in high.rc]


def test_the_spread_is_that_of_the_start_scores_of_the_pairs():
    before = pd.Series([1.0, 2.0, 6.0, 50.0], list("abcd"))
    found = reliable_change(before, pd.Series([2, 5, 5], list("cba")), 0.9)
    assert found.sd == pytest.approx(np.std([1, 2, 6], ddof=1))
    assert found.rc.to_dict() == pytest.approx(
        {"a": 4 / found.s_diff, "b": 3 / found.s_diff, "c": -4 / found.s_diff}
    )
    assert "with reliability 0.9 and standard deviation 2.65; beyond ±1.96" in found.method


@given(
    st.lists(st.tuples(st.integers(0, 63), st.integers(0, 63)), min_size=1, max_size=20),
    st.floats(0.05, 0.95),
    st.one_of(st.none(), st.floats(0, 63)),
)
def test_everyone_has_exactly_one_outcome(scores, reliability, cutoff):
    before, after = zip(*scores, strict=True)
    found = reliable_change(before, after, reliability, sd=9.0, cutoff=cutoff)
    assert found.improved + found.unchanged + found.worse == found.n == len(scores)
    if cutoff is None:
        assert (found.recovered, found.n_ill) == (None, None)
    else:
        assert 0 <= found.recovered <= min(found.improved, found.n_ill)


def test_without_a_cut_off_the_table_says_reliable():
    found = reliable_change([10, 20, 30], [40, 20, 0], 0.8)
    assert found.table["Value"].iloc[:4].to_dict() == {
        "People with both scores": 3,
        "Reliably improved": 1,
        "No reliable change": 1,
        "Reliably worse": 1,
    }
    assert found.settings == {"reliability": 0.8, "sd": 10, "cutoff": None, "better": "high"}


def test_the_index_of_persons_does_not_show_in_the_representation():
    found = reliable_change(
        pd.Series([1, 5], ["person7", "b"]), pd.Series([2], ["person7"]), 0.8, sd=2
    )
    assert "person7" not in repr(found)
    assert "person7" not in found._repr_html_()


@pytest.mark.parametrize("before", [[3, 3, 3], [4], []])
def test_start_scores_without_spread_need_a_published_one(before):
    with pytest.raises(
        NoSpreadError, match=f"The start scores of the {len(before)} people"
    ) as error:
        reliable_change(before, before, 0.8)
    assert "Give `sd` from the source of the reliability." in str(error.value)
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
    assert reliable_change(before, before, 0.8, sd=2).unchanged == len(before)


@pytest.mark.parametrize("reliability", [0, 1, 1.2, -0.5, math.nan])
def test_reliability_must_lie_between_zero_and_one(reliability):
    with pytest.raises(ValueError, match=r"`reliability` is .*; expected above 0 and below 1"):
        reliable_change([1, 2], [2, 3], reliability)


def test_other_options_are_checked():
    with pytest.raises(ValueError, match="`better` is 'up'; expected 'high' or 'low'"):
        reliable_change([1, 2], [2, 3], 0.8, better="up")
    with pytest.raises(ValueError, match="`sd` is 0; expected a standard deviation above 0"):
        reliable_change([1, 2], [2, 3], 0.8, sd=0)


def test_inputs_are_not_changed():
    before, after = pd.Series([1.0, None, 3.0]), pd.Series([2, 2, 2])
    reliable_change(before, after, 0.8)
    assert before.isna().tolist() == [False, True, False]
    assert after.tolist() == [2, 2, 2]


@pytest.mark.parametrize("better", ["high", "low"])
def test_cut_off_c_is_as_many_deviations_from_either_mean(better):
    side = 1 if better == "high" else -1
    clinical, functional = Norm(50 - side * 15, 6), Norm(50 + side * 10, 11)
    cuts = cut_offs(clinical=clinical, functional=functional, better=better)
    assert abs(cuts.c - clinical.mean) / 6 == pytest.approx(abs(cuts.c - functional.mean) / 11)
    assert (cuts.a, cuts.b) == (clinical.mean + side * 12, functional.mean - side * 22)


def test_cut_offs_without_a_norm_are_missing():
    only_clinical, only_functional = cut_offs(clinical=CLINICAL), cut_offs(functional=FUNCTIONAL)
    assert (only_clinical.a, only_clinical.b, only_clinical.c) == (55, None, None)
    assert (only_functional.a, only_functional.b, only_functional.c) == (None, 45, None)
    assert only_clinical.table["Value"].isna().tolist() == [False, True, True]
    assert only_clinical.settings["clinical"] == CLINICAL
    assert "c is the one to use" in only_clinical.method


def test_norms_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="The clinical mean 40 is not on the ill side of the func"):
        cut_offs(clinical=CLINICAL, functional=FUNCTIONAL, better="low")
    with pytest.raises(ValueError, match="Neither `clinical` nor `functional` is given"):
        cut_offs()
    with pytest.raises(ValueError, match="Norm with mean 40 and standard deviation 0; expected"):
        Norm(40, 0)
