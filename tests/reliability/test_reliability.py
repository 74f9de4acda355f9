import pickle
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import f
from statsmodels.multivariate.factor import Factor

from sosiaali_lib.reliability import ReliabilityError, alpha, icc, keying, omega
from sosiaali_lib.reliability import one_factor as factor

# Own small case: by hand, alpha is 120/137.
SMALL = [(1, 2, 1), (2, 2, 3), (3, 4, 3), (4, 4, 5), (5, 3, 4)]

# pingouin's data set "cronbach_wide_missing": 12 people, 11 items right (1) or wrong (0).
GAPS = """11111111111 11111111010 -011-111100 11101101100 11111000100 01-01111000
          11110010000 11111000000 01011000010 10010100-00 11100000000 10010000000"""

# pingouin's data set "cronbach_alpha": the ten answers of 15 people, item by item.
TEN = """357261426544564 243452345432553 465363545653655 135354335422245 456242571355323
         514245226533321 123242125324213 453663242132442 356675463743463 255352352214554"""

# Shrout & Fleiss (1979), table 2: six targets, four judges.
JUDGES = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]

# Agreeableness items of the R package psych's data set bfi, A1 reversed: covariances of 2,800
# people pair by pair, and correlations of the 2,709 (A) and 2,694 (N, neuroticism) complete.
A_COVARIANCES = [
    [1.9817239, 0.5602251, 0.4858413, 0.3050747, 0.321241],
    [0.5602251, 1.3736307, 0.741629, 0.5821483, 0.5760947],
    [0.4858413, 0.741629, 1.6947708, 0.696135, 0.8280385],
    [0.3050747, 0.5821483, 0.696135, 2.1893129, 0.5737236],
    [0.321241, 0.5760947, 0.8280385, 0.5737236, 1.5838527],
]
A_CORRELATIONS = [
    [1.0, 0.3416242, 0.2682817, 0.1483927, 0.182679],
    [0.3416242, 1.0, 0.4867503, 0.3352432, 0.3877875],
    [0.2682817, 0.4867503, 1.0, 0.362172, 0.5051762],
    [0.1483927, 0.3352432, 0.362172, 1.0, 0.3067003],
    [0.182679, 0.3877875, 0.5051762, 0.3067003, 1.0],
]
N_CORRELATIONS = [
    [1.0, 0.7057205, 0.5559276, 0.398562, 0.3768102],
    [0.7057205, 1.0, 0.5454604, 0.390232, 0.3523076],
    [0.5559276, 0.5454604, 1.0, 0.5180478, 0.4279769],
    [0.398562, 0.390232, 0.5180478, 1.0, 0.397571],
    [0.3768102, 0.3523076, 0.4279769, 0.397571, 1.0],
]


def gaps():
    cells = [[None if cell == "-" else int(cell) for cell in row] for row in GAPS.split()]
    return pd.DataFrame(cells, columns=[f"Q{i}" for i in range(1, 12)], dtype="Int64")


def exact(covariances, n):
    """People whose answers have exactly these covariances."""
    rng = np.random.default_rng(20)
    raw = rng.standard_normal((n, len(covariances)))
    basis, _ = np.linalg.qr(raw - raw.mean(axis=0))
    columns = basis * np.sqrt(n - 1) @ np.linalg.cholesky(np.array(covariances)).T
    return pd.DataFrame(columns, columns=[f"A{i}" for i in range(1, len(covariances) + 1)])


def one_factor_answers(n, loadings, seed=4):
    """Answers on five steps that share one factor."""
    rng = np.random.default_rng(seed)
    loadings = np.array(loadings)
    noise = rng.standard_normal((n, len(loadings))) * np.sqrt(1 - loadings**2)
    steps = np.searchsorted([-1.5, -0.5, 0.5, 1.5], rng.standard_normal((n, 1)) * loadings + noise)
    return pd.DataFrame(steps + 1, columns=[f"k{i}" for i in range(1, len(loadings) + 1)])


answers = hnp.arrays(
    np.int64, st.tuples(st.integers(4, 12), st.integers(3, 5)), elements=st.integers(1, 5)
).filter(lambda x: (x.max(axis=0) > x.min(axis=0)).all() and np.ptp(x.sum(axis=1)) > 0)


# --- alpha ---------------------------------------------------------------------------------


def test_the_small_case_by_hand():
    assert alpha(SMALL).alpha == pytest.approx(float(Fraction(120, 137)), abs=1e-12)


