"""A map of squares, one a municipality: the darker and the later its letter, the larger its number."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import Canvas
from sosiaali_lib.report.drawing import WIDTH
from sosiaali_lib.report.map_key import EDGE, FRAME, Drawing, look

_SIDE = 15.0  # points: the side of a square with its border
_BORDER = 1.0  # points: the line between counties
_KEY = 0.5  # share of the columns beside which the key stands
Tile = tuple[int, int]


def draw(tiles: Mapping[str, Tile], groups: Mapping[str, str], drawing: Drawing) -> str:
    """Draw the map.

    Parameters
    ----------
    tiles
        Code → column and row of its square.
    groups
        Code → the county that it belongs to; lines part the counties.
    drawing
        What the map shows.

    Returns
    -------
    str
        SVG.
    """
    columns = 1 + max(x for x, _y in tiles.values())
    canvas = Canvas(WIDTH, _SIDE * (1 + max(y for _x, y in tiles.values())) + 2 * EDGE)
    left = WIDTH - EDGE - columns * _SIDE
    for code, (x, y) in tiles.items():
        a, b = left + x * _SIDE, EDGE + y * _SIDE
        place = drawing.places.get(code)
        canvas.rect(a + 0.5, b + 0.5, a + _SIDE - 0.5, b + _SIDE - 0.5, look(place))
        drawing.letter(canvas, a + _SIDE / 2, b + _SIDE / 2, place)
    held = {tile: code for code, tile in tiles.items()}
    between = [
        (tile, side)
        for tile, side in product(held, ((1, 0), (0, 1)))
        if (other := held.get(_beyond(tile, side))) and groups[other] != groups[held[tile]]
    ]
    round_own = [
        (tile, side)
        for tile, side in product(held, ((1, 0), (0, 1), (-1, 0), (0, -1)))
        if held[tile] in drawing.outlined and held.get(_beyond(tile, side)) not in drawing.outlined
    ]
    for sides, colour, width in ((between, theme.MUTED, _BORDER), (round_own, theme.INK, FRAME)):
        for (x, y), (across, down) in sides:
            a, b = left + (x + (across == 1)) * _SIDE, EDGE + (y + (down == 1)) * _SIDE
            canvas.line([(a, b), (a, b + _SIDE) if across else (a + _SIDE, b)], colour, width)
    drawing.key(canvas, left + _KEY * columns * _SIDE - EDGE)
    return canvas.svg()


def _beyond(tile: Tile, side: Tile) -> Tile:
    return tile[0] + side[0], tile[1] + side[1]
