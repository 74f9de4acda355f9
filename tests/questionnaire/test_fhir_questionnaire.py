"""The FHIR questionnaires, judged by the models of fhir.resources (R5)."""

import json

import pytest
from fhir.resources.questionnaire import Questionnaire
from fhir.resources.questionnaireresponse import QuestionnaireResponse
from questionnaire_answers import fhir_json

from sosiaali_lib import instruments, questionnaire
from sosiaali_lib.questionnaire import fhir

NAMES = [name for name in questionnaire.available() if name not in ("avhv", "esy")]
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"


def items(node):
    for item in node.get("item", []):
        yield item
        yield from items(item)


@pytest.mark.parametrize("name", NAMES)
def test_every_form_and_instrument_is_a_questionnaire(name):
    asked = questionnaire.of(name)
    found = fhir.resource(asked)
    # Options are judged by the first ones: 308 municipalities are all built alike.
    short = json.loads(json.dumps(found))
    for item in items(short):
        if len(item.get("answerOption", [])) > 40:
            item["answerOption"] = item["answerOption"][:3]
    Questionnaire.model_validate(short)
    links = [item["linkId"] for item in items(found)]
    assert len(set(links)) == len(links)
    own = [item for item in items(found) if item["type"] not in ("group", "display")]
    assert [item["linkId"] for item in own] == [question.name for question in asked.questions()]
    for item in own:
        assert item["type"] == "coding" or "answerOption" not in item
        for when in item.get("enableWhen", ()):
            assert when["question"] in links[: links.index(item["linkId"])]


def translations(element):
    return {
        part["extension"][0]["valueCode"]: part["extension"][1]["valueString"]
        for part in element["extension"]
        if part["url"] == TRANSLATION
    }


def test_texts_are_translated_by_the_standard_extension():
    found = fhir.resource(questionnaire.of("jalkautumiset"))
    assert found["language"] == "fi" and found["title"] == "Jalkautumiset"
    assert translations(found["_title"]) == {"sv": "Uppsökande arbete", "en": "Outreach visits"}
    kind = next(item for item in items(found) if item["linkId"] == "rakennehavainto")
    coding = kind["answerOption"][0]["valueCoding"]
    assert set(translations(coding["_display"])) == {"sv", "en"}


def test_points_are_those_that_the_instrument_scores():
    known = instruments.load("mhi5")
    found = fhir.resource(questionnaire.of("mhi5"))
    for item in items(found):
        if not item["linkId"].startswith("mhi5_") or item["type"] != "coding":
            continue
        weights = {
            int(option["valueCoding"]["code"]): option["extension"][0]["valueDecimal"]
            for option in item["answerOption"]
        }
        turned = known.item(item["linkId"]).reverse
        assert weights == {code: 7 - code if turned else code for code in range(1, 7)}
        assert option_urls(item) == {WEIGHT}


def option_urls(item):
    return {part["url"] for option in item["answerOption"] for part in option["extension"]}


def test_limits_repeats_and_conditions():
    by_link = {item["linkId"]: item for item in items(fhir.resource(questionnaire.of("havainnot")))}
    assert by_link["teemat"]["repeats"] is True and "repeats" not in by_link["rooli"]
    assert by_link["ehdotus"]["enableWhen"][0]["answerCoding"]["code"] == "kylla"
    assert by_link["ehdotus"]["required"] is True
    talked = {i["linkId"]: i for i in items(fhir.resource(questionnaire.of("jalkautumiset")))}
    limits = {e["url"].rpartition("/")[2]: e for e in talked["keskusteltu"]["extension"]}
    assert limits["minValue"]["valueInteger"] == 0
    assert limits["maxValue"]["valueInteger"] == 10000


def test_the_made_up_responses_are_valid_themselves():
    """The round trips read responses as a server would give them."""
    asked = questionnaire.of("gad7")
    row = {"tunniste": "a1", "kunta": "205", "pvm": "2026-01-05", "vaihe": "alku", "gad7_1": "3"}
    bundle = json.loads(fhir_json(asked, fhir.resource(asked), [row]))
    for entry in bundle["entry"]:
        QuestionnaireResponse.model_validate(entry["resource"])
