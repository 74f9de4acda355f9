"""Deadlines that follow the year clock, the budget, and where a proposal stands on a day."""

from datetime import date, timedelta

import icalendar
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import forms, intake, proposals, year_clock
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.proposals.deadlines import BUDGET, DUE, IN_TIME, LIMIT, SOURCE
from sosiaali_lib.proposals.standing import DAYS, LATE_DAYS, STANDING

LAST = date(2019, 12, 31)
CLOCK = year_clock.load()
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "due"),
    [
        # Kainuun sote 2019, section 3.3.2, stage 6: decisions by the end of May.
        (date(2019, 5, 20), date(2019, 5, 31)),
        (date(2019, 5, 31), date(2019, 5, 31)),
        (date(2019, 6, 1), date(2020, 5, 31)),
        (date(2018, 11, 1), date(2019, 5, 31)),
        (date(2019, 1, 15), date(2019, 5, 31)),
    ],
)
def test_decisions_are_due_at_the_coming_end_of_may(day, due):
    assert proposals.decision_day(CLOCK, day) == due


@given(days)
def test_the_day_of_decisions_is_within_a_year_and_never_past(day):
    due = proposals.decision_day(CLOCK, day)
    assert timedelta(0) <= due - day <= timedelta(days=366)


def test_the_deadline_is_the_proposals_own_or_that_of_the_year_clock(proposal):
    rows = pd.DataFrame(
        [
            proposal("2019-05-20", "2019-10-31"),
            proposal("2019-05-20"),
            proposal("2019-05-20", "2019-05-25"),
        ]
    )
    found = proposals.with_deadlines(rows, CLOCK)
    assert found[DUE].dt.date.tolist() == [
        date(2019, 10, 31),
        date(2019, 5, 31),
        date(2019, 5, 25),
    ]
    assert found[SOURCE].tolist() == ["oma", "vuosikello", "oma"]
    # The report has decisions made before the budget of the coming year is prepared.
    assert found[LIMIT].dt.date.tolist() == [date(2019, 5, 31)] * 3
    assert found[IN_TIME].tolist() == [False, True, True]
    assert found[BUDGET].tolist() == [2021, 2020, 2020]


def clock_without(tmp_path, *, stage):
    data = yaml.safe_load((DATA / "year_clock" / year_clock.FILE).read_text("utf-8"))
    stages = [one for one in data["stages"] if one["id"] != stage]
    path = tmp_path / year_clock.FILE
    path.write_text(yaml.safe_dump(data | {"stages": stages}), "utf-8")
    return year_clock.load(path)


def test_without_a_stage_of_decisions_nothing_is_invented(tmp_path, proposal):
    clock = clock_without(tmp_path, stage="paatokset")
    rows = pd.DataFrame([proposal("2019-05-20"), proposal("2019-05-20", "2019-10-31")])
    found = proposals.standing(rows, LAST, clock)
    assert found[SOURCE].tolist() == ["puuttuu", "oma"]
    assert found[[IN_TIME, BUDGET]].isna().all(axis=None)
    assert found[STANDING].tolist() == ["avoin_ei_maaraaikaa", "myohassa"]
    table = proposals.deadlines(rows, LAST, clock).table
    assert table["Deadline comes from"].tolist() == ["The proposal itself", "No deadline"]
    assert table["In time for the budget"].isna().all()
    labels = proposals.situation(rows, LAST, clock).labels()
    assert labels["avoin_ei_maaraaikaa"] == "Open, no deadline"


def test_where_each_proposal_stands_on_the_day(six, clock):
    found = proposals.standing(six, LAST, clock)
    assert found[STANDING].tolist() == [
        "vastattu_ajoissa", "vastattu_myohassa", "avoin", "myohassa", "myohassa", "avoin",
    ]  # fmt: skip
    assert found[DAYS].tolist() == [130, 58, 213, 274, 225, 225]
    assert found[LATE_DAYS].tolist()[3:5] == [214, 61]
    assert found[LATE_DAYS].isna().tolist() == [True, True, True, False, False, True]


def test_the_day_is_the_callers_and_not_todays(six, clock):
    later = proposals.standing(six, date(2020, 1, 15), clock)
    assert later[STANDING].tolist()[-2:] == ["vastattu_myohassa", "avoin"]
    assert len(proposals.standing(six, date(2019, 1, 9), clock)) == 0
    on_the_day = proposals.standing(six, date(2019, 10, 31), clock)
    assert on_the_day[STANDING].tolist()[4] == "avoin"  # a deadline has passed on the day after it


def test_an_answer_of_an_unknown_day_is_an_answer(proposal, clock):
    rows = pd.DataFrame(
        [
            proposal("2019-01-10", "2019-06-30") | {"vastaus": "Kyllä.", "tila": "hyvaksytty"},
            proposal("2019-01-10", "2019-06-30") | {"tila": "toteutettu"},
        ]
    )
    found = proposals.standing(rows, LAST, clock)
    assert found[STANDING].tolist() == ["vastattu", "vastattu"]
    assert found[DAYS].isna().all()
    assert proposals.deadlines(rows, LAST, clock).table["Situation"].tolist() == [
        "answered, day not known",
        "answered, day not known",
    ]
    assert proposals.answer_times(rows, LAST, clock).unknown == 2


