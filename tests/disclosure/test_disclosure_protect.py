"""What `protect` and `protect_linked` promise besides safety."""

import pickle
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from enumerated_counts import true_amount

from sosiaali_lib.disclosure import TOTAL, audit, protect, protect_linked

COUNTIES = {"205": "18", "620": "18", "765": "18", "092": "01", "049": "01"}
AREAS = list(COUNTIES)


def visits(seed=1, mean=6.0, columns=("x", "y", "z", "w")):
    random = np.random.default_rng(seed)
    rows = [(a, c, int(random.poisson(mean * random.gamma(1.0)))) for a in AREAS for c in columns]
    return pd.DataFrame(rows, columns=["alue", "syy", "n"])


def cells(table, by):
    return set(table.loc[table["hidden"], list(by)].itertuples(index=False, name=None))


def test_every_cell_group_and_total_is_there_true_or_hidden():
    counts = visits()
    protected = protect(counts, ["alue", "syy"], hierarchies={"alue": COUNTIES})
    table = protected.table
    assert table.columns.tolist() == ["alue", "syy", "n", "hidden", "reason"]
    assert table["n"].dtype == "Int64"
    assert table["hidden"].dtype == bool
    assert set(table["alue"]) == {*AREAS, "18", "01", TOTAL}
    assert len(table) == 8 * 5
    assert 0 < table["hidden"].sum() < len(table)
    for row in table.to_dict("records"):
        truth = true_amount(counts, ["alue", "syy"], (row["alue"], row["syy"]), {"alue": COUNTIES})
        assert pd.isna(row["n"]) if row["hidden"] else row["n"] == truth
        assert (row["reason"] == "primary") == (1 <= truth < 5)
    assert protected.n_primary == (table["reason"] == "primary").sum() > 0
    assert protected.n_secondary == (table["reason"] == "secondary").sum() > 0
    assert (protected.threshold, protected.zeros, protected.floor) == (5, "shown", 1)


def test_the_object_holds_no_hidden_number():
    counts = pd.DataFrame({"alue": ["a", "b", "c"], "n": [3, 770_001, 990_001]})
    protected = protect(counts, ["alue"])
    assert cells(protected.table, ["alue"]) == {("a",), ("b",)}
    # A masked array may keep numbers under its mask; they must be gone there too.
    assert protected.table["n"].array._data.tolist() == [0, 0, 990_001, 1_760_005]
    assert (770_001).to_bytes(8, "little") not in pickle.dumps(protected)


def test_input_is_not_changed_and_its_order_does_not_matter():
    counts = visits()
    before = counts.copy(deep=True)
    first = protect(counts, ["alue", "syy"], hierarchies={"alue": COUNTIES})
    pd.testing.assert_frame_equal(counts, before)
    shuffled = counts.sample(frac=1, random_state=3).reset_index(drop=True)
    again = protect(shuffled, ["alue", "syy"], hierarchies={"alue": COUNTIES})
    pd.testing.assert_frame_equal(first.table, again.table)


def test_a_missing_combination_is_a_zero_cell():
    counts = visits(columns=("x", "y"))
    counts.loc[3, "n"] = 0
    whole = protect(counts, ["alue", "syy"])
    holes = protect(counts[counts["n"] > 0], ["alue", "syy"])
    pd.testing.assert_frame_equal(whole.table, holes.table)
    assert (whole.table.loc[~whole.table["hidden"], "n"] == 0).any()


def test_zeros_are_hidden_when_they_are_to_be():
    counts = pd.DataFrame({"a": list("ppqqrr"), "b": list("xyxyxy"), "n": [0, 9, 7, 8, 12, 6]})
    shown = protect(counts, ["a", "b"])
    assert not shown.table["hidden"].any()
    hidden = protect(counts, ["a", "b"], zeros="hidden")
    assert ("p", "x") in cells(hidden.table, "ab")
    assert (hidden.n_primary, hidden.n_secondary) == (1, 3)
    assert hidden.floor == 0


def test_a_group_with_one_member_is_hidden_with_it():
    counts = pd.DataFrame({"alue": ["205", "092", "049"], "n": [3, 60, 70]})
    table = protect(counts, ["alue"], hierarchies={"alue": COUNTIES}).table
    assert {("205",), ("18",)} <= cells(table, ["alue"])


def test_one_cell_and_all_small_are_possible():
    alone = protect(pd.DataFrame({"a": ["p"], "n": [2]}), ["a"]).table
    assert alone["hidden"].all()
    counts = visits(mean=0.4)
    everything = protect(counts, ["alue", "syy"])
    assert audit({"t": everything}).ok


def test_codes_keep_their_kind():
    counts = pd.DataFrame({"vuosi": [2018, 2019, 2018], "ika": [True, True, False], "n": [9, 8, 7]})
    table = protect(counts, ["vuosi", "ika"]).table
    assert table["vuosi"].tolist()[:3] == [2018, 2018, 2018]
    assert set(table["ika"]) == {True, False, TOTAL}


