"""The chapters of all the evidence in one report: own numbers shown, larger areas in words."""

from __future__ import annotations

import inspect
import re
from itertools import pairwise

import nbformat
import pytest
import whole_reports

from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.own_texts import OwnText
from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words, with_texts
from sosiaali_lib.report.execution import NOTEBOOKS


@pytest.fixture
def report(example_release):
    """Give all blocks of an area's report."""
    return lambda area, lang="en": whole_reports.whole(example_release.folder, area, lang)


@pytest.mark.parametrize("name", ["kuntaraportti", "alueraportti"])
def test_the_notebooks_show_every_chapter_in_the_order_of_the_whole(name):
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4)["cells"]
    called = [
        one
        for cell in cells
        if cell["cell_type"] == "code"
        for one in re.findall(r"raportti\.(\w+)\(\)", cell["source"])
    ]
    source = inspect.getsource(Report.whole)
    assert called == re.findall(r"self\.(\w+)", source)


def chapter(blocks, slug):
    """Give the blocks from a chapter's heading to the next."""
    starts = [i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 1]
    first = next(i for i in starts if blocks[i].slug == slug)
    last = next((i for i in starts if i > first), len(blocks))
    return blocks[first:last]


@pytest.mark.parametrize("area", ["205", "620", "20"])
def test_every_report_fits_together(report, area):
    blocks = report(area)
    assert label(blocks, fixed_words(), "en")  # slugs are unique and every figure has its table
    assert len({b.slug for b in blocks if isinstance(b, Slot)}) == sum(
        isinstance(b, Slot) for b in blocks
    )


def test_each_form_present_has_its_chapter(report):
    slugs = [b.slug for b in report("20") if isinstance(b, Heading) and b.level == 1]
    assert slugs == [
        "tiivistelma", "tausta", "tilastot", "jalkautuminen", "palvelutarpeet", "mittaukset", "ryhmat",
        "havainnot", "kysymykset", "henkilosto", "merkitys", "kaytannot", "toimenpiteet", "seuranta",
        "osallistuminen", "kustannukset", "hankehallinto", "menetelmat", "koodistot", "suojausloki",
        "saavutettavuus", "lahteet",
    ]  # fmt: skip


@pytest.mark.parametrize("area", ["205", "620"])
def test_a_municipality_shows_no_table_of_a_larger_area(report, area):
    captions = [b.caption for b in report(area) if isinstance(b, Table | Figure)]
    assert captions
    assert not [c for c in captions if c.endswith((", Kainuu", ", All areas of the data"))]
    assert len(captions) < len([b for b in report("20") if isinstance(b, Table | Figure)])


def test_a_municipality_without_own_numbers_is_short_and_honest(report):
    blocks = report("620")
    needs = chapter(blocks, "palvelutarpeet")
    assert not any(isinstance(b, Table | Figure) for b in needs)
    said = " ".join(b.text for b in needs if isinstance(b, Paragraph))
    assert "therefore those of a larger area:" in said and "Kainuu" in said
    assert "The tables and figures of larger areas are in the report of the area." in said
    assert any(isinstance(b, Slot) for b in needs)


def test_no_heading_stands_empty(report):
    for area in ("205", "620", "20"):
        blocks = report(area)
        for block, below in pairwise(blocks):
            if isinstance(block, Heading) and block.level > 1:
                assert not isinstance(below, Slot), (area, block)
                assert not (isinstance(below, Heading) and below.level <= block.level), (
                    area,
                    block,
                )


@pytest.mark.parametrize("area", ["205", "620", "20"])
def test_a_warning_stands_out_once_in_a_chapter_and_is_still_said(report, area):
    blocks = report(area)
    notes = 0
    for slug in ("palvelutarpeet", "ryhmat", "havainnot"):
        said = [b for b in chapter(blocks, slug) if isinstance(b, Paragraph)]
        warnings = [b.text for b in said if b.role == "warning"]
        assert len(warnings) == len(set(warnings))
        notes += sum(b.role == "note" and b.text in warnings for b in said)
    assert notes or area == "20"


def test_a_figure_of_hidden_marks_is_not_drawn(report):
    blocks = report("205")
    drawn = {b.table for b in blocks if isinstance(b, Figure)}
    for block in blocks:
        if isinstance(block, Table) and block.slug in drawn and block.slug.startswith("palvelut"):
            rows = [row for at, row in enumerate(block.rows) if at not in block.totals]
            cells = [cell for row in rows for cell in row[1:] if cell not in ("0", "0%", "0.0")]
            assert cells.count("..") <= len(cells) / 2, block.slug


def test_the_summary_of_a_municipality_is_about_it(report):
    (bullets,) = [b for b in chapter(report("205"), "tiivistelma") if isinstance(b, Bullets)]
    assert len(bullets.items) <= 18
    assert not any(
        "pays for itself" in item or "workers answered" in item for item in bullets.items
    )
    (whole,) = [b for b in chapter(report("20"), "tiivistelma") if isinstance(b, Bullets)]
    assert any("pays for itself" in item for item in whole.items)


def test_the_main_themes_come_from_several_bodies_of_evidence(report):
    summary = chapter(report("205"), "tiivistelma")
    table = next(b for b in summary if isinstance(b, Table))
    assert len(table.columns) == 5 and 1 <= len(table.rows) <= 3
    assert all("Kajaani" in column for column in table.columns[1:])
    for row in table.rows:
        assert sum(cell not in ("–", "..") for cell in row[1:]) >= 2


def test_the_coordinator_overrules_the_main_themes(report, tmp_path):
    own = OwnText("- Asuminen\n- Yksinäisyys", "fi", tmp_path / "paateemat.md")
    before = report("205", "fi")
    merged = with_texts(before, {"paateemat": own}, "fi")
    themes = [b for b in before if isinstance(b, Table) and b.slug == "tiivistelma-paateemat-taulu"]
    assert themes and not set(themes) & set(merged)
    assert len(merged) == len(before) - 2  # the sentences and the table
    slot = next(b for b in merged if isinstance(b, Slot) and b.slug == "paateemat")
    assert slot.text == own.text


def test_reports_speak_one_language_throughout(report):
    captions = {
        lang: {b.slug: b.caption for b in report("205", lang) if isinstance(b, Table)}
        for lang in LANGUAGES
    }
    assert captions["fi"].keys() == captions["sv"].keys() == captions["en"].keys()
    alike = [slug for slug, text in captions["en"].items() if captions["fi"][slug] == text]
    assert alike == []
