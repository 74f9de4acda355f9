"""Population sizes, strata and clusters; known answers from R package survey 4.1-1."""

from itertools import chain, combinations, product

import numpy as np
import pandas as pd
import pytest
from survey_samples import SCHOOLS, with_moments

from sosiaali_lib import survey

STRATA = {"E": (100, 67443, 47038637), "H": (50, 31291, 20167941), "M": (50, 31830, 20940396)}
# apiclus1: schools of each drawn district and the sum of their api00
DISTRICTS = [
    (13, 9372), (34, 22508), (4, 2077), (13, 8593), (16, 11369), (2, 1116), (1, 551), (4, 1888),
    (12, 9111), (21, 13761), (9, 6386), (11, 7359), (37, 20394), (2, 905), (4, 2493),
]  # fmt: skip


def stratified():
    values = chain.from_iterable(with_moments(*cell) for cell in STRATA.values())
    kinds = chain.from_iterable([name] * cell[0] for name, cell in STRATA.items())
    return pd.DataFrame({"api00": list(values), "stype": list(kinds)})


def test_stratified_mean_agrees_with_r():
    schools = stratified()
    found = survey.mean(schools["api00"], SCHOOLS, schools["stype"])
    # R's own data hold weights rounded to seven digits
    assert found.value == pytest.approx(662.287363, rel=1e-8)
    assert found.se == pytest.approx(9.408941, rel=1e-7)
    assert found.ci == pytest.approx((643.732188, 680.842538), rel=1e-8)
    assert found.df == 197


def test_the_size_of_a_stratum_may_stand_on_each_row():
    schools = stratified()
    by_row = survey.mean(
        schools["api00"],
        schools["stype"].map(SCHOOLS),
        schools["stype"].sample(frac=1, random_state=1),
    )
    by_name = survey.mean(schools["api00"], SCHOOLS, schools["stype"])
    assert (by_row.value, by_row.se, by_row.ci) == (by_name.value, by_name.se, by_name.ci)


def test_cluster_mean_agrees_with_r():
    values = [total / n for n, total in DISTRICTS for _ in range(n)]
    districts = [place for place, (n, _) in enumerate(DISTRICTS) for _ in range(n)]
    found = survey.mean(values, 757, clusters=districts)
    assert found.value == pytest.approx(644.169399, rel=1e-9)
    assert found.se == pytest.approx(23.542241, rel=1e-7)
    assert (found.df, found.n_clusters, found.response_rate) == (14, 15, None)
    assert "between 15 clusters" in found.method
    weighted = survey.mean(values, 757, weights=[6194 / 183] * 183, clusters=districts)
    assert (weighted.value, weighted.se) == pytest.approx((found.value, found.se))


def test_stratified_variance_is_unbiased_over_all_samples():
    first, second = [1.0, 3.0, 4.0, 9.0], [2.0, 2.5, 8.0]
    sizes, strata = {"A": 4, "B": 3}, ["A", "A", "B", "B"]
    samples = [
        survey.mean([*one, *two], sizes, strata)
        for one, two in product(combinations(first, 2), combinations(second, 2))
    ]
    means = [one.value for one in samples]
    assert np.mean(means) == pytest.approx(np.mean(first + second))
    assert np.mean([one.se**2 for one in samples]) == pytest.approx(np.var(means), rel=1e-12)


def test_variance_of_a_total_of_clusters_is_unbiased_over_all_samples():
    teams = [[1, 2], [4], [3, 3, 8], [5, 1], [7]]
    samples = []
    for drawn in combinations(range(5), 3):
        values = [value for team in drawn for value in teams[team]]
        names = [team for team in drawn for _ in teams[team]]
        samples.append(survey.total(values, 5, clusters=names))
    totals = [one.value for one in samples]
    assert np.mean(totals) == pytest.approx(sum(map(sum, teams)))
    assert np.mean([one.se**2 for one in samples]) == pytest.approx(np.var(totals), rel=1e-12)


def test_clusters_of_one_person_are_people():
    answers = [3, 5, 2, 4, 4]
    people = survey.mean(answers, 9)
    clusters = survey.mean(answers, 9, clusters=list("abcde"))
    assert (clusters.value, clusters.se, clusters.ci) == (people.value, people.se, people.ci)


