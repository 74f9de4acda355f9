"""Rows by the releases that count them, so that releases over time are protected as one system.

Every row gets the set of releases in which it is counted: today's alone, today's and an earlier one, an
earlier one alone. A release is then a group of such sets, and what two releases tell together of the
rows between them is a figure of the same table. The codes of these sets stand in a dimension of
their own, `LAYER`; today's release is its group `NOW`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.tabulation.base import N

LAYER = "julkaisu"
NOW = "0"
COUNTED, REVISED = "rivit ", "korjaukset "
Releases = frozenset[str]


def code(releases: Iterable[str], *, revised: bool = False) -> str:
    """Name a set of rows by the releases that count them.

    Rows that were added to or taken from the data after a release stand apart as revisions: how many
    they are is told by any two versions, and a correction is not a group of people.

    Examples
    --------
    >>> code({"1", "0"}), code({"0"}, revised=True)
    ('rivit 0 1', 'korjaukset 0')
    """
    return (REVISED if revised else COUNTED) + " ".join(sorted(releases))


def releases_of(layer: str) -> Releases:
    """Give the releases that count a set of rows."""
    return frozenset(layer.split(" ")[1:])


def releases_over(layers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the hierarchy of the layers: each with the releases that count it."""
    return {layer: tuple(sorted(releases_of(layer))) for layer in sorted(layers)}


@dataclass(frozen=True, eq=False)
class Past:
    """What is out of the tables of one system.

    Attributes
    ----------
    cells
        By table: inner cells with `LAYER`, counted from today's rows.
    shown
        By table and earlier release: the cells that it published, with totals, in the dimensions of
        the table; `n` where shown, and `hidden`.
    groups
        By earlier release: codes of areas that are sums, with the areas that they hold.
    revisions
        Earlier releases whose period is today's: other numbers than today's are corrections.
    """

    cells: Mapping[str, pd.DataFrame]
    shown: Mapping[str, Mapping[str, pd.DataFrame]]
    groups: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    revisions: frozenset[str] = frozenset()


def area_groups(
    past: Past, parents: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, dict[str, str]]]:
    """Give the hierarchy of the areas with the sums of earlier releases, and what they are called.

    A county or the whole of an earlier release is the sum of the areas that it knew of. Where today's
    rows of that release hold other areas too, that sum is an area of its own.

    Returns
    -------
    tuple
        Code → the groups over it; and by release: code of the earlier table → code in the hierarchy.
    """
    around: dict[str, tuple[str, ...]] = {
        str(child): (tuple(above) if isinstance(above, tuple | list) else (str(above),))
        for child, above in parents.items()
    }
    names: dict[str, dict[str, str]] = {}
    every = [frame[[LAYER, AREA, N]] for frame in past.cells.values() if AREA in frame]
    counted = (
        pd.concat(every, ignore_index=True) if every else pd.DataFrame(columns=[LAYER, AREA, N])
    )
    for release in sorted({one for shown in past.shown.values() for one in shown}):
        names[release] = {}
        groups = past.groups.get(release, {})
        known = {
            str(area)
            for shown in past.shown.values()
            if release in shown and AREA in shown[release]
            for area in shown[release][AREA]
        }
        inner = known - groups.keys() - {TOTAL}
        mine = counted[
            counted[LAYER].map(lambda layer, one=release: one in releases_of(layer))
            & (counted[N] > 0)
        ]
        for group in sorted((known & groups.keys()) | (known & {TOTAL})):
            held = inner if group == TOTAL else inner & groups[group]
            now = {
                str(area)
                for area in mine[AREA].unique()
                if group == TOTAL or group in _over(around, str(area))
            }
            own = group != TOTAL and group not in {g for over in around.values() for g in over}
            if not own and now <= held:
                continue
            names[release][group] = f"{group} ({release})"
            for area in sorted(held):
                direct = around.get(area, (TOTAL,))
                around[area] = (*direct, names[release][group])
    return dict(around), names


def _over(around: Mapping[str, tuple[str, ...]], area: str) -> set[str]:
    direct = set(around.get(area, ())) - {TOTAL}
    return direct.union(*(_over(around, group) for group in direct))
