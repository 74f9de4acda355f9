"""Unknowns that are tied to one another by relations, apart from those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]


def split(rows: csr_array) -> list[tuple[Ints, Ints]]:
    """Split unknowns and relations into parts that have nothing to do with one another."""
    label = np.concatenate(tied(rows))
    n = rows.shape[1]
    by_label = np.argsort(label, kind="stable")
    if not len(label):
        return []
    groups = np.split(by_label, np.searchsorted(label[by_label], np.arange(1, label.max() + 1)))
    return [(group[group < n], group[group >= n] - n) for group in groups]


def tied(rows: csr_array) -> tuple[Ints, Ints]:
    """Number the parts of unknowns and relations that have nothing to do with one another."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    n_rows, n = rows.shape
    entries = rows.tocoo()
    ties = csr_array((np.ones(rows.nnz), (entries.row + n, entries.col)), shape=(n + n_rows,) * 2)
    _count, label = connected_components(ties, directed=False)
    return label[:n].astype(np.int64), label[n:].astype(np.int64)


def near(rows: csr_array, some: Mask, ties: int) -> Mask:
    """Tell which unknowns are some of those given, or within so many relations of one."""
    pattern = abs(rows).astype(float)
    for _step in range(ties):
        some = some | (pattern.T @ (pattern @ some > 0).astype(float) > 0)
    return some
