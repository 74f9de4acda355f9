"""What a report is given of the staff, and what it says: from protected numbers alone."""

from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from staff_data import FORMS, answers, known

from sosiaali_lib import areas, staff
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters import staff as chapter
from sosiaali_lib.report.view import View
from sosiaali_lib.staff import tables
from sosiaali_lib.staff.year_tables import follow_ups, read, split
from sosiaali_lib.tabulation.protecting import protected
from tests.released import Released

PERIOD = (date(2018, 9, 1), date(2019, 12, 31))


def released(forms, threshold=5):
    """Give a release of some forms."""
    counts = {
        one.name: one.count(forms[one.form], []) for one in staff.TABULATIONS if one.form in forms
    }
    found = protected(
        staff.TABULATIONS, counts, {}, threshold=threshold, hidden_column="piilotettu"
    )
    registers = {
        name: published(forms[form].assign(alue=TOTAL))
        for name, (form, published) in staff.REGISTERS.items()
        if form in forms
    }
    return Released({**found.tables, **registers}, period=PERIOD, division=None)


def view(release, area="205", lang="en"):
    return View(release, areas.municipality(area), lang)


@pytest.fixture(scope="module")
def release(staff_example):
    return released(staff_example.tables)


def slugs(blocks, kind):
    return [block.slug for block in blocks if isinstance(block, kind)]


def texts(blocks):
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chapter_comes_out_whole(release, lang):
    with use(lang):
        found = chapter.blocks(view(release, lang=lang))
    assert (found[0].slug, found[0].level) == ("henkilosto", 1)
    assert isinstance(found[-1], Slot)
    names = [*slugs(found, Heading), *slugs(found, Table), *slugs(found, Figure)]
    assert len(set(names)) == len(names)
    assert {block.table for block in found if isinstance(block, Figure)} <= set(slugs(found, Table))
    captions = [block.caption for block in found if isinstance(block, Table)]
    assert len(set(captions)) == len(captions)
    cells = chain.from_iterable(block.rows for block in found if isinstance(block, Table))
    assert not {"nan", "None", "<NA>"} & set(chain.from_iterable(cells))


def test_all_areas_have_the_same_chapter(release):
    assert chapter.blocks(view(release, "205")) == chapter.blocks(view(release, "697"))


def test_the_rates_of_the_report_are_those_of_the_rows(release, rows, staff_rows):
    said = staff.response_rate(rows, staff_rows).sentences()
    assert " ".join(said) in texts(chapter.blocks(view(release)))
    assert chapter.key_sentences(view(release))[:2] == said[-2:]


def test_the_bounds_of_the_report_are_those_of_the_rows(release, rows):
    found = chapter.blocks(view(release))
    shown = next(
        block for block in found if getattr(block, "slug", "") == "tyontekijat_viikko-taulu"
    )
    true = staff.week(rows)
    assert [row[0] for row in shown.rows] == [label for label, _row in true.rows]
    written = [
        tuple(field.written(cell) for field, cell in zip(true.fields, row, strict=True))
        for _label, row in true.rows
    ]
    assert [row[1:] for row in shown.rows] == written


def test_few_answers_stay_hidden_and_are_said_to_be(release):
    found = chapter.blocks(view(release))
    themes = "Themes of the staff's open answers: most of the figures are hidden to protect people."
    assert themes in texts(found)
    shown = [
        cell for name in (tables.YES_ANSWERS[0].name,) for cell in release.table(name)["n"].dropna()
    ]
    assert all(n >= 5 for n in shown)
    assert "ei_aio" not in str(found)


def test_nothing_between_threshold_and_zero_is_shown(release):
    for one in (*tables.COUNTED, *staff.TABULATIONS):
        if release.has(one.name):
            shown = release.table(one.name)["n"].dropna()
            assert ((shown == 0) | (shown >= 5)).all(), one.name


def test_a_question_and_its_follow_up_are_published_as_one_table():
    names = {one.name for one in staff.TABULATIONS}
    assert "tyontekijat_yhteisotyo_tekee_1" in names
    rows = answers(
        {"yhteisotyo_tuttu": "kylla", "yhteisotyo_tekee": "kylla"},
        {"yhteisotyo_tuttu": "kylla", "yhteisotyo_tekee": "ei"},
        {"yhteisotyo_tuttu": "kylla"},
        {"yhteisotyo_tuttu": "ei", "yhteisotyo_tekee": "kylla"},
        {},
    )
    coded = follow_ups("yhteisotyo_tuttu", "yhteisotyo_tekee")(rows)
    assert list(coded) == [
        "molemmat", "vain_ensimmainen", "ei_kirjattu", "ei_kumpikaan", "ei_kirjattu",
    ]  # fmt: skip
    codes = set().union(
        *(split(one.whole(one.count(rows)))["luokka"] for one in tables.YES_ANSWERS[:1])
    )
    assert not codes & {"yhteisotyo_tuttu", "yhteisotyo_tekee"}


@given(st.lists(st.sampled_from([2017, 2018, 2019]), min_size=1, max_size=20))
def test_the_two_latest_years_are_counted_each_by_itself(years):
    rows = answers(*({"vuosi": year, "asianajaja": "kylla"} for year in years))
    found = [one.whole(one.count(rows)) for one in tables.YES_ANSWERS if len(one.count(rows))]
    latest = sorted(set(years))[-2:]
    assert read(found) == {
        key: years.count(year) for year in latest for key in ((TOTAL, year), ("asianajaja", year))
    }


def test_without_any_staff_form_the_chapter_is_short_and_honest():
    found = chapter.blocks(view(released({})))
    assert [type(block) for block in found] == [Heading, Paragraph, Slot]
    assert "The data hold no rows of the form “Staff survey”" in texts(found)
    assert chapter.key_sentences(view(released({}))) == []


@pytest.mark.parametrize("kept", [name for name in FORMS if name != "henkilosto"])
def test_each_form_alone_makes_a_chapter(staff_example, kept):
    found = chapter.blocks(view(released({kept: staff_example.tables[kept]})))
    assert slugs(found, Table)
    assert "vuosivertailu" not in slugs(found, Heading)


def test_one_year_is_not_compared(rows, staff_rows):
    only = released({"tyontekijakysely": rows[rows["vuosi"] == 2019], "henkilosto": staff_rows})
    found = chapter.blocks(view(only))
    assert "vuosivertailu" not in slugs(found, Heading)
    assert "In 2019, 19 of 29 workers answered (65.5%)." in texts(found)


def test_more_answers_than_staff_is_told_in_the_report():
    told = [{"vuosi": 2019, "asianajaja": "kylla"}] * 8
    release = released({"tyontekijakysely": answers(*told), "henkilosto": known((2019, None, 5))})
    found = chapter.blocks(view(release))
    warning = next(block for block in found if getattr(block, "role", "") == "warning")
    assert warning.text.startswith("In 2019 there are 8 answers of the whole staff, but the survey")
    assert chapter.key_sentences(view(release)) == []


def test_a_staff_below_the_threshold_tells_nothing():
    told = [{"vuosi": 2019, "asianajaja": "kylla", "uupumus": 3}] * 3
    release = released({"tyontekijakysely": answers(*told), "henkilosto": known((2019, None, 4))})
    found = chapter.blocks(view(release))
    numbers = {
        cell
        for block in found
        if isinstance(block, Table)
        for row in block.rows
        for cell in row[1:]
    }
    assert "3" not in numbers
    assert "3.0" not in numbers
