"""Two years of one staff: the same numbers as survey.compare_waves on the answers themselves."""

import pytest
from staff_data import answers, cells, known

from sosiaali_lib import staff, survey
from sosiaali_lib.formatting import interval
from sosiaali_lib.staff import questions

STAFF = known((2018, None, 29), (2019, None, 29))


def yes_no(year, yes, no, column="tekee_parityota"):
    return [{"vuosi": year, column: "kylla"}] * yes + [{"vuosi": year, column: "ei"}] * no


def test_shares_are_compared_as_two_unlinkable_waves():
    rows = answers(*yes_no(2018, 11, 5), *yes_no(2019, 6, 13))
    found = staff.compare_shares(rows, STAFF)
    first, second = [True] * 11 + [False] * 5, [True] * 6 + [False] * 13
    expected = survey.compare_waves(first, second, (29, 29), yes=True)
    one = found.results["tekee_parityota"]
    assert one.difference == expected.difference
    assert one.widest == expected.widest
    # Two staffs of 29 need not share anybody, so nobody need have answered both times.
    assert (one.answered_both, one.changed) == ((0, 16), (0, 16))
    written = [
        interval(*(100 * end for end in one.ci)) for one in (expected.difference, expected.widest)
    ]
    assert cells(found)["Works in a pair"] == ["16", "69%", "19", "32%", "−37", *written, "0–16"]
    assert found.sentences() == [
        "From 2018 to 2019 the difference is other than zero, even with the widest interval, in 1 of 1 "
        f"questions: “Works in a pair” −37 ({written[1]})."
    ]


def test_a_staff_that_is_known_to_have_stayed_narrows_what_is_possible():
    rows = answers(*yes_no(2018, 11, 5), *yes_no(2019, 6, 13))
    one = staff.compare_shares(rows, STAFF, stayers=29).results["tekee_parityota"]
    assert one.answered_both == (6, 16)
    none = staff.compare_shares(rows, STAFF, stayers=0).results["tekee_parityota"]
    assert none.answered_both == (0, 0)
    assert none.widest == none.narrowest


def test_means_are_compared_from_the_levels():
    told = {2018: [1, 2, 2, 4], 2019: [3, 3, 5]}
    rows = answers(*({"vuosi": y, "uupumus": one} for y, all_of in told.items() for one in all_of))
    one = staff.compare_means(rows, STAFF).results["uupumus"]
    expected = survey.compare_waves(told[2018], told[2019], (29, 29))
    assert one.difference.value == pytest.approx(expected.difference.value)
    assert one.widest.ci == pytest.approx(expected.widest.ci)
    assert one.changed is None


def test_no_shown_difference_is_said_so():
    rows = answers(*yes_no(2018, 8, 8), *yes_no(2019, 10, 9))
    assert staff.compare_shares(rows, STAFF).sentences() == [
        "Between 2018 and 2019 the widest interval of the difference reaches no change in all 1 "
        "questions: the answers do not show that the staff's view changed."
    ]


def test_questions_of_one_year_and_follow_ups_are_left_out(rows, staff_rows):
    found = staff.compare_shares(rows, staff_rows)
    assert not set(found.results) & set(questions.FOLLOW_UPS)
    only = rows.assign(tekee_parityota=rows["tekee_parityota"].where(rows["vuosi"] == 2019))
    assert "tekee_parityota" not in staff.compare_shares(only, staff_rows).results


def test_the_two_latest_years_are_compared():
    rows = answers(*yes_no(2017, 1, 3), *yes_no(2018, 8, 8), *yes_no(2019, 10, 9))
    assert staff.compare_shares(rows, known((2017, None, 9), *STAFF.to_numpy())).years == (
        2018,
        2019,
    )


def test_everybody_with_one_opinion_has_no_interval_of_the_mean():
    rows = answers(*[{"vuosi": 2018, "uupumus": 3}] * 3, *[{"vuosi": 2019, "uupumus": 3}] * 4)
    found = staff.compare_means(rows, STAFF)
    assert cells(found)["How exhausting the work is"][4:] == ["0.0", "–", "–"]
    assert found.figure() is not None


def test_the_notes_say_what_is_not_known(rows, staff_rows):
    notes = " ".join(staff.compare_shares(rows, staff_rows).notes)
    assert "between 0 and 16 people answered both times" in notes
    assert "Two years are no trend" in notes


@pytest.mark.parametrize(
    ("numbers", "told", "message"),
    [
        (
            [(2019, None, 29)],
            [*yes_no(2018, 1, 1), *yes_no(2019, 1, 1)],
            "The staff of 2018 is not known; add it to the form “henkilosto”, so that the years can be "
            "compared.",
        ),
        (
            [(2019, None, 29)],
            yes_no(2019, 1, 1),
            "A comparison needs answers of two years; there are answers of 1.",
        ),
        (
            [(2018, None, 29), (2019, None, 1)],
            [*yes_no(2018, 1, 1), *yes_no(2019, 1, 1)],
            "In 2019 there are 2 answers of the whole staff, but the survey was sent to 1. Correct the "
            "form “henkilosto”, or remove answers that stand twice.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(numbers, told, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the whole text is compared
        staff.compare_shares(answers(*told), known(*numbers))
    assert str(error.value) == message
