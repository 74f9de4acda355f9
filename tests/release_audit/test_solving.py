"""What the attack remembers and where it begins: neither changes what it finds."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from sosiaali_lib.cells import AREA
from sosiaali_lib.release_audit import solving
from sosiaali_lib.release_audit.regions import NOWHERE, regions
from sosiaali_lib.release_audit.relations import Cell, Relations
from sosiaali_lib.release_audit.solving import Memory, solve

NUMBERS = st.lists(st.integers(0, 9), min_size=12, max_size=12)
HIDDEN = st.lists(st.booleans(), min_size=28, max_size=28)
COUNTIES = {"K": ("a", "b"), "L": ("c", "d")}
GATHER = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sosiaali_lib.outreach.topic_counts import SEPARATOR
from tests.release_audit.releases import cells
from sosiaali_lib.release_audit.gathering import gather
from sosiaali_lib.release_audit.reading import Folder
topics = [f"aihe{n}" for n in range(6)]
pairs = [a + SEPARATOR + b for a in topics for b in topics if a < b]
tables = {
    "aihe": cells([("205", t, None) for t in topics], "alue", "aihe", value="maininnat"),
    "aihepari": cells([("205", p, None) for p in pairs], "alue", "pari", value="kaynnit"),
}
facts = {"organisation": "Koe", "period": ["2019-01-01", "2019-12-31"]}
relations = gather([Folder(Path("."), facts, tables)])
print(relations.size, hashlib.sha256(repr(sorted(relations.ties)).encode()).hexdigest())
"""


def published(numbers, hidden):
    """Give the relations of four areas in two counties by three codes; some cells are hidden."""
    relations = Relations()
    members = {one: frozenset({one}) for county in COUNTIES.values() for one in county}
    members |= {name: frozenset(own) for name, own in COUNTIES.items()}
    members["all"] = frozenset("abcd")
    inner = dict(zip(((area, code) for area in "abcd" for code in "xyz"), numbers, strict=True))
    figures = {}
    for area, made_of in members.items():
        for code in ("x", "y", "z", ""):
            spots = [(AREA, made_of), *([("luokka", code)] if code else [])]
            figures[area, code] = relations.figure("t", spots)
    for area in members:
        relations.add_up(figures[area, ""], [figures[area, code] for code in "xyz"])
    for code in ("x", "y", "z", ""):
        for county, own in COUNTIES.items():
            relations.add_up(figures[county, code], [figures[one, code] for one in own])
        relations.add_up(figures["all", code], [figures[county, code] for county in COUNTIES])
    for ((area, code), figure), out in zip(figures.items(), hidden, strict=True):
        cell = Cell("t", (("alue", area), ("luokka", code)), figure)
        if out:
            relations.hidden.append(cell)
        else:
            codes = code or "xyz"
            relations.know(figure, sum(inner[a, c] for a in members[area] for c in codes))
            relations.shown.append(cell)
    return relations


@given(NUMBERS, HIDDEN)
def test_regions_change_nothing_of_what_is_found(numbers, hidden):
    relations = published(numbers, hidden)
    plain = solve(relations, strict=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "LARGE", 0)
        patch.setattr(solving, "SMALL", 0)
        one_by_one = solve(relations, strict=False)
    assert one_by_one.closed == plain.closed
    np.testing.assert_array_equal(one_by_one.low, plain.low)


@given(NUMBERS, HIDDEN, st.lists(st.integers(-3, 9), min_size=28, max_size=28), st.integers(0, 99))
def test_a_false_memory_hides_nothing(numbers, hidden, point, seed):
    relations = published(numbers, hidden)
    plain = solve(relations, strict=False)
    steps = np.random.default_rng(seed).integers(-1, 2, size=(40, relations.size))
    false = Memory(np.array(point, dtype=np.int64), csr_array(steps))
    assert solve(relations, strict=False, memory=false).closed == plain.closed
    assert solve(relations, strict=False, memory=false).closed == plain.closed


@given(NUMBERS, HIDDEN, HIDDEN)
def test_a_memory_of_other_patterns_changes_nothing(numbers, before, now):
    memory = Memory()
    solve(published(numbers, before), strict=False, memory=memory)
    relations = published(numbers, now)
    expected = solve(relations, strict=False).closed
    assert solve(relations, strict=False, memory=memory).closed == expected


def test_a_region_is_a_county_with_all_that_lies_in_it():
    relations = published([1] * 12, [True] * 28)
    less, more = relations.numbers["t", frozenset([(AREA, frozenset("a"))])], relations.size
    relations.at_most(
        [(less, 1)], [(relations.numbers["t", frozenset([(AREA, frozenset("ab"))])], 1)]
    )
    whole = relations.numbers["t", frozenset([(AREA, frozenset("abcd"))])]
    relations.at_most([(less, 1)], [(whole, 1)])
    found = regions(relations, relations.matrix())

    def of(area):
        return {
            int(found[f]) for (_s, spots), f in relations.numbers.items() if (AREA, area) in spots
        }

    west, east = of(frozenset("ab")), of(frozenset("cd"))
    assert len(west) == len(east) == 1
    assert west != east
    assert of(frozenset("a")) == of(frozenset("b")) == west
    assert of(frozenset("abcd")) == {NOWHERE}
    assert {int(found[more])} == west  # between an area and its county
    assert found[more + 1] == NOWHERE  # between an area and the whole


def test_the_relations_do_not_depend_on_the_order_in_which_sets_are_kept(pytestconfig):
    told = {
        subprocess.run(
            [sys.executable, "-c", GATHER, str(pytestconfig.rootpath)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1, json.dumps(sorted(told))
    assert int(told.pop().split()[0]) > 50
