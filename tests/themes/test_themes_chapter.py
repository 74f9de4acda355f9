"""The chapter on true numbers of a small release: what stands where, and what is said without."""

from datetime import date

import pandas as pd
import pytest

from sosiaali_lib import areas, themes
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.messages import use
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters import themes as chapter
from sosiaali_lib.report.view import View
from tests.released import Released


@pytest.fixture(scope="module")
def tables():
    rows = pd.read_csv(DATA / "example" / "kysymykset.csv", dtype="str", parse_dates=["pvm"])
    frame = pd.read_csv(DATA / "example" / "kehys.csv", dtype="str")
    rows = themes.with_upper_themes(rows, frame)
    places = {code: rows[rows["kunta"] == code] for code in rows["kunta"].unique()} | {"20": rows}
    found = {
        one.name: pd.concat(
            [one.whole(one.count(part)).assign(alue=code) for code, part in places.items()]
        )
        for one in themes.TABULATIONS
    }
    found["teemalainaukset"] = themes.REGISTERS["teemalainaukset"][1](
        rows.assign(alue=rows["kunta"])
    )
    found["teemakehys"] = themes.REGISTERS["teemakehys"][1](frame.assign(alue="yhteensä"))
    return found


def view(tables, code, lang="en"):
    release = Released(
        tables,
        manifest={"organisation": "Kainuun sote"},
        division=areas.VINTAGE,
        period=(date(2018, 9, 1), date(2019, 12, 31)),
    )
    area = areas.county(code) if len(code) == 2 else areas.municipality(code)
    return View(release, area, lang)


def of(kind, blocks):
    return [block for block in blocks if isinstance(block, kind)]


def test_the_sections_of_a_municipality(tables):
    blocks = chapter.blocks(view(tables, "765"))
    assert [block.text for block in of(Heading, blocks) if block.level < 3] == [
        "The voice of clients, citizens, workers and politicians",
        "Who answered",
        "Main themes",
        "Themes by respondent group",
        "How the answers were coded",
        "In the words of those who answered",
    ]
    slugs = [block.slug for block in of(Heading, blocks) + of(Table, blocks) + of(Figure, blocks)]
    assert len(slugs) == len(set(slugs))
    known = {block.slug for block in of(Table, blocks)}
    assert all(figure.table in known for figure in of(Figure, blocks))


def test_a_county_sets_its_municipalities_side_by_side(tables):
    (table,) = [
        block
        for block in of(Table, chapter.blocks(view(tables, "20")))
        if "kunnittain" in block.slug
    ]
    assert table.columns == ("Theme", "Kajaani", "Kuhmo", "Sotkamo", "Suomussalmi")


def test_the_quotes_are_those_of_the_area_and_marked_as_finnish(tables):
    quotes = [block for block in of(Paragraph, chapter.blocks(view(tables, "290"))) if block.lang]
    assert [(block.text, block.lang) for block in quotes] == [
        ("“Työntekijä vaihtuu joka kerta.”", "fi")
    ]


def test_the_summary_names_the_main_themes_of_the_table(tables):
    main, base = chapter.key_sentences(view(tables, "20"))
    assert main.startswith("The main themes of the answers are loneliness and exclusion (")
    assert base == (
        "The percentages are means of the shares of 4 respondent groups (n = 260 answers)."
    )


def test_without_the_frame_the_themes_stand_under_their_codes(tables):
    bare = {name: table for name, table in tables.items() if name != "teemakehys"}
    blocks = chapter.blocks(view(bare, "765"))
    assert chapter.key_sentences(view(bare, "765")) == []
    assert "Main themes" not in [block.text for block in of(Heading, blocks)]
    (table,) = [
        block
        for block in of(Table, blocks)
        if "ryhmittain" in block.slug and "teemat" in block.slug
    ]
    assert "velat" in [row[0] for row in table.rows]


def test_without_answers_the_chapter_is_short(tables):
    blocks = chapter.blocks(view({}, "765"))
    assert [block.kind for block in blocks] == ["heading", "paragraph", "slot"]
    assert chapter.key_sentences(view({}, "765")) == []


def test_a_municipality_that_was_not_asked_shows_the_county_and_says_so(tables):
    blocks = chapter.blocks(view(tables, "620"))
    (warning,) = [block for block in of(Paragraph, blocks) if block.role == "warning"]
    assert "Puolanka" in warning.text


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_chapter_is_written_in_each_language(tables, lang):
    with use(lang):
        blocks = chapter.blocks(view(tables, "765", lang))
    assert len(blocks) > 10
