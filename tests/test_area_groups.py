"""Comparison groups. Sizes: Statistics Finland's population of 31.12.2022 (Sotkanet 127), with 15
municipalities under 1,000 inhabitants; languages: 259 Finnish, 18 and 15 bilingual, 16 Swedish (all on
Åland); statistical grouping of 1.1.2026: 56 urban, 67 semi-urban, 185 rural.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import area_groups, areas, intake
from sosiaali_lib.area_groups import Inhabitants
from sosiaali_lib.area_own_groups import FILE, load
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.messages import LANGUAGES, use

CODES = [place.code for place in areas.municipalities()]
ALAND = {place.code for place in areas.members("91")}
PEOPLE = {code: areas.population(code, 2022)[0] for code in CODES}


def group(code, key, **options):
    found = {one.key: one for one in area_groups.for_municipality(code, **options)}
    return found.get(key)


def test_the_groups_of_a_municipality_in_order():
    found = area_groups.for_municipality("205")
    assert [one.key for one in found] == [
        "hyvinvointialue", "maa", "lahimmat", "kokoluokka", "kieli", "kuntaryhma",
    ]  # fmt: skip
    assert [one.whole for one in found] == ["20", "maa", "", "", "", ""]
    assert [one.name("en") for one in found] == [
        "Wellbeing services county of Kainuu",
        "Whole country",
        "10 municipalities closest in size",
        "Municipalities of 20,000–49,999 inhabitants",
        "Finnish-speaking municipalities",
        "Urban municipalities",
    ]
    assert found[0].rule("en") == (
        "All 8 municipalities of the area on 1 January 2026, Kajaani among them."
    )
    assert found[2].rule("en") == (
        "The municipalities whose number of inhabitants on 31 December 2022 was closest to "
        "Kajaani's (36,297); Kajaani itself is left out, and Åland and the mainland are kept apart."
    )


def test_county_and_country_hold_the_municipality_itself():
    county, country = group("205", "hyvinvointialue"), group("205", "maa")
    assert county.members == tuple(place.code for place in areas.members("20"))
    assert county.others == tuple(code for code in county.members if code != "205")
    assert country.members == tuple(CODES)


def test_before_the_counties_there_is_the_region():
    found = area_groups.for_municipality("205", date(2022, 12, 31))
    assert [one.key for one in found][:2] == ["maakunta", "maa"]
    assert found[0].whole == "MK18" and found[0].name("sv") == "Kajanaland"
    assert area_groups.by_area("205", "hyvinvointialue", date(2022, 12, 31)) is None
    assert area_groups.by_area("205", "sairaanhoitopiiri", date(2020, 2, 1)).whole == "SHP19"


def test_helsinki_is_not_compared_with_itself():
    assert group("091", "hyvinvointialue") is None
    assert group("091", "kokoluokka").members == tuple(
        code for code in CODES if PEOPLE[code] >= 100_000 and code != "091"
    )


@pytest.mark.parametrize(
    ("people", "name"),
    [
        (999, "Municipalities of fewer than 1,000 inhabitants"),
        (1000, "Municipalities of 1,000–2,999 inhabitants"),
        (11_999, "Municipalities of 9,000–11,999 inhabitants"),
        (99_999, "Municipalities of 50,000–99,999 inhabitants"),
        (100_000, "Municipalities of at least 100,000 inhabitants"),
    ],
)
def test_size_classes_of_statistics_finland(people, name):
    figures = Inhabitants(counts={"205": people, "765": people}, year=2025)
    found = area_groups.same_size("205", inhabitants=figures)
    assert (found.members, found.name("en")) == (("765",), name)
    assert "31 December 2025" in found.rule("en")


def test_small_municipalities():
    assert sum(people < 1000 for people in PEOPLE.values()) == 15
    for code in CODES:
        if PEOPLE[code] < 1000:
            side = [other for other in CODES if (other in ALAND) == (code in ALAND)]
            small = [other for other in side if PEOPLE[other] < 1000 and other != code]
            assert list(group(code, "kokoluokka").members) == small


def test_equally_close_ones_stand_in_the_order_of_their_codes():
    counts = {"205": 100, "765": 110, "105": 90, "290": 110, "578": 95}
    figures = Inhabitants(counts=counts, year=2025)
    found = area_groups.closest("205", k=4, inhabitants=figures)
    assert found.members == ("578", "105", "290", "765")
    assert area_groups.closest("205", k=2, inhabitants=figures).members == ("578", "105")
    assert area_groups.closest("205", k=99, inhabitants=figures).name("en") == (
        "4 municipalities closest in size"
    )
    only = Inhabitants(counts={"205": 100}, year=2025)
    assert area_groups.closest("205", inhabitants=only) is None


@given(st.sampled_from(CODES), st.integers(1, 40))
def test_nobody_left_out_is_closer(code, k):
    found = area_groups.closest(code, k=k)
    side = [other for other in CODES if (other in ALAND) == (code in ALAND) and other != code]
    distance = {other: abs(PEOPLE[other] - PEOPLE[code]) for other in side}
    assert len(found.members) == min(k, len(side)) and set(found.members) <= set(side)
    farthest = max(distance[other] for other in found.members)
    assert all(distance[other] >= farthest for other in set(side) - set(found.members))
    assert found == area_groups.closest(code, k=k)


def test_languages_and_types():
    for code, n in (("205", 259 - 1), ("091", 18 - 1), ("499", 15 - 1), ("478", 16 - 1)):
        found = group(code, "kieli")
        assert len(found.members) == n
        languages = areas.municipality(code).languages
        assert {areas.municipality(other).languages for other in found.members} == {languages}
    assert set(group("478", "kieli").members) == ALAND - {"478"}
    for code, n in (("205", 56), ("697", 185)):
        places = [*group(code, "kuntaryhma").members, code]
        there = {areas.municipality(other).group for other in places}
        outside = [other for other in ALAND if areas.municipality(other).group in there]
        assert len(places) + len(outside) == n


@given(st.sampled_from(CODES))
def test_every_group_is_labelled_and_holds_others_of_the_day(code):
    for one in area_groups.for_municipality(code):
        assert one.others and len(set(one.members)) == len(one.members)
        assert (code in one.members) == bool(one.whole)
        assert set(one.members) <= set(CODES)
        assert one.municipality == code and one.day == areas.VINTAGE
        assert all(one.name(lang) and one.rule(lang).endswith(".") for lang in LANGUAGES)


def test_names_follow_the_language_in_use():
    one = group("205", "hyvinvointialue")
    with use("sv"):
        assert one.name() == "Kajanalands välfärdsområde" == one.name("sv")


def test_a_municipality_without_figures_is_in_no_group_by_size():
    figures = Inhabitants(counts={"765": 10}, year=2025)
    keys = {one.key for one in area_groups.for_municipality("205", inhabitants=figures)}
    assert keys == {"hyvinvointialue", "maa", "kieli", "kuntaryhma"}


def test_ended_municipalities():
    found = area_groups.for_municipality("911", date(2019, 1, 1))
    assert {one.key for one in found} == {"maakunta", "maa", "kieli"}
    assert area_groups.same_type("911", date(2019, 1, 1)) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: area_groups.country("911"), "^Municipality 911 did not exist on 2026-01-01; its "
         "area is now in 541. Ask for a day on which it did, or for its successor\\.$"),
        (lambda: area_groups.same_language("999"), "^Municipality code '999' is not known"),
        (lambda: area_groups.closest("205", k=0), "^`k` is 0; expected at least 1 municipality"),
        (lambda: area_groups.same_size("205", inhabitants=Inhabitants(counts={}, year=2025)),
         "^Municipality 205 has no number of inhabitants for 2025; give them in `inhabitants`"),
        (lambda: area_groups.by_area("205", "erva"), "^Kind of area 'erva' is not known"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# --- own lists -----------------------------------------------------------------------------------

OWN = """
ryhmat:
  - tunnus: naapurit
    nimi: {fi: Naapurikunnat, sv: Grannkommuner}
    peruste: {fi: Rajanaapurit., en: Municipalities with a common border.}
    kunnat: [Sotkamo, "578", Kainuu]
    kenelle: ["205"]
  - tunnus: suuret
    nimi: {fi: Suuret}
    kunnat: [Helsinki, Espoo]
