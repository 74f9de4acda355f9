"""The drafts themselves, small and large, in every language: page, Word file and PDF on the file."""

from __future__ import annotations

import io
import re
import runpy
import subprocess
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pikepdf
import pytest

from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import Figure, Heading, Table
from sosiaali_lib.report.drafts import document_of, files_of
from sosiaali_lib.report.pdf_tags import elements

ROOT = Path(__file__).parents[2]

DRAFTS = [("205", "fi"), ("20", "sv"), ("697", "en"), ("620", "fi")]
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=DRAFTS, ids=lambda draft: "-".join(draft))
def draft(request, example_release):
    """Document and files of one draft, made without a kernel from the notebook's own calls."""
    area, lang = request.param
    report = Report(release=example_release.folder, area=area, lang=lang)
    make_notebook = runpy.run_path(str(ROOT / "tests" / "report" / "conftest.py"))["make_notebook"]
    notebook = make_notebook([list(report.whole())])
    document = document_of(notebook, example_release, lang)
    files, _seconds = files_of(notebook, document, ("html", "docx", "pdf"))
    return document, files


def alts(document):
    """Give the alt texts; attributes hold plain blanks in place of non-breaking ones."""
    return [plain(part.block.alt) for part in document.of_kind(Figure)]


def plain(text):
    return " ".join(text.split())


def scopes(header):
    """Give the scopes of a table header; its attributes are one dictionary or several."""
    found = header.A if isinstance(header.A, pikepdf.Array) else [header.A]
    return {str(attributes.Scope) for attributes in found if "/Scope" in attributes}


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_has_no_violation_and_never_scrolls_sideways(draft, browser, axe, tmp_path, width):
    document, files = draft
    path = tmp_path / "luonnos.html"
    path.write_bytes(files["html"])
    page = browser.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.documentElement.lang") == document.lang
    shown = page.eval_on_selector_all("figure img", "images => images.map(i => i.alt)")
    assert [plain(alt) for alt in shown] == alts(document)
    page.close()


def test_the_word_file_carries_alts_headers_and_language(draft):
    document, files = draft
    with ZipFile(io.BytesIO(files["docx"])) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        core = archive.read("docProps/core.xml").decode()
    found = [plain(shape.get("descr")) for shape in body.iter(f"{DRAWING}docPr")]
    assert found == alts(document)
    tables = list(body.iter(f"{WORD}tbl"))
    assert (
        sum(1 for _ in body.iter(f"{WORD}tblHeader")) == len(document.of_kind(Table)) <= len(tables)
    )
    assert re.search(rf"<dc:language>{document.lang}-", core)
    assert document.title.replace("&", "&amp;") in core


def test_the_pdf_is_tagged_with_alts_and_headers_both_ways(draft):
    document, files = draft
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        root = pdf.Root.StructTreeRoot
        assert [plain(str(e.Alt)) for e in elements(root.K, "/Figure")] == alts(document)
        assert str(pdf.Root.Lang).startswith(document.lang)
        found = [scopes(header) for header in elements(root.K, "/TH")]
        assert all(found)
        assert set.union(*found) == {"/Row", "/Column"}
        headings = [part for part in document.of_kind(Heading) if part.block.level == 1]
        assert len(list(elements(root.K, "/Table"))) >= len(document.of_kind(Table))
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert [t for t in titles if re.match(r"([0-9]+|[A-E]) ", t)] == [
            f"{h.label} {h.block.text}" for h in headings
        ]


@pytest.mark.documents
def test_the_word_file_opens_in_libreoffice_with_every_caption(draft, tmp_path):
    document, files = draft
    (tmp_path / "luonnos.docx").write_bytes(files["docx"])
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "pdf",
        "--outdir",
    ]
    subprocess.run([*command, tmp_path, tmp_path / "luonnos.docx"], check=True, capture_output=True)
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "luonnos.pdf", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for part in [*document.of_kind(Table), *document.of_kind(Figure)]:
        assert f"{part.label}. " in text
