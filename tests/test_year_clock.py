"""The year clock: stages of source 002 § 3.3.2, its deadlines, drawing and calendar."""

from datetime import date, timedelta

import icalendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import example, intake, release, year_clock
from sosiaali_lib.datafiles import DATA, DataFileError
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.published import Release, ReleaseError
from sosiaali_lib.report import Report
from sosiaali_lib.year_clock import COMING, NOW, PASSED, Today, calendar, load

CLOCK = load()
DATA_FILE = yaml.safe_load((DATA / "year_clock" / year_clock.FILE).read_text("utf-8"))
days = st.dates(date(2019, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        # Kainuun sote 2019, section 3.3.2: gathering from November to January, processing in
        # February and March, problems and proposals in April and May, reports and decisions by the
        # end of May, evaluation in September and October.
        (date(2026, 1, 31), ["1"]),
        (date(2026, 2, 1), ["2"]),
        (date(2026, 4, 1), ["3", "4"]),
        (date(2026, 5, 31), ["3", "4", "5a", "5b", "6"]),
        (date(2026, 7, 15), ["7", "8"]),
        (date(2026, 10, 31), ["9"]),
        (date(2026, 11, 1), ["1"]),
    ],
)
def test_what_goes_on_is_what_the_source_says(day, numbers):
    assert [stage.number for stage in Today(CLOCK, day).now] == numbers


@given(days)
def test_every_day_has_a_stage_and_the_stages_are_in_order(day):
    today = Today(CLOCK, day)
    states = [today.state(stage) for stage in CLOCK.stages]
    assert NOW in states
    assert states == sorted(states, key=[PASSED, NOW, COMING].index)
    for stage in CLOCK.stages:
        first, last = CLOCK.period(stage, today.round)
        assert (first.month, last.month) == (stage.months[0], stage.months[-1])
        assert (last + timedelta(days=1)).day == 1


@given(days)
def test_the_next_deadline_is_the_coming_end_of_may(day):
    due, stages = Today(CLOCK, day).next_deadline
    assert due == date(day.year + (day > date(day.year, 5, 31)), 5, 31)
    assert [stage.number for stage in stages] == ["5a", "5b", "6"]


def test_the_sentences_name_stages_and_days_left():
    said = Today(CLOCK, date(2026, 4, 20)).sentences("en")
    assert said == [
        "On 20 April 2026 the stages going on are 3 (Choice of 1–3 problems) and 4 (Handling of the "
        "problems and proposals).",
        "The next deadline is 31 May 2026, 41 days away: 5a (Report to the municipality's welfare "
        "group), 5b (Report to the board of the wellbeing services county) and 6 (Priorities and "
        "decisions on measures).",
    ]
    assert "0 days away" in Today(CLOCK, date(2026, 5, 31)).sentences("en")[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_and_the_drawing_say_the_same_in_every_language(lang):
    today = Today(CLOCK, date(2026, 1, 15))
    with use(lang):
        table = today.table
        labels = [f"{stage.number}. {stage.label}" for stage in CLOCK.stages]
    assert table.iloc[:, 0].tolist() == labels
    assert (table.astype(str).map(len) > 0).all(axis=None)
    picture = today.figure(lang)
    assert picture.svg.startswith("<?xml")
    assert picture.alt == today.alt_text(lang)
    assert all(sentence in picture.alt for sentence in today.sentences(lang))


def test_a_leap_day_and_a_clock_without_deadlines_are_drawn(tmp_path):
    stages = [{k: v for k, v in stage.items() if k != "deadline"} for stage in DATA_FILE["stages"]]
    path = tmp_path / year_clock.FILE
    path.write_text(yaml.safe_dump(DATA_FILE | {"stages": stages}), "utf-8")
    today = Today(load(path), date(2028, 2, 29))
    assert today.next_deadline is None
    assert len(today.sentences("fi")) == 1
    assert today.figure("fi").svg


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calendar_is_read_by_another_program_and_repeats_yearly(lang):
    read = icalendar.Calendar.from_ical(calendar(CLOCK, lang))
    events = {str(event["uid"]): event for event in read.walk("VEVENT")}
    assert len(events) == len(CLOCK.stages) + 3
    first = events["keraaminen@sosiaali_lib"]
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 11, 1), date(2027, 2, 1))
    assert first["rrule"]["FREQ"] == ["YEARLY"]
    due = events["paatokset-maaraaika@sosiaali_lib"]
    assert (due["dtstart"].dt, due["dtend"].dt) == (date(2027, 5, 31), date(2027, 6, 1))
    with use(lang):
        assert str(first["summary"]) == f"1. {CLOCK.stages[0].label}"
    assert calendar(CLOCK, lang) == calendar(CLOCK, lang)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"months": [11, 1]}, r"the months \[11, 1\] do not follow each other"),
        ({"deadline": {"month": 6, "day": 1}}, "the deadline is not in a month of the stage"),
        ({"months": [2], "deadline": {"month": 2, "day": 30}}, "month 2 has no day 30"),
        ({"months": [13]}, "13 is greater than the maximum of 12"),
        ({"id": "kasittely"}, "id kasittely stands more than once"),
        ({"number": "2"}, "number 2 stands more than once"),
        ({"colour": "red"}, "'colour' was unexpected"),
    ],
)
def test_a_contradictory_file_is_refused(tmp_path, change, message):
    stages = [DATA_FILE["stages"][0] | change, *DATA_FILE["stages"][1:]]
    path = tmp_path / year_clock.FILE
    path.write_text(yaml.safe_dump(DATA_FILE | {"stages": stages}), "utf-8")
    with pytest.raises(DataFileError, match=message):
        load(path)


@pytest.fixture
def data(tmp_path):
    """The example data with an own year clock of one stage more."""
    folder = tmp_path / "aineisto"
    example.write(folder, ("toimenpiteet",))
    own = DATA_FILE | {"stages": [*DATA_FILE["stages"], DATA_FILE["stages"][-1] | {
        "id": "koulutus", "number": "10", "label": dict.fromkeys(LANGUAGES, "Koulutuspäivä")}]}  # fmt: skip
    (folder / year_clock.FILE).write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    return folder


def test_an_organisations_own_clock_comes_into_its_reports(data, tmp_path):
    made = release.make(intake.read(data), 2019, tmp_path / "julkaisu")
    report = Report(release=made.folder, area="205")
    assert "10. Koulutuspäivä" in " ".join(str(vars(block)) for block in report.proposals())
    clock = made.folder / year_clock.FILE
    clock.write_text(clock.read_text("utf-8").replace("Koulutuspäivä", "Muu"), "utf-8")
    with use("en"), pytest.raises(ReleaseError, match=r"year clock of the release .* changed"):
        Release.open(made.folder)


def test_a_faulty_clock_is_told_and_that_of_the_suite_stays(data):
    (data / year_clock.FILE).write_text("version: 1\n", "utf-8")
    with use("en"):
        read = intake.read(data)
    assert read.year_clock is None
    (fault,) = read.faults[read.faults["reason"] == "year_clock_file"].to_dict("records")
    assert fault["file"] == "vuosikello.yaml"
    assert "'stages' is a required property" in fault["cure"]
