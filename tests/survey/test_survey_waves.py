"""Other routes: enumeration of pairs of samples and of who may have answered both waves."""

from itertools import combinations, product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind_from_stats

from sosiaali_lib import survey
from sosiaali_lib.survey.overlap import (
    answered_both,
    changed_mind,
    estimate_correlation,
    staff_of,
)

FIRST, SECOND = [1] * 11 + [0] * 5, [1] * 6 + [0] * 13  # 16 and 19 of 29 workers answered


def test_two_years_of_one_staff():
    found = survey.compare_waves(FIRST, SECOND, 29, yes=1)
    assert (found.first.count_ci, found.first.value) == ((15, 24), 11 / 16)
    assert found.second.value == 6 / 19
    assert found.difference.value == pytest.approx(6 / 19 - 11 / 16)
    assert found.difference.se == pytest.approx(np.hypot(found.first.se, found.second.se))
    assert found.answered_both == (6, 16)
    assert found.se_range[0] < found.difference.se < found.se_range[1]


def every_pair(staff, n_first, n_second):
    """All ways to draw both waves from the people 0, 1, …; stayers come first."""
    one = range(staff.first)
    two = [*range(staff.stayers), *range(staff.first, staff.first + staff.second - staff.stayers)]
    return product(combinations(one, n_first), combinations(two, n_second))


@pytest.mark.parametrize(
    ("sizes", "stayers", "n_first", "n_second"),
    [
        (5, None, 3, 3),
        (5, None, 2, 1),
        ((5, 4), 3, 4, 3),
        ((4, 5), 0, 2, 2),
        ((4, 5), 2, 3, 4),
        ((3, 3), None, 2, 3),
    ],
)
def test_overlap_is_what_enumeration_finds(sizes, stayers, n_first, n_second):
    staff = staff_of(sizes, stayers)
    possible = [staff] if staff.known else [staff_of(sizes, n) for n in range(staff.stayers + 1)]
    both = {
        len({*one} & {*two})
        for each in possible
        for one, two in every_pair(each, n_first, n_second)
    }
    assert answered_both(n_first, n_second, staff) == (min(both), max(both))


@pytest.mark.parametrize(
    ("sizes", "stayers"), [(4, None), ((4, 3), 2), ((3, 4), 3), ((3, 3), 0), ((3, 4), 1)]
)
def test_changed_minds_are_what_enumeration_finds(sizes, stayers):
    staff = staff_of(sizes, stayers)
    for n_first, n_second in product(range(1, staff.first + 1), range(1, staff.second + 1)):
        for yes_first, yes_second in product(range(n_first + 1), range(n_second + 1)):
            changes = set()
            for one, two in every_pair(staff, n_first, n_second):
                both = {*one} & {*two}
                for said, says in product(
                    combinations(one, yes_first), combinations(two, yes_second)
                ):
                    changes.add(len(both & ({*said} ^ {*says})))
            found = changed_mind(yes_first, n_first, yes_second, n_second, staff)
            assert found == (min(changes), max(changes))


def joint_design(staff, n_first, n_second, taste):
    """Probabilities of pairs of samples.

    Each wave is a simple random sample; how many stayers come in the second is drawn without regard
    to the first; which of them, with probability in proportion to taste ** (number in both).
    """
    chances = {}
    stayers = {*range(staff.stayers)}
    firsts = list(combinations(range(staff.first), n_first))
    for one, two in every_pair(staff, n_first, n_second):
        same = len(stayers & {*two})
        held = len(stayers & {*one})
        weight = sum(
            comb(held, both) * comb(staff.stayers - held, same - both) * taste**both
            for both in range(max(0, same - (staff.stayers - held)), min(held, same) + 1)
        )
        joiners = staff.second - staff.stayers
        count = (
            comb(staff.stayers, same)
            * comb(joiners, n_second - same)
            / comb(staff.second, n_second)
        )
        within = taste ** len({*one} & {*two}) / weight / comb(joiners, n_second - same)
        chances[one, two] = count * within / len(firsts)
    return chances


