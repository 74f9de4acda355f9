"""Expected figures: R package irrCAC (K. L. Gwet), its vignettes "overview" and "weighting".

The example data and figures are irrCAC's; coefficients and standard errors as it prints them. The
quadratic and linear figures of DIAGNOSIS were computed with irrCAC 1.4. Other routes: statsmodels,
Krippendorff's coincidence matrix, pairs counted one by one, the jackknife.
"""

import itertools
import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats import inter_rater

from sosiaali_lib import messages
from sosiaali_lib.agreement import agreement, from_table
from sosiaali_lib.agreement.weights import matrix

ABSTRACTORS = pd.DataFrame(
    [[13, 0, 0], [0, 20, 7], [0, 4, 56]],
    index=["Ectopic", "AIU", "NIU"],
    columns=["Ectopic", "AIU", "NIU"],
)
DIAGNOSIS = [[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]]
NA = None
FOUR_RATERS = [
    [1, 1, NA, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [NA, 5, 5, 5], [NA, NA, 1, 1], [NA, NA, 3, NA],
]  # fmt: skip
FIVE_OBSERVERS = [
    [1, 1, 2, NA, 2], [1, 1, 0, 1, NA], [2, 3, 3, 3, NA], [NA, 0, 0, NA, 0], [0, 0, 0, NA, 0],
    [0, 0, 0, NA, 0], [1, 0, 2, NA, 1], [1, NA, 2, 0, NA], [2, 2, 2, NA, 2], [2, 1, 1, 1, NA],
    [NA, 1, 0, 0, NA], [0, 0, 0, 0, NA], [1, 2, 2, 2, NA], [3, 3, 2, 2, 3], [1, 1, 1, NA, 1],
]  # fmt: skip
# Six psychiatrists, how many chose each of five diagnoses (Fleiss 1971).
SIX_PSYCHIATRISTS = [
    "00060", "03003", "01401", "00006", "03030", "20400", "00402", "20310", "20040", "00006",
    "10050", "11040", "03300", "10050", "02031",
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "weights", "name", "value", "se"),
    [
        (ABSTRACTORS, None, "percent", 0.89, 0.03128898),
        (ABSTRACTORS, None, "kappa", 0.7964094, 0.05891072),
        (ABSTRACTORS, None, "scott_or_fleiss", 0.7962397, 0.05905473),
        (ABSTRACTORS, None, "ac", 0.8493305, 0.04321747),
        (ABSTRACTORS, None, "brennan_prediger", 0.835, 0.04693346),
        (ABSTRACTORS, None, "alpha", 0.7972585, 0.05905473),
        (ABSTRACTORS, "quadratic", "percent", 0.9725, 0.007822244),
        (ABSTRACTORS, "quadratic", "kappa", 0.8921569, 0.03535151),
        (ABSTRACTORS, "quadratic", "scott_or_fleiss", 0.8921093, 0.03539506),
        (ABSTRACTORS, "quadratic", "ac", 0.9402369, 0.01792019),
        (ABSTRACTORS, "quadratic", "brennan_prediger", 0.9175, 0.02346673),
        (ABSTRACTORS, "quadratic", "alpha", 0.8926487, 0.03539506),
        (DIAGNOSIS, None, "kappa", 0.431501, 0.045969),
        (DIAGNOSIS, None, "ac", 0.456158, 0.043450),
        (DIAGNOSIS, "quadratic", "kappa", 0.383186, 0.065795),
    ],
)
def test_two_raters_agree_with_irrcac(table, weights, name, value, se):
    found = getattr(from_table(table, weights), name)
    assert (found.value, found.se) == pytest.approx((value, se), abs=6e-7)