def test_alpha_pairwise_and_listwise_of_pingouins_set_with_gaps():
    # pingouin 0.7.0, docstring of cronbach_alpha: .732660835 and .801694915
    pairwise, listwise = alpha(gaps()), alpha(gaps(), missing="listwise")
    assert pairwise.alpha == pytest.approx(0.732660835, abs=1e-9)
    assert listwise.alpha == pytest.approx(0.801694915, abs=1e-9)
    assert (pairwise.n, pairwise.n_complete, listwise.n, listwise.n_items) == (12, 9, 9, 11)


def test_alpha_of_pingouins_ten_items():
    # pingouin, docstring and tests: .591718849 with limits .195 and .840
    result = alpha(np.array([list(row) for row in TEN.split()]).T)
    assert result.alpha == pytest.approx(0.591718849, abs=1e-9)
    assert result.ci == pytest.approx((0.195, 0.840), abs=5e-4)


def test_the_agreeableness_scale_as_psych_prints_it():
    # psych 2.2.9, alpha(bfi[1:5]) with A1 reversed
    result = alpha(exact(A_COVARIANCES, 2800))
    assert result.alpha == pytest.approx(0.703018, abs=1e-6)
    assert result.ci == pytest.approx((0.685264, 0.720063), abs=1e-6)
    assert result.standardised == pytest.approx(0.713029, abs=1e-6)
    assert result.items.loc["A1", "item_rest"] == pytest.approx(0.308418, abs=1e-6)
    assert result.items.loc["A1", "alpha_if_dropped"] == pytest.approx(0.718517, abs=1e-6)


@given(answers)
def test_alpha_is_the_reliability_of_the_analysis_of_variance(x):
    # Hoyt (1941): 1 - mean square of the residual / mean square between people
    n, k = x.shape
    people = k * x.mean(axis=1).var(ddof=1)
    residual = x - x.mean(axis=1, keepdims=True) - x.mean(axis=0) + x.mean()
    error = (residual**2).sum() / ((n - 1) * (k - 1))
    assert alpha(x).alpha == pytest.approx(1 - error / people, rel=1e-9, abs=1e-9)


@given(answers)
def test_alpha_and_its_interval_are_those_of_the_consistency_of_the_mean_rating(x):
    raters = icc(x).icc3k
    assume(raters is not None and raters.ci is not None)
    result = alpha(x)
    assert result.alpha == pytest.approx(raters.value, rel=1e-7, abs=1e-9)
    assert result.ci == pytest.approx(raters.ci, rel=1e-7, abs=1e-9)


@given(answers)
def test_kuder_richardson_20_of_yes_no_items(x):
    x = x > 2
    assume((x.any(axis=0) & ~x.all(axis=0)).all() and np.ptp(x.sum(axis=1)) > 0)
    p, k = x.mean(axis=0), x.shape[1]
    kr20 = k / (k - 1) * (1 - (p * (1 - p)).sum() / x.sum(axis=1).var())
    assert alpha(x).alpha == pytest.approx(kr20, rel=1e-9, abs=1e-9)


@given(answers, st.integers(0, 2**32))
def test_order_direction_and_scale_do_not_matter(x, seed):
    rng = np.random.default_rng(seed)
    value = alpha(x).alpha
    shuffled = rng.permutation(rng.permutation(x), axis=1)
    for other in (shuffled, 6 - x, 10 * x - 3):
        assert alpha(other).alpha == pytest.approx(value, rel=1e-9, abs=1e-9)
    scaled = alpha(x * rng.integers(1, 9, x.shape[1]))
    assert scaled.mean_correlation == pytest.approx(alpha(x).mean_correlation, abs=1e-9)


def test_the_item_table_against_each_item_and_the_sum_of_the_rest():
    x = one_factor_answers(60, [0.5, 0.6, 0.7, 0.8])
    items = alpha(x).items
    for name in x:
        rest = x.drop(columns=name)
        assert items.loc[name, "item_rest"] == pytest.approx(x[name].corr(rest.sum(axis=1)))
        assert items.loc[name, "alpha_if_dropped"] == pytest.approx(alpha(rest).alpha)
        assert items.loc[name, ["n", "mean", "sd"]].tolist() == pytest.approx(
            [60, x[name].mean(), x[name].std()]
        )


def test_lambda_6_from_the_multiple_correlations():
    x = one_factor_answers(60, [0.5, 0.6, 0.7, 0.8])
    left = []
    for name in x:
        others = np.column_stack([np.ones(60), x.drop(columns=name)])
        fitted = others @ np.linalg.lstsq(others, x[name], rcond=None)[0]
        left.append(((x[name] - fitted) ** 2).sum() / ((x[name] - x[name].mean()) ** 2).sum())
    assert alpha(x).g6 == pytest.approx(1 - sum(left) / x.corr().to_numpy().sum())


