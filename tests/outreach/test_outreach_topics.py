"""Topics of a visit: how many, which together, and what came up when money was talked about."""

from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib import codelists, outreach
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.outreach import MONEY_ONLY, MONEY_TOO, NO_MONEY, BehindMoney, TopicPairs

TOPICS = [code.code for code in codelists.load("aiheet").codes]
FIVE = [
    "talous",
    "talous;asuminen",
    "talous;toimeentulotuki;asuminen;paihteet;arki",
    "asuminen;paihteet",
    "",
]


@pytest.fixture
def five(log):
    return log(aiheet=FIVE, keskusteltu=pd.array([1, 2, 3, 4, 5], "Int64"))


def test_numbers_of_topics_count_every_visit_once(five):
    assert outreach.by_topic_number(five).to_dict("list") == {
        "kunta": ["205"] * 4,
        "aiheita": ["1", "2", "4_tai_useampi", "ei_aihetta"],
        "kaynnit": [1, 2, 1, 1],
        "keskusteltu": [1, 6, 3, 5],
    }


def test_the_mean_is_over_visits_with_a_topic(five):
    found = outreach.topics_per_visit(five)
    assert (found.units, found.with_topics, found.mentions) == (5, 4, 10)
    assert found.mean == 2.5
    assert found.sentences() == [
        "Four or more topics came up on 20% of the visits (n = 5).",
        "On those visits on which a topic was recorded (n = 4) there were 2.5 topics on average.",
    ]
    assert sum(cells[0] for _label, cells in found.rows[:-1]) == 5


@pytest.mark.parametrize("hidden", ["units", "without", "mentions"])
def test_the_mean_is_not_given_where_a_part_of_it_is_hidden(hidden):
    values = {"1": 3, "ei_aihetta": None if hidden == "without" else 2}
    units = None if hidden == "units" else 5
    found = outreach.topic_numbers(values, units, None if hidden == "mentions" else 7)
    assert found.mean is None
    assert not any("average" in text for text in found.sentences())


def test_no_topic_at_all_gives_no_mean(log):
    found = outreach.topics_per_visit(log(aiheet=[None, ""]))
    assert found.mean is None
    assert dict(found.rows)["No topic recorded"] == (2, 1.0)


def test_pairs_are_counted_with_the_people_behind_them(five):
    found = outreach.by_topic_pair(five).set_index("pari")
    assert tuple(found.loc["talous;asuminen", ["kaynnit", "keskusteltu"]]) == (2, 5)
    assert tuple(found.loc["asuminen;paihteet", ["kaynnit", "keskusteltu"]]) == (2, 7)
    assert found["kaynnit"].sum() == 1 + 10 + 1


def test_conditional_shares_have_the_visits_of_the_row_as_their_base(five):
    found = outreach.topic_pairs(five)
    assert found.share("talous", "asuminen") == 2 / 3
    assert found.share("asuminen", "talous") == 2 / 3
    assert found.share("paihteet", "asuminen") == 1.0
    assert found.share("asuminen", "paihteet") == 2 / 3
    assert found.share("arki", "talous") == 1.0
    assert found.topics == ["talous", "toimeentulotuki", "asuminen", "paihteet", "arki"]
    housing = dict(found.rows)["3 Housing"]
    assert housing[0] == 3
    assert housing[3] != housing[3]  # a topic against itself says nothing


def test_the_leading_pair_is_named_and_a_crowd_in_the_first_place_is_not(five, log):
    assert outreach.topic_pairs(five).sentences() == [
        "Of the pairs of topics, “money and debts and housing” and “housing and substance use and "
        "other addiction” came up together most often, on 2 visits."
    ]
    crowd = outreach.topic_pairs(log(aiheet=["talous;asuminen;paihteet"]))
    assert crowd.sentences() == []


def test_a_hidden_pair_is_hidden_both_ways_and_said():
    found = TopicPairs(
        mentions={"talous": 6, "asuminen": 5, "paihteet": 4},
        pairs={"talous;asuminen": None, "asuminen;paihteet": 3},
    )
    assert found.share("talous", "asuminen") is None
    assert found.share("asuminen", "talous") is None
    assert found.sentences()[0].startswith("Of the pairs of topics that can be shown")
    assert ".." in found._repr_html_()


