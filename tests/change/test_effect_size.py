import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import nct

from sosiaali_lib.change.effect_size import paired_effect

# "Demo14", made up; answers as R's effectsize 0.8.3.
BEFORE = [1, 2, 2, 3, 2, 4, 3, 5, 2, 3, 1, 4, 3, 2]
AFTER = [2, 3, 2, 3, 4, 5, 3, 4, 3, 4, 1, 5, 5, 2]
# Weights (lb) of the 17 with family therapy: Hand et al. (1994), A Handbook of Small Data Sets, set
# 285; data set anorexia of the R package MASS 7.3-58.2. Only the mean and spread of the changes are
# used here, from the changes rounded to 0.1.
FAMILY_THERAPY = [
    11.4, 11.0, 5.5, 9.4, 13.6, -2.9, -0.1, 7.4, 21.5, -5.3, -3.8, 13.4, 13.1, 9.0, 3.9, 5.7, 10.7,
]  # fmt: skip

pairs = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=4, max_size=40)


def test_demo14_agrees_with_r():
    effect = paired_effect(BEFORE, AFTER)
    sizes = (effect.d_z, effect.g_z, effect.d_av, effect.d_rm)
    assert sizes == pytest.approx((0.763581, 0.718517, 0.531253, 0.527405), abs=5e-7)
    assert effect.d_z_ci == pytest.approx((0.153459, 1.351450), abs=1e-6)


def test_family_therapy_agrees_with_r():
    effect = paired_effect([0.0] * 17, FAMILY_THERAPY)
    assert effect.d_z == pytest.approx(1.014989, abs=5e-7)
    assert effect.d_z_ci == pytest.approx((0.415138, 1.594259), abs=1e-6)
    assert effect.d_rm is None
    assert "All scores of one wave are equal, so d_rm does not exist." in effect.method


@given(pairs, st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_leaves_the_tails_of_the_noncentral_t_distribution(scores, confidence):
    effect = paired_effect(*zip(*scores, strict=True), confidence)
    assume(effect.d_z_ci is not None)
    n = len(scores)
    low, high = (limit * math.sqrt(n) for limit in effect.d_z_ci)
    t = effect.d_z * math.sqrt(n)
    assert nct.sf(t, n - 1, low) == pytest.approx((1 - confidence) / 2, abs=1e-5)
    assert nct.cdf(t, n - 1, high) == pytest.approx((1 - confidence) / 2, abs=1e-5)


@given(pairs)
def test_sizes_follow_their_definitions(scores):
    effect = paired_effect(*zip(*scores, strict=True))
    table = pd.DataFrame(scores, columns=["before", "after"])
    changes = table["after"] - table["before"]
    if changes.nunique() > 1:
        assert effect.d_z == pytest.approx(changes.mean() / changes.std())
        assert abs(effect.g_z) <= abs(effect.d_z)
    if table["before"].nunique() > 1 and table["after"].nunique() > 1:
        mean_variance = table.var().mean()
        assert effect.d_av == pytest.approx(changes.mean() / math.sqrt(mean_variance))
        if effect.d_z is not None:
            r = table.corr().loc["before", "after"]
            assert effect.d_rm == pytest.approx(
                effect.d_z * math.sqrt(2 * (1 - min(r, 1))), abs=1e-7
            )


@given(pairs)
def test_swapping_the_waves_turns_every_size(scores):
    before, after = zip(*scores, strict=True)
    effect, turned = paired_effect(before, after), paired_effect(after, before)
    for name in ("d_z", "g_z", "d_av", "d_rm"):
        size = getattr(effect, name)
        assert getattr(turned, name) == (None if size is None else pytest.approx(-size))
    if effect.d_z_ci is not None:
        assert turned.d_z_ci == pytest.approx((-effect.d_z_ci[1], -effect.d_z_ci[0]))


@pytest.mark.parametrize(
    ("v", "factor"), [(2, 1 / math.sqrt(math.pi)), (4, math.sqrt(2 / math.pi)), (99, 1 - 3 / 395)]
)
def test_hedges_factor_by_its_closed_forms_and_its_approximation(v, factor):
    effect = paired_effect(range(v + 1), [1, *range(1, v + 1)])
    assert effect.g_z / effect.d_z == pytest.approx(factor, abs=1e-12 if v < 9 else 1e-5)


def test_a_perfect_correlation_leaves_no_rounding_error_in_d_rm():
    effect = paired_effect([1, 1, 5, 5, 5], [1, 1, 4, 4, 4])
    assert effect.d_rm == 0
    assert paired_effect([1, 1, 4, 4, 4], [1, 1, 5, 5, 5]).d_rm == 0
    assert effect.d_z == pytest.approx(-0.6 / math.sqrt(0.3))


def test_equal_changes_have_no_d_z_and_the_reason_is_given():
    # decimals: the changes are 0.1 but for the last digits
    effect = paired_effect([0.1, 0.2, 0.7], [0.2, 0.3, 0.8])
    assert (effect.d_z, effect.d_z_ci, effect.g_z, effect.d_rm) == (None, None, None, None)
    assert effect.d_av == pytest.approx(0.1 / np.std([0.1, 0.2, 0.7], ddof=1))
    assert "All changes are equal, so d_z, g_z and d_rm do not exist." in effect.method


@pytest.mark.parametrize("scores", [([], []), ([1], [2]), ([1, None], [2, 3])])
def test_fewer_than_two_pairs_give_no_size_and_say_why(scores):
    effect = paired_effect(*scores)
    assert (effect.d_z, effect.g_z, effect.d_av, effect.d_rm) == (None, None, None, None)
    assert effect.method == "Standardised sizes of the change need at least two pairs."


def test_two_pairs_have_no_g_z():
    effect = paired_effect([1, 2], [3, 5])
    assert (effect.g_z, effect.d_z) == (None, pytest.approx(2.5 / math.sqrt(0.5)))
    assert effect.method.endswith("With two pairs g_z does not exist.")


def test_changes_that_are_almost_even_get_no_interval_and_the_reason_is_given():
    effect = paired_effect([0] * 30, [1 + 1e-5 * (i % 2) for i in range(30)])
    assert (effect.d_z > 1e5, effect.d_z_ci) == (True, None)
    assert "The changes are too even for an interval of d_z." in effect.method


def test_the_table_names_every_subscript():
    effect = paired_effect(BEFORE, AFTER)
    assert effect.table.index.tolist() == ["Pairs", "d_z", "g_z", "d_av", "d_rm"]
    assert effect.table.loc["d_z"].tolist() == [effect.d_z, *effect.d_z_ci]
    assert "The 95% interval of d_z is that of the non-central t distribution." in effect.method
    assert effect.settings == {"confidence": 0.95}


def test_inputs_are_not_changed():
    before, after = pd.Series(BEFORE), pd.Series(AFTER)
    paired_effect(before, after)
    assert (before.tolist(), after.tolist()) == (BEFORE, AFTER)


def test_confidence_must_lie_between_zero_and_one():
    with pytest.raises(ValueError, match="`confidence` is 0; expected between 0 and 1"):
        paired_effect(BEFORE, AFTER, 0)