def test_other_figures_of_irrcac_for_two_raters():
    plain, linear = from_table(DIAGNOSIS), from_table(DIAGNOSIS, "linear")
    quadratic = from_table(DIAGNOSIS, "quadratic")
    assert plain.n == 223
    assert plain.scott_or_fleiss.value == pytest.approx(0.430341, abs=6e-7)
    assert plain.brennan_prediger.value == pytest.approx(0.449925, abs=6e-7)
    assert plain.ac.ci == pytest.approx((0.371, 0.542), abs=5e-4)
    assert (linear.kappa.value, linear.ac.value) == pytest.approx((0.406811, 0.377068), abs=6e-7)
    assert quadratic.ac.value == pytest.approx(0.298573, abs=6e-7)
    assert quadratic.ac.ci == pytest.approx((0.150, 0.447), abs=5e-4)
    abstractors = from_table(ABSTRACTORS)
    assert abstractors.kappa.ci == pytest.approx((0.680, 0.913), abs=5e-4)
    assert abstractors.ac.ci == pytest.approx((0.764, 0.935), abs=5e-4)


@pytest.mark.parametrize(
    ("ratings", "weights", "name", "value", "se", "ci"),
    [
        (FOUR_RATERS, None, "percent", 0.81818, 0.12561, (0.542, 1)),
        (FOUR_RATERS, None, "ac", 0.77544, 0.14295, (0.461, 1)),
        (FOUR_RATERS, None, "kappa", 0.76117, 0.15302, (0.424, 1)),
        (FOUR_RATERS, None, "brennan_prediger", 0.77273, 0.14472, (0.454, 1)),
        (FOUR_RATERS, None, "alpha", 0.74342, 0.14557, (0.419, 1)),
        (FOUR_RATERS, "quadratic", "percent", 0.97538, 0.09062, (0.776, 1)),
        (FOUR_RATERS, "quadratic", "ac", 0.91400, 0.10396, (0.685, 1)),
        (FOUR_RATERS, "quadratic", "kappa", 0.86494, 0.14603, (0.544, 1)),
        (FOUR_RATERS, "quadratic", "brennan_prediger", 0.90152, 0.11089, (0.657, 1)),
        (FOUR_RATERS, "quadratic", "alpha", 0.84911, 0.12913, (0.561, 1)),
        (FIVE_OBSERVERS, None, "ac", 0.49662, 0.12197, (0.235, 0.758)),
    ],
)
def test_several_raters_agree_with_irrcac(ratings, weights, name, value, se, ci):
    found = getattr(agreement(ratings, weights), name)
    assert (found.value, found.se) == pytest.approx((value, se), abs=6e-6)
    assert found.ci == pytest.approx(ci, abs=6e-4)


def test_weighted_agreement_of_five_observers_agrees_with_irrcac():
    assert agreement(FIVE_OBSERVERS, "quadratic").ac.value == pytest.approx(0.83043, abs=6e-6)


def test_six_complete_raters_agree_with_irrcac_and_statsmodels():
    units = [[k for k, times in enumerate(map(int, row)) for _ in range(times)]
             for row in SIX_PSYCHIATRISTS]  # fmt: skip
    found = agreement(units)
    values = [(one.value, one.se) for one in (found.ac, found.kappa, found.brennan_prediger)]
    assert np.array(values) == pytest.approx(
        np.array([(0.4448007, 0.08418757), (0.4139265, 0.08119291), (0.4388889, 0.08312142)]),
        abs=6e-8,
    )
    assert found.alpha.value == pytest.approx(0.4204384, abs=6e-8)
    counts = [list(map(int, row)) for row in SIX_PSYCHIATRISTS]
    assert found.kappa.value == pytest.approx(inter_rater.fleiss_kappa(counts), rel=1e-12)
    assert found.scott_or_fleiss is found.kappa


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
def test_cohens_kappa_and_its_error_agree_with_statsmodels(weights):
    other = inter_rater.cohens_kappa(np.array(DIAGNOSIS), wt=weights)
    found = from_table(DIAGNOSIS, weights)
    assert found.kappa.value == pytest.approx(other.kappa, rel=1e-12)
    assert found.kappa.se == pytest.approx(other.std_kappa, rel=1e-12)


