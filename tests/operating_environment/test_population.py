"""Population, its change and the dependency ratio, from age groups computed another way."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.indicators import catalogue
from sosiaali_lib.operating_environment import about
from sosiaali_lib.operating_environment.age_structure import AgeStructure
from sosiaali_lib.operating_environment.place import Place
from sosiaali_lib.operating_environment.population import (
    GROUPS,
    Population,
    dependency_ratio,
)

AGES = range(101)


def group_of(age):
    return next(
        name for name, last in zip(GROUPS, (14, 24, 64, 74, 200), strict=True) if age <= last
    )


@given(st.lists(st.integers(0, 500), min_size=101, max_size=101))
def test_the_ratio_follows_from_people_by_year_of_age(people):
    groups = dict.fromkeys(GROUPS, 0.0)
    for age, count in zip(AGES, people, strict=True):
        groups[group_of(age)] += count
    working = sum(people[15:65])
    others = sum(people[:15]) + sum(people[65:])
    found = dependency_ratio(groups)
    assert found is None if not working else found == pytest.approx(100 * others / working)


def test_a_missing_group_is_not_zero():
    assert dependency_ratio(dict.fromkeys(GROUPS[1:], 100.0)) is None


def place_with(values):
    """Give a place of values by area, year and indicator."""
    rows = [
        {"alue": area, "indikaattori": key, "vuosi": year, "arvo": value, "ala": pd.NA,
         "yla": pd.NA, "tila": "luku", "yhdistetty": False}
        for (area, year), groups in values.items()
        for key, value in groups.items()
    ]  # fmt: skip
    described = pd.DataFrame(
        [
            {"indikaattori": one.key, "ryhma": one.group, "yksikko": one.unit, "laji": one.kind,
             "desimaalit": one.digits, "suunta": one.polarity, "kokonaisaineisto": one.census,
             "riippumaton": one.independent, "tuottaja": "Tilastokeskus", "lisenssi": "CC BY 4.0",
             "lahde": "", "haettu": "2026-03-02", "aluejako": "2026-01-01",
             **{f"{name}_{lang}": texts[lang] for lang in ("fi", "sv", "en") for name, texts in (
                 ("otsikko", one.title), ("nimittaja", one.denominator), ("peruste", one.reason))}}
            for one in catalogue()
        ]
    )  # fmt: skip
    names = {"697": "Ristijärvi", "20": "Kainuu", "maa": "Whole country"}
    table = pd.DataFrame(rows).astype({"arvo": "Float64", "ala": "Float64", "yla": "Float64"})
    return Place("697", "20", "maa", names, table, described)


def groups(*people):
    return dict(zip(GROUPS, map(float, people), strict=True))


SMALL = {
    ("697", 2018): groups(150, 100, 500, 200, 150),
    ("697", 2023): groups(100, 90, 450, 210, 150),
    ("20", 2023): groups(1000, 900, 4500, 1600, 1000),
    ("maa", 2023): groups(100_000, 70_000, 430_000, 100_000, 100_000),
}


def test_the_sentences_tell_the_numbers_of_the_table():
    found = Population(place_with(SMALL))
    assert found.said() == [
        "At the end of 2023 the population was 1,000 (Ristijärvi), 9.1% fewer than at the end of "
        "2018.",
        "For each hundred people of working age (15–64) there are 85.2 who are younger or older; "
        "elsewhere: Kainuu 66.7 and whole country 60.0.",
    ]
    assert [label for label, _cells in found.rows] == ["Ristijärvi", "Kainuu", "Whole country"]
    assert found.rows[0][1][:3] == [1100.0, 1000.0, "−9.1"]
    assert round(found.rows[0][1][4], 1) == 85.2


def test_the_alternative_text_has_every_share_and_the_drawing_tells_two_areas_apart():
    found = AgeStructure(place_with(SMALL))
    text = found.alternative()
    for share in ("10.0%", "9.0%", "45.0%", "21.0%", "15.0%", "12.5%", "53.8%"):
        assert share in text
    assert found.said() == [
        "Of the population 36.0% are aged 65 or over; in the whole country 25.0%."
    ]
    drawn = found.drawn()
    assert "pattern" in drawn  # the second series is hatched
    assert found.rows[-1][1][0] == 1000.0


def test_without_a_group_nothing_is_drawn_and_the_ratio_is_missing():
    values = {("697", 2023): groups(1, 2, 3, 4, 5)}
    del values["697", 2023]["vaesto_75"]
    place = place_with(values)
    assert AgeStructure(place).drawn() is None and not AgeStructure(place).rows
    assert Population(place).said() == []


def test_the_line_of_sources_names_providers_apart():
    one, other, *_rest = about.read(place_with(SMALL).described)
    assert about.credit([one, other]) == "Statistics Finland (CC BY 4.0), retrieved on 2 March 2026"
    apart = type(one)(**{**vars(one), "provider": "THL"})
    assert about.credit([apart, other]) == (
        "THL (CC BY 4.0), retrieved on 2 March 2026: Unemployed, % of the labour force. "
        "Statistics Finland (CC BY 4.0), retrieved on 2 March 2026: People in low-income "
        "household-dwelling units, % of the household population"
    )
