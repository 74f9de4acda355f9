"""Demands above the usual one: single persons, intervals and whole groups, tried by enumeration."""

import numpy as np
import pandas as pd
import pytest
from enumerated_counts import every_combination, groups_of, possible_numbers, table, true_amount
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosiaali_lib.disclosure import TOTAL, ProtectionError, audit, protect, protect_linked

NESTED = {"p1": "p", "p2": "p", "q1": "q", "p": "maa", "q": "maa"}
OVERLAPPING = {"a1": ("g", "h"), "a2": ("g", "k"), "a3": ("f", "h"), "a4": "f"}
SHAPES = {
    "two by three": ({"a": "pq", "b": "xyz"}, {}),
    "three ways": ({"a": "pq", "b": "xy", "c": "u"}, {}),
    "nested": ({"a": ["p1", "p2", "q1"], "b": "xy"}, {"a": NESTED}),
    "overlapping": ({"a": list(OVERLAPPING), "b": "x"}, {"a": OVERLAPPING}),
}
FEW = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def leaf_table(leaves, numbers):
    cells = every_combination(leaves)
    return pd.DataFrame(cells, columns=list(leaves)).assign(n=numbers[: len(cells)])


def amounts(protected, base):
    """The true number of every hidden cell."""
    by = list(protected.by)
    hidden = protected.table[protected.table["hidden"]]
    return {
        cell: true_amount(base, by, cell, protected.hierarchies)
        for cell in hidden[by].itertuples(index=False, name=None)
    }


def people_in(cell, base, hierarchies, by):
    """The leaves with people that a cell counts."""
    inside = base["n"] > 0
    for d, code in zip(by, cell, strict=True):
        parents = hierarchies.get(d, {})
        inside &= base[d].map(lambda leaf, c=code, p=parents: c in groups_of(leaf, p))
    return set(base.index[inside])


def known_to_single_persons(protected, base, threshold):
    """Small cells with one possible number for a person who is alone in another cell."""
    by, truth = list(protected.by), amounts(protected, base)
    found = set()
    for own, n in truth.items():
        if n != 1:
            continue
        frame = protected.table.copy()
        mine = np.array([tuple(row) == own for row in frame[by].itertuples(index=False)])
        frame.loc[mine, "n"], frame.loc[mine, "hidden"] = 1, False
        possible = possible_numbers(
            {"t": (frame, by)}, base, protected.hierarchies, floor=protected.floor, top=5
        )
        for (_, cell), numbers in possible.items():
            himself = people_in(cell, base, protected.hierarchies, by) == people_in(
                own, base, protected.hierarchies, by
            )
            if len(numbers) == 1 and 1 <= truth[cell] < threshold and not himself:
                found.add((own, cell))
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_a_single_person_learns_no_small_number_but_his_own(shape):
    leaves, hierarchies = SHAPES[shape]

    @FEW
    @given(st.lists(st.sampled_from([0, 1, 1, 2, 3, 4]), min_size=6, max_size=6))
    def check(numbers):
        base = leaf_table(leaves, numbers)
        protected = protect(
            base, list(leaves), threshold=3, hierarchies=hierarchies, attacker="self"
        )
        assert known_to_single_persons(protected, base, 3) == set()
        assert audit(protected, "self", threshold=3).ok

    check()


def test_without_the_demand_a_single_person_can_subtract_himself():
    counts = pd.DataFrame({"a": list("xyz"), "n": [1, 4, 5]})
    usual = protect(counts, ["a"])
    assert known_to_single_persons(usual, counts, 5) == {(("x",), ("y",))}
    found = audit(usual, "self").derivable
    assert found[["cell", "knowing"]].to_numpy().tolist() == [["a=y", "a=x"]]
    assert known_to_single_persons(protect(counts, ["a"], attacker="self"), counts, 5) == set()


def test_of_a_hand_made_table_every_hidden_cell_may_be_a_single_person():
    rows = [("a", None), ("b", None), (TOTAL, 5)]
    assert audit({"t": (table(["x"], rows), ["x"], None)}, "self").derivable["cell"].tolist() == [
        "x=a",
        "x=b",
    ]
    assert audit({"t": (table(["x"], [*rows[:2], (TOTAL, None)]), ["x"], None)}, "self").ok


def test_a_person_who_is_alone_in_a_total_is_one_person():
    # One client in p altogether: his own cell and the total of p are both himself.
    counts = pd.DataFrame(
        [("p", "x", 1), ("p", "y", 0), ("q", "x", 6), ("q", "y", 9), ("r", "x", 4), ("r", "y", 8)],
        columns=["a", "b", "n"],
    )
    protected = protect(counts, ["a", "b"], attacker="self")
    assert known_to_single_persons(protected, counts, 5) == set()
    assert audit(protected, "self").ok


