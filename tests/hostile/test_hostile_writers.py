"""Hostile texts appear in every format as the plain text that they are."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from functools import cache
from html.parser import HTMLParser
from itertools import groupby

import nbformat
import pytest
from bs4 import BeautifulSoup
from documents import END, START, document_of, everywhere, in_turn, notebook_of
from hostile_texts import ALL, SHORT, Hostile
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from sosiaali_lib.plain_text import REPLACEMENT, clean
from sosiaali_lib.report.blocks import MIME, Paragraph, from_json, reference
from sosiaali_lib.report.document import label
from sosiaali_lib.report.docx import write_docx
from sosiaali_lib.report.glyphs import printable
from sosiaali_lib.report.html import write_html
from sosiaali_lib.report.pdf import write_pdf

TEXTS = [one.text for one in SHORT]
each = pytest.mark.parametrize("one", SHORT, ids=[one.name for one in SHORT])
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = re.compile(r"ALKUMERKKI(\d+)x(.*?)LOPPUMERKKI\1x", re.DOTALL)
# What a PDF reader may add or take at the end of a line, and blanks in general.
LOOSE = re.compile(r"[\s\u00ad\u200b-\u200d\u2010\ufe0e\ufe0f\x02\ufffe-]")
# Texts whose glyphs stand for several signs, or lie on each other.
JOINED = frozenset({"zalgo", "emoji", "blank", "ligatures"})
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def expected(one: Hostile) -> str:
    """Give what a format must show: the text itself, or what the stated rule makes of it."""
    return one.text if one.kept else clean(one.text)


@cache
def page() -> BeautifulSoup:
    blocks = in_turn(TEXTS)
    return BeautifulSoup(write_html(notebook_of(blocks), document_of(blocks)), "html.parser")


@cache
def word() -> etree._Element:
    return word_of(write_docx(document_of(in_turn(TEXTS))))


def word_of(file: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@cache
def pdf_whole() -> str:
    return pdf_text(write_pdf(document_of(in_turn(TEXTS), "OTSAKE")))


@cache
def pdf_texts() -> dict[int, str]:
    return marked(pdf_whole())


def pdf_text(file: bytes) -> str:
    """Give the text of a PDF without the heads and feet of its pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    pages = [one.get_textpage().get_text_range() for one in document]
    document.close()
    return "\n".join(re.sub(r"OTSAKE|sana \d+/\d+", "", text) for text in pages)


def marked(text: str) -> dict[int, str]:
    whole = LOOSE.sub("", text)
    return {int(found[1]): found[2] for found in MARKS.finditer(whole)}


def lines(element) -> str:
    """Give the text of an element of a page, a line break being a line end."""
    for line_break in element.find_all("br"):
        line_break.replace_with("\n")
    return element.get_text()


@each
def test_the_web_page_shows_the_text(one):
    place = SHORT.index(one)
    marks = (START.format(place), END.format(place))
    shown = [lines(p) for p in page().find_all("p")]
    (paragraph,) = [text for text in shown if text.startswith(marks[0])]
    assert paragraph == f"{marks[0]}{expected(one)}{marks[1]}"
    (cell,) = [row.td for row in page().find_all("tr") if row.th.get_text() == marks[0]]
    assert lines(cell) == expected(one)


@each
def test_word_shows_the_text(one):
    place = SHORT.index(one)
    marks = (START.format(place), END.format(place))
    shown = [word_text(p) for p in word().iter(f"{W}p")]
    assert f"{marks[0]}{expected(one)}{marks[1]}" in shown
    rows = [[word_text(cell) for cell in row.iter(f"{W}tc")] for row in word().iter(f"{W}tr")]
    assert [marks[0], expected(one)] in rows


def word_text(element: etree._Element) -> str:
    return "".join(
        "\n" if part.tag == f"{W}br" else part.text or ""
        for part in element.iter(f"{W}t", f"{W}br")
    )


@each
def test_the_pdf_shows_the_text(one):
    wanted = LOOSE.sub("", printable(expected(one)))
    if RIGHT_TO_LEFT.search(one.text):  # read back in the order of the page
        letters = {sign for sign in wanted if RIGHT_TO_LEFT.match(sign)}
        found = unicodedata.normalize("NFKC", pdf_whole())
        assert {sign for sign in letters if sign.isalpha()} <= set(found)
    elif one.name in JOINED:
        assert bare(pdf_texts()[SHORT.index(one)]) == bare(wanted)
    else:
        assert pdf_texts()[SHORT.index(one)] == wanted


def bare(text: str) -> str:
    """Give the letters without what lies on them; a reader tells a joined sign once or thrice."""
    whole = unicodedata.normalize("NFKD", text.replace("\u2800", ""))
    letters = (sign for sign in whole if unicodedata.category(sign)[0] != "M")
    return "".join(sign for sign, _run in groupby(letters))


