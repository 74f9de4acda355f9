"""The chapter on official statistics, from a release with the made-up indicators."""

import re
from functools import cache

import drawn
import pandas as pd
import pytest
from made_release import write_release

from sosiaali_lib import areas, indicators, messages
from sosiaali_lib.area_own_groups import OwnGroup
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.indicators import example
from sosiaali_lib.operating_environment import about, borders, released
from sosiaali_lib.operating_environment.overview import Overview
from sosiaali_lib.published import Release
from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import statistics
from sosiaali_lib.report.view import View

CODES = (*(one.code for one in areas.members("20")), "20")


@cache
def tables(codes=CODES):
    return released.of(example.rows_of_example(), indicators.catalogue(), codes, 2019)


def release_with(folder, changed=None, codes=CODES):
    """Write a release that holds the indicators; `changed` takes the place of some tables."""
    return write_release(folder, areas=codes, more={**tables(codes), **(changed or {})})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return release_with(tmp_path_factory.mktemp("tilastot") / "julkaisu")


def chapter(folder, area="697", lang="en"):
    return list(Report(release=folder, area=area, lang=lang).statistics())


def of_kind(blocks, kind):
    return {block.slug: block for block in blocks if isinstance(block, kind)}


def numbers(text):
    return set(re.findall(r"\d+(?:[.,]\d+)+", text))


def test_without_indicators_one_sentence_says_how_to_get_them(tmp_path):
    found = chapter(write_release(tmp_path / "j"), "205")
    assert [type(block) for block in found[1:]] == [Paragraph, Slot]
    assert found[1].text == (
        "Official indicators are not in the release: fetch them with “sosiaali indicators update” "
        "and make the release again."
    )


@pytest.mark.parametrize("area", ["205", "697", "20"])
def test_every_figure_has_a_table_with_its_numbers_and_says_them(folder, area):
    found = chapter(folder, area)
    figures, made = of_kind(found, Figure), of_kind(found, Table)
    assert set(figures) == {"ikarakenne-kuvio", "vuodet-kuvio", "vertailu-kuvio", "kartta-kuvio"}
    for figure in figures.values():
        table = made[figure.table]
        inside = numbers(" ".join(" ".join(row) for row in table.rows) + table.caption)
        told = numbers(figure.alt)
        assert told
        if figure.slug != "vertailu-kuvio":  # its middle stands in the paragraph
            assert told <= inside, figure.slug
        texts = drawn.read(figure.svg)
        for text in texts.texts:
            assert text.turned or (text.x >= 0 and text.right <= texts.width + 0.5), text.text
            assert 0 <= text.y <= texts.height


def test_the_funnel_names_each_municipality_with_the_value_of_the_table(folder):
    found = chapter(folder, "697")
    figure, table = (
        of_kind(found, Figure)["vertailu-kuvio"],
        of_kind(found, Table)["vertailu-taulu"],
    )
    for name, _size, value, *_rest in table.rows:
        assert f"{name} {value}" in figure.alt
    words = drawn.read(figure.svg).words()
    assert [w for w in words if w.endswith("Ristijärvi")]
    bold = [text for text in drawn.read(figure.svg).texts if text.bold]
    assert any("Ristijärvi" in text.text for text in bold)


def test_the_note_of_the_funnel_tells_how_much_more_than_by_chance_the_municipalities_vary(
    folder, tmp_path
):
    limits = tables()[released.LIMITS]
    note = of_kind(chapter(folder, "697"), Table)["vertailu-taulu"].note
    found = re.search(r"vary (\d+\.\d) times as much as by chance", note)
    assert float(found[1]) > 1 and float(found[1]) in set(limits["hajonta"].round(1))
    alike = {released.LIMITS: limits.assign(hajonta=0.9)}
    note = of_kind(chapter(release_with(tmp_path / "j", alike), "697"), Table)[
        "vertailu-taulu"
    ].note
    assert "by chance alone" not in note


