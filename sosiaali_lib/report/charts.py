"""Drawings for the reports: few, lean and the same in every format.

Every function takes numbers that are already protected, with the texts beside them already
formatted, and gives SVG. A hidden or missing number (None) is drawn as its mark, never as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import DASHED, Look
from sosiaali_lib.report.keys import Key, Mark, Stroke
from sosiaali_lib.report.rows import ROW, rows
from sosiaali_lib.report.scale import wide
from sosiaali_lib.report.upright import upright

# The second series is of another lightness, hatched and thinner: colour is not the only difference.
LOOKS = (Look(theme.AREA), Look("#FFFFFF", theme.COMPARISON, "lines"))
_TEXT, _BESIDE = 9.0, 4.0  # size of the texts at bars, and their distance from them, in points
_DOT, _WIDEST = 8.0, 44.0  # points: a dot, and a column
_REFERENCE = Stroke(theme.COMPARISON, 1.5, DASHED)


@dataclass(frozen=True)
class Series:
    """One set of values for a chart; `texts` are printed beside them, as the table prints them."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]


def bars(labels: Sequence[str], series: Sequence[Series], axis: str) -> str:
    """Draw horizontal bars, one group a label, the first label on top.

    With two series the second is narrower, hatched and of another lightness, so that colour is not
    the only difference.
    """
    size = _TEXT if len(series) == 1 else 8.0
    beside = [
        (value or 0.0, 0.0, _beside(text, size))
        for one in series
        for value, text in zip(one.values, one.texts, strict=True)
    ]
    frame = rows(
        labels,
        axis=axis,
        span=(0.0, 0.0),
        beside=beside,
        row=ROW * (1 + 0.45 * (len(series) - 1)),
        named=series_keys([one.name for one in series]),
    )
    part = 0.82 / len(series)
    for number, one in enumerate(series):
        thick = part * (0.92, 0.7)[number] * frame.row
        for row, (value, text) in enumerate(zip(one.values, one.texts, strict=True)):
            y = frame.y(row + (number - (len(series) - 1) / 2) * part)
            x = frame.x(value or 0.0)
            frame.canvas.rect(frame.x(0), y - thick / 2, x, y + thick / 2, LOOKS[number])
            frame.canvas.text(max(x, frame.x(0)) + _BESIDE, y, text, size)
    return frame.canvas.svg()


def columns(labels: Sequence[str], series: Series, axis: str, target: float | None = None) -> str:
    """Draw columns over time, with a dashed line where a target is given."""
    above = max([0.0, *(value for value in series.values if value is not None)])
    frame = upright(
        labels, axis=axis, span=(0.0, max(above, target or 0.0)), over=_TEXT + 2 * _BESIDE
    )
    canvas, half = frame.canvas, min(0.375 * frame.column, _WIDEST / 2)
    for place, value in enumerate(series.values):
        x = frame.x(place)
        canvas.rect(x - half, frame.y(0), x + half, frame.y(value or 0.0), LOOKS[0])
    if target is not None:
        ends = [(frame.x.start, frame.y(target)), (frame.x.end, frame.y(target))]
        canvas.line(ends, theme.WARNING, 1.2, DASHED)
    for place, (value, text) in enumerate(zip(series.values, series.texts, strict=True)):
        canvas.text(
            frame.x(place), frame.y(value or 0.0) - 3, text, _TEXT,
            anchor="middle", upright="bottom", back="" if target is None else "#FFFFFF",
        )  # fmt: skip
    return canvas.svg()


def dots(
    labels: Sequence[str],
    series: Series,
    limits: Sequence[tuple[float, float] | None],
    axis: str,
    reference: tuple[str, float] | None = None,
) -> str:
    """Draw values with their intervals, one a row, and a reference line where there is one.

    The axis starts at zero, or further left where a number is negative.
    """
    known = _drawn(series, limits) + ([reference[1]] if reference else [])
    low, high = min(0.0, *known), max(known)
    halves = [lettering.width(text, _TEXT) / 2 for text in series.texts]
    frame = rows(
        labels,
        axis=axis,
        span=(low, high),
        beside=[
            *((value, half if low < 0 else 0.0, half) for value, half in _shown(series, halves)),
            *((end, _DOT if low < 0 else 0.0, _DOT) for end in known),
        ],
        row=1.2 * ROW,
        named=[Key(reference[0], stroke=_REFERENCE)] if reference else (),
        digits=sum(bool(high - low < width) for width in (5, 0.5)),
    )
    canvas = frame.canvas
    if reference is not None:
        at = frame.x(reference[1])
        canvas.line([(at, frame.top), (at, frame.bottom)], *_REFERENCE)
    for row, (value, limit, text) in enumerate(
        zip(series.values, limits, series.texts, strict=True)
    ):
        if value is None:
            canvas.text(frame.x(max(low, 0.0)) + _BESIDE, frame.y(row), text, _TEXT)
            continue
        x, y = frame.x(value), frame.y(row) + 3.5
        if limit is not None:
            canvas.line([(frame.x(end), y) for end in limit], theme.AREA, 2)
        canvas.mark(x, y, "o", _DOT, LOOKS[0])
        canvas.text(
            max(x, frame.x.start + halves[row] - _BESIDE), y - 4.5, text, _TEXT,
            anchor="middle", upright="bottom", back="#FFFFFF" if reference else "",
        )  # fmt: skip
    return canvas.svg()


def _drawn(series: Series, limits: Sequence[tuple[float, float] | None]) -> list[float]:
    """Give every number on the axis of dots; zero when there is none."""
    ends = [end for span in limits if span is not None for end in span]
    return [*(value for value in series.values if value is not None), *ends] or [0.0]


def _shown(series: Series, rooms: Sequence[float]) -> list[tuple[float, float]]:
    """Give the numbers that are shown with the room of each."""
    pairs = zip(series.values, rooms, strict=True)
    return [(value, room) for value, room in pairs if value is not None]


def dumbbells(labels: Sequence[str], start: Series, end: Series, axis: str) -> str:
    """Draw the way from a start value to an end value, one a row; the marks differ in shape."""
    marks = (
        Mark("s", _DOT - 1, Look(theme.COMPARISON)),
        Mark("o", _DOT, Look(theme.AREA)),
    )
    known = [value for one in (start, end) for value in one.values if value is not None] or [0.0]
    low, high = wide(min(known), max(known))
    frame = rows(
        labels,
        axis=axis,
        span=(low, high),
        beside=[(value, 2 * _DOT, 2 * _DOT) for value in known],
        named=[Key(one.name, mark=mark) for one, mark in zip((start, end), marks, strict=True)],
        digits=1 if high - low >= 0.5 else 2,
    )
    for row, (first, last) in enumerate(zip(start.values, end.values, strict=True)):
        if first is not None and last is not None:
            ends = [(frame.x(first), frame.y(row)), (frame.x(last), frame.y(row))]
            frame.canvas.line(ends, theme.RULE, 2)
    for one, mark in zip((start, end), marks, strict=True):
        for row, value in enumerate(one.values):
            if value is not None:
                frame.canvas.mark(frame.x(value), frame.y(row), *mark)
    return frame.canvas.svg()


def series_keys(names: Sequence[str]) -> list[Key]:
    """Give the names of one or two series with their looks; one alone needs no name."""
    if len(names) == 1:
        return []
    return [Key(name, area=look) for name, look in zip(names, LOOKS, strict=True)]


def _beside(text: str, size: float) -> float:
    """Give the room of a text beside a bar."""
    return lettering.width(text, size) + 2 * _BESIDE
