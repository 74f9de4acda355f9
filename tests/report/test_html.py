"""The web page, read back with an HTML parser."""

from __future__ import annotations

import re
from base64 import b64decode
from copy import deepcopy
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook, new_output

import sosiaali_lib.report
from sosiaali_lib.plain_text import clean
from sosiaali_lib.report import theme
from sosiaali_lib.report.blocks import (
    MIME,
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
    to_json,
)
from sosiaali_lib.report.document import label
from sosiaali_lib.report.html import NotebookMismatchError, write_html
from sosiaali_lib.report.html_blocks import attribute, text_html

VOID = {"meta", "img", "br"}
HOSTILE = (
    "<script>alert(1)</script> <!-- --> </main> &amp; \" ' {{ 7*7 }} {% raw %} {# x #} "
    "**b** [l](javascript:1) `c` $x$ #set text(red) \\ %s"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def page_of(blocks, sample_document):
    """Write the page of these blocks and read it back."""
    parts = label(blocks, sample_document.words)
    data = {MIME: [to_json(part.block) for part in parts]}
    notebook = new_notebook(cells=[new_code_cell(outputs=[new_output("display_data", data=data)])])
    html = write_html(notebook, replace(sample_document, parts=parts)).decode()
    return BeautifulSoup(html, "html.parser")


@pytest.fixture
def page(sample_notebook, sample_document):
    """The parsed page of the sample."""
    return BeautifulSoup(write_html(sample_notebook, sample_document), "html.parser")


class Balance(HTMLParser):
    """Collects the tags that are closed in another order than they were opened."""

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def test_every_tag_is_closed_in_order(sample_notebook, sample_document):
    balance = Balance()
    balance.feed(write_html(sample_notebook, sample_document).decode())
    assert (balance.faults, balance.open) == ([], [])


def test_head_tells_language_title_and_maker(page):
    assert page.html["lang"] == "fi"
    assert page.title.text == "Rakenteellisen sosiaalityön raportti – Kajaani"
    meta = {tag["name"]: tag["content"] for tag in page.find_all("meta") if tag.has_attr("name")}
    assert meta["description"] == "Kunnan sosiaalinen raportti"
    assert meta["author"] == "Esimerkkiorganisaatio"
    assert meta["generator"] == "sosiaali_lib"


def test_headings_form_one_outline_with_the_numbers_of_the_document(page):
    headings = [(h.name, " ".join(h.text.split())) for h in page.find_all(re.compile("^h[1-6]$"))]
    assert headings == [
        ("h1", "Rakenteellisen sosiaalityön raportti Kajaani"),
        ("h2", "1 Tiivistelmä"),
        ("h2", "2 Jalkautuminen"),
        ("h3", "2.1 Käyntien luonne"),
        ("h2", "A Menetelmät"),
        ("h3", "A.1 Lomakkeet"),
    ]


def test_only_the_blocks_of_the_notebook_are_shown(page):
    for noise in ("Ohje muistikirjan", "välitulos", "luku_1(julkaisu)", "In [", "Out["):
        assert noise not in str(page)


def test_page_loads_nothing_and_runs_nothing(page):
    assert "http:" not in str(page)
    assert "https:" not in str(page)
    assert page.find_all(["script", "link", "iframe", "object"]) == []
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_same_input_gives_the_same_bytes_and_stays_unchanged(sample_notebook, sample_document):
    before = deepcopy(sample_notebook)
    first = write_html(sample_notebook, sample_document)
    assert write_html(dict(sample_notebook), sample_document) == first
    assert sample_notebook == before


def test_links_find_their_targets_and_ids_are_unique(page):
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = [tag["href"] for tag in page.find_all("a")]
    assert links[0] == "#main-content"
    assert page.find(id="main-content").name == "main"
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_navigation_lists_chapters_tables_and_figures(page):
    folds = {fold.summary.text: fold for fold in page.nav.find_all("details")}
    assert list(folds) == ["Sisällys", "Taulukot", "Kuviot"]
    names = {title: [a.text for a in fold.find_all("a")] for title, fold in folds.items()}
    assert names["Sisällys"][2] == "2.1 Käyntien luonne"
    assert names["Taulukot"][0] == "Taulukko 1. Jalkautuminen luonteen mukaan, Kajaani"
    assert names["Kuviot"] == ["Kuvio 1. Jalkautumisen luonne, Kajaani"]


def test_table_has_caption_scopes_and_a_region_that_scrolls_by_keyboard(page):
    region = page.find(id="luonne")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    caption = page.find(id=region["aria-labelledby"])
    assert caption.name == "caption"
    assert caption.text == "Taulukko 1. Jalkautuminen luonteen mukaan, Kajaani"
    assert [th.text for th in region.find_all("th", scope="col")] == ["Luonne", "Käyntejä", "Osuus"]
    rows = region.tbody.find_all("tr")
    assert [row.th["scope"] for row in rows] == ["row"] * 4
    assert [td["class"] for td in rows[0].find_all("td")] == [["numeric"]] * 2
    assert [row.get("class") for row in rows] == [None, None, None, ["total"]]
    notes = [p.text for p in region.find_next_siblings("p", class_="source")]
    assert notes[0] == "Huomautus: .. = tieto on suojattu."


def test_row_without_a_name_has_no_empty_header(sample_document):
    table = Table(slug="t", caption="T", columns=("A", "B"), rows=(("", "1"), ("x", "2")))
    rows = page_of([table], sample_document).tbody.find_all("tr")
    assert [[cell.name for cell in row.find_all(True)] for row in rows] == [
        ["td", "td"],
        ["th", "td"],
    ]


def test_figure_is_an_image_with_its_finding_and_a_link_to_its_table(page):
    figure = page.figure
    assert figure.img["alt"] == (
        "Eniten jalkauduttiin yhteistyökumppanien luokse, 65,9 % käynneistä."
    )
    kind, data = figure.img["src"].split(",")
    assert kind == "data:image/svg+xml;base64"
    assert b64decode(data).decode().startswith("<svg")
    assert figure.figcaption.p.text == "Kuvio 1. Jalkautumisen luonne, Kajaani (taulukko 1)"
    assert figure.figcaption.a["href"] == "#luonne"


def test_foreign_passage_tells_its_language(page):
    passage = page.find("p", lang="en")
    assert passage.text == "This passage is in English."


def test_warning_has_a_title_in_words(page):
    box = page.find(class_="warning")
    assert [p.text for p in box.find_all("p")] == ["Huomautus", "Tätä lukua on luettava varoen."]


def test_prompts_are_boxes_in_a_draft_and_absent_otherwise(page, sample_document):
    boxes = [box.get_text(" ", strip=True) for box in page.find_all(class_="slot")]
    assert boxes == ["Oma teksti Kirjoita tähän kunnan oma tulkinta jalkautumisesta."]
    written = "Oma teksti on kirjoitettu."
    assert written in page.main.text
    blocks = [
        Cover(title="Raportti", subtitle="", mark=""),
        Slot("a", "Kirjoita"),
        Slot("b", "", written),
    ]
    final = page_of(blocks, sample_document)
    assert final.main.get_text(strip=True) == written


def test_document_without_cover_and_lists_still_has_a_title(sample_document):
    page = page_of([Heading("Luku", 1), Paragraph("Teksti.")], sample_document)
    assert page.h1.text == sample_document.title
    assert page.nav is None


def test_hostile_text_is_shown_as_it_is_everywhere(sample_document):
    table = {"slug": "t", "caption": HOSTILE, "columns": (HOSTILE,), "rows": ((HOSTILE,),)}
    blocks = [
        Cover(title=HOSTILE, subtitle=HOSTILE, mark=HOSTILE, facts=((HOSTILE,) * 2,), note=HOSTILE),
        Lists(HOSTILE, HOSTILE, HOSTILE),
        Heading(HOSTILE, 1, HOSTILE),
        Heading(HOSTILE, 2),
        Paragraph(HOSTILE, lang='x" onload="y'),
        Paragraph(HOSTILE, "warning"),
        Bullets((HOSTILE,)),
        Table(**table, note=HOSTILE, source=HOSTILE),
        Figure(slug="f", caption=HOSTILE, alt="Alt " + HOSTILE, svg=SVG, table="t", note=HOSTILE),
        Slot("a", HOSTILE),
        Slot("b", "", HOSTILE),
    ]
    named = replace(
        sample_document, title=HOSTILE, author=HOSTILE, subject=HOSTILE, keywords=HOSTILE
    )
    page = page_of(blocks, named)
    places = {"title and footer": 2, "cover": 6, "list titles": 3, "list entries": 4}
    places |= {"headings": 2, "paragraphs": 2, "bullets": 1, "table": 5, "figure": 2, "slots": 2}
    assert page.get_text().count(HOSTILE) == sum(places.values())
    assert page.find_all(["script", "b", "em", "code"]) == []
    assert page.img["alt"] == "Alt " + HOSTILE
    assert page.find("meta", attrs={"name": "description"})["content"] == HOSTILE
    names = {name for tag in page.find_all(True) for name in tag.attrs}
    assert not any(name.startswith("on") for name in names)


@given(st.text())
def test_escaped_text_reads_back_as_the_clean_text(text):
    html = text_html(text)
    assert not set(html.replace("<br>", "")) & set("<>\"'")
    assert unescape(html.replace("<br>", "\n")) == clean(text)
    assert unescape(attribute(text)) == " ".join(clean(text).split())


def test_other_blocks_than_those_of_the_document_are_refused(sample_notebook, sample_document):
    fewer = replace(sample_document, parts=sample_document.parts[:-1])
    with pytest.raises(
        NotebookMismatchError, match=r"shows 19 blocks and the document has 18.*blocks_of"
    ):
        write_html(sample_notebook, fewer)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by the formula of WCAG 2.1 (relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def schemes() -> dict[str, dict[str, str]]:
    """Read the colours of the light and the dark page."""
    folder = Path(sosiaali_lib.report.__file__).parent / "templates" / "sosiaali"
    css = (folder / "report.css").read_text(encoding="utf-8")
    dark = css.split("prefers-color-scheme: dark", 1)[1].split("}", 1)[0]
    names = ("INK", "MUTED", "PRIMARY", "RULE", "TINT", "WARNING", "WARNING_TINT")
    light = {name.lower().replace("_", "-"): getattr(theme, name) for name in names}
    read = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))
    return {"light": light | {"paper": "#ffffff"}, "dark": read}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_colours_have_enough_contrast(scheme):
    colours = schemes()[scheme]
    pairs = [(text, ground) for text in ("ink", "muted", "primary") for ground in ("paper", "tint")]
    pairs += [("warning", "warning-tint"), ("warning", "tint"), ("ink", "warning-tint")]
    ratios = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
