"""Tables of the same rows, protected one by one, withstand a reader of all of them together."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.disclosure import audit
from sosiaali_lib.tabulation.base import PEOPLE, WHO, N, added, sizes
from sosiaali_lib.tabulation.linking import protect_together

PARENTS = {"a": "K", "b": "K", "c": "K", "d": "L", "e": "L", "K": TOTAL, "L": TOTAL}
BY = {
    "sector": (AREA, "sector"),
    "money": (AREA, "money"),
    "theme": (AREA, "group", "theme"),
    "other": (AREA, "group", "other"),
}


def tables_of(rows, by=BY):
    frame = pd.DataFrame(rows, columns=[AREA, "sector", "money", "group", "theme", "other"])
    return {
        name: frame.groupby(list(dims), as_index=False).size().rename(columns={"size": N})
        for name, dims in by.items()
    }


rows = st.lists(
    st.tuples(
        st.sampled_from("aaabbcde"),
        st.sampled_from("xxy"),
        st.sampled_from(["kylla", "ei", "ei"]),
        st.sampled_from("mmn"),
        st.sampled_from(["kylla", "ei"]),
        st.sampled_from(["kylla", "ei", "ei", "ei"]),
    ),
    min_size=5,
    max_size=40,
)


@given(rows, st.sampled_from([3, 5]))
@settings(max_examples=15)
def test_all_tables_together_give_nobody_away(found, threshold):
    tables = tables_of(found)
    shown = protect_together(tables, BY, parents=PARENTS, threshold=threshold).tables
    assert list(shown) == list(tables)
    for name, one in shown.items():
        known = one.table.loc[~one.table["hidden"], N]
        assert ((known == 0) | (known >= threshold)).all(), name
        assert one.table.loc[one.table["hidden"], N].isna().all()
    verdict = audit(shown, attacker="strict")
    assert verdict.ok, verdict.derivable


@given(rows)
@settings(max_examples=8)
def test_a_shared_total_is_one_figure_in_all_tables(found):
    shown = protect_together(tables_of(found), BY, parents=PARENTS, threshold=3).tables
    totals = []
    for one in shown.values():
        table, others = one.table, [dim for dim in one.by if dim != AREA]
        whole = table[(table[others] == TOTAL).all(axis="columns")]
        totals.append(dict(zip(whole[AREA], whole["hidden"], strict=True)))
    assert all(one == totals[0] for one in totals)


def test_a_coarse_table_shows_no_municipality():
    rows = [
        (area, kind, "ei", "m", "ei", "ei")
        for area in "abde"
        for kind in "xy"
        for _time in range(30)
    ]
    shown = protect_together(
        tables_of(rows), BY, parents=PARENTS, threshold=3, coarse=frozenset({"sector"})
    ).tables
    table = shown["sector"].table
    inner = table[table["sector"] != TOTAL]
    assert inner.loc[inner[AREA].isin(list("abde")), "hidden"].all()
    assert not inner.loc[inner[AREA].isin(["K", "L"]), "hidden"].any()
    assert not shown["money"].table["hidden"].any()


def test_a_rare_code_is_hidden_and_the_totals_stay():
    rows = [("a", "x", "ei", "m", "ei", "ei")] * 40 + [("b", "y", "ei", "m", "ei", "ei")]
    rows += [("b", "x", "ei", "m", "ei", "ei")] * 20
    shown = protect_together(tables_of(rows), BY, parents=PARENTS, threshold=5).tables
    sector = shown["sector"].table.set_index([AREA, "sector"])
    assert sector.loc[("b", "y"), "hidden"]
    assert sector.loc[("a", TOTAL), N] == 40 and sector.loc[("b", TOTAL), N] == 21


def test_input_is_not_changed():
    tables = tables_of([("a", "x", "ei", "m", "ei", "ei")] * 9)
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    protect_together(tables, BY, parents=PARENTS, threshold=3)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


@pytest.mark.parametrize("by", [{"x": ("sector",)}, {"x": ("sector",), "y": ("money",)}])
def test_tables_without_areas(by):
    tables = tables_of([("a", "x", "ei", "m", "ei", "ei")] * 9, by)
    shown = protect_together(tables, by, parents={}, threshold=3).tables
    assert not any(one.table["hidden"].any() for one in shown.values())


answers = st.lists(
    st.tuples(
        st.sampled_from("aaabcd"),
        st.sampled_from("mn"),
        st.sampled_from("xyz"),
        st.sampled_from(["v1", "v2", "v3", "v4", "v5", "v6", "v7"]),
    ),
    min_size=8,
    max_size=60,
)


@given(answers, st.sampled_from([3, 5]))
@settings(max_examples=15, deadline=None)
def test_total_of_many_answers_by_few_people_is_hidden(found, threshold):
    frame = pd.DataFrame(found, columns=[AREA, "group", "theme", "who"])
    dims = [AREA, "group", "theme"]
    shown = protect_together(
        {"themes": sizes(frame[dims], frame["who"])},
        {"themes": dims},
        parents=PARENTS,
        threshold=threshold,
    ).tables["themes"]
    county = frame[AREA].map(PARENTS)
    for row in shown.table[~shown.table["hidden"]].to_dict("records"):
        behind = pd.Series(True, frame.index)
        for dim in dims:
            if row[dim] != TOTAL:
                behind &= (frame[dim] == row[dim]) | (
                    (county == row[dim]) if dim == AREA else False
                )
        people = frame.loc[behind, "who"].nunique()
        assert people == 0 or people >= threshold, row
        assert row[N] == behind.sum()


def test_person_in_two_cells_is_one_person_in_their_total():
    frame = pd.DataFrame({"theme": ["x", "x", "y"], "area": "a", "who": ["v1", "v2", "v1"]})
    cells = sizes(frame[["area", "theme"]], frame["who"])
    assert cells[PEOPLE].tolist() == [2, 1]
    before = cells.copy()
    total = added(cells, ["area"])
    pd.testing.assert_frame_equal(cells, before)
    assert total[[N, PEOPLE]].to_numpy().tolist() == [[3, 2]]
    assert total[WHO].iloc[0] == {"v1", "v2"}