def test_kappa_alone_misleads_when_one_category_dominates():
    found = from_table([[80, 10], [10, 0]])
    assert found.percent.value == pytest.approx(0.80, rel=1e-12)
    assert found.kappa.value == pytest.approx(-1 / 9, rel=1e-12)
    assert found.ac.value == pytest.approx((0.8 - 0.18) / (1 - 0.18), rel=1e-12)
    assert "Kappa alone misleads when one category dominates" in found.method
    assert "The commonest category here is 1, with 90% of the ratings." in found.method


def coincidence_alpha(rows, distance):
    """Krippendorff's own route: a matrix of the coincidences of values within units."""
    values = sorted({value for row in rows for value in row if value is not None})
    table = pd.DataFrame(0.0, index=values, columns=values)
    for row in rows:
        rated = [value for value in row if value is not None]
        for one, other in itertools.permutations(rated, 2):
            table.loc[one, other] += 1 / (len(rated) - 1)
    totals, n = table.sum(), table.to_numpy().sum()
    pairs = list(itertools.product(values, values))
    observed = sum(table.loc[c, k] * distance(c, k) for c, k in pairs)
    expected = sum(totals[c] * totals[k] * distance(c, k) for c, k in pairs) / (n - 1)
    return 1 - observed / expected if expected else None


several_raters = st.lists(
    st.lists(st.none() | st.integers(1, 4), min_size=3, max_size=3), min_size=2, max_size=12
).filter(lambda rows: any(sum(value is not None for value in row) > 1 for row in rows))


@given(several_raters)
def test_krippendorffs_alpha_agrees_with_the_coincidence_matrix(rows):
    nominal = coincidence_alpha(rows, lambda c, k: float(c != k))
    interval = coincidence_alpha(rows, lambda c, k: float((c - k) ** 2))
    plain = agreement(rows, categories=range(1, 5)).alpha.value
    quadratic = agreement(rows, "quadratic", categories=range(1, 5)).alpha.value
    assert (plain, quadratic) == pytest.approx((nominal, interval), abs=1e-9)


@given(several_raters)
def test_observed_agreement_is_the_mean_over_units_of_agreeing_pairs(rows):
    each = []
    for row in rows:
        pairs = list(itertools.combinations([value for value in row if value is not None], 2))
        if pairs:
            each.append(np.mean([1 - abs(a - b) / 3 for a, b in pairs]))
    found = agreement(rows, "linear", categories=[1, 2, 3, 4]).percent.value
    assert found == pytest.approx(np.mean(each), rel=1e-12)


@given(several_raters, st.randoms(use_true_random=False))
def test_order_of_units_and_raters_and_names_of_categories_change_nothing(rows, random):
    def values(found):
        return [(one.value, one.se) for one in found.coefficients]

    shuffled = random.sample(rows, len(rows))
    turned = [list(reversed(row)) for row in shuffled]
    named = [[value and "abcd"[value - 1] for value in row] for row in turned]
    first = values(agreement(rows, "ordinal", categories=[1, 2, 3, 4]))
    second = values(agreement(named, "ordinal", categories=list("abcd")))
    assert np.array(second, dtype=float) == pytest.approx(
        np.array(first, dtype=float), abs=1e-7, nan_ok=True
    )


@given(several_raters, st.sampled_from([None, "linear", "quadratic", "ordinal"]))
def test_intervals_enclose_the_value_and_end_at_one(rows, weights):
    for one in agreement(rows, weights, categories=[1, 2, 3, 4]).coefficients:
        if one.ci is not None:
            assert one.ci[0] <= one.value <= one.ci[1] + 1e-12
            assert one.ci[1] <= 1
            assert one.ci[0] >= min(-1, one.value)
        assert (one.ci is None) == (one.reason is not None)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=30))
