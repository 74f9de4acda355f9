"""A model of waves: the dense likelihood, the paired t test and analysis of variance are the routes."""

import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import f as f_distribution
from scipy.stats import ttest_rel
from statsmodels.regression.mixed_linear_model import MixedLM
from statsmodels.stats.multitest import multipletests
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from sosiaali_lib.messages import use
from sosiaali_lib.waves import WavesError, waves_model


def _long(wide, groups=None):
    """Put a table of people × waves into rows."""
    people, waves = wide.shape
    rows = pd.DataFrame(
        {
            "tunniste": np.repeat([f"h{i}" for i in range(people)], waves),
            "aika": np.tile(np.arange(1, waves + 1), people),
            "pisteet": wide.ravel(),
        }
    )
    if groups is not None:
        rows["ryhma"] = np.repeat(groups, waves)
    return rows


def _wide(people, waves, seed=1, spread=2.0):
    rng = np.random.default_rng(seed)
    levels = 10 + spread * rng.normal(size=(people, 1))
    return levels + rng.normal(size=(people, waves)) + 0.4 * np.arange(waves)


def _model(rows, group=None, **options):
    return waves_model(rows, "pisteet", "aika", "tunniste", group, **options)


WIDE = _wide(12, 3)
ROWS = _long(WIDE)
GROUPED = _long(_wide(14, 3, seed=4), np.tile(["koe", "verrokki"], 7))
HOLED = GROUPED.sample(frac=0.8, random_state=3).sort_index()


def _dense(rows, formula_cells, between, residual):
    """Minus twice the restricted log likelihood with every matrix written out, and its estimates."""
    y = rows["pisteet"].to_numpy()
    x = pd.get_dummies(formula_cells).to_numpy(float)
    same = rows["tunniste"].to_numpy()[:, None] == rows["tunniste"].to_numpy()
    v = between * same + residual * np.eye(len(y))
    inverse = np.linalg.inv(v)
    covariance = np.linalg.inv(x.T @ inverse @ x)
    means = covariance @ x.T @ inverse @ y
    rest = y - x @ means
    criterion = np.linalg.slogdet(v)[1] - np.linalg.slogdet(covariance)[1] + rest @ inverse @ rest
    return criterion, means, covariance


def test_two_complete_waves_give_the_paired_t_interval():
    wide = _wide(9, 2, seed=7)
    change = _model(_long(wide)).contrasts[0]
    expected = ttest_rel(wide[:, 1], wide[:, 0])
    interval = expected.confidence_interval(0.95)
    differences = wide[:, 1] - wide[:, 0]
    assert change.estimate.value == pytest.approx(differences.mean(), abs=1e-9)
    assert change.estimate.se == pytest.approx(differences.std(ddof=1) / 3, rel=1e-5)
    assert change.estimate.ci == pytest.approx((interval.low, interval.high), rel=1e-4)
    assert change.p == pytest.approx(expected.pvalue, rel=1e-4)


def test_complete_waves_give_the_analysis_of_variance_with_repeated_measures():
    n, k = WIDE.shape
    people, waves, grand = WIDE.mean(axis=1), WIDE.mean(axis=0), WIDE.mean()
    rest = WIDE - people[:, None] - waves + grand
    error = (rest**2).sum() / ((n - 1) * (k - 1))
    between = ((k * ((people - grand) ** 2).sum() / (n - 1)) - error) / k
    f = n * ((waves - grand) ** 2).sum() / (k - 1) / error
    found = _model(ROWS)
    assert found.variance_residual == pytest.approx(error, rel=1e-5)
    assert found.variance_between == pytest.approx(between, rel=1e-5)
    assert found.icc == pytest.approx(between / (between + error), rel=1e-5)
    assert [mean.estimate.value for mean in found.means] == pytest.approx(waves)
    se = np.sqrt((between + error) / n)
    assert [mean.estimate.se for mean in found.means] == pytest.approx([se] * 3, rel=1e-5)
    test = found.test("wave")
    assert (test.df1, test.df2) == (2, 22)
    assert test.f == pytest.approx(f, rel=1e-5)
    assert test.p == pytest.approx(f_distribution.sf(f, 2, 22), rel=1e-4)


