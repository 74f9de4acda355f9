"""The chapters of the drafts, built from the example release in every language."""

import re
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
import whole_reports
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import areas, instruments
from sosiaali_lib.formatting import lower_first
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import coverage, totals
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words
from sosiaali_lib.report.view import Distribution

KAINUU = [member.code for member in areas.members("20")] + ["20"]


def report(release, area, lang="en"):
    return Report(release=release.folder, area=area, lang=lang)


def blocks(release, area, lang="en", chapters=None):
    if chapters is None:
        return list(whole_reports.whole(release.folder, area, lang))
    made = [whole_reports.chapter(release.folder, area, lang, name) for name in chapters]
    return [block for one in made for block in one]


def text_of(found):
    parts = []
    for block in found:
        match block:
            case Paragraph() | Heading() | Slot():
                parts.append(block.text)
            case Bullets():
                parts += block.items
    return "\n".join(parts)


def table(found, slug):
    return next(block for block in found if isinstance(block, Table) and block.slug == slug)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", KAINUU)
def test_every_report_comes_out_whole(example_release, area, lang):
    found = blocks(example_release, area, lang)
    with use(lang):
        parts = label(found, fixed_words(), lang)
    headings = [part for part in parts if isinstance(part.block, Heading) and part.block.level == 1]
    numbers = [part.label for part in headings]
    assert numbers == [*map(str, range(1, len(numbers) - 4)), "A", "B", "C", "D", "E"]
    slots = [block.slug for block in found if isinstance(block, Slot)]
    assert slots[:5] == ["paateemat", "tiivistelma", "tausta", "tilastot", "jalkautuminen"]
    assert {"mittaukset", "toimenpiteet", "palvelutarpeet", "havainnot"} <= set(slots)
    tables = {block.slug for block in found if isinstance(block, Table)}
    assert {block.table for block in found if isinstance(block, Figure)} <= tables
    every = "\n".join(str(block) for block in found if not isinstance(block, Figure))
    # “None recorded” is English; any other None is a value that was not there.
    assert not re.search(r"\{\w*\}|\bnan\b|\bNone\b(?! recorded)|<NA>", every)


@pytest.mark.parametrize("lang", ["fi", "sv"])
@pytest.mark.parametrize("area", ["205", "697", "20"])
def test_no_text_is_left_in_english(example_release, area, lang):
    """What people wrote themselves stays in their language; all else is translated."""
    own = " ".join(
        str(cell)
        for name in example_release.manifest["tables"]
        for cell in example_release.table(name).to_numpy().ravel()
        if isinstance(cell, str)
    )
    own += str(example_release.manifest["organisation"])
    with use(lang):
        own += " ".join(instruments.load(name).name for name in instruments.available())
    pairs = zip(blocks(example_release, area, lang), blocks(example_release, area), strict=True)
    same = []
    for ours, english in pairs:
        for one, other in zip(strings(ours), strings(english), strict=True):
            words = re.findall(r"[^\W\d]{4,}", one)
            if one == other and len(words) > 1 and _text_of(one).casefold() not in own.casefold():
                same.append(one)
    assert not same


def _text_of(cell):
    """Give what a person wrote in a cell that opens with a number or the area, or ends with more."""
    return re.sub(r"^\d+\. ", "", cell.split(": ")[-1].split(", ")[0])


def strings(block):
    for name, value in vars(block).items():
        if name in ("svg", "slug", "table", "kind"):
            continue
        items = value if isinstance(value, tuple) else (value,)
        for item in items:
            yield from (str(part) for part in item) if isinstance(item, tuple) else [str(item)]


def test_the_municipality_stands_beside_its_county(example_release):
    found = blocks(example_release, "205")
    rows = {row[0]: row[1:] for row in table(found, "kertymat-taulu").rows}
    assert rows["Kajaani"][0] == "52"
    assert rows["Kajaani"][2] == "214"
    assert rows["Kainuu"][0] == "129"
    assert rows["Kainuu"][2] == "467"


