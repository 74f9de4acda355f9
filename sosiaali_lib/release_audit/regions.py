"""Figures of one region: a larger area with all that lies in it.

What ties figures mostly ties those of one region; regions have to do with one another over the totals of
the whole alone. A search that begins within a region is short, however many regions there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.cells import AREA
from sosiaali_lib.release_audit.places import Members
from sosiaali_lib.release_audit.relations import Relations

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    Ints = npt.NDArray[np.int64]

NOWHERE = -1


def regions(relations: Relations, rows: csr_array) -> Ints:
    """Give the number of the region of each figure.

    Parameters
    ----------
    relations
        Figures, with the municipalities that each is about.
    rows
        Their ties, as `relations.matrix()` gives them.

    Returns
    -------
    array
        `NOWHERE` for what is about more than half of all municipalities, or about no area. A figure
        without a name, which is what lies between two others, belongs where all others of its ties do.

    Notes
    -----
    It decides nothing but where a search begins.
    """
    figures: dict[Members, list[int]] = {}
    for (_system, spots), figure in relations.numbers.items():
        for dimension, members in spots:
            if dimension == AREA and isinstance(members, frozenset):
                figures.setdefault(members, []).append(figure)
    homes = _homes(figures)
    found = np.full(relations.size, NOWHERE)
    for members, several in figures.items():
        found[several] = homes.get(members, NOWHERE)
    return _with_nameless(relations, rows, found)


def _homes(areas: Iterable[Members]) -> dict[Members, int]:
    """Number the regions: areas that have municipalities in common are in one."""
    every = list(areas)
    half = len(frozenset().union(*every)) / 2
    smaller = sorted((a for a in every if 0 < len(a) <= half), key=lambda a: (-len(a), sorted(a)))
    of_member: dict[str, int] = {}
    found = {}
    for area in smaller:
        home = next((of_member[one] for one in sorted(area) if one in of_member), len(of_member))
        for one in area:
            of_member.setdefault(one, home)
        found[area] = home
    return found


def _with_nameless(relations: Relations, rows: csr_array, found: Ints) -> Ints:
    """Put the figures without a name where the named ones of all their ties are."""
    named = np.zeros(relations.size, dtype=bool)
    named[list(relations.numbers.values())] = True
    entries = abs(rows).tocoo()
    known = named[entries.col]
    least, most = np.full(rows.shape[0], relations.size), np.full(rows.shape[0], NOWHERE)
    np.minimum.at(least, entries.row[known], found[entries.col[known]])
    np.maximum.at(most, entries.row[known], found[entries.col[known]])
    of_tie = np.where(least == most, most, NOWHERE)
    low, high = np.full(relations.size, relations.size), np.full(relations.size, NOWHERE)
    np.minimum.at(low, entries.col[~known], of_tie[entries.row[~known]])
    np.maximum.at(high, entries.col[~known], of_tie[entries.row[~known]])
    return np.where(named, found, np.where(low == high, high, NOWHERE))