def test_complete_groups_of_one_size_give_the_split_plot_analysis():
    cube = np.stack([_wide(7, 3, seed=8), _wide(7, 3, seed=9) + np.array([0, 0.5, 1.5])])
    rows = _long(cube.reshape(14, 3), np.repeat(["koe", "verrokki"], 7))
    cells, grand = cube.mean(axis=1), cube.mean()
    groups, waves = cells.mean(axis=1), cells.mean(axis=0)
    people = cube.mean(axis=2)
    person_error = 3 * ((people - groups[:, None]) ** 2).sum() / 12
    within = cube - people[:, :, None] - cells[:, None, :] + groups[:, None, None]
    error = (within**2).sum() / 24
    f_group = 21 * ((groups - grand) ** 2).sum() / person_error
    mixed = cells - groups[:, None] - waves + grand
    f_mixed = 7 * (mixed**2).sum() / 2 / error
    f_wave = 14 * ((waves - grand) ** 2).sum() / 2 / error
    tests = {one.term: (one.f, one.df1, one.df2) for one in _model(rows, "ryhma").tests}
    assert tests == {
        "wave": (pytest.approx(f_wave, rel=1e-5), 2, 24),
        "group": (pytest.approx(f_group, rel=1e-5), 1, 12),
        "interaction": (pytest.approx(f_mixed, rel=1e-5), 2, 24),
    }


def test_missing_waves_give_the_estimates_of_the_likelihood_written_out():
    found = _model(HOLED, "ryhma")
    cells = HOLED["ryhma"] + HOLED["aika"].astype(str)
    best = minimize(
        lambda logs: _dense(HOLED, cells, *np.exp(logs))[0],
        np.log([found.variance_between * 2, found.variance_residual / 2]),
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-12},
    )
    assert (found.variance_between, found.variance_residual) == pytest.approx(
        tuple(np.exp(best.x)), rel=1e-4
    )
    _criterion, means, covariance = _dense(
        HOLED, cells, found.variance_between, found.variance_residual
    )
    estimates = [mean.estimate for mean in found.means]
    assert [one.value for one in estimates] == pytest.approx(means.tolist(), abs=1e-9)
    assert [one.se for one in estimates] == pytest.approx(
        np.sqrt(np.diag(covariance)).tolist(), rel=1e-6
    )


def test_fixed_effects_are_those_of_statsmodels_with_its_own_formula():
    from statsmodels.formula.api import mixedlm

    terms = "C(aika, Treatment(2)) * C(ryhma)"
    expected = mixedlm(f"pisteet ~ {terms}", HOLED, groups="tunniste").fit()
    found = {
        (one.group, one.wave): one.estimate
        for one in _model(HOLED, "ryhma", reference=2).fixed_effects
    }
    wave, group = "C(aika, Treatment(2))[T.{}]", "C(ryhma)[T.verrokki]"
    names = {
        (None, None): "Intercept",
        (None, 1): wave.format(1),
        (None, 3): wave.format(3),
        ("verrokki", None): group,
        ("verrokki", 1): f"{wave.format(1)}:{group}",
        ("verrokki", 3): f"{wave.format(3)}:{group}",
    }
    assert list(found) == list(names)
    for key, name in names.items():
        assert found[key].value == pytest.approx(expected.params[name], abs=1e-3)
        assert found[key].se == pytest.approx(expected.bse[name], rel=0.02)


@settings(max_examples=10)
@given(st.permutations(range(len(HOLED))), st.sampled_from([0.001, 1, 1e6]), st.integers(-50, 50))
def test_order_unit_and_origin_change_nothing_but_the_scale(order, unit, origin):
    plain = _model(HOLED, "ryhma")
    moved = HOLED.iloc[order].assign(pisteet=lambda rows: rows["pisteet"] * unit + origin * unit)
    found = _model(moved, "ryhma")
    assert found.icc == pytest.approx(plain.icc, rel=1e-4)
    for one, other in zip(plain.contrasts, found.contrasts, strict=True):
        assert (other.group, other.earlier, other.later) == (one.group, one.earlier, one.later)
        assert other.estimate.value == pytest.approx(one.estimate.value * unit, rel=1e-4)
        assert other.p == pytest.approx(one.p, rel=1e-3)


def test_people_and_observations_are_counted():
    rows = HOLED.assign(pisteet=HOLED["pisteet"].where(HOLED.index != HOLED.index[0]))
    found = _model(rows, "ryhma")
    assert (found.n_people, found.n_observations, found.n_missing) == (14, len(HOLED) - 1, 1)
    sizes = rows.dropna().groupby("tunniste").size()
    assert found.n_complete == (sizes == 3).sum()
    assert found.n_per_wave == rows.dropna().groupby("aika").size().to_dict()
    assert f"People: 14; observations: {len(HOLED) - 1}; people with" in found.method
    assert "because they have no value: 1." in found.method


def test_contrasts_are_all_pairs_with_the_p_values_of_holm_in_each_group():
    found = _model(GROUPED, "ryhma")
    pairs = [(1, 2), (1, 3), (2, 3)]
    assert [(one.earlier, one.later) for one in found.contrasts] == pairs * 2
    for part in (found.contrasts[:3], found.contrasts[3:]):
        expected = multipletests([one.p for one in part], method="holm")[1]
        assert [one.p_holm for one in part] == pytest.approx(expected.tolist())


