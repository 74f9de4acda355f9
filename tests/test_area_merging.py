"""Series brought to one division. Merges: Valtimo (911) into Nurmes (541) on 1.1.2020, Juankoski (174)
into Kuopio (297) on 1.1.2017, Maaninka (476) into Kuopio on 1.1.2015. Moves of parts: Statistics
Finland, changes of the regional classification on 1.1.2018 (Oulu to Ii, 417 people) and 1.1.2021 (Masku
to Nousiainen, nobody).
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib import area_tables, areas
from sosiaali_lib.areas import Note
from sosiaali_lib.messages import use

PLACES = ("541", "911", "297", "174", "476", "205", "765", "20", "maa")


def series(rows, **columns):
    table = pd.DataFrame(rows, columns=["alue", "vuosi", "n"]).astype({"alue": "str", "n": "Int64"})
    return table.assign(**columns)


def cells(table):
    return [
        (code, year, None if pd.isna(n) else n, merged, note)
        for code, year, n, merged, note in table[
            ["alue", "vuosi", "n", "yhdistetty", "huomautus"]
        ].itertuples(index=False)
    ]


def test_counts_of_a_merged_municipality_go_to_its_successor():
    table = series([("911", 2018, 2), ("541", 2018, 9), ("541", 2020, 12), ("205", 2018, 5)])
    assert cells(areas.merged(table)) == [
        ("541", 2018, 11, True, ""),
        ("541", 2020, 12, False, ""),
        ("205", 2018, 5, False, ""),
    ]


def test_before_the_merge_both_stay():
    table = series([("911", 2019, 2), ("541", 2019, 9)])
    kept = areas.merged(table, date(2019, 12, 31))
    assert cells(kept) == [("911", 2019, 2, False, ""), ("541", 2019, 9, False, "")]


def test_a_chain_of_merges_is_followed():
    table = series([("174", 2014, 1), ("476", 2014, 2), ("297", 2014, 4)])
    assert cells(areas.merged(table, date(2016, 1, 1)))[0][:3] == ("174", 2014, 1)
    assert [row[:4] for row in cells(areas.merged(table))] == [("297", 2014, 7, True)]


def test_a_missing_part_leaves_no_sum():
    hidden = series([("911", 2018, None), ("541", 2018, 9), ("911", 2017, 3), ("541", 2017, 9)])
    absent = series([("541", 2018, 9), ("911", 2017, 3), ("541", 2017, 9)])
    successor = series([("911", 2018, 9), ("911", 2017, 3), ("541", 2017, 9)])
    for table in (hidden, absent, successor):
        assert cells(areas.merged(table)) == [
            ("541", 2018, None, True, "osa_puuttuu"),
            ("541", 2017, 12, True, ""),
        ]


def test_a_series_in_the_newest_division_is_left_alone():
    table = series([("541", 2017, 30), ("541", 2021, 28)])
    assert cells(areas.merged(table)) == [
        ("541", 2017, 30, False, ""),
        ("541", 2021, 28, False, ""),
    ]


def test_figures_of_the_last_day_may_follow_the_next_division():
    table = series([("541", 2019, 30), ("911", 2018, 4), ("541", 2018, 20)])
    assert cells(areas.merged(table))[0] == ("541", 2019, None, True, "osa_puuttuu")
    assert cells(areas.merged(table, next_division=True))[0] == ("541", 2019, 30, False, "")


def test_a_later_merge_cannot_be_undone():
    table = series([("541", 2020, 30), ("541", 2019, 20)])
    assert cells(areas.merged(table, date(2019, 12, 31))) == [
        ("541", 2020, 30, True, "ei_jaettavissa"),
        ("541", 2019, 20, False, ""),
    ]


def test_moves_of_parts_are_told_and_left():
    table = series([("564", 2017, 1), ("139", 2017, 2), ("139", 2018, 3), ("481", 2020, 4)])
    notes = [row[4] for row in cells(areas.merged(table))]
    assert notes == ["osittainen_siirto", "osittainen_siirto", "", ""]
    assert areas.merged(table)["n"].tolist() == [1, 2, 3, 4]
    assert [row[4] for row in cells(areas.merged(table, date(2017, 6, 1)))][2] == (
        "osittainen_siirto"
    )


def test_rates_are_never_added():
    table = series([("911", 2018, 2), ("541", 2018, 9), ("205", 2018, 5)], osuus=[0.1, 0.2, 0.3])
    found = areas.merged(table)
    assert cells(found)[0] == ("541", 2018, 11, True, "ei_laskettavissa_yhteen")
    assert found["osuus"].isna().tolist() == [True, False]
    with pytest.raises(ValueError, match=r"holds 0\.1, which is no count: rates and shares cannot"):
        areas.merged(table, counts=["osuus"])


def test_other_columns_stay_where_the_parts_agree():
    table = series([("911", 2018, 2), ("541", 2018, 9)], lahde="a", haettu=["x", "y"])
    found = areas.merged(table).iloc[0]
    assert found["lahde"] == "a" and pd.isna(found["haettu"])


def test_series_of_several_indicators_and_a_flag_said_before():
    one = series([("911", 2018, 2), ("541", 2018, 9)], laji="a")
    other = series([("541", 2018, 7)], laji="b", yhdistetty=True)
    found = areas.merged(pd.concat([one, other], ignore_index=True), by=["laji"])
    assert cells(found) == [("541", 2018, 11, True, ""), ("541", 2018, 7, True, "")]
    pd.testing.assert_frame_equal(areas.merged(found, by=["laji"]), found)


def test_a_series_of_counts_with_an_index():
    table = series([("911", 2018, 2), ("541", 2018, 9)])
    found = areas.merged(table.set_index(["alue", "vuosi"])["n"])
    assert cells(found) == [("541", 2018, 11, True, "")]


def test_the_population_of_mantyharju_agrees_with_the_area_tables():
    rows = [
        (code, year, people)
        for code, years in area_tables.population_table().items()
        for year, people in years.items()
    ]
    found = areas.merged(series(rows)).set_index(["alue", "vuosi"])["n"]
    assert found["507", 2022] == areas.population("507", 2022)[0]
    assert "588" not in found.index.get_level_values("alue")
    counties = areas.grouped(series(rows), "hyvinvointialue").set_index(["alue", "vuosi"])["n"]
    assert counties["20", 2019] == areas.population("20", 2019)[0] == 72_306
    assert counties.xs(2022, level="vuosi").sum() == 5_563_970


def test_groups_as_of_a_day():
    codes = {day: [one.code for one in areas.on(day).members("MK18")]
             for day in (date(2015, 12, 31), date(2016, 1, 1))}  # fmt: skip
    assert "785" in codes[date(2015, 12, 31)] and "785" not in codes[date(2016, 1, 1)]
    rows = series([(code, 2015, 10) for code in codes[date(2015, 12, 31)]])
    for day, members in codes.items():
        found = areas.grouped(rows, "maakunta", day)
        assert cells(found[found["alue"] == "MK18"]) == [
            ("MK18", 2015, 10 * len(members), False, "")
        ]


@pytest.mark.parametrize(
    ("kind", "day", "told"),
    [
        (
            "hyvinvointialue",
            date(2022, 12, 31),
            "^There were no wellbeing services counties on 31 Dec",
        ),
        (
            "sairaanhoitopiiri",
            date(2021, 6, 1),
            "^The hospital districts of 1 June 2021 are not known",
        ),
        ("sairaanhoitopiiri", date(2023, 1, 1), "^There are no hospital districts: they ended"),
    ],
)
def test_kinds_that_a_division_lacks_are_told_and_give_no_empty_table(kind, day, told):
    with use("en"), pytest.raises(ValueError, match=told):
        areas.grouped(series([("205", day.year, 1)]), kind, day)


def test_a_group_without_all_its_members_has_no_sum():
    kainuu = [one.code for one in areas.members("20")]
    whole = series([(code, 2025, 1) for code in kainuu], osuus=0.5)
    assert cells(areas.grouped(whole, "hyvinvointialue")) == [("20", 2025, 8, False, "")]
    assert cells(areas.grouped(whole[1:], "hyvinvointialue")) == [
        ("20", 2025, None, False, "osa_puuttuu")
    ]


ROWS = st.dictionaries(
    st.tuples(st.sampled_from(PLACES), st.integers(2012, 2025)), st.integers(0, 999), min_size=1
)
DIVISIONS = st.dates(date(2015, 1, 1), date(2027, 1, 1))


@settings(max_examples=20)
@given(ROWS, DIVISIONS)
def test_merging_keeps_the_sum_and_changes_nothing_given(rows, day):
    table = series([(code, year, n) for (code, year), n in rows.items()])
    before = table.copy(deep=True)
    found = areas.merged(table, day)
    pd.testing.assert_frame_equal(table, before)
    lacking = found[found["n"].isna()][["alue", "vuosi"]].itertuples(index=False)
    left_out = {
        (code, year)
        for head, year in lacking
        for code, of in rows
        if of == year and code in PLACES[:7] and areas.successor(code, day) == head
    }
    assert found["n"].sum() == sum(n for key, n in rows.items() if key not in left_out)
    assert not found.duplicated(["alue", "vuosi"]).any()
    assert set(found["alue"]) <= {areas.successor(code, day) if len(code) == 3 and code != "maa"
                                  else code for code, _year in rows}  # fmt: skip


@settings(max_examples=20)
@given(ROWS, DIVISIONS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, day, random):
    table = series([(code, year, n) for (code, year), n in rows.items()])
    mixed = table.sample(frac=1, random_state=random.randint(0, 99))
    keys = ["alue", "vuosi"]
    one, other = (areas.merged(each, day).sort_values(keys) for each in (table, mixed))
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


@settings(max_examples=20)
@given(ROWS, DIVISIONS)
def test_merging_twice_is_merging_once(rows, day):
    found = areas.merged(series([(code, year, n) for (code, year), n in rows.items()]), day)
    pd.testing.assert_frame_equal(areas.merged(found, day), found)


@pytest.mark.parametrize("note", Note)
def test_notes_speak_three_languages(note):
    with use("en"):
        sentence = note.sentence
    assert sentence[0].isupper() and sentence[-1] == "."
    assert Note.of(f"{note}+{Note.PARTIAL_MOVE}") == (note, Note.PARTIAL_MOVE)
    assert Note.of("") == ()


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (
            series([("205", 2020, 1)]).drop(columns="vuosi"),
            {},
            "^The table has no column vuosi; it",
        ),
        (
            series([("205", 2020, 1)]),
            {"counts": ["k"]},
            "^The table has no column k; it has alue, ",
        ),
        (series([("205", 2020, 1)]), {"by": ["laji"]}, "^The table has no column laji; it has"),
        (
            series([("205", 2020, 1)]).drop(columns="n"),
            {},
            "^The table has no column of whole numb",
        ),
        (
            series([("205", 2020.5, 1)]),
            {},
            "^Column vuosi holds 2020.5; expected years such as 2025",
        ),
        (series([("205", None, 1)]), {}, "^Column vuosi holds None; expected years such as 2025"),
        (series([("205", 2020, 1)] * 2), {}, "^Area 205, year 2020 stands more than once; name in"),
        (series([("999", 2020, 1)]), {}, "^Municipality code '999' is not known"),
    ],
)
def test_faulty_tables_are_refused(table, options, message):
    for call in (areas.merged, lambda *args, **more: areas.grouped(*args, "maakunta", **more)):
        with pytest.raises(ValueError, match=message):
            call(table, **options)


def test_an_unknown_kind_of_area_is_refused():
    with pytest.raises(ValueError, match=r"^Kind of area 'erva' is not known"):
        areas.grouped(series([("205", 2020, 1)]), "erva")
