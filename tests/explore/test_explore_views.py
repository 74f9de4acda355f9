"""Every view of outreach, needs, observations, staff and themes: it shows what its code shows."""

from dataclasses import replace
from types import MappingProxyType

import pandas as pd
import pytest

from sosiaali_lib import explore
from sosiaali_lib.explore.choice import ChoiceError
from sosiaali_lib.explore.counting import declared, means
from sosiaali_lib.tabulation import Tabulation

SUBJECTS = ("jalkautuminen", "palvelutarpeet", "havainnot", "tyontekijakysely", "teemat")
NAMES = [view.name for subject in SUBJECTS for view in explore.views_of(subject)]
# Tables alone: texts, one number, or intervals that are drawn elsewhere.
WITHOUT_FIGURE = {
    "jalkautuminen.tyoaika",
    "havainnot.vastaukset",
    "teemat.sanayhteydet",
    "teemat.avainsanaehdotukset",
}


def made_by(code):
    """Run the code of a view, and give what it shows."""
    names = {}
    exec(compile(code, "nakyma", "exec"), names)
    return names["shown"]


@pytest.mark.parametrize("name", NAMES)
def test_a_view_shows_figure_and_table_and_its_code_shows_the_same(name, rows, read_already):
    view = explore.view(name)
    shown = view.show(rows)
    assert not shown.empty
    assert shown.note == ""
    assert bool(shown.figures) == (name not in WITHOUT_FIGURE)
    assert all(figure.alt and "<svg" in figure.svg[:200] for figure in shown.figures)
    again = made_by(explore.code(view, rows, {}))
    pd.testing.assert_frame_equal(again.table, shown.table)
    assert again.title == shown.title
    assert len(again.blocks) == len(shown.blocks)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_titles_and_choices_are_there_in_every_language(subject, rows):
    for lang in ("fi", "sv", "en"):
        data = replace(rows, lang=lang)
        for view in explore.views_of(subject):
            with data.speaking():
                assert view.title()
            for choice in view.controls(data, {}):
                assert choice.label
                assert all(option.label for option in choice.options)
                assert choice.written or choice.default in choice.values


def test_topics_by_area_are_those_of_a_plain_count(rows):
    log = rows.rows("jalkautumiset")
    year = log[(log["pvm"] >= "2019-01-01") & (log["toimija"] == "Kainuun sote")]
    shown = explore.view("jalkautuminen.aiheet_ryhmittain").show(
        rows, ryhmittely="kunta", jakso="2019", toimija="Kainuun sote"
    )
    assert shown.title.endswith("2019, Kainuun sote")
    each = year.assign(aiheet=year["aiheet"].str.split(";")).explode("aiheet")
    housing = each[each["aiheet"] == "asuminen"].groupby("kunta").size()
    row = shown.table.set_index(shown.table.columns[0]).loc["Housing"]
    assert row["Kajaani"] == housing["205"]
    assert row.sum() == housing.sum()
    assert shown.table.iloc[-1]["Kajaani"] == (year["kunta"] == "205").sum()


def test_months_add_up_to_the_people_of_the_published_report(rows):
    # Kainuun sote 2019, table 4: 1,386 people talked with on 404 visits of all organisations.
    for what, whole in (("kaynnit", 404), ("keskusteltu", 1386)):
        table = explore.view("jalkautuminen.kuukaudet").show(rows, mita=what).table
        assert table.iloc[-1, 1] == whole == table.iloc[:-1, 1].sum()
    by_place = explore.view("jalkautuminen.kontaktit").show(rows, ryhmittely="paikkatyyppi").table
    assert by_place.iloc[-1, 1:3].tolist() == [404, 1386]
    assert by_place.iloc[:-1, 2].sum() == 1386


def test_weekdays_and_half_years_come_from_the_day(rows):
    days = rows.rows("jalkautumiset")["pvm"]
    table = explore.view("jalkautuminen.milloin").show(rows, mita="viikonpaiva").table
    counted = table.set_index(table.columns[0]).iloc[:, 0]
    assert counted["Wednesday"] == (days.dt.day_name() == "Wednesday").sum()
    halves = explore.view("jalkautuminen.milloin").show(rows, mita="puolivuosi").table
    assert halves.iloc[:-1, 0].tolist() == ["2018/2", "2019/1", "2019/2"]


