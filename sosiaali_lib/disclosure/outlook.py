"""What can still move while given figures are hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.tied import tied

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.demands import System


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is open to movement while a given set of figures is hidden."""

    columns: Ints
    """Base cells that may move."""
    rows: csr_array
    """Over those columns: what must stay at zero (shown figures, then links)."""
    figure_of_row: Ints
    """Figure behind each row; -1 for a link."""
    part: Ints
    """Connected part of each column."""
    link_of_row: Ints
    """Link behind each row; -1 for a figure."""


def outlook(system: System, hidden: Mask) -> Outlook:
    """Keep the base cells whose own figure is out of sight, and the rows that bind them."""
    from scipy.sparse import csr_array, vstack

    unseen = hidden | system.unpublished
    columns = np.flatnonzero(unseen[system.own])
    shown = np.flatnonzero(~unseen)
    rows = csr_array(vstack([system.sums[shown], system.links], format="csr")[:, columns])
    rows.eliminate_zeros()
    kept = np.flatnonzero(np.diff(rows.indptr))
    n_links = system.links.shape[0]
    figure_of_row = np.concatenate([shown, np.full(n_links, -1)])[kept]
    link_of_row = np.concatenate([np.full(len(shown), -1), np.arange(n_links)])[kept]
    rows = rows[kept]
    return Outlook(columns, rows, figure_of_row, tied(rows)[0], link_of_row)
