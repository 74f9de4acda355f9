"""The tagged PDF, read back with pikepdf."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.report.blocks import (
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
)
from sosiaali_lib.report.document import Document, label
from sosiaali_lib.report.glyphs import printable
from sosiaali_lib.report.pdf import PdfError, write_pdf
from sosiaali_lib.report.pdf_tags import elements, with_row_headers
from sosiaali_lib.report.typst_data import report_data

HOSTILE = (
    '#panic("run") *b* _i_ `c` $x$ [l](http://x) <lab> @ref // c /* d */ \\ "q" \' ~ -- ... '
    "{{ 7*7 }} {% raw %} <script>alert(1)</script> & = H"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
WORDS = {
    "table": "Taulukko",
    "figure": "Kuvio",
    "note": "Huomautus",
    "source": "Lähde",
    "slot": "Oma teksti",
    "skip": "Siirry sisältöön",
    "page": "Sivu",
}


def document_of(*blocks, lang="fi", **fields) -> Document:
    values = {"title": "Raportti", "subject": "", "author": "", "keywords": ""} | fields
    created = values.pop("created", datetime(2026, 11, 21, tzinfo=UTC))
    parts = label(blocks, WORDS)
    return Document(lang=lang, created=created, words=WORDS, parts=parts, **values)


def opened(document):
    return pikepdf.open(BytesIO(write_pdf(document)))


def texts_of(pdf, tag):
    return [str(element.get("/T", "")) for element in elements(pdf.Root.StructTreeRoot.K, tag)]


def scope(cell):
    found = [str(a.Scope) for a in cell.get("/A", []) if "/Scope" in a]
    return found[0] if found else None


@pytest.fixture
def pdf(sample_document):
    """The opened PDF of the sample."""
    with opened(sample_document) as file:
        yield file


def test_file_declares_pdfua_language_title_and_makers(pdf):
    with pdf.open_metadata() as meta:
        assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert meta["dc:title"] == "Rakenteellisen sosiaalityön raportti – Kajaani"
        assert meta["dc:description"] == "Kunnan sosiaalinen raportti"
        assert meta["dc:creator"] == ["Esimerkkiorganisaatio"]
        assert meta["xmp:CreateDate"] == meta["xmp:ModifyDate"] == "2020-01-31T10:00:00+00:00"
    assert pdf.Root.Lang == "fi-FI"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Keywords"]) == "jalkautuminen, Kajaani"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20200131100000")


@pytest.mark.parametrize(("lang", "tag"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")])
def test_language_has_its_region(lang, tag):
    with opened(document_of(Paragraph("Teksti."), lang=lang)) as file:
        assert file.Root.Lang == tag


def test_headings_and_bookmarks_carry_the_numbers_of_the_document(pdf):
    assert texts_of(pdf, "/H1") == ["Sisällys", "Tiivistelmä", "Jalkautuminen", "Menetelmät"]
    assert texts_of(pdf, "/H2") == ["Taulukot", "Kuviot", "Käyntien luonne", "Lomakkeet"]
    with pdf.open_outline() as outline:
        titles = {item.title: [child.title for child in item.children] for item in outline.root}
    assert titles == {
        "Sisällys": ["Taulukot", "Kuviot"],
        "1 Tiivistelmä": [],
        "2 Jalkautuminen": ["2.1 Käyntien luonne"],
        "A Menetelmät": ["A.1 Lomakkeet"],
    }


def page_of(pdf, title):
    """Give the place of the page that a bookmark leads to."""
    with pdf.open_outline() as outline:
        every = [one for item in outline.root for one in (item, *item.children)]
    (found,) = [one for one in every if one.title == title]
    return [page.obj for page in pdf.pages].index(found.destination[0])


@pytest.mark.parametrize("chapters", range(26, 31))
def test_the_title_of_a_list_stands_on_the_page_of_its_first_line(chapters):
    figure = Figure(slug="k", caption="K", alt="Eniten oli a.", svg=SVG, table="t")
    table = Table(slug="t", caption="T", columns=("a",), rows=(("b",),))
    headings = [Heading(f"Luku {at}") for at in range(chapters)]
    made = document_of(Lists("Sisällys", "Taulukot", "Kuviot"), *headings, table, figure)
    with opened(made) as file:
        titled = page_of(file, "Kuviot")
        # Every line of a list is a link, and the list of figures is the last one.
        assert "/Annots" in file.pages[titled]
        assert "/Annots" not in file.pages[titled + 1]


def test_a_heading_stands_on_the_turned_page_of_its_table():
    columns = ("Kunta", *(f"Vuosi {2000 + at}" for at in range(13)))
    wide = Table(
        slug="t",
        caption="T",
        columns=columns,
        rows=(("Kajaani", *["100,0 %"] * 13),),
        numeric=(True,) * 13,
    )
    made = document_of(Heading("Luku"), Paragraph("Teksti."), Heading("Osio", 2, "o"), wide)
    with opened(made) as file:
        left, _bottom, right, top = map(float, file.pages[page_of(file, "1.1 Osio")].MediaBox)
        assert right - left > top
        assert page_of(file, "1 Luku") == page_of(file, "1.1 Osio") - 1


def test_structure_has_title_lists_contents_captions_and_figures(pdf):
    root = pdf.Root.StructTreeRoot.K
    assert len(list(elements(root, "/Title"))) == 1
    assert len(list(elements(root, "/LI"))) == 4
    # Five headings, two tables and a figure.
    assert len(list(elements(root, "/TOCI"))) == 8
    assert len(list(elements(root, "/Caption"))) == 3
    assert [str(f.Alt) for f in elements(root, "/Figure")] == [
        "Eniten jalkauduttiin yhteistyökumppanien luokse, 65,9 % käynneistä."
    ]
    # One link an entry of the lists and one from the figure to its table.
    assert len(list(elements(root, "/Link"))) == 9


def test_foreign_passage_tells_its_language(pdf):
    tags = [str(p.Lang) for p in elements(pdf.Root.StructTreeRoot.K, "/P") if "/Lang" in p]
    assert tags == ["en-GB"]


def test_tables_have_headers_for_columns_and_for_rows(pdf):
    tables = list(elements(pdf.Root.StructTreeRoot.K, "/Table"))
    shapes = []
    for table in tables:
        head, body = (next(elements(table, name)) for name in ("/THead", "/TBody"))
        assert {scope(cell) for cell in elements(head, "/TH")} == {"/Column"}
        rows = [[str(cell.S) for cell in row.K] for row in elements(body, "/TR")]
        firsts = [next(elements(row, "/TH")) for row in elements(body, "/TR")]
        assert {scope(cell) for cell in firsts} == {"/Row"}
        shapes.append(Counter(map(tuple, rows)))
    assert shapes == [
        {("/TH", "/TD", "/TD"): 4},
        {("/TH", "/TD", "/TD", "/TD", "/TD"): 60},
    ]
    cells = [c for table in tables for name in ("/TH", "/TD") for c in elements(table, name)]
    assert not any("/Headers" in attribute for c in cells for attribute in c.get("/A", []))


def test_row_without_a_name_has_no_empty_header():
    table = Table(slug="t", caption="T", columns=("A", "B"), rows=(("", "1"), ("x", "2")))
    with opened(document_of(table)) as file:
        body = next(elements(file.Root.StructTreeRoot.K, "/TBody"))
        rows = [[str(cell.S) for cell in row.K] for row in elements(body, "/TR")]
    assert rows == [["/TD", "/TD"], ["/TH", "/TD"]]


def test_every_font_is_embedded(pdf):
    found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontDescriptor" in o]
    assert {str(font.BaseFont).split("+")[1] for font in found} == {
        "NotoSans-Regular",
        "NotoSans-Bold",
    }
    assert all({"/FontFile2", "/FontFile3"} & set(f.FontDescriptor.keys()) for f in found)


def test_same_document_gives_the_same_bytes(sample_document):
    assert write_pdf(sample_document) == write_pdf(sample_document)


def test_time_without_a_zone_is_taken_as_utc():
    time = datetime(2026, 1, 2, 3, 4)
    naive = document_of(Paragraph("x"), created=time)
    assert write_pdf(naive) == write_pdf(replace(naive, created=time.replace(tzinfo=UTC)))


def hostile_blocks():
    rows = ((HOSTILE, HOSTILE),)
    return [
        Cover(title=HOSTILE, subtitle=HOSTILE, mark=HOSTILE, facts=((HOSTILE,) * 2,), note=HOSTILE),
        Lists(HOSTILE, HOSTILE, HOSTILE),
        Heading(HOSTILE, 1, HOSTILE),
        Paragraph(HOSTILE, lang="en"),
        Paragraph(HOSTILE, "warning"),
        Bullets((HOSTILE,), ordered=True),
        Table(slug="t", caption=HOSTILE, columns=(HOSTILE, HOSTILE), rows=rows, note=HOSTILE),
        Figure(slug="f", caption=HOSTILE, alt="Alt " + HOSTILE, svg=SVG, table="t"),
        Slot("a", HOSTILE),
        Slot("b", "", HOSTILE),
    ]


def test_hostile_text_travels_as_data_and_is_not_run():
    document = document_of(*hostile_blocks(), title=HOSTILE, author=HOSTILE, subject=HOSTILE)
    parts = {(part["kind"], i): part for i, part in enumerate(report_data(document)["parts"])}
    assert parts["heading", 2]["text"] == HOSTILE
    assert parts["paragraph", 3]["text"] == HOSTILE
    assert parts["table", 6]["rows"] == [[HOSTILE, HOSTILE]]
    assert parts["slot", 8]["prompt"] == HOSTILE
    with opened(document) as file:
        assert texts_of(file, "/H1")[1] == HOSTILE
        (figure,) = elements(file.Root.StructTreeRoot.K, "/Figure")
        assert str(figure.Alt) == "Alt " + HOSTILE
        assert str(file.docinfo["/Title"]) == HOSTILE
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(file.Root.get("/Names", {}).keys())
        assert "/OpenAction" not in file.Root


def test_what_no_font_shows_is_replaced_visibly():
    assert printable("Ääni čđŋšŧž − ≥ Привет 😀") == "Ääni čđŋšŧž − ≥ Привет 😀"
    assert printable("漢\x07") == "\ufffd\ufffd"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_set(text):
    table = Table(slug="t", caption="T" + text, columns=("A" + text, "B"), rows=((text, text),))
    blocks = [
        Heading("L" + text, 1),
        Paragraph(text),
        Bullets((text,)),
        Slot("s", text, text),
        table,
    ]
    figure = Figure(slug="f", caption="K" + text, alt="Alt" + text, svg=SVG, table="t")
    document = document_of(
        *blocks, figure, title="R" + text, author=text, subject=text, keywords=text
    )
    assert write_pdf(document).startswith(b"%PDF-1.7")


def test_prompts_are_set_in_a_draft_only():
    slots = [Slot("a", "Kirjoita tähän."), Slot("b", "Kirjoita.", "Yksi.\n\nKaksi.")]
    cover = Cover(title="Raportti", subtitle="", mark="LUONNOS")
    draft = report_data(document_of(cover, *slots))["parts"]
    assert [(p["prompt"], [b["text"] for b in p["blocks"]]) for p in draft[1:]] == [
        ("Kirjoita tähän.", []),
        ("", ["Yksi.", "Kaksi."]),
    ]
    final = report_data(document_of(replace(cover, mark=""), *slots))["parts"]
    assert [p["prompt"] for p in final[1:]] == ["", ""]


def test_skipped_heading_level_is_refused_with_its_reason():
    document = document_of(Heading("Luku", 1), Heading("Liian syvä", 3))
    message = r"PDF of 'Raportti' was not made: PDF/UA-1 error: .*heading.*Correct the block"
    with pytest.raises(PdfError, match=message):
        write_pdf(document)


def test_row_headers_need_a_tagged_pdf():
    out = BytesIO()
    with pikepdf.new() as empty:
        empty.save(out)
    with pytest.raises(ValueError, match="not tagged; make it with the standard PDF/UA-1"):
        with_row_headers(out.getvalue())


@pytest.mark.documents
def test_pages_show_text_as_it_is_with_numbers_and_repeated_headers(tmp_path, sample_document):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing; install the Debian package poppler-utils")

    def pages(document):
        path = tmp_path / "raportti.pdf"
        path.write_bytes(write_pdf(document))
        run = ["pdftotext", "-layout", str(path), "-"]
        text = subprocess.run(run, capture_output=True, check=True).stdout.decode()
        return [" ".join(page.split()) for page in text.split("\f")[:-1]]

    shown = pages(sample_document)
    count = len(shown)
    assert [f"Sivu {i + 1}/{count}" in page for i, page in enumerate(shown)] == [False] + [True] * (
        count - 1
    )
    assert all("LUONNOS" in page for page in shown)
    assert sum("Aihe a b c d" in page for page in shown) == 2
    assert "2 Jalkautuminen" in shown[2]
    assert "1\N{NO-BREAK SPACE}386".replace("\N{NO-BREAK SPACE}", " ") in shown[2]
    plain = pages(document_of(Slot("a", "", HOSTILE)))[0].replace("\u00ad ", "")
    assert plain.startswith("Raportti")
    assert '#panic("run") b i c $x$ l (http://x) <lab> @ref' in plain
    assert "<script>alert(1)</script> & = H" in plain
