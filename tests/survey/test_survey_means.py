"""Known answers: R package survey 4.1-1 (T. Lumley) on its Californian school samples."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW
from survey_samples import with_moments

from sosiaali_lib import messages, survey


def test_mean_of_a_simple_random_sample_agrees_with_r():
    growth = with_moments(200, 6380, 383258)
    found = survey.mean(growth, 6194)
    assert found.value == pytest.approx(31.9)
    assert found.se == pytest.approx(2.0904932, rel=1e-7)
    assert found.ci == pytest.approx((27.777638, 36.022362), rel=1e-7)
    assert survey.mean(growth).se == pytest.approx(2.1250835, rel=1e-7)


def test_total_agrees_with_r():
    found = survey.total(with_moments(200, 116922, 99159766), 6194)
    assert found.value == pytest.approx(3_621_074.34, rel=1e-9)
    assert found.se == pytest.approx(169_519.654, rel=1e-8)


def test_sixteen_of_twenty_nine_halve_the_variance():
    answers = [3 - np.sqrt(15 / 16), 3 + np.sqrt(15 / 16)] * 8  # standard deviation 1
    assert survey.mean(answers).se == pytest.approx(0.25)
    assert survey.mean(answers, 29).se == pytest.approx(0.167384, abs=5e-7)


def test_variance_is_unbiased_over_all_samples():
    staff = [1.0, 2.0, 4.0, 7.0, 7.5, 11.0, 3.0]
    samples = [survey.mean(list(drawn), len(staff)) for drawn in combinations(staff, 3)]
    means = [one.value for one in samples]
    assert np.mean(means) == pytest.approx(np.mean(staff))
    assert np.mean([one.se**2 for one in samples]) == pytest.approx(np.var(means), rel=1e-12)


def test_without_a_population_the_interval_is_students():
    answers = [3, 5, 2, 4, 4, 1, 5]
    other = DescrStatsW(answers)
    found = survey.mean(answers, confidence=0.99)
    assert found.ci == pytest.approx(other.tconfint_mean(alpha=0.01))
    assert (found.population_size, found.response_rate, found.df) == (None, None, 6)
    assert "there is no response rate" in found.method
    assert "without a population size there is no finite population correction" in found.method


answer = st.one_of(st.none(), st.integers(1, 5))


@given(st.lists(answer, min_size=3, max_size=25).filter(lambda x: len({*x} - {None}) > 1))
def test_people_without_an_answer_change_nothing_but_their_number(answers):
    kept = [one for one in answers if one is not None]
    found, other = survey.mean(answers, 30), survey.mean(kept, 30)
    assert (found.value, found.se, found.ci) == (other.value, other.se, other.ci)
    assert (found.n, found.n_missing) == (len(kept), len(answers) - len(kept))
    assert found.response_rate == len(kept) / 30


@given(
    st.lists(st.integers(-50, 50), min_size=2, max_size=12).filter(lambda x: len({*x}) > 1),
    st.integers(0, 40),
)
def test_a_total_is_the_population_times_the_mean(answers, others):
    size = len(answers) + others
    mean, total = survey.mean(answers, size), survey.total(answers, size)
    assert total.value == pytest.approx(size * mean.value)
    assert total.se == pytest.approx(size * mean.se)


@pytest.mark.parametrize(
    "answers",
    [
        [2, 4, None, 5],
        np.array([2, 4, np.nan, 5]),
        pd.Series([2, 4, pd.NA, 5], dtype="Int64"),
        pd.Series([2, 4, None, 5], dtype=object, index=list("abcd")),
        pd.Series([2, 4, None, 5]).astype("category"),
    ],
)
def test_any_kind_of_column_is_read(answers):
    found = survey.mean(answers, 10)
    assert found.value == pytest.approx(11 / 3)
    assert (found.n, found.n_missing) == (3, 1)


def test_a_census_has_no_interval():
    found = survey.mean([1, 2, 4], 3)
    assert (found.value, found.se, found.ci) == (pytest.approx(7 / 3), 0.0, None)
    assert "Everybody answered, so there is no sampling error and no interval." in found.method
    assert survey.proportion([True, False, True], 3).count_ci is None
    assert survey.total([1, 2, 4], 3).value == 7


def test_one_answer_and_identical_answers_give_no_standard_error():
    single, alike = survey.mean([4], 29), survey.mean([4, 4, 4], 29)
    assert (single.value, single.se, single.ci) == (4, None, None)
    assert (alike.value, alike.se, alike.ci) == (4, None, None)
    assert "A single sampled unit shows no spread" in single.method
    assert "The answers do not differ" in alike.method


def test_input_is_not_changed():
    table = pd.DataFrame({"arvio": [3, 4, None, 5], "ammatti": list("AABB"), "paino": 2.0})
    before = table.copy(deep=True)
    survey.mean(table["arvio"], {"A": 5, "B": 1}, table["ammatti"], table["paino"])
    survey.total(table["arvio"], 9)
    pd.testing.assert_frame_equal(table, before)


def test_the_method_says_that_nonresponse_is_not_sampling():
    found = survey.mean([3, 4, 5, None], 6)
    assert found.method == (
        "Every answer counts the same. The standard error is s/√n · √(1 − n/N), of a simple random "
        "sample with the finite population correction. 95% t interval with 2 degrees of freedom. "
        "3 answers were used. 1 person without an answer was left out. 3 of 6 answered (response "
        "rate 50.0%). Non-response is not sampling: the finite population correction and the "
        "interval assume that those who answered are like a random sample of all."
    )
    assert found.settings == {
        "population_size": 6.0,
        "strata": None,
        "weights": None,
        "clusters": None,
        "confidence": 0.95,
    }


def test_the_table_holds_the_estimate_and_the_numbers_of_people():
    table = survey.mean([3, 4, 5, None], 6).table
    assert table.index.tolist() == [
        "Mean",
        "Answers",
        "Without an answer",
        "Population",
        "Response rate",
    ]
    assert table["Value"].tolist() == [4, 3, 1, 6, 0.5]
    assert table.loc["Mean", "Standard error"] == pytest.approx(np.sqrt(1 / 6))


def test_the_picture_says_its_finding():
    picture = survey.mean([3, 4, 5], 6).draw()
    assert picture.alt == "Mean: 4.00 (95% confidence interval 2.24–5.76)."
    assert picture.svg.lstrip().startswith("<?xml")
    assert survey.mean([1, 2], 2).draw().alt == "Mean: 1.50."


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_results_speak_each_language(language):
    with messages.use(language):
        found = survey.proportion([1, 0, 1, 0], 9)
        assert found.method and found.draw().alt and len(found.table) == 6


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: survey.mean([None, None]),
            r"`values` holds no answers \(2 rows, all of them empty\)",
        ),
        (lambda: survey.mean([]), r"`values` holds no answers \(0 rows"),
        (
            lambda: survey.mean([1, "kyllä"]),
            "`values` holds str, not a number, at row 1; .* use `proportion`",
        ),
        (lambda: survey.mean([1, float("inf")]), "infinite number"),
        (
            lambda: survey.mean(pd.DataFrame({"a": [1]})),
            "`values` is a DataFrame; expected one column",
        ),
        (lambda: survey.mean("abc"), "`values` is a str; expected one column"),
        (lambda: survey.mean(np.ones((2, 2))), "`values` has several columns; give one"),
        (lambda: survey.mean(pd.Series([1, 2], index=[7, 7])), "1 row label that stands before"),
        (lambda: survey.mean([1, 2], confidence=0.5), "`confidence` is 0.5; expected 0.90 or more"),
        (lambda: survey.total([1, 2]), "A total needs `population_size` or `weights`"),
    ],
)
def test_faults_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