def test_the_own_mark_of_the_funnel_has_a_shape_of_its_own(folder):
    svg = of_kind(chapter(folder, "697"), Figure)["vertailu-kuvio"].svg
    # The other municipalities are rings, and one more stands in the key; the own one is no ring.
    shown = len(of_kind(chapter(folder, "697"), Table)["vertailu-taulu"].rows)
    assert svg.count("<circle") == shown - 1 + 1


def test_the_map_writes_the_letter_of_each_class_and_frames_the_own_area(folder):
    found = chapter(folder, "697")
    figure, table = of_kind(found, Figure)["kartta-kuvio"], of_kind(found, Table)["kartta-taulu"]
    words = drawn.read(figure.svg).words()
    for label, _values, count, _inside in table.rows[:5]:
        assert words.count(label[0]) == int(count) + 1  # and once in the key
    assert sum(int(row[2]) for row in table.rows) == 308
    frame = [line for line in drawn.read(figure.svg).lines if line[1] == "#1B2A33"]
    assert len(frame) == 4  # the sides of one square
    assert "Ristijärvi" in words


def test_a_difference_is_said_only_where_the_interval_allows_it(folder):
    for area in CODES:
        view = View(Release.open(folder), areas.find_area(area).place, "en")
        found = Overview(statistics.place_of(view))
        clear, full = [], []
        for said in found.said():
            if said.startswith("Clearly"):
                clear.append(said)
            elif said.startswith("In these everybody is counted"):
                full.append(said)
        for line in found.lines:
            title = line.about.title[1:]
            own, country = line.own, line.country.value
            inside = own.limits is None or own.limits[0] <= country <= own.limits[1]
            assert any(title in said for said in clear) == (not inside and own.value is not None)
            if line.about.census:
                assert any(title in said for said in full)


def test_what_the_source_hides_has_a_dash_that_the_note_explains(folder):
    found = of_kind(chapter(folder, "697"), Table)
    cells = [cell for row in found["vuodet-taulu"].rows for cell in row]
    assert "–" in cells and "hidden or missing" in found["vuodet-taulu"].note
    assert "0.0%" not in [row[2] for row in found["indikaattorit-taulu"].rows]


def test_provider_licence_and_day_stand_under_every_table_of_indicators(folder):
    for slug, table in of_kind(chapter(folder), Table).items():
        if slug != "oma-tyo-taulu":
            assert table.source.startswith(
                "Made-up example (Made-up figures, not statistics), retrieved on 31 January"
            )


@pytest.mark.parametrize("area", ["205", "20"])
def test_the_narrowed_release_gives_the_same_chapter(folder, area):
    whole = Release.open(folder)
    place = areas.find_area(area).place
    with messages.use("en"):
        seen, all_of_it = (
            statistics.blocks(View(one, place, "en")) for one in (narrowed(whole, area), whole)
        )
    assert seen == all_of_it


def test_the_years_of_another_municipality_do_not_make_a_report_outdated(folder, tmp_path):
    values = tables()[released.VALUES]
    theirs = values["alue"] == "290"
    other = values.assign(arvo=values["arvo"].mask(theirs, 1.0))
    changed = Release.open(release_with(tmp_path / "j", {released.VALUES: other}))
    before = Release.open(folder)
    assert narrowed(changed, "205").digest == narrowed(before, "205").digest
    assert narrowed(changed, "290").digest != narrowed(before, "290").digest
    country = values.assign(arvo=values["arvo"].mask(values["alue"] == "maa", 1.0))
    moved = Release.open(release_with(tmp_path / "k", {released.VALUES: country}))
    assert narrowed(moved, "205").digest != narrowed(before, "205").digest


def test_the_summary_takes_the_population_and_what_stands_out(folder):
    view = View(narrowed(Release.open(folder), "20"), areas.county("20"), "en")
    said = statistics.key_sentences(view)
    assert said[0].startswith("At the end of 2019 the population was 72,306 (Kainuu), 4.0% fewer")
    assert said[1].startswith("Clearly higher than in the whole country:")


