"""Linear programmes that are solved again and again with other costs and limits.

A thin way to HiGHS (highspy): the programme stays in the solver, and each answer is the start for the
next. `scipy.optimize.milp` begins anew every time, which takes ten times as long for small programmes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]


LARGE = 1_000
"""Unknowns from which on a programme is made smaller before it is solved once."""


class Infeasible(ValueError):
    """No point lies within the limits."""


class Unbounded(ValueError):
    """The cost falls without end."""


class Programme:
    """Minimise `cost @ x` with `least <= rows @ x <= most` and limits of each unknown.

    Costs are 0 and limits open until they are set. A large programme that is solved `once` is made
    smaller first, which would be lost work for the next answer.
    """

    def __init__(
        self, rows: csr_array, least: Floats | Ints, most: Floats | Ints, *, once: bool = False
    ) -> None:
        import highspy

        n_rows, n = rows.shape
        self._n = n
        self._columns = np.arange(n, dtype=np.int32)
        self._solver = highspy._core._Highs()
        self._status = highspy.HighsModelStatus
        for option, setting in (
            ("output_flag", False),
            ("presolve", "on" if once and n > LARGE else "off"),
            ("solver", "simplex"),
            ("threads", 1),
        ):
            self._solver.setOptionValue(option, setting)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n, n_rows
        lp.col_cost_ = np.zeros(n)
        lp.col_lower_, lp.col_upper_ = np.full(n, -np.inf), np.full(n, np.inf)
        lp.row_lower_, lp.row_upper_ = np.asarray(least, float), np.asarray(most, float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = n, n_rows
        lp.a_matrix_.start_ = rows.indptr.astype(np.int32)
        lp.a_matrix_.index_ = rows.indices.astype(np.int32)
        lp.a_matrix_.value_ = rows.data.astype(float)
        self._solver.passModel(lp)

    def limit(self, lower: Floats | Ints, upper: Floats | Ints) -> None:
        """Set the limits of all unknowns."""
        self._solver.changeColsBounds(
            self._n, self._columns, np.asarray(lower, float), np.asarray(upper, float)
        )

    def price(self, cost: Floats) -> None:
        """Set the costs of all unknowns."""
        self._solver.changeColsCost(self._n, self._columns, np.asarray(cost, float))

    def forget(self) -> None:
        """Let the next answer start from nothing: a large programme that has changed much is faster so."""
        self._solver.clearSolver()

    def solve(self) -> Floats:
        """Give the cheapest point.

        Raises
        ------
        Infeasible, Unbounded
            If there is none.
        """
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._status.kOptimal:
            return np.array(self._solver.getSolution().col_value)
        # What warm starts cannot settle is told apart from the beginning.
        self._solver.clearSolver()
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._status.kOptimal:
            return np.array(self._solver.getSolution().col_value)
        if status == self._status.kInfeasible:
            raise Infeasible("no point lies within the limits")
        raise Unbounded(f"the solver gives up: {self._solver.modelStatusToString(status)}")
