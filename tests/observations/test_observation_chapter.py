"""The chapter on social reporting, from the true numbers of a few rows."""

import pandas as pd
import pytest

from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import observations as chapter


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["205", "20"])
def test_the_chapter_has_its_sections_tables_and_slot(six, view, lang, code):
    with use(lang):
        blocks = chapter.blocks(view(six, code, lang))
    assert (blocks[0].level, blocks[0].slug) == (1, "havainnot")
    assert isinstance(blocks[-1], Slot) and blocks[-1].slug == "havainnot"
    slugs = [block.slug for block in blocks if isinstance(block, Heading | Table | Figure)]
    assert len(slugs) == len(set(slugs))
    tables = {block.slug for block in blocks if isinstance(block, Table)}
    assert all(block.table in tables for block in blocks if isinstance(block, Figure))
    assert {"havainnot_teemat-taulu", "havainnot_vastaukset-taulu"} <= tables
    assert ("havainnot_kunnittain-taulu" in tables) == (code == "20")


def cells(blocks, slug):
    return next(b.rows for b in blocks if isinstance(b, Table) and b.slug == slug)


def test_cleared_observations_of_the_area_and_of_the_whole_stand_in_words(six, view):
    blocks = chapter.blocks(view(six, "205"))
    assert [row[0] for row in cells(blocks, "havainnot-sanoin-taulu")] == ["H1", "H3", "H6"]
    assert cells(blocks, "havainnot-sanoin-taulu")[2][-1] == "The whole area"
    assert cells(blocks, "havainnot-ehdotukset-taulu") == (
        ("E1", "Lautakunta", "Answered", "21 October 2018", "V1"),
    )
    kuhmo = chapter.blocks(view(six, "290"))
    assert [row[0] for row in cells(kuhmo, "havainnot-sanoin-taulu")] == ["H6"]


def test_nothing_cleared_is_said(six, view):
    blocks = chapter.blocks(view(six.assign(julkaistavissa="ei"), "205"))
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert any("no observations cleared for publication in Kajaani" in text for text in said)


def test_without_the_form_the_chapter_says_so_and_nothing_else(six, view):
    blocks = chapter.blocks(view(six.iloc[:0], "205"))
    assert [type(block) for block in blocks] == [Heading, Paragraph, Slot]
    assert chapter.key_sentences(view(six.iloc[:0], "205")) == []


def test_the_summary_gets_the_themes_and_the_answers(six, view):
    found = chapter.key_sentences(view(six, "205"))
    assert len(found) == 2
    assert "availability of services (67%)" in found[0]
    assert found[1] == "The observations hold 2 proposals."


def test_a_state_of_proposals_is_not_needed(six, view):
    rows = six.assign(on_ehdotus="ei", ehdotus="", tila="")
    blocks = chapter.blocks(view(rows, "205"))
    assert pd.Series([b.slug for b in blocks if isinstance(b, Table)]).is_unique
