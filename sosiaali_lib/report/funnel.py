"""A funnel plot: areas by size, with the limits within which chance alone would keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from sosiaali_lib.formatting import number
from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import DASHED, DOTTED, Look
from sosiaali_lib.report.drawing import numbered, tall
from sosiaali_lib.report.keys import Key, Mark, Stroke
from sosiaali_lib.report.upright import upright

_HEIGHT = 286.0  # points
_LETTERS, _SIZE = 26, 8.0  # letters of a line of a name, and their size
_GAP = 12.0  # points from the plot to the names
_ASIDE, _CLEAR = 5.5, 3.0  # points from a mark to its number, and half of what a mark covers
_OTHER = Mark("o", 6.5, Look("#FFFFFF", theme.AREA, width=1.3))
_OWN = Mark("D", 9.0, Look(theme.COMPARISON, theme.INK))
_TARGET = Stroke(theme.INK, 1.1)
_STROKES = (Stroke(theme.AREA, 1.2, DASHED), Stroke(theme.MUTED, 1.2, DOTTED))
_ROUND = (1, 2, 5)


@dataclass(frozen=True)
class Point:
    """An area: its name, its size and its number; `own` is the area that the drawing is about."""

    name: str
    size: float
    value: float
    own: bool = False


@dataclass(frozen=True)
class Limits:
    """A pair of lines: their name, and the lower and the upper number at each size."""

    name: str
    lower: Sequence[float]
    upper: Sequence[float]


def draw(
    points: Sequence[Point],
    sizes: Sequence[float],
    limits: Sequence[Limits],
    target: tuple[str, float],
    *,
    axis: str,
    size_axis: str,
    own: str = "",
    others: str = "",
    digits: int = 1,
) -> str:
    """Draw the areas with numbers and, beside the plot, their names by number.

    Parameters
    ----------
    points
        The areas, in the order of the table.
    sizes, limits
        Sizes, rising, at which the lines are known, and the lines: the inner pair first.
    target
        Name and number of the line in the middle.
    axis, size_axis
        What the numbers and the sizes are. Sizes stand on a logarithmic scale.
    own, others
        What the two kinds of marks are, for the key above.
    digits
        Decimals of the numbers.

    Returns
    -------
    str
        SVG.
    """
    names = numbered([point.name for point in points], _LETTERS)
    known = [*(point.value for point in points), target[1]]
    known += [end for pair in limits for end in (*pair.lower, *pair.upper)]
    room = 0.05 * ((max(known) - min(known)) or 1)
    low = max(min(known) - room, 0.0) if min(known) >= 0 else min(known) - room
    named = [
        *([Key(own, mark=_OWN)] if own else []),
        *([Key(others, mark=_OTHER)] if others else []),
        Key(target[0], stroke=_TARGET),
        *(Key(pair.name, stroke=look) for pair, look in zip(limits, _STROKES, strict=True)),
    ]
    wide = lettering.widest(names, _SIZE, bold=True)
    frame = upright(
        axis=axis,
        span=(low, max(known) + room),
        across=(log10(sizes[0]) - 0.03, log10(sizes[-1]) + 0.03),
        across_axis=size_axis,
        across_ticks=[(log10(size), number(size)) for size in _ticks(sizes[0], sizes[-1])],
        named=named,
        height=max(_HEIGHT, sum(map(_room, names)) + 84),
        right=wide + _GAP,
        digits=digits,
    )
    canvas, x, y = frame.canvas, frame.x, frame.y
    canvas.line([(x.start, y.start), (x.start, y.end)], theme.RULE, 0.8)
    for pair, look in zip(limits, _STROKES, strict=True):
        for line in (pair.lower, pair.upper):
            ends = [(x(log10(s)), y(v)) for s, v in zip(sizes, line, strict=True)]
            canvas.line(ends, *look)
    canvas.line([(x.start, y(target[1])), (x.end, y(target[1]))], *_TARGET)
    spots = [(x(log10(point.size)), y(point.value)) for point in points]
    for at, point in sorted(enumerate(points), key=lambda pair: pair[1].own):
        mark = _OWN if point.own else _OTHER
        canvas.mark(spots[at][0], spots[at][1], *mark)
    for (left, middle), (at, point) in zip(_beside(spots), enumerate(points, 1), strict=True):
        canvas.text(left, middle, str(at), _SIZE, bold=point.own, back="#FFFFFF")
    top = y.end + 2
    for name, point in zip(names, points, strict=True):
        canvas.text(x.end + _GAP, top, name, _SIZE, upright="top", bold=point.own)
        top += _room(name)
    return canvas.svg()


def _beside(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Place each number at the side of its mark where it covers the fewest marks and numbers."""
    taken = [(x - _CLEAR, y - _CLEAR, x + _CLEAR, y + _CLEAR) for x, y in spots]
    found = []
    for at, (x, y) in enumerate(spots, start=1):
        wide, half = lettering.width(str(at), _SIZE, bold=True), 0.4 * _SIZE
        sides = [
            (x + dx - (wide if dx < 0 else 0.0), y + dy)
            for dy in (-5.0, 5.0, 0.0)
            for dx in (_ASIDE, -_ASIDE)
        ]
        boxes = [(left, middle - half, left + wide, middle + half) for left, middle in sides]
        covered = [sum(_meet(box, other) for other in taken) for box in boxes]
        best = covered.index(min(covered))
        taken.append(boxes[best])
        found.append(sides[best])
    return found


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _room(name: str) -> float:
    return tall(name, _SIZE) + 3


def _ticks(low: float, high: float) -> list[float]:
    """Give the round sizes between two: ones, twos and fives of powers of ten."""
    powers = range(floor(log10(low)), floor(log10(high)) + 1)
    return [one * 10.0**at for at in powers for one in _ROUND if low <= one * 10**at <= high]