def test_no_lambda_6_for_items_that_determine_each_other():
    x = one_factor_answers(60, [0.7, 0.7]).assign(k3=lambda data: data["k1"] + data["k2"])
    assert alpha(x).g6 is None
    assert "No lambda 6: some items are determined by the others." in alpha(x).cautions


def test_pairwise_covariances_one_pair_at_a_time():
    x = one_factor_answers(40, [0.6, 0.7, 0.8]).astype(float)
    holes = np.random.default_rng(7).random(x.shape) < 0.2
    x = x.mask(holes)
    total = trace = 0.0
    for first in x:
        for second in x:
            both = x[[first, second]].dropna() if first != second else x[[first, first]].dropna()
            part = np.cov(both.to_numpy().T)[0, 1]
            total += part
            trace += part if first == second else 0.0
    assert alpha(x).alpha == pytest.approx(3 / 2 * (1 - trace / total))


def test_people_without_any_answer_do_not_count():
    x = one_factor_answers(40, [0.6, 0.7, 0.8]).astype(float)
    silent = pd.DataFrame(np.nan, index=range(100, 105), columns=x.columns)
    assert alpha(pd.concat([x, silent])) == alpha(x).__class__(
        **{**vars(alpha(x)), "people": alpha(pd.concat([x, silent])).people}
    )
    assert (alpha(pd.concat([x, silent])).n, alpha(x).n) == (40, 40)


def test_two_items_give_spearman_brown():
    x = one_factor_answers(40, [0.8, 0.8])
    r = x["k1"].corr(x["k2"])
    result = alpha(x)
    assert result.standardised == pytest.approx(2 * r / (1 + r))
    assert result.items["alpha_if_dropped"].isna().all()
    assert result.cautions == (
        f"Two items: report their correlation ({r:.2f}) and the Spearman–Brown coefficient "
        f"({2 * r / (1 + r):.2f}) instead of alpha. There is no alpha without one item.",
    )
    assert "Spearman–Brown coefficient (two items)" in result.table.index


def test_feldts_interval_narrows_with_people_as_the_reference_values_say():
    # alpha .80, five items: n 10, 20, 30, 100 give .50-.94, .62-.91, .66-.89, .73-.86
    matrix = np.full((5, 5), 4 / 9) + np.eye(5) * 5 / 9
    for n, limits in {
        10: (0.5, 0.94),
        20: (0.62, 0.91),
        30: (0.66, 0.89),
        100: (0.73, 0.86),
    }.items():
        result = alpha(exact(matrix, n))
        assert result.alpha == pytest.approx(0.8)
        assert result.ci == pytest.approx(limits, abs=5e-3)
    narrow = alpha(exact(matrix, 30), confidence=0.5).ci
    assert narrow == pytest.approx([1 - 0.2 * f.ppf(p, 29, 116) for p in (0.75, 0.25)])


def test_few_people_are_warned_of():
    x = one_factor_answers(29, [0.7, 0.8, 0.8, 0.7])
    caution = (
        "The items, or some pair of them, were answered together by only 29 people, fewer than 30: "
        "the interval is too wide for conclusions."
    )
    assert caution in alpha(x).cautions
    assert caution in omega(x).cautions
    assert alpha(one_factor_answers(30, [0.7, 0.8, 0.8])).cautions == ()


def test_the_method_says_which_alpha_which_people_and_what_to_mind():
    method = alpha(gaps()).method
    assert "Cronbach's alpha of 11 items, raw" in method
    assert (
        "Pairwise: each covariance rests on those who answered both items (n = 12; every item: 9;"
        in method
    )
    assert "both items of any pair: at least 10)" in method
    assert "Feldt at 95%, for n = 12" in method
    assert all(caution in method for caution in alpha(gaps()).cautions)
    listwise = alpha(gaps(), missing="listwise")
    assert (
        "Listwise: only those who answered every item count (n = 9; left out: 3)."
        in listwise.method
    )
    assert listwise.settings == {"missing": "listwise", "confidence": 0.95}
    assert "All who are counted answered every item (n = 5)." in alpha(SMALL).method


def test_tables_and_notebook_view():
    result = alpha(exact(A_COVARIANCES, 2800))
    assert result.table.loc["Cronbach's alpha, raw", "Value"] == result.alpha
    assert list(result.item_table.columns)[-1] == "Alpha if dropped"
    html = result._repr_html_()
    assert "0.703" in html
    assert "0.719" in html
    assert "2,800" in html


