"""Labels of own forms that would be code in a tool appear there as plain text."""

import csv
import html
import io
import json
import re

import pikepdf
import pytest
import yaml
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from sosiaali_lib import questionnaire
from sosiaali_lib.questionnaire import fhir, limesurvey, paper, redcap, xlsform

LABELS = [
    "<script>alert(1)</script>",
    "yksi | kaksi, kolme",
    "lainaus \"kaksin\" ja 'yksin'",
    "rivi yksi\nrivi kaksi",
    "viite ${kunta} ja {SID} ja [record_id]",
    '=HYPERLINK("https://www.example.org")',
    "-2+3",
    "@SUM(A1)",
    "a\tb \\ c &amp; d",
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    texts = [dict.fromkeys(("fi", "sv", "en"), label) for label in LABELS]
    columns = [
        {"name": f"kysymys{n}", "type": "choice", "codes": "kylla_ei", "personal": "no",
         "label": text, "help": text}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    form = {"form": "oma", "version": "2026-1", "title": texts[0], "row": texts[5],
            "columns": columns}  # fmt: skip
    path = tmp_path_factory.mktemp("oma") / "oma.yaml"
    path.write_text(yaml.safe_dump(form, allow_unicode=True), encoding="utf-8")
    return questionnaire.of(path)


def seen(label):
    """Give the label as `plain_text.clean` lets it through."""
    return label.replace("\t", " ")


def test_xlsform_has_no_references_tags_or_formulas(asked, tmp_path):
    path = xlsform.write(asked, tmp_path)[0]
    assert convert(str(path)).warnings == []
    sheet = load_workbook(path)["survey"]
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
    columns = {cell.value: cell.column for cell in sheet[1]}
    shown = [
        row[columns["label::suomi (fi)"] - 1].value
        for row in sheet.iter_rows()
        if str(row[columns["name"] - 1].value).startswith("kysymys")
    ]
    assert [text.replace("\u200d", "") for text in shown] == [seen(label) for label in LABELS]
    assert not any(re.search(r"\$\{|<[a-z/]", text) for text in shown)


def test_limesurvey_shows_them_as_they_are(asked):
    text = limesurvey.structure(asked).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    shown = [r["text"] for r in rows if r["class"] == "Q" and r["language"] == "fi"]
    check_html(shown)
    assert "{" not in "".join(r["text"] + r["help"] for r in rows)


def test_redcap_shows_them_as_they_are(asked):
    text = redcap.dictionary(asked, "fi").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    shown = [r["Field Label"] for r in rows if r["Variable / Field Name"].startswith("kysymys")]
    check_html(shown)
    assert not any(re.search(r"[\[\]{}|]", label) for label in shown)


def check_html(shown):
    """Assert that a browser would show the labels, and a spreadsheet run none of them."""
    assert [html.unescape(one.replace("<br />", "\n")) for one in shown] == [
        seen(label) for label in LABELS
    ]
    assert not any(re.search("<(?!br />)", one) for one in shown)
    assert not any(one.startswith(("=", "+", "-", "@")) for one in shown)


def test_fhir_and_paper_have_them_as_text(asked):
    items = json.loads(json.dumps(fhir.resource(asked)))["item"][0]["item"]
    assert [item["text"] for item in items if item["linkId"].startswith("kysymys")] == [
        seen(label) for label in LABELS
    ]
    page = paper.html(asked, "fi").decode("utf-8")
    assert "<script" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    with pikepdf.open(io.BytesIO(paper.pdf(asked, "fi"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == LABELS[0]
