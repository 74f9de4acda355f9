"""What is wrong with a YAML file is told in the language in use, with its place."""

import pytest

from sosiaali_lib.datafiles import DataFileError, read
from sosiaali_lib.messages import use

MAPPING = """kartoitus: 2026-1
lahde: limesurvey
lomake: palvelutarpeet
sarakkeet:
"""


def told(path, content, lang, schema="mapping"):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with use(lang), pytest.raises(DataFileError) as error:
        read(path, schema)
    return "\n".join(error.value.problems)


@pytest.mark.parametrize(
    ("content", "fi", "sv", "en"),
    [
        ("", "tiedosto on tyhjä", "filen är tom", "the file is empty"),
        (
            "nimi: älä".encode("cp1252"),
            "tiedosto ei ole UTF-8-muotoista tekstiä. Tallenna se UTF-8-muodossa.",
            "filen är inte text i UTF-8. Spara den som UTF-8.",
            "the file is not text in UTF-8. Save it as UTF-8.",
        ),
        (
            MAPPING + "  - {sarake: A, rooli: sarake\n",
            "rivi 6, merkki 1: tiedosto ei ole YAML-muotoa. Tarkista sisennykset",
            "rad 6, tecken 1: filen är inte YAML. Kontrollera indrag",
            "line 6, column 1: the file is not YAML. Look at the indents",
        ),
        (
            MAPPING + "  - {sarake: A, sarake: B, rooli: sarake}\n",
            "rivi 5, merkki 5: avain ['sarake'] on kahdesti",
            "rad 5, tecken 5: nyckeln ['sarake'] förekommer två gånger",
            "line 5, column 5: key ['sarake'] stands twice",
        ),
        (
            MAPPING + "  - {sarake: A}\n",
            "$.sarakkeet[0]: pakollinen kohta 'rooli' puuttuu",
            "$.sarakkeet[0]: den obligatoriska punkten 'rooli' saknas",
            "$.sarakkeet[0]: 'rooli' is a required property",
        ),
        (
            MAPPING + "  - {sarake: A, rooli: sarke}\n",
            "$.sarakkeet[0].rooli: 'sarke' ei ole mikään näistä: ['sarake',",
            "$.sarakkeet[0].rooli: 'sarke' är inget av dessa: ['sarake',",
            "$.sarakkeet[0].rooli: 'sarke' is not one of ['sarake',",
        ),
        (
            MAPPING + "  - {sarake: A, rooli: sarake, kohe: pvm}\n",
            "$.sarakkeet[0]: tuntematon kohta: 'kohe'",
            "$.sarakkeet[0]: okänd punkt: 'kohe'",
            "$.sarakkeet[0]: Additional properties are not allowed ('kohe' was unexpected)",
        ),
        (
            "- vain lista\n",
            "$: ['vain lista'] ei ole tyyppiä 'object'",
            "$: ['vain lista'] är inte av typen 'object'",
            "$: ['vain lista'] is not of type 'object'",
        ),
    ],
)
def test_faults_are_told_in_three_languages(tmp_path, content, fi, sv, en):
    for lang, text in (("fi", fi), ("sv", sv), ("en", en)):
        assert text in told(tmp_path / "oma.yaml", content, lang)


def test_every_word_of_jsonschema_that_a_mapping_file_can_bring_is_translated(tmp_path):
    content = (
        "kartoitus: 1999-9\nlahde: ''\nlomake: 5\nouto: 1\nmuu: 2\nsarakkeet:\n"
        "  - {sarake: '', rooli: x, varmuus: paljon, arvot: 3, vahvistettu: ehka}\n"
    )
    english = set(told(tmp_path / "oma.yaml", content, "en").splitlines())
    finnish = set(told(tmp_path / "oma.yaml", content, "fi").splitlines())
    assert len(english) == len(finnish) >= 6
    assert not english & finnish
