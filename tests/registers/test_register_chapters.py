"""The chapters on practices and results and on the management of the project."""

import re

import pytest

from sosiaali_lib import areas
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.published import Release
from sosiaali_lib.registers import REGISTERS
from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import practices, project_management
from sosiaali_lib.report.view import View

CHAPTERS = [(practices, "kaytannot"), (project_management, "hankehallinto")]


def released(folder, tables):
    """Put tables into a release as they come out of one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")
    manifest = {
        "organisation": "Esimerkki",
        "period": ["2018-09-01", "2019-12-31"],
        "created": "2020-01-31T12:00:00+00:00",
        "division": areas.VINTAGE.isoformat(),
        "tables": dict.fromkeys(tables, ""),
    }
    return Release(folder, manifest, "")


def published(rows, form):
    whole = rows(form)
    area = whole["kunta"].fillna(TOTAL) if "kunta" in whole else TOTAL
    return REGISTERS[form][1](whole.assign(alue=area))


@pytest.fixture(scope="session")
def example(rows, tmp_path_factory):
    tables = {form: published(rows, form) for form in REGISTERS}
    return released(tmp_path_factory.mktemp("rekisterit"), tables)


def seen(from_release, code, lang="en"):
    return View(from_release, areas.find_area(code).place, lang)


def text(blocks):
    parts = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            parts.append(block.text)
        elif isinstance(block, Bullets):
            parts += block.items
    return "\n".join(parts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["205", "20"])
@pytest.mark.parametrize(("chapter", "slug"), CHAPTERS)
def test_the_chapters_come_out_whole(example, chapter, slug, code, lang):
    with use(lang):
        blocks = chapter.blocks(seen(example, code, lang))
        assert all(chapter.key_sentences(seen(example, code, lang)))
    assert (blocks[0].level, blocks[0].slug) == (1, slug)
    assert blocks[-1].slug == slug
    assert isinstance(blocks[-1], Slot)
    tables = [block.slug for block in blocks if isinstance(block, Table)]
    assert len(set(tables)) == len(tables)
    assert {block.table for block in blocks if isinstance(block, Figure)} <= set(tables)
    slugs = [block.slug for block in blocks if isinstance(block, Heading)]
    assert len(set(slugs)) == len(slugs)
    shown = "\n".join(str(block) for block in blocks if not isinstance(block, Figure))
    assert not re.search(r"\{\w*\}|\bnan\b|\bNone\b|<NA>|NaT|esimerkkitarkastaja", shown)


def test_a_municipality_sees_its_own_practices_and_those_of_all(example):
    found = text(practices.blocks(seen(example, "205")))
    assert "Vastaanotto nuorten kohtaamispaikassa" in found
    assert "Kehittäjäasiakkaat mukana suunnittelussa" in found
    assert "Sosiaalityö lähiötuvalla" not in found
    assert "Sosiaalityö lähiötuvalla" in text(practices.blocks(seen(example, "20")))


def test_quotes_stand_under_their_theme_with_respondents_and_year(example):
    blocks = practices.blocks(seen(example, "205"))
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert "Quotes by theme" in heads
    assert heads.index("Outreach work") < heads.index("Group work")
    assert "“Ryhmässä uskalsin ensimmäistä kertaa kysyä apua.” (Clients, 2019)" in text(blocks)


def test_a_quote_of_unknown_respondents_has_its_year(rows, tmp_path):
    whole = published(rows, "tulokset").assign(vastaajat=None)
    found = text(practices.blocks(seen(released(tmp_path / "j", {"tulokset": whole}), "205")))
    assert "“Ryhmässä uskalsin ensimmäistä kertaa kysyä apua.” (2019)" in found


def test_the_county_holds_every_cleared_quote_and_a_municipality_says_how_many_it_shows(example):
    def quotes(code):
        blocks = practices.blocks(seen(example, code))
        return sum(len(block.items) for block in blocks if isinstance(block, Bullets))

    assert quotes("20") == 27
    assert "There are 26 quotes." in text(practices.blocks(seen(example, "205")))
    shown = quotes("205")
    assert f"{shown} of them are shown here" in text(practices.blocks(seen(example, "205")))
    assert shown < 26


def test_what_nobody_cleared_is_nowhere(example):
    for code in ("578", "20"):
        shown = str([vars(block) for block in practices.blocks(seen(example, code))])
        assert "Digiopastus kirjastossa" not in shown
        assert "Turhat vaiheet pois työstä" not in shown
    shown = str([vars(block) for block in project_management.blocks(seen(example, "20"))])
    assert "Luonnos tiedotteesta" not in shown


def test_results_of_later_years_are_left_out(rows, tmp_path):
    later = published(rows, "tulokset").assign(vuosi=2020)
    view = seen(released(tmp_path / "j", {"tulokset": later}), "205")
    assert "There are no key results cleared for publication in Kajaani." in text(
        practices.blocks(view)
    )


def test_the_management_chapter_tells_risks_and_communication(example):
    blocks = project_management.blocks(seen(example, "20"))
    tables = {block.slug: block for block in blocks if isinstance(block, Table)}
    assert len(tables["riskit-taulu"].rows) == 12
    assert tables["viestinta-kuukaudet-taulu"].rows[-1][0] == "All pieces"
    said = project_management.key_sentences(seen(example, "205"))
    assert said[0] == "12 risks were recorded."
    short = project_management.blocks(seen(example, "205"))
    assert all(sentence in text(blocks) and sentence in text(short) for sentence in said)
    assert "viestinta-julkaisut-taulu" in tables
    assert "viestinta-julkaisut-taulu" not in str(short)
    assert "The whole log of communication is in the report of the county." in text(short)


@pytest.mark.parametrize(("chapter", "slug"), CHAPTERS)
def test_data_without_the_forms_and_with_nothing_cleared(chapter, slug, rows, tmp_path):
    nothing = seen(released(tmp_path / "tyhja", {}), "205")
    assert "The data hold no rows of the form" in text(chapter.blocks(nothing))
    assert chapter.key_sentences(nothing) == []
    none = {form: published(rows, form).head(0) for form in REGISTERS}
    empty = seen(released(tmp_path / "nolla", none), "205")
    assert "cleared for publication" in text(chapter.blocks(empty))
    assert chapter.key_sentences(empty) == []
