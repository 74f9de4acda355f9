"""What the observations tell, against six of them counted by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import codelists, forms, observations
from sosiaali_lib.messages import LANGUAGES, use

PUBLIC = (
    observations.tone,
    observations.sectors,
    observations.themes,
    observations.themes_by_tone,
    observations.themes_over_time,
    observations.themes_by_area,
    observations.groups,
    observations.needs,
    observations.frequency,
    observations.places,
    observations.roles,
    observations.answers,
    observations.waiting,
)
SAID = tuple(f for f in PUBLIC if f is not observations.waiting)


def test_tone_themes_and_places(six):
    assert observations.tone(six).values == {"kielteinen": 5, "myonteinen": 1}
    themes = observations.themes(six)
    assert (themes.values["saatavuus"], themes.values["integraatio"], themes.units) == (3, 2, 6)
    assert themes.share("saatavuus") == 0.5
    assert observations.places(six).values == {"koti": 5, "ei_kirjattu": 1}
    assert observations.needs(six).values["ei_mitaan"] == 1


def test_themes_over_half_years_say_that_these_may_be_covered_in_part(six):
    found = observations.themes_over_time(six)
    assert list(found.groups()) == ["2018/II", "2019/I", "2019/II"]
    assert found.values["saatavuus", "2019/I"] == 1
    assert [found.units[group] for group in found.groups()] == [1, 3, 2]
    assert "compare shares rather than counts" in found.notes[-1]


def test_themes_of_positive_and_negative_observations(six):
    found = observations.themes_by_tone(six)
    assert found.values["ymparisto", "myonteinen"] == 1
    assert found.values.get(("saatavuus", "myonteinen"), 0) == 0
    assert (found.units["myonteinen"], found.units["kielteinen"]) == (1, 5)


def test_themes_by_municipality_keep_the_whole_area_in_a_column_of_its_own(six):
    found = observations.themes_by_area(six)
    assert list(found.groups().values()) == ["Kajaani", "Kuhmo", "The whole area"]
    assert found.units == {"205": 3, "290": 2, "ei_aluetta": 1}
    assert found.values["saatavuus", "205"] == 2
    text = " ".join(found.said())
    assert "kajaani" not in text


def test_no_theme_leads_where_as_many_areas_have_another(six):
    # Kajaani: availability; Kuhmo: integration; the whole area: livelihood.
    assert observations.themes_by_area(six).said() == []
    kajaani = six.assign(kunta=["205", "205", "205", "290", "290", "290"], teemat="saatavuus")
    assert observations.themes_by_area(kajaani).said() == [
        "Availability of services is the most common theme in 2 of 2 areas."
    ]


def test_only_cleared_rows_and_publishable_columns_are_published(six):
    rows = six.assign(alue=six["kunta"].fillna("yhteensä"))
    found = observations.published(rows)
    assert list(found["havainto"]) == ["H1", "H3", "H6"]
    assert list(found["alue"]) == ["205", "205", "yhteensä"]
    assert not {"tarkastaja", "rooli", "paikkatyyppi", "kunta"} & set(found.columns)
    direct = {c.name for c in forms.load("havainnot").columns if c.personal == "direct"}
    assert not direct & set(found.columns)
    assert observations.REGISTERS["havainnot"][1] is observations.published


def test_the_five_themes_of_the_source_are_sourced():
    known = codelists.load("havainnon_teema")
    assert [code.code for code in known.codes if code.evidence == "sourced"] == [
        "saatavuus",
        "jatkuvuus",
        "integraatio",
        "moniammatillisuus",
        "ennaltaehkaisy",
    ]


def test_names_are_distinct_and_speak_of_columns_of_the_form():
    names = [one.name for one in observations.TABULATIONS]
    assert len(set(names)) == len(names)
    columns = {column.name for column in forms.load(observations.FORM).columns}
    assert {one.row for one in observations.TABULATIONS if isinstance(one.row, str)} <= columns


@pytest.mark.parametrize("function", SAID)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_words_and_a_picture_in_every_language(six, function, lang):
    found = function(six)
    picture = found.figure(lang)
    assert picture.svg.startswith("<?xml") and "</svg>" in picture.svg
    assert picture.alt == found.alt_text(lang)
    with use(lang):
        assert len(found.table) == len(found.rows)
        assert found._repr_html_()


@pytest.mark.parametrize("function", [observations.tone, observations.themes, observations.groups])
def test_words_differ_between_languages(six, function):
    found = function(six)
    assert len({tuple(found.sentences(lang)) for lang in LANGUAGES}) == 3
    assert len({found.alt_text(lang) for lang in LANGUAGES}) == 3


@pytest.mark.parametrize("function", PUBLIC)
def test_nothing_is_changed_and_one_row_and_none_do(six, function):
    before = six.copy()
    function(six)
    pd.testing.assert_frame_equal(six, before)
    assert function(six.iloc[:1]).table is not None
    empty = function(six.iloc[:0])
    assert empty.sentences() == []
    assert empty.figure() is None


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["saatavuus", "jatkuvuus", "muu"]), unique=True, min_size=1),
            st.sampled_from(["205", "290", None]),
            st.dates(pd.Timestamp("2018-01-01").date(), pd.Timestamp("2019-12-31").date()),
        ),
        min_size=1,
        max_size=15,
    )
)
def test_every_observation_is_counted_once_in_time_and_place(rows):
    frame = pd.DataFrame(
        {
            "teemat": pd.Series([";".join(themes) for themes, _kunta, _day in rows], dtype="str"),
            "kunta": pd.Series([kunta for _themes, kunta, _day in rows], dtype="str"),
            "pvm": pd.to_datetime([day for _themes, _kunta, day in rows]),
        }
    )
    by_time, by_area = observations.themes_over_time(frame), observations.themes_by_area(frame)
    themes = observations.themes(frame)
    in_time = sum(by_time.units[group] for group in by_time.groups())
    assert in_time == sum(by_area.units.values()) == len(frame)
    for code in ("saatavuus", "jatkuvuus", "muu"):
        assert sum(n for (row, _g), n in by_time.values.items() if row == code) == (
            themes.values.get(code, 0)
        )
        assert sum(n for (row, _g), n in by_area.values.items() if row == code) == (
            themes.values.get(code, 0)
        )
