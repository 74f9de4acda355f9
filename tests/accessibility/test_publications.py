"""What people write in Word, published: the web page and the page of changes in a browser."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path

import pytest

from sosiaali_lib.messages import use
from sosiaali_lib.publishing.assembly import document_of
from sosiaali_lib.publishing.baseline import shown
from sosiaali_lib.publishing.changes import changes
from sosiaali_lib.publishing.changes_page import page as changes_page
from sosiaali_lib.report.html import write_html

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[1] / "publishing" / "small_drafts.py"


def item(text, level):
    layout = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="ListBullet{level + 1 if level else ""}"/>{layout}</w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


OWN = (
    '<w:p><w:r><w:t xml:space="preserve">Katso </w:t></w:r><w:fldSimple w:instr=" HYPERLINK '
    '&quot;https://thl.fi&quot; "><w:r><w:t>THL:n sivu</w:t></w:r></w:fldSimple><w:r><w:rPr><w:b/></w:rPr>'
    '<w:t xml:space="preserve"> lihava </w:t></w:r><w:r><w:rPr><w:lang w:val="sv-FI"/></w:rPr>'
    '<w:t>och det är på svenska</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    + item("Ulompi", 0)
    + item("Toinen", 0)
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The addresses of the two pages."""
    small = runpy.run_path(str(SAMPLE))
    edit = lambda root: small["write_in_slot"](root, "tiivistelma", OWN)  # noqa: E731
    one = small["edited"](small["changed"](small["draft"](), edit))
    folder = tmp_path_factory.mktemp("julkaistu")
    with use("fi"):
        document = document_of(one, date(2020, 3, 1))
        report = write_html(shown([part.block for part in document.parts]), document)
        found = changes(small["blocks"]("52"), small["blocks"]("55"), "fi")
        told = changes_page("Kuhmo", found, edited="a.docx", new="b.docx", carried=["Tiivistelmä"])
    for name, content in (("raportti", report), ("muutokset", told)):
        (folder / f"{name}.html").write_bytes(content)
    return {name: (folder / f"{name}.html").as_uri() for name in ("raportti", "muutokset")}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["raportti", "muutokset"])
def test_axe_finds_no_violation(browser, axe, pages, name, width):
    page = browser.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(pages[name])
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_footnote_is_reached_and_left_by_keyboard(browser, pages):
    page = browser.new_page()
    page.goto(pages["raportti"])
    page.focus("#viite-1")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#alaviite-1"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#viite-1"
    page.close()
