"""The stock findings: tables, sentences and pictures from the same numbers."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.findings import (
    NOTHING,
    Cross,
    CrossWords,
    Field,
    Mean,
    Means,
    MeanWords,
    Months,
    MonthWords,
    Shares,
    Words,
    months_between,
)
from sosiaali_lib.formatting import percent

WORDS = Words(
    caption="Needs",
    head="Need",
    unit="Cases",
    total="All cases",
    share="Share of cases",
    one="The most common need was {items}.",
    many="The most common needs were {items}.",
)
CROSS = CrossWords(
    caption="Needs by group", head="Need", total="All", by_group="In {group}: {items}."
)
MEANS = MeanWords(
    caption="Ratings",
    head="Matter",
    scale="Mean",
    extremes="Highest {highest} ({high}), lowest {lowest} ({low}).",
)
MONTHS = MonthWords(
    caption="Cases by month",
    unit="Cases",
    total="All",
    a_month="{n} cases in {months} months, {rate} a month.",
)


def labels():
    return {"a": "Housing", "b": "Money", "c": "GP visits", "d": "Other"}


def shares(values, units, **more):
    return Shares(words=WORDS, labels=labels, values=values, units=units, **more)


def test_shares_have_a_row_a_code_and_a_total():
    found = shares({"a": 3, "b": 1}, 4)
    assert found.table.index.tolist() == ["Housing", "Money", "GP visits", "Other", "All cases"]
    assert found.table["Cases"].tolist() == [3, 1, 0, 0, 4]
    assert found.table["Share of cases"].tolist() == [0.75, 0.25, 0, 0, 1]
    assert found.totals == (4,)
    assert found.sentences() == ["The most common needs were housing (75%) and money (25%)."]


def test_labels_keep_their_capitals_where_they_are_abbreviations():
    assert shares({"c": 5}, 5).said() == ["The most common need was GP visits (100%)."]


def test_where_several_hold_the_largest_comes_first_and_the_note_says_so():
    found = shares({"a": 1, "b": 3}, 3, several=True)
    assert [label for label, _row in found.rows][:2] == ["Money", "Housing"]
    assert "can pass 100 per cent" in found.notes[0]
    assert shares({"a": 1}, 1).notes == ()


def test_a_tie_as_it_is_written_is_not_split():
    found = shares({"a": 500, "b": 301, "c": 300, "d": 300}, 1401)
    assert found.leading(3) == ["a"]  # 36, 21, 21 and 21 per cent
    assert found.leading(1) == ["a"]
    assert shares({"a": 1, "b": 1, "c": 1, "d": 1}, 4).said() == []


def test_a_hidden_number_is_no_zero_and_no_leader():
    found = shares({"a": 6, "b": None, "c": 7}, 20)
    assert found.rows[1][1] == (None, None)
    assert found.table["Cases"].isna().tolist() == [False, True, False, False, False]
    assert found.leading() == []  # the hidden one may be seven as well
    assert found.said() == []
    sure = shares({"a": 12, "b": None}, 20).said()
    assert sure[0] == "The most common need was housing (60%)."
    assert sure[1] == "Some of the figures are hidden, so these are the most common shown."
    assert "The other figures are hidden." in found.alt_text()


def test_a_hidden_total_hides_the_shares():
    found = shares({"a": 6, "b": 7}, None)
    assert found.share("a") is None and found.said() == [] and found.figure() is None
    assert found.rows[-1] == ("All cases", (None, None))


def test_nothing_counted_gives_zeros_and_no_words():
    found = shares({}, 0)
    assert found.said() == [] and found.figure() is None
    assert found.table["Cases"].tolist() == [0] * 5
    assert found.fields[1].written(found.rows[0][1][1]) == "–"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_finding_speaks_every_language_and_draws(lang):
    findings = [
        shares({"a": 3, "b": 1}, 4, place="Kajaani"),
        Cross(
            words=CROSS, labels=labels, groups=lambda: {"x": "Men", "y": "Women"},
            values={("a", "x"): 2, ("b", "y"): 3}, units={"x": 2, "y": 3},
        ),
        Means(words=MEANS, labels=labels, values={"a": Mean(5, 4.4, (4.0, 4.8)), "b": Mean(5, 3.0)}),
        Months(words=MONTHS, values={"2019-01": 3, "2019-02": 0}, units=3),
    ]  # fmt: skip
    for found in findings:
        picture = found.figure(lang)
        assert ET.fromstring(picture.svg).tag.endswith("svg")
        assert picture.alt == found.alt_text(lang) != found.caption
        assert found.sentences(lang)
        assert found.caption in found._repr_html_() or found.table.index[0] in found._repr_html_()


def test_a_cross_table_names_the_most_common_of_each_group():
    found = Cross(
        words=CROSS,
        labels=labels,
        groups=lambda: {"x": "Men", "y": "Women", "z": "Children"},
        values={("a", "x"): 2, ("b", "x"): 2, ("a", "y"): None, ("b", "y"): 9},
        units={"x": 4, "y": 12},
    )
    assert found.said() == ["In men: housing (50%) and money (50%)."]  # women's may be otherwise
    assert found.table.loc["All"].tolist() == [4, 12, 0]
    assert found.share("b", "y") == 0.75 and found.share("a", "z") is None


def test_several_codes_in_a_cross_table_are_told():
    several = Cross(
        words=CROSS, labels=labels, groups=lambda: {"x": "Men"}, values={}, units={}, several=True
    )
    assert "more than the total" in several.notes[0] and several.figure() is None


def test_means_name_the_ends_as_they_are_written():
    values = {"a": Mean(9, 4.44), "b": Mean(8, 4.36), "c": Mean(7, 2.0), "d": Mean(None, None)}
    found = Means(words=MEANS, labels=labels, values=values)
    assert found.said() == ["Highest housing and money (4.4), lowest GP visits (2.0)."]
    assert found.table["Mean"].tolist()[:3] == [4.44, 4.36, 2.0]
    assert [field.label for field in found.fields] == ["Answers (n)", "Mean"]


def test_equal_means_have_no_highest():
    found = Means(words=MEANS, labels=labels, values={"a": Mean(9, 4.04), "b": Mean(8, 3.96)})
    assert found.said() == []


def test_months_without_rows_are_zero_and_the_rate_is_over_all_of_them():
    found = Months(words=MONTHS, values={"2019-01": 30, "2019-02": 0, "2019-03": 15}, units=45)
    assert found.said() == ["45 cases in 3 months, 15.0 a month."]
    assert found.table.index.tolist()[:2] == ["January 2019", "February 2019"]
    assert "The month with most was January 2019, with 30." in found.alt_text()


def test_a_busiest_month_is_not_named_where_it_is_shared_or_may_be_hidden():
    for values in ({"2019-01": 3, "2019-02": 3}, {"2019-01": 3, "2019-02": None}):
        assert "most" not in Months(words=MONTHS, values=values, units=6).alt_text()


def test_months_between_days():
    first, last = pd.Timestamp("2018-11-30"), pd.Timestamp("2019-02-01")
    assert months_between(first.date(), last.date()) == ["2018-11", "2018-12", "2019-01", "2019-02"]


def test_cells_are_written_as_their_kind():
    assert Field("x").written(None) == ".."
    assert Field("x").written(NOTHING) == "–"
    assert Field("x", "share").written(0.25) == "25%"
    assert Field("x", "interval", 1).written((1.25, 2.0)) == "1.3–2.0"
    assert Field("x", "text").written("yes") == "yes"


@given(st.lists(st.integers(0, 400), min_size=4, max_size=4))
def test_leaders_are_never_written_like_one_that_is_left_out(counts):
    found = shares(dict(zip("abcd", counts, strict=True)), sum(counts))
    named = found.leading(2)
    written = {code: percent(found.share(code)) for code in "abcd" if found.share(code)}
    left = [code for code in written if code not in named]
    assert not {written[code] for code in named} & {written[code] for code in left}
    assert all(found.values[code] >= found.values[other] for code in named for other in left)


@given(st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any))
def test_shares_of_one_code_each_sum_to_one(counts):
    found = shares(dict(zip("abcd", counts, strict=True)), sum(counts))
    assert sum(found.share(code) for code in "abcd") == pytest.approx(1)
