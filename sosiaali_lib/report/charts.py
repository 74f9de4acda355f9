"""Drawings for the reports: few, lean and the same in every format.

Every function takes numbers that are already protected, with the texts beside them already
formatted, and gives SVG. A hidden or missing number (None) is drawn as its mark, never as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, legend, number_ticks, series_name
from sosiaali_lib.report.drawing import svg as _svg

_ROW = 0.3  # inches
_LINE = 0.16  # inches that a line of a label takes


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
    rows = len(labels) * (1 + 0.45 * (len(series) - 1))
    tall = max(_ROW * rows, _row(labels) * len(labels))
    with drawing(0.75 + max(tall, 3 * _ROW)) as (figure, axes):
        positions = range(len(labels))
        height = 0.82 / len(series)
        for number, one in enumerate(series):
            offsets = [p + (number - (len(series) - 1) / 2) * height for p in positions]
            axes.barh(
                offsets,
                [value or 0 for value in one.values],
                height=height * (0.92 if number == 0 else 0.7),
                label=series_name(one.name),
                **_look(number),
            )
            for y, value, text in zip(offsets, one.values, one.texts, strict=True):
                axes.annotate(
                    text, (value or 0, y), (4, 0), textcoords="offset points", va="center",
                    fontsize=9 if len(series) == 1 else 8,
                )  # fmt: skip
        axes.set_yticks(list(positions), folded(labels))
        axes.invert_yaxis()
        axes.set_xlabel(axis)
        number_ticks(axes.xaxis)
        axes.margins(x=0.12)
        legend(figure, len(series))
        return _svg(figure)


def columns(labels: Sequence[str], series: Series, axis: str, target: float | None = None) -> str:
    """Draw columns over time, with a dashed line where a target is given."""
    with drawing(2.7) as (figure, axes):
        positions = range(len(labels))
        axes.bar(positions, [value or 0 for value in series.values], width=0.75, **_look(0))
        for x, value, text in zip(positions, series.values, series.texts, strict=True):
            axes.annotate(text, (x, value or 0), (0, 3), textcoords="offset points", ha="center")
        if target is not None:
            axes.axhline(target, color=theme.WARNING, linestyle="--", linewidth=1.2)
        axes.set_xticks(list(positions), labels, rotation=45, ha="right", rotation_mode="anchor")
        axes.set_ylabel(axis)
        number_ticks(axes.yaxis)
        axes.margins(y=0.15)
        return _svg(figure)


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
    with drawing(0.9 + _row(labels) * max(len(labels), 3)) as (figure, axes):
        for y, (value, span, text) in enumerate(
            zip(series.values, limits, series.texts, strict=True)
        ):
            if value is None:
                axes.annotate(text, (0, y), (4, 0), textcoords="offset points", va="center")
                continue
            if span is not None:
                axes.plot(span, (y, y), color=theme.AREA, linewidth=2, solid_capstyle="butt")
            axes.plot(value, y, "o", color=theme.AREA, markersize=7)
            above = (0, 6)
            axes.annotate(text, (value, y), above, textcoords="offset points", ha="center")
        if reference is not None:
            name, at = reference
            axes.axvline(
                at, color=theme.COMPARISON, linestyle="--", linewidth=1.5, label=series_name(name)
            )
            legend(figure, 2)
        axes.set_yticks(range(len(labels)), folded(labels))
        axes.set_ylim(len(labels) - 0.4, -0.7)
        if min(_drawn(series, limits)) >= 0:
            axes.set_xlim(left=0)
        axes.set_xlabel(axis)
        low, high = axes.get_xlim()
        number_ticks(axes.xaxis, digits=sum(bool(high - low < span) for span in (5, 0.5)))
        return _svg(figure)


def _drawn(series: Series, limits: Sequence[tuple[float, float] | None]) -> list[float]:
    """Give every number on the axis of dots; zero when there is none."""
    ends = [end for span in limits if span is not None for end in span]
    return [*(value for value in series.values if value is not None), *ends] or [0.0]


def dumbbells(labels: Sequence[str], start: Series, end: Series, axis: str) -> str:
    """Draw the way from a start value to an end value, one a row; the marks differ in shape."""
    with drawing(0.9 + _row(labels) * max(len(labels), 3)) as (figure, axes):
        for y, (first, last) in enumerate(zip(start.values, end.values, strict=True)):
            if first is not None and last is not None:
                axes.plot((first, last), (y, y), color=theme.RULE, linewidth=2, zorder=1)
        for number, (one, mark) in enumerate(((start, "s"), (end, "o"))):
            shown = [(value, y) for y, value in enumerate(one.values) if value is not None]
            axes.scatter(
                [value for value, _ in shown],
                [y for _, y in shown],
                marker=mark,
                s=46,
                label=series_name(one.name),
                color=(theme.COMPARISON, theme.AREA)[number],
                zorder=2,
            )
        axes.set_yticks(range(len(labels)), folded(labels))
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlabel(axis)
        number_ticks(axes.xaxis, digits=1)
        legend(figure, 2)
        return _svg(figure)


def _row(labels: Sequence[str]) -> float:
    """Give the height of a row in inches: as many lines as the longest label takes."""
    lines = max((label.count("\n") + 1 for label in folded(labels)), default=1)
    return max(_ROW, 0.06 + _LINE * lines)


def _look(place: int) -> dict[str, Any]:
    """Give the fill of the first or the comparison series."""
    if place == 0:
        return {"color": theme.AREA}
    return {"color": "white", "edgecolor": theme.COMPARISON, "hatch": "//////"}
