"""The official borders of municipalities, from a GeoJSON file that a user supplies, simplified.

Statistics Finland gives the file (`tilastointialueet:kunta1000k_…`, CC BY 4.0). Places are put on a
grid, so that the common border of two municipalities stays common.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.formatting import listed
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.operating_environment.projection import all_to_plane

FILE, TABLE = "kuntarajat.geojson", "kuntarajat"
MOST_BYTES = 100_000_000
# Endings in which borders are given out as well; nothing here reads them.
_OTHERS = (".gpkg", ".zip", ".shp", ".json", ".gml", ".kml")
CELL = 2000.0  # metres: two thirds of a point on the drawn map
_SMALLEST = 6.0  # cells: smaller islands are left out
# Property that holds the municipality's code → whose file it is.
_CODES = {"kunta": "Tilastokeskus (CC BY 4.0)", "natcode": "Maanmittauslaitos (CC BY 4.0)"}
_NAMED = 8  # municipalities that a message names
# Degrees and metres between which Finland lies: west, east, south, north.
_DEGREES, _METRES = (15.0, 35.0, 58.0, 72.0), (-100_000.0, 900_000.0, 6_400_000.0, 7_900_000.0)
# What a file that holds something else runs into.
_NO_BORDERS = (
    OSError, ValueError, KeyError, TypeError, IndexError, StopIteration, RecursionError,
)  # fmt: skip
Ring = list[tuple[int, int]]


class BordersError(ValueError):
    """A file of borders that cannot be used; the message says why and what to do."""


def table(data: Path | None) -> pd.DataFrame:
    """Give the simplified borders of a data folder; empty without the file.

    Returns
    -------
    DataFrame
        `kunta`, `muoto` (rings in cells of `CELL` metres from the top left: “x y x y;x y …”) and
        `lahde` (provider and licence).

    Raises
    ------
    BordersError
        If the file is too large, no GeoJSON, in other coordinates, lacks municipalities, or stands
        there in another format alone.
    """
    path = None if data is None or not data.is_dir() else data / FILE
    if path is None or not path.is_file():
        _refuse_others(data)
        return pd.DataFrame({"kunta": [], "muoto": [], "lahde": []})
    rings, source = _read(path)
    found = simplified(rings)
    texts = [
        ";".join(" ".join(f"{x} {y}" for x, y in ring) for ring in rings)
        for rings in found.values()
    ]
    columns = {"kunta": list(found), "muoto": texts, "lahde": source}
    return pd.DataFrame(columns).astype("str")


def of_table(borders: pd.DataFrame) -> dict[str, list[Ring]]:
    """Give municipality → its rings from the table of a release."""
    return {
        str(code): [_ring(part) for part in str(text).split(";")]
        for code, text in zip(borders["kunta"], borders["muoto"], strict=True)
    }


def _ring(text: str) -> Ring:
    numbers = [int(one) for one in text.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _read(path: Path) -> tuple[dict[str, list[np.ndarray]], str]:
    """Give municipality → its outer rings in metres to the east and to the north; and the source."""
    if path.stat().st_size > MOST_BYTES:
        text = _("{file} is larger than {most} megabytes; use borders of the scale 1:1,000,000.")
        raise BordersError(text.format(file=FILE, most=MOST_BYTES // 1_000_000))
    try:
        content = json.loads(path.read_text("utf-8-sig"))
        features = content["features"]
        name = next(name for name in _CODES if name in features[0]["properties"])
        found: dict[str, list[np.ndarray]] = {}
        for feature in features:
            rings = found.setdefault(str(feature["properties"][name]).zfill(3), [])
            rings += [np.array(ring, dtype=float)[:, :2] for ring in _outer(feature["geometry"])]
    except _NO_BORDERS as error:
        text = _(
            "{file} is no GeoJSON of municipalities: it needs polygons with the municipality's code "
            "in the property {names}."
        )
        names = " / ".join(_CODES)
        raise BordersError(text.format(file=FILE, names=names)) from error
    _complete(found)
    return _in_metres(found), _CODES[name]


def _refuse_others(data: Path | None) -> None:
    """Refuse borders in a format that nothing reads: passed over, they would be missed in vain."""
    stem = Path(FILE).stem
    for ending in _OTHERS:
        if data is not None and (data / f"{stem}{ending}").is_file():
            text = _(
                "{found} cannot be read: save the borders as GeoJSON under the name {file} (in QGIS: "
                "Export, Save Features As)."
            )
            raise BordersError(text.format(found=f"{stem}{ending}", file=FILE))


def _outer(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """Give the outer rings; holes are other municipalities or lakes, which are drawn over."""
    parts = geometry["coordinates"]
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"A geometry is {geometry['type']!r}; expected Polygon or MultiPolygon.")
    for polygon in [parts] if geometry["type"] == "Polygon" else parts:
        yield polygon[0]


def _complete(found: Mapping[str, Sequence[object]]) -> None:
    """Refuse borders of another year's division."""
    expected = {one.code: one.name() for one in areas.municipalities()}
    absent = [name for code, name in expected.items() if not found.get(code)]
    unknown = sorted(set(found) - set(expected))
    if not absent and not unknown:
        return
    told = []
    if absent:
        told.append(_("there are no borders for {names}").format(names=_named(absent)))
    if unknown:
        told.append(_("these codes are not of that year: {names}").format(names=_named(unknown)))
    text = _("{file} is not of the division of {year}: {told}. Fetch the borders of {year}.")
    raise BordersError(text.format(file=FILE, year=areas.VINTAGE.year, told="; ".join(told)))


