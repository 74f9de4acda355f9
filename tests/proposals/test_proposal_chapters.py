"""The chapters on new and on earlier proposals, from a release of the example's cleared rows."""

import re

import pandas as pd
import pytest

from sosiaali_lib import areas, evidence
from sosiaali_lib import proposals as subject
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.published import Release
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import follow_up, proposals
from sosiaali_lib.report.view import View


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
        "year_clock": None,
        "tables": dict.fromkeys(tables, ""),
    }
    return Release(folder, manifest, "")


@pytest.fixture(scope="session")
def example(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ehdotukset")
    return released(folder, {"toimenpiteet": subject.published(evidence.with_area(rows))})


def seen(from_release, code, lang="en"):
    place = areas.find_area(code).place
    return View(from_release, place, lang)


def table(blocks, slug):
    return next(block for block in blocks if isinstance(block, Table) and block.slug == slug)


def text(blocks):
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph | Heading))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["205", "620", "20"])
@pytest.mark.parametrize(
    ("chapter", "slug"), [(proposals, "toimenpiteet"), (follow_up, "seuranta")]
)
def test_the_chapters_come_out_whole(example, chapter, slug, code, lang):
    with use(lang):
        blocks = chapter.blocks(seen(example, code, lang))
    assert (blocks[0].level, blocks[0].slug) == (1, slug)
    assert isinstance(blocks[-1], Slot)
    assert blocks[-1].slug == slug
    tables = [block.slug for block in blocks if isinstance(block, Table)]
    assert len(set(tables)) == len(tables)
    assert {block.table for block in blocks if isinstance(block, Figure)} <= set(tables)
    captions = [block.caption for block in blocks if isinstance(block, Table)]
    assert len(set(captions)) == len(captions)
    shown = "\n".join(str(block) for block in blocks if not isinstance(block, Figure))
    assert not re.search(r"\{\w*\}|\bnan\b|\bNone\b|<NA>|NaT", shown)


def test_new_proposals_are_apart_from_earlier_ones(example):
    view = seen(example, "205")
    new, earlier = proposals.blocks(view), follow_up.blocks(view)
    assert "The report holds 3 proposals. 1 waits for an answer." in text(new)
    assert "The deadline of 1 unanswered proposal had passed by 31 December 2019." in text(new)
    assert (
        "Of 2 proposals put forward before 1 September 2018, 1 still waited for an answer on 31 "
        "December 2019." in text(earlier)
    )
    names = {row[0] for row in table(new, "maaraajat-taulu").rows}
    before = {row[0] for row in table(earlier, "seuranta-taulu").rows}
    assert (len(names), len(before)) == (3, 2)
    assert not names & before
    assert follow_up.key_sentences(view)[0] in text(earlier)
    assert proposals.key_sentences(view)[0] in text(new)


def test_a_deadline_of_the_year_clock_is_shown_with_where_it_comes_from(example):
    blocks = proposals.blocks(seen(example, "205"))
    (row,) = [row for row in table(blocks, "maaraajat-taulu").rows if "asumisneuvojan" in row[0]]
    assert row[1:] == (
        "25 March 2019", "31 May 2019", "The year clock", "Yes, budget of 2020",
        "answered in time, in 64 days",
    )  # fmt: skip
    listed = {row[0]: row[3] for row in table(blocks, "ehdotukset-taulu").rows}
    assert listed[row[0]] == "31 May 2019"


def test_counts_are_shown_where_there_are_many_proposals(example):
    def slugs(chapter, code):
        return {b.slug for b in chapter.blocks(seen(example, code)) if isinstance(b, Table)}

    counts = {"toimenpiteet-tilanne-taulu", "toimenpiteet-ajat-taulu", "toimenpiteet-vastuut-taulu"}
    assert counts <= slugs(proposals, "20")
    assert not counts & slugs(proposals, "290")
    assert "seuranta-vastuut-taulu" not in slugs(follow_up, "20")  # five are told in words
    said = text(follow_up.blocks(seen(example, "20")))
    assert "The median time to an answer was 53 days (4 answered proposals)." in said
    assert "Answerable for the late proposal is Kajaani: Tekninen johtaja (1)." in said


def test_the_county_names_the_municipality_of_each_proposal(example):
    blocks = proposals.blocks(seen(example, "20"))
    found = table(blocks, "ehdotukset-taulu")
    assert found.columns[1] == "Municipality"
    assert len(found.numeric) == len(found.columns) - 1
    assert {row[1] for row in found.rows} >= {"Kajaani", "Kuhmo", "Puolanka"}
    late = table(blocks, "toimenpiteet-vastuut-taulu")
    assert any(row[0].startswith("Kuhmo: ") for row in late.rows)


def test_an_answer_after_the_period_is_shown_and_said(example, rows, tmp_path):
    later = subject.published(evidence.with_area(rows)).copy()
    mine = later["ehdotus"].str.startswith("Lisätään pieniä")
    later.loc[mine, "vastaus"] = "Asia on valmistelussa."
    later.loc[mine, "vastaus_pvm"] = pd.Timestamp("2020-01-20")
    view = seen(released(tmp_path / "j", {"toimenpiteet": later}), "205")
    blocks = proposals.blocks(view)
    assert "1 waits for an answer." in text(blocks)
    note = table(blocks, "vastaukset-taulu").note
    assert "1 of the answers came after 31 December 2019" in note


def test_an_area_without_proposals_and_data_without_the_form(example, tmp_path):
    assert "There are no proposals in Puolanka that were put forward before" in text(
        follow_up.blocks(seen(example, "620"))
    )
    nothing = seen(released(tmp_path / "tyhja", {}), "205")
    for chapter in (proposals, follow_up):
        assert "The data hold no rows of the form “Proposals”" in text(chapter.blocks(nothing))
        assert chapter.key_sentences(nothing) == []