def test_the_picture_says_what_dropping_an_item_does():
    picture = alpha(exact(A_COVARIANCES, 2800)).draw()
    assert picture.alt == (
        "Alpha of all items is 0.70; without one item it lies between 0.60 and 0.72. "
        "It is higher without A1."
    )
    assert "<svg" in picture.svg
    even = alpha(exact(np.full((5, 5), 4 / 9) + np.eye(5) * 5 / 9, 50)).draw()
    assert even.alt.endswith("It is not higher without any of them.")
    with pytest.raises(ReliabilityError, match="There is no alpha without one of 2 items"):
        alpha(one_factor_answers(40, [0.8, 0.8])).draw()


# --- keying --------------------------------------------------------------------------------


def test_four_items_that_were_not_reversed_are_named_and_nothing_is_flipped():
    right = one_factor_answers(300, [0.65] * 11)
    turned = ["k2", "k5", "k6", "k10"]
    wrong = right.assign(**{name: 6 - right[name] for name in turned})
    assert keying(wrong).suspects == tuple(turned)
    assert alpha(wrong).alpha < 0.5 < 0.8 < alpha(right).alpha
    assert (
        "These items have the opposite sign to the rest on the first component: k2, k5, k6 and k10."
    ) in alpha(wrong).cautions
    repaired = wrong.assign(**{name: 6 - wrong[name] for name in turned})
    assert keying(repaired).suspects == alpha(repaired).cautions == ()
    assert keying(repaired).method.endswith("No item runs against the others.")
    assert set(omega(wrong).cautions) < set(alpha(wrong).cautions)


def test_the_component_judges_from_fifty_people_on():
    x = one_factor_answers(50, [0.8] * 5).assign(k1=lambda data: 6 - data["k1"])
    assert keying(x).signs.basis == "component"
    few = keying(x.head(49))
    assert (few.signs.basis, few.suspects) == ("item_rest", ("k1",))
    assert few.cautions[0] == (
        "These items have a negative correlation with the sum of the rest: k1."
    )


def test_the_loadings_are_those_of_the_first_principal_component():
    x = one_factor_answers(80, [0.5, 0.6, 0.7])
    u, s, _ = np.linalg.svd(((x - x.mean()) / x.std()).to_numpy(), full_matrices=False)
    scores = u[:, 0] * s[0]
    expected = [abs(np.corrcoef(scores, x[name])[0, 1]) for name in x]
    assert keying(x).items["component"].tolist() == pytest.approx(expected)
    assert keying(x).items["item_rest"].tolist() == pytest.approx(alpha(x).items["item_rest"])


def test_a_negative_alpha_is_shown_with_the_items_to_check():
    x = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [5, 4, 2, 2, 1], "c": [2, 1, 3, 2, 2]})
    result = alpha(x)
    assert result.alpha < 0
    assert (
        result.cautions[1] == "Alpha is negative: the items do not go together as they are keyed."
    )
    assert "negative correlation with the sum of the rest: a, b and c." in result.cautions[2]


def test_items_that_cancel_each_other_out_leave_a_gap_and_a_reason():
    x = pd.DataFrame({"a": [1, 2, 3, 4, 5, 5], "c": [2, 1, 3, 2, 4, 1]}).assign(
        b=lambda data: 6 - data["a"]
    )
    result = alpha(x)
    assert result.items.loc["c", ["item_rest", "alpha_if_dropped"]].isna().all()
    assert result.items.loc[["a", "b"], ["item_rest", "alpha_if_dropped"]].notna().all().all()
    assert (
        "The sum of the rest does not vary for: c. Its correlation and alpha cannot be given there."
        in result.cautions
    )
    assert "<svg" in result.draw().svg


def test_opposite_items_of_unequal_spread_have_no_standardised_alpha():
    x = pd.DataFrame({"a": [1, 2, 3], "b": [6, 4, 2]})
    # variances 1 and 4, covariance -2
    result = alpha(x)
    assert (result.alpha, result.standardised, result.g6) == (pytest.approx(-8), None, None)
    assert result.table.loc["Spearman–Brown coefficient (two items)"].isna().all()


@given(answers)
def test_a_negative_alpha_always_names_items(x):
    result = alpha(x)
    if result.alpha < 0:
        assert result.signs.suspects
        assert any("Check their keying" in caution for caution in result.cautions)


