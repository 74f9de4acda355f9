"""The calendar of municipalities and months, against the aim of one visit a month."""

from datetime import date
from math import isnan
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import outreach
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.outreach import MonthsOfArea

PERIOD = (date(2019, 1, 1), date(2019, 4, 30))


@pytest.fixture
def log_of_three(log):
    """Kajaani every month, Kuhmo from February with a gap in March; Puolanka has no log."""
    days = ["2019-01-07", "2019-02-01", "2019-02-28", "2019-03-01", "2019-04-30",
            "2019-02-05", "2019-04-04"]  # fmt: skip
    return log(kunta=["205"] * 5 + ["290"] * 2, pvm=pd.to_datetime(days))


@pytest.fixture
def calendar(log_of_three):
    return outreach.calendar(log_of_three, period=PERIOD, municipalities=["205", "290", "620"])


def test_months_before_the_first_visit_are_no_information(calendar):
    rows = dict(calendar.rows)
    assert [row[0] for row in rows.values()] == [1, 2, 1, 1]
    kuhmo = [row[1] for row in rows.values()]
    assert isnan(kuhmo[0])
    assert kuhmo[1:] == [1, 0, 1]
    assert all(isnan(row[2]) for row in rows.values())


def test_the_share_of_municipality_months_has_only_the_known_ones_as_base(calendar):
    assert (calendar.covered, calendar.known) == (6, 7)
    assert calendar.sentences() == [
        "When every month of every municipality from its first logged visit on is counted, there "
        "were 7 municipality months; at least one visit was made in 6 of them (86%).",
        "Of the months before the first logged visit there is no information; the log began later "
        "in these municipalities: Kuhmo (February 2019).",
        "One municipality has no log at all: Puolanka.",
    ]


def test_coverage_counts_the_same_months(log_of_three):
    found = outreach.coverage(log_of_three, period=PERIOD, municipalities=["620"])
    rows = dict(found.rows)
    assert tuple(rows["Kajaani"]) == (4, 4, 1.0, "January 2019")
    assert tuple(rows["Kuhmo"]) == (2, 3, 2 / 3, "February 2019")
    assert all(isnan(cell) for cell in rows["Puolanka"])
    assert tuple(rows["All municipalities"])[:3] == (6, 7, 6 / 7)
    assert found.sentences() == [
        "The aim of at least one visit a month was met in every month since the first visit in 1 of "
        "the 2 municipalities with a log."
    ]
    assert found.figure() is None


def test_a_hidden_month_is_a_month_with_a_visit():
    area = MonthsOfArea(values={"2019-01": 0, "2019-02": None, "2019-03": 0, "2019-04": 2})
    assert (area.first, area.covered, len(area.known)) == ("2019-02", 2, 3)
    assert area.value("2019-02") is None


def test_an_area_of_which_no_month_is_shown_is_told_and_not_counted():
    areas = {
        "205": MonthsOfArea(values={"2019-01": 3, "2019-02": 0}),
        "105": MonthsOfArea(values={"2019-01": None, "2019-02": None}),
    }
    hidden = areas["105"]
    assert (hidden.untold, hidden.first, hidden.covered, hidden.known) == (True, None, 0, {})
    assert hidden.value("2019-01") is None
    names = {"205": "Kajaani", "105": "Hyrynsalmi"}
    months = outreach.Calendar(names=lambda: names, areas=areas)
    assert (months.covered, months.known) == (1, 2)
    told = "The numbers are too small to be shown, so the months are not counted: Hyrynsalmi."
    assert months.said()[-1] == told
    aim = outreach.Coverage(names=lambda: names, areas=areas)
    assert aim.said()[-1] == told
    assert aim.rows[1] == ("Hyrynsalmi", (None,) * 4)
    # A sum that lacks a municipality would be taken for that of all.
    label, cells = aim.rows[-1]
    assert (label, cells[:3]) == ("All municipalities", (None,) * 3)


def test_nothing_logged_is_said_and_not_drawn(log):
    nothing = log(kunta=["205"]).iloc[:0]
    found = outreach.calendar(nothing, period=PERIOD, municipalities=["620"])
    assert found.sentences() == [
        "No outreach visits were logged, so nothing is known of the months."
    ]
    assert found.figure() is None
    assert outreach.coverage(nothing, period=PERIOD, municipalities=["620"]).sentences() == []
    assert outreach.calendar(nothing).rows == []


def test_without_a_period_the_first_and_last_visit_bound_it(log_of_three):
    assert outreach.calendar(log_of_three).months == ["2019-01", "2019-02", "2019-03", "2019-04"]


def test_the_calendar_is_drawn_and_told_in_three_languages(calendar):
    for lang in LANGUAGES:
        picture = calendar.figure(lang)
        ElementTree.fromstring(picture.svg)
        assert picture.alt
    assert len({calendar.alt_text(lang) for lang in LANGUAGES}) > 1


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=1, max_size=24))
def test_covered_never_passes_known_and_the_first_known_month_has_a_visit(counts):
    area = MonthsOfArea(
        values={f"20{10 + i // 12}-{i % 12 + 1:02}": n for i, n in enumerate(counts)}
    )
    assert area.covered <= len(area.known) <= len(counts)
    if area.first is not None:
        assert area.known[area.first] != 0
        assert area.covered >= 1


def test_the_input_is_not_changed(log_of_three):
    before = log_of_three.copy()
    outreach.calendar(log_of_three, period=PERIOD)
    pd.testing.assert_frame_equal(log_of_three, before)