def test_new_and_earlier_proposals_are_told_apart(rows):
    first = date(2018, 9, 1)
    new, earlier = proposals.within(rows, first, LAST), proposals.before(rows, first)
    assert len(new) + len(earlier) == len(rows)
    assert (earlier["esitetty_pvm"] < pd.Timestamp(first)).all()
    assert set(earlier["kunta"]) == {"205", "578", "765", "777"}


def test_nothing_that_is_given_is_changed(six, clock):
    before = six.copy(deep=True)
    proposals.standing(six, LAST, clock)
    proposals.deadlines(six, LAST, clock)
    proposals.calendar(six, clock, "fi")
    pd.testing.assert_frame_equal(six, before)


@given(st.lists(st.tuples(days, st.none() | days, st.none() | days), max_size=8), days)
def test_every_proposal_put_forward_stands_in_one_place(proposal, cases, day):
    made = [proposal(*case) for case in cases]
    rows = pd.DataFrame(made or [proposal("2019-01-01")]).head(len(made))
    found = proposals.situation(rows, day, CLOCK)
    assert sum(found.values.values()) == found.units == sum(first <= day for first, *_ in cases)
    times = proposals.answer_times(rows, day, CLOCK)
    assert len(times.taken) + len(times.ages) + times.unknown == found.units
    charges = proposals.responsibility(rows, day, CLOCK).charges.values()
    assert sum(one.n for one in charges) == found.units
    assert all(one.late <= one.open for one in charges)


def test_the_form_needs_no_deadline_but_an_answer_where_the_state_says_so(tmp_path):
    assert not forms.load("toimenpiteet").column("maaraaika").required
    columns = ["kunta", "ehdotus", "vastaanottaja", "vastuutaho", "esitetty_pvm", "tila", "vastaus",
               "vastaus_pvm", "julkaistavissa"]  # fmt: skip
    cells = ["Kajaani", "Avataan ovi.", "Lautakunta", "Johtaja", "10.1.2019"]
    lines = [
        ";".join(columns),
        ";".join([*cells, "esitetty", "", "", "ei"]),
        ";".join([*cells, "hyvaksytty", "", "", "ei"]),
        ";".join([*cells, "toteutettu", "Tehty.", "", "ei"]),
        ";".join([*cells, "ei_toteuteta", "Ei.", "1.2.2019", "ei"]),
        ";".join([*cells, "esitetty", "", "1.2.2019", "ei"]),
        ";".join([*cells, "esitetty", "Harkitaan.", "", "ei"]),
    ]
    (tmp_path / "toimenpiteet.csv").write_text("\n".join(lines), "utf-8")
    read = intake.read(tmp_path / "toimenpiteet.csv")
    assert read.counts["used"].sum() == 2
    found = {(fault["row"], fault["column"]) for fault in read.faults.to_dict("records")}
    assert found == {(3, "vastaus"), (4, "vastaus_pvm"), (6, "vastaus"), (7, "vastaus_pvm")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calendar_holds_the_open_deadlines_and_is_read_elsewhere(six, clock, lang):
    made = proposals.calendar(six.drop(index=5), clock, lang)
    events = list(icalendar.Calendar.from_ical(made).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events] == [
        date(2019, 5, 31), date(2019, 10, 31), date(2020, 2, 1), date(2020, 5, 31),
    ]  # fmt: skip
    assert len({str(event["uid"]) for event in events}) == 4
    assert all((event["dtend"].dt - event["dtstart"].dt).days == 1 for event in events)
    assert all("Avataan ovi." in str(event["summary"]) for event in events)
    assert all("Kajaani" in str(event["summary"]) or lang == "sv" for event in events)
    assert "Päällikkö" in str(events[0]["description"])


def test_the_calendar_is_the_same_whatever_the_order(six, clock):
    shuffled = six.sample(frac=1, random_state=3)
    assert proposals.calendar(six, clock, "fi") == proposals.calendar(shuffled, clock, "fi")


def test_a_proposal_noted_twice_has_two_events(proposal, clock):
    rows = pd.DataFrame([proposal("2019-05-20")] * 2)
    made = icalendar.Calendar.from_ical(proposals.calendar(rows, clock, "en"))
    events = list(made.walk("VEVENT"))
    assert len({str(event["uid"]) for event in events}) == 2
    assert "The deadline is that of the year clock." in str(events[0]["description"])


def test_the_calendar_keeps_a_proposals_event_when_only_its_deadline_moves(proposal, clock):
    def uid(due):
        made = proposals.calendar(pd.DataFrame([proposal("2019-05-20", due)]), clock, "fi")
        return str(next(iter(icalendar.Calendar.from_ical(made).walk("VEVENT")))["uid"])

    assert uid("2019-10-31") == uid("2019-12-31")


def test_the_calendar_speaks_the_language_asked_for(six, clock):
    made = {lang: proposals.calendar(six, clock, lang) for lang in LANGUAGES}
    assert len(set(made.values())) == 3
    with use("sv"):
        assert proposals.calendar(six, clock, "fi") == made["fi"]