def test_the_table_of_keying():
    x = one_factor_answers(60, [0.8] * 3).assign(k1=lambda data: 6 - data["k1"])
    result = keying(x, missing="listwise")
    assert result.table["Check keying"].tolist() == ["yes", "no", "no"]
    assert (result.n, result.settings) == (60, {"missing": "listwise"})
    assert "Listwise" in result.method


# --- omega ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("correlations", "expected"), [(A_CORRELATIONS, 0.723724), (N_CORRELATIONS, 0.818451)]
)
def test_omega_as_psych_prints_it(correlations, expected):
    # psych 2.2.9, one factor by minres
    assert omega(exact(correlations, 2700)).omega == pytest.approx(expected, abs=1e-6)


def test_the_other_form_of_omega():
    # psych's loadings of the agreeableness items put into the other form
    assert omega(exact(A_CORRELATIONS, 2709)).omega_implied == pytest.approx(0.723984, abs=1e-6)


@pytest.mark.parametrize("loadings", [(0.4, 0.5, 0.9), (0.3, 0.5, 0.6, 0.7, 0.95), (0.7,) * 4])
def test_known_loadings_are_recovered(loadings):
    lam = np.array(loadings)
    matrix = np.outer(lam, lam)
    np.fill_diagonal(matrix, 1)
    result = omega(exact(matrix, 40))
    known = lam.sum() ** 2 / (lam.sum() ** 2 + (1 - lam**2).sum())
    assert result.loadings["loading"].tolist() == pytest.approx(loadings, abs=1e-6)
    assert result.loadings["uniqueness"].tolist() == pytest.approx(1 - lam**2, abs=1e-6)
    assert (result.omega, result.omega_implied) == pytest.approx((known, known), abs=1e-6)
    assert result.rms_residual == pytest.approx(0, abs=1e-6)


def test_the_loadings_are_those_of_iterated_principal_axes():
    fit = Factor(corr=np.array(N_CORRELATIONS), n_factor=1, method="pa").fit(2000, 1e-12)
    found = omega(exact(N_CORRELATIONS, 500)).loadings["loading"]
    assert found.tolist() == pytest.approx(np.abs(fit.loadings[:, 0]), abs=1e-5)


def test_equally_loaded_items_have_the_omega_of_their_standardised_alpha():
    x = exact(np.full((4, 4), 0.5) + np.eye(4) * 0.5, 60)
    assert omega(x).omega == pytest.approx(alpha(x).standardised, abs=1e-9)


def test_the_standard_error_is_the_slope_in_each_persons_weight():
    x = one_factor_answers(40, [0.6, 0.7, 0.8, 0.5]).to_numpy()
    n = len(x)

    def weighted(weights):
        c = np.cov(x.T, aweights=weights)
        r = c / np.sqrt(np.outer(np.diag(c), np.diag(c)))
        return 1 - factor.one_factor(r, tuple("abcd")).uniquenesses.sum() / r.sum()

    step = 1e-4
    slopes = []
    for person in range(n):
        change = np.full(n, -step / n)
        change[person] += step
        slopes.append((weighted(1 + change) - weighted(1 - change)) / (2 * step) * n)
    se = np.sqrt(np.square(slopes).sum() / (n * (n - 1)))
    assert omega(x).se == pytest.approx(se, rel=1e-4)


def test_the_standard_error_with_gaps_is_close_to_leaving_out_each_person():
    x = one_factor_answers(150, [0.6, 0.7, 0.8, 0.5]).astype(float)
    x = x.mask(np.random.default_rng(3).random(x.shape) < 0.1)
    without = np.array([omega(x.drop(index=person)).omega for person in x.index])
    jackknife = np.sqrt(149 / 150 * ((without - without.mean()) ** 2).sum())
    assert omega(x).se == pytest.approx(jackknife, rel=0.08)


def test_the_interval_is_symmetric_in_logits():
    result = omega(one_factor_answers(100, [0.6, 0.7, 0.8, 0.7]), confidence=0.9)
    logits = [np.log(p / (1 - p)) for p in (result.ci[0], result.omega, result.ci[1])]
    half = 1.6448536269514722 * result.se / (result.omega * (1 - result.omega))
    assert np.diff(logits) == pytest.approx([half, half])
    assert "interval at 90%" in result.method


def test_identical_items_have_no_interval_and_the_method_says_so():
    column = [1, 2, 3, 4, 5, 3]
    result = omega({"a": column, "b": column, "c": column})
    assert result.omega == pytest.approx(1)
    assert result.ci is None
    assert "No interval: omega does not lie between 0 and 1" in result.method


