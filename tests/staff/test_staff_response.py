"""Who answered, against the staff that is known."""

import pandas as pd
import pytest
from staff_data import answers, cells, known

from sosiaali_lib import staff

TWO = {"ammattiryhma": "sosiaalityontekija"}


def test_rates_of_professions_and_of_all():
    rows = answers(TWO, {}, {})
    found = staff.response_rate(
        rows, known((2019, "sosiaalityontekija", 2), (2019, "sosiaaliohjaaja", 8))
    )
    assert cells(found) == {
        "Social worker": ["1", "2", "50.0%"],
        "Social counsellor": ["2", "8", "25.0%"],
        "All workers": ["3", "10", "30.0%"],
    }
    assert found.sentences() == [
        "In 2019, 3 of 10 workers answered (30.0%).",
        "By profession in 2019: social worker 50.0% and social counsellor 25.0%.",
    ]
    assert found.notes == ()


def test_a_profession_of_which_nobody_answered_has_rate_zero():
    found = staff.response_rate(
        answers({}), known((2019, "sosiaalityontekija", 2), (2019, "sosiaaliohjaaja", 8))
    )
    assert found.rate(2019, "sosiaalityontekija") == 0


def test_a_staff_without_professions_has_a_rate_of_all_only():
    found = staff.response_rate(answers(TWO, {}), known((2019, None, 4)))
    assert cells(found)["Social worker"] == ["1", "–", "–"]
    assert cells(found)["All workers"] == ["2", "4", "50.0%"]
    assert found.notes == ("How the staff divided between the professions is not given for 2019.",)


def test_without_a_known_staff_there_is_no_rate():
    found = staff.response_rate(answers({}), known((2018, None, 4)))
    assert found.sentences() == ["In 2019 there were 1 answers; how many were asked is not known."]
    assert found.figure() is None


def test_a_total_stands_beside_professions_that_add_up_to_it():
    rows = known((2019, None, 3), (2019, "sosiaalityontekija", 1), (2019, "sosiaaliohjaaja", 2))
    assert staff.staff(rows).of(2019) == 3


@pytest.mark.parametrize(
    ("numbers", "told", "message"),
    [
        (
            [(2019, None, 1)],
            [{}, {}],
            "In 2019 there are 2 answers of the whole staff, but the survey was sent to 1. Correct the "
            "form “henkilosto”, or remove answers that stand twice.",
        ),
        (
            [(2019, "sosiaalityontekija", 1), (2019, "sosiaaliohjaaja", 5)],
            [TWO, TWO],
            "In 2019 there are 2 answers of social worker, but the survey was sent to 1. Correct the "
            "form “henkilosto”, or remove answers that stand twice.",
        ),
        (
            [(2019, None, 4), (2019, None, 5)],
            [{}],
            "The form “henkilosto” has two rows for the whole staff in 2019; keep one of them.",
        ),
        (
            [(2019, None, 4), (2019, "sosiaaliohjaaja", 3)],
            [{}],
            "The form “henkilosto” says that the whole staff of 2019 is 4, but its professions add up "
            "to 3. Correct the numbers, or leave out the row without a profession.",
        ),
    ],
)
def test_contradictions_are_errors_with_a_cure(numbers, told, message):
    with pytest.raises(staff.StaffError) as error:
        staff.response_rate(answers(*told), known(*numbers))
    assert str(error.value) == message


def test_the_rows_are_not_changed():
    rows, numbers = answers({}), known((2019, None, 4))
    copies = rows.copy(deep=True), numbers.copy(deep=True)
    staff.response_rate(rows, numbers)
    pd.testing.assert_frame_equal(rows, copies[0])
    pd.testing.assert_frame_equal(numbers, copies[1])
