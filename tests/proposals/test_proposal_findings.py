"""Findings about proposals: counts, times to an answer, who answers, and the list by deadline."""

from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from sosiaali_lib import proposals
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.proposals import AnswerTimes

LAST = date(2019, 12, 31)


def findings(rows, clock):
    return [
        proposals.by_state(rows),
        proposals.situation(rows, LAST, clock),
        proposals.answer_times(rows, LAST, clock),
        proposals.responsibility(rows, LAST, clock),
        proposals.deadlines(rows, LAST, clock),
        proposals.deadlines(rows, LAST, clock, earlier=True),
    ]


def test_proposals_by_state(six):
    table = proposals.by_state(six).table
    assert table["Proposals"].tolist() == [4, 3, 0, 0, 7]


def test_proposals_by_situation(six, clock):
    found = proposals.situation(six, LAST, clock, place="Kajaani")
    assert dict(found.table["Proposals"]) == {
        "Answered in time": 1,
        "Answered after the deadline": 1,
        "Open, deadline not passed": 2,
        "Open, deadline passed": 2,
        "All proposals": 6,
    }
    assert found.said() == [
        "On 31 December 2019, 4 of 6 proposals waited for an answer.",
        "The deadlines of 2 of them had passed.",
    ]
    assert found.caption == "Answered, open and late proposals on 31 December 2019, Kajaani"


def test_times_to_an_answer_with_the_open_ones_beside_them(six, clock):
    found = proposals.answer_times(six, LAST, clock)
    assert (found.taken, found.ages, found.unknown) == ((58, 130), (213, 225, 225, 274), 0)
    table = found.table
    assert table["Proposals (n)"].tolist() == [2, 4, 6]
    assert table["Median, days"].tolist()[:2] == [94.0, 225.0]
    assert table["Shortest–longest, days"].tolist()[:2] == [(58.0, 130.0), (213.0, 274.0)]
    assert found.half is None  # 4 of 6 are still open
    assert found.said() == [
        "The median time to an answer was 94 days (2 answered proposals).",
        "4 proposals were still open on 31 December 2019 and had waited 225 days at the median, the "
        "longest 274 days.",
        "How long the open ones will take is not known, so the median of the answered ones alone "
        "tends to be too short.",
        "When half of all will have been answered is not known yet.",
    ]


@pytest.mark.parametrize(
    ("taken", "ages", "half"),
    [
        ((10, 20, 30), (), 20),
        ((10, 20), (), 10),
        ((10, 20, 30), (15,), 20),  # 3/4, then 3/4 · 1/2
        ((10,), (20,), 10),
        ((10,), (20, 30), None),
        ((20,), (10,), 20),  # the open one had left before
        ((), (5,), None),
    ],
)
def test_the_time_of_half_counts_open_ones_as_unfinished(taken, ages, half):
    made = AnswerTimes(taken=taken, ages=ages, unknown=0, day=LAST)
    assert made.half == half


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=12),
    st.lists(st.integers(0, 500), max_size=9),
)
def test_the_time_of_half_agrees_with_another_program(taken, ages):
    made = AnswerTimes(taken=tuple(sorted(taken)), ages=tuple(sorted(ages)), unknown=0, day=LAST)
    # The same in days after day one, as the other program takes times above zero only.
    times = [days + 1 for days in (*taken, *ages)]
    other = SurvfuncRight(times, [1] * len(taken) + [0] * len(ages))
    reached = other.surv_times[other.surv_prob <= 0.5 + 1e-9]
    assert made.half == (reached[0] - 1 if len(reached) else None)


def test_who_answers_for_what_is_late(six, clock):
    found = proposals.responsibility(six, LAST, clock)
    assert found.table.iloc[:, :4].to_numpy().tolist() == [
        [2, 0, 2, 2],  # Päällikkö
        [3, 2, 1, 0],  # Johtaja
        [1, 0, 1, 0],  # Koordinaattori: answered in 2020
        [6, 2, 4, 2],
    ]
    assert found.table.index.tolist() == ["Päällikkö", "Johtaja", "Koordinaattori", "All proposals"]
    assert found.table.iloc[0, 4] == found.table.iloc[3, 4] == 214
    assert found.said() == ["Answerable for the late proposal is Päällikkö (2)."]
    assert "Päällikkö: 2 open, 2 late" in found.alt_text()


