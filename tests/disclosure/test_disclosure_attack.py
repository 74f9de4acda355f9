"""Small random tables against a reader who tries every table of whole numbers.

The reader here shares no code and no method with the library: he enumerates. Nothing hidden may have
one possible number only, and the auditor must name exactly the cells that have.
"""

import pandas as pd
import pytest
from enumerated_counts import (
    every_combination,
    groups_of,
    possible_numbers,
    true_amount,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosiaali_lib.disclosure import TOTAL, audit, protect_linked

OVERLAPPING = {"a1": ("g", "h"), "a2": ("g", "k"), "a3": ("f", "h"), "a4": "f"}
NESTED = {"p1": "p", "p2": "p", "q1": "q", "p": "maa", "q": "maa"}
SHAPES = {
    "two by three": ({"a": "pq", "b": "xyz"}, {"t": "ab"}, {}),
    "three ways": ({"a": "pq", "b": "xy", "c": "uv"}, {"t": "abc"}, {}),
    "nested": ({"a": ["p1", "p2", "q1"], "b": "xy"}, {"t": "ab"}, {"a": NESTED}),
    "overlapping": ({"a": list(OVERLAPPING), "b": "x"}, {"t": "ab"}, {"a": OVERLAPPING}),
    "linked": ({"a": "pq", "b": "xy", "c": "uv"}, {"t": "ab", "s": "ac"}, {}),
    "linked by a group": ({"a": ["p1", "p2", "q1"], "b": "xy"}, {"t": "Ab", "s": "a"}, {"a": NESTED}),
    "ring": ({"a": "pq", "b": "xy", "c": "uv"}, {"t": "ab", "s": "ac", "r": "bc"}, {}),
}  # fmt: skip
QUICK = settings(
    max_examples=14, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def leaf_table(leaves, numbers):
    cells = every_combination(leaves)
    return pd.DataFrame(cells, columns=list(leaves)).assign(n=numbers[: len(cells)])


def inner_tables(base, wanted, hierarchies):
    """Sum the leaves to the inner cells of each table; a capital stands for the group above."""
    tables, by = {}, {}
    for name, letters in wanted.items():
        by[name] = [letter.lower() for letter in letters]
        frame = base.copy()
        for letter in letters:
            if letter.isupper():
                frame[letter.lower()] = frame[letter.lower()].map(hierarchies[letter.lower()])
        tables[name] = frame.groupby(by[name], as_index=False)["n"].sum()
    return tables, by


@pytest.mark.parametrize("shape", SHAPES)
def test_no_hidden_cell_has_a_single_possible_number(shape):
    leaves, wanted, hierarchies = SHAPES[shape]
    size = len(every_combination(leaves))
    top = 3 if size > 6 else 5

    @QUICK
    @given(
        numbers=st.lists(st.integers(0, top), min_size=size, max_size=size)
        | st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=size, max_size=size),
        zeros=st.sampled_from(["shown", "hidden"]),
        threshold=st.sampled_from([3, 5]),
    )
    def attack(numbers, zeros, threshold):
        base = leaf_table(leaves, numbers)
        tables, by = inner_tables(base, wanted, hierarchies)
        found = protect_linked(
            tables, by, hierarchies=hierarchies, zeros=zeros, threshold=threshold
        )
        published = {name: (item.table, item.by) for name, item in found.items()}
        for floor in {0, int(zeros == "shown")}:
            worlds = possible_numbers(published, base, hierarchies, floor=floor, top=top + 2)
            assert [cell for cell, numbers in worlds.items() if len(numbers) < 2] == []
        for item in found.values():
            for row in item.table.to_dict("records"):
                cell = [row[dimension] for dimension in item.by]
                truth = true_amount(base, item.by, cell, hierarchies)
                small = 1 <= truth < threshold or (zeros == "hidden" and truth == 0)
                assert (row["reason"] == "primary") == small
                assert row["hidden"] == (row["reason"] != "")
                assert pd.isna(row["n"]) if row["hidden"] else row["n"] == truth

    attack()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_auditor_names_exactly_the_cells_with_a_single_possible_number(shape):
    leaves, wanted, hierarchies = SHAPES[shape]
    size = len(every_combination(leaves))
    top = 4 if size > 6 else 6

    @QUICK
    @given(
        numbers=st.lists(st.integers(0, 2), min_size=size, max_size=size).filter(
            lambda numbers: sum(numbers) <= top
        ),
        share=st.sampled_from([3, 6, 8]),
        luck=st.randoms(use_true_random=False),
    )
    def attack(numbers, share, luck):
        base = leaf_table(leaves, numbers)
        tables, by = inner_tables(base, wanted, hierarchies)
        published, hidden = {}, {}
        for name, table in tables.items():
            rows = {}
            for row in table.to_dict("records"):
                codes = [groups_of(row[d], hierarchies.get(d, {})) for d in by[name]]
                for cell in every_combination(dict(enumerate(codes))):
                    rows[cell] = None
            frame = pd.DataFrame(sorted(rows, key=str), columns=by[name])
            cells = list(frame.itertuples(index=False, name=None))
            frame["n"] = [true_amount(base, by[name], cell, hierarchies) for cell in cells]
            # The same figure is hidden in all tables or in none; the grand total bounds the search.
            keys = [
                frozenset(spot for spot in zip(by[name], cell, strict=True) if spot[1] != TOTAL)
                for cell in cells
            ]
            marks = [key and hidden.setdefault(key, luck.randrange(10) < share) for key in keys]
            frame["hidden"] = [bool(mark) for mark in marks]
            frame["n"] = frame["n"].astype("Int64").mask(frame["hidden"])
            published[name] = (frame, by[name])
        worlds = possible_numbers(published, base, hierarchies, floor=0, top=top)
        expected = {cell for cell, numbers in worlds.items() if len(numbers) == 1}
        named = audit(
            {name: (frame, by, hierarchies) for name, (frame, by) in published.items()},
            attacker="plain",
        ).derivable
        found = {
            (row["table"], tuple(row[d] for d in by[row["table"]]))
            for row in named.to_dict("records")
        }
        assert found == expected

    attack()
