"""The layout of the map of squares: every municipality once, none on another, neighbours near."""

import csv
from collections import defaultdict
from itertools import combinations

import numpy as np

from sosiaali_lib import areas
from sosiaali_lib.data.tile_map.layout import centres
from sosiaali_lib.operating_environment.tile_map import FILE, tiles


def regions():
    found = defaultdict(list)
    for code in tiles():
        found[areas.region_of(code).code].append(code)
    return found


def test_every_municipality_of_2026_has_exactly_one_tile():
    with FILE.open(encoding="utf-8", newline="") as file:
        codes = [row["kunta"] for row in csv.DictReader(file)]
    assert sorted(codes) == sorted(one.code for one in areas.municipalities())
    assert len(codes) == len(set(codes)) == 308


def test_no_two_tiles_overlap_and_the_corner_is_used():
    places = list(tiles().values())
    assert len(set(places)) == len(places)
    assert min(x for x, _y in places) == 0 and min(y for _x, y in places) == 0


def test_compass_points_stand_as_on_a_map():
    at = tiles()
    assert at["890"][1] == 0  # Utsjoki
    assert at["049"][1] > at["837"][1] > at["564"][1]  # Espoo, Tampere, Oulu from the south
    assert at["853"][0] < at["091"][0] < at["405"][0]  # Turku, Helsinki, Lappeenranta


def test_the_order_from_west_to_east_and_north_to_south_follows_the_country():
    codes = sorted(tiles())
    real = np.array([centres()[code] for code in codes])
    drawn = np.array([tiles()[code] for code in codes], dtype=float)
    for axis in (0, 1):
        ranks = [np.argsort(np.argsort(one[:, axis], kind="stable")) for one in (real, drawn)]
        assert np.corrcoef(*ranks)[0, 1] > 0.93


def test_neighbouring_regions_are_near_and_far_ones_far():
    middle = {
        code: (
            np.mean([centres()[one] for one in members], axis=0),
            np.mean([tiles()[one] for one in members], axis=0),
        )
        for code, members in regions().items()
    }
    pairs = list(combinations(middle, 2))
    real, drawn = (
        [float(np.hypot(*(middle[a][at] - middle[b][at]))) for a, b in pairs] for at in (0, 1)
    )
    assert np.corrcoef(real, drawn)[0, 1] > 0.9
    nearest = sorted(zip(real, drawn, strict=True))[:20]
    assert max(one for _real, one in nearest) < 8


def test_most_tiles_touch_another_of_their_region_and_aland_is_an_island():
    for code, members in regions().items():
        places = {tiles()[one] for one in members}
        touching = sum(
            any((x + i, y + j) in places for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)
            for x, y in places
        )
        assert touching >= 0.9 * len(places), code
    island = {tiles()[one] for one in regions()["21"]}
    land = set(tiles().values()) - island
    assert all(max(abs(a - c), abs(b - d)) > 1 for a, b in island for c, d in land)
