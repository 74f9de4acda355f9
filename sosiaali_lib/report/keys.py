"""The names of what a drawing shows, in lines above it, each after a small sample of its look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report import lettering
from sosiaali_lib.report.canvas import Canvas, Look

SIZE = 9.0
_SAMPLE, _GAP, _BETWEEN = 20.0, 6.0, 16.0  # points: a sample, to its name, to the next sample
_LINE, _BELOW = 15.0, 6.0  # points: a line of names, and the space under the last one
_LONGEST = 90  # letters of a name; the whole name stands in the table beside the drawing


class Stroke(NamedTuple):
    """A line of a drawing: its colour, width and dashes."""

    colour: str
    width: float = 1.8
    dash: str = ""


class Mark(NamedTuple):
    """A mark of a drawing: its shape, size and look."""

    shape: str
    size: float
    look: Look


@dataclass(frozen=True)
class Key:
    """A name and the looks that it stands for: an area, a line, a mark, or a line with a mark."""

    name: str
    area: Look | None = None
    stroke: Stroke | None = None
    mark: Mark | None = None


def height(keys: Sequence[Key], room: float) -> float:
    """Give the height in points that the names take in lines of a length; 0 without names."""
    return _LINE * len(_lines(keys, room)) + _BELOW if keys else 0.0


def draw(canvas: Canvas, keys: Sequence[Key], left: float, top: float, room: float) -> None:
    """Write the names from the left, as many on a line as it holds."""
    for number, line in enumerate(_lines(keys, room)):
        y = top + _LINE * (number + 0.5)
        for key, at in line:
            _sample(canvas, key, left + at, y)
            canvas.text(left + at + _SAMPLE + _GAP, y, _name(key), SIZE)


def _lines(keys: Sequence[Key], room: float) -> list[list[tuple[Key, float]]]:
    """Share the names among lines, each with its place from the left."""
    lines: list[list[tuple[Key, float]]] = []
    at = room
    for key in keys:
        wide = _SAMPLE + _GAP + lettering.width(_name(key), SIZE)
        if at + wide > room:
            lines.append([])
            at = 0.0
        lines[-1].append((key, at))
        at += wide + _BETWEEN
    return lines


def _name(key: Key) -> str:
    line = one_line(key.name)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _sample(canvas: Canvas, key: Key, x: float, y: float) -> None:
    if key.area:
        canvas.rect(x, y - 3.6, x + _SAMPLE - 2, y + 3.6, key.area)
    if key.stroke:
        canvas.line([(x, y), (x + _SAMPLE, y)], *key.stroke)
    if key.mark:
        canvas.mark(x + _SAMPLE / 2, y, *key.mark)
