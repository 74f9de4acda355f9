"""The division of a day. Counts, merges and moves: Statistics Finland, municipalities and regions
2015-2026 (311 municipalities in 2017-19, 310 in 2020, 309 in 2021-24, 308 from 2025; the merges of
2020, 2021 and 2025; five regions changed on 1.1.2021). Hospital districts of 2020: Yle's geodata;
their codes Statistics Finland, 2021; 294 mainland members in 2020: Association of Finnish Local and
Regional Authorities.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import area_tables, areas
from sosiaali_lib.messages import LANGUAGES, use

CODES = tuple(area_tables.municipality_table())
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("year", "municipalities", "counties", "districts"),
    [(2015, 317, 0, 0), (2019, 311, 0, 0), (2020, 310, 0, 21), (2021, 309, 0, 0),
     (2022, 309, 0, 0), (2023, 309, 23, 0), (2025, 308, 23, 0), (2026, 308, 23, 0)],
)  # fmt: skip
def test_sizes_of_divisions(year, municipalities, counties, districts):
    division = areas.on(date(year, 12, 31))
    assert len(division.municipalities) == municipalities
    assert len(division.counties) == counties
    assert len(division.hospital_districts) == districts
    assert len(division.regions) == 19


def test_the_day_before_2023_has_no_counties():
    before, after = areas.on(date(2022, 12, 31)), areas.on(date(2023, 1, 1))
    assert before.counties == () and before.county_of("205") is None
    assert before.members("20") == ()
    assert after.county_of("205").key == "20"
    assert [place.code for place in after.members("20")] == [
        "105", "205", "290", "578", "620", "697", "765", "777",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [("911", "541", date(2020, 1, 1)), ("099", "214", date(2021, 1, 1)),
     ("588", "507", date(2025, 1, 1))],
)  # fmt: skip
def test_merges(old, new, first):
    before, after = areas.on(date(first.year - 1, 12, 31)), areas.on(first)
    assert before.successor(old) == old and after.successor(old) == new
    assert old in {place.code for place in before.municipalities}
    assert old not in {place.code for place in after.municipalities}
    assert after.groups(old) == () and after.members(old) == ()
    assert after.members(new) == (areas.municipality(new),)


def test_a_municipality_that_changed_its_region():
    before, after = areas.on(date(2020, 12, 31)), areas.on(date(2021, 1, 1))
    assert (before.region_of("142").key, after.region_of("142").key) == ("MK08", "MK07")
    assert areas.municipality("142") in before.members("MK08")
    assert areas.municipality("142") in after.members("MK07")


def test_hospital_districts_of_2020():
    division = areas.on(date(2020, 6, 1))
    members = {area.key: len(division.members(area.key)) for area in division.hospital_districts}
    assert sum(members.values()) - members["SHP00"] == 294
    assert (members["SHP00"], members["SHP19"], members["SHP11"], members["SHP25"]) == (
        16,
        8,
        4,
        24,
    )
    savo = [place.name("fi") for place in division.members("SHP11")]
    assert savo == ["Enonkoski", "Rantasalmi", "Savonlinna", "Sulkava"]
    assert [division.name("SHP19", lang) for lang in LANGUAGES] == [
        "Kainuun sairaanhoitopiiri",
        "Kajanalands sjukvårdsdistrikt",
        "Hospital district of Kainuu",
    ]


def test_gaps_are_told():
    with use("en"):
        assert areas.on(date(2019, 3, 1)).gaps == (
            "There were no wellbeing services counties on 1 March 2019: they began on "
            "1 January 2023.",
            "The hospital districts of 1 March 2019 are not known: there is a source for 2020.",
        )
        assert len(areas.on(date(2020, 3, 1)).gaps) == 1
        assert areas.on(areas.VINTAGE.replace(month=12, day=31)).gaps == areas.on().gaps
        assert areas.on(date(2027, 1, 1)).gaps == (
            "The division of 1 January 2027 is not known: this is that of 1 January 2026.",
            *areas.on().gaps,
        )
        assert areas.on().gaps == (
            "There are no hospital districts: they ended with the year 2022.",
        )


@given(st.sampled_from(CODES), DAYS)
def test_every_municipality_of_a_day_is_in_one_area_of_each_known_kind(code, day):
    division = areas.on(day)
    there = areas.municipality(code) in division.municipalities
    for kind in ("hyvinvointialue", "maakunta", "sairaanhoitopiiri"):
        holding = [one.key for one in division.areas(kind) if areas.municipality(code) in
                   division.members(one.key)]  # fmt: skip
        assert len(holding) == (there and bool(division.areas(kind)))
        assert [one.key for one in [division.area_of(kind, code)] if one] == holding
    county = division.county_of(code)
    if county is not None:
        on_aland = division.region_of(code).key == "MK21"
        assert (county.key == "91") == on_aland
        assert (county.key == "90") == (code == "091")


@given(DAYS)
def test_areas_divide_the_country_without_rest(day):
    division = areas.on(day)
    for areas_ in (division.regions, division.counties or division.regions):
        members = [one.code for area in areas_ for one in division.members(area.key)]
        assert sorted(members) == [one.code for one in division.members(areas.COUNTRY)]


def test_keys_are_no_twos():
    keys = [area.key for area in area_tables.area_table().values()]
    assert len({*keys, *CODES, areas.COUNTRY}) == len(keys) + len(CODES) + 1
    assert all(areas.place(key).key == key for key in keys)
    assert areas.place("MK18").name("fi") == "Kainuu"
    assert areas.place("18").name("fi") == "Keski-Pohjanmaan hyvinvointialue"
    assert areas.place("765") == areas.municipality("765")


def test_names_in_three_languages():
    division = areas.on()
    assert [division.name("205", lang) for lang in LANGUAGES] == ["Kajaani", "Kajana", "Kajaani"]
    assert division.name(areas.COUNTRY, "en") == "Whole country"
    assert division.name("MK18") == "Kainuu"


def test_the_table_of_a_division():
    table = areas.on(date(2020, 12, 31)).table.set_index("kunta")
    assert len(table) == 310
    assert table.loc["205"].to_dict() | {"hyvinvointialue": None} == {
        "nimi": "Kajaani", "hyvinvointialue": None, "maakunta": "MK18",
        "sairaanhoitopiiri": "SHP19",
    }  # fmt: skip
    assert table["hyvinvointialue"].isna().all()
    now = areas.on().table
    assert now["sairaanhoitopiiri"].isna().all() and not now["hyvinvointialue"].isna().any()


def test_the_same_day_gives_the_same_division():
    assert areas.on(datetime(2020, 5, 1, 23, 59)) == areas.on(date(2020, 5, 1))
    assert areas.on(pd.Timestamp("2020-05-01")).day == date(2020, 5, 1)
    assert areas.on() == areas.on(areas.VINTAGE)
    assert areas.on(date(2031, 1, 1)).municipalities == areas.on().municipalities
    assert areas.on("2020-05-01") == areas.on(date(2020, 5, 1))


def test_classes_of_the_statistical_grouping():
    # Statistics Finland, 1.1.2026: 56 urban, 67 semi-urban and 185 rural municipalities.
    groups = [place.group for place in areas.municipalities()]
    wanted = {"kaupunkimainen": 56, "taajaan_asuttu": 67, "maaseutumainen": 185}
    assert {name: groups.count(name) for name in set(groups)} == wanted
    assert {areas.municipality(old).group for old in ("911", "099", "588")} == {""}


def test_population_of_several_areas():
    together = areas.population("205", 2022)[0] + areas.population("765", 2022)[0]
    assert areas.joint_population(["205", "765"], 2022) == (together, 2022)
    assert areas.joint_population(["205", "413"], 2022) is None
    assert areas.joint_population([], 2022) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: areas.on(date(2014, 12, 31)), "^The area tables begin at 2015-01-01; 2014-12-31"),
        *[
            (lambda day=day: areas.on(day), rf"^`day` is {re.escape(repr(day))}; expected a date, such")
            for day in ("1.6.2020", "2020", "", 2020, pd.NaT)
        ],
        (lambda: areas.on().county_of("20"), "^Municipality code '20' is not known"),
        (lambda: areas.on().successor("999"), "^Municipality code '999' is not known"),
        (
            lambda: areas.on().areas("seutukunta"),
            "^Kind of area 'seutukunta' is not known; expected hyvinvointialue, maakunta, "
            "sairaanhoitopiiri\\.$",
        ),
        (lambda: areas.on().area_of("erva", "205"), "^Kind of area 'erva' is not known"),
        (
            lambda: areas.on().members("MK99"),
            "^Area 'MK99' is not known; expected a municipality such as '205', a county such as '20', "
            "a region such as 'MK18' or a hospital district such as 'SHP19'\\.$",
        ),
        (lambda: areas.on().name("205", "de"), "^Language 'de' is not known"),
        (lambda: areas.on().name("maa", "de"), "^Language 'de' is not known"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
