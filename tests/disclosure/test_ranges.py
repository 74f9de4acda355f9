"""The numbers that a hidden cell can be, against counting every table that fits."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.disclosure import audit, ranges

ROWS, COLUMNS = ("a", "b"), ("x", "y")
INNER = list(product(ROWS, COLUMNS))
CELLS = list(product((*ROWS, TOTAL), (*COLUMNS, TOTAL)))


def whole(inner):
    """Give every cell with its totals."""
    return {
        (row, column): sum(
            n for (r, c), n in inner.items() if row in (r, TOTAL) and column in (c, TOTAL)
        )
        for row, column in CELLS
    }


def published(numbers, hidden):
    rows = [(*cell, None if cell in hidden else n, cell in hidden) for cell, n in numbers.items()]
    table = pd.DataFrame(rows, columns=["rivi", "sarake", "n", "hidden"])
    return table.astype({"n": "Int64"})


def counted(numbers, hidden, floor):
    """Find the ends by trying every table of small numbers."""
    tried = whole(dict(zip(INNER, np.indices((7,) * 4).reshape(4, -1), strict=True)))
    fits = np.all([tried[cell] == n for cell, n in numbers.items() if cell not in hidden], axis=0)
    fits &= np.all([tried[cell] >= floor for cell in hidden], axis=0)
    return {cell: (tried[cell][fits].min(), tried[cell][fits].max()) for cell in hidden}


@settings(max_examples=25)
@given(
    st.lists(st.integers(1, 3), min_size=4, max_size=4),
    st.sets(st.sampled_from(INNER), min_size=1),
    st.sampled_from(("plain", "strict")),
)
def test_the_ends_are_those_of_all_tables_that_fit(values, hidden, attacker):
    numbers = whole(dict(zip(INNER, values, strict=True)))
    table = published(numbers, hidden)
    before = table.copy(deep=True)
    found = ranges({"t": (table, ["rivi", "sarake"], None)}, attacker)
    got = {(row.rivi, row.sarake): (row.low, row.high) for row in found.itertuples()}
    assert got == counted(numbers, hidden, int(attacker == "strict"))
    pd.testing.assert_frame_equal(table, before)


def test_equal_ends_are_what_the_audit_calls_derivable():
    numbers = whole(dict(zip(INNER, (2, 9, 8, 20), strict=True)))
    hidden = {("a", "x"), ("b", "x"), ("b", "y")}
    tables = {"t": (published(numbers, hidden), ["rivi", "sarake"], None)}
    found = ranges(tables)
    equal = found[found["low"] == found["high"]]
    listed = audit(tables).derivable
    assert set(zip(equal["rivi"], equal["sarake"], strict=True)) == set(
        zip(listed["rivi"], listed["sarake"], strict=True)
    )
    assert len(equal) == 3


def test_a_hidden_total_has_no_upper_end():
    table = published(whole(dict(zip(INNER, (1, 1, 1, 1), strict=True))), set(CELLS))
    found = ranges({"t": (table, ["rivi", "sarake"], None)})
    assert found["high"].isna().all() and (found["low"] >= 1).all()


def test_a_number_left_in_a_hidden_row_is_known():
    table = pd.DataFrame(
        {"alue": ["a", "b", TOTAL], "n": [3, None, 9], "hidden": [True, True, False]}
    )
    found = ranges({"t": (table, ["alue"], None)}).set_index("alue")
    assert found.loc["a", ["low", "high"]].tolist() == [3, 3]
    assert found.loc["b", ["low", "high"]].tolist() == [6, 6]


def test_faulty_tables_are_refused_as_by_the_audit():
    table = pd.DataFrame({"alue": ["a"], "n": [1], "hidden": [False], "m": [2]})
    with pytest.raises(ValueError, match="expected one value column"):
        ranges({"t": (table, ["alue"], None)})
