"""Lines over months: each with its own mark and its name at its end; a month without a number is a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, number_ticks, svg

_HEIGHT = 3.4  # inches
_MARKS = "osD^vPX*"
_STYLES = ("-", "--", "-.", ":")
_COLOURS = (theme.AREA, theme.COMPARISON, theme.INK, theme.RULE)
_LINE = 0.17  # inches a line of a name


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
    height = max(_HEIGHT, 1.0 + sum(name.count("\n") + 1.3 for name in names) * _LINE)
    with drawing(height) as (figure, axes):
        for place, line in enumerate(lines):
            values = [float("nan") if value is None else value for value in line.values]
            axes.plot(
                range(len(values)), values, marker=_MARKS[place % len(_MARKS)], markersize=5,
                linestyle=_STYLES[place % len(_STYLES)], color=_COLOURS[place % len(_COLOURS)],
                linewidth=1.8,
            )  # fmt: skip
        axes.set_xticks(range(len(ticks)), ticks, rotation=45, ha="right", rotation_mode="anchor")
        axes.set_xlim(-0.4, len(ticks) - 0.6)
        most = max(value for line in lines for value in line.values if value is not None)
        axes.set_ylim(0, 1.08 * (most or 1))
        axes.set_ylabel(axis)
        number_ticks(axes.yaxis)
        gap = 1.08 * (most or 1) / (height - 0.9)
        ends = [_end(line) for line in lines]
        tall = [(name.count("\n") + 1.25) * _LINE * gap for name in names]
        for place, (name, at) in enumerate(zip(names, _apart(ends, tall), strict=True)):
            axes.annotate(
                name, (len(ticks) - 1, ends[place]), (len(ticks) - 0.55, at), va="center",
                textcoords="data", fontsize=8.5, color=theme.INK, annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": theme.RULE, "linewidth": 0.7},
            )  # fmt: skip
        return svg(figure)


def _end(line: Line) -> float:
    """Give the last number of a line."""
    return next(value for value in reversed(line.values) if value is not None)


def _apart(ends: Sequence[float], tall: Sequence[float]) -> list[float]:
    """Move the middles of names of given heights up, the lowest first, until none overlap."""
    found = list(ends)
    order = sorted(range(len(ends)), key=lambda place: ends[place])
    for below, above in pairwise(order):
        least = found[below] + (tall[below] + tall[above]) / 2
        found[above] = max(found[above], least)
    return found
