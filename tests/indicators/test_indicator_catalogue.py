import pytest

from sosiaali_lib import indicators, messages
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.indicators.indicator import PER

OWN = """
indicators:
  - key: {key}
    title: {{fi: Oma, sv: Egen, en: Own}}
    unit: {unit}
    kind: proportion
    denominator: {{fi: Väestö, sv: Befolkning, en: Population}}
    polarity: neutraali
    reason: {{fi: Syy, sv: Skäl, en: Reason}}
    sotkanet: {{titles: [Pitkäaikaistyöttömät], id: 9007}}
"""


def own(tmp_path, text, name="omat.yaml"):
    folder = tmp_path / "omat"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return tmp_path


def test_twelve_indicators_and_the_population_by_age():
    groups = [one.group for one in indicators.catalogue()]
    assert groups == ["indikaattori"] * 12 + ["ikarakenne"] * 6


@pytest.mark.parametrize("one", indicators.catalogue(), ids=lambda one: one.key)
def test_an_indicator_has_every_text_in_three_languages_and_a_unit_that_fits(one):
    for texts in (one.title, one.denominator, one.reason):
        assert set(texts) == set(messages.LANGUAGES) and all(texts.values())
    assert one.kind not in ("proportion", "rate") or one.unit in PER
    with messages.use("sv"):
        assert one.label == one.title["sv"]
    assert (one.sotkanet is None) != (one.statfin is None)


def test_an_id_of_sotkanet_stands_only_where_its_title_was_seen():
    ids = {one.key: one.sotkanet.id for one in indicators.catalogue() if one.sotkanet}
    assert {key: number for key, number in ids.items() if number} == {"toimeentulotuki_25_64": 5}


def test_an_own_indicator_is_added_and_takes_the_place_of_one_of_the_suite(tmp_path):
    own(tmp_path, OWN.format(key="pitkaaikaistyottomat", unit="prosenttia"))
    own(tmp_path, OWN.format(key="huoltosuhde", unit="prosenttia"), "toinen.yaml")
    found = {one.key: one for one in indicators.catalogue(tmp_path)}
    assert len(found) == 19
    assert found["pitkaaikaistyottomat"].group == "indikaattori"
    assert found["huoltosuhde"].sotkanet.id == 9007


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (OWN.format(key="oma", unit="euroa"), "'euroa' is not one of"),
        (OWN.format(key="Oma", unit="prosenttia"), "does not match"),
        (OWN.format(key="oma", unit="lukumäärä"), "a proportion has unit prosenttia or"),
        (OWN.format(key="oma", unit="prosenttia").replace("sotkanet:", "muu:"), "'muu' was unexpected"),
        (OWN.format(key="oma", unit="prosenttia") + OWN.format(key="oma", unit="prosenttia").replace("\nindicators:\n", ""), "key oma stands twice"),
        ("indicators: []", "should be non-empty"),
        ("- lista", "is not of type 'object'"),
    ],
)  # fmt: skip
def test_a_faulty_own_file_names_the_file_and_the_fault(tmp_path, text, problem):
    with pytest.raises(DataFileError) as raised:
        indicators.catalogue(own(tmp_path, text))
    assert raised.value.path.name == "omat.yaml"
    assert problem in str(raised.value)


def test_a_numerator_without_a_denominator_is_told(tmp_path):
    table = "statfin: {subject: vaerak, table: 11re, words: [väestö], numerator: {}}"
    text = OWN.format(key="oma", unit="prosenttia")
    text = text.replace("sotkanet: {titles: [Pitkäaikaistyöttömät], id: 9007}", table)
    with pytest.raises(DataFileError, match="needs a denominator"):
        indicators.catalogue(own(tmp_path, text))


def test_one_key_in_two_own_files_is_told(tmp_path):
    own(tmp_path, OWN.format(key="oma", unit="prosenttia"))
    own(tmp_path, OWN.format(key="oma", unit="prosenttia"), "toinen.yaml")
    with pytest.raises(DataFileError, match=r"key oma stands in omat\.yaml too"):
        indicators.catalogue(tmp_path)
