"""Points of two shares, their names in a column beside the plot so that no two overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, number_ticks, svg

_LETTERS = 42  # of a line of a name
_LINE = 0.155  # inches a line of a name


@dataclass(frozen=True)
class Point:
    """A named point."""

    name: str
    x: float
    y: float


def draw(points: Sequence[Point], x_axis: str, y_axis: str, *, limits: tuple[float, float]) -> str:
    """Draw numbered points and, beside the plot, their names by number.

    Points at one place share a mark with all their numbers. The dashed lines halve both axes.

    Parameters
    ----------
    points
        At least one.
    x_axis, y_axis
        What the axes show.
    limits
        Ends of both axes.

    Returns
    -------
    str
        SVG.
    """
    names = [f"{place}  {point.name}" for place, point in enumerate(points, start=1)]
    lines = [line.replace("\n", "\n     ") for line in folded(names, _LETTERS)]
    needed = sum(line.count("\n") + 1.35 for line in lines) * _LINE
    low, high = limits
    middle, room = (low + high) / 2, 0.04 * (high - low)
    with drawing(max(3.6, needed + 0.8)) as (figure, axes):
        axes.axhline(middle, color=theme.RULE, linestyle="--", linewidth=0.9, zorder=0)
        axes.axvline(middle, color=theme.RULE, linestyle="--", linewidth=0.9, zorder=0)
        for numbers, (x, y) in _places(points, 0.045 * (high - low)):
            axes.text(
                x, y, ", ".join(map(str, numbers)), ha="center", va="center", fontsize=8.5,
                color="white",
                bbox={"boxstyle": "round,pad=0.25", "facecolor": theme.AREA, "edgecolor": "white"},
            )  # fmt: skip
        axes.spines["left"].set_visible(True)
        axes.set_xlim(low - room, high + room)
        axes.set_ylim(low - room, high + room)
        axes.set_xlabel("\n".join(folded([x_axis], 56)))
        axes.set_ylabel("\n".join(folded([y_axis], 44)))
        number_ticks(axes.xaxis)
        number_ticks(axes.yaxis)
        figure.legend(
            handles=[_key() for _line in lines], labels=lines, loc="outside right upper",
            frameon=False, fontsize=8, handlelength=0, handletextpad=0, labelspacing=0.35,
        )  # fmt: skip
        return svg(figure)


def _places(points: Sequence[Point], near: float) -> list[tuple[list[int], tuple[float, float]]]:
    """Put points whose marks would cover each other under one mark, at the first one's place."""
    found: list[tuple[list[int], tuple[float, float]]] = []
    for number, point in enumerate(points, start=1):
        for numbers, (x, y) in found:
            # A mark with several numbers is wider than it is high.
            wide = near * (1 + 0.75 * (len(numbers) - 1) / 2 + 0.35)
            if abs(point.x - x) < wide and abs(point.y - y) < near:
                numbers.append(number)
                break
        else:
            found.append(([number], (point.x, point.y)))
    return found


def _key() -> object:
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="none")