def test_people_behind_the_counts_decide_what_is_small():
    counts = pd.DataFrame(
        {"alue": list("abcd"), "kaynnit": [40, 30, 0, 9], "henkilot": [3, 12, 2, 0]}
    )
    protected = protect(counts, ["alue"], "kaynnit", people="henkilot")
    primary = protected.table[protected.table["reason"] == "primary"]
    assert primary["alue"].tolist() == ["a", "c"]  # nobody stands behind d
    assert protected.floor == 0  # a hidden cell may be a zero
    assert audit({"t": protected}).ok


def test_people_are_added_up_for_totals():
    counts = pd.DataFrame(
        {"a": list("ppqq"), "b": list("xyxy"), "n": [50, 60, 70, 80], "h": [1, 2, 9, 9]}
    )
    protected = protect(counts, ["a", "b"], people="h")
    primary = protected.table[protected.table["reason"] == "primary"]
    assert cells(primary, "ab") == {("p", "x"), ("p", "y"), ("p", TOTAL)}


def test_sensitive_cells_are_hidden_totals_and_groups_among_them():
    counts = visits(mean=400)
    free = protect(counts, ["alue", "syy"], hierarchies={"alue": COUNTIES})
    assert not free.table["hidden"].any()
    sensitive = pd.DataFrame({"alue": ["18", "205"], "syy": [TOTAL, "x"], "muu": [1, 2]})
    forced = protect(counts, ["alue", "syy"], sensitive=sensitive, hierarchies={"alue": COUNTIES})
    assert forced.n_primary == 2
    assert {("18", TOTAL), ("205", "x")} <= cells(forced.table, ["alue", "syy"])


def test_the_pattern_of_one_table_can_be_laid_on_another():
    visits_table = protect(visits(), ["alue", "syy"]).table
    talks = visits(seed=2, mean=50).rename(columns={"n": "keskusteltu"})
    talks.loc[0, "keskusteltu"] = 0
    hidden = visits_table[visits_table["hidden"]]
    laid = protect(talks, ["alue", "syy"], "keskusteltu", sensitive=hidden)
    assert cells(visits_table, ["alue", "syy"]) <= cells(laid.table, ["alue", "syy"])
    assert audit({"t": laid}).ok


def test_what_is_out_stays_as_it_is():
    counts = visits()
    first = protect(counts, ["alue", "syy"])
    more = pd.concat([counts, visits(seed=5, columns=("q",))], ignore_index=True)
    inner = first.table[(first.table["syy"] != TOTAL) & (first.table["alue"] != TOTAL)]
    second = protect(more, ["alue", "syy"], fixed=inner)
    kept = second.table.merge(inner, on=["alue", "syy"], suffixes=("", "_first"))
    assert len(kept) == len(inner)
    assert (kept["hidden"] == kept["hidden_first"]).all()
    assert audit({"t": second}).ok


def test_hidden_before_counts_as_secondary_when_it_is_not_small():
    counts = pd.DataFrame({"a": list("pqr"), "n": [30, 40, 50]})
    earlier = pd.DataFrame({"a": ["p"], "hidden": [True]})
    protected = protect(counts, ["a"], fixed=earlier)
    assert cells(protected.table, "a") == {("p",), ("q",)}
    assert (protected.n_primary, protected.n_secondary) == (0, 2)


def linked(counts_by, **options):
    names = list(counts_by)
    return protect_linked(
        counts_by, {name: ["alue", name] for name in names}, hierarchies={"alue": COUNTIES}, **options
    )  # fmt: skip


def two_tables(seed=3):
    random = np.random.default_rng(seed)
    people = pd.DataFrame(
        {
            "alue": random.choice(AREAS, 90, p=[0.05, 0.1, 0.2, 0.35, 0.3]),
            "syy": random.choice(list("xyz"), 90, p=[0.7, 0.2, 0.1]),
            "kk": random.choice([1, 2, 3, 4], 90),
        }
    )
    return {
        name: people.groupby(["alue", name]).size().rename("n").reset_index()
        for name in ("syy", "kk")
    }


def test_shared_figures_are_hidden_in_all_tables_or_in_none():
    found = linked(two_tables())
    assert list(found) == ["syy", "kk"]
    areas = [
        item.table.loc[item.table[name] == TOTAL].set_index("alue")["hidden"]
        for name, item in found.items()
    ]
    assert areas[0].to_dict() == areas[1].to_dict()
    assert audit(found, attacker="plain").ok
    assert audit(found, attacker="strict").ok


