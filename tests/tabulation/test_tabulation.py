"""Declared counts: true for a researcher, protected for a report, about the same rows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.findings import CrossWords, MeanWords, MonthWords, Words
from sosiaali_lib.tabulation import Choices, Codes, Monthly, Ratings
from sosiaali_lib.tabulation.base import MISSING, NONE
from sosiaali_lib.tabulation.protecting import protected

FORM = "jalkautumiset"
WORDS = Words(
    caption="C", head="H", unit="Visits", total="All", share="S", one="{items}", many="{items}"
)
CROSS = CrossWords(caption="C", head="H", total="All", by_group="{group}: {items}")
KINDS = Codes(name="luonne", form=FORM, row="luonne", words=WORDS)
TOPICS = Choices(name="aihe", form=FORM, row="aiheet", words=WORDS)
BY_KIND = Choices(name="aihe_luonne", form=FORM, row="aiheet", group="luonne", words=CROSS)
MONTHS = Monthly(
    name="kk", form=FORM, words=MonthWords(caption="C", unit="U", total="All", a_month="{n}")
)
FEELING = Ratings(
    name="tunne",
    form=FORM,
    columns=("tunne",),
    limits=(1, 5),
    words=MeanWords(caption="C", head="H", scale="Mean", extremes="{highest}"),
)
ALL = (KINDS, TOPICS, BY_KIND, MONTHS, FEELING)


def visits(rows):
    """Rows of (area, kind, topics, month, feeling)."""
    frame = pd.DataFrame(rows, columns=[AREA, "luonne", "aiheet", "kk", "tunne"])
    days = pd.to_datetime(frame.pop("kk").map(lambda month: f"2019-{month:02}-15"))
    return frame.assign(pvm=days, tunne=frame["tunne"].astype("Int64"))


ROWS = visits(
    [
        ("205", "kotiin", "talous;asuminen", 1, 5),
        ("205", "kotiin", "talous", 1, 4),
        ("205", "palveluun", "", 3, None),
        ("290", None, "asuminen", 3, 3),
    ]
)


def test_codes_count_every_row_once_and_say_what_was_not_recorded():
    found = KINDS.of(ROWS)
    assert found.units == 4
    assert found.values == {"kotiin": 2, "palveluun": 1, MISSING: 1}
    assert found.table.index[-2] == "Not recorded"
    assert "Not recorded" not in KINDS.of(ROWS.dropna(subset="luonne")).table.index


def test_choices_count_rows_with_each_code_and_rows_without_any():
    found = TOPICS.of(ROWS)
    assert (found.units, found.values) == (4, {"talous": 2, "asuminen": 2, NONE: 1})
    assert found.share("talous") == 0.5
    assert "None recorded" in found.table.index


def test_choices_by_group():
    found = BY_KIND.of(ROWS)
    assert found.value("talous", "kotiin") == 2 and found.value("asuminen", MISSING) == 1
    assert found.units == {"kotiin": 2, "palveluun": 1, MISSING: 1, TOTAL: 4}


def test_a_function_may_give_the_codes():
    money = Codes(
        name="raha",
        form=FORM,
        row=lambda rows: rows["aiheet"].str.contains("talous").map({True: "on", False: "ei"}),
        words=WORDS,
        labels=lambda: {"on": "Money", "ei": "No money"},
    )
    assert money.of(ROWS).values == {"on": 2, "ei": 2}


def test_rows_may_be_chosen():
    some = Codes(name="osa", form=FORM, row="luonne", words=WORDS, where=lambda r: r[AREA] == "290")
    assert some.of(ROWS).units == 1
    assert (some.system, KINDS.system) == ("osa", FORM)


def test_months_fill_the_gaps():
    assert MONTHS.of(ROWS).values == {"2019-01": 2, "2019-02": 0, "2019-03": 2}


def test_means_with_their_numbers_and_an_interval_only_for_ten():
    mean = FEELING.of(ROWS).values["tunne"]
    assert (mean.n, mean.mean, mean.ci) == (3, 4.0, None)
    many = pd.concat([ROWS.assign(tunne=pd.array([5, 4, 4, 3], "Int64"))] * 3)
    low, high = FEELING.of(many).values["tunne"].ci
    half = 2.200985 * (6 / 11 / 12) ** 0.5  # Student's t of 11 degrees of freedom, as tabulated
    assert (low, high) == (pytest.approx(4 - half, abs=1e-6), pytest.approx(4 + half, abs=1e-6))


def test_an_interval_ends_with_the_scale():
    ratings = ROWS.assign(tunne=pd.array([5, 5, 5, 4], "Int64"))
    assert FEELING.of(pd.concat([ratings] * 3)).values["tunne"].ci[1] == 5


def test_no_rows_give_empty_findings():
    empty = ROWS.iloc[:0]
    for tabulation in ALL:
        found = tabulation.of(empty)
        assert found.said() == [] and found.figure() is None


def test_counting_leaves_the_rows_alone():
    before = ROWS.copy(deep=True)
    for tabulation in ALL:
        tabulation.count(ROWS, [AREA])
    pd.testing.assert_frame_equal(ROWS, before)


def shown(rows, tabulations=ALL, threshold=3, parents=None):
    counts = {one.name: one.count(rows, [AREA] if AREA in rows else []) for one in tabulations}
    around = {"205": "20", "290": "20", "20": TOTAL} if parents is None else parents
    return protected(tabulations, counts, around, threshold=threshold, hidden_column="piilotettu")


def test_what_is_shown_is_true_and_small_numbers_are_not_shown():
    rows = pd.concat([ROWS] * 4, ignore_index=True)
    tables = shown(rows).tables
    topics = tables["aihe"].set_index([AREA, "luokka"])["n"]
    assert topics["20", TOTAL] == 16 and topics["205", "talous"] == 8
    for name, table in tables.items():
        known = table["n"].dropna()
        assert ((known == 0) | (known >= 3)).all(), name
        assert (table["n"].isna() == table["piilotettu"]).all(), name


def test_a_code_that_nearly_all_have_is_hidden():
    rows = visits([("205", "kotiin", "talous", 1, 5)] * 9 + [("205", "kotiin", "", 1, 5)])
    topics = shown(rows, (TOPICS,)).tables["aihe"].set_index([AREA, "luokka"])["n"]
    assert pd.isna(topics["205", "talous"]) and topics["205", TOTAL] == 10


def test_tables_of_the_same_rows_share_their_totals():
    rows = visits(
        [("205", "kotiin", "talous", 1, 5)] * 5
        + [("290", "kotiin", "talous", 2, 5)] * 2
        + [("290", "palveluun", "asuminen", 2, 5)] * 7
    )
    tables = shown(rows).tables
    totals = [
        table[(table[AREA] == "290") & (table["luokka"] == TOTAL)]["n"].tolist()
        for name, table in tables.items()
        if name in ("luonne", "aihe", "kk")
    ]
    assert totals[0] == totals[1] == totals[2]


def test_a_mean_is_shown_where_its_number_is():
    rows = visits([("205", "kotiin", "", 1, 5)] * 8 + [("290", "kotiin", "", 1, 1)] * 2)
    table = shown(rows, (FEELING,)).tables["tunne"].set_index(AREA)
    assert pd.isna(table.loc["290", "n"]) and pd.isna(table.loc["290", "ka"])
    # The county's mean would give that of the two, if Kajaani's were shown beside it.
    assert pd.isna(table.loc["205", "ka"]) or pd.isna(table.loc["20", "ka"])


def test_a_form_without_areas_is_about_all_of_them():
    rows = ROWS.drop(columns=AREA)
    tables = shown(pd.concat([rows] * 4), parents={}).tables
    assert set(tables["luonne"][AREA]) == {TOTAL} == set(tables["tunne"][AREA])
    assert tables["tunne"]["ka"].tolist() == [4.0]


def test_rows_of_no_single_area_count_to_all_of_them_alone():
    rows = pd.concat([ROWS] * 4, ignore_index=True)
    rows.loc[rows[AREA] == "290", AREA] = NO_AREA
    table = shown(rows, (KINDS,)).tables["luonne"].set_index([AREA, "luokka"])["n"]
    assert table["20", TOTAL] == 12 and table[TOTAL, TOTAL] == 16


def test_numbers_of_what_is_hidden_are_kept():
    found = shown(ROWS)
    assert found.cells.keys() == found.primary.keys() == found.secondary.keys()
    assert sum(found.primary.values()) > 0


topics = st.lists(st.sampled_from(["talous", "asuminen", "paihteet"]), unique=True)
row = st.tuples(
    st.sampled_from(["205", "290"]),
    st.sampled_from(["kotiin", "palveluun", None]),
    topics.map(lambda codes: ";".join(sorted(codes))),
    st.integers(1, 3),
    st.integers(1, 5),
)


@given(st.lists(row, min_size=1, max_size=60))
@settings(max_examples=25)
def test_counts_are_of_rows_and_protection_never_invents(rows):
    frame = visits(rows)
    by_kind, by_topic = KINDS.of(frame), TOPICS.of(frame)
    assert sum(by_kind.values.values()) == by_kind.units == by_topic.units == len(rows)
    mentions = frame["aiheet"].str.split(";").explode().ne("").sum()
    assert sum(n for code, n in by_topic.values.items() if code != NONE) == mentions
    tables = shown(frame, (KINDS, TOPICS)).tables
    for one in (KINDS, TOPICS):
        table = tables[one.name]
        county = table[table[AREA] == "20"]
        true = {str(r["luokka"]): r["n"] for r in one.whole(one.count(frame)).to_dict("records")}
        for cell in county.to_dict("records"):
            if pd.notna(cell["n"]):
                assert cell["n"] == true.get(cell["luokka"], 0)
