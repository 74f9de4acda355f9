"""The printed questionnaires as tagged PDF: rules of PDF/UA, and what a screen reader reads."""

import io
import shutil
import subprocess

import pdf_rules
import pikepdf
import pytest

from sosiaali_lib import questionnaire
from sosiaali_lib.questionnaire import paper

LONG, INSTRUMENT = "tyontekijakysely", "phq9"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", [LONG, INSTRUMENT, "palvelutarpeet", "mhi5"])
def test_a_form_keeps_the_rules_of_pdf_ua(name, lang):
    asked = questionnaire.of(name)
    with pikepdf.open(io.BytesIO(paper.pdf(asked, lang))) as pdf:
        assert pdf_rules.faults(pdf) == []
        assert str(pdf.Root.Lang).startswith(lang)
        tags = [str(node.S) for node in pdf_rules.walk(pdf.Root.StructTreeRoot.K)]
    assert tags.count("/H2") == len(list(asked.questions()))
    assert tags.count("/H1") == len(asked.pages)


@pytest.mark.documents
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_everything_is_on_the_pages(lang, tmp_path):
    assert shutil.which("pdftotext") is not None
    asked = questionnaire.of(LONG)
    path = tmp_path / "lomake.pdf"
    path.write_bytes(paper.pdf(asked, lang))
    run = ["pdftotext", str(path), "-"]
    text = subprocess.run(run, capture_output=True, check=True).stdout.decode("utf-8")
    words = "".join(text.replace("-\n", "").split())
    for question in asked.questions():
        assert "".join(question.labels[lang].replace("-", "").split()) in words.replace("-", "")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["palvelutarpeet", INSTRUMENT])
def test_axe_finds_nothing_on_the_web_page(browser, axe, name, width, tmp_path):
    path = tmp_path / "lomake.html"
    path.write_bytes(paper.html(questionnaire.of(name), "fi"))
    page = browser.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
