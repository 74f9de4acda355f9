"""Known answers: R package survey 4.1-1, and enumeration of the hypergeometric distribution."""

from fractions import Fraction
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from sosiaali_lib import survey

STAFF = ["kyllä"] * 11 + ["ei"] * 5  # 16 of 29 workers answered


def test_logit_interval_agrees_with_r():
    found = survey.proportion(["Yes"] * 124 + ["No"] * 76, 6194, yes="Yes")
    assert (found.value, found.interval) == (pytest.approx(0.62), "logit")
    assert found.ci == pytest.approx((0.551379, 0.684138), abs=5e-7)


def test_small_staff_gets_numbers_of_people():
    found = survey.proportion(STAFF, 29, yes="kyllä")
    assert found.count_ci == (15, 24)
    assert found.ci == pytest.approx((15 / 29, 24 / 29))
    assert found.interval == "exact"
    assert "15 to 24 of the 29 people in the population would say yes" in found.method
    assert found.table.loc["People in the population"].tolist()[-2:] == [15, 24]


def test_wilson_interval_counts_answers_of_a_finite_population():
    found = survey.proportion(STAFF, 29, yes="kyllä", interval="wilson")
    assert found.effective_n == pytest.approx(34.4615, abs=5e-5)
    assert found.ci == pytest.approx((0.520707, 0.816684), abs=5e-7)
    unlimited = survey.proportion(STAFF, yes="kyllä", interval="wilson")
    assert unlimited.ci == pytest.approx(proportion_confint(11, 16, method="wilson"))


def probabilities(size, yes, n):
    return {
        k: Fraction(comb(yes, k) * comb(size - yes, n - k), comb(size, n))
        for k in range(max(0, n - (size - yes)), min(n, yes) + 1)
    }


@pytest.mark.parametrize(("size", "n"), [(9, 4), (12, 11), (29, 16), (7, 1)])
@pytest.mark.parametrize("confidence", [0.95, 0.9])
def test_exact_interval_holds_what_neither_tail_contradicts(size, n, confidence):
    limit = Fraction(round((1 - confidence) * 200), 400)
    for count in range(n + 1):
        held = []
        for yes in range(count, size - (n - count) + 1):
            chance = probabilities(size, yes, n)
            below = sum(p for k, p in chance.items() if k <= count)
            above = sum(p for k, p in chance.items() if k >= count)
            if min(below, above) >= limit:
                held.append(yes)
        found = survey.proportion([1] * count + [0] * (n - count), size, confidence=confidence)
        assert held == list(range(found.count_ci[0], found.count_ci[1] + 1))


@pytest.mark.parametrize(("size", "n"), [(8, 5), (20, 6)])
def test_exact_interval_covers_every_truth(size, n):
    limits = [survey.proportion([1] * k + [0] * (n - k), size).count_ci for k in range(n + 1)]
    for yes in range(size + 1):
        covered = sum(
            p for k, p in probabilities(size, yes, n).items() if limits[k][0] <= yes <= limits[k][1]
        )
        assert covered >= Fraction(95, 100)


@given(
    st.integers(1, 30),
    st.integers(0, 30),
    st.integers(1, 40),
    st.sampled_from(["auto", "wilson", "logit"]),
)
def test_limits_enclose_the_share_and_stay_within_one(n, yes, others, interval):
    count = min(n, yes)
    found = survey.proportion([1] * count + [0] * (n - count), n + others, interval=interval)
    low, high = found.ci
    assert 0 <= low <= found.value <= high <= 1


@pytest.mark.parametrize("answer", [0, 1])
def test_where_the_logit_is_undefined_wilson_stands_in(answer):
    found = survey.proportion([answer] * 20, 1000)
    assert (found.interval, found.se) == ("wilson", None)
    assert found.effective_n == pytest.approx(20 * 999 / 980)
    mirrored = survey.proportion([1 - answer] * 20, 1000)
    assert found.ci == pytest.approx((1 - mirrored.ci[1], 1 - mirrored.ci[0]))
    assert "no standard error can be given" in found.method


def test_unanimous_clusters_count_as_clusters():
    found = survey.proportion([1] * 12, clusters=[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
    assert (found.effective_n, found.ci) == (
        4,
        pytest.approx(proportion_confint(4, 4, method="wilson")),
    )


def test_strata_make_the_logit_interval():
    answers, strata = [1, 0, 1, 0, 0, 1], list("AAABBB")
    share = survey.proportion(answers, {"A": 6, "B": 12}, strata)
    ones = survey.mean(answers, {"A": 6, "B": 12}, strata)
    assert (share.value, share.se, share.interval) == (ones.value, ones.se, "logit")
    wilson = survey.proportion(answers, {"A": 6, "B": 12}, strata, interval="wilson")
    assert wilson.effective_n == pytest.approx(ones.value * (1 - ones.value) / ones.se**2)


@pytest.mark.parametrize(
    ("answers", "yes", "share"),
    [
        ([True, False, None, True], True, 2 / 3),
        (pd.Series([1.0, 0.0, np.nan, 1.0]), True, 2 / 3),
        (pd.Series([True, False, pd.NA, True], dtype="boolean"), True, 2 / 3),
        ([5, 4, 2, None, 1], (4, 5), 1 / 2),
        ([1, 2, 3], 5, 0),
        (["ei", "ei"], "kyllä", 0),
        (pd.Categorical(["ei", "eos"], ["ei", "eos", "kyllä"]), "kyllä", 0),
    ],
)
def test_yes_is_what_the_user_says(answers, yes, share):
    assert survey.proportion(answers, 20, yes=yes).value == pytest.approx(share)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: survey.proportion(["kyllä", "ei"]), "holds 'kyllä' and 'ei'; expected true and false or 1 and 0"),
        (lambda: survey.proportion([1, 2, 3]), "holds 1, 2 and 3; expected true and false"),
        (lambda: survey.proportion(["kyllä", "ei"], yes="yes"), "`yes` is 'yes', which is none of the answers 'kyllä' and 'ei'"),
        (lambda: survey.proportion(["Kyllä", "Kyllä"], yes="kyllä"), "`yes` is 'kyllä', which is none of"),
        (lambda: survey.proportion([1, 0], yes="1"), "`yes` is '1', which is none of the answers 1 and 0"),
        (lambda: survey.proportion([1, 0], interval="wald"), "`interval` is 'wald'; expected one of auto, logit"),
        (lambda: survey.proportion([1, 0], interval="exact"), "The exact interval needs a simple random sample"),
        (lambda: survey.proportion([1, 0], 9, weights=[1, 2], interval="exact"), "needs a simple random sample"),
        (lambda: survey.proportion([1, 0], 9.5, interval="exact"), "a known whole number"),
        (lambda: survey.proportion([1, 0], yes=None), "`yes` is empty; name the answer"),
        (lambda: survey.proportion([None]), "`values` holds no answers"),
    ],
)  # fmt: skip
def test_faults_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_exact_interval_is_the_default_up_to_five_hundred():
    assert survey.proportion([1, 0, 1], 500).interval == "exact"
    assert survey.proportion([1, 0, 1], 501).interval == "logit"
    assert survey.proportion([1, 0, 1], 501, interval="exact").interval == "exact"


def test_the_picture_shows_percentages():
    picture = survey.proportion(STAFF, 29, yes="kyllä").draw()
    assert picture.alt == "Proportion: 69% (95% confidence interval 52% to 83%)."