def test_sentences_say_the_numbers_of_the_tables(example_release):
    found = blocks(example_release, "205")
    text = text_of(found)
    assert "In Kajaani, 52 outreach visits were logged in the period" in text
    assert "214 people were talked with" in text
    topics = {row[0].lower(): row[2] for row in table(found, "aiheet-taulu").rows}
    named = re.search(r"the most common were (.*?) of visits", text)[1]
    leading = [(name, share) for name, share in topics.items() if f"{name} ({share})" in named]
    assert len(leading) == named.count("(") == 4
    assert [share for _name, share in leading] == sorted((s for _n, s in leading), reverse=True)


def test_rates_are_compared_as_they_are_printed(example_release):
    found = blocks(example_release, "205", chapters=("outreach",))
    rows = {row[0]: row[5].split(" ")[0] for row in table(found, "kertymat-taulu").rows}
    text = text_of(found)
    assert f"That is {rows['Kajaani']} people talked with per 1,000 inhabitants" in text
    assert (
        "In the wellbeing services county of Kainuu as a whole the figure is "
        f"{rows['Kainuu']}, and the difference is no larger than chance would explain." in text
    )


@pytest.mark.parametrize(
    ("here", "there", "limits", "told"),
    [
        (
            "5.8",
            "6.7",
            (3.9, 7.9),
            "{In_county} as a whole the figure is {rate}, and the difference",
        ),
        (
            "5.8",
            "6.7",
            (3.9, 6.66),
            "{In_county} as a whole the figure is {rate}, and the difference",
        ),
        ("5.8", "6.7", (3.9, 6.6), "The figure is clearly lower than {in_county}"),
        ("5.8", "3.8", (3.9, 7.9), "The figure is clearly higher than {in_county}"),
        ("5.8", "6.7", None, "{In_county} as a whole the figure is {rate}."),
        ("5.8", "5.8", (3.9, 7.9), "The figure is the same as {in_county}"),
    ],
)
def test_a_rate_differs_from_the_county_only_where_its_interval_says_so(here, there, limits, told):
    with use("en"):
        found = totals._comparison(Decimal(here), Decimal(there), limits)
    assert found.startswith(told)


def test_a_municipality_under_the_threshold_falls_back_to_the_county_and_says_so(example_release):
    text = text_of(blocks(example_release, "697"))
    assert "The outreach figures are hidden in Ristijärvi" in text
    assert "those of a larger area: Wellbeing services county of Kainuu" in text
    assert "In Ristijärvi, " not in text


def test_a_municipality_without_a_log_is_missing_and_not_zero(example_release):
    found = blocks(example_release, "620")
    assert (
        "No outreach visits were logged in Puolanka. This means that information is missing"
        in text_of(found)
    )
    row = table(found, "kertymat-taulu").rows[0]
    assert row == ("Puolanka", *["–"] * 5)


def test_the_county_report_holds_every_municipality(example_release):
    found = blocks(example_release, "20")
    names = [row[0] for row in table(found, "kertymat-taulu").rows]
    assert names == [areas.municipality(code).name("en") for code in KAINUU[:-1]] + ["Kainuu"]
    covered = {row[0]: row[1] for row in table(found, "kattavuus-taulu").rows}
    assert covered["Puolanka"] == "–"
    assert covered["Kajaani"] == "16"


def test_a_change_of_few_people_is_given_for_the_county_with_pairs_and_drop_out(example_release):
    found = blocks(example_release, "765", chapters=("measurements",))
    text = text_of(found)
    assert "Too few people answered at both waves in Sotkamo" in text
    assert "rose from" in text
    assert "does not show what caused it" in text
    people = {row[0]: row[1:] for row in table(found, "mitatut-taulu").rows}
    assert people["Life control and participation, Kainuu"][:3] == ("15", "10", "5")
    assert ".." in people["Life control and participation, Sotkamo"]