def test_table_and_counts_of_omega():
    result = omega(gaps()[["Q5", "Q7", "Q8", "Q10"]], missing="listwise")
    assert (result.n, result.n_complete, result.n_items) == (11, 11, 4)
    assert result.table.index[0] == "Omega total, observed correlations"
    assert result.table.loc["Loading: Q7", "Value"] == result.loadings.loc["Q7", "loading"]
    assert result.settings == {"missing": "listwise", "confidence": 0.95}


def test_a_solution_beyond_the_possible_is_refused():
    matrix = [[1, 0.8, 0.7], [0.8, 1, 0.4], [0.7, 0.4, 1]]  # loading of the first: sqrt(1.4)
    with pytest.raises(
        ReliabilityError, match=r"more than the whole variance of A1 \(a Heywood"
    ) as e:
        omega(exact(matrix, 60))
    assert e.value.reason == "improper_solution"


def test_items_without_a_factor_of_their_own_are_refused():
    with pytest.raises(ReliabilityError, match="More than one factor fits") as refused:
        omega(exact(np.eye(3), 60))
    assert refused.value.reason == "improper_solution"


def test_a_fit_that_does_not_settle_is_refused(monkeypatch):
    monkeypatch.setattr(factor, "STEPS", 2)
    with pytest.raises(ReliabilityError, match="the fit did not settle") as refused:
        omega(exact(A_CORRELATIONS, 60))
    assert refused.value.reason == "not_converged"


def test_a_pair_without_variance_together_is_refused():
    x = pd.DataFrame(
        {"a": [1, 1, 1, 2, 3, 4], "b": [1, 2, 3, None, None, 2], "c": [1, 2, 3, 3, 2, 1]}
    )
    x.loc[5, "b"] = None
    with pytest.raises(ReliabilityError, match="a does not vary among those who answered b too"):
        omega(x)


# --- ICC -----------------------------------------------------------------------------------

FORMS = ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")


