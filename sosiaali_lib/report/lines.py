"""Lines over months: each with its own mark and its name at its end; a month without a number is a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import DASHDOT, DASHED, DOTTED, Look
from sosiaali_lib.report.drawing import folded
from sosiaali_lib.report.upright import upright

_HEIGHT = 245.0  # points
_MARKS = "osD^vPX*"
_DASHES = ("", DASHED, DASHDOT, DOTTED)
_COLOURS = (theme.AREA, theme.COMPARISON, theme.INK, theme.RULE)
_SIZE, _LINE = 8.5, 12.0  # size of the letters of names, and points a line of a name
_ASIDE, _TOP = 14.0, 4.0  # points from the last month to the names, and above the first name


@dataclass(frozen=True)
class Line:
    """A named line; None has no number and leaves a gap."""

    name: str
    values: Sequence[float | None]


def draw(ticks: Sequence[str], lines: Sequence[Line], axis: str) -> str:
    """Draw the lines, their names at the right, moved apart where they would overlap.

    Parameters
    ----------
    ticks
        Names of the months, one a value.
    lines
        The lines; each has at least one number.
    axis
        What the numbers count.

    Returns
    -------
    str
        SVG. The axis of numbers starts at zero.
    """
    names = folded([line.name for line in lines], 24)
    tall = [(name.count("\n") + 1.25) * _LINE for name in names]
    most = max(value for line in lines for value in line.values if value is not None) or 1
    frame = upright(
        ticks,
        axis=axis,
        span=(0.0, 1.08 * most),
        height=max(_HEIGHT, 72.0 + sum(tall)),
        right=_ASIDE + lettering.widest(names, _SIZE),
    )
    canvas, last = frame.canvas, frame.x(len(ticks) - 1)
    ends = [frame.y(_end(line)) for line in lines]
    for name, end, at in zip(names, ends, _apart(ends, tall, _TOP), strict=True):
        canvas.line([(last, end), (last + _ASIDE - 2, at)], theme.RULE, 0.7)
        canvas.text(last + _ASIDE, at, name, _SIZE)
    for place, line in enumerate(lines):
        colour = _COLOURS[place % len(_COLOURS)]
        for run in runs(line.values):
            points = [(frame.x(month), frame.y(value)) for month, value in run]
            canvas.line(points, colour, 1.8, _DASHES[place % len(_DASHES)])
            for x, y in points:
                canvas.mark(x, y, _MARKS[place % len(_MARKS)], 5.5, Look(colour))
    return canvas.svg()


def runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Give the places with their numbers, apart where one between them has none."""
    return [
        [(month, value) for month, value in run if value is not None]
        for known, run in groupby(enumerate(values), key=lambda pair: pair[1] is not None)
        if known
    ]


def _end(line: Line) -> float:
    """Give the last number of a line."""
    return next(value for value in reversed(line.values) if value is not None)


def _apart(ends: Sequence[float], tall: Sequence[float], top: float) -> list[float]:
    """Move the middles of names of given heights up, the lowest first, until none overlap.

    Where the uppermost would pass the top, they move down again from there.
    """
    found = list(ends)
    order = sorted(range(len(ends)), key=lambda place: -ends[place])
    for below, above in pairwise(order):
        found[above] = min(found[above], found[below] - (tall[below] + tall[above]) / 2)
    order.reverse()
    found[order[0]] = max(found[order[0]], top + tall[order[0]] / 2)
    for above, below in pairwise(order):
        found[below] = max(found[below], found[above] + (tall[below] + tall[above]) / 2)
    return found
