"""The steps of the attack, each against another route."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from sosiaali_lib.disclosure import attack, fitting
from sosiaali_lib.disclosure.rigid import rigid
from sosiaali_lib.disclosure.rounding import rounded
from sosiaali_lib.disclosure.tied import near


@st.composite
def systems(draw):
    """Draw ties between a few unknowns, limits, and a point that fits."""
    n = draw(st.integers(2, 7))
    n_ties = draw(st.integers(1, 4))
    factors = st.lists(st.sampled_from([0, 0, 1, 1, -1, 2]), min_size=n, max_size=n)
    rows = np.array([draw(factors) for _ in range(n_ties)])
    point = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)))
    below = np.array(draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)))
    above = np.array(draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)))
    return rows, point, (point - below).astype(float), (point + above).astype(float)


def ends(rows, aims, floors, tops, cell):
    limits = np.column_stack([floors, tops])
    cost = np.zeros(len(floors))
    cost[cell] = 1.0
    least, most = (
        linprog(sign * cost, A_eq=rows, b_eq=aims, bounds=limits, method="highs-ipm")
        for sign in (1, -1)
    )
    return least.fun, -most.fun


@given(systems())
def test_what_is_rigid_has_one_number_in_linear_programmes_too(system):
    rows, point, floors, tops = system
    found = rigid(csr_array(rows), point == floors, point == tops)
    for cell in range(len(point)):
        low, high = ends(rows, rows @ point, floors, tops, cell)
        assert found[cell] == (high - low < 1e-7), (cell, low, high)


@pytest.mark.parametrize("large", [0, fitting.LARGE])
@given(system=systems(), some=st.lists(st.integers(-1, 2), min_size=7, max_size=7) | st.none())
def test_an_unknown_is_open_just_when_whole_numbers_differ(large, system, some):
    rows, point, floors, tops = system
    spaces = [np.arange(low, high + 1) for low, high in zip(floors, tops, strict=True)]
    grid = np.stack(np.meshgrid(*spaces, indexing="ij"), axis=-1).reshape(-1, len(point))
    points = grid[(grid @ rows.T == rows @ point).all(axis=1)]
    part = attack.Part(csr_array(rows), rows @ point, floors, tops)
    part.regions = None if some is None else np.array(some[: len(point)])
    wanted = np.ones(len(point), dtype=bool)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(fitting, "LARGE", large)  # from which on the way of large parts is gone
        changed.setattr(attack, "MANY", large)
        changed.setattr(attack, "SEVERAL", large)
        opened = part.open(wanted)
    assert opened.tolist() == (points.min(axis=0) < points.max(axis=0)).tolist()


@pytest.mark.parametrize(
    ("ties", "found"), [(0, [1]), (1, [0, 1, 2]), (2, [0, 1, 2, 3]), (3, [0, 1, 2, 3])]
)
def test_what_is_within_some_ties(ties, found):
    # x0, x1 and x2 in one tie, x2 and x3 in another, x4 in none.
    rows = csr_array(np.array([[1, -2, 1, 0, 0], [0, 0, 1, -1, 0]]))
    some = np.array([False, True, False, False, False])
    assert np.flatnonzero(near(rows, some, ties)).tolist() == found
    assert near(rows, some[::-1], 9).tolist() == [True] * 4 + [False]
    alone = np.array([False] * 4 + [True])
    assert near(rows, alone, ties).tolist() == alone.tolist()


def test_a_point_in_the_middle_leaves_room_around_it():
    rows = csr_array(np.array([[1, 1, 1, 0], [0, 0, 1, 1]]))
    part = attack.Part(rows, np.array([6, 4]), np.zeros(4), np.array([9.0, 9.0, 9.0, 9.0]))
    at_the_edge = np.array([6, 0, 0, 4])
    part.begin(at_the_edge)
    middle = part.amid()
    assert (rows @ middle == [6, 4]).all()
    assert (middle > 0).all()
    part.begin(middle)
    assert part.first.tolist() == middle.tolist()
    assert part.differing().tolist() == (middle != at_the_edge).tolist()


def test_there_is_no_middle_where_nothing_fits():
    part = attack.Part(csr_array(np.array([[1, 1]])), np.array([9]), np.zeros(2), np.full(2, 3.0))
    assert part.amid() is None


def test_beside_a_shortest_way_of_fractions_there_is_one_of_whole_numbers():
    # Pairs of x0 … x2 in a circle: half each would do where x3 did not have to be whole.
    rows = csr_array(np.array([[1, 1, 0, -1, 0], [0, 1, 1, -1, 0], [1, 0, 1, 0, -2]]))
    part = attack.Part(rows, np.zeros(3, int), np.zeros(5), np.full(5, 8.0))
    part.begin(np.array([1, 1, 1, 2, 1]))
    assert [part._opens(cell) for cell in range(5)] == [True] * 5
    for point in part.points:
        assert not (rows @ point).any()


@given(systems(), st.randoms(use_true_random=False))
def test_fractions_become_whole_numbers_that_fit(system, luck):
    rows, point, floors, tops = system
    aims = rows @ point
    cost = np.array([luck.random() for _ in point])
    start = linprog(cost, A_eq=rows, b_eq=aims, bounds=np.column_stack([floors, tops])).x
    assume(start is not None)
    found = rounded(start, csr_array(rows), aims, floors, tops, cost)
    assert found is not None
    assert (rows @ found == aims).all()
    assert ((found >= floors) & (found <= tops)).all()


def test_what_is_whole_already_and_far_from_fractions_stays():
    # x0 + x1 = 1 with halves; x2 … x5 in a chain of their own.
    rows = csr_array(np.array([[1, 1, 0, 0, 0, 0], [0, 0, 1, -1, 0, 0], [0, 0, 0, 0, 1, -1]]))
    start = np.array([0.5, 0.5, 3.0, 3.0, 0.0, 0.0])
    cheap = np.array([0.0, 1.0, -5.0, 0.0, -5.0, 0.0])  # the chains would rather rise
    found = rounded(start, rows, np.array([1, 0, 0]), np.zeros(6), np.full(6, 9.0), cheap)
    assert found.tolist() == [1, 0, 3, 3, 0, 0]


@pytest.mark.parametrize("ties", [None, 0, 2])
def test_no_whole_numbers_are_made_up_where_none_fit(ties):
    rows = csr_array(np.array([[2, 2]]))
    limits = np.zeros(2), np.full(2, 5.0)
    assert (
        rounded(np.array([0.5, 1.0]), rows, np.array([3]), *limits, np.ones(2), ties=ties) is None
    )


def test_more_ties_reach_further_fractions():
    # Making x0 whole needs x1, which needs x2: two ties away.
    rows = csr_array(np.array([[2, 1, 0], [0, 1, 1]]))
    start, aims = np.array([0.5, 0.0, 2.0]), np.array([1, 2])
    limits = np.zeros(3), np.array([1.0, 1.0, 2.0])
    assert rounded(start, rows, aims, *limits, np.ones(3), ties=1) is None
    found = rounded(start, rows, aims, *limits, np.ones(3), ties=2)
    assert found.tolist() == [0, 1, 1]
