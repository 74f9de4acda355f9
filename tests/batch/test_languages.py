"""Every area gets its report in the languages that it has by law."""

import pytest

from sosiaali_lib import areas
from sosiaali_lib.batch.languages import SAMI, asked, languages_of, sami_of

# The counties that the Ministry of Justice lists as bilingual (oikeusministerio.fi: hyvinvointialueet).
BILINGUAL_COUNTIES = {
    "Itä-Uusimaa", "Länsi-Uusimaa", "Vantaa ja Kerava", "Varsinais-Suomi", "Kymenlaakso",
    "Pohjanmaa", "Keski-Pohjanmaa",
}  # fmt: skip


def test_33_municipalities_are_bilingual_and_those_of_aland_are_swedish():
    # Kuntaliitto: 33 bilingual municipalities, of which 15 with a Swedish majority, and 16 Swedish.
    found = [languages_of(one.code) for one in areas.municipalities()]
    assert found.count(("fi", "sv")) == 18
    assert found.count(("sv", "fi")) == 15
    assert found.count(("sv",)) == 16
    assert all(languages_of(one.code) == ("sv",) for one in areas.members("91"))


def test_a_county_with_bilingual_municipalities_gets_both_languages():
    both = {one.short("fi") for one in areas.counties() if "sv" in languages_of(one.code)}
    assert both - {"Helsinki", "Ahvenanmaa"} == BILINGUAL_COUNTIES
    assert languages_of("91") == ("sv",)
    assert languages_of("20") == ("fi",)


@pytest.mark.parametrize(
    ("lang", "code", "expected"),
    [
        ("auto", "205", ("fi",)),
        ("auto", "091", ("fi", "sv")),
        ("auto", "499", ("sv", "fi")),
        ("auto", "736", ("sv",)),
        ("sv", "205", ("sv",)),
        ("en, fi,en", "478", ("en", "fi")),
    ],
)
def test_what_is_asked_goes_before_what_is_usual(lang, code, expected):
    assert asked(lang, code) == expected


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="Language 'de' is not known"):
        asked("fi,de", "205")


def test_sami_is_hoped_for_in_the_homeland_and_its_county():
    found = {one.name("fi"): sami_of(one.code) for one in areas.municipalities()}
    assert {name: langs for name, langs in found.items() if langs} == {
        "Enontekiö": ("se",), "Inari": tuple(SAMI), "Sodankylä": ("se",), "Utsjoki": ("se",),
    }  # fmt: skip
    assert [one.short("fi") for one in areas.counties() if sami_of(one.code)] == ["Lappi"]
