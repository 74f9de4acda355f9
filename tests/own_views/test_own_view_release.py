"""Own views from the data folder to the finished report: counted, protected, shown, and nothing more."""

import re
from types import SimpleNamespace

import made_data
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from sosiaali_lib import areas, disclosure, explore, intake, own_views, release
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.own_views import releasing
from sosiaali_lib.own_views.own_view import of_manifest
from sosiaali_lib.published import YEARS, Release
from sosiaali_lib.release_audit import audit_release
from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import MIME, Figure, Heading, Paragraph, Table, to_json
from sosiaali_lib.report.chapters import own_views as chapter
from sosiaali_lib.report.drafts import document_of, files_of
from sosiaali_lib.report.view import View

CANARIES = ("31", "23", "17")  # what is hidden for the sake of the 2


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a release of the made data with two own views, and what was said meanwhile."""
    folder = tmp_path_factory.mktemp("julkaisu")
    data = explore.open(made_data.write(folder / "aineisto"), "fi")
    heading = {"fi": "Syyt sukupuolen mukaan", "sv": "Orsaker efter kön"}
    text = {"fi": "Katso syitä rinnakkain."}
    own_views.write(
        data, made_data.VIEW, made_data.CHOICES, name="syyt", heading=heading, text=text
    )
    other = {"lomake": made_data.FORM, "rivit": "paattyi", "ryhmittely": "ikaryhma"}
    own_views.write(
        data, made_data.VIEW, other, name="paattyminen", heading="Kuhmon oma", areas=["Kuhmo"]
    )
    said = []
    with use("en"):
        read = intake.read(data.folder)
        found = release.make(read, 2019, folder / "ulos" / "julkaisu", tell=said.append)
    return found, said


def test_the_release_counts_the_view_as_one_of_its_tables(made):
    found, _said = made
    table = found.table(made_data.TABLE)
    truth = {
        (reason, sex): sum(sexes[sex][at] for sexes in made_data.TRUTH.values())
        for at, reason in enumerate(made_data.REASONS)
        for sex in made_data.SEXES
    }
    county = table[table["alue"] == made_data.COUNTY].set_index(["luokka", "ryhma"])["n"]
    assert {cell: int(county[cell]) for cell in truth} == truth


def test_small_numbers_are_hidden_and_so_is_what_gives_them_away(made):
    found, _said = made
    table = found.table(made_data.TABLE)
    own = table[table["alue"] == made_data.KAJAANI].set_index(["luokka", "ryhma"])
    inner = [(reason, sex) for reason in made_data.REASONS for sex in made_data.SEXES]
    assert own.loc[inner, "piilotettu"].all() and own.loc[inner, "n"].isna().all()
    assert int(own.loc[(TOTAL, TOTAL), "n"]) == 73


def test_an_independent_attack_finds_nothing(made):
    found, _said = made
    assert audit_release(found.folder).ok


def test_the_attack_would_find_what_a_naive_hiding_leaves(made):
    # Without this the test above would say nothing: the tables of own views are attacked.
    found, _said = made
    place = found.folder.parent / "rikottu"
    place.mkdir()
    for path in found.folder.iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    table = found.table(made_data.TABLE)
    shown = (table["alue"] == made_data.KAJAANI) & (table["luokka"] == "asuminen")
    shown &= table["ryhma"] == "nainen"
    broken = table.assign(n=table["n"].mask(shown, 31), piilotettu=table["piilotettu"] & ~shown)
    broken.to_parquet(place / f"{made_data.TABLE}.parquet")
    derived = audit_release(place).derivable
    assert made_data.TABLE in set(derived["table"])


def test_a_view_without_a_number_to_show_is_told(made):
    found, said = made
    assert said == []
    views = of_manifest(found.manifest)
    table = found.table(made_data.TABLE)
    hidden = {made_data.TABLE: table.assign(n=table["n"].mask(table["n"] > 0))}
    with use("en"):
        told = list(releasing.not_shown(views, {**hidden, views[0].table: None}))
    assert len(told) == 2
    assert told[1].startswith(
        "Of the own view “Syyt sukupuolen mukaan” (syyt) no number can be shown"
    )


def test_the_chapter_is_in_the_language_and_the_areas_of_the_report(made):
    found, _said = made
    headings = {}
    for lang in LANGUAGES:
        blocks = list(Report(release=found.folder, area=made_data.COUNTY, lang=lang).own_views())
        headings[lang] = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings["sv"][1:] == ["Orsaker efter kön"]
    assert headings["en"][1:] == headings["fi"][1:] == ["Syyt sukupuolen mukaan"]
    of_kuhmo = Report(release=found.folder, area="290", lang="fi").own_views()
    assert [b.text for b in of_kuhmo if isinstance(b, Heading) and b.level == 2] == [
        "Kuhmon oma", "Syyt sukupuolen mukaan",
    ]  # fmt: skip


def test_own_words_carry_their_language(made):
    found, _said = made
    blocks = list(Report(release=found.folder, area=made_data.COUNTY, lang="en").own_views())
    (own,) = [b for b in blocks if isinstance(b, Paragraph) and "rinnakkain" in b.text]
    assert own.lang == "fi"


def test_the_county_sees_table_and_figure_with_the_true_numbers(made):
    found, _said = made
    blocks = list(Report(release=found.folder, area=made_data.COUNTY, lang="fi").own_views())
    (table,) = [block for block in blocks if isinstance(block, Table)]
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    assert figure.table == table.slug == "oma-syyt-taulu"
    cells = {row[0]: row[1:] for row in table.rows}
    assert {("62", "50"), ("22", "41")} <= {numbers[:2] for numbers in cells.values()}


def test_a_release_without_views_has_no_chapter(made):
    found, _said = made
    report = Report(release=found.folder, area=made_data.COUNTY, lang="fi")
    report.view.release.manifest["own_views"] = []
    assert len(report.own_views()) == 0


def test_a_view_of_another_area_does_not_make_a_report_out_of_date(made):
    found, _said = made
    names = {
        area: [one["name"] for one in narrowed(found, area).manifest["own_views"]]
        for area in (made_data.KAJAANI, "290")
    }
    assert names == {made_data.KAJAANI: ["syyt"], "290": ["paattyminen", "syyt"]}


def test_no_hidden_number_stands_in_any_format(made, tmp_path):
    found, _said = made
    report = Report(release=found.folder, area=made_data.KAJAANI, lang="fi")
    blocks = [*report.cover(), *report.contents(), *report.own_views()]
    shown = new_output("display_data", data={MIME: [to_json(block) for block in blocks]})
    notebook = new_notebook(cells=[new_code_cell("", outputs=[shown])])
    document = document_of(notebook, found, "fi")
    files, _seconds = files_of(notebook, document, ("html", "docx", "pdf"))
    for name, content in files.items():
        (tmp_path / f"205-kajaani.fi.{name}").write_bytes(content)
    words = " ".join(
        " ".join(sum(block.rows, ())) if isinstance(block, Table) else block.text
        for block in report.own_views()
        if isinstance(block, Heading | Paragraph | Table)
    )
    assert "Syyt sukupuolen mukaan" in words
    assert not set(CANARIES) & set(re.findall(r"\d+", words))
    verdict = disclosure.audit(tmp_path)
    assert verdict.ok


def test_a_later_release_counts_again_what_an_earlier_one_showed(made):
    found, _said = made

    past = SimpleNamespace(releases={"1": Release.open(found.folder)})
    every = {made_data.TABLE, f"oma-{made_data.FORM}-paattyi-ikaryhma"}
    assert releasing.counted([], past) == every
    assert releasing.counted([], None) == set()


def test_tables_are_not_changed_by_asking_what_they_show(made):
    found, _said = made
    table = found.table(made_data.TABLE)
    before = table.copy(deep=True)
    assert releasing.shows(table)
    pd.testing.assert_frame_equal(table, before)
    assert not releasing.shows(None)
    assert not releasing.shows(table[table["luokka"] == TOTAL])


def test_a_view_is_counted_over_several_years_and_shows_what_one_year_cannot(tmp_path):
    folder = made_data.write(tmp_path / "aineisto")
    path = folder / f"{made_data.FORM}.csv"
    rows = pd.read_csv(path, dtype=str)
    earlier = [rows.assign(pvm="3.2.2018", tunniste=f"V{n}" + rows["tunniste"]) for n in range(8)]
    pd.concat([rows, *earlier]).to_csv(path, index=False)
    (folder / "aineisto.yaml").write_text(f"{made_data.DESCRIPTION}useampi_vuosi: 2\n", "utf-8")
    data = explore.open(folder, "fi")
    own_views.write(data, made_data.VIEW, made_data.CHOICES, name="syyt", heading="Syyt")
    with use("en"):
        found = release.make(intake.read(folder), 2019, tmp_path / "ulos" / "julkaisu")
    inner = [(reason, sex) for reason in made_data.REASONS for sex in made_data.SEXES]
    of_year, of_years = (
        table[table["alue"] == made_data.KAJAANI].set_index(["luokka", "ryhma"])["n"]
        for table in (found.table(made_data.TABLE), found.table(made_data.TABLE + YEARS))
    )
    assert of_year[inner].isna().all()
    truth = made_data.TRUTH["Kajaani"]
    assert {cell: int(of_years[cell]) for cell in inner} == {
        (reason, sex): 9 * truth[sex][at]
        for at, reason in enumerate(made_data.REASONS)
        for sex in made_data.SEXES
    }
    assert audit_release(found.folder).ok
    # The report shows the years, where the one year shows a total alone.
    shown = chapter.blocks(View(found, areas.find_area("Kajaani").place, "en"))
    assert not any("No number of this view" in str(block) for block in shown)
    assert any(isinstance(block, Table) for block in shown)
