"""What is asked of whom: rights, languages, columns that are left out or known, files of one's own."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import instruments, questionnaire
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.questionnaire import (
    QuestionnaireError,
    RightsError,
    fhir,
    limesurvey,
    redcap,
    xlsform,
)
from sosiaali_lib.questionnaire.model import Choice
from sosiaali_lib.questionnaire.tool_names import NameRule, codes

OWN_FORM = """
    form: kotikaynnit
    version: 2026-1
    title: {fi: Kotikäynnit, sv: Hembesök, en: Home visits}
    row: {fi: "Yksi rivi on yksi käynti. Älä kirjaa nimiä.", sv: "En rad är ett besök. Skriv inga namn.", en: "One row is one visit. Write no names."}
    columns:
      - {name: pvm, type: date, required: true, personal: "no", label: {fi: Päivä, sv: Dag, en: Day}, help: {fi: Käynnin päivä, sv: Besöksdag, en: Day of the visit}}
      - {name: onnistui, type: choice, codes: kylla_ei, personal: "no", label: {fi: Onnistuiko, sv: Lyckades, en: Did it work}, help: {fi: Onnistuiko käynti, sv: Lyckades besöket, en: Did the visit work}}
      - {name: miksi, type: free_text, personal: indirect, label: {fi: Miksi ei, sv: Varför inte, en: Why not}, help: {fi: Syy sanoin, sv: Orsaken i ord, en: The reason in words}}
    rules:
      - {column: miksi, required_when: {onnistui: ei}, expected: {fi: syy, sv: orsaken, en: the reason}}