def test_a_cross_table_gives_the_same_as_its_ratings(pairs):
    found = agreement(pd.DataFrame(pairs, columns=["A", "B"]), "linear", categories=[1, 2, 3])
    again = from_table(found.cross, "linear")
    for one, other in zip(found.coefficients, again.coefficients, strict=True):
        given_, returned = (
            (o.value, o.se, *(o.ci or (None, None))) for o in (one, other)
        )  # fmt: skip
        assert returned == pytest.approx(given_, abs=1e-9)


def simulated(n, raters, rng):
    """Ratings of 1-4 that follow a truth and err in steps of one."""
    truth = rng.choice([1, 2, 3, 4], n, p=[0.5, 0.25, 0.15, 0.1])[:, None]
    errors = rng.choice([-1, 0, 1], (n, raters), p=[0.15, 0.7, 0.15])
    return pd.DataFrame(np.clip(truth + errors, 1, 4))


@pytest.mark.parametrize("weights", [None, "quadratic"])
@pytest.mark.parametrize("raters", [2, 4])
def test_standard_errors_agree_with_the_jackknife(raters, weights):
    ratings = simulated(150, raters, np.random.default_rng(7))
    options = {"weights": weights, "categories": [1, 2, 3, 4]}
    left_out = [
        [one.value for one in agreement(ratings.drop(unit), **options).coefficients]
        for unit in ratings.index
    ]
    n = len(ratings)
    jackknife = np.sqrt((n - 1) / n * ((left_out - np.mean(left_out, axis=0)) ** 2).sum(axis=0))
    found = [one.se for one in agreement(ratings, **options).coefficients]
    assert found == pytest.approx(jackknife, rel=0.03)


def test_standard_errors_with_missing_ratings_agree_with_the_jackknife():
    rng = np.random.default_rng(8)
    ratings = simulated(150, 4, rng).astype("Int64").mask(rng.random((150, 4)) < 0.2)
    ratings = ratings[ratings.notna().sum(axis=1) >= 2]
    options = {"weights": "quadratic", "categories": [1, 2, 3, 4]}
    left_out = [
        [one.value for one in agreement(ratings.drop(unit), **options).coefficients]
        for unit in ratings.index
    ]
    n = len(ratings)
    jackknife = np.sqrt((n - 1) / n * ((left_out - np.mean(left_out, axis=0)) ** 2).sum(axis=0))
    found = [one.se for one in agreement(ratings, **options).coefficients]
    assert found == pytest.approx(jackknife, rel=0.05)


def test_weights_of_three_categories():
    # Gwet (2014), chapter 3, as printed in irrCAC's vignette "weighting".
    assert matrix("linear", [1, 2, 3])[0] == pytest.approx([1, 0.5, 0])
    assert matrix("quadratic", [1, 2, 3])[0] == pytest.approx([1, 0.75, 0])
    assert matrix("ordinal", [1, 2, 3])[0] == pytest.approx([1, 2 / 3, 0])


def test_an_own_matrix_goes_by_its_labels_and_names_the_categories():
    rows = [["heikko", "hyvä"], ["hyvä", "hyvä"], ["ei", "heikko"], ["ei", "ei"]]
    order = ["ei", "heikko", "hyvä"]
    turned = pd.DataFrame(matrix("quadratic", order), index=order, columns=order).iloc[::-1, ::-1]
    named = agreement(rows, "quadratic", categories=order)
    own = agreement(rows, turned)
    assert own.categories == ("hyvä", "heikko", "ei")
    assert own.kappa.value == pytest.approx(named.kappa.value, rel=1e-12)
    assert "by weights of the user's own" in own.method
    assert own.settings["weights"][0] == (1, 0.75, 0)


def test_an_unused_category_counts_among_those_offered():
    two, three = from_table([[80, 10], [10, 0]]), from_table([[80, 10, 0], [10, 0, 0], [0, 0, 0]])
    chance = 0.18 / 2
    assert three.ac.value == pytest.approx((0.8 - chance) / (1 - chance), rel=1e-12)
    assert three.brennan_prediger.value == pytest.approx((0.8 - 1 / 3) / (2 / 3), rel=1e-12)
    assert three.kappa.value == pytest.approx(two.kappa.value, rel=1e-12)


