"""Answers to the proposals: the open ones are never left out of a statement on time."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import observations
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.observations.answers import ANSWERED, OPEN, Answers, class_labels, durations

START = pd.Timestamp("2019-01-01")


def proposals(times):
    """Make proposals that were answered after some days (True) or are open."""
    days = [pd.Timedelta(days=n) for n, _answered in times]
    return pd.DataFrame(
        {
            "pvm": [START + pd.Timedelta(days=400) - day for day in days],
            "on_ehdotus": "kylla",
            "tila": ["vastattu" if answered else "avoin" for _n, answered in times],
            "vastaus_pvm": pd.to_datetime(
                [START + pd.Timedelta(days=400) if answered else None for _n, answered in times]
            ),
        }
    )


def test_proposals_by_the_time_to_their_answer(six):
    found = observations.answers(six)
    # Answered after 20 and 130 days; open for 334 and 284 days on 10 December 2019.
    assert {code: n for code, n in found.values.items() if n} == {
        "vastattu_30": 1,
        "vastattu_180": 1,
        "auki_yli": 2,
    }
    assert found.units == 4
    assert found.said() == [
        "The observations hold 4 proposals.",
        "2 of them have been answered (50%).",
        "2 wait for an answer.",
        "50% of all proposals were answered within 180 days.",
    ]


def test_half_of_all_is_not_half_of_those_answered():
    labels = class_labels
    words = observations.ANSWERS.words
    few = Answers(words=words, labels=labels, values={"vastattu_30": 4, "auki_30": 6}, units=10)
    assert "not all of the open ones have waited that long yet" in few.said()[-1]
    old = Answers(words=words, labels=labels, values={"vastattu_30": 4, "auki_yli": 6}, units=10)
    assert old.said()[-1] == "Fewer than half of all proposals were answered within 180 days."
    many = Answers(words=words, labels=labels, values={"vastattu_90": 5, "auki_30": 5}, units=10)
    assert many.said()[-1] == "50% of all proposals were answered within 90 days."


def test_hidden_numbers_are_not_spoken_of():
    values = {"vastattu_30": None, "vastattu_90": 6, "auki_30": 7}
    found = Answers(words=observations.ANSWERS.words, labels=class_labels, values=values, units=20)
    assert found.counted(ANSWERED) is None
    assert found.counted(OPEN) == 7
    assert found.said() == ["The observations hold 20 proposals.", "7 wait for an answer."]


def test_medians_with_the_open_ones_taken_into_account(six):
    found = observations.waiting(six)
    assert (found.as_of, found.n, found.answered, found.waiting) == (date(2019, 12, 10), 4, 2, 2)
    # Kaplan–Meier by hand: 3/4 unanswered from day 20, 3/4 · 2/3 = 1/2 from day 130.
    assert found.median == 130
    assert found.median_answered == 75
    assert (found.median_open, found.oldest) == (309, 334)
    assert "too short" in found.notes[0]


def test_the_median_agrees_with_a_published_example():
    """Freireich et al. (1963), 6-MP group, as in Kalbfleisch & Prentice: median remission 23 weeks."""
    done = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    rows = proposals([*((n, True) for n in done), *((n, False) for n in still)])
    found = observations.waiting(rows)
    assert (found.n, found.answered, found.median) == (21, 9, 23)


def test_an_earlier_day_knows_no_later_answers(six):
    found = observations.waiting(six, as_of=date(2019, 6, 30))
    assert (found.n, found.answered, found.waiting) == (3, 1, 2)
    assert found.median is None
    assert "no median time can be given" in " ".join(found.said())


def test_an_answer_without_a_day_is_left_out_and_said(six):
    undated = six.assign(vastaus_pvm=six["vastaus_pvm"].mask(six["havainto"] == "H1"))
    found = observations.waiting(undated)
    assert (found.answered, found.undated, found.waiting) == (2, 1, 2)
    assert "1 answered proposal has no day" in found.notes[-1]
    assert observations.answers(undated).values["ei_kirjattu"] == 1


def test_no_proposals_is_no_time(six):
    none = six.assign(on_ehdotus="ei")
    assert observations.answers(none).said() == []
    found = observations.waiting(none)
    assert (found.n, found.median, found.said()) == (0, None, [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_waiting_is_said_in_every_language(six, lang):
    found = observations.waiting(six)
    assert len(found.sentences(lang)) == 3
    assert found.figure(lang) is None


@given(st.lists(st.tuples(st.integers(0, 390), st.booleans()), min_size=1, max_size=20))
def test_every_proposal_is_in_one_class_and_the_median_is_not_below_that_of_all_seen(times):
    rows = proposals(times)
    found = observations.answers(rows)
    assert sum(found.values.values()) == found.units == len(rows)
    waited = durations(rows, rows[["pvm", "vastaus_pvm"]].max().max())
    assert (waited["paivat"] >= 0).all()
    median = observations.waiting(rows).median
    if median is not None:
        # An open proposal can only be answered later than its age: no more than half had an answer
        # before the median day, counted over all.
        before = waited["vastattu"] & (waited["paivat"] < median)
        assert 2 * before.sum() <= len(rows)