"""


def own_form(folder, *changes):
    text = dedent(OWN_FORM)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / "kotikaynnit.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def names(asked):
    return [question.name for question in asked.questions()]


def test_shipped_statements_are_asked_in_their_own_words():
    asked = questionnaire.of("gad7")
    known = instruments.load("gad7")
    for item in known.items:
        assert asked.question(item.id).labels == known.statements[item.id]
        assert [choice.points for choice in asked.question(item.id).choices] == [0, 1, 2, 3]
    assert asked.languages == LANGUAGES
    assert asked.constants == {"mittari": "gad7"} and "mittari" not in names(asked)


def test_an_instrument_is_asked_in_the_languages_of_its_statements_only():
    assert questionnaire.of("eo14").languages == ("fi",)
    assert questionnaire.of("gse").languages == ("en",)
    with use("en"), pytest.raises(RightsError) as error:
        questionnaire.of("gse", languages=["fi", "en"])
    assert "not written in Finnish" in str(error.value)
    assert "known in English only" in str(error.value)


def test_an_optional_statement_without_a_translation_is_left_out():
    assert "phq9_10" not in names(questionnaire.of("phq9"))  # not known in Finnish
    assert "phq9_10" in names(questionnaire.of("phq9", languages=["sv", "en"]))


def test_statements_that_are_not_shipped_are_numbers_of_the_official_form():
    asked = questionnaire.of("mhi5", languages=["en"])
    assert asked.question("mhi5_2").labels["en"] == "Question 2 of the form"
    assert "official form" in asked.pages[1].intros["en"]
    labels = {item.labels["en"] for item in instruments.load("mhi5").items}
    assert not labels & {question.labels["en"] for question in asked.questions()}
    assert "Ask THL" in asked.rights["en"]


def test_answers_without_names_are_said_to_stand_on_the_official_form():
    intros = questionnaire.of("phq9").pages[1].intros  # no Finnish words of its answers are known
    assert intros["fi"].startswith("Numeroiden merkitys") and intros["en"].startswith("Choose one")
    assert questionnaire.of("phq9", languages=["sv", "en"]).pages[1].intros == {}
    assert questionnaire.of("gad7").pages[1].intros == {}  # its answers have names in all of them


def test_answers_have_their_own_words_in_the_languages_in_which_they_are_known():
    # audit.xml, phq9.xml and paradise24.xml of camcops; Schwarzer's scale in English.
    asked = questionnaire.of("phq9", languages=["fi", "sv", "en"])
    words = [dict(choice.labels) for choice in asked.question("phq9_3").choices]
    assert words[2] == {
        "fi": "2",
        "sv": "Mer än hälften av dagarna",
        "en": "More than half the days",
    }
    own = questionnaire.of("phq9", languages=["en"]).question("phq9_10").choices
    assert [choice.labels["en"] for choice in own] == [
        "Not difficult at all",
        "Somewhat difficult",
        "Very difficult",
        "Extremely difficult",
    ]
    drinks = questionnaire.of("audit_c").question("auditc_2").choices
    assert [(c.code, c.labels["en"], c.points) for c in drinks][3] == ("3", "7, 8, or 9", 3)
    assert [
        c.labels["en"] for c in questionnaire.of("paradise24").question("paradise24_9").choices
    ] == [
        "None",
        "Some",
        "A lot",
    ]
    assert [c.labels["en"] for c in questionnaire.of("gse").question("gse_4").choices] == [
        "Not at all true",
        "Hardly true",
        "Moderately true",
        "Exactly true",
    ]


def test_statements_that_the_user_has_the_right_to_are_asked():
    known = instruments.load("mhi5")
    texts = {item.id: f"Oma sanamuoto {n}" for n, item in enumerate(known.items)}
    asked = questionnaire.of(instruments.with_texts(known, texts, "fi"))
    assert asked.languages == ("fi",)
    assert asked.question("mhi5_1").labels["fi"] == "Oma sanamuoto 0"


def test_goals_are_written_with_the_client_and_weighed():
    asked = questionnaire.of("gas")
    assert asked.question("tavoite1").labels["fi"] == "Tavoite 1"
    assert asked.question("paino1").kind == "number"
    assert [c.code for c in asked.question("tavoite1").choices] == ["-2", "-1", "0", "1", "2"]


@pytest.mark.parametrize("name", ["avhv", "esy"])
def test_an_instrument_known_by_its_name_is_refused_with_the_reason(name):
    with use("en"), pytest.raises(RightsError, match="only its name is used here"):
        questionnaire.of(name)


def test_the_form_of_measurements_is_for_instruments_without_statements_here():
    asked = questionnaire.of("mittaukset")
    assert [choice.code for choice in asked.question("mittari").choices] == ["avhv", "esy"]


def test_columns_of_clearing_are_left_to_the_office():
    feedback = questionnaire.of("palaute")
    assert {"julkaistavissa", "tarkastaja", "tarkastettu_pvm"}.isdisjoint(names(feedback))
    assert feedback.constants == {"julkaistavissa": "ei"}  # required; nobody has read the text yet
    assert questionnaire.of("jalkautumiset").constants == {}  # may be empty
    assert feedback.left_out == ("tarkastaja", "tarkastettu_pvm")
    asked = questionnaire.of("palaute", office=True)
    assert asked.question("tarkastaja").identifier
    assert asked.question("tarkastaja").condition.codes == ("kylla",)


def test_columns_may_be_left_out_or_known_beforehand():
    asked = questionnaire.of("tyontekijakysely", without=["teemat"], given={"vuosi": "2026"})
    assert {"vuosi", "teemat"}.isdisjoint(names(asked))
    assert asked.constants == {"vuosi": "2026"} and "teemat" in asked.left_out
    measured = questionnaire.of("gad7", given={"kunta": "205"}, without=["ryhma"])
    assert measured.constants == {"mittari": "gad7", "kunta": "205"}
    assert {"kunta", "ryhma"}.isdisjoint(names(measured))


def test_known_values_are_understood_as_the_intake_understands_them():
    asked = questionnaire.of("gad7", given={"kunta": "Kajaani", "vaihe": "Startmätning"})
    assert asked.constants == {"mittari": "gad7", "kunta": "205", "vaihe": "alku"}
    base = ["tunniste", "kunta", "vaihe", "pvm"]
    given_values = dict(zip(base, ["a1", "205", "alku", "5.1.2026"], strict=True))
    only = questionnaire.of("gad7", given=given_values, without=["ryhma"])
    assert only.constants["pvm"] == "2026-01-05" and len(only.pages) == 1


def test_wrong_columns_and_values_are_told_all_at_once():
    with use("en"), pytest.raises(QuestionnaireError) as error:
        questionnaire.of(
            "tyontekijakysely", without=["ammattiryhma", "olematon"], given={"vuosi": "2O26"}
        )
    told = str(error.value).splitlines()
    assert len(told) == 3
    assert "has no column “olematon”; it has vuosi, ammattiryhma" in told[0]
    assert "“ammattiryhma” is required" in told[1]
    assert "does not take “2O26”" in told[2]


def test_an_unknown_name_is_told_with_what_there_is():
    with use("en"), pytest.raises(QuestionnaireError, match="no form or instrument “phq”") as error:
        questionnaire.of("phq")
    assert "jalkautumiset" in str(error.value) and "phq9" in str(error.value)


def test_a_form_of_ones_own(tmp_path):
    asked = questionnaire.of(own_form(tmp_path))
    assert asked.own and names(asked) == ["pvm", "onnistui", "miksi"]
    assert asked.question("miksi").condition.question == "onnistui"
    assert asked.question("miksi").required
    assert asked.intros["fi"] == "Älä kirjaa nimiä."


def test_the_faults_of_an_own_form_are_told_all_at_once(tmp_path):
    path = own_form(
        tmp_path, ("codes: kylla_ei", "codes: olematon"), ("{onnistui: ei}", "{puuttuu: ei}")
    )
    with pytest.raises(DataFileError) as error:
        questionnaire.of(path)
    assert "there is no code list olematon" in str(error.value)
    assert "names puuttuu, which is no column" in str(error.value)
    own_form(tmp_path, ("type: date", "type: paiva"))
    with pytest.raises(DataFileError, match="paiva"):
        questionnaire.of(path)


def test_long_forms_have_pages_of_about_the_same_length():
    asked = questionnaire.of("tyontekijakysely")
    lengths = [len(page.questions) for page in asked.pages]
    assert sum(lengths) == 57 and max(lengths) - min(lengths) <= 1 and max(lengths) <= 15
    assert asked.pages[1].titles["sv"].endswith("del 2 av 4")


NAME = st.from_regex("[a-z][a-z0-9_]{0,40}", fullmatch=True)


@given(st.lists(NAME, unique=True, max_size=12), st.integers(6, 26), st.booleans())
def test_names_for_tools_fit_and_never_clash(wanted, longest, underscores):
    allowed = "[a-z0-9_]" if underscores else "[A-Za-z0-9]"
    made = NameRule(allowed, longest, frozenset({"id", "token"})).names(wanted)
    assert list(made) == wanted
    given_names = [name.lower() for name in made.values()]
    assert len(set(given_names)) == len(given_names)
    for name in made.values():
        assert 0 < len(name) <= longest and name[0].isalpha() and name not in ("id", "token")
        assert underscores or name.isalnum()


def test_codes_that_could_be_taken_for_labels_of_others_are_numbered():
    def choice(code, label):
        return Choice(code, dict.fromkeys(LANGUAGES, label))

    plain = (choice("1", "Ei"), choice("2", "Kyllä"))
    assert codes(plain, "[0-9]+", "A") == {"1": "1", "2": "2"}
    shifted = (choice("1", "0"), choice("2", "1"))
    assert codes(shifted, "[0-9]+", "A") == {"1": "A1", "2": "A2"}
    assert codes((choice("-2", "huono"),), "[0-9]+", "a") == {"-2": "a1"}


def test_a_form_of_ones_own_has_no_mapping_into_the_data(tmp_path):
    asked = questionnaire.of(own_form(tmp_path))
    for writer in (xlsform, limesurvey, redcap, fhir):
        paths = writer.write(asked, tmp_path / "kyselyt")
        assert paths and not any(path.name.endswith(".kartoitus.yaml") for path in paths)