@each
def test_the_notebook_keeps_the_text(one):
    # JSON in UTF-8 cannot hold halves of characters; a release has none (`published.py`).
    text = clean(one.text) if one.name == "surrogates" else one.text
    written = nbformat.writes(notebook_of([Paragraph(text)])).encode("utf-8")
    output = json.loads(written)["cells"][0]["outputs"][0]["data"]
    assert [from_json(item).text for item in output[MIME]] == [text]
    preview = output["text/html"]
    preview = preview if isinstance(preview, str) else "".join(preview)
    assert structure(preview) == [("p", ())]


class Structure(HTMLParser):
    """Collects the elements of a page with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "meta", "p", "li", "h4"):  # own text makes these as Markdown says
            self.found.append((tag, tuple(name for name, _value in attrs)))


def structure(html: str) -> list[tuple[str, tuple[str, ...]]]:
    parser = Structure()
    parser.feed(html)
    simple = [("p", ())] if "<p>" in html else []
    return parser.found or simple


@each
def test_no_element_or_attribute_of_the_page_is_made_of_a_text(one):
    def made(text):
        blocks = everywhere(text)
        html = write_html(notebook_of(blocks), document_of(blocks, text)).decode()
        return [tag for tag in structure(html) if tag[0] not in ("ul", "ol", "h3")]

    assert made(one.text) == made("harmiton")


@each
def test_every_place_of_the_word_draft_takes_the_text(one):
    file = write_docx(document_of(everywhere(one.text), one.text))
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = {name.filename for name in archive.infolist()}
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert "http://x.example" not in links and "javascript" not in links
    assert names == word_names()
    fields = {"".join(i.itertext()).split()[0] for i in word_of(file).iter(f"{W}instrText")}
    assert fields <= {"TOC", "SEQ", "PAGE"}


@cache
def word_names() -> set[str]:
    file = write_docx(document_of(everywhere("harmiton"), "harmiton"))
    return set(zipfile.ZipFile(io.BytesIO(file)).namelist())


@pytest.mark.parametrize(
    "name",
    ["typst_read", "typst_hash", "markdown", "long_word", "many_lines", "zalgo", "surrogates",
     "emoji", "hebrew", "combining_first", "controls"],
)  # fmt: skip
def test_every_place_of_the_pdf_takes_the_text(name):
    (text,) = (one.text for one in SHORT if one.name == name)
    shown = pdf_text(write_pdf(document_of(everywhere(text), text)))
    assert "root:" not in shown
    assert len(shown) < 100 * len(text) + 1000


def test_a_reference_cannot_be_written_by_a_person():
    typed = "[[t]] \ufdd0t\ufdd1"
    (kept,) = label([Paragraph(clean(typed))], {})
    assert kept.block.text == f"[[t]] {REPLACEMENT}t{REPLACEMENT}"
    assert clean(reference("t")) != reference("t")


def test_what_is_too_long_for_a_cell_is_still_no_crash():
    for one in set(ALL) - set(SHORT):
        blocks = [Paragraph(one.text)]
        html = write_html(notebook_of(blocks), document_of(blocks)).decode()
        assert clean(one.text).strip()[:100] in html
        assert len(write_docx(document_of(blocks))) > 1000


ANY = st.lists(st.text(st.characters(exclude_categories=()), max_size=30), min_size=1, max_size=8)


@settings(max_examples=25)
@given(ANY)
@example(["\x00\ud800\ufdd0\U0001fffe", "]]>", "\r\n\u0085"])
def test_any_text_survives_the_web_page(texts):
    blocks = in_turn(texts)
    notebook = notebook_of(blocks)
    soup = BeautifulSoup(write_html(notebook, document_of(blocks)), "html.parser")
    shown = [lines(p) for p in soup.find_all("p")]
    for n, text in enumerate(texts):
        assert clean(f"{START.format(n)}{text}{END.format(n)}") in shown


@settings(max_examples=25)
@given(ANY)
@example(["\x00\ud800\ufdd0\U0001fffe", "]]>", "\r\n\u0085"])
def test_any_text_survives_the_word_draft(texts):
    shown = [word_text(p) for p in word_of(write_docx(document_of(in_turn(texts)))).iter(f"{W}p")]
    for n, text in enumerate(texts):
        assert clean(f"{START.format(n)}{text}{END.format(n)}") in shown


@settings(max_examples=10)
@given(
    st.lists(st.text(st.characters(exclude_categories=()), max_size=60), min_size=12, max_size=30)
)
def test_any_text_makes_a_pdf(texts):
    shown = marked(pdf_text(write_pdf(document_of(in_turn(texts), "OTSAKE"))))
    assert len(shown) == len(texts)
    for n, text in enumerate(texts):
        if text.isascii() and clean(text) == text:
            assert shown[n] == LOOSE.sub("", text)
