import pandas as pd
import pytest

from sosiaali_lib import instruments, measurements

ITEMS = [item.id for item in instruments.load("eo14").items]


def row(person, wave, value=3, instrument="eo14", kunta="205"):
    return {
        "tunniste": person,
        "kunta": kunta,
        "mittari": instrument,
        "vaihe": wave,
    } | dict.fromkeys(ITEMS, value)


ROWS = pd.DataFrame(
    [
        row("a", "alku", 2), row("a", "loppu", 3), row("b", "alku", 3), row("b", "loppu", 3),
        row("c", "alku"), row("d", "loppu"), row("e", "alku", instrument="esy", kunta="290"),
    ]
)  # fmt: skip


def test_waves_are_counted_by_instrument():
    assert measurements.wave_counts(ROWS).to_dict("records") == [
        {"mittari": "eo14", "alku": 3, "loppu": 3},
        {"mittari": "esy", "alku": 1, "loppu": 0},
    ]


def test_everybody_is_in_exactly_one_state():
    found = measurements.pairing(ROWS)
    assert found.to_dict("records") == [
        {"kunta": "205", "mittari": "eo14", "tila": "pari", "henkilot": 2},
        {"kunta": "205", "mittari": "eo14", "tila": "vain_alku", "henkilot": 1},
        {"kunta": "205", "mittari": "eo14", "tila": "vain_loppu", "henkilot": 1},
        {"kunta": "290", "mittari": "esy", "tila": "vain_alku", "henkilot": 1},
    ]


def test_changes_of_scale_and_items_come_from_the_pairs_with_loneliness_turned_round():
    found = measurements.changes(ROWS, "eo14")
    assert list(found) == ["keskiarvo", *ITEMS]
    assert {part: change.n for part, change in found.items()} == dict.fromkeys(found, 2)
    assert found["e01"].mean_difference == 0.5
    assert found["e05"].mean_difference == -0.5
    assert found["keskiarvo"].mean_difference == pytest.approx((13 * 0.5 - 0.5) / 14)
    assert found["keskiarvo"].dropped_out == 1


def test_a_person_who_moved_counts_where_first_measured():
    moved = pd.DataFrame([row("a", "alku", kunta="205"), row("a", "loppu", kunta="290")])
    assert measurements.pairing(moved)["kunta"].tolist() == ["205"]


def test_rows_are_not_changed():
    before = ROWS.copy()
    measurements.pairing(ROWS)
    measurements.changes(ROWS, "eo14")
    pd.testing.assert_frame_equal(ROWS, before)
