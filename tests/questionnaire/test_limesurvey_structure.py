"""The survey structure of LimeSurvey, parsed as its importer reads it."""

import csv
import io
import re

import pytest

from sosiaali_lib import mapping, questionnaire
from sosiaali_lib.questionnaire import limesurvey

NAMES = [name for name in questionnaire.available() if name not in ("avhv", "esy")]


def parsed(asked):
    """Give the rows of the file, after what the importer asks of every file."""
    content = limesurvey.structure(asked)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    head, *body = rows
    assert {len(row) for row in body} == {len(head)}
    return [dict(zip(head, row, strict=True)) for row in body]


def of_class(rows, kind, lang="fi"):
    return [row for row in rows if row["class"] == kind and row["language"] == lang]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_and_instrument_follows_the_importer(name):
    asked = questionnaire.of(name)
    rows = parsed(asked)
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    assert settings["language"] == asked.languages[0]
    assert settings["additional_languages"].split() == list(asked.languages[1:])
    titles = {r["language"] for r in rows if r["class"] == "SL" and r["name"] == "surveyls_title"}
    assert titles == set(asked.languages)
    # Rows of a language follow those of the one before, and have the same numbers and codes.
    blocks = [
        [(r["id"], r["class"], r["type/scale"], r["name"] if r["class"] != "G" else "") for r in rows
         if r["class"] in ("G", "Q", "SQ", "A") and r["language"] == lang]
        for lang in asked.languages
    ]  # fmt: skip
    assert all(block == blocks[0] for block in blocks)
    order = [r["language"] for r in rows if r["class"] in ("G", "Q", "SQ", "A")]
    assert list(dict.fromkeys(order)) == list(asked.languages)
    assert order == sorted(order, key=asked.languages.index)
    lang = asked.languages[0]
    codes = [row["name"] for row in of_class(rows, "Q", lang)]
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", code) for code in codes)
    assert len({code.lower() for code in codes}) == len(codes) == len(list(asked.questions()))
    for kind in ("A", "SQ"):
        assert all(re.fullmatch("[A-Za-z0-9]{1,5}", r["name"]) for r in of_class(rows, kind, lang))
    numbers = [row["id"] for kind in ("Q", "SQ") for row in of_class(rows, kind, lang)]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", NAMES)
def test_expressions_name_questions_of_the_survey_only(name):
    rows = parsed(questionnaire.of(name))
    known, latest = set(), ""
    for row in rows:
        latest = row["name"] if row["class"] == "Q" else latest
        if row["class"] in ("Q", "SQ"):
            known.add(f"{latest}_{row['name']}" if row["class"] == "SQ" else latest)
    for row in rows:
        expression = f"{row['relevance']} {row['em_validation_q']}"
        assert set(re.findall(r"(\w+)\.NAOK", expression)) <= known
        assert expression.count("(") == expression.count(")")


def test_kinds_of_questions():
    rows = parsed(questionnaire.of("jalkautumiset"))
    kinds = {row["name"]: row["type/scale"] for row in of_class(rows, "Q")}
    assert kinds["kunta"] == "!" and kinds["luonne"] == "L" and kinds["aiheet"] == "M"
    assert kinds["pvm"] == "D" and kinds["keskusteltu"] == "N" and kinds["havainto"] == "T"
    by_name = {row["name"]: row for row in of_class(rows, "Q")}
    assert by_name["keskusteltu"]["mandatory"] == "Y"
    assert by_name["keskusteltu"]["max_num_value_n"] == "10000"
    assert by_name["keskusteltu"]["num_value_int_only"] == "1"
    assert by_name["pvm"]["date_max"] == "today"
    # rakennehavainto has the codes havainto, ei_havaintoa and so on: too long, so numbered.
    assert re.fullmatch(r'rakennehavainto\.NAOK == "A[1-3]"', by_name["havainto"]["relevance"])
    assert "keskusteltu.NAOK <= lasna.NAOK" in by_name["keskusteltu"]["em_validation_q"]


def test_the_mapping_names_columns_as_the_export_does(tmp_path):
    asked = questionnaire.of("palvelutarpeet")
    _survey, path = limesurvey.write(asked, tmp_path)
    known = mapping.load(path)
    topics = [entry for entry in known.entries if entry.target == "tuki"]
    assert topics[0].column == "tuki[SQ001]" and topics[-1].column == "tuki[SQ013]"
    assert {entry.code for entry in topics} == {c.code for c in asked.question("tuki").choices}
    assert not known.unconfirmed
    assert known.rows.finished.column == "submitdate"


def test_names_are_cut_and_stay_apart():
    coded = limesurvey.coded(questionnaire.of("tyontekijakysely"))
    names = [codes.question for codes in coded.values()]
    assert coded["prosessi_tiedottaminen"].question == "prosessitiedottamine"
    assert len(set(names)) == len(names)
