"""Visits by nature, place and partner, and the breaks in comparability declared as data."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib import breaks, codelists, forms, outreach
from sosiaali_lib.messages import LANGUAGES, use

NATURES = ["palveluun", "kotiin", "kumppanille", "tapahtumaan"]
BOTH_YEARS = (date(2018, 9, 1), date(2019, 12, 31))


@pytest.fixture
def three(log):
    return log(
        luonne=["kotiin", "kumppanille", "kumppanille"],
        pvm=pd.to_datetime(["2019-01-07", "2019-03-01", "2018-09-04"]),
    )


def test_natures_add_up_to_visits_by_hand(three):
    found = outreach.nature(three)
    assert dict(found.rows)["To a partner organisation"] == (2, 2 / 3)
    assert dict(found.rows)["All visits"] == (3, 1.0)
    assert sum(row[0] for _label, row in found.rows[:-1]) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_visits_are_said_to_be_no_comparison_where_the_period_holds_the_break(three, lang):
    text = breaks.of("jalkautumiset")[0].texts[lang]
    assert text in outreach.nature(three, period=BOTH_YEARS).sentences(lang)
    assert text in outreach.nature(three).sentences(lang)
    after = outreach.nature(three, period=(date(2019, 1, 1), date(2019, 12, 31)))
    assert text not in after.sentences(lang)
    assert not after.notes


def test_before_the_break_home_visits_are_no_information_and_not_zero(log):
    early = log(pvm=pd.to_datetime(["2018-09-04"]))
    found = outreach.nature(early, period=(date(2018, 9, 1), date(2018, 12, 31)))
    assert "To a client's home" not in dict(found.rows)
    assert found.notes == [
        "To a client's home: recorded only from 1 January 2019, so there is no information on this "
        "period."
    ]
    assert not any("home" in text for text in found.sentences())


def test_a_home_visit_logged_before_the_break_is_shown_all_the_same(log):
    early = log(luonne=["kotiin"], pvm=pd.to_datetime(["2018-10-01"]))
    found = outreach.nature(early, period=(date(2018, 9, 1), date(2018, 12, 31)))
    assert dict(found.rows)["To a client's home"] == (1, 1.0)


def test_breaks_speak_of_codes_that_exist_and_say_something_in_every_language():
    for form in ("jalkautumiset",):
        columns = {column.name: column for column in forms.load(form).columns}
        for one in breaks.of(form):
            assert one.code in columns[one.column].choices()
            assert {*one.texts} == {*LANGUAGES}
            assert len({*one.texts.values()}) == 3


def test_a_form_without_declared_breaks_has_none():
    assert breaks.of("mittaukset") == ()


def test_a_break_on_the_first_day_of_a_period_breaks_nothing():
    (one,) = breaks.of("jalkautumiset")
    assert not one.within((one.recorded_from, date(2019, 12, 31)))
    assert one.within((date(2018, 12, 31), one.recorded_from))
    assert one.after((date(2018, 1, 1), date(2018, 12, 31)))


def test_logs_without_the_column_of_partners_have_recorded_none(log):
    old = log(kunta=["205", "205", "290"])
    assert outreach.by_partner(old).to_dict("list") == {
        "kunta": ["205", "290"],
        "kumppani": ["ei_kirjattu", "ei_kirjattu"],
        "kaynnit": [2, 1],
        "keskusteltu": [2, 1],
    }


def test_partners_count_every_visit_once_and_keep_unrecorded_ones_apart(log):
    rows = log(kumppani=["jarjesto", "jarjesto", "", None, "muu"])
    found = dict(outreach.partners(rows).rows)
    assert found["Association"] == (2, 0.4)
    assert found["Not recorded"] == (2, 0.4)
    assert outreach.by_partner(rows)["kaynnit"].sum() == 5


def test_a_partner_without_a_name_is_not_called_the_most_common(log):
    rows = log(kumppani=["muu"] * 3 + ["jarjesto"] * 2)
    assert outreach.partners(rows).sentences() == [
        "The most common partner of the visits was association (40%)."
    ]


def test_places_name_the_type_of_place(log):
    rows = log(paikkatyyppi=["koti", "koti", "seurakunta"])
    assert outreach.places(rows).sentences() == [
        "The most common types of place were home or housing unit (67%) and parish (33%)."
    ]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(NATURES), min_size=1, max_size=40))
def test_visits_by_nature_always_sum_to_visits(codes):
    rows = pd.DataFrame({"luonne": codes, "pvm": pd.to_datetime(["2019-05-05"] * len(codes))})
    before = rows.copy()
    found = outreach.nature(rows)
    assert sum(cells[0] for _label, cells in found.rows[:-1]) == len(codes)
    pd.testing.assert_frame_equal(rows, before)


@given(
    st.dictionaries(st.sampled_from(NATURES), st.one_of(st.none(), st.integers(0, 9)), min_size=1)
)
def test_hidden_numbers_stay_hidden(values):
    found = outreach.visits_by_code(values, None, column="luonne")
    labels = codelists.load("jalkautumisen_luonne").labels()
    for code, n in values.items():
        assert dict(found.rows)[labels[code]][0] == n
        assert dict(found.rows)[labels[code]][1] is None


@pytest.mark.parametrize("made", [outreach.nature, outreach.places, outreach.partners])
def test_words_and_pictures_differ_by_language(three, made):
    found = made(three.assign(kumppani="jarjesto"))
    assert len({found.alt_text(lang) for lang in LANGUAGES}) > 1
    for lang in LANGUAGES:
        with use(lang):
            assert found.caption
            assert found.figure().svg.startswith("<?xml")
