"""Points of two shares, their names in a column beside the plot so that no two overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import DASHED, Look
from sosiaali_lib.report.drawing import numbered, tall
from sosiaali_lib.report.upright import upright

_HEIGHT = 260.0  # points
_LETTERS, _SIZE = 36, 8.0  # letters of a line of a name, and their size
_GAP = 12.0  # points from the plot to the names


@dataclass(frozen=True)
class Point:
    """A named point."""

    name: str
    x: float
    y: float


def draw(points: Sequence[Point], x_axis: str, y_axis: str, *, limits: tuple[float, float]) -> str:
    """Draw numbered points and, beside the plot, their names by number.

    Points at one place share a mark with all their numbers. The dashed lines halve both axes.

    Parameters
    ----------
    points
        At least one.
    x_axis, y_axis
        What the axes show.
    limits
        Ends of both axes.

    Returns
    -------
    str
        SVG.
    """
    names = numbered([point.name for point in points], _LETTERS)
    low, high = limits
    middle, room = (low + high) / 2, 0.04 * (high - low)
    frame = upright(
        axis=y_axis,
        span=(low - room, high + room),
        across=(low - room, high + room),
        across_axis=x_axis,
        height=max(_HEIGHT, sum(map(_room, names)) + 58),
        right=lettering.widest(names, _SIZE) + _GAP,
    )
    canvas, x, y = frame.canvas, frame.x, frame.y
    for ends in (
        [(x.start, y(middle)), (x.end, y(middle))],
        [(x(middle), y.start), (x(middle), y.end)],
    ):
        canvas.line(ends, theme.RULE, 0.9, DASHED)
    canvas.line([(x.start, y.start), (x.start, y.end)], theme.RULE, 0.8)
    for numbers, (across, up) in _places(points, 0.045 * (high - low)):
        text = ", ".join(map(str, numbers))
        half = lettering.width(text, 8.5) / 2 + 2.5
        mark = Look(theme.AREA, "#FFFFFF")
        canvas.rect(x(across) - half, y(up) - 7, x(across) + half, y(up) + 7, mark)
        canvas.text(x(across), y(up), text, 8.5, anchor="middle", colour="#FFFFFF")
    at = y.end + 4
    for name in names:
        canvas.text(x.end + _GAP, at, name, _SIZE, upright="top")
        at += _room(name)
    return canvas.svg()


def _room(name: str) -> float:
    return tall(name, _SIZE) + 3


def _places(points: Sequence[Point], near: float) -> list[tuple[list[int], tuple[float, float]]]:
    """Put points whose marks would cover each other under one mark, at the first one's place."""
    found: list[tuple[list[int], tuple[float, float]]] = []
    for number, point in enumerate(points, start=1):
        for numbers, (x, y) in found:
            # A mark with several numbers is wider than it is high.
            wide = near * (1 + 0.75 * (len(numbers) - 1) / 2 + 0.35)
            if abs(point.x - x) < wide and abs(point.y - y) < near:
                numbers.append(number)
                break
        else:
            found.append(([number], (point.x, point.y)))
    return found
