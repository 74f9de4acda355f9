"""Where each municipality stands on the map of squares; the layout is a data file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sosiaali_lib.datafiles import DATA

FILE = DATA / "tile_map" / "tiles.csv"


@cache
def tiles() -> Mapping[str, tuple[int, int]]:
    """Give code → column and row of the municipality's square, from the top left.

    Notes
    -----
    Made by `data/tile_map/layout.py` from centres of GeoNames (CC BY 4.0): each municipality near its
    neighbours and in their direction, Åland beyond a column of water.

    Examples
    --------
    >>> column, row = tiles()["890"]  # Utsjoki, the northernmost
    >>> row
    0
    """
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType({r["kunta"]: (int(r["sarake"]), int(r["rivi"])) for r in rows})
