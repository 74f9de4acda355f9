"""Borders that a user supplies: read in two systems of coordinates, simplified, or refused in words."""

import json

import numpy as np
import pytest

from sosiaali_lib import areas
from sosiaali_lib.operating_environment import borders
from sosiaali_lib.operating_environment.borders import CELL, FILE, BordersError, simplified
from sosiaali_lib.operating_environment.projection import to_plane

# Computed with PROJ 9 (EPSG:4326 to EPSG:3067).
KNOWN = {
    (27.0, 64.0): (500000.0, 7097014.16246643),
    (24.9384, 60.1699): (385611.3166849422, 6672118.380202087),
    (27.0284, 69.9086): (501088.8100930347, 7755680.751256911),
    (19.6, 60.2): (90318.0913998044, 6696690.618380383),
    (31.5, 62.9): (728578.2028417652, 6982444.17961486),
}


@pytest.mark.parametrize(("degrees", "metres"), KNOWN.items())
def test_the_projection_equals_that_of_proj_to_a_millimetre(degrees, metres):
    assert to_plane(*degrees) == pytest.approx(metres, abs=1e-3)


def square(east, north, side=10_000.0):
    """Give a closed ring round the south-western corner of a square."""
    return [
        [east, north], [east + side, north], [east + side, north + side], [east, north + side],
        [east, north],
    ]  # fmt: skip


def features(make=square, *, name="kunta", without=()):
    """Give a square for each municipality, side by side in rows."""
    found = []
    for at, one in enumerate(areas.municipalities()):
        ring = make(150_000.0 + 12_000 * (at % 30), 6_700_000.0 + 12_000 * (at // 30))
        if one.code not in without:
            geometry = {"type": "Polygon", "coordinates": [ring]}
            found.append({"properties": {name: one.code}, "geometry": geometry})
    return found


def written(folder, found):
    content = found if isinstance(found, str) else json.dumps({"features": found})
    (folder / FILE).write_text(content, "utf-8")
    return folder


def test_every_municipality_keeps_its_square(tmp_path):
    table = borders.table(written(tmp_path, features()))
    found = borders.of_table(table)
    assert set(found) == {one.code for one in areas.municipalities()}
    assert set(table["lahde"]) == {"Tilastokeskus (CC BY 4.0)"}
    side = round(10_000 / CELL)
    for rings in found.values():
        across = [x for x, _y in rings[0]]
        assert len(rings) == 1 and max(across) - min(across) == side


def test_degrees_give_the_map_that_metres_give(tmp_path):
    def in_degrees(east, north):
        # A degree of longitude and latitude about 64° N in metres; only shapes are compared.
        corner = square(east, north)
        return [[20 + (x - 100_000) / 50_000, 60 + (y - 6_600_000) / 111_000] for x, y in corner]

    table = borders.table(written(tmp_path, features(in_degrees, name="natcode")))
    assert set(table["lahde"]) == {"Maanmittauslaitos (CC BY 4.0)"}
    found = borders.of_table(table)
    first, last = areas.municipalities()[0].code, areas.municipalities()[-1].code
    assert found[first][0][0][1] > found[last][0][0][1]  # the first ones stand in the south


def test_heights_numbers_as_codes_and_several_polygons_make_the_same_map(tmp_path):
    def as_others_write_it(one):
        code, (ring,) = one["properties"]["kunta"], one["geometry"]["coordinates"]
        with_heights = [[x, y, 0.0] for x, y in ring]
        shape = {"type": "MultiPolygon", "coordinates": [[with_heights], [with_heights]]}
        return {
            "type": "Feature",
            "properties": {"vuosi": 2026, "kunta": int(code)},
            "geometry": shape,
        }

    plain = borders.of_table(borders.table(written(tmp_path, features())))
    others = written(tmp_path, [as_others_write_it(one) for one in features()])
    found = borders.of_table(borders.table(others))
    assert list(found) == list(plain)
    assert all(rings[0] == plain[code][0] for code, rings in found.items())


def test_without_a_file_there_are_no_borders(tmp_path):
    assert len(borders.table(tmp_path)) == 0 and len(borders.table(None)) == 0


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("no json", "is no GeoJSON of municipalities"),
        ("[1]", "is no GeoJSON of municipalities"),
        ([{"properties": {}, "geometry": None}], "in the property kunta / natcode"),
        (
            features(without=("205", "697")),
            "there are no borders for Kajaani and Ristijärvi. Fetch the borders of 2026",
        ),
        (
            [*features(), features()[0] | {"properties": {"kunta": "588"}}],
            "of 2026: these codes are not of that year: 588. Fetch the borders of 2026",
        ),
        (
            features(without=[place.code for place in areas.municipalities()[:10]]),
            "Brändö and 2 others. Fetch",
        ),
        (
            [
                one | {"geometry": {"type": "MultiPolygon", "coordinates": []}}
                if one["properties"]["kunta"] == "205"
                else one
                for one in features()
            ],
            "there are no borders for Kajaani. Fetch",
        ),
        (features(lambda e, n: [[1e6 + e, 9e6 + n]] * 4), "are not in Finland"),
        (features(lambda e, n: [[y, x] for x, y in square(e, n)]), "stand the wrong way round"),
    ],
)
def test_files_that_cannot_be_used_are_refused_with_the_cure(tmp_path, found, said):
    with pytest.raises(BordersError) as refused:
        borders.table(written(tmp_path, found))
    assert said in str(refused.value)


@pytest.mark.parametrize("ending", ["gpkg", "zip", "shp", "json"])
def test_borders_in_another_format_are_told_and_not_passed_over(tmp_path, ending):
    (tmp_path / f"kuntarajat.{ending}").write_bytes(b"SQLite format 3\0")
    with pytest.raises(
        BordersError, match=rf"^kuntarajat\.{ending} cannot be read: save .* as GeoJSON"
    ):
        borders.table(tmp_path)
    assert len(borders.table(written(tmp_path, features()))) == 308


def test_a_file_that_is_too_large_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(borders, "MOST_BYTES", 10_000_000)
    with (tmp_path / FILE).open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(BordersError, match="is larger than 10 megabytes"):
        borders.table(tmp_path)


def test_common_borders_stay_common_and_the_input_is_not_changed():
    rng = np.random.default_rng(1)
    common = np.column_stack([np.full(40, 300_000.0), np.linspace(6.7e6, 6.9e6, 40)])
    common[:, 0] += rng.normal(scale=4000, size=40)
    west = np.vstack([common, [[200_000, 6.9e6], [200_000, 6.7e6]]])
    east = np.vstack([common[::-1], [[420_000, 6.7e6], [420_000, 6.9e6]]])
    given = {"a": [west.copy()], "b": [east.copy()]}
    found = simplified(given)
    assert np.array_equal(given["a"][0], west) and np.array_equal(given["b"][0], east)
    edge = min(x for x, _y in found["a"][0]), max(x for x, _y in found["b"][0])
    inner = [{place for place in found[name][0] if place[0] not in edge} for name in "ab"]
    assert len(inner[0]) > 20 and inner[0] == inner[1]


def test_small_islands_go_and_a_municipality_of_one_point_stays():
    land, islet = np.array(square(300_000.0, 6.7e6)), np.array(square(330_000.0, 6.7e6, 2000.0))
    found = simplified({"a": [islet, land], "b": [np.array(square(360_000.0, 6.7e6, 100.0))]})
    assert len(found["a"]) == 1
    assert len(found["b"][0]) == 4
