"""The heuristic: what it hides besides has to be hidden, as linear programmes of its own tell."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sosiaali_lib.disclosure import TOTAL, ProtectionError, greedy
from sosiaali_lib.disclosure.cells import place, read
from sosiaali_lib.disclosure.demands import system
from sosiaali_lib.disclosure.figures import join
from sosiaali_lib.disclosure.hierarchy import Hierarchy
from sosiaali_lib.disclosure.witness import Witnesses

AREAS = {"a": "c", "b": "c", "d": "e", "f": "e"}
COUNTS = st.lists(st.sampled_from([0, 1, 2, 3, 7, 12, 40]), min_size=12, max_size=12)


def problem(numbers, fixed=()):
    """Give the system of four areas in two counties by three reasons; `fixed` totals are public."""
    cells = [(area, reason) for area in AREAS for reason in "xyz"]
    counts = pd.DataFrame(cells, columns=["alue", "syy"]).assign(n=numbers)
    grids = place(
        [read("t", counts, ["alue", "syy"], "n", None)], {"alue": Hierarchy.read("alue", AREAS)}
    )
    return system(join(grids), threshold=5, zeros="shown", sensitive={}, fixed=dict(fixed))


def movable(of, hidden, figure):
    """Tell by a linear programme each way whether a figure can differ from the truth."""
    shown = np.flatnonzero(~hidden & ~of.unpublished)
    rows = np.vstack([of.sums[shown].toarray(), of.links.toarray()])
    aim = of.sums[[figure]].toarray().ravel()
    limits = [(low, None) for low in of.lower]
    return any(
        linprog(sign * aim, A_eq=rows, b_eq=np.zeros(len(rows)), bounds=limits).fun != 0
        for sign in (1, -1)
    )


def spared(of):
    """Give a pattern with more hidden than need be, and what has to stay unknown."""
    witnesses = Witnesses(of)
    wanted = of.target.copy()
    return witnesses, wanted, greedy.loosen(witnesses, wanted, wanted)


@settings(max_examples=25)
@given(COUNTS)
def test_all_that_can_be_shown_again_is_shown(numbers):
    of = problem(numbers)
    try:
        witnesses, wanted, hidden = spared(of)
    except ProtectionError:
        return
    left = greedy.prune(witnesses, hidden, wanted)
    assert not (left & ~hidden).any()
    for figure in np.flatnonzero(wanted):
        assert movable(of, left, figure)
    for figure in np.flatnonzero(left & ~wanted):
        less = left.copy()
        less[figure] = False
        assert not all(movable(of, less, one) for one in np.flatnonzero(wanted))


def test_what_cannot_be_kept_is_said_at_once(monkeypatch):
    public = pd.DataFrame({"alue": [TOTAL, "a"], "syy": ["y", TOTAL], "hidden": False})
    of = problem([3, 9, 0] + [0] * 9, {"t": public})
    monkeypatch.setattr(greedy, "loosen", lambda *_all, **_named: pytest.fail("searched in vain"))
    with pytest.raises(ProtectionError, match="Nothing was found that keeps") as caught:
        greedy.settle(Witnesses(of), of.target)
    assert "t: alue=a, syy=x" in caught.value.cells
