"""Names of codes in an archived release: whole, joined, of the organisation's own frame."""

import pytest

from sosiaali_lib import archive, codelists, forms
from sosiaali_lib.archive.words import named

WORDS = {
    "11-1": {"fi": "Arki", "sv": "Vardag", "en": "Daily life"},
    "11-2": {"fi": "Asuminen", "sv": "Boende", "en": "Housing"},
}


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("11-1", "Daily life"),
        ("11-1;11-2", "Daily life, Housing"),
        ("11-1+11-2", "Daily life + Housing"),
        ("2019.11-2", "2019: Housing"),
        ("2019.11-2;11-1", "2019: Housing, Daily life"),
        ("2018-2", "2018-2"),
        ("2018/II", "2018/II"),
        ("2019-01", "2019-01"),
        ("7", "7"),
    ],
)
def test_joined_codes_are_named_by_their_parts(code, english):
    assert named(code, WORDS)["en"] == english


@pytest.mark.parametrize("code", ["11-3", "11-1;11-3", "2019.", ";", "", "11-1+", "Oma palvelu"])
def test_what_has_a_part_without_a_name_has_none(code):
    assert named(code, WORDS) is None


@pytest.fixture(scope="module")
def variables(example_release):
    made = archive.of_release(example_release.folder)
    return {(part.name, one.name): one for part in made.parts for one in part.variables}


def words(variable):
    return {code.value: dict(code.labels) for code in variable.codes}


def test_pairs_years_outcomes_and_parts_of_instruments_are_named(variables):
    topics = codelists.load("aiheet").labels()
    pairs = words(variables["aihepari", "pari"])
    first, second = next(code for code in pairs if ";" in code).split(";")
    assert pairs[f"{first};{second}"]["en"] == f"{topics[first]}, {topics[second]}"
    professions = forms.load("tyontekijakysely").column("ammattiryhma").choices()
    told = words(variables["tyontekijat_ammattiryhma_1", "luokka"])
    assert told["2019.sosiaalityontekija"]["en"] == f"2019: {professions['sosiaalityontekija']}"
    assert variables["tyontekijat_ammattiryhma_1", "luokka"].labels["en"] == "Profession"
    assert words(variables["palvelutarpeet_tulos_11-1", "tulos"])["osittain"]["sv"]
    assert words(variables["muutokset", "osa"])["gse_1"]["fi"] == "Vaikeiden pulmien ratkaiseminen"
    assert words(variables["rivit", "lomake"])["mittaukset"] == dict(
        forms.load("mittaukset").titles
    )


def test_themes_are_named_by_the_frame_of_the_release(variables):
    assert words(variables["paateemat", "luokka"])["niukkuus"] == {
        "fi": "Taloudellinen niukkuus",
        "sv": "Ekonomisk knapphet",
        "en": "Scarce money",
    }


def test_texts_of_people_are_no_codes(variables):
    for table, column in (
        ("havainnot", "havainto"),
        ("teemalainaukset", "lainaus"),
        ("merkitys_yleisyys", "luokka"),  # ways of working are named by the organisation
        ("kaytannot", "linkki"),
    ):
        assert variables[table, column].codes == ()
    assert variables["merkitys_yleisyys", "luokka"].labels["sv"] == "Arbetssätt"


def test_no_count_calls_its_rows_by_an_empty_word(variables):
    bare = [key for key, one in variables.items() if one.labels["en"] == "What is counted"]
    assert bare == []
