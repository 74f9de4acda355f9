"""The outreach chapter on the example release, with the protected tables of this subject."""

import dataclasses
import re

import pytest

from sosiaali_lib import codelists
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import outreach
from sosiaali_lib.report.chapters.coverage import coverage_blocks, coverage_sentence, monthly


def headings(found):
    return [block.slug for block in found if isinstance(block, Heading)]


def table(found, slug):
    return next(block for block in found if isinstance(block, Table) and block.slug == slug)


def text_of(found):
    return "\n".join(block.text for block in found if isinstance(block, Paragraph))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", ["205", "290", "697", "620", "20"])
def test_the_chapter_is_whole_in_every_area_and_language(chapter_of, area, lang):
    found = chapter_of(area, lang)
    assert isinstance(found[0], Heading) and found[0].slug == "jalkautuminen"
    assert isinstance(found[-1], Slot)
    slugs = [block.slug for block in found if hasattr(block, "slug")][:-1]
    assert len(slugs) == len(set(slugs))
    tables = {block.slug for block in found if isinstance(block, Table)}
    assert {block.table for block in found if isinstance(block, Figure)} <= tables
    plain = [dataclasses.replace(b, svg="") if isinstance(b, Figure) else b for b in found]
    assert not re.search(r"\{\w*\}|\bnan\b|\bNone\b|<NA>", "\n".join(map(str, plain)))


def test_every_table_of_this_subject_has_its_section(chapter_of):
    found = headings(chapter_of("205"))
    wanted = ("luonne", "aiheita", "rahan-takana", "aiheparit", "paikat", "kumppanit",
              "rakenteet", "tyoaika", "jalkautumispalaute")  # fmt: skip
    assert [slug for slug in found if slug in wanted] == list(wanted)


def test_a_release_without_the_tables_leaves_the_sections_out(chapter_of, outreach_tables):
    found = headings(chapter_of("205", without=tuple(outreach_tables)))
    assert {"aiheita", "rahan-takana", "aiheparit", "tyoaika", "jalkautumispalaute"}.isdisjoint(
        found
    )
    assert {"luonne", "aiheet", "paikat", "rakenteet"} <= set(found)


def test_the_county_sees_its_municipalities_by_month_place_and_partner(chapter_of):
    found = chapter_of("20")
    names = ("Municipality", "Hyrynsalmi", "Kajaani", "Kuhmo", "Paltamo", "Puolanka",
             "Ristijärvi", "Sotkamo", "Suomussalmi")  # fmt: skip
    assert table(found, "kalenteri-taulu").columns == ("Month", *names[1:])
    covered = {row[0]: row[1:] for row in table(found, "kattavuus-taulu").rows}
    assert covered["Ristijärvi"] == ("2", "3", "67%", "October 2019")
    assert covered["Puolanka"] == ("–",) * 4
    assert "Puolanka" not in table(found, "verkosto-taulu").columns
    assert "no information: Puolanka" in table(found, "paikat-kunnittain-taulu").note


def test_the_municipality_has_no_comparison_of_municipalities(chapter_of):
    slugs = [b.slug for b in chapter_of("205") if isinstance(b, Table)]
    assert {"kalenteri-taulu", "verkosto-taulu", "paikat-kunnittain-taulu"}.isdisjoint(slugs)


def test_months_before_the_log_began_are_dashes_and_not_in_the_base(view_of):
    """Hyrynsalmi's first visit was in October 2018; its totals are hidden, the county's are not."""
    view = view_of("105")
    assert monthly(view, "105").values["2018-09"] == 0
    said = coverage_sentence(view, "105")
    assert "in 6 of 15 months" in said
    assert "(October 2018)" in said
    assert "not met in every month" in said


def test_without_a_visit_no_aim_was_met(view_of):
    view = view_of("620")
    assert set(monthly(view, "620").values.values()) == {0}
    said = coverage_sentence(view, "620")
    assert said == "No outreach visits were logged, so nothing is known of the months."


def test_months_that_are_all_hidden_have_the_mark_and_no_drawing(view_of, monkeypatch):
    view = view_of("205")
    rows = view.rows("kuukausi", "205")
    none = rows.assign(kaynnit=rows["kaynnit"].mask(rows["kuukausi"] != "yhteensä"))
    every = none.set_index("kuukausi").reindex([*monthly(view, "205").labels, "yhteensä"])
    hidden = every.reset_index().assign(alue="205")
    monkeypatch.setattr(
        type(view), "rows", lambda _view, name, _code: hidden if name == "kuukausi" else rows
    )
    found = coverage_blocks(view, "205")
    assert [block.text for block in found if isinstance(block, Paragraph)] == [
        "The numbers are too small to be shown, so the months are not counted: Kajaani."
    ]
    assert not [block for block in found if isinstance(block, Figure)]
    shown = table(found, "kuukaudet-taulu")
    assert {row[1] for row in shown.rows[:-1]} == {".."}
    assert ".. = the figure is hidden" in shown.note


def test_shares_of_pairs_and_money_stand_beside_the_counts_they_come_from(chapter_of):
    found = chapter_of("20")
    visits = {row[0]: row[1] for row in table(found, "aiheet-taulu").rows}
    for row in table(found, "aiheparit-taulu").rows:
        assert visits[row[0].split(" ", 1)[1]] == row[1]
    money = table(found, "rahan-takana-taulu").rows[-1]
    assert money[1:] == ("57", "100%", "72", "100%")


def test_a_pair_is_hidden_where_its_count_is(chapter_of, outreach_tables):
    pairs = outreach_tables["aihepari"]
    rows = {row[0].split(" ", 1)[0]: row for row in table(chapter_of("20"), "aiheparit-taulu").rows}
    order = [code.code for code in codelists.load("aiheet").codes]
    hidden = pairs[(pairs["alue"] == "20") & pairs["piilotettu"] & (pairs["pari"] != "yhteensä")]
    assert len(hidden)
    for pair in hidden["pari"]:
        first, second = (order.index(code) + 1 for code in pair.split(";"))
        assert rows[str(first)][1 + second] == rows[str(second)][1 + first] == ".."


def test_working_time_is_about_the_own_area_where_it_is_known(chapter_of):
    assert "Kajaani: outreach took 773 hours" in text_of(chapter_of("205"))
    assert "Kainuu: outreach took" in text_of(chapter_of("697"))
    rows = [row[0] for row in table(chapter_of("20"), "tyoaika-taulu").rows]
    assert rows == ["Kajaani", "Kuhmo", "Sotkamo", "Suomussalmi", "Kainuu", "All areas of the data"]


def test_only_cleared_texts_of_the_own_area_are_listed(chapter_of, visits):
    rows = table(chapter_of("205"), "rakennehavainnot-taulu").rows
    own = visits[(visits["kunta"] == "205") & (visits["julkaistavissa"] == "kylla")]
    assert {row[0] for row in rows} == set(own["havainto"])
    county = table(chapter_of("20"), "rakennehavainnot-taulu").rows
    assert {row[0] for row in rows} <= {row[0] for row in county}


def test_feedback_falls_back_to_the_county_and_says_so(chapter_of):
    text = text_of(chapter_of("697"))
    assert "The data hold no rows of the form “Feedback on outreach” in Ristijärvi" in text
    assert "those of people who chose to answer" in text


def test_key_sentences_are_at_most_three(view_of):
    with use("en"):
        assert 1 <= len(outreach.key_sentences(view_of("205"))) <= 3
