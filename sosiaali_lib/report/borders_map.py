"""A map of simplified borders: the darker and the later its letter, the larger the number of an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import Canvas, Look
from sosiaali_lib.report.drawing import WIDTH
from sosiaali_lib.report.map_key import EDGE, FRAME, LETTER, Drawing, look

_TALL = 470.0  # points
_KEY = 0.42  # share of the width that the key takes
_ROOM = 2.6 * LETTER**2  # square points that an area needs to carry its letter
Ring = Sequence[tuple[int, int]]


def draw(outlines: Mapping[str, Sequence[Ring]], drawing: Drawing) -> str:
    """Draw the map.

    Parameters
    ----------
    outlines
        Code → its rings, the largest first: places from the top left in any unit.
    drawing
        What the map shows.

    Returns
    -------
    str
        SVG.
    """
    places = [place for rings in outlines.values() for ring in rings for place in ring]
    wide, tall = (1 + max(place[axis] for place in places) for axis in (0, 1))
    unit = min(_TALL / tall, (WIDTH - 2 * EDGE) / wide)
    canvas = Canvas(WIDTH, unit * tall + 2 * EDGE)
    left = WIDTH - EDGE - unit * wide
    ways = {
        code: "".join(_way(ring, left, unit) for ring in rings) for code, rings in outlines.items()
    }
    for code, way in ways.items():
        canvas.path(way, look(drawing.places.get(code)))
    for code in drawing.outlined:
        if code in ways:
            canvas.path(ways[code], Look("none", theme.INK, width=FRAME))
    for code, rings in outlines.items():
        x, y, room = _middle(rings[0])
        if unit**2 * room >= _ROOM:
            drawing.letter(canvas, left + unit * x, EDGE + unit * y, drawing.places.get(code))
    drawing.key(canvas, max(_KEY * WIDTH, left))
    return canvas.svg()


def _way(ring: Ring, left: float, unit: float) -> str:
    points = (f"{left + unit * x:.1f} {EDGE + unit * y:.1f}" for x, y in ring)
    return "M" + "L".join(points) + "z"


def _middle(ring: Ring) -> tuple[float, float, float]:
    """Give the centre of a ring, and its area."""
    doubled = x = y = 0.0
    for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
        part = a * d - c * b
        doubled, x, y = doubled + part, x + (a + c) * part, y + (b + d) * part
    return x / (3 * doubled), y / (3 * doubled), abs(doubled) / 2
