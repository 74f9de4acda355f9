"""Clients over time: expectations worked out by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import participation
from sosiaali_lib.participation import CLIENTS, balance, clients_by_month, known_months, taken_part

COLUMNS = ["kunta", "palvelu", "pvm", "laskentatapa", "asiakkaita", "aloittaneita", "paattaneita"]


def rows(*found):
    table = pd.DataFrame(found, columns=COLUMNS)
    counts = dict.fromkeys(COLUMNS[4:], "Int64")
    return table.assign(pvm=pd.to_datetime(table["pvm"])).astype(counts)


@pytest.fixture
def clients():
    return rows(
        ("205", "Ryhmä", "2019-01-31", "lopussa", 10, 10, 0),
        ("205", "Ryhmä", "2019-02-28", "lopussa", 13, 5, 2),
        ("205", "Ryhmä", "2019-04-30", "lopussa", 12, 1, 2),
        ("205", "Ryhmä", "2019-05-31", "lopussa", 15, 4, 2),
        ("765", "Ryhmä", "2019-01-31", "lopussa", 4, 4, 0),
        ("765", "Ryhmä", "2019-02-28", "lopussa", 0, 0, 4),
        ("765", "Ryhmä", "2019-04-30", "lopussa", 3, 3, 0),
        ("765", "Ryhmä", "2019-05-31", "lopussa", 3, None, 0),
        ("765", "Kerho", "2019-02-28", "aikana", 6, 6, 1),
        ("765", "Kerho", "2019-03-31", "aikana", 8, 3, 2),
    )


def test_series_adds_up_municipalities_and_leaves_gaps(clients):
    table = clients_by_month(clients).table
    assert list(table.index) == [
        "January 2019",
        "February 2019",
        "March 2019",
        "April 2019",
        "May 2019",
    ]
    assert table["Ryhmä"].fillna(-1).tolist() == [14, 13, -1, 15, 18]
    assert table["Kerho"].fillna(-1).tolist() == [-1, 6, 8, -1, -1]


def test_a_month_that_one_municipality_left_out_is_a_gap(clients):
    without = clients.drop(index=7)  # Sotkamo, May
    found = clients_by_month(without)
    assert pd.isna(found.value("Ryhmä", "2019-05"))
    assert found.shown("Ryhmä") == {"2019-01": 14, "2019-02": 13, "2019-04": 15}


def test_zero_clients_are_zero(clients):
    sotkamo = clients_by_month(clients[clients["kunta"] == "765"])
    assert sotkamo.value("Ryhmä", "2019-02") == 0


def test_sentences_say_two_points_and_no_trend(clients):
    found = clients_by_month(clients)
    assert found.sentences() == [
        "Clients of “Kerho”: 6 in February 2019 and 8 in March 2019.",
        "The number was highest in March 2019: 8.",
        "Nothing is known of 3 months of “Kerho”.",
        "Clients of “Ryhmä”: 14 in January 2019 and 18 in May 2019.",
        "The number was highest in May 2019: 18.",
        "Nothing is known of 1 month of “Ryhmä”.",
    ]
    text = " ".join([*found.sentences(), *found.notes, found.alt_text()]).lower()
    assert not any(word in text for word in ("trend", "grew", "grown", "increas"))


def test_no_month_is_highest_where_all_are_alike():
    level = rows(*(("205", "R", f"2019-0{m}-28", "lopussa", 7, 0, 0) for m in (1, 2, 3)))
    assert clients_by_month(level).sentences() == [
        "Clients of “R”: 7 in January 2019 and 7 in March 2019.",
        "The number was the same in every month shown.",
    ]


def test_one_month_and_no_rows(clients):
    one = clients_by_month(clients[:1])
    assert one.sentences() == ["Clients of “Ryhmä”: 10 in January 2019."]
    assert one.figure() is None
    none = clients_by_month(clients[:0])
    assert (list(none.rows), none.sentences(), none.figure()) == ([], [], None)


def test_only_zeros_can_be_drawn():
    zeros = rows(*(("205", "R", f"2019-0{m}-28", "lopussa", 0, 0, 0) for m in (1, 2)))
    assert clients_by_month(zeros).figure().svg.startswith("<?xml")


def test_balance_of_ends_and_of_months(clients):
    found = balance(clients)
    # Kajaani 1→2: 10 + 5 − 2 = 13, 4→5: 12 + 4 − 2 = 14 ≠ 15. Sotkamo 1→2: 4 + 0 − 4 = 0.
    # Kerho during 2→3: 6 − 1 + 3 = 8. Sotkamo 4→5 lacks those who started; 2→4 has a gap between.
    assert [(s.place, s.service, s.month, s.expected, s.told) for s in found.steps] == [
        ("205", "Ryhmä", "2019-02", 13, 13),
        ("205", "Ryhmä", "2019-05", 14, 15),
        ("765", "Kerho", "2019-03", 8, 8),
        ("765", "Ryhmä", "2019-02", 0, 0),
    ]
    assert found.unchecked == 1
    assert found.table.to_dict("index") == {
        "Ryhmä, Kajaani, May 2019": {"Expected clients": 14, "Clients told": 15, "Difference": 1}
    }
    assert found.sentences() == [
        "4 months were checked against the month before.",
        "1 month does not agree: Ryhmä, Kajaani, May 2019: expected 14, told 15.",
        "1 month could not be checked, because a number is missing.",
    ]


def test_balance_over_a_change_of_year_and_of_counting():
    found = balance(
        rows(
            ("205", "R", "2018-12-31", "lopussa", 5, 5, 0),
            ("205", "R", "2019-01-31", "lopussa", 6, 2, 1),
            ("205", "R", "2019-02-28", "aikana", 7, 1, 1),
        )
    )
    assert [(s.month, s.difference) for s in found.steps] == [("2019-01", 0)]
    assert found.unchecked == 1
    assert "All of them agree." in found.sentences()


def test_a_month_told_twice_counts_once_by_its_latest_day(clients):
    twice = pd.concat(
        [rows(("205", "Ryhmä", "2019-01-15", "lopussa", 99, 0, 0)), clients], ignore_index=True
    )
    assert clients_by_month(twice).value("Ryhmä", "2019-01") == 14
    found = balance(twice)
    assert found.doubled == 1
    assert found.sentences()[0] == "1 month is told twice; the row of the latest day is used."


def test_balance_of_nothing(clients):
    found = balance(clients[:0])
    assert (found.steps, found.sentences(), list(found.rows)) == ((), [], [])


def test_taken_part_counts_those_at_the_start_and_all_who_started():
    found = taken_part(
        rows(
            ("205", "R", "2019-01-31", "lopussa", 12, 3, 1),
            ("205", "R", "2019-02-28", "lopussa", 13, 2, 1),
            ("765", "R", "2019-01-31", "aikana", 6, 2, 1),
            ("205", "Aukko", "2019-01-31", "lopussa", 3, 1, 0),
            ("205", "Aukko", "2019-03-31", "lopussa", 3, 1, 0),
        )
    )
    # Kajaani began with 12 − 3 + 1 = 10, Sotkamo with 6 − 2 = 4; started 3 + 2 + 2.
    assert found.loc["R"].tolist() == [14, 7, 21]
    assert found.loc["Aukko"].isna().tolist() == [False, True, True]


def test_input_is_not_changed(clients):
    placed = clients.assign(alue=clients["kunta"])
    before = placed.copy(deep=True)
    for made in (clients_by_month, balance, taken_part, known_months):
        made(placed)
    CLIENTS.count(placed, ["alue"])
    pd.testing.assert_frame_equal(placed, before)


def test_counts_for_a_release_are_people_by_area_service_and_month(clients):
    cells = CLIENTS.count(clients.assign(alue=clients["kunta"]), ["alue"])
    assert list(cells.columns) == ["alue", "luokka", "n"]
    assert len(cells) == 10
    assert cells.set_index(["alue", "luokka"])["n"][("205", "Ryhmä | 2019-02")] == 13


def test_known_months_hold_no_numbers_and_tell_zero_from_nothing(clients):
    found = known_months(clients.assign(alue=clients["kunta"]))
    assert list(found.columns) == ["alue", "palvelu", "kuukausi"]
    assert len(found) == 10
    whole = participation.whole_months(found)
    assert whole["Ryhmä"] == {"2019-01", "2019-02", "2019-04", "2019-05"}


def test_hidden_months_stay_hidden(clients):
    cells = CLIENTS.whole(CLIENTS.cells(clients, ()))
    hide = cells["luokka"].isin(["Ryhmä | 2019-01", "Ryhmä | 2019-05"])
    found = CLIENTS.finding(cells.assign(n=cells["n"].mask(hide)))
    assert found.value("Ryhmä", "2019-05") is None
    assert found.sentences()[3:] == [
        "Clients of “Ryhmä”: 13 in February 2019 and 15 in April 2019.",
        "Of the months shown, the number was highest in April 2019: 15.",
        "Nothing is known of 1 month of “Ryhmä”.",
        "Some months of “Ryhmä” are hidden to protect people.",
    ]
    everything = CLIENTS.finding(cells.assign(n=pd.array([pd.NA] * len(cells), "Int64")))
    assert (everything.sentences(), everything.figure()) == ([], None)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), min_size=2, max_size=10),
    st.sampled_from(["lopussa", "aikana"]),
)
def test_a_simulated_service_always_balances(months, way):
    made, here = [], 0
    for at, (started, part) in enumerate(months):
        ended = round((here + started) * part)
        told = here + started - (ended if way == "lopussa" else 0)
        made.append(
            ("205", "R", f"{2018 + at // 12}-{at % 12 + 1:02}-28", way, told, started, ended)
        )
        here += started - ended
    found = balance(rows(*made))
    assert len(found.steps) == len(months) - 1
    assert not found.wrong
    assert taken_part(rows(*made)).loc["R", "yhteensa"] == sum(started for started, _part in months)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_words_and_pictures_in_every_language(clients, lang):
    from xml.etree import ElementTree

    found = clients_by_month(clients)
    assert found.sentences(lang)
    assert ElementTree.fromstring(found.figure(lang).svg).tag.endswith("svg")
    assert found.alt_text(lang)
    assert balance(clients).sentences(lang)


def test_names_of_lines_do_not_overlap():
    from sosiaali_lib.report.lines import _apart

    assert _apart([30, 29.5, 10], [4, 4, 4], 0) == [30, 26, 10]
    assert _apart([3, 2], [4, 4], 0) == [6, 2]  # at the top there is no room to go up
    assert _apart([5], [4], 0) == [5]
