"""Makes `tiles.csv`: one square a municipality, near its neighbours and in their direction.

Run once when municipalities merge: `python -m sosiaali_lib.data.tile_map.layout`. The centres are
those of GeoNames (CC BY 4.0), rounded; the layout is the suite's own.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from math import cos, exp, hypot, radians
from pathlib import Path
from typing import Any

import numpy as np

from sosiaali_lib import areas

FOLDER = Path(__file__).parent
_DEGREE = 111.3  # kilometres
_MIDDLE = 26.0  # degrees of longitude
_FAR = 150.0  # kilometres over which two municipalities are no neighbours
_LENGTH = 1.08  # tiles between neighbours that the layout wishes for
_TIGHT = 0.3  # how much longer distances stay longer
_ALAND, _WATER = "91", 1  # county, and columns of water between it and the mainland
Tile = tuple[int, int]


def centres() -> dict[str, tuple[float, float]]:
    """Give code → kilometres to the east and to the south."""
    with (FOLDER / "centres.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        north, east = float(row["leveys"]), float(row["pituus"])
        across = (east - _MIDDLE) * cos(radians(north)) * _DEGREE
        found[row["kunta"]] = (across, -north * _DEGREE)
    return found


def layout(places: Mapping[str, tuple[float, float]], seed: int = 2026) -> dict[str, Tile]:
    """Give code → column and row: wished for by directions, then moved to squares, then bettered."""
    codes = sorted(places)
    points = np.array([places[code] for code in codes])
    edges = _edges(points)
    wishes = [_wish(points[b] - points[a]) for a, b in edges]
    tiles = _squares(_spread(len(codes), edges, wishes))
    county = [_county(code) for code in codes]
    tiles = _bettered(tiles, edges, wishes, county, random.Random(seed))
    left, top = min(x for x, _y in tiles), min(y for _x, y in tiles)
    return {code: (x - left, y - top) for code, (x, y) in zip(codes, tiles, strict=True)}


def _county(code: str) -> str:
    county = areas.county_of(code)
    assert county is not None
    return county.code


def _edges(points: Any) -> list[tuple[int, int]]:
    """Give the pairs of neighbours: those of the Delaunay triangles that are not far apart."""
    from scipy.spatial import Delaunay

    found = {
        (min(a, b), max(a, b))
        for corners in Delaunay(points).simplices.tolist()
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
    }
    return sorted((a, b) for a, b in found if hypot(*(points[a] - points[b])) < _FAR)


def _wish(way: Any) -> tuple[float, float]:
    """Give the way from one neighbour to the other in tiles: its direction, and nearly one tile."""
    length = hypot(*way)
    wished = _LENGTH * (length / 30.0) ** _TIGHT
    return float(way[0] / length * wished), float(way[1] / length * wished)


def _spread(
    count: int, edges: Sequence[tuple[int, int]], wishes: Sequence[tuple[float, float]]
) -> Any:
    """Give the places that meet the wishes best, by least squares."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.linalg import lsqr

    rows = np.repeat(np.arange(len(edges)), 2)
    columns = np.array(edges).ravel()
    signs = np.tile([-1.0, 1.0], len(edges))
    matrix = coo_matrix((signs, (rows, columns)), shape=(len(edges), count)).tocsr()
    wished = np.array(wishes)
    return np.column_stack([lsqr(matrix, wished[:, axis], atol=1e-12)[0] for axis in (0, 1)])


def _squares(spread: Any) -> list[Tile]:
    """Give each place a square of its own, all of them moved as little as can be."""
    from scipy.optimize import linear_sum_assignment

    low, high = np.floor(spread.min(0)).astype(int) - 2, np.ceil(spread.max(0)).astype(int) + 3
    cells = [(x, y) for y in range(low[1], high[1]) for x in range(low[0], high[0])]
    apart = ((spread[:, None, :] - np.array(cells)[None, :, :]) ** 2).sum(2)
    return [cells[at] for at in linear_sum_assignment(apart)[1]]


def _bettered(
    tiles: list[Tile],
    edges: Sequence[tuple[int, int]],
    wishes: Sequence[tuple[float, float]],
    county: Sequence[str],
    chance: random.Random,
    steps: int = 900_000,
) -> list[Tile]:
    """Swap tiles, or move one to an empty square, as long as neighbours come nearer (annealing)."""
    ways: list[list[tuple[int, float, float, float]]] = [[] for _tile in tiles]
    for (a, b), (x, y) in zip(edges, wishes, strict=True):
        weight = 2.2 if county[a] == county[b] else 1.0
        ways[a].append((b, x, y, weight))
        ways[b].append((a, -x, -y, weight))
    tiles, held = list(tiles), {tile: at for at, tile in enumerate(tiles)}

    def strain(at: int) -> float:
        x, y = tiles[at]
        found = 0.0
        for other, wx, wy, weight in ways[at]:
            dx, dy = tiles[other][0] - x, tiles[other][1] - y
            found += weight * ((dx - wx) ** 2 + (dy - wy) ** 2)
        near = sum((x + i, y + j) in held for i, j in ((1, 0), (-1, 0), (0, 1), (0, -1)))
        return found + 1.0 * (4 - near)

    for step in range(steps):
        heat = 3.0 * (1 - step / steps) ** 2 + 1e-6
        one = chance.randrange(len(tiles))
        x, y = tiles[one]
        goal = (x + chance.choice((-1, 0, 0, 1)), y + chance.choice((-1, 0, 0, 1)))
        if goal == (x, y):
            continue
        other = held.get(goal)
        moved = [one] if other is None else [one, other]
        before = sum(map(strain, moved))
        _put(tiles, held, one, other, goal)
        change = sum(map(strain, moved)) - before
        if change > 0 and chance.random() >= exp(-change / heat):
            _put(tiles, held, one, other, (x, y))
    return tiles


def _put(tiles: list[Tile], held: dict[Tile, int], one: int, other: int | None, goal: Tile) -> None:
    """Move a tile to a square, and the one that is there to where it came from."""
    came = tiles[one]
    tiles[one], held[goal] = goal, one
    if other is None:
        del held[came]
    else:
        tiles[other], held[came] = came, other


def whole() -> dict[str, Tile]:
    """Give the tiles of the mainland, and those of Åland beyond a column of water."""
    places = centres()
    island = {code for code in places if _county(code) == _ALAND}
    land = layout({code: place for code, place in places.items() if code not in island})
    isles = layout({code: place for code, place in places.items() if code in island})
    foot = max(y for _x, y in land.values())
    wide = max(x for x, _y in isles.values()) + 1
    tall = max(y for _x, y in isles.values())
    shift, drop = wide + _WATER, foot - tall
    west = min(x for (x, y) in land.values() if y >= drop - 1)
    moved = {code: (x + west, y + drop) for code, (x, y) in isles.items()}
    merged = {code: (x + shift, y) for code, (x, y) in land.items()} | moved
    left = min(x for x, _y in merged.values())
    return {code: (x - left, y) for code, (x, y) in sorted(merged.items())}


if __name__ == "__main__":
    with (FOLDER / "tiles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kunta", "sarake", "rivi"])
        writer.writerows([code, *tile] for code, tile in whole().items())
