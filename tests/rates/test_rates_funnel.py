"""Funnel limits, over-dispersion and classes; known answers: see published_rates."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from published_rates import (
    BOTH,
    LABELS,
    LIMITS,
    PROPORTION_CLASSES,
    RATE_CLASSES,
    RATIO_CLASSES,
    RATIO_LINES,
    columns,
    rows,
)
from scipy.stats import chi2

from sosiaali_lib import messages, rates

EVENTS, PEOPLE = [20, 40, 10, 30, 55], [1000, 1500, 900, 2000, 1800]
KINDS = st.sampled_from(["proportion", "rate", "ratio"])


def coded(labels):
    return [LABELS[label] for label in labels]


def test_lines_of_proportions_agree_with_pheindicatormethods():
    # testdata_funnel_prop_outputs.csv
    found = rates.funnel_limits("proportion", [1, 598], 80.64244786, per=100)
    assert found[LIMITS].to_numpy() == pytest.approx(
        np.array([[3.204264, 100, 0, 100], [77.475765, 83.809131, 75.649608, 85.635287]]), abs=5e-7
    )
    assert set(found["method"]) == {"score"}
    assert found["value"].tolist() == [80.64244786] * 2


def test_lines_of_ratios_agree_with_pheindicatormethods():
    table = columns(RATIO_LINES)
    for at, name in enumerate(LIMITS):
        expected, line = table[1 + 2 * at], table[2 + 2 * at]
        found = rates.funnel_limits("ratio", expected, 100, per=100)
        # The figures have six decimals.
        assert found[name].tolist() == pytest.approx(line, rel=2e-6)


def test_lines_of_rates_agree_with_pheindicatormethods():
    # testdata_funnel_rate_outputs_2.csv: 21 events; population of one of three years.
    found = rates.funnel_limits("rate", 3 * 9315.969169, 114.8591735, per=100_000)
    assert found.loc[0, "lower_95"] == pytest.approx(75.139794, rel=1e-6)
    assert found.loc[0, "method"] == "poisson"


@given(st.integers(1, 3000), st.sampled_from([0.9, 0.95, 0.998]))
def test_a_line_meets_the_exact_limits_of_the_counts_on_it(count, confidence):
    low, high = (
        chi2.ppf([(1 - confidence) / 2, (1 + confidence) / 2], [2 * count, 2 * count + 2]) / 2
    )
    # Where the upper limit of a count is expected, the count lies on the lower line.
    found = rates.funnel_limits("ratio", [high, low], confidence=confidence)
    assert found.loc[0, "lower"] * high == pytest.approx(count, rel=1e-8)
    assert found.loc[1, "upper"] * low == pytest.approx(count, rel=1e-8)


def test_no_area_is_too_low_where_even_no_event_is_likely():
    found = rates.funnel_limits("rate", [100, 200], 20)
    assert found.loc[0, "lower_95"] == 0  # exp(-2) is above 2.5 %
    assert rates.funnel_limits("rate", [100, 200], 0)[LIMITS].eq(0).all(axis=None)


@given(
    KINDS,
    st.floats(0.05, 0.9),
    st.lists(st.integers(1, 100_000), min_size=2, max_size=5, unique=True),
)
def test_funnels_narrow_with_size_and_hold_the_target(kind, target, sizes):
    found = rates.funnel_limits(kind, sorted(sizes), target, per=1)
    assert (found["lower_99_8"] <= found["lower_95"]).all()
    assert (found["lower_95"] <= found["value"]).all()
    assert (found["value"] <= found["upper_95"]).all()
    assert (found["upper_95"] <= found["upper_99_8"]).all()
    for name in LIMITS:
        away = (found[name] - found["value"]).abs()
        # Limits cut at 0 and 1 stay as far off.
        assert (away.diff().dropna() <= 1e-9).all()


def test_targets_are_numbers_of_areas_or_the_mean_of_groups():
    groups = ["a", "a", "b", "b", "b"]
    found = rates.funnel_limits("rate", PEOPLE, "mean", events=EVENTS, groups=groups)
    assert found["value"].tolist() == pytest.approx([24, 24, *[95 / 4.7] * 3])
    own = rates.funnel_limits("rate", PEOPLE, found["value"])
    pd.testing.assert_frame_equal(own, found)
    whole = rates.funnel_limits("rate", PEOPLE, "mean", events=[20, 40, None, 30, 55])
    assert whole["value"][0] == pytest.approx(145 / 6.3)
    shares = rates.funnel_limits("proportion", PEOPLE, "mean", events=EVENTS)
    assert shares["value"][0] == pytest.approx(155 / 7200)


def test_limits_that_are_missing_say_why():
    with messages.use("en"):
        found = rates.funnel_limits("rate", [None, 0, 10, 10], [5, 5, None, 5])
    assert found["note"].tolist() == [
        "The denominator is missing.",
        "The denominator is zero.",
        "The target is missing.",
        "",
    ]
    assert found["value"].isna().tolist() == [True, True, True, False]


def by_hand(kind, theta):
    """Over-dispersion with loops, after Spiegelhalter (2005)."""
    z, weights = [], []
    for x, n in zip(EVENTS, PEOPLE, strict=True):
        variance = theta * (1 - theta) / n if kind == "proportion" else theta / n
        z.append((x / n - theta) / variance**0.5)
        weights.append(1 / variance)
    low, high = np.percentile(z, [10, 90])
    phi = sum(min(max(one, low), high) ** 2 for one in z) / 5
    tau2 = (5 * phi - 4) / (sum(weights) - sum(w**2 for w in weights) / sum(weights))
    return phi, max(tau2, 0) ** 0.5, sum(abs(one) > 1.959964 for one in z) / 5


@pytest.mark.parametrize(("kind", "per"), [("proportion", 1), ("rate", 1000), ("ratio", 100)])
def test_overdispersion_agrees_with_plain_loops(kind, per):
    found = rates.overdispersion(kind, EVENTS, PEOPLE, "mean", per=per)
    phi, tau, outside = by_hand(kind, 155 / 7200)
    assert (found.phi, found.tau / per, found.outside, found.n) == pytest.approx(
        (phi, tau, outside, 5)
    )


def test_overdispersion_widens_the_limits():
    chance = rates.funnel_limits("rate", PEOPLE, "mean", events=EVENTS)
    phi, tau, _outside = by_hand("rate", 155 / 7200)
    for model in ("multiplicative", "additive"):
        with messages.use("en"):
            found = rates.funnel_limits("rate", PEOPLE, "mean", events=EVENTS, overdispersion=model)
        factor = np.sqrt(
            phi if model == "multiplicative" else 1 + tau**2 * np.array(PEOPLE) * 7200 / 155
        )
        for name in LIMITS:
            wider = chance["value"] + factor * (chance[name] - chance["value"])
            assert found[name].tolist() == pytest.approx(wider.clip(lower=0).tolist())
        assert set(found["method"]) == {f"poisson, {model}"}
        assert set(found["note"]) == {
            f"Areas differ more than by chance: the limits are widened (φ = {phi:.2f})."
        }
        measured = rates.overdispersion("rate", EVENTS, PEOPLE, model=model)
        grid = rates.funnel_limits("rate", PEOPLE, 155 / 7.2, overdispersion=measured)
        assert grid[LIMITS].to_numpy() == pytest.approx(found[LIMITS].to_numpy())


@pytest.mark.parametrize("model", ["multiplicative", "additive"])
def test_areas_that_are_alike_have_the_limits_of_chance(model):
    alike = rates.funnel_limits("rate", [1000] * 3, 20, events=[20, 21, 19], overdispersion=model)
    plain = rates.funnel_limits("rate", [1000] * 3, 20)
    pd.testing.assert_frame_equal(alike[["value", *LIMITS]], plain[["value", *LIMITS]])


def test_widened_limits_of_proportions_stay_between_none_and_all():
    found = rates.funnel_limits(
        "proportion", 10, 0.5, events=[0, 10, 0, 10], overdispersion="multiplicative", per=100
    )
    assert found[LIMITS].values.tolist() == [[0, 100, 0, 100]] * 4


def test_areas_that_are_alike_are_said_to_be():
    with messages.use("en"):
        sentence = rates.overdispersion("rate", [20, 21, 19], 1000, 20).sentence
    assert sentence == "Areas differ no more than by chance: the limits are not widened (φ = 0.02)."
    nothing = rates.overdispersion("rate", [0, 0, 0], 1000)
    assert (nothing.phi, nothing.tau, nothing.outside) == (1, 0, 0)


def test_classes_of_proportions_agree_with_pheindicatormethods():
    events, n, labels = columns(PROPORTION_CLASSES)
    for found in (
        rates.funnel_classes("proportion", events, n, 0.8064244786),
        rates.classify(rates.proportion(events, n, BOTH), 0.8064244786),
        rates.classify(np.divide(events, n), rates.funnel_limits("proportion", n, 0.8064244786)),
    ):
        assert found["class"].tolist() == coded(labels)
        assert found["target"].tolist() == [0.8064244786] * 5


def test_classes_of_ratios_agree_with_pheindicatormethods():
    observed, expected, labels = columns(RATIO_CLASSES)
    for found in (
        rates.funnel_classes("ratio", observed, expected, None),
        rates.classify(rates.standardised_ratio(observed, expected=expected, confidence=BOTH), 1),
        rates.classify(np.divide(observed, expected), rates.funnel_limits("ratio", expected)),
    ):
        assert found["class"].tolist() == coded(labels)


def test_classes_of_rates_agree_with_pheindicatormethods():
    events, values, people, standardised, crude = columns(RATE_CLASSES)
    options = {"values": values, "per": 100_000, "standardised": True}
    found = rates.funnel_classes("rate", events, target=704.900470331713, **options)
    assert found["class"].tolist() == coded(standardised)
    assert found["value"].tolist() == pytest.approx(values)
    found = rates.funnel_classes("rate", events, people, 668.508928, per=100_000)
    assert found["class"].tolist() == coded(crude)


def test_areas_without_events_count_in_the_mean_of_crude_rates_only():
    events, values, people = [50, 60, 0, 9], [100, 120, None, 90], [500, 500, 400, 100]
    crude = rates.funnel_classes("rate", events, people, values=[100, 120, 0, 90])
    assert crude["target"][0] == pytest.approx(1000 * 119 / 1500)
    with messages.use("en"):
        found = rates.funnel_classes("rate", events, people, values=values, standardised=True)
    assert found["target"][0] == pytest.approx(1000 * 119 / 1100)
    assert found["class"].isna().tolist() == [False, False, True, True]
    assert found["note"].tolist()[2:] == ["Fewer than 10 events."] * 2


def test_an_interval_that_only_touches_the_comparator_tells_no_difference():
    estimates = rates.rate([5, 50], 1000)
    for touching in (estimates["lower"], estimates["upper"]):
        assert rates.classify(estimates, touching)["class"].tolist() == ["similar"] * 2
    limits = rates.funnel_limits("rate", [1000, 2000], 20, confidence=0.95)
    for touching in (limits["lower"], limits["upper"]):
        assert rates.classify(touching, limits)["class"].tolist() == ["similar"] * 2


def test_one_confidence_gives_plain_words():
    estimates = rates.rate([5, 50, 500, None], 1000)
    with messages.use("en"):
        found = rates.classify(estimates, [50, 50, 50, 50])
    assert found["class"].tolist()[:3] == ["lower", "similar", "higher"]
    assert pd.isna(found["class"][3])
    with messages.use("en"):
        lost = rates.classify(estimates, None)
        outside = rates.classify([1, None], rates.funnel_limits("rate", 1000, 2).loc[[0, 0]])
    assert lost["class"].isna().all()
    assert lost["note"].tolist()[0] == "The target is missing."
    assert outside["note"].tolist() == ["", "The value is missing."]
    census = rates.classify(rates.rate(5, 10, census=True), 1)
    assert census["class"].isna().all()


@given(KINDS, st.integers(0, 500), st.integers(500, 100_000), st.floats(0.001, 0.9))
def test_a_class_is_what_the_limits_say(kind, events, size, target):
    found = rates.funnel_classes(kind, events, size, target, per=1).loc[0]
    if found["class"] == "similar":
        assert found["lower_95"] <= target <= found["upper_95"]
    else:
        word, level = found["class"].split("_", 1)
        side = ("upper_" if word == "lower" else "lower_") + level
        assert (found[side] < target) == (word == "lower")
        assert found[side] != target


@given(st.integers(0, 400), st.integers(400, 50_000), st.floats(0.01, 0.9))
def test_points_outside_the_lines_of_proportions_are_those_whose_interval_leaves_the_target_out(
    events, n, target
):
    by_interval = rates.funnel_classes("proportion", events, n, target).loc[0, "class"]
    limits = rates.funnel_limits("proportion", n, target)
    assume((limits[LIMITS] - events / n).abs().min(axis=None) > 1e-12)
    assert rates.classify(events / n, limits).loc[0, "class"] == by_interval


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: rates.funnel_limits("mean", 10, 5),
            "`kind` is 'mean'; expected one of proportion, rate, ratio.",
        ),
        (
            lambda: rates.funnel_limits("rate", 10),
            'A rate needs a `target`: a number per 1000, or "mean".',
        ),
        (
            lambda: rates.funnel_limits("rate", 10, "median"),
            "`target` is 'median'; expected one of mean.",
        ),
        (
            lambda: rates.funnel_limits("rate", 10, "mean"),
            'A `target` of "mean" needs the `events` of the areas.',
        ),
        (
            lambda: rates.funnel_limits("proportion", 10, 80),
            "`target` must be between 0 and 1; not so in row 0 (80). Correct it.",
        ),
        (
            lambda: rates.funnel_limits("rate", 10, -1),
            "`target` must be 0 or more; not so in row 0 (-1). Correct it.",
        ),
        (
            lambda: rates.funnel_limits("proportion", 10, "mean", events=11),
            "`events` must be no more than `denominators`; not so in row 0 (11). Correct it.",
        ),
        (
            lambda: rates.funnel_limits("rate", 10, 5, overdispersion="yes"),
            "`overdispersion` is 'yes'; expected None, 'multiplicative' or 'additive', or what "
            "`rates.overdispersion` gave.",
        ),
        (
            lambda: rates.funnel_limits(
                "rate", [10], "mean", events=[1], groups=["a"], overdispersion="additive"
            ),
            "Over-dispersion is measured in one group of areas at a time: call without `groups`.",
        ),
        (
            lambda: rates.overdispersion("rate", [1, 2], 10),
            "Over-dispersion cannot be told from 2 areas with known events; expected 3 or more.",
        ),
        (
            lambda: rates.overdispersion("rate", EVENTS, PEOPLE, winsorise=0.5),
            "`winsorise` is 0.5; expected from 0 to below 0.5.",
        ),
        (
            lambda: rates.overdispersion("rate", EVENTS, PEOPLE, model="both"),
            "`model` is 'both'; expected one of multiplicative, additive.",
        ),
        (
            lambda: rates.classify([1, 2], 3),
            "`estimates` has no limits; give the table of `rate`, `proportion` or `standardised_ratio`, or "
            "funnel limits as `comparator`.",
        ),
        (
            lambda: rates.classify(pd.DataFrame({"value": [1]}), 3),
            "The table has the columns value; expected `value`, `lower`, `upper` and `note`, as the "
            "functions of `rates` give them.",
        ),
        (
            lambda: rates.classify(rates.rate(5, 100), rates.rate(50, 1000)),
            "`comparator` is a table that `funnel_limits` did not make; give its column `value` to compare "
            "with the values in it.",
        ),
        (lambda: rates.funnel_classes("rate", [1]), "Give `denominators` or `values`."),
        (lambda: rates.funnel_classes("rate", [1], [5], standardised=True), "Give `values`."),
        (
            lambda: rates.funnel_classes("ratio", [1], values=[5]),
            "`values` are rates; a ratio is made of `events` and `denominators`.",
        ),
    ],
)
def test_what_no_funnel_can_be_drawn_for_is_refused(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


def test_the_table_of_facts_is_read_whole():
    assert len(rows(RATE_CLASSES)) == 7
    assert {label for *_, label in rows(RATIO_CLASSES)} == set(LABELS)
