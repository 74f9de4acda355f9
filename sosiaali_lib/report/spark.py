"""Spark lines: a small line a row over the same years, its ends written, its direction in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import SPACING, Canvas, Look
from sosiaali_lib.report.drawing import WIDTH, within
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
    ends = [_ends(row) for row in rows]
    firsts, lasts = (
        max(
            lettering.width(row.texts[end[side]], _SIZE, bold=bool(side))
            for row, end in zip(rows, ends, strict=True)
        )
        for side in (0, 1)
    )
    right = WIDTH - _EDGE - max(_WORDS, lettering.width(direction, _HEAD, bold=True))
    line_end = right - _GAP - lasts - _GAP
    x = Scale(0, max(len(years) - 1, 1), line_end - _LINE, line_end)
    first_end = x.start - _GAP
    names = [within(row.name, _SIZE, first_end - firsts - _GAP - _EDGE) for row in rows]
    words = [within(row.direction, _SIZE, _WORDS) for row in rows]
    tall = [
        max(_TALL + 8, SPACING * _SIZE * (max(n.count("\n"), w.count("\n")) + 1) + 7)
        for n, w in zip(names, words, strict=True)
    ]
    top = _EDGE + _HEAD * SPACING + 6
    canvas = Canvas(WIDTH, top + sum(tall) + _EDGE)
    head = _EDGE + 0.5 * _HEAD
    canvas.text(x.start, head, years[0], _HEAD, anchor="middle", colour=theme.MUTED)
    canvas.text(x.end, head, years[-1], _HEAD, anchor="middle", colour=theme.MUTED)
    canvas.text(right, head, direction, _HEAD, bold=True)
    canvas.line([(_EDGE, top - 3), (WIDTH - _EDGE, top - 3)], theme.RULE, 0.6)
    for row, name, said, height, (first, last) in zip(rows, names, words, tall, ends, strict=True):
        middle = top + height / 2
        canvas.text(_EDGE, middle, name, _SIZE)
        canvas.text(first_end, middle, row.texts[first], _SIZE, anchor="end")
        canvas.text(line_end + _GAP, middle, row.texts[last], _SIZE, bold=True)
        canvas.text(right, middle, said, _SIZE)
        _line(canvas, row, x, middle, last)
        top += height
    return canvas.svg()


def _line(canvas: Canvas, row: Spark, x: Scale, middle: float, last: int) -> None:
    known = [value for value in row.values if value is not None]
    low, high = min(known), max(known)
    y = Scale(*wide(low, high), middle + _TALL / 2, middle - _TALL / 2)
    if low == high:  # a line that does not move stands in the middle
        y = Scale(low - 0.5, low + 0.5, middle + 1, middle - 1)
    for run in runs(row.values):
        points = [(x(at), y(value)) for at, value in run]
        if len(points) > 1:
            canvas.line(points, theme.AREA, 1.6)
        for place in points:
            canvas.mark(*place, "o", 2.4, Look(theme.AREA))
    end = row.values[last]
    assert end is not None
    canvas.mark(x(last), y(end), "D", _DOT, Look(theme.INK))


def _ends(row: Spark) -> tuple[int, int]:
    """Give the places of the first and of the last number."""
    known = [at for at, value in enumerate(row.values) if value is not None]
    return known[0], known[-1]