def _named(names: list[str]) -> str:
    """Name the first ones, and say how many there are of more."""
    if len(names) <= _NAMED:
        return listed(names)
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return ngettext("{names} and {n} other", "{names} and {n} others", more).format(
        names=shown, n=more
    )


def _in_metres(found: dict[str, list[np.ndarray]]) -> dict[str, list[np.ndarray]]:
    """Give the rings on the plane, whether they came in metres or in degrees."""
    points = np.concatenate([ring for rings in found.values() for ring in rings])
    if _inside(points, _METRES):
        return found
    if _inside(points, _DEGREES):
        return {code: [all_to_plane(ring) for ring in rings] for code, rings in found.items()}
    swapped = _inside(points[:, ::-1], _DEGREES) or _inside(points[:, ::-1], _METRES)
    text = _(
        "The coordinates of {file} are not in Finland: give them in ETRS-TM35FIN (EPSG:3067), metres "
        "to the east and to the north, or in WGS 84 (EPSG:4326), longitude and latitude."
    )
    if swapped:
        text = _(
            "The coordinates of {file} stand the wrong way round: the first must go to the east, the "
            "second to the north."
        )
    raise BordersError(text.format(file=FILE))


def _inside(points: np.ndarray, box: tuple[float, float, float, float]) -> bool:
    west, east, south, north = box
    x, y = points[:, 0], points[:, 1]
    return bool(((x > west) & (x < east) & (y > south) & (y < north)).all())


def simplified(rings: Mapping[str, Sequence[np.ndarray]]) -> dict[str, list[Ring]]:
    """Put rings on a grid, from the top left; each municipality keeps one, small islands go.

    Parameters
    ----------
    rings
        Municipality → rings in metres. Not changed.

    Returns
    -------
    dict
        Municipality → rings in whole cells of `CELL` metres, the largest first.
    """
    points = np.concatenate([ring for parts in rings.values() for ring in parts])
    corner = np.array([points[:, 0].min(), points[:, 1].max()])
    found = {}
    for code in sorted(rings):
        cells = [np.rint(np.abs(ring - corner) / CELL).astype(int) for ring in rings[code]]
        ranked = sorted(cells, key=_area, reverse=True)
        kept = [ranked[0], *(ring for ring in ranked[1:] if _area(ring) >= _SMALLEST)]
        found[code] = [_turns(ring) for ring in kept]
    return found


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _turns(ring: np.ndarray) -> Ring:
    """Give the places at which a ring turns; one that has shrunk to a point becomes a cell."""
    kept: Ring = []
    for x, y in ring.tolist():
        if kept and kept[-1] == (x, y):
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], (x, y)):
            kept.pop()
        kept.append((x, y))
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3 or not _area(np.array(kept)):
        (x, y) = kept[0]
        return [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    return kept


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    """Tell whether b lies on the way from a to c."""
    across = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    return across == 0 and (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) >= 0
