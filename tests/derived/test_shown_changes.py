"""Which changes are shown: nothing of few people follows from what is."""

import pandas as pd
import pytest

from sosiaali_lib import partial_counts, shown_changes

PARENTS = {"205": "20", "290": "20", "765": "20", "20": "yhteensä"}
ITEM = "gse_1"


def changes(numbers, part=ITEM, *, before=2.5, after=2.75, low=0.1, high=0.4):
    """Give the changes of areas with the number of people that changed."""
    return pd.DataFrame(
        [(area, "gse", part, n, before, after, after - before, low, high)
         for area, n in numbers.items()],
        columns=partial_counts.CHANGES,
    )  # fmt: skip


def pairs(numbers):
    return pd.DataFrame(
        {"alue": list(numbers), "mittari": "gse", "tila": "pari",
         "henkilot": pd.array(list(numbers.values()), "Int64")}
    )  # fmt: skip


def shown(table, of_pairs=None, **options):
    people = {str(row["alue"]): row["n"] for row in table.to_dict("records")}
    return shown_changes.shown(
        table, pairs(of_pairs or people), PARENTS, threshold=5, **options
    ).set_index("alue")


def test_a_change_is_shown_as_it_is_written():
    found = shown(changes({"20": 40, "205": 40}, before=2.51234, after=2.75, low=0.111, high=0.365))
    assert found.loc["20", ["ka_alku", "muutos", "ala", "yla"]].tolist() == [2.51, 0.24, 0.11, 0.37]


def test_hidden_pairs_hide_the_change():
    assert "205" not in shown(changes({"20": 40, "205": 20}), {"20": 40, "205": None}).index


@pytest.mark.parametrize("left", [1, 4])
def test_the_county_less_its_municipalities_is_no_small_group(left):
    found = shown(changes({"205": 20, "290": 12, "765": left, "20": 32 + left}))
    assert list(found.index) == ["205", "20"]  # with 290 those left over are enough


def test_enough_people_left_over_hide_nothing():
    found = shown(changes({"205": 20, "290": 12, "765": 5, "20": 37}), {"205": 20, "290": 12,
                  "765": None, "20": 37})  # fmt: skip
    assert list(found.index) == ["205", "290", "20"]


def test_an_area_whose_answers_are_shown_keeps_its_change():
    table = changes({"205": 20, "290": 12, "765": 3, "20": 35})
    answers = pd.DataFrame({"alue": ["290"], "osa": [ITEM]})
    assert list(shown(table, answers=answers).index) == ["290", "20"]


@pytest.mark.parametrize(("before", "after"), [(1.0, 1.5), (1.25, 2.0), (2.0, 3.9)])
def test_means_near_an_end_tell_the_answers(before, after):
    assert not len(shown(changes({"20": 12}, before=before, after=after)))


def test_all_changed_alike_tells_each_change():
    assert not len(shown(changes({"20": 12}, low=float("nan"), high=float("nan"))))


def test_an_interval_that_tells_the_changes_is_hidden_alone():
    """Four of ten rose by one: mean 0.4 and standard deviation √(2.4/9) leave no other way."""
    half = 2.262157 * (2.4 / 9) ** 0.5 / 10**0.5
    table = changes({"20": 10}, before=2.5, after=2.9, low=0.4 - half, high=0.4 + half)
    found = shown(table).loc["20"]
    assert found["muutos"] == 0.4 and pd.isna(found["ala"]) and pd.isna(found["yla"])


def test_nine_people_have_no_interval():
    found = shown(changes({"20": 9})).loc["20"]
    assert found["n"] == 9 and pd.isna(found["ala"])


@pytest.mark.parametrize(("people", "expected"), [(20, True), (21, False), (24, False), (25, True)])
def test_a_scale_that_leaves_few_of_the_pairs_out_is_hidden(people, expected):
    table = changes({"20": 20}, part="summa", before=25, after=27)
    assert (len(shown(table, {"20": people})) == 1) == expected


def test_no_changes_give_none_and_nothing_is_changed():
    table = changes({"205": 20, "20": 22})
    before = table.copy()
    assert shown(table.iloc[:0]).empty
    shown(table)
    pd.testing.assert_frame_equal(table, before)
