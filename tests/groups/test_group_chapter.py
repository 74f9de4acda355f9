"""The chapter on groups, from protected tables only."""

from datetime import UTC, datetime

import pytest

from sosiaali_lib import areas, evidence, forms, groups, intake, release
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import groups as chapter
from sosiaali_lib.report.view import View

NAMES = ("ryhmat", "ryhmalaiset", "palaute", "mittauspalaute")


def released(names, place):
    """Make a release of some of the example's forms, with this subject's counts alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "TABULATIONS", groups.TABULATIONS)
        patch.setattr(evidence, "REGISTERS", groups.REGISTERS)
        folder = place / "aineisto"
        folder.mkdir()
        for name in (*(f"{name}.csv" for name in names), "aineisto.yaml"):
            (folder / name).write_bytes((DATA / "example" / name).read_bytes())
        now = datetime(2020, 1, 31, tzinfo=UTC)
        return release.make(intake.read(folder), 2019, place / "julkaisu", now=now)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return released(NAMES, tmp_path_factory.mktemp("ryhmat-kaikki"))


def view(found, code="county", lang="en"):
    county = areas.county_of("205")
    return View(found, county if code == "county" else areas.municipality(code), lang)


def of(blocks, kind):
    return [block for block in blocks if isinstance(block, kind)]


def table(blocks, slug):
    return next(block for block in of(blocks, Table) if block.slug == slug)


def test_the_county_shows_what_is_common_enough_and_hides_the_rest(whole):
    blocks = chapter.blocks(view(whole))
    assert blocks[0] == Heading("Groups and feedback", 1, "ryhmat")
    assert isinstance(blocks[-1], Slot)
    reasons = table(blocks, "ryhmalaiset_ensisijainen_syy-taulu")
    cells = {row[0]: row[1:] for row in reasons.rows}
    assert cells["Social relations"] == ("15", "36%")
    assert cells["State of health"] == ("..", "..")
    assert cells["All members"] == ("42", "100%")


def test_a_small_municipality_gets_the_county_and_is_told_so(whole):
    blocks = chapter.blocks(view(whole, "105"))
    warnings = [block.text for block in of(blocks, Paragraph) if block.role == "warning"]
    assert warnings
    assert all("Hyrynsalmi" in text and "larger area" in text for text in warnings)
    assert "There are no groups cleared for publication in Hyrynsalmi." in [
        block.text for block in of(blocks, Paragraph)
    ]


def test_kajaani_shows_its_own_feedback(whole):
    blocks = chapter.blocks(view(whole, "205"))
    kinds = table(blocks, "palaute_kohde-taulu")
    assert kinds.caption.endswith("Kajaani")
    assert kinds.rows[-1][1] == "27"


def test_groups_are_listed_without_numbers_of_members(whole):
    own, county = (
        table(chapter.blocks(view(whole, code)), "ryhmat-pidetyt-taulu")
        for code in ("205", "county")
    )
    assert len(own.rows) == 3
    assert len(county.rows) == 5
    assert county.columns[-1] == "Municipality"
    assert own.columns == ("Group", "Kind", "Time", "Meetings", "Rhythm", "Leaders")


def test_only_cleared_quotes_are_shown_and_those_of_everybody_everywhere(whole):
    quotes = [
        row[2] for row in table(chapter.blocks(view(whole, "105")), "palaute-lainaukset-taulu").rows
    ]
    assert quotes == [
        "“Oli hienoa, että meiltä kysyttiin.”",
        "“Seuraavalla kerralla voisi olla enemmän aikaa.”",
    ]
    words = str(chapter.blocks(view(whole)))
    assert "raskas tilanne" not in words  # permitted by its writer, not cleared
    assert "jännitti" not in words  # neither


def test_the_measuring_says_how_the_questions_differ(whole):
    blocks = chapter.blocks(view(whole))
    needs = table(blocks, "mittauspalaute_hyvin-taulu")
    assert needs.rows[0] == ("Needs for support", "17", "10")
    assert any("in different words" in block.text for block in of(blocks, Paragraph))
    assert len(of(blocks, Bullets)[-1].items) == 3


def test_every_figure_has_its_table_and_every_slug_is_used_once(whole):
    for code in ("county", "205", "765", "105"):
        blocks = chapter.blocks(view(whole, code))
        slugs = [block.slug for block in blocks if getattr(block, "slug", "")]
        tables = {block.slug for block in of(blocks, Table)}
        assert all(figure.table in tables for figure in of(blocks, Figure))
        assert len(set(slugs)) == len(slugs) - 1  # the slot has the chapter's


def test_the_summary_is_short_and_from_the_same_numbers(whole):
    found = chapter.key_sentences(view(whole))
    assert len(found) == 3
    assert found[0] == "The groups had 42 members in the wellbeing services county of Kainuu."
    assert "social relations (36%)" in found[1]
    # Hidden for the county: a few rows of no municipality part it from the whole.
    assert "44 people gave feedback" in found[2] and "in all areas of the data" in found[2]


def test_without_any_form_the_chapter_says_so(tmp_path):
    found = released(["toimenpiteet"], tmp_path)
    blocks = chapter.blocks(view(found))
    assert [type(block) for block in blocks] == [Heading, Paragraph, Slot]
    assert forms.title("ryhmalaiset") in blocks[1].text
    assert chapter.key_sentences(view(found)) == []


def test_feedback_alone_makes_a_chapter(tmp_path):
    blocks = chapter.blocks(view(released(["palaute"], tmp_path)))
    assert {"palaute_kohde-taulu", "palaute_ryhma-taulu"} <= {one.slug for one in of(blocks, Table)}
    assert not any("ryhmalaiset" in one.slug for one in of(blocks, Table))


def test_the_chapter_speaks_three_languages(whole):
    heads = set()
    for lang in LANGUAGES:
        with use(lang):
            blocks = chapter.blocks(view(whole, "205", lang))
            heads.add(table(blocks, "palaute_kohde-taulu").rows[0][0])
            assert all(block.alt for block in of(blocks, Figure))
    assert heads == {"Ryhmä", "Grupp", "Group"}
