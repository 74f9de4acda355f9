"""Known answers: R package survey 4.1-1; other routes: own algebra and statsmodels' WLS."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from survey_samples import SCHOOLS, WHOLE_SCHOOL, apisrs

from sosiaali_lib import survey


def test_post_stratification_agrees_with_r():
    values, kinds, _ = apisrs()
    weights = survey.poststratify(kinds, SCHOOLS)
    found = survey.mean(values, 6194, weights=weights)
    assert found.value == pytest.approx(656.781581, rel=1e-8)
    assert found.se == pytest.approx(9.156538, rel=1e-7)
    assert survey.mean(values, weights=weights).se == found.se  # the weights know the population
    assert survey.total(values, weights=weights).se == pytest.approx(6194 * found.se)


def test_raking_agrees_with_r():
    values, kinds, targets = apisrs()
    frame = pd.DataFrame({"stype": kinds, "sch.wide": targets})
    weights = survey.rake(frame, {"stype": SCHOOLS, "sch.wide": WHOLE_SCHOOL}, [30.97] * 200)
    found = survey.mean(values, 6194, weights=weights)
    assert found.value == pytest.approx(657.791546, rel=1e-8)
    assert found.se == pytest.approx(8.825679, rel=1e-7)
    assert found.weighting == "rake" and "fitted with the design weights" in found.method
    reached = weights.table.set_index("Category")["Weighted answers"]
    assert reached.to_dict() == pytest.approx({**SCHOOLS, **WHOLE_SCHOOL}, rel=1e-9)


def test_post_stratified_mean_weights_the_group_means():
    answers, groups = [1, 2, 6, 5, 3], list("AABBB")
    found = survey.mean(answers, weights=survey.poststratify(groups, {"A": 10, "B": 6}))
    assert found.value == pytest.approx((10 * 1.5 + 6 * 14 / 3) / 16)
    # residuals about the group means with weights 5 and 2, 5 of 16 people
    left = np.array([-0.5, 0.5, 4 / 3, 1 / 3, -5 / 3]) * [5, 5, 2, 2, 2] / 16
    assert found.se == pytest.approx(np.sqrt((1 - 5 / 16) * 5 / 4 * (left**2).sum()))


def test_design_weights_fit_the_residuals_and_final_weights_multiply_them():
    answers = np.array([3.0, 5, 2, 4, 1, 5, 4, 2])
    frame = pd.DataFrame({"a": list("xxxxyyyy"), "b": list("ppqqpqqq")})
    design = [1.0, 2, 1, 3, 2, 1, 1, 2]
    weights = survey.rake(frame, {"a": {"x": 20, "y": 12}, "b": {"p": 14, "q": 18}}, design)
    found = survey.mean(answers, 32, weights=weights)
    columns = np.column_stack([frame["a"] == "x", frame["a"] == "y", frame["b"] == "p"]).astype(
        float
    )
    left = sm.WLS(answers, columns, weights=design).fit().resid * weights.weights / 32
    centred = left - left.mean()
    assert found.se == pytest.approx(np.sqrt((1 - 8 / 32) * 8 / 7 * (centred**2).sum()))


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz")), min_size=6, max_size=30),
    st.integers(2, 5),
)
def test_weights_of_a_copied_population_are_even(people, copies):
    frame = pd.DataFrame(people, columns=["a", "b"])
    margins = {name: (frame[name].value_counts() * copies).to_dict() for name in frame}
    assert survey.rake(frame, margins).weights.tolist() == pytest.approx([copies] * len(frame))


def test_raking_two_margins_equals_post_stratification_by_one():
    frame = pd.DataFrame({"a": list("AABBB")})
    raked = survey.rake(frame, {"a": {"A": 10, "B": 6}})
    grouped = survey.poststratify(frame, {"A": 10, "B": 6})
    assert raked.weights.tolist() == pytest.approx(grouped.weights.tolist())
    assert raked.iterations == 1


def test_groups_may_be_combinations_of_columns():
    frame = pd.DataFrame({"a": list("AABB"), "b": list("xyyy")}, index=list("pqrs"))
    sizes = {("A", "x"): 2, ("A", "y"): 3, ("B", "y"): 8}
    assert survey.poststratify(frame, sizes).weights.to_dict() == {"p": 2, "q": 3, "r": 4, "s": 4}


def test_people_without_an_answer_have_their_weight_shared_out():
    answers = pd.Series([1, 2, 6, None, 3], index=list("abcde"))
    groups = pd.Series(list("AABBB"), index=list("abcde"))
    sizes = {"A": 10, "B": 6}
    found = survey.mean(answers, weights=survey.poststratify(groups, sizes))
    kept = answers.notna()
    other = survey.mean(answers[kept], weights=survey.poststratify(groups[kept], sizes))
    assert (found.value, found.se, found.ci) == (other.value, other.se, other.ci)
    assert (found.n, found.n_missing) == (4, 1)
    total = survey.total(answers, weights=survey.poststratify(groups, sizes))
    assert total.value == pytest.approx(16 * found.value)


def test_weights_follow_the_row_labels():
    answers = pd.Series([1, 2, 6, 5, 3], index=list("abcde"))
    weights = survey.poststratify(pd.Series(list("AABBB"), index=list("abcde")), {"A": 10, "B": 6})
    turned = survey.mean(answers[::-1], weights=weights)
    straight = survey.mean(answers, weights=weights)
    assert (turned.value, turned.se) == pytest.approx((straight.value, straight.se))


def test_inputs_are_not_changed():
    frame = pd.DataFrame({"a": list("AABB"), "b": list("xyxy")})
    design, before = pd.Series([1.0, 2, 3, 4]), frame.copy(deep=True)
    survey.rake(frame, {"a": {"A": 12, "B": 8}, "b": {"x": 5, "y": 15}}, design)
    pd.testing.assert_frame_equal(frame, before)
    assert design.tolist() == [1, 2, 3, 4]


def test_the_method_tells_the_largest_weight():
    frame = pd.DataFrame({"a": list("AABB"), "b": list("xyxy")})
    found = survey.rake(frame, {"a": {"A": 12, "B": 8}, "b": {"x": 5, "y": 15}})
    assert found.largest_ratio == pytest.approx(9 / 4.5)
    assert found.method.startswith("Raking: the weights were scaled to each margin in turn")
    assert found.method.endswith("The largest weight is 2.00 times the median weight.")
    assert found.settings["margins"] == {"a": {"A": 12, "B": 8}, "b": {"x": 5, "y": 15}}
    groups = survey.poststratify(["A", "B"], {"A": 2, "B": 3})
    assert groups.settings == {"population": {"A": 2, "B": 3}, "max_ratio": 5}
    assert groups.method.startswith("Post-stratification: the answers of each group")


CELLS = pd.DataFrame({"a": list("AABB"), "b": list("xxyy")})
ROWS = pd.DataFrame({"a": list("AAAAAAB"), "b": list("xyxyxyx")})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: survey.poststratify(["A"], {"A": 4, "B": 3}), "nobody in category 'B' answered, but it has 3 people"),
        (lambda: survey.poststratify(["A", "C"], {"A": 4}), "category 'C' occurs among the answers, but not in"),
        (lambda: survey.poststratify(["A", None], {"A": 4}), "'strata' is missing for 1 person"),
        (lambda: survey.poststratify([], {"A": 4}), "strata has no rows"),
        (lambda: survey.poststratify(["A", "A"], {"A": 1}), "category 'A' is 1, less than its 2 answers"),
        (lambda: survey.poststratify(["A", "B"], {"A": 0.4, "B": 0.6}), "`strata` is 0.4; expected the number in"),
        (lambda: survey.rake(CELLS, {}), "`margins` is empty"),
        (lambda: survey.rake(CELLS, {"c": {"A": 1}}), "`frame` has no column 'c'; it has a, b"),
        (
            lambda: survey.rake(CELLS, {"a": {"A": 12, "B": 8}, "b": {"x": 5, "y": 16}}),
            "The margins have different totals: a 20, b 21",
        ),
        (
            lambda: survey.rake(CELLS, {"a": {"A": 12, "B": 8}, "b": {"x": 5, "y": 15}}, max_iterations=20),
            "did not settle in 20 rounds; the largest gap is .* merge categories",
        ),
        (
            lambda: survey.rake(ROWS, {"a": {"A": 7, "B": 9}, "b": {"x": 12, "y": 4}}),
            r"largest weight \(a B, b x\) is [\d.]+ times the median weight, above the limit of 5: .* Merge",
        ),
        (lambda: survey.rake(CELLS, {"a": {"A": 3, "B": 3}}, [1, 2]), "`weights` has 2 rows and `frame` 4"),
        (lambda: survey.rake(CELLS, {"a": {"A": 3, "B": 3}}, [1, 2, -1, 1]), "`weights` holds -1 at row 2"),
        (lambda: survey.rake(["A"], {"a": {"A": 3}}), "`frame` is a list; expected a table"),
        (lambda: survey.poststratify(["A"], [3]), "population numbers of 'strata' are a list; expected a number for"),
        (
            lambda: survey.mean([1, 2], 28, weights=survey.poststratify(["A", "A"], {"A": 29})),
            "`population_size` is 28, but `weights` were fitted to 29 people",
        ),
        (
            lambda: survey.mean([None, 2, 3], weights=survey.poststratify(["A", "B", "B"], {"A": 2, "B": 2})),
            "nobody in category 'A' answered this question. Merge the category",
        ),
    ],
)  # fmt: skip
def test_faults_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_large_weight_may_be_allowed_knowingly():
    found = survey.rake(ROWS, {"a": {"A": 7, "B": 9}, "b": {"x": 12, "y": 4}}, max_ratio=10)
    assert 5 < found.largest_ratio < 10
