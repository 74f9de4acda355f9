"""Feedback of clients, hosts and workers: shares with intervals, means and what was good."""

from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from sosiaali_lib import outreach
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.outreach import feedback


def answers(*rows):
    columns = ["antaja", "kokemus", "soveltuvuus", "hyodyt", "jatkossa"]
    return pd.DataFrame(rows, columns=columns).astype({"kokemus": "Int64"})


SIX = answers(
    ("asiakas", 5, None, "kasvokkain;ohjaus", "enemman"),
    ("asiakas", 3, None, "kasvokkain", "ei_tarvetta"),
    ("asiakas", None, None, "", "ei_osaa_sanoa"),
    ("kohde", 4, None, "saavutettavuus", "ennallaan"),
    ("tyontekija", 4, "hyvin", "rentous", None),
    ("tyontekija", 2, "kohtalaisesti", None, None),
)


def test_respondents_are_all_counted():
    rows = dict(outreach.feedback_respondents(SIX).rows)
    assert rows["Client"] == (3, 0.5)
    assert rows["All answers"] == (6, 1.0)


def test_means_are_given_by_who_answered():
    rows = dict(outreach.feedback_experience(SIX).rows)
    assert rows["Client"][:2] == (2, 4.0)
    assert rows["Worker"][:2] == (2, 3.0)


def test_four_and_five_are_positive_and_the_unanswered_are_not_in_the_base():
    found = outreach.feedback_positive(SIX)
    rows = dict(found.rows)
    assert rows["Client"][:3] == (2, 1, 0.5)
    assert rows["Host of the visit"][:3] == (1, 1, 1.0)
    interval = binomtest(1, 2).proportion_ci(method="wilson")
    assert rows["Client"][3] == pytest.approx((100 * interval.low, 100 * interval.high))


def test_those_who_cannot_say_are_not_in_the_base():
    rows = dict(outreach.feedback_continuation(SIX).rows)
    assert rows["Client"][:3] == (2, 1, 0.5)
    assert "Worker" not in rows  # was not asked


def test_only_those_who_were_asked_judge_the_suitability():
    found = outreach.feedback_suitability(SIX)
    assert [label for label, _cells in found.rows] == ["Worker"]
    assert found.sentences() == [
        "In the group “worker”, 50% found that outreach suits adult social work well or very well "
        "(95% interval 9–91%, n = 2)."
    ]


def test_benefits_are_several_and_have_those_who_named_one_as_base():
    found = outreach.feedback_benefits(SIX)
    rows = dict(found.rows)
    assert rows["Personal contact face to face"][0] == 2
    assert rows["All who named something"] == [2, 1, 1]
    assert found.several


def test_hidden_shares_have_no_interval_and_no_sentence():
    cells = feedback.SUITABILITY.whole(feedback.SUITABILITY.count(SIX))
    found = feedback.SUITABILITY.finding(cells.assign(n=pd.array([None] * len(cells), "Int64")))
    assert found.rows[0][1] == (None, None, None, None)
    assert found.sentences() == []
    assert found.figure() is None


def test_nobody_answered_gives_an_empty_table():
    found = outreach.feedback_suitability(SIX[SIX["antaja"] == "asiakas"])
    assert found.rows == []
    assert found.sentences() == []


@settings(max_examples=25)
@given(st.integers(1, 200), st.data())
def test_the_interval_is_wilsons_and_holds_the_share(n, data):
    agreed = data.draw(st.integers(0, n))
    rows = answers(
        *[("tyontekija", 5, "hyvin" if i < agreed else "huonosti", "", "") for i in range(n)]
    )
    found = outreach.feedback_suitability(rows)
    low, high = found.limits("tyontekija")
    expected = binomtest(agreed, n).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert low <= agreed / n <= high


@pytest.mark.parametrize("tabulation", feedback.TABULATIONS, ids=lambda one: one.name)
def test_every_tabulation_counts_protects_and_reads_back(tabulation):
    before = SIX.copy()
    found = tabulation.of(SIX, place="Kajaani")
    pd.testing.assert_frame_equal(SIX, before)
    assert found.caption.endswith(", Kajaani")
    assert len({found.alt_text(lang) for lang in LANGUAGES}) > 1
    picture = found.figure()
    assert picture is None or ElementTree.fromstring(picture.svg) is not None


def test_names_of_the_tables_are_all_different():
    names = [one.name for one in outreach.TABULATIONS]
    assert len(set(names)) == len(names) == 7
