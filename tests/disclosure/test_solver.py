"""The programme that stays in the solver answers as one that is made anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from sosiaali_lib.disclosure.solver import Infeasible, Programme, Unbounded

ROWS = csr_array(np.array([[1.0, 1.0, 1.0], [1.0, -1.0, 0.0]]))
costs = st.lists(st.integers(-5, 5), min_size=3, max_size=3)


@given(st.lists(st.tuples(costs, st.integers(1, 9)), min_size=1, max_size=6), st.booleans())
@settings(max_examples=40, deadline=None)
def test_each_answer_is_the_optimum(turns, once):
    programme = Programme(ROWS, np.array([0.0, -2.0]), np.array([6.0, 2.0]), once=once)
    for cost, top in turns:
        programme.limit(np.zeros(3), np.full(3, float(top)))
        programme.price(np.array(cost, dtype=float))
        found = programme.solve()
        both = np.vstack([ROWS.toarray(), -ROWS.toarray()])
        other = linprog(cost, A_ub=both, b_ub=[6, 2, 0, 2], bounds=[(0, top)] * 3)
        assert np.dot(cost, found) == pytest.approx(other.fun, abs=1e-7)
        assert (both @ found <= np.array([6, 2, 0, 2]) + 1e-7).all()


def test_what_cannot_be_is_told_from_what_has_no_end():
    programme = Programme(csr_array(np.array([[1.0, -1.0]])), np.zeros(1), np.zeros(1))
    programme.limit(np.array([0.0, 3.0]), np.array([2.0, 9.0]))
    with pytest.raises(Infeasible, match="no point lies within the limits"):
        programme.solve()
    programme.limit(np.zeros(2), np.full(2, np.inf))
    programme.price(np.array([-1.0, 0.0]))
    with pytest.raises(Unbounded, match="the solver gives up"):
        programme.solve()
    programme.price(np.array([1.0, 0.0]))
    assert programme.solve().tolist() == [0.0, 0.0]