@pytest.mark.parametrize(("sizes", "stayers"), [(4, None), ((5, 4), 3), ((4, 5), 2)])
@pytest.mark.parametrize("taste", [0.01, 1, 50])
def test_covariance_of_the_means_is_the_derived_one(sizes, stayers, taste):
    staff, n_first, n_second = staff_of(sizes, stayers), 2, 3
    everybody = staff.first + staff.second - staff.stayers
    before = np.array([3.0, 1, 4, 1, 5, 9, 2, 6])[:everybody]
    after = np.array([2.0, 7, 1, 8, 2, 8, 1, 8])[:everybody]
    design = joint_design(staff, n_first, n_second, taste)
    chance = np.array(list(design.values()))
    assert chance.sum() == pytest.approx(1)
    means = np.array([(before[[*one]].mean(), after[[*two]].mean()) for one, two in design])
    averages = chance @ means
    covariance = chance @ ((means[:, 0] - averages[0]) * (means[:, 1] - averages[1]))
    both = chance @ [len({*one} & {*two}) for one, two in design] / staff.stayers
    p, q = n_first / staff.first, n_second / staff.second
    spread = np.cov(before[: staff.stayers], after[: staff.stayers])[0, 1]
    derived = staff.stayers * (both - p * q) * spread / (n_first * n_second)
    assert covariance == pytest.approx(derived, abs=1e-12)
    lowest, highest = estimate_correlation(n_first, n_second, staff, (1, 1))
    answering = (both - p * q) / np.sqrt(p * (1 - p) * q * (1 - q))
    shared = staff.stayers / np.sqrt(staff.first * staff.second)
    assert lowest - 1e-12 <= shared * answering <= highest + 1e-12


def test_the_bounds_are_reached_when_the_same_people_answer_alike():
    first, second = [1, 2, 4, 5], [2, 3, 5, 6]  # the same four of seven, each one step up
    found = survey.compare_waves(first, second, 7)
    assert found.narrowest.se == pytest.approx(0, abs=1e-7)
    assert found.widest.se == pytest.approx(2 * found.first.se)


staffs = st.tuples(st.integers(3, 40), st.integers(3, 40), st.integers(0, 40))


@given(staffs, st.data())
def test_error_without_overlap_lies_between_the_bounds(staff, data):
    size_first, size_second, stayers = staff
    first = data.draw(st.lists(st.integers(0, 4), min_size=2, max_size=size_first))
    second = data.draw(st.lists(st.integers(0, 4), min_size=2, max_size=size_second))
    sizes = (size_first, size_second)
    known = survey.compare_waves(first, second, sizes, stayers=min(stayers, *sizes))
    unknown = survey.compare_waves(first, second, sizes)
    if known.se_range is not None:
        slack = 1e-7
        assert known.se_range[0] <= known.difference.se + slack
        assert known.difference.se <= known.se_range[1] + slack
        assert unknown.se_range[0] <= known.se_range[0] + slack
        assert known.se_range[1] <= unknown.se_range[1] + slack
    low, high = known.answered_both
    assert 0 <= low <= high <= min(len(first), len(second))


def test_people_who_never_turn_round_lower_the_largest_error():
    any_kind = survey.compare_waves(FIRST, SECOND, 29, yes=1)
    alike = survey.compare_waves(FIRST, SECOND, 29, yes=1, correlation=(0, 1))
    assert alike.widest.se < any_kind.widest.se
    assert alike.difference == any_kind.difference


def test_large_staffs_have_welchs_interval():
    first, second = [3, 4, 4, 5, 2, 3], [2, 2, 1, 4, 3, 1, 2]
    found = survey.compare_waves(first, second, 10**9)
    other = ttest_ind_from_stats(
        np.mean(second),
        np.std(second, ddof=1),
        7,
        np.mean(first),
        np.std(first, ddof=1),
        6,
        equal_var=False,
    )
    assert found.difference.value / found.difference.se == pytest.approx(other.statistic, rel=1e-6)
    far = abs(other.statistic) * found.difference.se
    at = survey.compare_waves(first, second, 10**9, confidence=1 - other.pvalue)
    assert (at.difference.ci[1] - at.difference.ci[0]) / 2 == pytest.approx(far, rel=1e-6)


def test_difference_of_shares_comes_from_the_limits_of_the_shares():
    found = survey.compare_waves(FIRST, SECOND, 29, yes=1)
    (a, b), (c, d), x, y = found.first.ci, found.second.ci, found.first.value, found.second.value
    low = y - x - np.sqrt((b - x) ** 2 + (y - c) ** 2)
    high = y - x + np.sqrt((x - a) ** 2 + (d - y) ** 2)
    assert found.difference.ci == pytest.approx((low, high))
    assert found.widest.ci[0] < low < found.narrowest.ci[0] < found.narrowest.ci[1] < high


