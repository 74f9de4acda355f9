"""Protected tables as they go out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from sosiaali_lib.disclosure.hierarchy import Parents


@dataclass(frozen=True, eq=False)
class Protected:
    """One table with small cells, and what would give them away, hidden.

    The table holds no hidden value. `reason`, `singles` and the two counts are for the closed room
    and its protection log: a reader who sees which hidden cells are primary knows that they are
    small, so publish `table` without `reason`, with one and the same mark in every hidden cell.
    """

    table: pd.DataFrame = field(repr=False)
    """Dimensions, value (Int64, empty where hidden), `hidden`, `reason` ("primary", "secondary", "")."""
    by: tuple[str, ...]
    value: str
    threshold: int
    zeros: str
    hierarchies: Mapping[str, Parents] = field(default_factory=dict, repr=False)
    singles: frozenset[tuple[Hashable, ...]] = field(default_factory=frozenset, repr=False)
    """Hidden cells that one person alone is, who therefore knows them. For the audit in the closed
    room, like `reason`; never part of a publication."""
    floor: int = 0
    """Least number that a reader who knows the rule takes a hidden cell for: 1 where zeros are shown
    and no zero had to be hidden. Part of the log, not of the publication."""

    @property
    def n_primary(self) -> int:
        """Rows hidden because they are small or were listed as sensitive."""
        return int((self.table["reason"] == "primary").sum())

    @property
    def n_secondary(self) -> int:
        """Rows hidden because they would give others away, or were hidden before."""
        return int((self.table["reason"] == "secondary").sum())