def test_the_table_of_shrout_and_fleiss():
    result = icc(JUDGES)
    printed = [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    computed = [0.165742, 0.289763, 0.714841, 0.442797, 0.620051, 0.909316]
    values = [getattr(result, form).value for form in FORMS]
    assert values == pytest.approx(printed, abs=5e-3)
    assert values == pytest.approx(computed, abs=1e-6)
    assert (result.n, result.n_raters, result.n_left_out) == (6, 4, 0)


def test_the_wine_ratings_of_pingouin():
    # pingouin's tests of intraclass_corr: .728, limits .434 and .927
    wine = [list(row) for row in ("11366789", "23845579", "03135679", "12436298")]
    result = icc(np.array(wine).T)
    assert result.icc1.value == pytest.approx(0.728, abs=5e-4)
    assert result.icc1.ci == pytest.approx((0.434, 0.927), abs=5e-4)


@given(answers)
def test_agreement_of_a_sample_of_raters_by_variance_components(x):
    n, k = x.shape
    within = x.var(axis=1, ddof=1).mean()
    targets, raters = k * x.mean(axis=1).var(ddof=1), n * x.mean(axis=0).var(ddof=1)
    error = (within * n * (k - 1) - raters * (k - 1)) / ((n - 1) * (k - 1))
    result = icc(x)
    person, rater = (targets - error) / k, (raters - error) / n
    assert result.icc2.value == pytest.approx(person / (person + rater + error), rel=1e-7, abs=1e-7)
    one = (targets - within) / k
    assert result.icc1.value == pytest.approx(one / (one + within), rel=1e-7, abs=1e-7)
    assert result.icc3.value == pytest.approx(person / (person + error), rel=1e-7, abs=1e-7)


def test_the_interval_of_the_second_form_as_shrout_and_fleiss_write_it():
    x = np.array(JUDGES, float)
    n, k = x.shape
    bms, jms = k * x.mean(axis=1).var(ddof=1), n * x.mean(axis=0).var(ddof=1)
    ems = (((x - x.mean()) ** 2).sum() - bms * (n - 1) - jms * (k - 1)) / ((n - 1) * (k - 1))
    rho, fj = icc(x).icc2.value, jms / ems
    inner = n * (1 + (k - 1) * rho) - k * rho
    v = (
        (k - 1) * (n - 1) * (k * rho * fj + inner) ** 2
        / ((n - 1) * k**2 * rho**2 * fj**2 + inner**2)
    )  # fmt: skip
    f1, f2 = f.ppf(0.975, n - 1, v), f.ppf(0.975, v, n - 1)
    low = n * (bms - f1 * ems) / (f1 * (k * jms + (k * n - k - n) * ems) + n * bms)
    high = n * (f2 * bms - ems) / (k * jms + (k * n - k - n) * ems + n * f2 * bms)
    assert icc(x).icc2.ci == pytest.approx((low, high))
    steps = [k * limit / (1 + (k - 1) * limit) for limit in (low, high)]
    assert icc(x).icc2k.ci == pytest.approx(steps)


def test_targets_without_every_rating_are_left_out_and_counted():
    holed = pd.DataFrame(JUDGES, dtype="Int64")
    holed.loc[6] = [5, pd.NA, 4, 3]
    result = icc(holed)
    assert (result.n, result.n_left_out) == (6, 1)
    assert result.icc3 == icc(JUDGES).icc3
    assert "6 targets, 4 raters; targets without every rating: 1, not counted" in result.method


def test_full_agreement_is_one_without_an_interval():
    result = icc([(1, 1), (2, 2), (4, 4)])
    assert [getattr(result, form).value for form in FORMS] == [1] * 6
    assert [getattr(result, form).ci for form in FORMS] == [None] * 6
    assert "A form without an interval lies at the edge" in result.method
    assert "Intervals from" not in result.method


def test_raters_who_differ_by_a_constant_agree_in_order_only():
    result = icc([(1, 2), (2, 3), (3, 4)])
    # variance between targets 1, between raters 0.5: absolute agreement is 1 / 1.5
    assert (result.icc3.value, result.icc2.value) == pytest.approx((1, 2 / 3))
    assert result.icc3.ci is None
    assert result.icc2.ci[0] < 2 / 3 < result.icc2.ci[1]


def test_targets_that_do_not_differ_have_no_mean_form():
    result = icc([(1, 2, 3), (2, 3, 1), (3, 1, 2)])
    assert (result.icc1.value, result.icc1k, result.icc3k) == (-0.5, None, None)
    assert "A form without a value has no variance to divide by" in result.method
    assert result.table.loc["ICC(3,k): same raters, consistency, mean of raters"].isna().all()


def test_an_interval_beyond_the_f_distribution_is_not_given():
    # the raters differ by a hundred, the targets by next to nothing: no degrees of freedom are left
    result = icc([(1, 102, 203), (2, 103, 201), (3, 101, 202.1)], confidence=0.9)
    assert -1e-4 < result.icc2.value < 0
    assert (result.icc2.ci, result.icc2k.ci) == (None, None)
    assert "A form without an interval lies at the edge" in result.method
    assert "Intervals from the F distribution at 90%." in result.method
    assert result.settings == {"confidence": 0.9}


@pytest.mark.parametrize(
    ("ratings", "reason", "message"),
    [
        ([[1], [2]], "too_few_items", "Number of raters: 1; expected at least two"),
        ([[1, 2], [None, 1]], "too_few_people", "Number of targets with every rating: 1"),
        ([[3, 3], [3, 3]], "no_variance", "All ratings are 3.00: without variance"),
        ([[1, "x"], [2, 2]], "not_numbers", "Not a finite number: row 0, column 2"),
    ],
)
def test_ratings_that_are_refused(ratings, reason, message):
    with pytest.raises(ReliabilityError, match=message) as refused:
        icc(ratings)
    assert refused.value.reason == reason


# --- what all of them accept and refuse ----------------------------------------------------


def test_numbers_of_every_kind_are_read_alike():
    rows = pd.DataFrame(
        [(1, 1, 0), (2, 3, 1), (None, 3, 0), (4, 4, 1), (5, 4, 1)], columns=list("abc")
    )
    kinds = pd.DataFrame(
        {
            "a": pd.array([1, 2, None, 4, 5], dtype="Int64"),
            "b": pd.Categorical([1, 3, 3, 4, 4]),
            "c": np.array([False, True, False, True, True], dtype=object),
        }
    )
    assert alpha(kinds) == alpha(rows)
    assert alpha(rows.astype(object).astype(str).where(rows.notna())) == alpha(rows)
    assert alpha(rows.to_numpy().tolist()).alpha == alpha(rows).alpha
    assert alpha(rows.to_dict("list")) == alpha(rows)
    assert list(alpha(rows.to_numpy()).items.index) == ["1", "2", "3"]


@pytest.mark.parametrize("function", [alpha, omega, keying, icc])
def test_the_answers_are_not_changed(function):
    given_frame = gaps()[["Q5", "Q7", "Q8", "Q10"]]
    kept = given_frame.copy()
    function(given_frame)
    pd.testing.assert_frame_equal(given_frame, kept)


REFUSED = [
    (pd.DataFrame({"a": [1, 2, 3]}), "too_few_items", r"Number of items: 1; expected at least"),
    (pd.DataFrame(), "too_few_items", "Number of items: 0"),
    (pd.Series([1, 2, 3]), "too_few_items", "Number of items: 1"),
    (
        pd.DataFrame({c: [1, 2] for c in "abc"}),
        "too_few_people",
        r"Too few people answered a \(n = 2\); at least 3 are needed\.",
    ),
    (
        pd.DataFrame(
            {"a": [1, 2, 3, None, None, 4], "b": [None, 1, 2, 3, 4, None], "c": [1, 2] * 3}
        ),
        "too_few_people",
        r"Too few people answered a and b \(n = 2\); at least 3 are needed\.",
    ),
    (
        pd.DataFrame({"a": [None] * 4, "b": [1, 2, 3, 4], "c": [1, 2, 3, 4]}),
        "too_few_people",
        r"Too few people answered a \(n = 0\)",
    ),
    (
        pd.DataFrame({"a": [3, 3, 3], "b": [1, 2, 3], "c": [2, 2, 2]}),
        "no_variance",
        "Everybody gave the same answer to a and c: an item without variance",
    ),
    (
        pd.DataFrame({"a": [20, 30, 60], "b": [70, 50, 30], "c": [10, 20, 10]}),
        "no_variance",
        "The sum of the items does not vary: they cancel each other out.",
    ),
    (
        pd.DataFrame({"a": [1, "kyllä", 3], "b": [1, 2, np.inf], "c": [1, 2, 3]}),
        "not_numbers",
        r"Not a finite number: row 1, column a; row 2, column b \(number of such answers: 2\)\.",
    ),
    (
        pd.DataFrame({"a": ["x"] * 11, "b": range(11), "c": range(11)}),
        "not_numbers",
        r"row 9, column a; and others \(number of such answers: 11\)",
    ),
    (
        pd.DataFrame({"a": pd.to_datetime(["2020-01-01"] * 3), "b": [1j, 2, 3], "c": [1, 2, 3]}),
        "not_numbers",
        r"number of such answers: 6",
    ),
    (
        pd.DataFrame([(1, 2, 3), (2, 3, 4), (3, 5, 5)], columns=["a", "a", "b"]),
        "repeated_names",
        "There is more than one column a; keep one column an item",
    ),
    (
        pd.DataFrame([(1, 2, 3), (2, 3, 4), (3, 5, 5)], index=["x", "y", "x"]),
        "repeated_people",
        "Rows with an identifier that stands in an earlier row: 1. A person counts once",
    ),
]


@pytest.mark.parametrize("function", [alpha, omega])
@pytest.mark.parametrize(("items", "reason", "message"), REFUSED)
def test_answers_that_are_refused(function, items, reason, message):
    with pytest.raises(ReliabilityError, match=message) as refused:
        function(items)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("function", "name"), [(alpha, "alpha"), (omega, "omega")])
