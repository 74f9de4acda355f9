"""Random changes that no relation sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Floats = npt.NDArray[np.float64]

RIDGE = 1e-9
"""Added to the diagonal of a matrix that may be singular."""
TIMES = 2
"""Times that what the rows see is taken away, for precision."""


def in_null_space(rows: csr_array, random: np.random.Generator, many: int = 1) -> Floats:
    """Take random vectors, as columns, and remove what the rows see of them."""
    from scipy.sparse import csc_array, eye_array
    from scipy.sparse.linalg import splu

    vectors: Floats = random.normal(size=(rows.shape[1], many))
    if not rows.shape[0]:
        return vectors
    square = csc_array(rows @ rows.T + RIDGE * eye_array(rows.shape[0]))
    factors = splu(square, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})
    for _time in range(TIMES):
        vectors = vectors - rows.T @ factors.solve(rows @ vectors)
    return vectors
