"""The files of own views: written, read back, and refused with every reason."""

import made_data
import pytest

from sosiaali_lib import explore, intake, own_views
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.explore.data import Data
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.own_views import sending

GOOD = {"name": "syyt", "heading": "Syyt"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_data.write(tmp_path_factory.mktemp("omat") / "aineisto")


@pytest.fixture
def data(folder, tmp_path):
    """Give the data as those of an empty folder, so that each test writes into its own."""
    read = explore.open(folder, "en")
    return Data(tmp_path, "en", read.dataset, read.tables, rejected={}, faults=())


def sent(data, view=made_data.VIEW, chosen=made_data.CHOICES, **given):
    return own_views.write(data, view, chosen, **{**GOOD, **given})


def refused(data, *args, **given):
    with pytest.raises(DataFileError) as caught:
        sent(data, *args, **given)
    assert not list(data.folder.rglob("*.yaml"))
    return caught.value.problems


def test_a_view_comes_back_as_it_was_sent(data):
    heading = {"fi": "Syyt", "sv": "Orsaker"}
    text, where = {"sv": "En mening."}, ["Kajaani", "20"]
    path = sent(data, heading=heading, text=text, areas=where)
    assert path == data.folder / "omat_nakymat" / "syyt.yaml"
    assert path.stat().st_mode & 0o777 == 0o600
    (found,), errors = own_views.read(data)
    assert errors == []
    assert (found.name, found.view, found.table) == ("syyt", made_data.VIEW, made_data.TABLE)
    assert found.heading("sv") == "Orsaker" and found.heading("en") == "Syyt"
    assert found.text("fi") == ("En mening.", "sv")
    assert found.areas == ("20", "205")
    assert found.stands_in("205") and not found.stands_in("290")


def test_area_period_and_rule_are_left_to_the_release(data):
    chosen = {**made_data.CHOICES, "kynnys": "9", "nollat": "piilossa", "alue": "205"}
    assert "kynnys" not in sent(data, chosen=chosen).read_text("utf-8")
    assert own_views.read(data)[0][0].choices == made_data.CHOICES


def test_a_heading_in_one_language_stands_for_all(data):
    sent(data, heading="Reasons")
    (found,), _errors = own_views.read(data)
    assert {found.heading(lang) for lang in LANGUAGES} == {"Reasons"}


def test_an_unknown_view_is_told_with_those_there_are(data):
    (problem,) = refused(data, "suojaus.olematon", {})
    assert problem == (
        "There is no view suojaus.olematon; there are suojaus.piilotetut, suojaus.murtaminen."
    )


def test_an_unknown_choice_and_value_are_told(data):
    (problem,) = refused(data, chosen={**made_data.CHOICES, "vari": "sininen"})
    assert problem.startswith("The choice vari cannot be 'sininen'")
    (problem,) = refused(data, chosen={**made_data.CHOICES, "rivit": "kengannumero"})
    assert problem.startswith("The choice rivit cannot be 'kengannumero'")


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("suojaus.murtaminen", "no count that a release can protect"),
        ("indikaattorit.kehitys", "Official statistics are public"),
        ("kustannukset.kannattavuus", "no count of people"),
        ("mittarit.muutos", "means of few people"),
        ("jalkautuminen.paikat", "protected together with the people met"),
    ],
)
def test_a_view_that_cannot_be_protected_says_why(data, view, told):
    (problem,) = refused(data, view, {})
    assert told in problem


def test_a_table_that_is_made_up_cannot_be_sent(data):
    (problem,) = refused(data, chosen={"lomake": "keksitty"})
    assert "no count that a release can protect" in problem


def test_a_view_of_some_rows_cannot_be_sent(tmp_path):
    rows = "kunta,pvm,vireilletulo,asiakkaan_nakemys\nKajaani,3.2.2019,hakemus,ei\n"
    (tmp_path / "palvelutarpeet.csv").write_text(rows, "utf-8")
    found = explore.open(tmp_path, "en")
    with pytest.raises(sending.NotSentError, match="The view is narrowed by"):
        sending.declared(found, "palvelutarpeet.tuki", {"vireilletulo": "hakemus"})
    assert sending.declared(found, "palvelutarpeet.tuki", {}).name == "palvelutarpeet_tuki"


def test_all_reasons_are_told_at_once(data):
    given = {"name": "Väärä nimi", "text": "Soita 040 123 4567.", "areas": ["Kajani"]}
    problems = refused(data, "suojaus.olematon", {}, **given)
    assert len(problems) == 4
    assert not any("040 123" in problem for problem in problems)


def test_an_earlier_view_is_not_written_over_unasked(data):
    path = sent(data)
    before = path.read_bytes()
    with pytest.raises(DataFileError, match="There is a view called “syyt” already"):
        sent(data, heading="Toinen")
    assert path.read_bytes() == before
    sent(data, heading="Toinen", replace=True)
    assert own_views.read(data)[0][0].heading("fi") == "Toinen"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("nakyma: [1]\notsikko: {fi: A}", "nakyma: write the name of a view"),
        ("nakyma: suojaus.piilotetut", "The file needs nakyma, otsikko"),
        ("nakyma: a.b\notsikko: {sv: A}", "otsikko: write a heading of at most 120 letters"),
        ("nakyma: a.b\notsikko: {fi: A}\nvalinnat: {a: {b: c}}", "valinnat: write what was chosen"),
        ("nakyma: a.b\notsikko: {fi: A}\nteksti: {}", "teksti: write a sentence or two"),
        ("nakyma: a.b\notsikko: {fi: A}\nalueet: []", "alueet: list municipalities"),
        ("nakyma: a.b\nnakyma: c", "The file is not readable YAML"),
    ],
)
def test_faults_of_the_form_are_told(data, content, told):
    path = data.folder / "omat_nakymat" / "viallinen.yaml"
    path.parent.mkdir()
    path.write_text(content, "utf-8")
    with use("en"):
        found, (error,) = own_views.read(data)
    assert found == () and any(told in problem for problem in error.problems)


def test_check_tells_a_faulty_file_and_takes_the_others(tmp_path):
    folder = made_data.write(tmp_path / "aineisto")
    sent(explore.open(folder, "en"))
    (folder / "omat_nakymat" / "toinen.yaml").write_text("nakyma: a.b\notsikko: {fi: A}", "utf-8")
    told = set()
    for lang in LANGUAGES:
        with use(lang):
            read = intake.read(folder)
            (fault,) = read.faults.to_dict("records")
        told.add((fault["expected"], fault["cure"]))
        assert (fault["file"], fault["reason"]) == ("omat_nakymat/toinen.yaml", "own_view_file")
    assert len(told) == len(LANGUAGES)
    assert len(read.tables[made_data.FORM]) == 175