def test_an_index_has_no_internal_consistency(function, name):
    with pytest.raises(ReliabilityError, match=f"so {name} says nothing about them") as refused:
        function(SMALL, formative=True)
    assert refused.value.reason == "formative"


def test_omega_needs_three_items_where_alpha_needs_two():
    pair = one_factor_answers(40, [0.8, 0.8])
    assert alpha(pair).n_items == 2
    with pytest.raises(ReliabilityError, match="Number of items: 2; expected at least 3"):
        omega(pair)


def test_the_smallest_number_of_people_can_be_set():
    assert alpha(SMALL, min_n=5).n == 5
    with pytest.raises(ReliabilityError, match=r"n = 5\); at least 6 are needed"):
        alpha(SMALL, min_n=6)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"missing": "median"}, "`missing` is 'median'; expected one of pairwise, listwise"),
        ({"confidence": 95}, "`confidence` is 95; expected between 0 and 1"),
        ({"min_n": 1}, "`min_n` is 1; expected a whole number of people, at least 2"),
        ({"min_n": True}, "`min_n` is True; expected a whole number"),
    ],
)
@pytest.mark.parametrize("function", [alpha, omega])
def test_options_out_of_range(function, options, message):
    with pytest.raises(ValueError, match=message):
        function(SMALL, **options)


def test_the_error_survives_another_process():
    error = ReliabilityError("no_variance", "Nothing varies.")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.reason, str(copy)) == ("no_variance", "Nothing varies.")
