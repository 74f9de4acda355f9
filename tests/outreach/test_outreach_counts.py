"""Hand-worked log: Kajaani three visits, Kuhmo one, no visit counted twice for its topics."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import codelists, outreach

LOG = pd.DataFrame(
    {
        "kunta": ["205", "205", "205", "290"],
        "pvm": pd.to_datetime(["2019-01-07", "2019-01-31", "2019-03-01", "2019-03-02"]),
        "luonne": ["kotiin", "kumppanille", "kumppanille", "kumppanille"],
        "lasna": pd.array([1, 12, None, 4], "Int64"),
        "keskusteltu": pd.array([1, 5, 3, 0], "Int64"),
        "aiheet": ["talous", "talous;asuminen;paihteet", "asuminen", ""],
        "tunne": pd.array([4, 5, None, 2], "Int64"),
    }
)


def records(table):
    return table.to_dict("records")


def test_totals_count_visits_and_people_and_keep_missing_apart():
    assert records(outreach.totals(LOG)) == [
        {
            "kunta": "205",
            "kaynnit": 3,
            "lasna": 13,
            "lasna_n": 2,
            "keskusteltu": 9,
            "neliosumma": 35,
        },
        {"kunta": "290", "kaynnit": 1, "lasna": 4, "lasna_n": 1, "keskusteltu": 0, "neliosumma": 0},
    ]


def test_natures_add_up_to_visits():
    assert records(outreach.by_code(LOG, "luonne")) == [
        {"kunta": "205", "luonne": "kotiin", "kaynnit": 1, "keskusteltu": 1},
        {"kunta": "205", "luonne": "kumppanille", "kaynnit": 2, "keskusteltu": 8},
        {"kunta": "290", "luonne": "kumppanille", "kaynnit": 1, "keskusteltu": 0},
    ]


def test_months_are_calendar_months():
    found = outreach.by_month(LOG)
    assert list(zip(found["kunta"], found["kuukausi"], found["kaynnit"], strict=True)) == [
        ("205", "2019-01", 2), ("205", "2019-03", 1), ("290", "2019-03", 1),
    ]  # fmt: skip


def test_topics_count_mentions_with_the_people_behind_each():
    assert records(outreach.by_topic(LOG)) == [
        {"kunta": "205", "aihe": "asuminen", "maininnat": 2, "keskusteltu": 8},
        {"kunta": "205", "aihe": "paihteet", "maininnat": 1, "keskusteltu": 5},
        {"kunta": "205", "aihe": "talous", "maininnat": 2, "keskusteltu": 6},
    ]


def test_money_alone_is_told_from_money_among_others_and_from_no_topic():
    found = outreach.by_money(LOG)
    assert dict(zip(zip(found["kunta"], found["raha"], strict=True), found["kaynnit"], strict=True)) == {
        ("205", "ei_rahaa"): 1, ("205", "raha_ja_muuta"): 1, ("205", "vain_raha"): 1, ("290", "ei_aihetta"): 1,
    }  # fmt: skip


def test_feeling_leaves_out_visits_without_a_rating():
    assert records(outreach.feeling(LOG)) == [
        {"kunta": "205", "tunne_n": 2, "tunne_summa": 9},
        {"kunta": "290", "tunne_n": 1, "tunne_summa": 2},
    ]


TOPICS = [code.code for code in codelists.load("aiheet").codes]
logs = st.lists(
    st.fixed_dictionaries(
        {
            "kunta": st.sampled_from(["205", "290", "765"]),
            "luonne": st.sampled_from(["kotiin", "palveluun"]),
            "keskusteltu": st.integers(0, 20),
            "aiheet": st.lists(st.sampled_from(TOPICS), unique=True, max_size=5).map(";".join),
        }
    ),
    min_size=1,
    max_size=30,
)


@given(logs)
def test_nothing_is_counted_twice_or_lost(rows):
    log = pd.DataFrame(rows).assign(
        lasna=pd.array([None] * len(rows), "Int64"), pvm=pd.Timestamp("2019-05-05")
    )
    before = log.copy()
    totals = outreach.totals(log)
    assert totals["kaynnit"].sum() == len(rows)
    assert totals["keskusteltu"].sum() == sum(row["keskusteltu"] for row in rows)
    for counted in (
        outreach.by_code(log, "luonne"), outreach.by_month(log), outreach.by_money(log)
    ):  # fmt: skip
        assert counted["kaynnit"].sum() == len(rows)
        assert counted["keskusteltu"].sum() == totals["keskusteltu"].sum()
    mentions = outreach.by_topic(log)["maininnat"].sum()
    assert mentions == sum(len([t for t in row["aiheet"].split(";") if t]) for row in rows)
    pd.testing.assert_frame_equal(log, before)


@pytest.mark.parametrize("group", ["kunta", "luonne"])
def test_visits_can_be_grouped_by_any_column(group):
    assert outreach.totals(LOG, group)["kaynnit"].sum() == 4