def test_the_reference_wave_changes_the_coefficients_and_not_the_means():
    first, last = _model(ROWS), _model(ROWS, reference=3)
    assert first.means == last.means
    assert last.fixed_effects[0].estimate == last.means[2].estimate
    assert [one.wave for one in last.fixed_effects] == [None, 1, 2]
    with pytest.raises(
        ValueError, match="`reference` is 4, which is no wave; expected one of 1, 2, 3"
    ):
        _model(ROWS, reference=4)


def test_categorical_waves_keep_their_order_and_dates_are_written_out():
    names = pd.Categorical(
        ROWS["aika"].map({1: "alku", 2: "loppu", 3: "12 kk"}), ["alku", "loppu", "12 kk", "24 kk"]
    )
    found = _model(ROWS.assign(aika=names))
    assert found.waves == ("alku", "loppu", "12 kk")
    days = pd.to_datetime("2025-01-31") + pd.to_timedelta(ROWS["aika"] * 30, unit="D")
    dated = _model(ROWS.assign(aika=days))
    assert dated.table.index[0] == "Mean, 2 March 2025"
    with use("fi"):
        assert dated.means[0].name == "2.3.2025"


def test_the_model_is_written_in_words_symbols_and_notation():
    words, symbols, letters, notation = _model(GROUPED, "ryhma").formula.split("\n")
    assert words.startswith("pisteet = mean of the wave (aika) in the group (ryhma) + the person's")
    assert symbols == "yᵢⱼ = β₀ + βⱼ + γₖ + δₖⱼ + uᵢ + eᵢⱼ, uᵢ ~ N(0, σ²ᵤ), eᵢⱼ ~ N(0, σ²ₑ)"
    assert "zero at the reference wave" in letters
    assert notation == "pisteet ~ aika * ryhma + (1 | tunniste)"
    plain = _model(ROWS)
    assert plain.formula.endswith("pisteet ~ aika + (1 | tunniste)")
    assert "missing at random" in plain.method
    assert "Wald F test of wave tests whether all waves have the same mean." in plain.method


def test_a_zero_variance_between_people_is_said_and_given_by_least_squares():
    wide = np.array([[1.0, 5.0], [2.0, 4.0], [5.0, 1.0], [4.0, 3.0], [3.0, 2.0]])
    found = _model(_long(wide))
    assert (found.variance_between, found.icc) == (0, 0)
    pooled = wide.var(axis=0, ddof=1).mean()
    assert found.variance_residual == pytest.approx(pooled)
    assert found.contrasts[0].estimate.se == pytest.approx(np.sqrt(2 * pooled / 5))
    assert found.cautions[0].startswith("Singular fit: the variance between people was estimated")
    assert found.cautions[0] in found.method


def test_a_variance_near_zero_is_said_and_no_warning_leaks():
    signs = np.array([[1, 1, -1, -1], [1, -1, 1, -1], [1, -1, -1, 1], [-1, 1, 1, -1]] * 3)
    found = _model(_long(signs + np.linspace(-0.87, 0.87, 12)[:, None]))
    assert 0 < found.icc < 0.01
    assert found.cautions == ("The variance between people is close to zero.",)


def test_what_statsmodels_warns_of_becomes_a_caution(monkeypatch):
    real = MixedLM.fit

    def warning_fit(self, **options):
        warnings.warn("something odd", ConvergenceWarning, stacklevel=1)
        return real(self, **options)

    monkeypatch.setattr(MixedLM, "fit", warning_fit)
    assert _model(ROWS).cautions == ("statsmodels warned: something odd",)


@pytest.mark.parametrize("failure", ["unsettled", "elsewhere", "singular"])
def test_an_estimation_that_does_not_settle_is_refused(monkeypatch, failure):
    real = MixedLM.fit

    def failing_fit(self, **options):
        if failure == "singular":
            raise np.linalg.LinAlgError("Singular matrix")
        result = real(self, **options)
        if failure == "unsettled":
            result.converged = False
        else:
            result.cov_re = result.cov_re * 1.01
        return result

    monkeypatch.setattr(MixedLM, "fit", failing_fit)
    with pytest.raises(WavesError, match="The estimation did not converge") as caught:
        _model(ROWS)
    assert caught.value.reason == "no convergence"


ONE_WAVE = ROWS[ROWS["aika"] == 1]
UNLINKED = pd.concat([ROWS[ROWS["aika"] < 3], ROWS[ROWS["aika"] == 3].assign(tunniste=range(12))])


