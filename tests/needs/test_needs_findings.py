"""What the assessments tell, against six of them counted by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import codelists, needs
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.needs.outcomes import Outcomes, outcomes_of
from sosiaali_lib.needs.views import LEAST, PARTS, Views

CODES = list(codelists.load("shl11").labels())
PUBLIC = (
    needs.beginnings,
    needs.life_situations,
    needs.needs,
    needs.client_needs,
    needs.outcomes,
    needs.views,
    needs.support,
    needs.together,
    needs.by_month,
    needs.by_year,
)


def test_how_the_cases_began_and_the_life_situation(six):
    began = needs.beginnings(six)
    assert (began.values["hakemus"], began.values["kela"], began.units) == (3, 2, 6)
    life = needs.life_situations(six)
    assert (life.values["tyoton"], life.values["elake"], life.values["ei_mitaan"]) == (2, 2, 1)


def test_needs_by_the_worker_and_by_the_client_have_bases_of_their_own(six):
    worker, client = needs.needs(six), needs.client_needs(six)
    assert {code: worker.values.get(code, 0) for code in ("11-2", "11-3", "11-8")} == {
        "11-2": 3,
        "11-3": 3,
        "11-8": 2,
    }
    assert worker.units == 6
    # The third client's view is not recorded; the sixth is, since a need stands there.
    assert client.units == 5
    assert (client.values["11-3"], client.values["11-2"], client.values["11-8"]) == (3, 2, 0)
    assert client.share("11-3") == 3 / 5


def test_what_became_of_the_needs(six):
    found = needs.outcomes(six)
    assert found.found["11-2"] == 3
    states = [found.values["11-2", state] for state in ("vastattu", "osittain", "ei_vastattu")]
    assert states == [1, 1, 1]
    # Two of three have an outcome: one assessment says nothing of the financial need.
    assert [found.values["11-3", s] for s in ("vastattu", "osittain", "ei_tietoa")] == [1, 1, 1]
    assert found.unmet_share("11-8") == 1.0
    assert found.order()[0] == "11-8"


def test_an_outcome_of_a_need_that_the_worker_did_not_find_is_told_and_left_out(six):
    found = needs.outcomes(six)
    assert found.astray == 1
    assert found.found["11-10"] == 0
    assert any("had not found" in note for note in found.notes)
    assert needs.outcomes(six.iloc[:5]).astray == 0


def test_a_need_under_two_outcomes_has_no_known_one(one):
    twice = one.assign(tarve_ei_vastattu="11-3;11-2")
    assert needs.outcomes(twice).values["11-3", "ei_tietoa"] == 1


def test_unmet_needs_that_are_level_share_a_rank():
    values = {("11-2", "ei_vastattu"): 7, ("11-3", "ei_vastattu"): 7, ("11-8", "ei_vastattu"): 2}
    found = Outcomes(values=values, found={"11-2": 9, "11-3": 9, "11-8": 9})
    assert found.unmet() == [["11-2", "11-3"], ["11-8"]]
    (sentence,) = found.said()
    assert "housing / financial support (7 each)" in sentence
    assert sentence.index("each") < sentence.index("substance use")


def test_no_unmet_need_and_hidden_ones_are_said(six):
    none = Outcomes(values={("11-2", "vastattu"): 3}, found={"11-2": 3})
    assert none.said() == ["No need was left unmet where the outcome is known."]
    values = {("11-2", "ei_vastattu"): None, ("11-3", "ei_vastattu"): 6, ("11-3", "vastattu"): None}
    hidden = Outcomes(values=values, found={"11-2": 20, "11-3": 20})
    assert hidden.said()[0].endswith("financial support (6).")
    assert "hidden" in hidden.said()[1]
    assert hidden.order() == ["11-3", "11-2"]
    assert hidden.unmet_share("11-3") is None
    assert hidden.drawn() is None


def test_the_two_views_of_a_need(six):
    found = needs.views(six)
    assert found.units == 5
    # The first worker names housing alone, the second client alone, the sixth both.
    assert found.parts("11-2") == [1, 2, 1, 1]
    assert found.parts("11-3") == [2, 1, 1, 1]
    assert found.agreement("11-2") == 2 / 5


def test_kappa_agrees_with_the_formula_and_is_not_given_where_it_says_nothing():
    parts = dict(zip(PARTS, (20, 5, 10, 15), strict=True))
    found = Views(values={("11-2", name): n for name, n in parts.items()}, units=50)
    # Cohen (1960): observed 35/50; by chance (25 · 30 + 25 · 20) / 50².
    by_chance = (25 * 30 + 25 * 20) / 2500
    assert found.kappa("11-2") == pytest.approx((0.7 - by_chance) / (1 - by_chance))
    few = Views(values={("11-2", name): n // 5 for name, n in parts.items()}, units=10)
    assert math.isnan(few.kappa("11-2"))
    assert few.agreement("11-2") == 0.7
    one_sided = {("11-2", name): n for name, n in zip(PARTS, (30, 0, 10, 0), strict=True)}
    assert math.isnan(Views(values=one_sided, units=40).kappa("11-2"))
    hidden = {("11-2", name): n for name, n in zip(PARTS, (30, None, 10, 9), strict=True)}
    assert Views(values=hidden, units=49).kappa("11-2") is None
    assert LEAST == 20


def test_no_sentence_ranks_agreement_that_is_written_alike():
    same = {(need, name): n for need in CODES for name, n in zip(PARTS, (9, 1, 1, 9), strict=True)}
    sentences = Views(values=same, units=20).said()
    assert len(sentences) == 1
    assert sentences[0] == "The client's view is known in 20 assessments."


def test_pairs_of_needs(six):
    found = needs.together(six)
    assert found.value("11-2", "11-3") == found.value("11-3", "11-2") == 2
    assert found.value("11-3", "11-8") == 1
    assert found.share("11-2", "11-3") == 2 / 6
    (sentence,) = found.said()
    assert "together: housing + financial support (2 assessments, 33%); housing + " in sentence
    assert sentence.count("(1 assessment, 17%)") == 2
    assert math.isnan(found.rows[0][1][0])


def test_years_of_different_length_are_given_by_month(six):
    found = needs.by_year(six)
    assert found.values == {2018: 2, 2019: 4}
    assert found.months == {2018: 2, 2019: 2}
    assert found.notes == ()
    whole = needs.by_year(six, period=(pd.Timestamp("2018-09-01"), pd.Timestamp("2019-02-28")))
    assert whole.months == {2018: 4, 2019: 2}
    assert whole.rate(2018) == 0.5
    assert "cannot be compared" in whole.notes[0]
    assert "4 months: 2 assessments, 0.5 a month" in whole.said()[0]


def test_months_without_assessments_between_others_are_zero_and_those_outside_absent(make, six):
    found = needs.by_month(six[six["kunta"] != "290"])
    assert found.values == {"2018-11": 1, "2018-12": 1, "2019-01": 1, "2019-02": 1}
    first_and_last = six.iloc[[0, 5]]
    assert needs.by_month(first_and_last).values == {
        "2018-11": 1,
        "2018-12": 0,
        "2019-01": 0,
        "2019-02": 1,
    }


def test_years_from_half_years_cover_only_those_with_rows(six):
    cells = needs.YEARS.whole(needs.YEARS.count(six))
    period = (pd.Timestamp("2018-09-01"), pd.Timestamp("2019-12-31"))
    found = needs.YEARS.finding(cells, period=period)
    assert (found.values, found.months) == ({2018: 2, 2019: 4}, {2018: 4, 2019: 6})
    hidden = cells.assign(n=cells["n"].mask(cells["puolivuosi"] == "2019-1"))
    found = needs.YEARS.finding(hidden, period=period)
    assert found.values == {2018: 2, 2019: None}
    assert found.rate(2019) is None
    assert len(found.said()) == 1


@pytest.mark.parametrize("function", PUBLIC)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_words_and_a_picture_in_every_language(six, function, lang):
    many = pd.concat([six] * 4, ignore_index=True)
    found = function(many)
    picture = found.figure(lang)
    assert picture.svg.startswith("<?xml") and "</svg>" in picture.svg
    assert picture.alt == found.alt_text(lang)
    assert found.sentences(lang)
    with use(lang):
        assert len(found.table) == len(found.rows)
        assert found._repr_html_()


@pytest.mark.parametrize("function", PUBLIC[:6])
def test_words_differ_between_languages(six, function):
    found = function(six)
    assert len({found.alt_text(lang) for lang in LANGUAGES}) == 3


@pytest.mark.parametrize("function", PUBLIC)
def test_nothing_is_changed_and_one_row_and_none_do(six, one, function):
    before = six.copy()
    function(six)
    pd.testing.assert_frame_equal(six, before)
    assert function(one).table is not None
    empty = function(six.iloc[:0])
    assert empty.sentences() == []
    assert empty.figure() is None


def test_missing_cells_are_no_codes(six):
    holes = six.replace("", pd.NA)
    for function in PUBLIC:
        pd.testing.assert_frame_equal(function(six).table, function(holes).table)


@st.composite
def assessments(draw):
    codes = st.lists(st.sampled_from(CODES), unique=True, max_size=4).map(";".join)
    rows = draw(
        st.lists(
            st.tuples(codes, codes, st.sampled_from(["kylla", "ei"]), codes, codes, codes),
            min_size=1,
            max_size=12,
        )
    )
    names = ("tarpeet_tyontekija", "tarpeet_asiakas", "asiakkaan_nakemys")
    return pd.DataFrame(
        rows, columns=[*names, "tarve_vastattu", "tarve_osittain", "tarve_ei_vastattu"]
    )


@given(assessments())
def test_parts_add_up_whatever_was_recorded(rows):
    outcomes, views, by_worker = needs.outcomes(rows), needs.views(rows), needs.needs(rows)
    client = needs.client_needs(rows)
    for need in CODES:
        assert outcomes.found[need] == by_worker.values.get(need, 0)
        states = ("vastattu", "osittain", "ei_vastattu", "ei_tietoa")
        assert sum(outcomes.values[need, state] for state in states) == outcomes.found[need]
        assert sum(views.parts(need)) == views.units
        both, worker, alone, _neither = views.parts(need)
        assert both + alone == client.values[need]
        assert both + worker <= outcomes.found[need]
    assert views.units == client.units <= len(rows)


@given(assessments(), st.sampled_from(CODES))
def test_a_hidden_number_stays_hidden(rows, need):
    cells = {one: tab.whole(tab.count(rows)) for one, tab in needs.OUTCOMES.items()}
    hidden = cells[need].assign(n=cells[need]["n"].mask(cells[need]["todettu"] == "kylla"))
    found = outcomes_of({**cells, need: hidden})
    if found.found[need] is None:
        label = codelists.load("shl11").labels()[need]
        assert dict(found.rows)[label][0] is None
        # What is left of the parts is either hidden or says that none is known.
        assert found.known(need) in (None, 0)
        assert not any(label.lower() in text.lower() for text in found.said())