def test_a_mean_by_group_is_the_plain_mean(rows):
    log = rows.rows("jalkautumiset")
    table = explore.view("jalkautuminen.tunne").show(rows, ryhmittely="toimija").table
    found = table.set_index(table.columns[0]).iloc[:, 1]
    for organisation, group in log.dropna(subset="tunne").groupby("toimija"):
        assert found[organisation] == pytest.approx(group["tunne"].astype(float).mean())
    with pytest.raises(ValueError, match="Column 'paikka' of 'jalkautumiset' has no limits"):
        means(log, "jalkautumiset", "paikka", "kunta")


def test_a_period_of_ones_own_brings_its_months(rows):
    view = explore.view("jalkautuminen.paikat")
    assert {"alkaa", "paattyy"} <= {one.name for one in view.controls(rows, {"jakso": "oma"})}
    assert "alkaa" not in {one.name for one in view.controls(rows, {})}
    shown = view.show(rows, jakso="oma", alkaa="2019-03", paattyy="2019-03")
    march = rows.rows("jalkautumiset")["pvm"].dt.strftime("%Y-%m") == "2019-03"
    assert shown.table.iloc[-1, 1] == march.sum()
    backwards = view.show(rows, jakso="oma", alkaa="2019-03", paattyy="2019-02")
    assert backwards.empty
    assert backwards.note.startswith("There is nothing to show: no row fits what was chosen.")


def test_a_wrong_choice_is_refused_by_name(rows):
    view = explore.view("jalkautuminen.paikat")
    with pytest.raises(ChoiceError, match="The choice alue cannot be '999': expected one of"):
        view.show(rows, alue="999")
    with pytest.raises(ChoiceError, match="The choice kunta cannot be '205'"):
        view.show(rows, kunta="205")


def test_a_form_that_the_folder_lacks_is_named(rows):
    without = replace(rows, tables=MappingProxyType({"havainnot": rows.tables["havainnot"]}))
    shown = explore.view("jalkautuminen.paikat").show(without)
    assert shown.empty
    assert "no usable rows of the form" in shown.note
    assert "(jalkautumiset)" in shown.note
    words = explore.view("teemat.sanayhteydet").show(without, sanat="palvelu*")
    assert not words.empty  # the observations have texts, and there is no coding frame to pick from


def test_what_cannot_be_counted_says_so_itself(rows):
    answers = rows.rows("kysymykset").assign(teemat=None)
    tables = MappingProxyType({**rows.tables, "kysymykset": answers})
    shown = explore.view("teemat.paateemat").show(replace(rows, tables=tables))
    assert shown.note.startswith("No answer has agreed themes.")


def test_two_years_know_how_many_stayed(rows):
    view = explore.view("tyontekijakysely.vuosivertailu")
    stayed = next(one for one in view.controls(rows, {}) if one.name == "samat")
    assert stayed.values[:2] == ("", "0")
    assert "stayers=10" in explore.code(view, rows, {"samat": "10"})
    narrow, wide = (view.show(rows, samat=n).table.iloc[:, -2:] for n in ("10", ""))
    assert not narrow.equals(wide)


def test_columns_are_never_set_against_themselves(rows):
    for subject in SUBJECTS[:4]:
        view = explore.view(f"{subject}.ristiin")
        for what in view.controls(rows, {})[0].values:
            grouping = view.controls(rows, {"mita": what})[1]
            assert what not in grouping.values
    shown = explore.view("palvelutarpeet.ristiin").show(
        rows, mita="vireilletulo", ryhmittely="kunta"
    )
    assessments = rows.rows("palvelutarpeet")
    assert shown.table.iloc[-1, 1:].sum() == len(assessments)


def test_a_declared_count_is_the_count_that_is_shown(rows):
    views = [view for s in SUBJECTS[:4] for view in explore.views_of(s) if view.tabulation]
    assert {"jalkautuminen.aiheet", "palvelutarpeet.tuki"} <= {view.name for view in views}
    for view in views:
        found = view.tabulation(view.chosen(rows, {}))
        assert isinstance(found, Tabulation)
        assert found.form == view.forms[0]
    counted = declared("jalkautumiset", "aiheet").of(rows.rows("jalkautumiset"))
    shown = explore.view("jalkautuminen.aiheet").show(rows)
    assert counted.table.iloc[:, 0].tolist() == shown.table.iloc[:, 1].tolist()


def test_rows_are_not_changed_by_any_view(rows):
    before = {form: table.copy(deep=True) for form, table in rows.tables.items()}
    for name in ("jalkautuminen.kontaktit", "palvelutarpeet.nakemykset", "teemat.sanat"):
        explore.view(name).show(rows)
    for form in ("jalkautumiset", "palvelutarpeet", "kysymykset"):
        pd.testing.assert_frame_equal(rows.tables[form], before[form])
