"""The chapter on service-need assessments, from the true numbers of a few rows."""

import pandas as pd
import pytest

from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import needs as chapter


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["205", "20"])
def test_the_chapter_has_its_sections_tables_and_slot(six, view, lang, code):
    with use(lang):
        blocks = chapter.blocks(view(pd.concat([six] * 5), code, lang))
    assert (blocks[0].level, blocks[0].slug) == (1, "palvelutarpeet")
    assert isinstance(blocks[-1], Slot) and blocks[-1].slug == "palvelutarpeet"
    slugs = [block.slug for block in blocks if isinstance(block, Heading | Table | Figure)]
    assert len(slugs) == len(set(slugs))
    tables = {block.slug for block in blocks if isinstance(block, Table)}
    assert all(block.table in tables for block in blocks if isinstance(block, Figure))
    assert {"palvelutarpeet_tulokset-taulu", "palvelutarpeet_nakemykset-taulu"} <= tables
    assert "palvelutarpeet_vuosi-taulu" in tables


def test_a_municipality_without_rows_shows_the_county_and_says_so(six, view):
    blocks = chapter.blocks(view(six, "697"))
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert any(
        "no rows of the form “Service-need assessments” in Ristijärvi" in text for text in said
    )
    assert any("Kainuu" in text for text in said)
    assert chapter.key_sentences(view(six, "697")) == []


def test_without_the_form_the_chapter_says_so_and_nothing_else(six, view):
    blocks = chapter.blocks(view(six.iloc[:0], "205"))
    kinds = [type(block) for block in blocks]
    assert kinds == [Heading, Paragraph, Slot]
    assert chapter.key_sentences(view(six.iloc[:0], "205")) == []


def test_the_summary_gets_the_needs_and_the_unmet_ones(six, view):
    found = chapter.key_sentences(view(six, "205"))
    assert len(found) == 2
    assert found[0].startswith(
        "The needs that workers found most often were financial support (67%)"
    )
    assert found[1].startswith("Needs most often left unmet")
