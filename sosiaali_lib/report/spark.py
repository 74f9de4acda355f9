"""Spark lines: a small line a row over the same years, its ends written, its direction in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import Canvas, Look
from sosiaali_lib.report.drawing import WIDTH, tall, within
from sosiaali_lib.report.lines import runs
from sosiaali_lib.report.scale import Scale, wide

_EDGE, _GAP = 6.0, 8.0  # points: at the edges, and between the columns
_LINE = 104.0  # points: the length of a spark line
_SIZE, _HEAD = 8.5, 8.0  # sizes of letters
_WORDS = 96.0  # points of the words at the right
_TALL = 13.0  # points from the lowest to the highest place of a line
_DOT = 4.4


@dataclass(frozen=True)
class Spark:
    """A row: its name, its numbers by year (None leaves a gap) with their texts, and what it does."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]
    direction: str

    @property
    def ends(self) -> tuple[int, int]:
        """The places of the first and of the last number."""
        known = [at for at, value in enumerate(self.values) if value is not None]
        return known[0], known[-1]


def draw(years: Sequence[str], rows: Sequence[Spark], direction: str) -> str:
    """Draw the lines, each on a scale of its own from its lowest to its highest number.

    Parameters
    ----------
    years
        Names of the years, one a number.
    rows
        The lines; each has at least one number.
    direction
        Heading of the words at the right.

    Returns
    -------
    str
        SVG. The first and the last number of each line are written beside it.
    """
    firsts, lasts = ([row.texts[row.ends[side]] for row in rows] for side in (0, 1))
    right = WIDTH - _EDGE - max(_WORDS, lettering.width(direction, _HEAD, bold=True))
    line_end = right - 2 * _GAP - lettering.widest(lasts, _SIZE, bold=True)
    x = Scale(0, max(len(years) - 1, 1), line_end - _LINE, line_end)
    first_end = x.start - _GAP
    room = first_end - lettering.widest(firsts, _SIZE) - _GAP - _EDGE
    names = [within(row.name, _SIZE, room) for row in rows]
    words = [within(row.direction, _SIZE, _WORDS) for row in rows]
    heights = [
        max(_TALL + 8, tall(name, _SIZE) + 7, tall(said, _SIZE) + 7)
        for name, said in zip(names, words, strict=True)
    ]
    top = _EDGE + tall(direction, _HEAD) + 6
    canvas = Canvas(WIDTH, top + sum(heights) + _EDGE)
    head = _EDGE + 0.5 * _HEAD
    canvas.text(x.start, head, years[0], _HEAD, anchor="middle", colour=theme.MUTED)
    canvas.text(x.end, head, years[-1], _HEAD, anchor="middle", colour=theme.MUTED)
    canvas.text(right, head, direction, _HEAD, bold=True)
    canvas.line([(_EDGE, top - 3), (WIDTH - _EDGE, top - 3)], theme.RULE, 0.6)
    for row, name, said, height, start, end in zip(
        rows, names, words, heights, firsts, lasts, strict=True
    ):
        middle = top + height / 2
        canvas.text(_EDGE, middle, name, _SIZE)
        canvas.text(first_end, middle, start, _SIZE, anchor="end")
        canvas.text(line_end + _GAP, middle, end, _SIZE, bold=True)
        canvas.text(right, middle, said, _SIZE)
        _line(canvas, row, x, middle)
        top += height
    return canvas.svg()


def _line(canvas: Canvas, row: Spark, x: Scale, middle: float) -> None:
    known = [value for value in row.values if value is not None]
    low, high = min(known), max(known)
    foot = middle + (_TALL / 2 if high > low else 0.0)  # one that does not move is in the middle
    y = Scale(*wide(low, high), foot, foot - _TALL)
    for run in runs(row.values):
        points = [(x(at), y(value)) for at, value in run]
        if len(points) > 1:
            canvas.line(points, theme.AREA, 1.6)
        for place in points:
            canvas.mark(*place, "o", 2.4, Look(theme.AREA))
    canvas.mark(x(row.ends[1]), y(known[-1]), "D", _DOT, Look(theme.INK))