def test_statements_that_fell_are_named_with_loneliness_turned_round(example_release):
    text = text_of(blocks(example_release, "20", chapters=("measurements",)))
    assert (
        "Lower means than at the start were found for “coping with what lies ahead” and “feeling lonely (turned round)”"
        in text
    )


def test_unanswered_proposals_past_their_deadline_are_counted(example_release):
    found = blocks(example_release, "290", chapters=("proposals",))
    rows = example_release.table("toimenpiteet")
    own = rows[rows["alue"] == "290"]
    waiting = own[own["vastaus"].isna() | (own["vastaus"] == "")]
    late = (waiting["maaraaika"] < pd.Timestamp(2019, 12, 31)).sum()
    text = text_of(found)
    assert f"The report holds {len(own)} proposals. {len(waiting)} wait" in text
    assert f"The deadline of {late} unanswered proposal had passed" in text


def test_the_three_numbers_of_rows_are_printed(example_release):
    text = text_of(blocks(example_release, "205", chapters=("background",)))
    rows = example_release.table("rivit")[["luettu", "kaytetty", "hylatty"]].sum()
    read, used, rejected = (f"{n:,}" for n in rows)
    assert f"{read} rows were read from the forms, {used} were used and {rejected} were" in text


def test_the_protection_log_tells_how_many_never_what(example_release):
    log = example_release.manifest["protection"]
    found = blocks(example_release, "205", chapters=("appendices",))
    text = text_of(found)
    assert f"{log['hidden']:,} of {log['cells']:,} figures are hidden" in text
    assert "Ristijärvi" not in text


def test_every_figure_states_a_finding_that_is_not_its_caption(example_release):
    for area in ("205", "20"):
        for block in blocks(example_release, area):
            if isinstance(block, Figure):
                assert re.search(r"\d", block.alt)
                assert block.caption not in block.alt


def test_a_made_up_draft_says_so_on_its_cover(example_release):
    cover = blocks(example_release, "205", chapters=("cover",))[0]
    assert "made up" in cover.note
    assert cover.mark == "DRAFT"


def test_an_area_that_the_release_does_not_hold_is_refused(example_release):
    with pytest.raises(ValueError, match="The release holds nothing of Helsinki; it is about"):
        report(example_release, "091")


COUNTS = Distribution(
    {"a": "A", "b": "B", "c": "C", "d": "D"}, {"a": 5, "b": 3, "c": 3, "d": None}, 20
)


def test_a_tie_is_never_split_in_a_ranking():
    assert COUNTS.leading(1) == ["a"]
    assert COUNTS.leading(2) == ["a"]
    assert COUNTS.leading(3) == ["a", "b", "c"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=8), st.integers(1, 5))
def test_the_leading_codes_are_larger_than_all_the_others(values, most):
    found = Distribution(
        dict.fromkeys(map(str, range(len(values))), ""), dict(enumerate_text(values)), None
    )
    leading = found.leading(most)
    counts = found.shown()
    others = [counts[code] for code in counts if code not in leading]
    assert len(leading) <= most
    assert all(counts[code] > max(others, default=0) for code in leading)


def enumerate_text(values):
    return ((str(i), value) for i, value in enumerate(values))


def test_shares_of_hidden_counts_are_hidden():
    assert COUNTS.share("d", 20) is None
    assert COUNTS.share("a", None) is None
    assert COUNTS.share("a", 20) == 0.25
    assert COUNTS.any_hidden


def test_months_with_a_hidden_count_are_months_with_a_visit():
    months = Distribution({"1": "1", "2": "2", "3": "3"}, {"1": None, "2": 0, "3": 2}, 5)
    assert coverage.months_covered(months) == 2


def test_abbreviations_keep_their_capitals_inside_a_sentence():
    assert lower_first("Työ ja koulutus") == "työ ja koulutus"
    assert lower_first("TE-palvelut") == "TE-palvelut"


def test_the_period_of_the_example_is_that_of_its_description(example_release):
    assert example_release.period[1] == date(2019, 12, 31)
