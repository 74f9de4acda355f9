"""Feedback on groups, and the forms about the measuring, worked out by hand on few rows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import codelists, forms, groups
from sosiaali_lib.groups import matters
from sosiaali_lib.messages import LANGUAGES, use


@pytest.fixture
def feedback_rows(fill):
    base = {"pvm": "2019-05-01", "kunta": "205", "toiminta": "Leiri", "kohde": "leiri"}
    checked = {"tarkastaja": "K.M.", "tarkastettu_pvm": "2019-12-16"}
    cleared = {"lupa": "kylla", "julkaistavissa": "kylla", **checked}
    quote = {"lainaus": "Hyvä leiri.", "lainauksen_aihe": "tunnelma"}
    return fill(
        "palaute",
        [
            {**base, **quote, **cleared, "arvio_ryhma": 5, "arvio_vointi": 3.5},
            {**base, **quote, **cleared, "lainauksen_aihe": "ohjaajat", "arvio_ryhma": 4},
            {**base, **quote, "lupa": "kylla", "julkaistavissa": "ei"},
            {**base, **quote, **checked, "lupa": "ei", "julkaistavissa": "kylla"},
            {**base, **quote, **checked, "julkaistavissa": "kylla"},
            {**base, "kohde": "ryhma", "arvio_ryhma": 1, "julkaistavissa": "ei"},
        ],
    )


@pytest.fixture
def measuring_rows(fill):
    def row(person, wave, **answers):
        place = {"tunniste": person, "mittari": "esy", "vaihe": wave, "kunta": "205"}
        return {**place, "pvm": "2019-01-01", **answers}

    return fill(
        "mittauspalaute",
        [
            row("1", "alku", tarpeet_selvenivat="huonosti", muutostoiveet="hyvin"),
            row("1", "loppu", palvelut_vastasivat="hyvin", muutos_esille="eos"),
            row("2", "alku", tarpeet_selvenivat="hyvin", muutostoiveet="hyvin"),
            row("2", "loppu", palvelut_vastasivat="hyvin", muutos_esille="huonosti"),
            row("3", "alku", tarpeet_selvenivat="erittain_hyvin"),
            row("4", "loppu"),  # given back empty
            # A question of the other form counts nowhere.
            row("5", "alku", palvelut_vastasivat="ei_lainkaan"),
        ],
    )


def cells(finding):
    return {label: tuple(row) for label, row in finding.rows}


def test_means_have_their_own_base_and_kinds_are_not_mixed(feedback_rows):
    found = cells(groups.ratings(feedback_rows, "leiri"))
    assert found["Being heard and included"] == (2, 4.5)
    assert found["Own wellbeing"] == (1, 3.5)
    assert "Topics of the discussions" not in found  # nobody rated it: no zero
    assert cells(groups.ratings(feedback_rows, "ryhma")) == {"Being heard and included": (1, 1.0)}
    assert cells(groups.kinds(feedback_rows))["Camp"] == (5, 5 / 6)


def test_an_unknown_kind_is_refused(feedback_rows):
    with pytest.raises(ValueError, match="`kind` is 'retki'; expected one of ryhma, leiri, tapah"):
        groups.ratings(feedback_rows, "retki")


def test_feedback_says_that_nothing_can_be_concluded_about_effect(feedback_rows):
    assert groups.ratings(feedback_rows, "leiri").notes == (
        "There is no comparison group, so nothing can be concluded about effect.",
    )


def test_equal_means_have_no_highest(feedback_rows):
    alike = feedback_rows.assign(arvio_ryhma=4.0, arvio_vointi=4.0)
    assert groups.ratings(alike, "leiri").said() == []


def test_only_permitted_and_cleared_quotes_are_published_by_theme(feedback_rows):
    found = groups.quotes(feedback_rows.assign(alue="205"))
    assert list(found["lainauksen_aihe"]) == ["ohjaajat", "tunnelma"]
    assert list(found.columns) == ["alue", "kohde", "lainauksen_aihe", "lainaus"]
    without = feedback_rows.assign(alue="205", lainaus=None)
    assert len(groups.quotes(without)) == 0


def test_every_question_of_the_appendix_is_a_column_and_matters_pair_them():
    form = {column.name for column in forms.load("mittauspalaute").columns}
    first, second = (
        set(codelists.load(name).labels()) for name in ("mittauslomake1", "mittauslomake2")
    )
    assert (len(first), len(second)) == (6, 13)  # appendix 4
    assert first | second <= form
    assert first & second == {"yhteydenpito"}
    assert [one.code for one in matters.matters()] == ["tuen_tarpeet", "muutos", "oma_aani"]
    shared = codelists.load("mittauspalautteen_aiheet")
    for code in shared.codes:
        assert set(code.maps["mittauslomake1"]) <= first
        assert set(code.maps["mittauslomake2"]) <= second


def test_shared_answers_by_hand(measuring_rows):
    found = groups.shared_answers(measuring_rows)
    rows = cells(found)
    # Not at all, poorly, fairly, well, very well, don't know, no answer, n, share well or very well
    assert rows["Needs for support – Start"] == (0, 1, 0, 1, 1, 0, 1, 3, 2 / 3)
    assert rows["Needs for support – End or follow-up"] == (0, 0, 0, 2, 0, 0, 1, 2, 1.0)
    assert rows["Change becoming visible – End or follow-up"] == (0, 1, 0, 0, 0, 1, 1, 1, 0.0)
    assert found.said() == [
        "Needs for support: 67% answered well or very well at the start (n = 3) and 100% at the end "
        "(n = 2). Answered on both forms: 2, on form 1 only: 1, on form 2 only: 0.",
        "Change becoming visible: 100% answered well or very well at the start (n = 2) and 0% at the "
        "end (n = 1). Answered on both forms: 1, on form 1 only: 1, on form 2 only: 0.",
    ]


def test_the_same_people_answer_at_both_waves(measuring_rows):
    found = groups.shared_answers_of_the_same(measuring_rows)
    for matter in matters.matters():
        assert found.n(matter.code, "alku") == found.n(matter.code, "loppu")
    assert cells(found)["Needs for support – Start"] == (0, 1, 0, 1, 0, 0, 0, 2, 0.5)


def test_pairs_by_hand(measuring_rows):
    rows = cells(groups.shared_pairs(measuring_rows))
    assert rows["Needs for support"] == (2, 1, 1, 0, 1, 0)
    assert rows["Change becoming visible"] == (1, 0, 0, 1, 1, 0)
    assert rows["Own voice being heard"] == (0, 0, 0, 0, 0, 0)


def test_a_person_with_two_forms_of_a_wave_is_refused(measuring_rows):
    twice = pd.concat([measuring_rows, measuring_rows.head(1)], ignore_index=True)
    with pytest.raises(ValueError, match="1 repeated identifier"):
        groups.shared_pairs(twice)


def test_forms_beside_measurements(measuring_rows):
    measured = pd.DataFrame(
        {"mittari": ["esy"] * 4 + ["gse"], "vaihe": ["alku", "alku", "alku", "loppu", "alku"]}
    )
    found = groups.instrument_forms(measured, measuring_rows)
    assert [row for _label, row in found.rows] == [(3, 4, 1, 2, 1), [3, 4, 1, 2, 1]]
    assert found.said() == [
        "Form 1 was answered at 4 of 3 first measurements and form 2 at 2 of 1 second measurements."
    ]
    without = groups.instrument_forms(measured.head(0), measuring_rows)
    assert without.rows[0][1] == (0, 4, 0, 2, 1)
    assert groups.instrument_forms(measured, measuring_rows.head(0)).rows == []


def test_needs_met_counts_forms_that_answered_every_matter(fill):
    answers = {
        "tarpeet_selvenivat": "hyvin",
        "muutostoiveet": "huonosti",
        "nakemys_esille": "hyvin",
    }
    place = {"tunniste": "1", "mittari": "esy", "vaihe": "alku", "kunta": "205"}
    none = dict.fromkeys(answers, "huonosti")
    rows = fill(
        "mittauspalaute",
        [
            {**place, **answers},
            {**place, **none},
            {**place, **answers, "muutostoiveet": "eos"},
            {**place, "tarpeet_selvenivat": "hyvin"},
        ],
    )
    found = cells(groups.needs_met(rows))
    assert {label: row[0] for label, row in found.items()} == {
        "Needs for support": 1,
        "Change becoming visible": 0,
        "Own voice being heard": 1,
        "Forms that answered all matters": 2,
    }


def test_needs_met_of_nobody_keeps_its_base(fill):
    place = {"tunniste": "1", "mittari": "esy", "vaihe": "alku", "kunta": "205"}
    names = ("tarpeet_selvenivat", "muutostoiveet", "nakemys_esille")
    rows = fill("mittauspalaute", [{**place, **dict.fromkeys(names, "huonosti")}])
    assert [row for _label, row in groups.needs_met(rows).rows] == [[0, 0], [0, 0], [0, 0], [1, 0]]
    assert groups.needs_met(rows.head(0)).sentences() == []


def test_one_row_and_no_rows(measuring_rows):
    one = groups.shared_answers(measuring_rows.head(1))
    assert one.said() == []
    assert one.n("tuen_tarpeet", "alku") == 1
    none = groups.shared_answers(measuring_rows.head(0))
    assert none.rows == []
    assert none.figure() is None
    assert groups.shared_pairs(measuring_rows.head(0)).said() == []


def test_words_and_pictures_in_three_languages(example):
    rows = example.tables["mittauspalaute"]
    for found in (groups.shared_answers(rows), groups.shared_answers_of_the_same(rows)):
        assert len({tuple(found.sentences(lang)) for lang in LANGUAGES}) == 3
        for lang in LANGUAGES:
            picture = found.figure(lang)
            assert "<svg" in picture.svg
            assert picture.alt == found.alt_text(lang) != ""
            with use(lang):
                assert len(found.notes) == 5
    pairs = groups.shared_pairs(rows)
    assert pairs.figure() is None
    assert len(pairs.sentences("sv")) == 3


ANSWERS = st.sampled_from(["ei_lainkaan", "huonosti", "hyvin", "erittain_hyvin", "eos", None])


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=12))
def test_nobody_is_counted_twice_or_lost(answers):
    rows = pd.DataFrame(
        [
            row
            for at, (first, second) in enumerate(answers)
            for row in (
                {"tunniste": str(at), "vaihe": "alku", "tarpeet_selvenivat": first},
                {"tunniste": str(at), "vaihe": "loppu", "palvelut_vastasivat": second},
            )
        ]
    ).assign(mittari="esy")
    names = [column for one in matters.matters() for column in one.columns.values()]
    rows = rows.reindex(columns=list(dict.fromkeys([*rows.columns, *names]))).astype("object")
    before = rows.copy()
    found = groups.shared_answers(rows)
    for wave in ("alku", "loppu"):
        assert sum(found.counts["tuen_tarpeet", wave].values()) == len(answers)
    both, start, end = found.pairs["tuen_tarpeet"]
    assert both + start == found.n("tuen_tarpeet", "alku")
    assert both + end == found.n("tuen_tarpeet", "loppu")
    n, better, alike, worse, *rest = cells(groups.shared_pairs(rows))["Needs for support"]
    assert n == both == better + alike + worse
    assert rest == [start, end]
    pd.testing.assert_frame_equal(rows, before)


def test_the_feedback_rows_are_not_changed(feedback_rows):
    before = feedback_rows.copy()
    groups.ratings(feedback_rows, "leiri")
    groups.quotes(feedback_rows.assign(alue="205"))
    pd.testing.assert_frame_equal(feedback_rows, before)