def test_categories_come_from_ordered_categoricals():
    scale = pd.CategoricalDtype(["huono", "kohtalainen", "hyvä", "eos"], ordered=True)
    rows = {"asiakas": ["hyvä", "huono", "eos", "hyvä"], "työntekijä": ["hyvä"] * 3 + ["huono"]}
    found = agreement(pd.DataFrame(rows, dtype=scale), "linear", missing="eos")
    assert found.categories == ("huono", "kohtalainen", "hyvä")
    assert (found.n, found.n_several) == (4, 3)
    assert "3 categories were on offer: huono, kohtalainen, hyvä." in found.method


def test_dont_know_is_missing_and_not_a_category():
    rows = [[1, 9], [2, 2], [1, 1], [1, 2], [2, 1]]
    coded = agreement(rows, missing=[9])
    empty = agreement([[None if value == 9 else value for value in row] for row in rows])
    assert coded.categories == (1, 2)
    assert coded.coefficients == empty.coefficients
    assert coded.kappa.name == "Fleiss' kappa"
    assert "4 of the units have two ratings or more" in coded.method


@pytest.mark.parametrize(
    "columns",
    [
        pd.DataFrame({"a": [1, 2, None, 1], "b": [1, 1, 2, 2]}),
        pd.DataFrame({"a": [1, 2, pd.NA, 1], "b": [1, 1, 2, 2]}, dtype="Int64"),
        pd.DataFrame({"a": [1, 2, None, 1.0], "b": [1, 1, 2, 2]}, dtype=object),
        np.array([[1, 1], [2, 1], [np.nan, 2], [1, 2]]),
        {"a": [1, 2, None, 1], "b": [1, 1, 2, 2]},
        [["x", "x"], ["y", "x"], [" ", "y"], ["x", "y"]],
    ],
)
def test_ratings_may_come_in_many_forms_and_are_not_changed(columns):
    before = pickle.dumps(columns)
    found = agreement(columns)
    assert pickle.dumps(columns) == before
    assert found.cross.to_numpy().tolist() == [[1, 1], [1, 0]]
    assert found.percent.value == pytest.approx(1 / 3)
    assert len(found.categories) == 2


def test_units_without_ratings_are_left_out_and_counted():
    found = agreement([[1, 1], [None, None], [1, 2]])
    assert (found.n, found.n_unrated, found.kappa.name) == (2, 1, "Cohen's kappa")
    assert "1 unit without any rating was left out." in found.method


def test_all_ratings_in_one_category():
    found = agreement([["ei", "ei"]] * 5, categories=["ei", "kyllä"])
    assert (found.percent.value, found.ac.value, found.brennan_prediger.value) == (1, 1, 1)
    assert found.kappa.value is None
    assert found.kappa.estimate is None
    assert "Agreement by chance is already complete" in found.kappa.reason
    assert found.kappa.reason.startswith("Not defined here: Cohen's kappa.")
    assert found.alpha.value is None
    assert math.isnan(found.table.loc["Cohen's kappa", "Value"])
    alone = agreement([["ei", "ei"]] * 5)
    assert (alone.percent.value, alone.ac.value) == (1, 1)
    assert alone.notes[0].startswith("Only one category is known.")


def test_one_unit_has_no_standard_error():
    found = agreement([[1, 2]], categories=[1, 2, 3])
    assert found.kappa.value == 0
    assert (found.ac.se, found.ac.ci) == (None, None)
    assert "There is only one unit to go by." in found.method


def test_no_spread_gives_no_standard_error():
    found = agreement([[1, 1], [2, 2], [2, 2]])
    assert (found.kappa.value, found.kappa.se, found.kappa.ci) == (1, None, None)
    assert "Every unit counts alike there" in found.kappa.reason