def test_money_opens_and_what_lies_behind_it_is_counted(five):
    counted = outreach.by_topic_and_money(five).set_index(["aihe", "raha"])["maininnat"]
    assert counted.to_dict() == {
        ("arki", MONEY_TOO): 1,
        ("asuminen", MONEY_TOO): 2,
        ("asuminen", NO_MONEY): 1,
        ("paihteet", MONEY_TOO): 1,
        ("paihteet", NO_MONEY): 1,
        ("talous", MONEY_ONLY): 1,
        ("talous", MONEY_TOO): 2,
        ("toimeentulotuki", MONEY_TOO): 1,
    }
    found = outreach.behind_money(five)
    assert (found.base(), found.base(money=False)) == (3, 1)
    rows = dict(found.rows)
    assert rows["Housing"] == (2, 2 / 3, 1, 1.0)
    assert rows["All visits with a topic"] == (3, 1.0, 1, 1.0)
    assert "Money and debts" not in rows
    assert found.sentences()[0] == (
        "Money in some form was talked about on 3 visits; on 67% of them something else came up too."
    )
    assert found.sentences()[1] == (
        "Of the other topics, the most common on these visits were housing (67%), substance use and "
        "other addiction (33%) and coping with daily life (33%)."
    )


def test_behind_money_hides_what_is_hidden():
    found = BehindMoney(
        visits={MONEY_ONLY: None, MONEY_TOO: 5, NO_MONEY: 6},
        mentions={("asuminen", MONEY_TOO): 5, ("asuminen", NO_MONEY): None},
    )
    assert found.base() is None
    assert found.share("asuminen") is None
    assert found.share("asuminen", money=False) is None
    assert found.sentences() == []
    assert found.figure() is None


def test_without_any_visit_without_money_there_is_no_share_of_them(log):
    found = outreach.behind_money(log(aiheet=["talous;asuminen"]))
    share = found.share("asuminen", money=False)
    assert share != share
    assert "–" in found._repr_html_()


def test_no_money_at_all_says_nothing(log):
    found = outreach.behind_money(log(aiheet=["asuminen"]))
    assert found.sentences() == []
    assert found.figure() is None


visits = st.lists(
    st.fixed_dictionaries(
        {
            "kunta": st.sampled_from(["205", "290"]),
            "keskusteltu": st.integers(0, 9),
            "aiheet": st.lists(st.sampled_from(TOPICS), unique=True, max_size=6).map(";".join),
        }
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=25)
@given(visits)
def test_laws_of_topics(rows):
    log = pd.DataFrame(rows)
    before = log.copy()
    sets = [set(row["aiheet"].split(";")) - {""} for row in rows]
    numbers = outreach.by_topic_number(log)
    assert numbers["kaynnit"].sum() == len(rows)
    assert numbers["keskusteltu"].sum() == log["keskusteltu"].sum()
    pairs = outreach.by_topic_pair(log)
    assert pairs["kaynnit"].sum() == sum(len(one) * (len(one) - 1) // 2 for one in sets)
    by_money = outreach.by_topic_and_money(log)
    mentions = outreach.by_topic(log)
    assert by_money["maininnat"].sum() == mentions["maininnat"].sum() == sum(map(len, sets))
    assert by_money["keskusteltu"].sum() == mentions["keskusteltu"].sum()
    found = outreach.topic_pairs(log)
    for a in found.topics:
        for b in found.topics:
            assert a == b or 0 <= found.share(a, b) <= 1
            assert found.together(a, b) == found.together(b, a)
    other = outreach.behind_money(log)
    for code in other.order():
        for money in (True, False):
            share = other.share(code, money=money)
            assert share != share or 0 <= share <= 1
    pd.testing.assert_frame_equal(log, before)


@pytest.mark.parametrize(
    "made", [outreach.topics_per_visit, outreach.topic_pairs, outreach.behind_money]
)
def test_every_finding_speaks_three_languages_and_draws(five, made):
    found = made(five, place="Kajaani")
    for lang in LANGUAGES:
        assert found.sentences(lang)
        assert found.alt_text(lang)
        picture = found.figure(lang)
        ElementTree.fromstring(picture.svg)
        assert picture.alt == found.alt_text(lang)
    assert found.caption.endswith(", Kajaani")


def test_one_visit_without_topics_breaks_nothing(log):
    one = log(aiheet=[""])
    for made in (outreach.topics_per_visit, outreach.topic_pairs, outreach.behind_money):
        assert made(one).table is not None
    assert outreach.topic_pairs(one).figure() is None
