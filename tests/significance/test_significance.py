"""Ratings of ways of working: expectations worked out by hand on a few rows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import significance
from sosiaali_lib.findings import Field
from sosiaali_lib.messages import use
from sosiaali_lib.significance import CLIENTS, CLIENTS_UNSURE, COMMON, PICKS, STAFF, TABULATIONS
from sosiaali_lib.significance.scale import COMMONNESS, SIGNIFICANCE, level_mean, middle

LEVELS = ["erittain_suuri", "suuri", "kohtalainen", "pieni", "ei_merkitysta", "eos", None]
COLUMNS = [
    "vastaaja",
    "kunta",
    "rooli",
    "toimintatapa",
    "merkitys_asiakkaalle",
    "merkitys_henkilostolle",
    "yleisyys",
    "merkittavin",
]


def rated(way, clients, staff=None, common=None, picks=None):
    """Rows of one way of working, one a respondent."""
    n = len(clients)
    return pd.DataFrame(
        {
            "vastaaja": [f"V{at}" for at in range(n)],
            "kunta": "205",
            "rooli": "sosiaalityontekija",
            "toimintatapa": way,
            "merkitys_asiakkaalle": clients,
            "merkitys_henkilostolle": staff or clients,
            "yleisyys": common or ["hyvin_yleinen"] * n,
            "merkittavin": picks or ["ei"] * n,
        }
    )


@pytest.fixture
def ratings():
    return pd.concat(
        [
            rated(
                "Jalkautuminen",
                ["erittain_suuri", "suuri", "suuri", "kohtalainen", "eos", None],
                ["kohtalainen", "kohtalainen", "suuri", "pieni", "eos", "suuri"],
                [
                    "melko_harvinainen",
                    "ei_kaytossa",
                    "melko_yleinen",
                    "hyvin_harvinainen",
                    "eos",
                    None,
                ],
                ["kylla", "kylla", "kylla", "ei", "ei", None],
            ),
            rated(
                "Parityö",
                ["suuri", "kohtalainen", "kohtalainen", "pieni", "ei_merkitysta", "suuri"],
                ["erittain_suuri"] * 6,
                ["hyvin_yleinen"] * 4 + ["melko_yleinen", "melko_harvinainen"],
                ["ei"] * 6,
            ),
        ],
        ignore_index=True,
    )


def test_dont_know_is_neither_missing_nor_a_level(ratings):
    found = significance.for_clients(ratings)
    assert found.value("Jalkautuminen", "eos") == 1
    assert found.n("Jalkautuminen") == 5  # six were asked, one left it out
    assert found.high("Jalkautuminen") == 3
    assert found.high_share("Jalkautuminen") == pytest.approx(3 / 5)
    assert found.dont_know_share("Jalkautuminen") == pytest.approx(1 / 5)
    assert found.n("Parityö") == 6


def test_table_of_levels(ratings):
    table = significance.for_clients(ratings).table
    assert list(table.index) == ["Jalkautuminen", "Parityö"]
    assert list(table.columns[:6]) == [
        "Very great",
        "Great",
        "Moderate",
        "Small",
        "No significance",
        "Don't know",
    ]
    assert list(table.loc["Jalkautuminen"].iloc[:7]) == [1, 2, 1, 0, 0, 1, 5]
    assert list(table.loc["Parityö"].iloc[:7]) == [0, 2, 2, 1, 1, 0, 6]


def test_median_and_mean_are_of_the_levels_alone(ratings):
    found = significance.for_clients(ratings)
    # Jalkautuminen: 4 3 3 2, Parityö: 3 3 2 2 1 0.
    assert found.median("Jalkautuminen") == ("suuri", "suuri")
    assert found.median("Parityö") == ("kohtalainen", "kohtalainen")
    table = found.table
    assert table["Median level"].to_dict() == {"Jalkautuminen": "Great", "Parityö": "Moderate"}
    assert list(table.iloc[:, -1]) == pytest.approx([12 / 4, 11 / 6])
    assert table.columns[-1] == "Mean of level numbers (0 lowest … 4 highest)"


def test_two_middle_levels_are_named_and_not_averaged():
    found = significance.for_clients(rated("A", ["suuri", "pieni"]))
    assert found.median("A") == ("pieni", "suuri")
    assert found.table["Median level"].iloc[0] == "Between “small” and “great”"


def test_middle_and_mean_of_levels_against_numpy():
    counts = (2, 0, 3, 1, 4)
    answers = np.repeat(np.arange(5), counts)
    assert middle(counts) == (
        np.quantile(answers, 0.5, method="lower"),
        np.quantile(answers, 0.5, method="higher"),
    )
    assert level_mean(counts) == pytest.approx(answers.mean())
    assert middle((0, 0, 0, 0, 0)) is None
    assert level_mean((0,)) is None


def test_sentences_name_base_and_share(ratings):
    assert significance.for_clients(ratings).sentences() == [
        "Most often rated great or very great for clients: “Jalkautuminen” (60%, n = 5) and "
        "“Parityö” (33%, n = 6).",
        "The largest share of “don't know” was in “Jalkautuminen” (20%, n = 5).",
    ]


def test_significance_against_commonness(ratings):
    found = significance.against_commonness(ratings)
    assert found.shares("Jalkautuminen") == (60, 20)
    assert found.shares("Parityö") == (33, 83)
    assert found.sentences() == [
        "Rated significant by at least half, common by fewer than half: “Jalkautuminen” "
        "(significant 60%, n = 5; common 20%, n = 5).",
        "Rated common by at least half, significant by fewer than half: “Parityö” "
        "(significant 33%, n = 6; common 83%, n = 6).",
    ]
    assert list(found.table.columns) == [
        "Great or very great for clients",
        "Answers about significance (n)",
        "Fairly or very common",
        "Answers about commonness (n)",
    ]


def test_clients_and_staff_side_by_side(ratings):
    found = significance.sides(ratings)
    assert found.shares("Jalkautuminen") == (60, 33)
    assert found.shares("Parityö") == (33, 100)
    assert found.sentences() == [
        "Rated great or very great for clients more often than for staff: “Jalkautuminen” "
        "(clients 60%, n = 5; staff 33%, n = 6).",
        "Rated great or very great for staff more often than for clients: “Parityö” "
        "(clients 33%, n = 6; staff 100%, n = 6).",
    ]


def test_no_side_is_said_to_be_larger_where_the_shares_are_alike():
    found = significance.sides(rated("A", ["suuri"] * 3))
    assert found.sentences() == [
        "The shares for clients and for staff are alike in every one shown."
    ]


def shares_of(*counts, n=20):
    """One way of working for each count of yes, of n respondents."""
    return pd.concat(
        [
            rated(f"Tapa {at}", ["suuri"] * n, picks=["kylla"] * count + ["ei"] * (n - count))
            for at, count in enumerate(counts)
        ],
        ignore_index=True,
    )


def listed(*counts, **options):
    found = significance.most_significant(shares_of(*counts, **options))
    return [(rank, found.values[way].count) for rank, way in found.chosen]


def test_top_five_without_ties():
    assert listed(9, 8, 7, 6, 5, 4) == [(1, 9), (2, 8), (3, 7), (4, 6), (5, 5)]


def test_a_tie_at_the_fifth_place_makes_the_list_longer():
    assert listed(9, 8, 7, 6, 5, 5) == [(1, 9), (2, 8), (3, 7), (4, 6), (5, 5), (5, 5)]
    found = significance.most_significant(shares_of(9, 8, 7, 6, 5, 5))
    assert found.sentences()[1] == (
        "Because of equal shares the list has 6 ways of working and not 5."
    )


def test_a_long_tie_makes_the_list_shorter():
    assert listed(9, 8, 7, 6, 5, 5, 5, 5) == [(1, 9), (2, 8), (3, 7), (4, 6)]
    found = significance.most_significant(shares_of(9, 8, 7, 6, 5, 5, 5, 5))
    assert found.sentences()[1] == (
        "Because of equal shares the list has 4 ways of working and not 5."
    )


def test_all_alike_are_all_listed_and_share_the_first_rank():
    assert listed(*[5] * 7) == [(1, 5)] * 7


def test_few_ways_of_working_need_no_word_of_ties():
    found = significance.most_significant(shares_of(9, 8))
    assert len(found.sentences()) == 1


def test_nobody_raised_anything():
    found = significance.most_significant(shares_of(0, 0))
    assert (found.chosen, found.sentences(), found.figure()) == ([], [], None)


def test_lists_by_share_of_high_levels(ratings):
    by_clients = significance.most_significant(ratings, by="clients")
    assert [way for _rank, way in by_clients.chosen] == ["Jalkautuminen", "Parityö"]
    by_staff = significance.most_significant(ratings, by="staff")
    assert [way for _rank, way in by_staff.chosen] == ["Parityö", "Jalkautuminen"]


def test_unknown_way_of_listing_is_refused(ratings):
    with pytest.raises(ValueError, match="`by` is 'votes'; expected one of clients, staff, picks"):
        significance.most_significant(ratings, by="votes")


def test_input_is_not_changed(ratings):
    before = ratings.copy(deep=True)
    for made in (
        significance.for_clients,
        significance.for_staff,
        significance.commonness,
        significance.sides,
        significance.against_commonness,
        significance.most_significant,
    ):
        made(ratings)
    pd.testing.assert_frame_equal(ratings, before)


def test_one_row_and_no_rows():
    one = rated("A", ["eos"])
    found = significance.for_clients(one)
    assert found.n("A") == 1
    assert found.high_share("A") == 0
    assert found.median("A") is None
    none = significance.for_clients(one[:0])
    assert (list(none.rows), none.sentences(), none.figure()) == ([], [], None)


def test_a_question_that_nobody_answered_has_no_share():
    found = significance.for_clients(rated("A", [None, None]))
    assert found.high_share("A") is None
    assert pd.isna(found.table["Great or very great, share"].iloc[0])
    assert found.figure() is None


@pytest.mark.parametrize("scale", [SIGNIFICANCE, COMMONNESS])
def test_levels_are_those_of_the_code_list_the_other_way_round(scale):
    from sosiaali_lib import codelists

    codes = [code.code for code in codelists.load(scale.codelist).codes]
    assert [*reversed(scale.levels), "eos"] == codes


@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=30))
def test_answers_add_up_and_median_lies_between_the_levels_chosen(answers):
    found = significance.for_clients(rated("A", answers))
    given_answers = [one for one in answers if one]
    assert found.n("A") == len(given_answers)
    assert sum(found.value("A", code) for code in found.codes) == len(given_answers)
    levels = [SIGNIFICANCE.levels.index(one) for one in given_answers if one != "eos"]
    median = found.median("A")
    if not levels:
        assert median is None
        return
    ends = [SIGNIFICANCE.levels.index(one) for one in median]
    assert min(levels) <= ends[0] <= ends[1] <= max(levels)
    assert sum(one <= ends[1] for one in levels) >= len(levels) / 2
    assert sum(one >= ends[0] for one in levels) >= len(levels) / 2


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_a_tie_is_never_split_and_the_list_is_as_near_to_five_as_it_can_be(counts):
    found = significance.most_significant(shares_of(*counts, n=12))
    inside = {found.values[way].count for _rank, way in found.chosen}
    outside = {
        one.count
        for way, one in found.values.items()
        if way not in [way for _rank, way in found.chosen]
    }
    assert not inside & outside
    positive = sorted((count for count in counts if count), reverse=True)
    lengths = [
        at
        for at in range(1, len(positive) + 1)
        if at == len(positive) or positive[at - 1] > positive[at]
    ]
    if positive:
        assert abs(len(found.chosen) - 5) == min(abs(length - 5) for length in lengths)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_words_and_pictures_in_every_language(ratings, lang):
    from xml.etree import ElementTree

    made = [
        significance.for_clients(ratings),
        CLIENTS.of(ratings),
        significance.sides(ratings),
        significance.against_commonness(ratings),
        significance.most_significant(ratings),
    ]
    for finding in made:
        assert finding.sentences(lang)
        picture = finding.figure(lang)
        assert ElementTree.fromstring(picture.svg).tag.endswith("svg")
        assert picture.alt == finding.alt_text(lang)
        with use(lang):
            assert finding.caption != picture.alt


def test_points_at_one_place_share_a_mark():
    from sosiaali_lib.report.scatter import Point, _places

    points = [Point("a", 50, 50), Point("b", 50.5, 50), Point("c", 90, 10)]
    assert _places(points, 4.5) == [([1, 2], (50, 50)), ([3], (90, 10))]


# What goes to a release


def hidden(cells, *pairs):
    """The cells with some numbers hidden, by way of working and answer."""
    keys = list(zip(cells["luokka"], cells["ryhma"], strict=True))
    return cells.assign(n=cells["n"].mask([key in pairs for key in keys]))


def test_counts_for_a_release_are_in_two_classes_and_without_areas(ratings):
    placed = ratings.assign(alue="205")
    cells = CLIENTS.count(placed, ["alue"])
    assert list(cells.columns) == ["luokka", "ryhma", "n"]
    assert cells.set_index(["luokka", "ryhma"])["n"].to_dict() == {
        ("Jalkautuminen", "ylin"): 3,
        ("Jalkautuminen", "muut"): 2,
        ("Jalkautuminen", "ei_kirjattu"): 1,
        ("Parityö", "ylin"): 2,
        ("Parityö", "muut"): 4,
    }


def test_fewer_than_five_respondents_are_not_counted_for_a_release(ratings):
    few = ratings[ratings["vastaaja"].isin(["V0", "V1", "V2", "V3"])]
    assert all(len(one.count(few, ["alue"])) == 0 for one in TABULATIONS)
    assert CLIENTS.of(few).n("Parityö") == 4  # the researcher who may see the rows gets them


def test_classes_agree_with_the_levels(ratings):
    by_level, classed = significance.for_clients(ratings), CLIENTS.of(ratings)
    for way in by_level.counts:
        assert by_level.high_share(way) == classed.high_share(way)
        assert by_level.n(way) == classed.n(way)


def test_dont_know_stands_beside_the_classes(ratings):
    cells = CLIENTS.whole(CLIENTS.cells(ratings, ()))
    unsure = CLIENTS_UNSURE.whole(CLIENTS_UNSURE.cells(ratings, ()))
    table = CLIENTS.finding(cells, unsure=unsure).table
    assert list(table.loc["Jalkautuminen"].iloc[:4]) == [3, 2, 1, 5]
    assert table.columns[2] == "Of these, don't know"


def test_hidden_stays_hidden(ratings):
    cells = CLIENTS.whole(CLIENTS.cells(ratings, ()))
    found = CLIENTS.finding(hidden(cells, ("Parityö", "ylin"), ("Parityö", "muut")))
    assert found.high("Parityö") is None
    assert found.high_share("Parityö") is None
    assert found.n("Parityö") == 6  # the total is shown
    assert (
        found.sentences()[-1] == "Some of the figures are hidden, so these are the largest shown."
    )
    staff = STAFF.finding(STAFF.whole(STAFF.cells(ratings, ())))
    pair = significance.Sides(first=found, second=staff)
    assert pair.shares("Parityö") is None
    assert "Parityö" not in pair.alt_text()
    against = significance.Against(first=found, second=COMMON.of(ratings))
    assert "Parityö" not in against.alt_text()
    leading = significance.top(found)
    assert [way for _rank, way in leading.chosen] == ["Jalkautuminen"]
    assert leading.notes[-1].startswith("Some of the figures are hidden")


def test_base_is_hidden_when_those_who_left_out_are_hidden(ratings):
    cells = CLIENTS.whole(CLIENTS.cells(ratings, ()))
    hide = [("Jalkautuminen", code) for code in ("muut", "ei_kirjattu")]
    assert CLIENTS.finding(hidden(cells, *hide)).n("Jalkautuminen") is None


def test_everything_hidden_gives_nothing(ratings):
    cells = PICKS.whole(PICKS.cells(ratings, ()))
    found = PICKS.finding(cells.assign(n=pd.array([pd.NA] * len(cells), "Int64")))
    assert (found.chosen, found.sentences(), found.figure()) == ([], [], None)
    rated_cells = CLIENTS.whole(CLIENTS.cells(ratings, ()))
    blank = CLIENTS.finding(rated_cells.assign(n=pd.array([pd.NA] * len(rated_cells), "Int64")))
    assert (blank.sentences(), blank.figure()) == ([], None)
    assert [Field("", "share").written(cell) for cell in blank.rows[0][1]] == [".."] * 4


def contrast(first, second):
    """WCAG 2.2 contrast ratio of two colours."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_numbers_in_bars_can_be_read_and_levels_differ_in_lightness(steps):
    from sosiaali_lib.report.stacked import _ramp, _text_on

    fills = _ramp(steps)
    assert len(set(fills)) == steps
    assert min(contrast(fill, _text_on(fill)) for fill in fills) >= 4.5
    ratios = [contrast(fill, "#FFFFFF") for fill in fills]
    assert ratios == sorted(ratios, reverse=True)