def test_one_by_one_is_not_enough_where_tables_share_figures():
    tables = two_tables()
    apart = {
        name: protect(table, ["alue", name], hierarchies={"alue": COUNTIES})
        for name, table in tables.items()
    }
    assert all(audit({name: item}).ok for name, item in apart.items())
    assert not audit(apart).ok
    assert audit(linked(tables)).ok


def test_different_value_columns_have_nothing_to_do_with_one_another():
    tables = two_tables()
    tables["kk"] = tables["kk"].assign(kaynnit=lambda t: t["n"] * 3).drop(columns="n")
    both = linked(tables, value={"syy": "n", "kk": "kaynnit"})
    alone = protect(tables["syy"], ["alue", "syy"], hierarchies={"alue": COUNTIES})
    pd.testing.assert_frame_equal(both["syy"].table, alone.table)
    assert both["kk"].value == "kaynnit"


def test_people_may_be_named_table_by_table():
    tables = two_tables()
    tables["kk"] = tables["kk"].assign(h=1)
    found = linked(tables, people={"syy": None, "kk": "h"})
    inner = found["kk"].table.query("alue in @AREAS and kk != @TOTAL")
    shown = inner.loc[~inner["hidden"], "n"]
    assert (shown == 0).all()  # one person behind every cell: only empty ones are in sight


def test_an_area_that_one_table_lacks_is_a_zero_there():
    tables = two_tables()
    tables["syy"] = pd.concat(
        [tables["syy"], pd.DataFrame({"alue": ["074"], "syy": ["x"], "n": [0]})]
    )
    found = linked(tables)
    assert found["kk"].table.query("alue == '074'")["n"].tolist() == [0] * 5


def test_tables_in_a_ring_are_protected_as_one_system():
    random = np.random.default_rng(8)
    people = pd.DataFrame(
        {name: random.choice(codes, 60) for name, codes in (("a", list("pqr")), ("b", list("xyz")), ("c", [1, 2]))}
    )  # fmt: skip
    pairs = {"".join(by): list(by) for by in ("ab", "ac", "bc")}
    tables = {
        name: people.groupby(by).size().rename("n").reset_index() for name, by in pairs.items()
    }
    found = protect_linked(tables, pairs)
    assert sum(item.n_primary for item in found.values()) > 0
    assert audit(found).ok


def test_four_tables_in_a_ring_are_protected_as_one_system():
    random = np.random.default_rng(9)
    people = pd.DataFrame(random.integers(0, 2, (40, 4)), columns=list("abcd"))
    pairs = {"".join(by): list(by) for by in ("ab", "bc", "cd", "da")}
    tables = {
        name: people.groupby(by).size().rename("n").reset_index() for name, by in pairs.items()
    }
    found = protect_linked(tables, pairs, threshold=8)
    assert sum(item.n_primary for item in found.values()) > 0
    assert audit(found).ok


@pytest.mark.parametrize("seed", range(5))
def test_no_cheaper_pattern_passes_the_auditor(seed):
    random = np.random.default_rng(seed)
    columns = ["x", "y"] if seed < 3 else ["x", "y", "z"]
    rows = [(a, b, int(random.integers(0, 9))) for a in "pq" for b in columns]
    counts = pd.DataFrame([("p", "x", 2), *rows[1:]], columns=["a", "b", "n"])
    found = protect(counts, ["a", "b"]).table
    cells_of = list(found[["a", "b"]].itertuples(index=False, name=None))
    truth = np.array([true_amount(counts, ["a", "b"], cell, {}) for cell in cells_of])
    small = (truth >= 1) & (truth < 5)
    free = np.flatnonzero(truth >= 5)

    def price(extra):
        return sum(int(truth[i]) + 1 for i in extra)

    def safe(extra):
        hidden = small.copy()
        hidden[list(extra)] = True
        numbers = pd.Series(truth, dtype="Int64").mask(hidden)
        return audit(
            {"t": (found[["a", "b"]].assign(n=numbers, hidden=hidden), ["a", "b"], None)}
        ).ok

    subsets = [s for size in range(len(free) + 1) for s in combinations(free.tolist(), size)]
    cheapest = next(price(extra) for extra in sorted(subsets, key=price) if safe(extra))
    assert price(np.flatnonzero(found["hidden"] & ~small)) == cheapest


@pytest.mark.parametrize("mean", [2.0, 12.0])
def test_a_table_of_eight_areas_and_twelve_months_is_safe_to_both_readers(mean):
    random = np.random.default_rng(11)
    sizes = np.outer(random.gamma(1.0, 1.0, 8), random.gamma(2.0, 0.5, 12)) * mean
    rows = [(f"a{i}", j, int(random.poisson(sizes[i, j]))) for i in range(8) for j in range(12)]
    protected = protect(pd.DataFrame(rows, columns=["alue", "kk", "n"]), ["alue", "kk"])
    assert protected.n_primary > 10
    for attacker in ("plain", "strict"):
        assert audit({"t": protected}, attacker=attacker).ok