def test_a_stratum_that_answered_whole_adds_no_variance():
    found = survey.mean(
        [9, 1, 2, 4], {"johtaja": 1, "muut": 9}, ["johtaja", "muut", "muut", "muut"]
    )
    others = survey.mean([1, 2, 4], 9)
    assert found.value == pytest.approx((9 + 9 * others.value) / 10)
    assert found.se == pytest.approx(0.9 * others.se)
    whole = survey.mean([9, 1, 2], {"A": 1, "B": 2}, list("ABB"))
    assert (whole.se, whole.ci, whole.gap) == (0.0, None, "census")


def test_weights_count_people_as_often_as_they_say():
    found = survey.mean([1, 5], weights=[3, 1])
    assert found.value == 2
    # linearised by hand: e = 3 (1 − 2)/4 = −.75 and 1 (5 − 2)/4 = .75; 2/1 · Σ e²
    assert found.se == pytest.approx(np.sqrt(2 * 2 * 0.75**2))
    assert survey.total([1, 5], weights=[3, 1]).value == 8


TWO = ["A", "A", "B", "B"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: survey.mean([1, 2], 0.3), r"`population_size` is 0.3; .* neither a sampling fraction n/N nor"),
        (lambda: survey.mean([1, 2, 3], 2), "`population_size` is 2, less than the 3 in the sample"),
        (lambda: survey.mean([1, 2], -4), "`population_size` is -4; expected the number"),
        (lambda: survey.mean([1, 2], "29"), "`population_size` is '29'; expected a number of people"),
        (lambda: survey.mean([1, 2], True), "`population_size` is True; expected a number of people"),
        (lambda: survey.mean([1, 2], float("nan")), "`population_size` is nan; expected a number"),
        (lambda: survey.mean([1, 2], {"A": 5}), "names strata, but `strata` is not given"),
        (lambda: survey.mean([1, 2, 3, 4], 29, TWO), r"one number \(29\), but there are strata"),
        (lambda: survey.mean([1, 2, 3, 4], {"A": 5}, TWO), "has no number for stratum 'B'"),
        (lambda: survey.mean([1, 2, 3, 4], {"A": 5, "B": 1}, TWO), "of stratum 'B' is 1, less than the 2"),
        (lambda: survey.mean([1, 2, 3, 4], {"A": 5, "B": 4, "C": 3}, TWO), "Stratum 'C' has 3 people and no answers"),
        (lambda: survey.mean([1, 2, 3], {"A": 5, "B": 4}, list("AAB")), "Stratum 'B' has a single sampled unit"),
        (lambda: survey.mean([1, 2, 3, 4], None, TWO), "`strata` needs the sizes of the strata"),
        (lambda: survey.mean([1, 2, 3, 4], pd.Series([5, 6, 7, 7]), TWO), "2 different values in stratum 'A'"),
        (lambda: survey.mean([1, 2], pd.Series([5, 6])), "2 different values; expected one number for all rows"),
        (lambda: survey.mean([1, 2, 3], {"A": 9}, ["A", None, None]), "`strata` is missing for 2 people who answered"),
        (lambda: survey.mean([1, 2], 9, clusters=["a"]), "`clusters` has 1 rows and `values` 2"),
        (
            lambda: survey.mean(pd.Series([1, 2]), 9, clusters=pd.Series([1, 2], index=[5, 6])),
            "`clusters` and `values` do not have the same row labels",
        ),
        (
            lambda: survey.mean([1, 2, 3, 4], {"A": 5, "B": 5}, TWO, clusters=list("xyxz")),
            "Cluster 'x' lies in several strata",
        ),
        (lambda: survey.mean([1, 2], weights=[1, 0]), "`weights` holds 0 at row 1; expected numbers above 0"),
        (lambda: survey.mean([1, 2], weights=[1, None]), "`weights` is missing for 1 person who answered"),
        (lambda: survey.total([1, None, 2], weights=[2, 2, 2]), r"without an answer \(1\)"),
        (lambda: survey.total([1, None, 2], 9, clusters=list("aab")), r"without an answer \(1\)"),
        (lambda: survey.total([1, 2], 29, weights=[0.5, 1.5]), r"add up to the number of answers \(2\)"),
    ],
)  # fmt: skip
def test_faults_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_gaps_of_people_without_an_answer_do_not_matter():
    found = survey.mean([1, None, 2, 4], {"A": 5, "B": 1}, ["A", None, "A", "B"])
    assert (found.n, found.n_strata) == (3, 2)
