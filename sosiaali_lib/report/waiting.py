"""The way of matters in time: when each was put forward, was due, and was answered or still waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sosiaali_lib.formatting import day as written_day
from sosiaali_lib.messages import _
from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import DASHED, DOTTED, Look
from sosiaali_lib.report.keys import Key, Mark, Stroke
from sosiaali_lib.report.rows import Rows, rows

_ROW, _LETTERS, _LINES = 33.0, 44, 2  # points a row; width and lines of a label
_MARGIN = 20  # days on both sides
_FIRST = Mark("o", 5, Look("#FFFFFF", theme.AREA))
_ANSWER, _OPEN = Mark("o", 8, Look(theme.AREA)), Mark(">", 8, Look(theme.WARNING))


@dataclass(frozen=True, kw_only=True)
class Way:
    """One matter; `last` is the day of the answer or today's, None where the answer's is not known."""

    label: str
    first: date
    last: date | None
    due: date | None
    answered: bool


def draw(ways: Sequence[Way], today: date) -> str:
    """Draw a line for each matter from its first day.

    Parameters
    ----------
    ways
        The matters, the first on top.
    today
        Where the open ones end.

    Returns
    -------
    str
        SVG. The line is solid up to the deadline and dotted after it; a dot is an answer, an arrow
        says that the matter is open, an upright stroke is the deadline. Shapes tell all of it
        without colour.
    """
    days = [day for way in ways for day in (way.first, way.last, way.due) if day] + [today]
    low, high = _at(min(days)) - _MARGIN, _at(max(days)) + _MARGIN
    frame = rows(
        [_label(way.label) for way in ways],
        axis="",
        span=(low, high),
        row=_ROW,
        label_size=8.0,
        letters=_LETTERS,
        named=_keys(today),
        ticks=_months(min(days), max(days), (low, high)),
    )
    at = frame.x(_at(today))
    frame.canvas.line([(at, frame.top), (at, frame.bottom)], theme.COMPARISON, 1, DASHED)
    for row, way in enumerate(ways):
        _line(frame, frame.y(row), way)
    return frame.canvas.svg()


def _line(frame: Rows, y: float, way: Way) -> None:
    canvas, start = frame.canvas, frame.x(_at(way.first))
    due = None if way.due is None else frame.x(_at(way.due))
    end = None if way.last is None else frame.x(_at(way.last))
    if end is not None:
        passed = end if due is None else min(end, max(start, due))
        canvas.line([(start, y), (passed, y)], theme.AREA, 2.5)
        if end > passed:
            canvas.line([(passed, y), (end, y)], theme.WARNING, 2.5, DOTTED)
    canvas.mark(start, y, *_FIRST)
    if due is not None:
        canvas.line([(due, y - 9), (due, y + 9)], theme.INK, 2)
    if end is not None:
        canvas.mark(end, y, *(_ANSWER if way.answered else _OPEN))


def _keys(today: date) -> list[Key]:
    """Name the marks."""
    return [
        Key(_("put forward"), mark=_FIRST),
        Key(_("deadline"), mark=Mark("|", 9, Look(theme.INK))),
        Key(_("answer"), mark=_ANSWER),
        Key(_("open on {date}").format(date=written_day(today)), mark=_OPEN),
        Key(_("past the deadline"), stroke=Stroke(theme.WARNING, 2.5, DOTTED)),
    ]


def _months(first: date, last: date, ends: tuple[float, float]) -> list[tuple[float, str]]:
    """Give the beginnings of months on the axis, at most seven of them."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if count / step <= 7 or step == 120)
    start = first.year * 12 + (first.month - 1) // step * step
    months = [date(at // 12, at % 12 + 1, 1) for at in range(start, start + count + step, step)]
    low, high = ends
    return [(_at(m), f"{m.month}/{m.year}") for m in months if low <= _at(m) <= high]


def _label(text: str) -> str:
    """Give a label in at most two lines, cut at a word where it is longer."""
    import textwrap

    return textwrap.shorten(text, _LETTERS * _LINES - 6, placeholder=" …")


def _at(day: date) -> float:
    """Give the place of a day on the axis."""
    return float((day - date(1970, 1, 1)) / timedelta(days=1))