@pytest.mark.parametrize(
    ("rows", "reason", "message"),
    [
        (ROWS.drop(columns="aika"), "columns", "exactly one column `aika` of its own; it has tunn"),
        (
            ROWS.assign(aika=ROWS["aika"].astype(object).where(ROWS.index > 0, "alku")),
            "columns",
            "The column `aika` mixes text and numbers",
        ),
        (
            ROWS.assign(aika=ROWS["aika"].where(ROWS.index > 1)),
            "empty",
            "2 rows with a value have an empty `aika`",
        ),
        (pd.concat([ROWS, ROWS[:1]]), "repeated", "1 row repeats a person's wave"),
        (ONE_WAVE, "levels", "`aika` has too few different values: 1"),
        (
            ROWS[(ROWS["aika"] < 3) | (ROWS.index < 3)],
            "few people",
            r"3: 1 value\. The model needs at least two people in every wave",
        ),
        (ROWS[:12], "few people", "There are 4 people and the model has 5 parameters"),
        (
            ROWS.assign(pisteet=np.nan),
            "few people",
            "1: 0 values. The model needs at least two people",
        ),
        (UNLINKED, "unlinked", "Too few people have values in several waves"),
        (
            ROWS.assign(pisteet=ROWS["aika"] + ROWS.index // 3),
            "no variation",
            "Everybody changes in the same way between the waves",
        ),
        (ROWS.assign(pisteet=3), "no variation", "Everybody changes in the same way"),
    ],
)
def test_data_that_do_not_bear_the_model_are_refused_with_a_reason(rows, reason, message):
    with pytest.raises(WavesError, match=message) as caught:
        _model(rows)
    assert caught.value.reason == reason


def test_groups_must_be_two_or_more_and_one_a_person():
    with pytest.raises(WavesError, match="1 person has more than one `ryhma`"):
        _model(GROUPED.assign(ryhma=GROUPED["ryhma"].where(GROUPED.index > 0, "verrokki")), "ryhma")
    with pytest.raises(WavesError, match="`ryhma` has too few different values: 1"):
        _model(GROUPED.assign(ryhma="koe"), "ryhma")
    few = GROUPED[(GROUPED["ryhma"] == "koe") | (GROUPED["tunniste"] == "h1")]
    with pytest.raises(WavesError, match=r"verrokki, 1: 1 value\. The model needs at least two"):
        _model(few, "ryhma")


def test_text_for_numbers_and_a_wrong_confidence_are_refused():
    with pytest.raises(ValueError, match="`pisteet` has something other than a finite number"):
        _model(ROWS.assign(pisteet="paljon"))
    with pytest.raises(ValueError, match="`confidence` is 95; expected between 0 and 1"):
        _model(ROWS, confidence=95)
    with pytest.raises(ValueError, match="`term` is 'group'; expected one of wave"):
        _model(ROWS).test("group")


def test_the_error_survives_pickling():
    error = pickle.loads(pickle.dumps(WavesError("levels", "too few")))
    assert (error.reason, str(error)) == ("levels", "too few")


def test_the_data_are_not_changed():
    before = HOLED.copy()
    _model(HOLED, "ryhma")
    pd.testing.assert_frame_equal(HOLED, before)


def test_the_tables_hold_what_the_result_holds():
    found = _model(GROUPED, "ryhma")
    assert found.table.loc["Mean, koe, 1", "Value"] == found.means[0].estimate.value
    assert found.table.loc["p, wave × group (Wald F test)", "Value"] == found.test("interaction").p
    assert found.means_table["Observations"].tolist() == [7] * 6
    assert found.contrasts_table.loc["koe: change from 1 to 3", "p, Holm"] == (
        found.contrasts[1].p_holm
    )
    assert found.fixed_effects_table.index.tolist() == [
        "Intercept", "2", "3", "verrokki", "verrokki × 2", "verrokki × 3",
    ]  # fmt: skip
    assert found.tests_table.loc["group (Wald F test)", "Denominator df"] == 12
    assert "Change from 1 to 2" in _model(ROWS).contrasts_table.index
    assert found.settings["reference"] == 1


def test_the_picture_shows_the_means_and_says_the_change_of_each_group():
    picture = _model(GROUPED, "ryhma").draw()
    assert picture.svg.startswith("<?xml")
    assert picture.alt.startswith("koe: the estimated mean of pisteet is ")
    assert "verrokki: the estimated mean" in picture.alt
    means = WIDE.mean(axis=0)
    assert (
        _model(ROWS)
        .draw()
        .alt.startswith(
            f"The estimated mean of pisteet is {means[0]:.2f} at 1 and {means[2]:.2f} at 3; the change is"
        )
    )
