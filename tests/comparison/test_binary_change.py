"""Paired yes/no items. Sources of the figures stand beside them."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from sosiaali_lib.binary_change import from_counts, mcnemar
from sosiaali_lib.survey.intervals import wilson_limits

counts = st.integers(0, 12)


def _enumerated_p(b, c):
    """Share of all ways to change that are at least as uneven as the observed one."""
    m = b + c
    ways = sum(math.comb(m, k) for k in range(m + 1) if abs(2 * k - m) >= abs(b - c))
    return float(Fraction(ways, 2**m))


def test_the_known_answers_of_agresti():
    found = from_counts(86, 150, 1600, both_yes=794)  # Agresti, approval of the prime minister
    assert found.chi_square == pytest.approx(16.817797, abs=5e-7)
    assert found.p == pytest.approx(3.715936e-05, abs=1e-9)
    assert (found.share_before, found.share_after) == (880 / 1600, 944 / 1600)
    assert found.difference == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        # Newcombe's interval of before − after in the tests of R's contingencytables 3.1.0
        # (consolidation therapy, Cavo et al. 2012)
        ((59, 6, 16, 80), -0.1186, -0.0046),
        # Fagerland, Lydersen and Laake (2014), Stat. Med. 33, 2850-2875: −0.507 to −0.026
        # (airway reactivity, Bentur et al. 2009)
        ((1, 1, 7, 12), -0.507, -0.026),
    ],
)
def test_the_interval_of_the_difference_is_newcombes(table, low, high):
    both, b, c, neither = table
    found = from_counts(b, c, both + b + c + neither, both_yes=both)
    digits = len(str(low).split(".")[1])
    assert found.difference_ci == pytest.approx((-high, -low), abs=0.51 * 10**-digits)


@given(counts, counts)
def test_the_exact_p_is_that_of_every_way_to_change_written_out(b, c):
    found = from_counts(b, c)
    assert found.p == (pytest.approx(_enumerated_p(b, c), abs=1e-12) if b + c else None)


@given(counts, counts)
def test_the_odds_ratio_has_the_interval_of_clopper_and_pearson(b, c):
    found = from_counts(b, c)
    if not b + c:
        assert (found.odds_ratio, found.odds_ratio_ci) == (None, None)
        return
    share = binomtest(c, b + c).proportion_ci(0.95, "exact")
    low, high = (edge / (1 - edge) if edge < 1 else math.inf for edge in (share.low, share.high))
    assert found.odds_ratio_ci == pytest.approx((low, high))
    assert found.odds_ratio == (c / b if b else math.inf)


@given(counts, counts, counts, st.integers(1, 12))
def test_swapping_the_waves_turns_the_difference_and_keeps_the_p(both, b, c, neither):
    n = both + b + c + neither
    there = from_counts(b, c, n, both_yes=both)
    back = from_counts(c, b, n, both_yes=both)
    assert there.p == back.p
    assert there.difference == -back.difference
    low, high = there.difference_ci
    assert back.difference_ci == pytest.approx((-high, -low))
    assert -1 <= low <= there.difference <= high <= 1


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_is_wilsons(drawn):
    count, n = drawn
    expected = binomtest(count, n).proportion_ci(0.95, "wilson")
    assert wilson_limits(count / n, n, 0.95) == pytest.approx(
        (expected.low, expected.high), abs=1e-12
    )


BEFORE = pd.Series([True, True, False, False, False, True], list("abcdef"))
AFTER = pd.Series([True, False, True, True, False], list("abcdx"))


def test_people_are_paired_by_identifier_in_any_order():
    found = mcnemar(BEFORE, AFTER[["x", "d", "c", "b", "a"]])
    assert (found.b, found.c, found.both_yes, found.n) == (1, 2, 1, 4)
    assert (found.before_only, found.after_only) == (2, 1)
    assert (found.share_before, found.share_after, found.difference) == (0.5, 0.75, 0.25)
    assert "Left out: 2 with an answer only before and 1 with an answer only after." in found.method


@pytest.mark.parametrize(
    ("before", "after", "labels"),
    [
        ([1, 1, 0, 0], [1, 0, 1, 1], {}),
        ([True, True, False, False], np.array([1.0, 0, 1, 1]), {}),
        (
            pd.Series([1, 1, 0, 0, pd.NA], dtype="Int64"),
            pd.Series([True, False, True, True, True], dtype="boolean"),
            {},
        ),
        (["k", "k", "e", "e"], ["k", "e", "k", "k"], {"yes": "k"}),
        ([2, 2, 1, 1], [2, 1, 2, 2], {"yes": 2, "no": 1}),
        (
            pd.Series(["k", "k", "e", "e"], dtype="category"),
            pd.Series(["k", "e", "k", "k"]),
            {"yes": "k"},
        ),
    ],
)
def test_answers_may_be_of_any_two_kinds(before, after, labels):
    found = mcnemar(before, after, **labels)
    assert (found.b, found.c, found.both_yes, found.n) == (1, 2, 1, 4)


def test_missing_answers_are_not_no():
    found = mcnemar([1, None, 0, np.nan], [0, 1, None, None])
    assert (found.n, found.b, found.before_only, found.after_only) == (1, 1, 1, 1)


def test_when_nobody_changed_there_is_no_test_and_it_is_said():
    found = mcnemar([1, 1, 0], [1, 1, 0])
    assert (found.p, found.chi_square, found.chi_square_p, found.odds_ratio) == (None,) * 4
    assert found.notes == ("Nobody changed their answer, so there is no test and no odds ratio.",)
    assert found.difference == 0
    low, high = found.difference_ci
    assert low < 0 < high


def test_when_nobody_changed_to_no_the_odds_ratio_has_no_upper_bound():
    found = from_counts(0, 5, 20, both_yes=3)
    assert found.odds_ratio == math.inf
    row = found.table.loc["Odds ratio of the changes"]
    assert row[["Value", "Upper limit"]].isna().all()
    assert row["Lower limit"] == pytest.approx(found.odds_ratio_ci[0])
    assert "the odds ratio has no upper bound; its lower limit is 0.92." in found.method
    assert "inf" not in found._repr_html_()


def test_the_continuity_correction_never_passes_zero():
    assert from_counts(4, 4).chi_square == 0
    assert from_counts(4, 5).chi_square_p == 1


def test_counts_alone_say_what_they_cannot_tell():
    bare = from_counts(86, 150)
    assert (bare.share_before, bare.difference, bare.difference_ci) == (None, None, None)
    assert "The number of pairs was not given, so there are no shares." in bare.method
    assert "Newcombe" not in bare.method
    some = from_counts(86, 150, 1600)
    assert (some.difference, some.difference_ci) == (0.04, None)
    assert "How many answered yes both times was not given" in some.method
    with pytest.raises(ValueError, match="The shares are not known, so they cannot be drawn"):
        some.draw()


def test_the_picture_shows_the_shares_and_says_the_finding():
    picture = from_counts(6, 16, 161, both_yes=59).draw()
    assert picture.svg.startswith("<?xml")
    assert picture.alt == (
        "The share of yes is 40.4% before and 46.6% after; the difference is 6.2 percentage points "
        "(interval 0.5–11.9)."
    )


def test_the_method_names_the_interval():
    found = mcnemar(BEFORE, AFTER, 0.9)
    assert "Newcombe's method 10" in found.method
    assert "exact interval of 90% by Clopper and Pearson" in found.method
    assert found.settings == {"confidence": 0.9}


def test_inputs_are_not_changed():
    before, after = BEFORE.copy(), AFTER.copy()
    mcnemar(before, after)
    pd.testing.assert_series_equal(before, BEFORE)
    pd.testing.assert_series_equal(after, AFTER)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: mcnemar([1, 2, 0], [1, 1, 0]),
            "`before` has 2 in row 2 of 3; expected True, False. Declare the labels with `yes`",
        ),
        (
            lambda: mcnemar(["k", "e"], ["k", "eos"], yes="k"),
            "`yes` is 'k', and the answers are 'k', 'e', 'eos'; expected that label and one other",
        ),
        (lambda: mcnemar(["k", "e"], ["k", "e"], yes="K"), "`yes` is 'K', and the answers are"),
        (lambda: mcnemar(["k", "e"], ["k", "x"], yes="k", no="e"), "`after` has 'x' in row 2 of 2"),
        (lambda: mcnemar([1], [1], no=2), "`no` is 2 but `yes` is missing; declare `yes` too"),
        (lambda: mcnemar([1, 0], [1]), "Lists are paired by position"),
        (lambda: mcnemar(BEFORE, [True, False]), "is a Series and the other is not"),
        (
            lambda: mcnemar(pd.Series([1, 0], list("aa")), pd.Series([1, 0], list("ab"))),
            "`before` has 1 repeated identifier",
        ),
        (
            lambda: mcnemar(pd.Series([1], ["a"]), pd.Series([1], ["b"])),
            "Nobody has both answers: 1 answered only before and 1 only after",
        ),
        (lambda: mcnemar([], []), "Nobody has both answers: 0 answered only before"),
        (lambda: mcnemar(np.eye(2), np.eye(2)), "`before` is not one column of answers"),
        (lambda: mcnemar([1], [1], 95), "`confidence` is 95; expected between 0 and 1"),
        (lambda: from_counts(-1, 2), "`b` is -1; expected a whole number, 0 or more"),
        (lambda: from_counts(1, 2.5), "`c` is 2.5; expected a whole number"),
        (lambda: from_counts(5, 6, 10), "`n` is 10; expected 1 or more, and at least the 11 pairs"),
        (lambda: from_counts(0, 0, 0), "`n` is 0; expected 1 or more"),
        (lambda: from_counts(1, 2, both_yes=3), "`both_yes` was given without `n`"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
