"""Means of several areas: an attacker who takes the shown ones from each other learns of no small group."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.findings import MeanWords
from sosiaali_lib.tabulation import Ratings
from sosiaali_lib.tabulation.means import protected_means

PARENTS = {"205": "20", "290": "20", "765": "20", "620": "20", "20": "yhteensä"}
WORDS = MeanWords(
    caption="Feeling", head="What", scale="Mean", extremes="{highest}{high}{lowest}{low}"
)
FEELING = Ratings(
    name="tunne", form="jalkautumiset", columns=("tunne",), words=WORDS, limits=(1.0, 5.0)
)
SHARES = Ratings(
    name="osuus", form="jalkautumiset", columns=("tunne",), words=WORDS, limits=(0.0, 100.0)
)
KEY = "tunne = tunne"


def cells(answers, rating=FEELING):
    """Give the inner cells of answers by area."""
    rows = pd.DataFrame(
        [(area, value) for area, values in answers.items() for value in values],
        columns=["alue", "tunne"],
    )
    return rating.cells(rows.assign(tunne=rows["tunne"].astype("Float64")), ["alue"])


def shown(answers, rating=FEELING, threshold=5, **options):
    """Give the table of the means with the area as index."""
    found = protected_means(rating, cells(answers, rating), PARENTS, threshold=threshold, **options)
    return next(iter(found.values()))[1].set_index("alue")


def members(area):
    return {one for one, county in PARENTS.items() if area in (one, county, "yhteensä")} - {"20"}


MIDDLE = [2, 3, 4, 3, 3, 2, 4, 3]


def test_enough_answers_in_the_middle_are_shown_as_they_are_written():
    table = shown({"205": [3, 4, 3, 4, 3, 2, 4], "290": [2, 3, 4, 3, 2]})
    assert table.loc["205", ["n", "ka"]].tolist() == [7, 3.3]
    assert table.loc["20", ["n", "ka"]].tolist() == [12, 3.1]  # 37 / 12 = 3.083


@pytest.mark.parametrize("near", [[5] * 8, [5] * 7 + [4], [5] * 5 + [4, 4, 4], [1] * 8])
def test_a_mean_that_tells_nearly_every_answer_is_hidden_with_its_number(near):
    table = shown({"205": near, "290": MIDDLE, "765": MIDDLE})
    assert table.loc["205", "hidden"] and pd.isna(table.loc["205", "ka"])
    assert pd.isna(table.loc["205", "n"])


def test_the_rest_of_a_county_is_no_small_group():
    """290 and 620 together have four answers: the mean of the county would give theirs."""
    table = shown({"205": MIDDLE * 2, "290": [2, 4], "620": [3, 2], "765": MIDDLE})
    open_to = table.index[table["ka"].notna()]
    assert "20" in open_to and not {"205", "765"} <= set(open_to)


def test_an_interval_is_shown_of_ten_and_only_where_it_tells_nobody():
    many = [1, 2, 3, 4, 5] * 4
    table = shown({"205": many, "290": [3] * 10 + [2] * 5, "765": [2, 3, 4, 4, 3]})
    assert table["ala"].notna()["205"] and pd.isna(table.loc["765", "ala"])
    few = shown({"205": [2] + [3] * 9, "290": many})  # one of ten chose another level
    assert few["ka"].notna()["205"] and pd.isna(few.loc["205", "ala"])


def test_one_person_who_makes_most_of_an_amount_is_not_told():
    table = shown({"205": [60, 1, 1, 1, 1, 0], "290": [20, 10, 30, 10, 5, 10]}, SHARES)
    assert pd.isna(table.loc["205", "ka"])


def test_nothing_is_shown_of_rows_whose_number_is_hidden_elsewhere():
    rating = Ratings(
        name="tunne", form="jalkautumiset", columns=("tunne",), words=WORDS, limits=(1.0, 5.0),
        cell_of="laji", cell="ryhma",
    )  # fmt: skip
    kinds = pd.DataFrame(
        {"alue": ["205", "290", "205"], "luokka": ["ryhma", "ryhma", "leiri"],
         "hidden": [True, False, False]}
    )  # fmt: skip
    answers = {"205": MIDDLE, "290": MIDDLE, "765": MIDDLE}
    table = shown(answers, rating, shown={"laji": kinds})
    assert pd.isna(table.loc["205", "n"]) and pd.isna(table.loc["205", "ka"])
    assert shown(answers, rating)["ka"].notna().all()


def test_a_form_without_areas_has_the_whole_alone():
    inner = cells({"205": MIDDLE}).drop(columns="alue")
    found = protected_means(FEELING, inner, {}, threshold=5)[KEY][1]
    assert found["alue"].tolist() == ["yhteensä"] and found["ka"].tolist() == [3.0]


def test_the_cells_are_not_changed():
    given_cells = cells({"205": MIDDLE, "290": [2, 5]})
    before = given_cells.copy()
    protected_means(FEELING, given_cells, PARENTS, threshold=5)
    pd.testing.assert_frame_equal(given_cells, before)


answers = st.dictionaries(
    st.sampled_from(["205", "290", "765", "620"]),
    st.lists(st.integers(1, 5), min_size=1, max_size=14),
    min_size=1,
)


@given(answers)
@settings(max_examples=25, deadline=None)
def test_no_difference_of_shown_means_is_of_few_or_tells_them(given_answers):
    table = shown(given_answers)
    open_to = [str(area) for area in table.index[table["ka"].notna()]]
    for area in open_to:
        inside = [one for one in open_to if one != area and members(one) < members(area)]
        nearest = [one for one in inside if not any(members(one) < members(x) for x in inside)]
        left = members(area) - {one for x in nearest for one in members(x)}
        rest = [value for one in left for value in given_answers.get(one, [])]
        assert not rest or len(rest) >= 5
        off = [sum(value != end for value in rest) for end in (1, 5)]
        assert not rest or min(off) > 0


def test_a_hidden_zero_of_the_whole_form_is_no_zero_of_its_ratings():
    """Nobody without an area rated: shown, that would tell how many there are of another kind."""
    rating = Ratings(
        name="tunne", form="jalkautumiset", columns=("tunne",), words=WORDS, limits=(1.0, 5.0),
        cell_of="laji", cell="ryhma",
    )  # fmt: skip
    areas = ["20", "ei_aluetta"]
    kinds = pd.DataFrame({"alue": areas, "luokka": "ryhma", "hidden": True})
    table = shown({"205": MIDDLE, "290": MIDDLE}, rating, shown={"laji": kinds})
    assert table.loc[areas, "hidden"].all() and table["n"].notna()["yhteensä"]
