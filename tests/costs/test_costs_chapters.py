"""The chapters on significance, cost and clients, on protected tables of the example."""

from datetime import date

import pytest

from sosiaali_lib import areas, costs, evidence, participation, significance
from sosiaali_lib.messages import use
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import costs as cost_chapter
from sosiaali_lib.report.chapters import participation as client_chapter
from sosiaali_lib.report.chapters import significance as significance_chapter
from sosiaali_lib.report.view import View
from sosiaali_lib.tabulation.protecting import protected
from tests.released import Released

CHAPTERS = (significance_chapter, cost_chapter, client_chapter)
FORMS = ("merkitys", "palvelupolut", "kustannusoletukset", "asiakasmaarat")


@pytest.fixture(scope="module")
def tables(example_data):
    """Protected tables and registers of the three subjects, as a release holds them."""
    rows = {form: evidence.with_area(example_data.tables[form]) for form in FORMS}
    tabulations = (*significance.TABULATIONS, *participation.TABULATIONS)
    counts = {one.name: one.count(rows[one.form], ["alue"]) for one in tabulations}
    parents = evidence.parents(rows["asiakasmaarat"]["alue"].unique())
    shown = protected(tabulations, counts, parents, threshold=5, hidden_column="piilotettu")
    registers = {
        name: published(rows[name].assign(alue="yhteensä"))
        for name, (_form, published) in costs.REGISTERS.items()
    }
    months = participation.REGISTERS["asiakasmaarat_kuukaudet"][1](rows["asiakasmaarat"])
    return {**shown.tables, **registers, "asiakasmaarat_kuukaudet": months}


def view(tables, code, lang="en"):
    release = Released(tables, division=date(2026, 1, 1))
    area = areas.municipality(code) if len(code) == 3 else areas.county_of("205")
    return View(release, area, lang)


def texts(blocks):
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("code", ["205", "697", "county"])
def test_every_chapter_has_heading_slot_and_unique_slugs(tables, chapter, code):
    made = chapter.blocks(view(tables, code))
    assert isinstance(made[0], Heading) and (made[0].level, made[0].slug) == (1, chapter.SLUG)
    assert isinstance(made[-1], Slot) and made[-1].slug == chapter.SLUG
    slugs = [block.slug for block in made if isinstance(block, Heading | Table | Figure)]
    assert len(set(slugs)) == len(slugs)
    captioned = {block.slug for block in made if isinstance(block, Table)}
    assert all(block.table in captioned for block in made if isinstance(block, Figure))
    assert len(chapter.key_sentences(view(tables, code))) <= 3


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_the_forms_a_chapter_is_short_and_honest(chapter):
    made = chapter.blocks(view({}, "205"))
    assert any("without figures" in text for text in texts(made))
    assert not [block for block in made if isinstance(block, Table | Figure)]
    assert chapter.key_sentences(view({}, "205")) == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_language_differs(tables, chapter):
    seen = set()
    for lang in ("fi", "sv", "en"):
        with use(lang):
            seen.add(tuple(texts(chapter.blocks(view(tables, "205", lang)))))
    assert len(seen) == 3


def test_significance_is_shown_for_all_respondents_whatever_the_area(tables):
    own, other = (significance_chapter.blocks(view(tables, code)) for code in ("205", "697"))
    assert texts(own) == texts(other)
    assert significance_chapter.key_sentences(view(tables, "205"))[0].startswith(
        "Most often raised as the most significant new thing"
    )


def test_uncleared_paths_stay_out_of_the_report(tables):
    made = cost_chapter.blocks(view(tables, "205"))
    assert "Nuoren polku" not in repr(made)
    assert "Asiakasohjaus sote-työparina" in repr(made)


def test_the_cost_chapter_says_that_effect_is_an_assumption(tables):
    said = " ".join(texts(cost_chapter.blocks(view(tables, "205"))))
    assert "They do not show what the work has brought about" in said
    assert "an assumption and not a measured result" in said


def test_a_municipality_under_the_threshold_falls_back_to_the_county(tables):
    small = texts(client_chapter.blocks(view(tables, "105")))
    assert small[0].startswith("Most of the figures are hidden in Hyrynsalmi to protect people.")
    assert client_chapter.key_sentences(view(tables, "105")) == []
    none = texts(client_chapter.blocks(view(tables, "697")))
    assert none[0].startswith(
        "The data hold no rows of the form “Clients of the services” in Ristijärvi."
    )


def test_a_missing_month_of_one_municipality_is_a_gap_of_the_county(tables):
    county = client_chapter.series(view(tables, "county"), "20")
    assert "2019-07" not in county.values["Sosiaalinen kuntoutus"]
    assert county.values["Sosiaalinen kuntoutus"]["2019-12"] == 60
    kajaani = client_chapter.series(view(tables, "205"), "205")
    assert kajaani.values["Sosiaalinen kuntoutus"]["2019-07"] == 28


def test_a_service_that_a_municipality_does_not_have_is_no_zero_there(tables):
    kuhmo = client_chapter.series(view(tables, "290"), "290")
    assert list(kuhmo.values) == ["Sosiaalinen kuntoutus"]