def test_a_weighted_coefficient_below_minus_one_keeps_its_interval():
    found = from_table([[0, 0, 5], [0, 0, 0], [5, 0, 1]], "quadratic").brennan_prediger
    assert found.value < -1
    assert found.ci[0] == found.value


def test_table_and_names_tell_which_coefficient_is_which():
    plain, weighted = from_table(ABSTRACTORS), agreement(FOUR_RATERS, "quadratic")
    assert plain.table.index.tolist() == [
        "Percent agreement", "Gwet AC1", "Cohen's kappa", "Scott's pi",
        "Brennan–Prediger coefficient", "Krippendorff's alpha",
    ]  # fmt: skip
    assert plain.table.columns.tolist() == [
        "Value", "Standard error", "Lower limit", "Upper limit"
    ]  # fmt: skip
    assert weighted.table.index.tolist() == [
        "Percent agreement", "Weighted percent agreement", "Gwet AC2", "Weighted Fleiss' kappa",
        "Weighted Brennan–Prediger coefficient", "Weighted Krippendorff's alpha",
    ]  # fmt: skip
    assert weighted.n_raters == 4
    assert weighted.cross is None


def test_method_says_formulas_weights_and_intervals():
    plain, weighted = from_table(ABSTRACTORS), agreement(FOUR_RATERS, "quadratic", confidence=0.998)
    assert plain.method.startswith(
        "100 units were rated by 2 raters. 3 categories were on offer: Ectopic, AIU, NIU. Only "
        "identical ratings count as agreement."
    )
    assert "standard error of Fleiss, Cohen and Everitt (1969)" in plain.method
    assert "5 categories occur among the ratings: 1, 2, 3, 4, 5;" in weighted.method
    assert "quadratic weights, categories in the order given" in weighted.method
    assert "Intervals (99.8%) are t intervals" in weighted.method
    assert plain.settings == {
        "weights": "identity",
        "categories": ("Ectopic", "AIU", "NIU"),
        "confidence": 0.95,
        "missing": (),
    }


def test_the_cross_table_stands_beside_the_coefficients():
    found = agreement(pd.DataFrame({"A": [1, 1, 2], "B": [1, 2, 2]}))
    assert found.cross.loc[1, 2] == 1
    assert (found.cross.index.name, found.cross.columns.name) == ("A", "B")
    assert found._repr_html_().count("<table") == 2


def test_picture_states_the_finding():
    picture = from_table(ABSTRACTORS).draw()
    assert picture.svg.lstrip().startswith("<?xml")
    assert picture.alt.startswith(
        "On average over the units, 89% of the pairs of ratings were identical. Gwet AC1 is 0.85 "
        "(0.76–0.94), Cohen's kappa is 0.80 (0.68–0.91), "
    )
    undefined = agreement([["ei", "ei"]] * 5).draw()
    assert "Gwet AC1 is 1.00, Cohen's kappa cannot be given" in undefined.alt


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_result_speaks_every_language(lang):
    with messages.use(lang):
        found = agreement(FOUR_RATERS, "ordinal")
        assert len(found.table) == 6
        assert "2014" in found.method
    assert pickle.loads(pickle.dumps(found)) == found


