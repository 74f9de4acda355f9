"""Areas: divisions by date, memberships, merges, population, finding and place names.

Counts and merges: Statistics Finland, municipalities 2015-2026 (311 in 2017-19, 310 in 2020,
309 in 2021-24, 308 from 2025). Known populations: Statistics Finland through Sotkanet 127.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import area_tables, areas, messages

EVERY = tuple(area_tables.municipality_table().values())
PLACES = (*EVERY, *area_tables.area_table().values())
KAINUU = ("105", "205", "290", "578", "620", "697", "765", "777")


def named(name: str) -> areas.Municipality:
    found = areas.find(name).place
    assert found is not None, name
    return found


def rows(table: str) -> list[dict[str, str]]:
    path = area_tables.TABLES / f"{table}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


# --- divisions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "count"),
    [
        (2015, 317),
        (2016, 313),
        (2017, 311),
        (2018, 311),
        (2019, 311),
        (2020, 310),
        (2021, 309),
        (2022, 309),
        (2023, 309),
        (2024, 309),
        (2025, 308),
        (2026, 308),
    ],
)
def test_number_of_municipalities_by_year(year, count):
    assert len(areas.municipalities(date(year, 1, 1))) == count
    assert len(areas.municipalities(date(year, 12, 31))) == count


def test_newest_division_is_the_default():
    assert date(2026, 1, 1) == areas.VINTAGE
    assert areas.municipalities() == areas.municipalities(areas.VINTAGE)
    assert areas.municipalities() == areas.municipalities(date(2031, 5, 1))
    codes = [each.code for each in areas.municipalities()]
    assert codes == sorted(codes)


def test_counties_are_21_and_helsinki_and_aland():
    codes = [each.code for each in areas.counties()]
    assert codes == [f"{number:02}" for number in range(1, 22)] + ["90", "91"]
    assert areas.counties(date(2023, 1, 1)) == areas.counties()


def test_languages_of_municipalities():
    languages = [each.languages for each in areas.municipalities()]
    wanted = {("fi",): 259, ("fi", "sv"): 18, ("sv", "fi"): 15, ("sv",): 16}
    assert {each: languages.count(each) for each in set(languages)} == wanted
    assert sum(each.bilingual for each in areas.municipalities()) == 33
    aland = {each.code for each in areas.municipalities() if each.languages == ("sv",)}
    assert aland == {each.code for each in areas.members("91")}


def test_bilingual_counties():
    wanted = ["01", "03", "04", "05", "10", "17", "18", "90"]
    both = [
        each.code for each in areas.counties() if any(m.bilingual for m in areas.members(each.code))
    ]
    assert both == wanted


def test_sami_homeland():
    status = {each.name_fi: each.sami_homeland for each in EVERY if each.sami_homeland != "ei"}
    assert status == {
        "Enontekiö": "kokonaan",
        "Inari": "kokonaan",
        "Utsjoki": "kokonaan",
        "Sodankylä": "osittain",
    }
    assert {areas.county_of(named(name).code).code for name in status} == {"21"}


def test_kainuu_has_eight_members():
    assert tuple(each.code for each in areas.members("20")) == KAINUU
    assert {areas.region_of(code).code for code in KAINUU} == {"18"}
    assert areas.county("18").name("fi") == "Keski-Pohjanmaan hyvinvointialue"


def test_every_municipality_belongs_to_one_county_and_one_region():
    members = [each.code for county in areas.counties() for each in areas.members(county.code)]
    assert sorted(members) == [each.code for each in areas.municipalities()]
    for each in areas.municipalities():
        assert areas.county_of(each.code).kind == "hyvinvointialue"
        assert areas.region_of(each.code).kind == "maakunta"


@pytest.mark.parametrize(
    ("name", "year", "before", "after"),
    [
        ("Vaala", 2016, "Kainuu", "Pohjois-Pohjanmaa"),
        ("Heinävesi", 2021, "Etelä-Savo", "Pohjois-Karjala"),
        ("Iitti", 2021, "Kymenlaakso", "Päijät-Häme"),
        ("Isokyrö", 2021, "Pohjanmaa", "Etelä-Pohjanmaa"),
        ("Joroinen", 2021, "Etelä-Savo", "Pohjois-Savo"),
        ("Kuhmoinen", 2021, "Keski-Suomi", "Pirkanmaa"),
    ],
)
def test_region_moves(name, year, before, after):
    code = named(name).code
    assert areas.region_of(code, date(year - 1, 12, 31)).name("fi") == before
    assert areas.region_of(code, date(year, 1, 1)).name("fi") == after
    assert areas.region_of(code).name("fi") == after


def test_regions_are_nineteen():
    regions = {areas.region_of(each.code) for each in areas.municipalities()}
    assert len(regions) == 19


@pytest.mark.parametrize(
    ("old", "new", "year"),
    [
        ("Lavia", "Pori", 2015),
        ("Maaninka", "Kuopio", 2015),
        ("Tarvasjoki", "Lieto", 2015),
        ("Hämeenkoski", "Hollola", 2016),
        ("Nastola", "Lahti", 2016),
        ("Jalasjärvi", "Kurikka", 2016),
        ("Köyliö", "Säkylä", 2016),
        ("Juankoski", "Kuopio", 2017),
        ("Luvia", "Eurajoki", 2017),
        ("Valtimo", "Nurmes", 2020),
        ("Honkajoki", "Kankaanpää", 2021),
        ("Pertunmaa", "Mäntyharju", 2025),
    ],
)
def test_merges(old, new, year):
    ended, heir, day = named(old), named(new), date(year, 1, 1)
    assert ended.valid_to == day - timedelta(days=1)
    assert areas.successor(ended.code) == heir.code
    assert areas.successor(heir.code) == heir.code
    if year > 2015:
        assert areas.successor(ended.code, ended.valid_to) == ended.code
        assert areas.region_of(ended.code, ended.valid_to) is not None
    assert areas.successor(ended.code, day) == heir.code
    assert areas.region_of(ended.code, day) is None
    assert ended not in areas.municipalities(day)


def test_successor_follows_chains(monkeypatch):
    chain = {"588": ("507", date(2025, 1, 1)), "507": ("491", date(2030, 1, 1))}
    monkeypatch.setattr(area_tables, "succession_table", lambda: chain)
    assert areas.successor("588", date(2029, 12, 31)) == "507"
    assert areas.successor("588", date(2030, 1, 1)) == "491"


def test_pertunmaa_lived_two_years_in_the_county():
    assert areas.county_of("588", date(2023, 1, 1)).name("fi") == "Etelä-Savon hyvinvointialue"
    assert areas.county_of("588", date(2024, 12, 31)).code == "12"
    assert areas.county_of("588") is None
    before, after = areas.members("12", date(2024, 6, 1)), areas.members("12")
    assert {each.code for each in before} - {each.code for each in after} == {"588"}


def test_a_time_of_day_counts_as_its_day():
    assert areas.successor("588", datetime(2024, 12, 31, 23, 59)) == "588"
    assert areas.successor("588", pd.Timestamp("2025-01-01 08:00")) == "507"


@given(st.sampled_from(EVERY), st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_memberships_have_no_gap_or_overlap(place, day):
    alive = place.valid(day)
    table = area_tables.membership_table()
    regions = [each for each in table["maakunta", place.code] if each.valid(day)]
    counties = [each for each in table.get(("hyvinvointialue", place.code), ()) if each.valid(day)]
    assert len(regions) == alive
    assert len(counties) == (alive and day >= date(2023, 1, 1))
    assert areas.municipality(areas.successor(place.code, day)).valid(day)


def test_memberships_follow_one_another_without_a_gap():
    for (kind, code), spans in area_tables.membership_table().items():
        if kind == "sairaanhoitopiiri":  # known for one year only
            continue
        place = areas.municipality(code)
        first = date(2023, 1, 1) if kind == "hyvinvointialue" else None
        assert (spans[0].valid_from, spans[-1].valid_to) == (first, place.valid_to)
        for one, other in pairwise(spans):
            assert other.valid_from - one.valid_to == timedelta(days=1)


# --- errors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        lambda day: areas.counties(day),
        lambda day: areas.county_of("765", day),
        lambda day: areas.members("20", day),
    ],
)
def test_there_are_no_counties_before_2023(call):
    with pytest.raises(
        ValueError,
        match=r"^There were no wellbeing services counties on 2022-12-31; they began on "
        r"2023-01-01\. Use `region_of`, or the division of a later date\.$",
    ):
        call(date(2022, 12, 31))


@pytest.mark.parametrize("call", [areas.municipalities, areas.counties])
def test_there_are_no_divisions_before_2015(call):
    with pytest.raises(
        ValueError,
        match=r"^The area tables begin at 2015-01-01; 2014-12-31 is before that\. "
        r"Ask for a later division\.$",
    ):
        call(date(2014, 12, 31))


@pytest.mark.parametrize(
    "call",
    [
        areas.municipality,
        areas.county_of,
        areas.region_of,
        areas.successor,
        lambda code: areas.population(code, 2020),
    ],
)
@pytest.mark.parametrize("code", ["999", "0765", "Sotkamo", ""])
def test_unknown_municipality(call, code):
    with pytest.raises(
        ValueError,
        match=rf"^Municipality code '{code}' is not known; expected three digits as text, such as "
        r"'092'\. Look the place up with `find`\.$",
    ):
        call(code)


@pytest.mark.parametrize(
    "call", [areas.county, areas.members, lambda code: areas.population(code, 2020)]
)
def test_unknown_county(call):
    with pytest.raises(
        ValueError,
        match=r"^County code '22' is not known; expected two digits as text, such as '20' for "
        r"Kainuun hyvinvointialue\. Look the county up with `find_area`\.$",
    ):
        call("22")


def test_unknown_language():
    with pytest.raises(ValueError, match="'de' is not known; expected one of fi, sv, en"):
        areas.municipality("205").name("de")


# --- population ----------------------------------------------------------------------------------


def test_population_of_the_country_in_2022():
    inhabitants = [areas.population(each.code, 2022) for each in areas.municipalities()]
    assert sum(people for people, _ in inhabitants) == 5_563_970
    assert {used for _, used in inhabitants} == {2022}
    assert sum(areas.population(each.code, 2022)[0] for each in areas.counties()) == 5_563_970


def test_small_municipalities_are_the_rule():
    people = [areas.population(each.code, 2022)[0] for each in areas.municipalities()]
    under = [sum(count < limit for count in people) for limit in (1000, 2000, 5000)]
    assert under == [15, 51, 140]


def test_population_of_the_municipalities_of_the_iso_sos_report():
    # Kainuun sote D:42 (2019) says about 36,900, 10,400 and 1,300; its 72,738 for Kainuu lies
    # between the ends of 2018 and 2019.
    assert areas.population("205", 2018) == (36_973, 2018)
    assert areas.population("765", 2018) == (10_389, 2018)
    assert areas.population("697", 2018) == (1_288, 2018)
    assert areas.population("20", 2018) == (73_061, 2018)
    assert areas.population("20", 2019) == (72_306, 2019)


def test_population_uses_the_nearest_earlier_year_or_the_first():
    assert areas.population("765", 2026) == areas.population("765", 2022) == (10_354, 2022)
    assert areas.population("765", 2010) == areas.population("765", 2015) == (10_523, 2015)
    assert areas.population("20", 2030)[1] == 2022


def test_a_merged_municipality_is_added_to_its_heir():
    table = {(row["code"], row["year"]): int(row["population"]) for row in rows("population")}
    joint = table["507", "2022"] + table["588", "2022"]
    assert areas.population("507", 2022) == (joint, 2022)
    assert areas.population("588", 2022) == (table["588", "2022"], 2022)


def test_population_is_unknown_for_those_ended_before_the_table():
    assert areas.population(named("Lavia").code, 2016) is None


@given(st.sampled_from(areas.counties()), st.integers(2015, 2022))
def test_a_county_is_the_sum_of_its_members(county, year):
    members = [areas.population(each.code, year)[0] for each in areas.members(county.code)]
    assert areas.population(county.code, year) == (sum(members), year)


# --- finding -------------------------------------------------------------------------------------


@given(st.sampled_from(EVERY), st.data())
def test_find_gives_every_municipality_back(place, data):
    name = data.draw(st.sampled_from([place.name_fi, place.name_sv, place.code, f"KU{place.code}"]))
    dress = data.draw(
        st.sampled_from(
            [
                str.upper,
                str.lower,
                lambda text: f"  {text}\t",
                lambda text: text.replace(" ", "\N{NO-BREAK SPACE}  "),
                lambda text: unicodedata.normalize("NFD", text),
            ]
        )
    )
    for found in (areas.find(dress(name)), areas.find_area(dress(name))):
        assert (found.place, found.code, found.suggestions) == (place, place.code, ())


def test_find_accepts_both_names_together():
    assert areas.find("Maarianhamina - Mariehamn").code == "478"


def test_no_name_means_two_municipalities():
    spoken = [{place.name_fi.casefold(), place.name_sv.casefold()} for place in EVERY]
    assert sum(map(len, spoken)) == len(set.union(*spoken))


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("92", ["Vantaa"]),
        ("KU92", ["Vantaa"]),
        ("765.0", ["Sotkamo"]),
        ("0765", ["Sotkamo"]),
        ("999", []),
        ("", []),
        ("Kajaani/Vuolijoki", ["Kajaani"]),
        ("Vuokatti (Sotkamo)", ["Sotkamo"]),
        ("Kajaanin kaupunki", ["Kajaani"]),
        ("Puolangalla", ["Puolanka"]),
        ("Kuhmo, Kajaani", ["Kuhmo", "Kajaani"]),
        ("kajanii", ["Kajaani"]),
        ("Sotkmo", ["Sotkamo"]),
        ("Suomusalmi", ["Suomussalmi"]),
        ("Kristiina", ["Kristiinankaupunki"]),
        ("Hki", []),
    ],
)
def test_find_suggests_and_never_guesses(text, suggested):
    found = areas.find(text)
    assert found.code is None and found.place is None
    assert [place.name("fi") for place in found.suggestions] == suggested


@given(st.text(max_size=30))
def test_find_gives_a_code_or_at_most_three_suggestions(text):
    found = areas.find(text)
    assert len(found.suggestions) <= 3
    assert found.code is None or found.suggestions == ()
    assert len(set(found.suggestions)) == len(found.suggestions)


@pytest.mark.parametrize(
    "text",
    [
        "20",
        "Kainuu",
        "KAINUUN  hyvinvointialue",
        "Kajanaland",
        "Kajanalands välfärdsområde",
        "wellbeing services county of Kainuu",
    ],
)
def test_find_area_accepts_a_county(text):
    found = areas.find_area(text)
    assert (found.code, found.place) == ("20", areas.county("20"))


def test_find_area_tells_counties_from_municipalities():
    assert areas.find_area("18").place == areas.county("18")
    assert areas.find_area("765").place == areas.municipality("765")
    assert areas.find_area("Helsinki").place == areas.municipality("091")
    assert areas.find_area("Helsingin kaupunki").place == areas.county("90")
    assert areas.find("Kainuu").code is None


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Kainuun", ["20"]),
        ("Kainuun hva", ["20"]),
        ("Vantaa-Kerava", ["04"]),
        ("Nyland", ["01", "02", "03"]),
        ("Kajaani/Vuolijoki", ["205"]),
        ("22", []),
    ],
)
def test_find_area_suggests(text, suggested):
    found = areas.find_area(text)
    assert found.code is None
    assert [place.code for place in found.suggestions] == suggested


@given(
    st.sampled_from(areas.counties()), st.sampled_from(["name", "short"]), st.sampled_from("fse")
)
def test_find_area_knows_every_name_of_a_county(county, part, letter):
    lang = {"f": "fi", "s": "sv", "e": "en"}[letter]
    found = areas.find_area(getattr(county, part)(lang))
    assert found.code == ("091" if county.code == "90" and part == "short" else county.code)


def test_codes_maps_a_series():
    values = pd.Series(
        ["Kajaani", "765", "ku092", " HELSINGFORS ", "92", "Kajaani/Vuolijoki", None, 765],
        index=range(10, 18),
        name="kunta",
    )
    before = values.copy(deep=True)
    wanted = pd.Series(
        ["205", "765", "092", "091", None, None, None, None], index=range(10, 18), name="kunta"
    )
    pd.testing.assert_series_equal(areas.codes(values), wanted.astype("str"))
    pd.testing.assert_series_equal(values, before)


@pytest.mark.parametrize("dtype", [object, "str", "category"])
def test_codes_of_every_dtype_and_of_nothing(dtype):
    many = pd.Series(["Sotkamo", None, "x"] * 3).astype(dtype)
    assert areas.codes(many).tolist()[::3] == ["765"] * 3
    assert areas.codes(many).isna().tolist() == [False, True, True] * 3
    assert areas.codes(many[:0]).empty
    assert areas.codes(pd.Series([None, None], dtype=object)).isna().all()


@given(st.lists(st.sampled_from([*(place.name_sv for place in EVERY), "x", "92", "KU205"])))
def test_codes_finds_what_find_finds(texts):
    series = pd.Series(texts, dtype="str")
    found = [None if pd.isna(code) else code for code in areas.codes(series)]
    assert found == [areas.find(text).code for text in texts]


# --- names and forms -----------------------------------------------------------------------------

LOCATIVES = """
Alavus Alavudella, Akaa Akaassa, Enontekiö Enontekiöllä, Haapavesi Haapavedellä, Hanko Hangossa,
Harjavalta Harjavallassa, Helsinki Helsingissä, Huittinen Huittisissa, Hyrynsalmi Hyrynsalmella,
Iisalmi Iisalmessa, Ii Iissä, Imatra Imatralla, Inari Inarissa, Isokyrö Isossakyrössä,
Jokioinen Jokioisilla, Joroinen Joroisissa, Juuka Juuassa, Järvenpää Järvenpäässä, Kaavi Kaavilla,
Kajaani Kajaanissa, Kangasala Kangasalla, Kannus Kannuksessa, Kauniainen Kauniaisissa,
Kaustinen Kaustisella, Keitele Keiteleellä, Kitee Kiteellä, Kokemäki Kokemäellä, Kuhmo Kuhmossa,
Kuhmoinen Kuhmoisissa, Kuortane Kuortaneella, Lahti Lahdessa, Laukaa Laukaassa, Liminka Limingassa,
Loppi Lopella, Maalahti Maalahdessa, Maarianhamina Maarianhaminassa, Muhos Muhoksella,
Mynämäki Mynämäessä, Mänttä-Vilppula Mänttä-Vilppulassa, Nokia Nokialla, Nurmes Nurmeksessa,
Outokumpu Outokummussa, Paltamo Paltamossa, Parainen Paraisilla, Pihtipudas Pihtiputaalla,
Punkalaidun Punkalaitumella, Puolanka Puolangalla, Pyhäntä Pyhännällä, Rauma Raumalla,
Rautalampi Rautalammilla, Ristijärvi Ristijärvellä, Rovaniemi Rovaniemellä,
Savitaipale Savitaipaleella, Sotkamo Sotkamossa, Sulkava Sulkavalla, Suomussalmi Suomussalmella,
Taipalsaari Taipalsaarella, Tampere Tampereella, Toholampi Toholammilla, Tornio Torniossa,
Turku Turussa, Uusikaarlepyy Uudessakaarlepyyssä, Uusikaupunki Uudessakaupungissa,
Uurainen Uuraisilla, Vantaa Vantaalla, Varkaus Varkaudessa, Vesanto Vesannolla, Vihti Vihdissä,
Virrat Virroilla, Vöyri Vöyrillä, Ylitornio Ylitorniolla, Ähtäri Ähtärissä, Lavia Laviassa,
Luvia Luvialla, Maaninka Maaningalla, Pertunmaa Pertunmaalla, Valtimo Valtimolla
"""


@pytest.mark.parametrize("pair", LOCATIVES.replace("\n", " ").strip().split(", "))
def test_finnish_locatives(pair):
    name, form = pair.split()
    assert named(name).locative("fi") == form


@pytest.mark.parametrize(
    ("name", "genitive", "locative"),
    [
        ("Kajaani", "Kajaanin", "Kajaanissa"),
        ("Koski Tl", "Kosken Tl", "Koskella Tl"),
        ("Pedersören kunta", "Pedersören kunnan", "Pedersören kunnassa"),
        ("Virrat", "Virtain", "Virroilla"),
        ("Kaustinen", "Kaustisen", "Kaustisella"),
        ("Huittinen", "Huittisten", "Huittisissa"),
        ("Isokyrö", "Isonkyrön", "Isossakyrössä"),
        ("Uusikaupunki", "Uudenkaupungin", "Uudessakaupungissa"),
        ("Toholampi", "Toholammin", "Toholammilla"),
        ("Kangasala", "Kangasalan", "Kangasalla"),
        ("Hanko", "Hangon", "Hangossa"),
        ("Loppi", "Lopen", "Lopella"),
    ],
)
def test_finnish_genitive_and_locative(name, genitive, locative):
    place = named(name)
    assert (place.genitive("fi"), place.locative("fi")) == (genitive, locative)


@pytest.mark.parametrize(
    ("name", "sv", "en"),
    [
        ("Kajaani", "i Kajana", "in Kajaani"),
        ("Kemiönsaari", "på Kimitoön", "in Kimitoön"),
        ("Hailuoto", "på Karlö", "in Hailuoto"),
        ("Kökar", "på Kökar", "in Kökar"),
        ("Brändö", "i Brändö", "in Brändö"),
        ("Turku", "i Åbo", "in Turku"),
        ("Raasepori", "i Raseborg", "in Raseborg"),
        ("Pedersören kunta", "i Pedersöre", "in Pedersöre"),
        ("Maarianhamina", "i Mariehamn", "in Mariehamn"),
        ("Köyliö", "i Kjulo", "in Köyliö"),
    ],
)
def test_swedish_and_english_locatives(name, sv, en):
    place = named(name)
    assert (place.locative("sv"), place.locative("en")) == (sv, en)
    assert place.name("en") == en.removeprefix("in ")


@pytest.mark.parametrize(
    ("name", "sv", "en"),
    [
        ("Kajaani", "Kajanas", "Kajaani's"),
        ("Helsinki", "Helsingfors", "Helsinki's"),
        ("Maalahti", "Malax", "Malax's"),
        ("Porvoo", "Borgås", "Porvoo's"),
    ],
)
def test_swedish_and_english_genitives(name, sv, en):
    assert (named(name).genitive("sv"), named(name).genitive("en")) == (sv, en)


def test_forms_of_a_county():
    kainuu = areas.county("20")
    assert kainuu.name("en") == "Wellbeing services county of Kainuu"
    assert [kainuu.short(lang) for lang in messages.LANGUAGES] == ["Kainuu", "Kajanaland", "Kainuu"]
    assert [kainuu.locative(lang) for lang in messages.LANGUAGES] == [
        "Kainuun hyvinvointialueella",
        "i Kajanalands välfärdsområde",
        "in the wellbeing services county of Kainuu",
    ]
    assert [kainuu.genitive(lang) for lang in messages.LANGUAGES] == [
        "Kainuun hyvinvointialueen",
        "Kajanalands välfärdsområdes",
        "the wellbeing services county of Kainuu's",
    ]


def test_forms_of_regions_and_of_those_that_are_not_counties():
    assert areas.region_of("205").locative("fi") == "Kainuussa"
    assert areas.region_of("091").locative("fi") == "Uudellamaalla"
    assert [areas.county("90").locative(lang) for lang in messages.LANGUAGES] == [
        "Helsingissä",
        "i Helsingfors",
        "in Helsinki",
    ]
    assert [areas.county("91").locative(lang) for lang in messages.LANGUAGES] == [
        "Ahvenanmaalla",
        "på Åland",
        "in Åland",
    ]


def test_the_language_in_use_is_the_default():
    with messages.use("sv"):
        place, county = areas.municipality("205"), areas.county("20")
        assert (place.name(), place.locative(), place.genitive()) == (
            "Kajana",
            "i Kajana",
            "Kajanas",
        )
        assert county.short() == "Kajanaland"
    assert areas.municipality("205").name() == "Kajaani"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.kind}-{place.code}")
def test_every_place_has_whole_forms(place):
    assert place.locative_fi[-3:] in {"ssa", "ssä", "lla", "llä", " Tl"}
    assert place.genitive_fi[-1] == "n" or place.genitive_fi == "Kosken Tl"
    assert place.locative_sv.removeprefix("i ").removeprefix("på ") in {
        place.name_sv,
        "Helsingfors",
    }
    assert place.locative_en.startswith("in ")
    assert place.locative_fi[0] == place.genitive_fi[0] == place.name_fi[0]
    texts = [getattr(place, field) for field in place.__dataclass_fields__ if "_" in field]
    for text in filter(lambda each: isinstance(each, str), texts):
        assert text and text == " ".join(text.split()) == unicodedata.normalize("NFC", text)


def test_places_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        areas.municipality("205").name_fi = "Kajana"  # type: ignore[misc]
    with pytest.raises(TypeError):
        area_tables.municipality_table()["000"] = areas.municipality("205")  # type: ignore[index]


# --- tables --------------------------------------------------------------------------------------


def test_tables_hold_each_key_once_and_only_known_codes():
    known = {place.code for place in EVERY}
    assert len(known) == len(rows("municipalities")) == 320
    assert len(area_tables.area_table()) == len(rows("areas")) == 23 + 19 + 21
    forms = [(row["kind"], row["code"]) for row in rows("inflections")]
    assert sorted(forms) == sorted((place.kind, place.code) for place in PLACES)
    population = [(row["code"], row["year"]) for row in rows("population")]
    assert len(set(population)) == len(population) == 309 * 8
    assert {code for code, _ in population} <= known
    assert {row["municipality"] for row in rows("memberships")} == known
    merges = rows("successions")
    assert {row["old"] for row in merges} | {row["new"] for row in merges} <= known
    assert {row["old"] for row in merges} == {place.code for place in EVERY if place.valid_to}
