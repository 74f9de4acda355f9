"""Made-up data are what they are said to be: checked over many seeds and on large data."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest, poisson

from sosiaali_lib import codelists, forms, outreach, scoring
from sosiaali_lib.teaching import truth
from sosiaali_lib.teaching.truth.instrument import ITEMS, NOISE, turned
from sosiaali_lib.teaching.truth.outreach import HOME, HOME_SINCE, TOPICS


def test_draws_follow_their_distributions():
    draws = truth.Draws(11)
    assert kstest(draws.normal(4000, 2, 3), "norm", (2, 3)).pvalue > 0.01
    counts = draws.counts(np.full(20_000, 1.7))
    seen = np.bincount(counts, minlength=5)[:5] / 20_000
    assert seen == pytest.approx(poisson.pmf(np.arange(5), 1.7), abs=0.012)
    letters = pd.Series(draws.chosen("abc", [1, 2, 1], 20_000)).value_counts(normalize=True)
    assert letters["b"] == pytest.approx(0.5, abs=0.012)
    assert draws.yes(np.array([0.0, 1.0])).tolist() == [False, True]


@given(st.integers(0, 10**6))
def test_a_count_is_never_negative_and_a_mean_of_zero_gives_none(seed):
    draws = truth.Draws(seed)
    assert (draws.counts([0.0, 0.0, 0.0]) == 0).all()
    assert (draws.counts([0.2, 5.0, 40.0]) >= 0).all()


@pytest.mark.parametrize("make", [truth.outreach, truth.answers, truth.change])
def test_a_seed_gives_the_same_data_and_another_seed_others(make):
    def tables(seed):
        made = vars(make(seed))
        return {name: made[name] for name in made if not name.startswith("_")}

    first, again, other = tables(5), tables(5), tables(6)
    assert all(first[name].equals(again[name]) for name in first)
    assert not all(first[name].equals(other[name]) for name in first)


def test_the_log_fits_the_form_and_its_codes():
    log = truth.outreach(3).log
    form = forms.load("jalkautumiset")
    known = {column.name: column for column in form.columns}
    assert set(log.columns) <= set(known)
    for name in ("luonne", "paikkatyyppi"):
        codes = codelists.load(known[name].codes)
        assert set(log[name]) <= set(codes.labels())
    assert (log["lasna"].dropna() >= log.loc[log["lasna"].notna(), "keskusteltu"]).all()
    assert log["tunne"].between(1, 5).all()
    assert outreach.totals(log)["kaynnit"].sum() == len(log)


def test_the_log_is_what_was_recorded_of_what_happened():
    made = truth.outreach(3, visits=4000)
    happened, log = made.happened, made.log
    early = happened["pvm"] < HOME_SINCE
    assert not happened.loc[early & (happened["luonne"] == HOME), "kirjattu"].any()
    others = happened[~(early & (happened["luonne"] == HOME))]
    assert others["kirjattu"].mean() == pytest.approx(0.95, abs=0.015)
    assert len(log) == happened["kirjattu"].sum()
    assert made.visits == 4000
    assert made.home_share == pytest.approx(0.30, abs=0.03)
    assert (log["luonne"] == HOME).mean() < made.home_share - 0.08
    assert log["lasna"].isna().mean() == pytest.approx(0.15, abs=0.02)
    for topic, chance in made.topic_chances.items():
        if topic != "palveluohjaus":  # stands also where nothing else came up
            seen = happened["aiheet"].str.split(";").map(lambda found, t=topic: t in found).mean()
            assert seen == pytest.approx(chance, abs=0.03)
    assert dict(made.topic_chances) == TOPICS


def test_answers_go_with_the_true_level_and_differ_by_noise_alone():
    made = truth.answers(3, people=3000)
    first, again = (turned(wave).mean(axis=1).to_numpy() for wave in (made.first, made.again))
    level = made.level.to_numpy()
    assert np.corrcoef(first, level)[0, 1] ** 2 > 0.85
    assert (again - first).mean() == pytest.approx(0, abs=0.02)
    # two independent means of 14 answers; rounding adds a twelfth to the variance of each
    expected = np.sqrt(2 * (NOISE**2 + 1 / 12) / len(ITEMS))
    assert (again - first).std() == pytest.approx(expected, rel=0.1)
    assert made.first["e05"].corr(made.first["e01"]) < -0.2
    assert made.mean_level == pytest.approx(level.mean())


def test_answers_are_missing_more_often_from_those_who_fare_worse():
    made = truth.answers(3, people=3000)
    gaps = made.gaps.set_index("tunniste")
    n = gaps.isna().sum(axis=1)
    assert made.level.corr(n) < -0.2
    kept = gaps.notna()
    pd.testing.assert_frame_equal(
        gaps.where(kept).astype("float"), made.first.set_index("tunniste").where(kept).astype(float)
    )
    complete = scoring.values(gaps, "eo14").dropna().mean(axis=1).mean()
    assert complete > made.complete_mean + 0.1


def test_the_mean_true_change_is_the_effect_and_drop_out_bends_what_is_seen():
    effects = [truth.change(seed, effect=0.1).mean_change for seed in range(200)]
    assert np.mean(effects) == pytest.approx(0.1, abs=0.02)
    for leaving, off in (("nobody", 0.0), ("random", 0.0), ("worse", 0.3)):
        made = truth.change(8, people=5000, leaving=leaving)
        seen = (made.end - made.start).mean()
        assert seen - made.mean_change == pytest.approx(off, abs=0.06)
        assert made.stayed == len(made.end) <= len(made.start) == 5000
    assert truth.change(8, leaving="nobody").stayed == 120


def test_leaving_alone_tells_the_kinds_of_drop_out_apart():
    worse, random = truth.change(8), truth.change(8, leaving="random")
    pd.testing.assert_series_equal(worse.start, random.start)
    pd.testing.assert_series_equal(worse.all_ends, random.all_ends)
    pd.testing.assert_series_equal(worse.end, worse.all_ends[worse.end.index])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: truth.Draws(-1), "`seed` is -1; expected a whole number from 0 on"),
        (lambda: truth.outreach(visits=0), "`visits` is 0; expected at least 1"),
        (lambda: truth.answers(people=1), "`people` is 1; expected at least 2"),
        (lambda: truth.change(people=1), "`people` is 1; expected at least 2"),
        (
            lambda: truth.change(leaving="some"),
            "`leaving` is 'some'; expected one of random, worse, nobody",
        ),
    ],
)
def test_what_cannot_be_made_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