"""


def written(folder, text):
    (folder / FILE).write_text(text, "utf-8")
    return folder


def test_own_lists(tmp_path):
    near, large = load(written(tmp_path, OWN))
    one = near.of("205")
    assert one.members == ("105", "290", "578", "620", "697", "765", "777")
    assert (one.key, one.name("fi"), one.name("sv"), one.name("en")) == (
        "oma:naapurit", "Naapurikunnat", "Grannkommuner", "Naapurikunnat",
    )  # fmt: skip
    assert one.rule("en") == "Municipalities with a common border."
    assert near.of("765") is None
    assert large.of("205").members == ("049", "091") and large.of("091").members == ("049",)
    assert large.of("205").rule("en") == "A list of the organisation's own."


def test_no_file_is_no_list(tmp_path):
    assert load(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["the file is empty"]),
        ("muu: 1", ["The file must hold a list “ryhmat” of one group or more, and nothing else."]),
        (
            "ryhmat: 1\nryhmat: 2",
            ["The file is not readable YAML with each key once; look at line 1."],
        ),
        (
            "ryhmat:\n- {tunnus: A, nimi: x, peruste: 1, kunnat: [205], kenelle: []}\n- {muu: 1}",
            [
                "Group 1, kenelle: list the municipalities or counties that the group is for, by "
                "name, or by code in quotation marks.",
                "Group 1, kunnat: list municipalities or counties by name, or by code in quotation "
                "marks.",
                'Group 1, nimi: write the name by language, such as {fi: "Naapurit", sv: '
                '"Grannar"}.',
                'Group 1, peruste: write the rule by language, such as {fi: "Naapurit", sv: '
                '"Grannar"}.',
                "Group 1, tunnus: write small letters a–z, digits and underscores, a letter first.",
                "Group 2: it needs tunnus, nimi, kunnat, and may have peruste, kenelle, and nothing "
                "else.",
            ],
        ),
        (
            "ryhmat:\n- {tunnus: a, nimi: {fi: A}, kunnat: [Pertunmaa, Sotkmo]}\n"
            "- {tunnus: a, nimi: {fi: A}, kunnat: [Sotkamo], kenelle: [xyzzy]}",
            [
                "The identifier “a” stands more than once; give each group its own.",
                "Group 1, kunnat: Pertunmaa ended on 31 December 2024; write its successor "
                "Mäntyharju.",
                "Group 1, kunnat: there is no area “Sotkmo”. Did you mean Sotkamo?",
                "Group 2, kenelle: there is no area “xyzzy”; write a municipality or a county "
                "by its name, or its code in quotation marks.",
            ],
        ),
    ],
)
def test_all_faults_of_a_list_are_told(tmp_path, text, problems):
    with use("en"), pytest.raises(DataFileError) as error:
        load(written(tmp_path, text))
    assert list(error.value.problems) == problems
    assert str(error.value).startswith(f"{FILE}:\n  ")


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_line_of_a_fault_is_told_in_each_language(tmp_path, lang):
    with use(lang), pytest.raises(DataFileError) as error:
        load(written(tmp_path, "ryhmat:\n- {tunnus: a, nimi: {fi: A}}\n- {tunnus: b, tunnus: c}"))
    (problem,) = error.value.problems
    assert "3" in problem


def test_the_check_of_a_data_folder_tells_of_them(tmp_path):
    with use("en"):
        faults = intake.read(written(tmp_path, "muu: 1")).faults
        clear = intake.read(written(tmp_path, OWN)).faults
    (fault,) = faults[faults["reason"] == "comparison_groups_file"].to_dict("records")
    assert (fault["file"], fault["expected"]) == (FILE, "comparison groups without faults")
    assert fault["cure"].startswith("Correct the file: The file must hold a list")
    assert FILE not in set(clear["file"])