def test_the_same_post_in_two_municipalities_is_two(proposal, clock):
    rows = pd.DataFrame([proposal("2019-01-10"), proposal("2019-01-10", kunta="765")])
    assert list(proposals.responsibility(rows, LAST, clock).charges) == [
        "Kajaani: Johtaja",
        "Sotkamo: Johtaja",
    ]
    assert proposals.deadlines(rows, LAST, clock).table.index.tolist() == [
        "Kajaani: Avataan ovi.",
        "Sotkamo: Avataan ovi.",
    ]


def test_nobody_is_late_when_nothing_is(proposal, clock):
    rows = pd.DataFrame([proposal("2019-06-10"), proposal("2019-01-10", come="2019-02-01")])
    found = proposals.responsibility(rows, LAST, clock)
    assert found.said() == ["No proposal was late on 31 December 2019."]


def test_the_list_by_deadline(six, clock):
    found = proposals.deadlines(six, LAST, clock)
    assert found.table.to_numpy().tolist() == [
        ["1 February 2019", "1 March 2019", "The proposal itself", "Yes, budget of 2020",
         "answered late, in 58 days"],
        ["1 April 2019", "31 May 2019", "The year clock", "Yes, budget of 2020", "late by 214 days"],
        ["10 January 2019", "30 June 2019", "The proposal itself",
         "No, earliest the budget of 2021", "answered in time, in 130 days"],
        ["20 May 2019", "31 October 2019", "The proposal itself",
         "No, earliest the budget of 2021", "late by 61 days"],
        ["20 May 2019", "31 December 2019", "The proposal itself",
         "No, earliest the budget of 2021", "open, waited 225 days"],
        ["1 June 2019", "31 May 2020", "The year clock", "Yes, budget of 2021",
         "open, waited 213 days"],
    ]  # fmt: skip
    assert found.said() == [
        "The deadlines of 2 proposals are those of the year clock.",
        "The deadlines of 3 of 6 proposals are early enough for the next budget.",
    ]


def test_one_proposal(proposal, clock):
    rows = pd.DataFrame([proposal("2019-12-30", "2019-12-30")])
    assert proposals.deadlines(rows, LAST, clock).table.iloc[0, 4] == "late by 1 day"
    assert proposals.answer_times(rows, LAST, clock).said() == [
        "1 proposal was still open on 31 December 2019; days waited so far: 1."
    ]
    for found in findings(rows, clock):
        assert found.said()


def test_no_proposals_give_no_sentence_and_no_picture(six, clock):
    for found in findings(six.head(0), clock):
        assert found.said() == []
        assert found.figure() is None


def test_every_finding_speaks_three_languages_and_its_picture_is_a_picture(rows, clock):
    for found in findings(rows, clock):
        said, alts, heads = set(), set(), set()
        for lang in LANGUAGES:
            with use(lang):
                said.add(" ".join(found.sentences(lang)))
                alts.add(found.alt_text(lang))
                heads.add((found.caption, *found.table.columns))
                if (picture := found.figure(lang)) is not None:
                    assert ElementTree.fromstring(picture.svg).tag.endswith("svg")
                    assert picture.alt == found.alt_text(lang)
        assert len(said) == len(alts) == len(heads) == 3


def test_pictures_are_drawn_where_there_is_something_to_see(rows, clock):
    drawn = [found.figure() is not None for found in findings(rows, clock)]
    assert drawn == [True, True, False, True, True, True]


@pytest.mark.parametrize("extra", [{"maaraaika": pd.NaT}, {"ehdotus": "Sana " * 60}])
def test_odd_proposals_are_drawn(proposal, clock, extra):
    rows = pd.DataFrame(
        [proposal("2009-01-10", "2019-01-10") | extra, proposal("2019-12-31", "2030-01-01")]
    )
    assert proposals.deadlines(rows, LAST, clock).figure().svg.startswith("<?xml")
