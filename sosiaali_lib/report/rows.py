"""The frame of a drawing whose rows are named at the left and whose numbers go to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sosiaali_lib.formatting import decimals, number
from sosiaali_lib.report import keys, lettering, theme
from sosiaali_lib.report.canvas import Canvas
from sosiaali_lib.report.drawing import WIDTH, folded, tall, within
from sosiaali_lib.report.keys import Key
from sosiaali_lib.report.scale import Scale, fitted, steps

ROW, LETTERS = 21.6, 34  # points of a row, and letters on a line of a label
LABEL, TICK, AXIS = 9.0, 8.5, 9.0  # sizes of letters
_EDGE, _GAP = 6.0, 7.0  # points: at the edges, and from labels to the numbers
_TICKS = 17.0  # points of the numbers on the axis


@dataclass(frozen=True)
class Rows:
    """A canvas with rows: where numbers and rows stand on it."""

    canvas: Canvas
    x: Scale
    top: float
    row: float
    bottom: float

    def y(self, row: float) -> float:
        """Give the height of the middle of a row; the first is 0."""
        return self.top + (row + 0.5) * self.row


def rows(
    labels: Sequence[str],
    *,
    axis: str,
    span: tuple[float, float],
    beside: Sequence[tuple[float, float, float]] = (),
    row: float = ROW,
    label_size: float = LABEL,
    letters: int = LETTERS,
    named: Sequence[Key] = (),
    right: float = 0.0,
    digits: int = 0,
    ticks: Sequence[tuple[float, str]] | None = None,
) -> Rows:
    """Begin a drawing: names of series on top, labels of rows at the left, the axis below.

    Parameters
    ----------
    labels
        Names of the rows, the first on top; long ones are folded.
    axis
        What the numbers are; empty for nothing.
    span
        Ends that the axis reaches at least.
    beside
        Numbers with the points that a mark or text beside them takes to the left and right of them.
    row
        Height of a row in points; more where a label has more lines.
    label_size, letters
        Size of the letters of the labels, and how many of them stand on a line at most.
    named
        Names of series, above the rows.
    right
        Points to keep free right of the axis.
    digits
        Decimals of the numbers on the axis at most.
    ticks
        Numbers on the axis with their texts, where they are not the round ones.
    """
    names = folded(labels, letters)
    row = max([row, *(4.5 + tall(name, label_size) for name in names)])
    left = _EDGE + _GAP + lettering.widest(names, label_size)
    end = WIDTH - _EDGE - max(right, 4.0)
    low, high = fitted(beside, *span, end - left)
    title = within(axis, AXIS, end - left)
    top = _EDGE + keys.height(named, WIDTH - 2 * _EDGE)
    bottom = top + row * max(len(labels), 1) + 3.0
    canvas, x = Canvas(WIDTH, bottom + below(title) + _EDGE), Scale(low, high, left, end)
    frame = Rows(canvas, x, top, row, bottom)
    keys.draw(canvas, named, _EDGE, _EDGE, WIDTH - 2 * _EDGE)
    for place, name in enumerate(names):
        canvas.text(left - _GAP, frame.y(place), name, label_size, anchor="end")
    if ticks is None:
        ticks = written(steps(low, high, digits=digits), digits)
    axis_below(canvas, x, bottom, ticks, title)
    return frame


def written(ticks: Sequence[float], digits: int) -> list[tuple[float, str]]:
    """Give numbers on an axis with their texts: all with as many decimals as one of them needs."""
    places = max((decimals(at, digits) for at in ticks), default=0)
    return [(at, number(at, places)) for at in ticks]


def below(title: str) -> float:
    """Give the height in points of an axis with its numbers and its title."""
    return _TICKS + (tall(title, AXIS) + 3.0 if title else 0.0)


def axis_below(
    canvas: Canvas, x: Scale, bottom: float, ticks: Iterable[tuple[float, str]], title: str
) -> None:
    """Draw the axis of numbers under the rows."""
    canvas.line([(x.start, bottom), (x.end, bottom)], theme.RULE, 0.8)
    for value, text in ticks:
        canvas.text(x(value), bottom + 4, text, TICK, anchor="middle", upright="top")
    canvas.text(
        (x.start + x.end) / 2, bottom + _TICKS + 3, title, AXIS,
        anchor="middle", upright="top", colour=theme.MUTED,
    )  # fmt: skip
