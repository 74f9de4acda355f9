"""The way of matters in time: when each was put forward, was due, and was answered or still waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sosiaali_lib.formatting import day as written_day
from sosiaali_lib.messages import _
from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW, _LETTERS, _LINES = 0.46, 44, 2  # inches a row; width and lines of a label
_MARGIN = 20  # days on both sides


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
    with drawing(1.25 + _ROW * max(len(ways), 2)) as (figure, axes):
        for y, way in enumerate(ways):
            _line(axes, y, way)
        axes.axvline(_at(today), color=theme.COMPARISON, linewidth=1, linestyle="--", zorder=0)
        axes.set_yticks(range(len(ways)), [_label(way.label) for way in ways], fontsize=8)
        axes.set_ylim(len(ways) - 0.4, -0.6)
        days = [day for way in ways for day in (way.first, way.last, way.due) if day] + [today]
        axes.set_xlim(_at(min(days)) - _MARGIN, _at(max(days)) + _MARGIN)
        _months(axes, min(days), max(days))
        _key(axes, today)
        return svg(figure)


def _line(axes: Axes, y: int, way: Way) -> None:
    start = _at(way.first)
    axes.plot(start, y, "o", markersize=5, markerfacecolor="white", markeredgecolor=theme.AREA)
    if way.due is not None:
        axes.plot((_at(way.due),) * 2, (y - 0.28, y + 0.28), color=theme.INK, linewidth=2)
    if way.last is None:
        return
    end = _at(way.last)
    passed = end if way.due is None else min(end, max(start, _at(way.due)))
    axes.plot((start, passed), (y, y), color=theme.AREA, linewidth=2.5, zorder=1)
    if end > passed:
        axes.plot((passed, end), (y, y), ":", color=theme.WARNING, linewidth=2.5, zorder=1)
    mark = "o" if way.answered else ">"
    color = theme.AREA if way.answered else theme.WARNING
    axes.plot(end, y, mark, markersize=8, color=color, clip_on=False)


def _key(axes: Axes, today: date) -> None:
    """Name the marks above the drawing."""
    from matplotlib.lines import Line2D

    def mark(shape: str, color: str, label: str, fill: str | None = None) -> Line2D:
        return Line2D(
            [], [], marker=shape, linestyle="none", color=color, markersize=7, label=label,
            markerfacecolor=fill or color,
        )  # fmt: skip

    entries = [
        mark("o", theme.AREA, _("put forward"), "white"),
        mark("|", theme.INK, _("deadline")),
        mark("o", theme.AREA, _("answer")),
        mark(">", theme.WARNING, _("open on {date}").format(date=written_day(today))),
        Line2D([], [], linestyle=":", color=theme.WARNING, label=_("past the deadline")),
    ]
    axes.figure.legend(
        handles=entries, loc="outside upper left", ncols=3, frameon=False, fontsize=8.5
    )


def _months(axes: Axes, first: date, last: date) -> None:
    """Mark the beginnings of months on the axis, at most seven of them."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if count / step <= 7 or step == 120)
    start = first.year * 12 + (first.month - 1) // step * step
    months = [date(at // 12, at % 12 + 1, 1) for at in range(start, start + count + step, step)]
    low, high = axes.get_xlim()
    shown = [month for month in months if low <= _at(month) <= high]
    axes.set_xticks([_at(month) for month in shown], [f"{m.month}/{m.year}" for m in shown])


def _label(text: str) -> str:
    """Give a label in at most two lines, cut at a word where it is longer."""
    import textwrap

    short = textwrap.shorten(text, _LETTERS * _LINES - 6, placeholder=" …")
    return "\n".join(textwrap.wrap(short, _LETTERS))


def _at(day: date) -> float:
    """Give the place of a day on the axis."""
    return float((day - date(1970, 1, 1)) / timedelta(days=1))
