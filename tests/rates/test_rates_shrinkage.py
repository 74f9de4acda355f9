"""Empirical Bayes estimates: moments by hand, likelihoods of scipy's distributions, laws."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, betabinom, gamma, nbinom

from sosiaali_lib import messages, rates
from sosiaali_lib.rates.priors import weight

# Areas of very different sizes, more different than by chance.
EVENTS = np.array([3, 40, 11, 210, 900, 25, 0, 77.0])
BASE = np.array([300, 1900, 200, 9000, 21_000, 2600, 90, 1500.0])
MEAN = EVENTS.sum() / BASE.sum()


def marshall():
    squares = sum(n * (x / n - MEAN) ** 2 for x, n in zip(EVENTS, BASE, strict=True))
    between = squares / sum(BASE) - MEAN / (sum(BASE) / 8)
    return between, [
        MEAN + between / (between + MEAN / n) * (x / n - MEAN)
        for x, n in zip(EVENTS, BASE, strict=True)
    ]


def test_moments_of_rates_are_those_of_marshall():
    between, expected = marshall()
    found = rates.shrink("rate", EVENTS, BASE)
    assert found["value"].tolist() == pytest.approx([1000 * one for one in expected])
    assert found["raw"].tolist() == pytest.approx((1000 * EVENTS / BASE).tolist())
    assert found["weight"].tolist() == pytest.approx((between / (between + MEAN / BASE)).tolist())
    shape, worth = MEAN**2 / between, MEAN / between
    posterior = gamma(shape + EVENTS, scale=1000 / (worth + BASE))
    assert found["lower"].tolist() == pytest.approx(posterior.ppf(0.025).tolist())
    assert found["upper"].tolist() == pytest.approx(posterior.ppf(0.975).tolist())
    assert set(found["method"]) == {"gamma-poisson, moments"}


def test_moments_of_proportions_are_those_of_kleinman():
    spread = sum(n * (x / n - MEAN) ** 2 for x, n in zip(EVENTS, BASE, strict=True))
    total, chance = sum(BASE), MEAN * (1 - MEAN)
    alike = (spread - chance * 7) / (chance * (total - sum(n**2 for n in BASE) / total - 7))
    worth = 1 / alike - 1
    found = rates.shrink("proportion", EVENTS, BASE, confidence=(0.95, 0.998))
    posterior = beta(EVENTS + worth * MEAN, BASE - EVENTS + worth * (1 - MEAN))
    assert found["value"].tolist() == pytest.approx(posterior.mean().tolist())
    assert found["lower_99_8"].tolist() == pytest.approx(posterior.ppf(0.001).tolist())
    assert found["upper_95"].tolist() == pytest.approx(posterior.ppf(0.975).tolist())
    assert set(found["method"]) == {"beta-binomial, moments"}


def log_likelihood(kind, worth):
    if kind == "proportion":
        return betabinom(BASE, worth * MEAN, worth * (1 - MEAN)).logpmf(EVENTS).sum()
    return nbinom(worth * MEAN, worth / (worth + BASE)).logpmf(EVENTS).sum()


@pytest.mark.parametrize("kind", ["rate", "ratio", "proportion"])
def test_the_likelihood_is_greatest_where_it_is_said_to_be(kind):
    found = weight(kind, EVENTS, BASE, MEAN, "likelihood")
    best = log_likelihood(kind, found)
    assert all(best >= log_likelihood(kind, found * factor) for factor in (0.5, 0.97, 1.03, 2))
    table = rates.shrink(kind, EVENTS, BASE, "mean", method="likelihood")
    assert table["weight"].tolist() == pytest.approx((BASE / (BASE + found)).tolist())
    assert table["method"][0].endswith(", likelihood")


@pytest.mark.parametrize("kind", ["rate", "proportion"])
@pytest.mark.parametrize("method", ["moments", "likelihood"])
def test_areas_that_differ_by_chance_get_the_common_value(kind, method):
    with messages.use("en"):
        found = rates.shrink(kind, [20, 21, 19, None], [1000, 1000, 1000, 5], method=method, per=1)
    assert found["value"].tolist()[:3] == pytest.approx([0.02] * 3)
    assert found["weight"].tolist()[:3] == [0, 0, 0]
    assert found[["lower", "upper"]].isna().all(axis=None)
    assert set(found["note"][:3]) == {
        "The areas differ no more than by chance: each is given the common value."
    }
    assert found["note"][3] == "The number of events is missing."


def test_areas_without_events_or_alone_get_the_common_value():
    assert rates.shrink("rate", [0, 0], [10, 10])["value"].tolist() == [0, 0]
    assert rates.shrink("proportion", [9, 9], 9)["value"].tolist() == [1, 1]
    assert rates.shrink("rate", [5], [10], 20)["value"].tolist() == [20]


def test_missing_areas_do_not_stop_the_others():
    with messages.use("en"):
        found = rates.shrink("rate", [*EVENTS, 4, None, 4], [*BASE, None, 50, 0])
    whole = rates.shrink("rate", EVENTS, BASE)
    assert found["value"].tolist()[:8] == pytest.approx(whole["value"].tolist())
    assert found["note"].tolist()[8:] == [
        "The denominator is missing.",
        "The number of events is missing.",
        "The denominator is zero.",
    ]
    assert found.loc[8:, ["value", "lower", "raw", "weight"]].isna().all(axis=None)


@st.composite
def areas(draw):
    pairs = draw(
        st.lists(st.tuples(st.integers(0, 400), st.integers(400, 50_000)), min_size=2, max_size=9)
    )
    return [x for x, _n in pairs], [n for _x, n in pairs]


@given(
    st.sampled_from(["rate", "ratio", "proportion"]),
    areas(),
    st.sampled_from(["moments", "likelihood"]),
    st.one_of(st.just("mean"), st.floats(0.001, 0.9)),
)
def test_a_shrunken_value_lies_between_raw_and_target(kind, given_areas, method, target):
    events, base = given_areas
    found = rates.shrink(kind, events, base, target, method=method, per=1)
    aim = sum(events) / sum(base) if target == "mean" else target
    low, high = np.minimum(found["raw"], aim), np.maximum(found["raw"], aim)
    assert (found["value"] >= low - 1e-12).all()
    assert (found["value"] <= high + 1e-12).all()
    assert found["weight"].between(0, 1).all()
    order = np.argsort(base)
    assert (found["weight"].iloc[order].diff().dropna() >= -1e-12).all()
    held = found.dropna(subset=["lower"])
    assert (held["lower"] <= held["upper"]).all()


@given(areas(), st.sampled_from([1, 1000, 100_000]))
def test_shrunken_rates_scale_with_what_they_are_per(given_areas, per):
    one, many = (rates.shrink("rate", *given_areas, per=by) for by in (1, per))
    for name in ("value", "lower", "upper", "raw"):
        assert many[name].tolist() == pytest.approx((per * one[name]).tolist(), nan_ok=True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: rates.shrink("rate", [1], [5], method="bayes"),
            "`method` is 'bayes'; expected one of moments, likelihood.",
        ),
        (
            lambda: rates.shrink("rate", [1, 2], [5, 5], [20, 30]),
            '`target` differs between areas; expected one number or "mean".',
        ),
        (
            lambda: rates.shrink("rate", [1], [5], None),
            'A rate needs a `target`: a number per 1000, or "mean".',
        ),
        (
            lambda: rates.shrink("proportion", [6], [5]),
            "`events` must be no more than `denominators`; not so in row 0 (6). Correct it.",
        ),
    ],
)
def test_what_cannot_be_shrunken_is_refused(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()
