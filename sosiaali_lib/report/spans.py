"""Spans from a lowest to a highest possible value, one or two a row: where no single value is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sosiaali_lib.formatting import HIDDEN, interval
from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, legend, number_ticks, series_name, svg

_ROW = 0.3  # inches a span
_LOOKS: tuple[dict[str, Any], ...] = (
    {"color": theme.AREA},
    {"facecolor": "white", "edgecolor": theme.COMPARISON, "hatch": "//////"},
)


def draw(
    labels: Sequence[str],
    series: Mapping[str, Sequence[tuple[float, float] | None]],
    axis: str,
) -> str:
    """Draw the spans with their ends written beside them.

    Parameters
    ----------
    labels
        Names of the rows, the first on top.
    series
        Name → a span a row; None is hidden. One or two; the second is hatched.
    axis
        What the numbers are.

    Returns
    -------
    str
        SVG.

    Raises
    ------
    ValueError
        If there are no series or more than two.
    """
    if not 1 <= len(series) <= len(_LOOKS):
        raise ValueError(f"{len(series)} series of spans; expected one or two.")
    height = 0.8 / len(series)
    rows = len(labels) * (1 + 0.5 * (len(series) - 1))
    with drawing(0.9 + _ROW * max(rows, 3)) as (figure, axes):
        for place, (name, ends) in enumerate(series.items()):
            at = [row + (place - (len(series) - 1) / 2) * height for row in range(len(labels))]
            known = [(y, end) for y, end in zip(at, ends, strict=True) if end is not None]
            axes.barh(
                [y for y, _end in known],
                [max(high - low, 0.3) for _y, (low, high) in known],
                left=[low for _y, (low, _high) in known],
                height=height * 0.8,
                label=series_name(name),
                **_LOOKS[place],
            )
            for y, end in zip(at, ends, strict=True):
                text, x = (HIDDEN, 0.0) if end is None else (interval(*end), end[1])
                axes.annotate(
                    text, (x, y), (4, 0), textcoords="offset points", va="center", fontsize=8
                )
        axes.set_yticks(range(len(labels)), folded(labels))
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.margins(x=0.12)
        axes.set_xlabel(axis)
        number_ticks(axes.xaxis)
        legend(figure, len(series))
        return svg(figure)