TEXT = [["a", "b"], ["b", "b"]]
CROSSED = pd.crosstab(pd.Series(list("aabbac")), pd.Series(list("aabbbc")), margins=True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: agreement([[1], [2]]), "Columns of raters among the ratings: 1; expected two"),
        (lambda: agreement(3), "The ratings are no table; expected a row for each unit"),
        (lambda: agreement([[1, None], [None, 2]]), "No unit has ratings from two raters"),
        (lambda: agreement({"a": [], "b": []}), "No unit has ratings from two raters"),
        (
            lambda: agreement([[1, 7], [2, 9]], categories=[1, 2]),
            r"Ratings 7, 9 are not among the categories 1, 2\. Correct the ratings, add them",
        ),
        (
            lambda: agreement([range(20), range(20)], categories=[0, 1]),
            r"Ratings 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 8 more are not among",
        ),
        (lambda: agreement([["1", 2]]), "The ratings '1', 2 are of several types"),
        (lambda: agreement({"a": [[1]], "b": [1]}), "neither a number nor a text"),
        (lambda: agreement([[1, 2]], categories=[1, 2, 1]), "are 1, 2, 1; expected at least one"),
        (lambda: agreement([[1, 2]], categories=[]), r"The categories are \[\]; expected at least"),
        (lambda: agreement(TEXT, categories="ab"), "not among the categories 'ab'"),
        (lambda: agreement([[1, 2]], categories=[1, 2, 9], missing=9), "9 cannot be among both"),
        (lambda: agreement(TEXT, "linear"), r"Weights need the order .* texts \('a', 'b'\)"),
        (lambda: agreement(TEXT, np.eye(2)), "Weights need the order of the categories"),
        (
            lambda: agreement(pd.DataFrame([[1, 2], [1, 2]], index=["x", "x"])),
            "The units 'x' stand on more than one row; give each unit one row",
        ),
        (
            lambda: agreement(pd.DataFrame([[1, 2]], columns=["A", "A"])),
            "There is more than one column 'A'; give each rater one column",
        ),
        (
            lambda: agreement(
                pd.DataFrame({"a": pd.Categorical(["x"], ordered=True), "b": ["x"]})
            ),
            "The raters' columns are not all ordered Categoricals",
        ),
        (lambda: agreement([[1, 2]], confidence=95), "`confidence` is 95; expected 0.90 or more"),
        (lambda: agreement([[1, 2]], "cubic"), "Weights 'cubic' are not known; expected 'identity'"),
        (lambda: agreement([[1, 2]], np.eye(3)), "has the shape 3×3; expected 2 rows and columns"),
        (lambda: agreement([[1, 2]], [[1, 2], [2, 1]]), "holds 2; expected numbers from 0 to 1"),
        (lambda: agreement([[1, 2]], [[0.9, 0], [0, 1]]), "diagonal of the weight matrix is 0.9, 1"),
        (
            lambda: agreement([[1, 2]], [[1, 0.5], [0.4, 1]]),
            "not symmetric: 1 with 2 has the weight 0.500, the other way round 0.400",
        ),
        (lambda: agreement([[1, 2]], [["a", "b"], ["b", "a"]]), "something else than numbers"),
        (
            lambda: agreement(
                TEXT, pd.DataFrame(np.eye(2), index=["a", "b"], columns=["a", "c"])
            ),
            "The weight matrix is labelled 'a', 'c'; expected each of the categories 'a', 'b'",
        ),
        (lambda: from_table(3), "The cross table is no table"),
        (lambda: from_table([[1, 2, 3], [4, 5, 6]]), "has the rows 1, 2 and the columns 1, 2, 3"),
        (lambda: from_table([[1, -2], [3, 4]]), "holds -2 in row 1, column 2; expected a count"),
        (lambda: from_table([[1, 0.5], [3, 4]]), "holds 0.5 in row 1, column 2; expected a count"),
        (lambda: from_table([[0, 0], [0, 0]]), "The cross table counts no unit"),
        (lambda: from_table(CROSSED), "last row and column of the cross table, 'All', are the tot"),
        (
            lambda: from_table(CROSSED.iloc[:-1, :-1], "linear"),
            "Weights need the order of the categories",
        ),
    ],
)  # fmt: skip
def test_errors_name_what_was_expected(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_cross_table_without_an_unused_category_is_filled_up():
    crossed = pd.crosstab(pd.Series(list("aabba")), pd.Series(list("aabbc")))
    before = crossed.copy()
    found = from_table(crossed, "linear", categories=list("abc"))
    pd.testing.assert_frame_equal(crossed, before)
    assert found.cross.to_numpy().tolist() == [[2, 0, 1], [0, 2, 0], [0, 0, 0]]