@pytest.mark.parametrize("shape", SHAPES)
def test_small_cells_keep_an_interval_as_wide_as_asked(shape):
    leaves, hierarchies = SHAPES[shape]

    @FEW
    @given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
    def check(numbers):
        base = leaf_table(leaves, numbers)
        protected = protect(base, list(leaves), threshold=3, hierarchies=hierarchies, width=3)
        shown = {"t": (protected.table, list(leaves))}
        possible = possible_numbers(shown, base, hierarchies, floor=protected.floor, top=7)
        primary = protected.table[protected.table["reason"] == "primary"]
        for cell in primary[list(leaves)].itertuples(index=False, name=None):
            numbers = possible["t", cell]
            assert max(numbers) - min(numbers) >= 3
        assert audit(protected, threshold=3).too_narrow.empty

    check()


def test_the_audit_names_cells_known_within_fewer_numbers_than_the_threshold():
    rows = [("a", None), ("b", None), ("c", 20), (TOTAL, 25)]
    found = audit({"t": (table(["x"], rows), ["x"], None)})
    assert found.ok
    assert found.too_narrow["cell"].tolist() == ["x=a", "x=b"]  # 1 to 4 each
    assert audit({"t": (table(["x"], rows), ["x"], None)}, threshold=3).too_narrow.empty
    assert audit({"t": (table(["x"], rows), ["x"], None)}, widths=False).too_narrow.empty


GROUP = pd.DataFrame(
    [(a, b, n) for a, ns in {"p": [20, 0, 0], "q": [7, 9, 6], "r": [8, 12, 30]}.items()
     for b, n in zip("xyz", ns, strict=True)],
    columns=["a", "b", "n"],
)  # fmt: skip


@pytest.mark.parametrize("coalition", [0, 1])
def test_a_row_that_is_all_in_one_category_does_not_tell_so(coalition):
    protected = protect(GROUP, ["a", "b"], coalition=coalition)
    row = protected.table[protected.table["a"] == "p"].set_index("b")
    assert row.loc["x", "hidden"]
    assert row.loc[["y", "z"], "hidden"].any()  # or the rest would be seen to be nothing
    assert row.loc[TOTAL, "n"] == 20
    assert audit(protected, "plain").ok
    assert not protect(GROUP, ["a", "b"]).table["hidden"].any()


def test_what_a_coalition_of_one_could_know_of_a_row_of_few_others_is_hidden():
    counts = pd.DataFrame(
        [(a, b, n) for a, ns in {"p": [5, 1], "q": [3, 4], "r": [4, 3]}.items()
         for b, n in zip("xy", ns, strict=True)],
        columns=["a", "b", "n"],
    )  # fmt: skip
    most = {}
    for coalition in (None, 0, 1):
        shown = protect(counts, ["a", "b"], threshold=3, coalition=coalition)
        possible = possible_numbers({"t": (shown.table, ["a", "b"])}, counts, {}, floor=0, top=6)
        most[coalition] = max(possible["t", ("p", "y")])
    assert most[1] >= 2  # the others of p may be more than the coalition


def test_linked_tables_take_the_same_demands():
    one = pd.DataFrame(
        [("p", "x", 1), ("p", "y", 9), ("q", "x", 8), ("q", "y", 4)], columns=["a", "b", "n"]
    )
    two = pd.DataFrame(
        [("p", "u", 3), ("p", "v", 7), ("q", "u", 6), ("q", "v", 6)], columns=["a", "c", "n"]
    )
    shown = protect_linked(
        {"s": one, "t": two}, {"s": ["a", "b"], "t": ["a", "c"]}, attacker="self", width=5
    )
    found = audit(shown, "self")
    assert found.ok
    assert found.too_narrow.empty


def test_what_is_public_already_can_make_a_demand_impossible():
    counts = pd.DataFrame({"a": list("xyz"), "n": [1, 4, 20]})
    public = pd.DataFrame({"a": ["z", TOTAL], "hidden": False})
    assert protect(counts, ["a"], fixed=public).table["hidden"].sum() == 2
    for demand in ({"attacker": "self"}, {"width": 5}):
        with pytest.raises(ProtectionError, match=r"cannot be met for these cells: counts: a=. *"):
            protect(counts, ["a"], fixed=public, **demand)


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        ({"attacker": "nosy"}, r"`attacker` is 'nosy'; expected 'plain', 'strict' or 'self'\."),
        ({"width": 0}, r"`width` is 0; expected a whole number of at least 1\."),
        ({"width": 2.5}, r"`width` is 2\.5; expected a whole number"),
        ({"coalition": -1}, r"`coalition` is -1; expected None or 0, 1, 2"),
        ({"coalition": True}, r"`coalition` is True; expected None or 0, 1, 2"),
    ],
)
def test_demands_that_mean_nothing_are_refused(demand, message):
    with pytest.raises(ValueError, match=message):
        protect(GROUP, ["a", "b"], **demand)


def test_the_result_says_who_is_alone_but_the_table_does_not():
    counts = pd.DataFrame({"a": list("xyz"), "n": [1, 4, 20]})
    protected = protect(counts, ["a"])
    assert protected.singles == {("x",)}
    assert "singles" not in repr(protected)
    assert protected.table.columns.tolist() == ["a", "n", "hidden", "reason"]
