"""The frame of a drawing whose numbers go upwards, over columns of time or over other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from sosiaali_lib.formatting import number
from sosiaali_lib.report import keys, lettering, theme
from sosiaali_lib.report.canvas import Canvas
from sosiaali_lib.report.drawing import WIDTH, tall, within
from sosiaali_lib.report.glyphs import printable
from sosiaali_lib.report.keys import Key
from sosiaali_lib.report.scale import Scale, fitted, steps

HEIGHT = 194.0  # points
TICK, AXIS = 8.5, 9.0  # sizes of letters
_EDGE, _GAP = 6.0, 5.0  # points: at the edges, and from the numbers to the drawing
_HALF = sqrt(0.5)  # labels stand at half a right angle


@dataclass(frozen=True)
class Upright:
    """A canvas with both axes; on one of columns the first stands at 0."""

    canvas: Canvas
    x: Scale
    y: Scale

    @property
    def column(self) -> float:
        """Width of a column in points."""
        return self.x(1) - self.x(0)


def upright(
    columns: Sequence[str] | None = None,
    *,
    axis: str,
    span: tuple[float, float],
    over: float = 0.0,
    across: tuple[float, float] = (0.0, 1.0),
    across_axis: str = "",
    named: Sequence[Key] = (),
    height: float = HEIGHT,
    right: float = 0.0,
    digits: int = 0,
    across_ticks: Sequence[tuple[float, str]] | None = None,
) -> Upright:
    """Begin a drawing: names of series on top, numbers at the left, columns or numbers below.

    Parameters
    ----------
    columns
        Names of the columns, written aslant; None for an axis of numbers.
    axis
        What the numbers at the left are.
    span
        Ends of the axis of the numbers.
    over
        Points that texts above the highest number take.
    across, across_axis
        Ends of the axis below and what it is, where it has numbers.
    named
        Names of series.
    height
        Points of the whole drawing.
    right
        Points to keep free right of the axis.
    digits
        Decimals of the numbers at the left.
    across_ticks
        Numbers on the axis below with their texts, where they are not the round ones.
    """
    top = _EDGE + 4 + keys.height(named, WIDTH - 2 * _EDGE)
    names = [printable(name) for name in columns or ()]
    longest = lettering.widest(names, TICK)
    title = within(across_axis, AXIS, 0.6 * WIDTH)
    below = _HALF * (longest + TICK) + 5 if names else TICK + 8
    below += tall(title, AXIS) + 4 if title else 0.0
    foot = height - below - _EDGE
    low, high = fitted([(span[1], 0.0, over)], *span, foot - top)
    most = max(2, round(foot / 28))
    ticks = [(at, number(at, digits)) for at in steps(low, high, digits=digits, most=most)]
    wide = lettering.widest((text for _value, text in ticks), TICK)
    side = within(axis, AXIS, foot - top)
    left = _EDGE + tall(side, AXIS) + wide + 2 * _GAP
    end = WIDTH - _EDGE - max(right, 4.0)
    ends = (-0.6, len(names) - 0.4) if columns is not None else across
    canvas = Canvas(WIDTH, height)
    frame = Upright(canvas, Scale(*ends, left, end), Scale(low, high, foot, top))
    keys.draw(canvas, named, _EDGE, _EDGE, WIDTH - 2 * _EDGE)
    for value, text in ticks:
        canvas.text(left - _GAP, frame.y(value), text, TICK, anchor="end")
    canvas.text(
        _EDGE, (foot + top) / 2, side, AXIS,
        anchor="middle", upright="top", colour=theme.MUTED, turn=-90,
    )  # fmt: skip
    canvas.line([(left, foot), (end, foot)], theme.RULE, 0.8)
    for place, name in enumerate(names):
        canvas.text(frame.x(place) + 3, foot + 9, name, TICK, anchor="end", turn=-45)
    if columns is None:
        for value, text in across_ticks or [(at, number(at)) for at in steps(*across)]:
            canvas.text(frame.x(value), foot + 4, text, TICK, anchor="middle", upright="top")
    canvas.text(
        (left + end) / 2, height - _EDGE, title, AXIS,
        anchor="middle", upright="bottom", colour=theme.MUTED,
    )  # fmt: skip
    return frame
