"""FHIR QuestionnaireResponse resources as a source."""

import json

import pytest

from sosiaali_lib.messages import use
from sosiaali_lib.sources import SourceError, fhir, read
from sosiaali_lib.sources.table import Kind


def response(*items, **more):
    return {"resourceType": "QuestionnaireResponse", "id": "r1", "status": "completed",
            "item": list(items), **more}  # fmt: skip


def answered(link, *answers, **more):
    return {"linkId": link, "answer": list(answers), **more}


def coding(code, display="", **more):
    return {"valueCoding": {"code": code, **({"display": display} if display else {}), **more}}


def table(path, content, **more):
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return fhir.read(path, **more)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vastaukset.json"


def test_every_kind_of_answer_is_text_as_it_was_written(path):
    found = table(
        path,
        """{"resourceType": "QuestionnaireResponse", "id": "a", "status": "completed",
            "authored": "2026-02-01T10:00:00Z", "language": "sv", "item": [
            {"linkId": "g", "item": [
                {"linkId": "luku", "answer": [{"valueDecimal": 61.40}]},
                {"linkId": "maara", "answer": [{"valueInteger": 3}]},
                {"linkId": "pvm", "answer": [{"valueDate": "2026-01-31"}]},
                {"linkId": "ok", "answer": [{"valueBoolean": true}]},
                {"linkId": "sana", "text": "Varför?", "answer": [{"valueString": " ett  ord "}]},
                {"linkId": "aiheet", "answer": [{"valueCoding": {"code": "a", "display": "Ett"}},
                                                {"valueCoding": {"code": "b"}}]},
                {"linkId": "tyhja"}]}]}""",
    )
    row = found.cells.iloc[0].to_dict()
    assert row == {
        "_id": "a", "_status": "completed", "_authored": "2026-02-01T10:00:00Z",
        "_questionnaire": "", "luku": "61.40", "maara": "3", "pvm": "2026-01-31", "ok": "true",
        "sana": "ett  ord", "aiheet": "a;b", "tyhja": "",
    }  # fmt: skip
    assert found.column("sana").texts == {"sv": "Varför?"}
    assert found.column("aiheet").kind is Kind.CHOICES and found.column("aiheet").separator == ";"
    assert found.column("aiheet").options[0].labels == {"sv": "Ett"}
    assert found.column("pvm").kind is Kind.DATE
    assert found.hints.finished == ("_status", ("completed", "amended"))


def test_items_within_answers_are_read(path):
    inner = answered("tarkennus", {"valueString": "sanoin"})
    outer = answered("syy", coding("muu") | {"item": [inner]})
    assert table(path, response(outer)).cells.loc[0, "tarkennus"] == "sanoin"


@pytest.mark.parametrize("shape", ["bundle", "list", "lines"])
def test_many_responses_come_as_a_bundle_a_list_or_lines(shape, path):
    many = [response(answered("a", coding(code)), id=code) for code in "xyz"]
    content = {
        "bundle": {"resourceType": "Bundle", "entry": [{"resource": one} for one in many]},
        "list": many,
        "lines": "\n".join(json.dumps(one) for one in many) + "\n\n",
    }[shape]
    found = table(path, content)
    assert found.cells["a"].tolist() == ["x", "y", "z"]
    assert found.numbers.tolist() == [1, 2, 3]


def test_the_questionnaire_gives_texts_choices_and_columns_nobody_answered(path, tmp_path):
    translated = {"extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/translation",
        "extension": [{"url": "lang", "valueCode": "sv"}, {"url": "content", "valueString": "Varför"}],
    }]}  # fmt: skip
    questionnaire = {
        "resourceType": "Questionnaire", "language": "fi", "status": "active",
        "item": [{"linkId": "g", "type": "group", "item": [
            {"linkId": "syy", "type": "coding", "text": "Miksi", "_text": translated,
             "answerOption": [{"valueCoding": {"code": "a", "display": "Raha"}}],
             "item": [{"linkId": "syy-ohje", "type": "display", "text": "Ohje"}]},
            {"linkId": "pvm", "type": "date", "text": "Päivä"}]}],
    }  # fmt: skip
    known = tmp_path / "kysely.json"
    known.write_text(json.dumps(questionnaire), "utf-8")
    path.write_text(json.dumps(response()), "utf-8")
    found = read(path, dictionary=known)
    assert found.kind == "fhir"
    assert found.column("syy").texts == {"fi": "Miksi", "sv": "Varför"}
    assert found.column("syy").options[0].labels == {"fi": "Raha"}
    assert found.column("pvm").kind is Kind.DATE
    assert "syy-ohje" not in found.names and found.cells.loc[0, "pvm"] == ""


def test_who_it_is_about_is_dropped_on_reading(path):
    path.write_text(
        json.dumps(response(answered("a", coding("x")), subject={"reference": "Patient/17"})),
        "utf-8",
    )
    found = read(path, "fhir")
    assert "_subject" not in found.names
    assert [(one.column, one.cells) for one in found.dropped] == [("_subject", 1)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"resourceType": ', "no whole JSON"),
        ("[" * 100_000, "no whole JSON"),
        ("[1\n" + "[" * 100_000, "no whole JSON"),
        ("[" * 900 + "]" * 900, "no whole JSON|expected resources"),
        ('{"resourceType": "Patient"}', "expected resources of the kind QuestionnaireResponse"),
        ('[{"resourceType": "Bundle", "entry": 5}, 3, null]', "expected resources of the kind"),
        (json.dumps(response("sana")), "response 1 is not built as FHIR has it"),
        (json.dumps(response({"answer": [{"valueString": "a"}]})), "response 1 is not built"),
    ],
)
def test_what_cannot_be_read_is_told(content, told, path):
    with use("en"), pytest.raises(SourceError, match=told) as error:
        table(path, content)
    assert "vastaukset.json" in str(error.value)


def test_a_questionnaire_that_is_none_is_told(path, tmp_path):
    known = tmp_path / "kysely.json"
    path.write_text(json.dumps(response()), "utf-8")
    for content, told in (
        (
            {"resourceType": "Questionnaire", "item": [{"type": "text"}]},
            "Questionnaire is not built",
        ),
        ({"resourceType": "Questionnaire", "item": ["sana"]}, "Questionnaire is not built"),
        (response(), "expected resources of the kind Questionnaire"),
    ):
        known.write_text(json.dumps(content), "utf-8")
        with use("en"), pytest.raises(SourceError, match=told):
            fhir.read(path, dictionary=known)