def test_true_and_false_are_compared_as_shares():
    yes, no = [True, True, False, None], [False, False, True, True]
    assert survey.compare_waves(yes, no, 9).changed is not None
    assert survey.compare_waves([1, 1, 0], [0, 0, 1], 9).changed is None


def test_waves_that_everybody_answered_have_no_error():
    found = survey.compare_waves([1, 2, 3], [2, 2, 5], 3)
    assert (found.difference.se, found.difference.ci) == (0.0, None)
    assert "so the difference has no sampling error" in found.method
    half = survey.compare_waves([1, 2, 3], [2, 5], 3)
    assert half.difference.se == half.second.se
    assert half.se_range == pytest.approx((half.second.se, half.second.se))


def test_a_wave_without_spread_gives_no_error_of_the_difference():
    found = survey.compare_waves([3, 3, 3], [2, 5, 4], 9)
    assert (found.difference.se, found.difference.ci, found.se_range) == (None, None, None)
    assert "no standard error of the difference" in found.method
    shares = survey.compare_waves([1, 1, 1], [0, 1, 0], 9, yes=1)
    assert shares.difference.se is None and shares.difference.ci is not None


def test_the_method_says_what_is_not_known():
    found = survey.compare_waves(FIRST, SECOND, 29, yes=1)
    assert "between 6 and 16 people answered both waves" in found.method
    assert "Non-response is not sampling" in found.method
    assert "In the second wave 19 of 29 answered (response rate 65.5%)." in found.method
    assert "(the project's own derivation)" in found.method
    assert "at least 0 and at most 16 changed their answer" in found.method
    turnover = survey.compare_waves([1, 2], [2, 3, 3], (9, 8), stayers=7)
    assert "7 people belonged to the staff both times" in turnover.method
    assert turnover.settings["stayers"] == 7
    unknown = survey.compare_waves([1, 2], [2, 3, 3], (9, 8))
    assert "it is not known who stayed on the staff" in unknown.method
    assert unknown.settings["stayers"] is None


def test_the_table_and_the_picture():
    found = survey.compare_waves(FIRST, SECOND, 29, yes=1)
    assert found.table.loc["Answered both waves, at most", "Value"] == 16
    assert (
        found.table.loc["Difference, largest standard error", "Standard error"] == found.widest.se
    )
    assert found.draw().alt == (
        "First wave: 69% (95% confidence interval 52% to 83%); second wave: 32% (95% confidence "
        "interval 21% to 45%); difference −37 percentage points (95% confidence interval "
        "−55\N{NO-BREAK SPACE}…\N{NO-BREAK SPACE}−16)."
    )


def test_inputs_are_not_changed():
    first, second = [1, None, 3], [2, 4]
    survey.compare_waves(first, second, 5)
    assert (first, second) == ([1, None, 3], [2, 4])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: survey.compare_waves([1, 2, 3], [1], 2), "First wave: `population_size` is 2, less than the 3"),
        (lambda: survey.compare_waves([1, 2], [None], 2), "Second wave: `values` holds no answers"),
        (lambda: survey.compare_waves([1, 2], [1, 2], 0.5), "`population_size` is 0.5; expected a whole number"),
        (lambda: survey.compare_waves([1, 2], [1, 2], (5, 6, 7)), "`population_size` has 3 numbers"),
        (lambda: survey.compare_waves([1, 2], [1, 2], (5, 6), stayers=6), "`stayers` is 6; .* whole number from 0 to 5"),
        (lambda: survey.compare_waves([1, 2], [1, 2], 5, correlation=(0, 2)), r"`correlation` is \(0, 2\); expected"),
        (lambda: survey.compare_waves([1, 2], [1, 2], 5, correlation=0.5), "`correlation` is 0.5; expected"),
        (lambda: survey.compare_waves([1, 2], [1, 2], 5, confidence=2), "`confidence` is 2"),
        (lambda: survey.compare_waves(5, [1, 2], 5), "First wave: `values` is a int; expected one column"),
    ],
)  # fmt: skip
def test_faults_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
