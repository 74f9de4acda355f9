"""The XLSForms, judged by pyxform, which KoboToolbox and ODK convert forms with."""

from functools import cache
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from sosiaali_lib import questionnaire
from sosiaali_lib.questionnaire import xlsform

NAMES = [name for name in questionnaire.available() if name not in ("avhv", "esy")]
XF = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"


@cache
def converted(name):
    asked = questionnaire.of(name)
    book = xlsform.workbook(asked)
    return asked, convert({sheet.title: rows(sheet) for sheet in book.worksheets})


def rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [
        {name: cell for name, cell in zip(head, row, strict=True) if cell is not None}
        for row in body
    ]


def bind(result, path):
    tree = ElementTree.fromstring(result.xform)
    (found,) = [b for b in tree.iter(f"{XF}bind") if b.get("nodeset").endswith(f"/{path}")]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_form_and_instrument_converts_without_a_warning(name):
    asked, result = converted(name)
    assert result.warnings == []
    tree = ElementTree.fromstring(result.xform)
    languages = [text.get("lang") for text in tree.iter(f"{XF}translation")]
    assert languages == [xlsform.LANGUAGE_NAMES[lang] for lang in asked.languages]
    asked_for = {bind.get("nodeset").rpartition("/")[2] for bind in tree.iter(f"{XF}bind")}
    assert {question.name for question in asked.questions()} <= asked_for


def test_every_label_stands_in_every_language():
    asked, result = converted("palvelutarpeet")
    tree = ElementTree.fromstring(result.xform)
    texts = {
        text.get("lang"): {node.text for node in text.iter(f"{XF}value")}
        for text in tree.iter(f"{XF}translation")
    }
    for lang in asked.languages:
        labels = {choice.labels[lang] for q in asked.questions() for choice in q.choices}
        assert (
            labels | {q.labels[lang] for q in asked.questions()}
            <= texts[xlsform.LANGUAGE_NAMES[lang]]
        )


def test_limits_and_required_columns_come_from_the_form():
    _asked, result = converted("jalkautumiset")
    talked = bind(result, "keskusteltu")
    assert talked.get("required") == "true()"
    assert ". >= 0" in talked.get("constraint") and ". <= 10000" in talked.get("constraint")
    # at_most: lasna
    assert ". <=  /data/sivu_1/lasna " in talked.get("constraint")
    assert ". <= today()" in bind(result, "pvm").get("constraint")
    assert bind(result, "paikka").get("required") is None


def test_a_question_is_asked_where_another_answer_makes_it_required():
    _asked, result = converted("jalkautumiset")
    words = bind(result, "havainto")
    assert words.get("relevant") == " /data/sivu_1/rakennehavainto  = 'havainto'"
    assert words.get("required") == "true()"


def test_other_rules_between_columns_become_constraints():
    _asked, needs = converted("palvelutarpeet")
    rule = bind(needs, "tarve_osittain").get("constraint")
    assert rule.count("not(selected(., '") == 10  # one a need that both questions have
    _asked, shares = converted("tyoajanjako")
    assert "- 100) &lt; 0.000001" in shares.xform
    _asked, proposals = converted("toimenpiteet")
    answer = bind(proposals, "vastaus").get("required")
    assert "tila  = 'hyvaksytty'" in answer and "vastaus_pvm  != ''" in answer
    assert ">=  /data/sivu_1/esitetty_pvm " in bind(proposals, "maaraaika").get("constraint")


def test_questions_with_the_same_choices_share_a_list():
    asked = questionnaire.of("tyontekijakysely")
    lists = {row["list_name"] for row in rows(xlsform.workbook(asked)["choices"])}
    assert len(lists) == 5  # profession, clients, yes or no, shares of time, themes


def test_the_workbook_is_the_same_every_time(tmp_path):
    asked = questionnaire.of("eo14")
    first, second = (xlsform.write(asked, tmp_path / name)[0] for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    assert first.name == "mittaukset_eo14_xlsform.xlsx"
    assert convert(str(first)).warnings == []
    settings = rows(load_workbook(first)["settings"])[0]
    assert settings["form_id"] == "mittaukset_eo14"
    assert settings["default_language"] == "suomi (fi)"
