"""The drafts themselves, small and large, in every language: page, Word file and PDF on the file."""

from __future__ import annotations

import io
import re
import runpy
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pdf_rules
import pikepdf
import pytest

from sosiaali_lib.file_audit.content import tidy
from sosiaali_lib.file_audit.folder import audit_folder
from sosiaali_lib.file_audit.numbers import ABSENT, read
from sosiaali_lib.file_audit.readers.long_tables import put_back
from sosiaali_lib.file_audit.readers.registry import read_bytes
from sosiaali_lib.messages import _, use
from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import Figure, Heading, Table
from sosiaali_lib.report.drafts import EVERY_FORMAT, document_of, ending, files_of
from sosiaali_lib.report.pdf_tags import elements

ROOT = Path(__file__).parents[2]
DRAFTS = [("205", "fi"), ("20", "sv"), ("697", "en"), ("620", "fi")]
NUMBER = re.compile(r"[+\N{MINUS SIGN}]?\d[\d\s]*(?:[.,]\d+)*")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=DRAFTS, ids=lambda draft: "-".join(draft))
def draft(request, example_release):
    """Document and files of one draft."""
    return made(example_release, *request.param)


@cache
def made(example_release, area, lang):
    """Make a draft without a kernel from the notebook's own calls."""
    report = Report(release=example_release.folder, area=area, lang=lang)
    make_notebook = runpy.run_path(str(ROOT / "tests" / "report" / "conftest.py"))["make_notebook"]
    notebook = make_notebook([list(report.whole())])
    document = document_of(notebook, example_release, lang)
    files, _seconds = files_of(notebook, document, EVERY_FORMAT)
    return document, files


def alts(document):
    """Give the alt texts; attributes hold plain blanks in place of non-breaking ones."""
    return [plain(part.block.alt) for part in document.of_kind(Figure)]


def plain(text):
    return " ".join(text.split())


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_page_has_no_violation_and_never_scrolls_sideways(
    draft, browser, axe, tmp_path, width, scheme
):
    document, files = draft
    path = tmp_path / "luonnos.html"
    path.write_bytes(files["html"])
    page = browser.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(path.as_uri())
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.documentElement.lang") == document.lang
    shown = page.eval_on_selector_all("figure img", "images => images.map(i => i.alt)")
    assert [plain(alt) for alt in shown] == alts(document)
    # Drawings are dark on white: in the dark page too they lie on a white ground.
    grounds = page.eval_on_selector_all(
        ".picture", "frames => frames.map(f => getComputedStyle(f).backgroundColor)"
    )
    assert set(grounds) <= {"rgb(255, 255, 255)"}
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
        found = [pdf_rules.scopes(header) for header in elements(root.K, "/TH")]
        assert all(found)
        assert set.union(*found) == {"/Row", "/Column"}
        headings = [part for part in document.of_kind(Heading) if part.block.level == 1]
        assert len(list(elements(root.K, "/Table"))) >= len(document.of_kind(Table))
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert [t for t in titles if re.match(r"([0-9]+|[A-E]) ", t)] == [
            f"{h.label} {h.block.text}" for h in headings
        ]


def test_the_pdf_breaks_no_rule_that_can_be_read_off_the_file(draft):
    with pikepdf.open(io.BytesIO(draft[1]["pdf"])) as pdf:
        assert pdf_rules.faults(pdf) == []


def test_open_data_show_what_the_page_shows(draft):
    document, files = draft
    page = cells_of(document, files, "html")
    assert len(page) == len(document.of_kind(Table))
    for name in ("csv", "json"):
        assert cells_of(document, files, name) == page, name


def test_the_workbook_shows_what_the_page_shows_with_limits_in_cells_of_their_own(draft):
    document, files = draft
    _lang, workbook = tables_of(document, files, "xlsx")
    parts = [parts_of(table.columns, document.lang) for table in workbook]
    assert any(counts != [1] * len(counts) for counts in parts)
    assert cells_of(document, files, "xlsx") == cells_of(document, files, "html", parts)


def tables_of(document, files, name):
    """Give the tables of the report as an outsider reads them, and the language of the file."""
    captions = {tidy(part.block.caption) for part in document.of_kind(Table)}
    found = put_back(read_bytes(files[name], f"raportti.{ending(name)}"))
    return found.lang, [table for table in found.tables if table.caption in captions]


def cells_of(document, files, name, parts=None):
    """Give label and values of every row, with the numbers of a cell apart in as many as told."""
    lang, tables = tables_of(document, files, name)
    return [
        (
            table.caption,
            [
                (
                    row[0].text,
                    [
                        value
                        for cell, count in zip(row[1:], counts[1:], strict=True)
                        for value in values_of(cell.text, count, lang)
                    ],
                )
                for row in table.rows
            ],
        )
        for table, counts in zip(
            tables, parts or [[1] * len(table.columns) for table in tables], strict=True
        )
    ]


def parts_of(columns, lang):
    """Give in how many columns of a workbook each column of the page stands."""
    with use(lang):
        lower = _("{heading}, lower limit").format(heading="")
        upper = _("{heading}, upper limit").format(heading="")
    counts = []
    for before, heading in pairwise(("", *columns)):
        if heading == f"{before}{lower}" or heading.endswith(upper):
            counts[-1] += 1
        else:
            counts.append(1)
    return counts


def values_of(text, count, lang):
    """Read a cell, and its numbers one by one where they stand in several cells."""
    numbers = NUMBER.findall(text) if count > 1 else []
    if not numbers:
        return [read(text, lang)] * count
    unit = "%" if "%" in text else ""
    return [read(one + unit, lang) for one in numbers] + [ABSENT] * (count - len(numbers))


def test_nothing_hidden_can_be_found_out_from_all_formats_together(example_release, tmp_path):
    _document, files = made(example_release, "20", "sv")
    for name, content in files.items():
        (tmp_path / f"20-kajanaland.sv.{ending(name)}").write_bytes(content)
    found = audit_folder(tmp_path, workers=1)
    assert found.derivable.empty, found.derivable
    assert found.faults.empty, found.faults


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