def test_the_sources_tell_why_an_indicator_is_good_or_bad(folder):
    view = View(Release.open(folder), areas.county("20"), "en")
    with messages.use("en"):
        said = statistics.sources(view)
    assert said[0].startswith("Unemployed, % of the labour force. Unemployment weakens livelihoods")
    assert len(said) == len([one for one in indicators.catalogue() if one.group == "indikaattori"])


def test_borders_of_the_release_make_a_map_of_borders(tmp_path):
    squares = {
        one.code: f"{3 * (at % 18)} {3 * (at // 18)} {3 * (at % 18) + 3} {3 * (at // 18)} "
        f"{3 * (at % 18) + 3} {3 * (at // 18) + 3} {3 * (at % 18)} {3 * (at // 18) + 3}"
        for at, one in enumerate(areas.municipalities())
    }
    drawn_borders = pd.DataFrame(
        {
            "kunta": list(squares),
            "muoto": list(squares.values()),
            "lahde": "Tilastokeskus (CC BY 4.0)",
        }
    )
    found = chapter(release_with(tmp_path / "j", {borders.TABLE: drawn_borders}), "697")
    figure = of_kind(found, Figure)["kartta-kuvio"]
    assert figure.alt.startswith("Map of municipalities, darker")
    assert figure.source.endswith("Borders: Tilastokeskus (CC BY 4.0)")
    assert figure.svg.count("z") > 308
    # All classes but the lightness have a letter where it fits, and the own border is thicker.
    assert "A" in drawn.read(figure.svg).words() and 'stroke-width="2.4"' in figure.svg


def test_sentences_in_lists_name_no_indicator_twice(folder):
    lists = [block for block in chapter(folder, "20") if isinstance(block, Bullets)]
    assert len(lists) == 3
    for said in lists:
        assert len(set(said.items)) == len(said.items)
    assert about.TABLE in tables()


def test_comparison_groups_have_a_table_each_and_their_reason_under_it(tmp_path):
    own = OwnGroup(
        id="naapurit",
        names=dict.fromkeys(("fi", "sv", "en"), "Near"),
        rules=dict.fromkeys(("fi", "sv", "en"), "They share a border."),
        municipalities=("205", "578", "765"),
        audience=("697",),
    )
    given = example.rows_of_example(), indicators.catalogue(), CODES, 2019
    chosen = released.of(*given, groups=("omat", "kieli"), own=[own])
    folder = write_release(tmp_path / "j", areas=CODES, more=chosen)
    found = of_kind(chapter(folder, "697"), Table)
    near, language = found["vertailuryhma-oma-naapurit-taulu"], found["vertailuryhma-kieli-taulu"]
    assert near.note.startswith("Near: They share a border. Members: Kajaani, Paltamo and Sotkamo.")
    assert "Finnish-speaking municipalities" in language.caption
    assert "Members" not in language.note and "same official languages" in language.note
    for row in (*near.rows, *language.rows):
        assert row[-1][0] in "↑↓=–"
    assert not [slug for slug in of_kind(chapter(folder, "205"), Table) if "naapurit" in slug]


def test_a_county_is_shown_beside_the_other_counties(folder):
    found = chapter(folder, "20")
    headings = [block.text for block in found if isinstance(block, Heading)]
    assert "Indicators beside the other counties" in headings
    table = of_kind(found, Table)["vertailuryhma-hyvinvointialueet-taulu"]
    assert table.columns[2:4] == ("Kainuu", "Group") and len(table.rows) == 12


def test_a_release_without_groups_has_no_section_of_them(tmp_path):
    without = {name: table for name, table in tables().items() if "ryhma" not in name}
    found = chapter(write_release(tmp_path / "j", areas=CODES, more=without), "697")
    assert not [block for block in found if getattr(block, "slug", "").startswith("vertailuryhma")]


def test_helsinki_is_not_compared_with_itself(tmp_path):
    folder = release_with(tmp_path / "j", codes=("091", "90"))
    found = of_kind(chapter(folder, "091"), Table)
    assert [row[0] for row in found["vaesto-taulu"].rows] == ["Helsinki", "Whole country"]
    assert "vertailu-taulu" not in found and "kartta-taulu" in found
