"""Drawings for the reports: few, lean and the same in every format.

Every function takes numbers that are already protected, with the texts beside them already
formatted, and gives SVG. A hidden or missing number (None) is drawn as its mark, never as zero.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sosiaali_lib.formatting import number
from sosiaali_lib.report import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

WIDTH = 6.7  # inches: the text width of an A4 page
_ROW = 0.3


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
    with _drawing(0.75 + _ROW * max(rows, 3)) as (figure, axes):
        positions = range(len(labels))
        height = 0.82 / len(series)
        for number, one in enumerate(series):
            offsets = [p + (number - (len(series) - 1) / 2) * height for p in positions]
            axes.barh(
                offsets,
                [value or 0 for value in one.values],
                height=height * (0.92 if number == 0 else 0.7),
                label=one.name,
                **_look(number),
            )
            for y, value, text in zip(offsets, one.values, one.texts, strict=True):
                axes.annotate(
                    text, (value or 0, y), (4, 0), textcoords="offset points", va="center",
                    fontsize=9 if len(series) == 1 else 8,
                )  # fmt: skip
        axes.set_yticks(list(positions), _folded(labels))
        axes.invert_yaxis()
        axes.set_xlabel(axis)
        _number_ticks(axes.xaxis)
        axes.margins(x=0.12)
        _legend(figure, axes, len(series))
        return _svg(figure)


def columns(labels: Sequence[str], series: Series, axis: str, target: float | None = None) -> str:
    """Draw columns over time, with a dashed line where a target is given."""
    with _drawing(2.7) as (figure, axes):
        positions = range(len(labels))
        axes.bar(positions, [value or 0 for value in series.values], width=0.75, **_look(0))
        for x, value, text in zip(positions, series.values, series.texts, strict=True):
            axes.annotate(text, (x, value or 0), (0, 3), textcoords="offset points", ha="center")
        if target is not None:
            axes.axhline(target, color=theme.WARNING, linestyle="--", linewidth=1.2)
        axes.set_xticks(list(positions), labels, rotation=45, ha="right", rotation_mode="anchor")
        axes.set_ylabel(axis)
        _number_ticks(axes.yaxis)
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
    with _drawing(0.9 + _ROW * max(len(labels), 3)) as (figure, axes):
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
            axes.axvline(at, color=theme.COMPARISON, linestyle="--", linewidth=1.5, label=name)
            _legend(figure, axes, 2)
        axes.set_yticks(range(len(labels)), _folded(labels))
        axes.set_ylim(len(labels) - 0.4, -0.7)
        ends = [end for span in limits if span is not None for end in span]
        if min([0.0, *ends, *(value for value in series.values if value is not None)]) == 0:
            axes.set_xlim(left=0)
        axes.set_xlabel(axis)
        _number_ticks(axes.xaxis)
        return _svg(figure)


def dumbbells(labels: Sequence[str], start: Series, end: Series, axis: str) -> str:
    """Draw the way from a start value to an end value, one a row; the marks differ in shape."""
    with _drawing(0.9 + _ROW * max(len(labels), 3)) as (figure, axes):
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
                label=one.name,
                color=(theme.COMPARISON, theme.AREA)[number],
                zorder=2,
            )
        axes.set_yticks(range(len(labels)), _folded(labels))
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlabel(axis)
        _number_ticks(axes.xaxis, digits=1)
        _legend(figure, axes, 2)
        return _svg(figure)


@contextmanager
def _drawing(height: float) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure in the suite's style that leaves no trace in the caller's settings."""
    import matplotlib
    import seaborn as sns
    from matplotlib.figure import Figure as Canvas

    _register_fonts()
    settings = {
        "font.family": theme.FONT,
        "font.size": 9,
        "axes.labelsize": 9,
        "axes.labelcolor": theme.MUTED,
        "axes.edgecolor": theme.RULE,
        "text.color": theme.INK,
        "xtick.color": theme.INK,
        "ytick.color": theme.INK,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 9,
        "hatch.linewidth": 0.6,
        "svg.hashsalt": "sosiaali",
        "svg.fonttype": "path",
    }
    with matplotlib.rc_context(sns.axes_style("white") | settings):
        figure = Canvas(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots()
        sns.despine(ax=axes, left=True)
        axes.tick_params(length=0)
        yield figure, axes


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    for path in sorted(theme.FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def _look(place: int) -> dict[str, Any]:
    """Give the fill of the first or the comparison series."""
    if place == 0:
        return {"color": theme.AREA}
    return {"color": "white", "edgecolor": theme.COMPARISON, "hatch": "//////"}


def _folded(labels: Sequence[str]) -> list[str]:
    """Break long labels into two lines."""
    import textwrap

    return ["\n".join(textwrap.wrap(label, 34, break_long_words=False)) for label in labels]


def _number_ticks(axis: Axis, digits: int = 0) -> None:
    """Write the numbers of an axis as the language does, at round steps."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(7, integer=not digits, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(lambda value, _: number(value, digits))


def _legend(figure: Figure, axes: Axes, entries: int) -> None:
    if entries > 1:
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9)


def _svg(figure: Figure) -> str:
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()
