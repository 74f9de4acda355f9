"""Stacked bars: how the units of each row divide into a few parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sosiaali_lib.formatting import HIDDEN
from sosiaali_lib.report import theme
from sosiaali_lib.report.charts import Series
from sosiaali_lib.report.drawing import drawing, folded, number_ticks, series_name, svg

_ROW, _LINE = 0.36, 0.16  # inches a row, and a line of a label
_NARROW = 0.035  # share of the axis under which a piece has no room for its number
# They differ in lightness and hatching, not in colour alone.
_LOOKS: tuple[dict[str, Any], ...] = (
    {"facecolor": theme.AREA, "edgecolor": theme.AREA},
    {"facecolor": "#9CC7CE", "edgecolor": theme.AREA, "hatch": "....."},
    {"facecolor": "white", "edgecolor": theme.COMPARISON, "hatch": "//////"},
    {"facecolor": theme.HIDDEN, "edgecolor": theme.RULE},
)


def draw(labels: Sequence[str], parts: Sequence[Series], axis: str) -> str:
    """Draw one bar a row, the first row on top, its parts one after another.

    Parameters
    ----------
    labels
        Rows, in the language in use.
    parts
        At most four, with a value a row that is not negative; their names are explained above the
        bars. A row with a hidden part (None) has the hidden mark in place of a bar, because the
        other parts would seem to be all.
    axis
        What the lengths are.

    Returns
    -------
    str
        SVG.

    Raises
    ------
    ValueError
        If there are more than four parts.
    """
    if len(parts) > len(_LOOKS):
        raise ValueError(f"{len(parts)} parts cannot be told apart; give at most {len(_LOOKS)}.")
    rows = [[part.values[y] for part in parts] for y in range(len(labels))]
    whole = [None not in row for row in rows]
    longest = max((sum(one or 0 for one in row) for row in rows), default=0) or 1
    names = folded(labels)
    lines = max((name.count("\n") + 1 for name in names), default=1)
    with drawing(0.9 + max(_ROW, _LINE * lines) * max(len(labels), 3)) as (figure, axes):
        start = [0.0] * len(labels)
        for part, look in zip(parts, _LOOKS, strict=False):
            widths = [(v or 0) if shown else 0 for v, shown in zip(part.values, whole, strict=True)]
            pieces = axes.barh(
                range(len(labels)),
                widths,
                left=start,
                height=0.74,
                label=series_name(part.name),
                **look,
            )
            for y, (width, text, piece) in enumerate(zip(widths, part.texts, pieces, strict=True)):
                piece.set_visible(width > 0)  # else its border alone would be seen
                if width > _NARROW * longest:
                    axes.text(
                        start[y] + width / 2, y, text, ha="center", va="center", fontsize=8.5,
                        color="white" if look["facecolor"] == theme.AREA else theme.INK,
                        bbox={"facecolor": look["facecolor"], "edgecolor": "none", "pad": 0.8}
                        if "hatch" in look else None,
                    )  # fmt: skip
                start[y] += width
        for y, shown in enumerate(whole):
            if not shown:
                axes.annotate(HIDDEN, (0, y), (4, 0), textcoords="offset points", va="center")
        axes.set_yticks(range(len(labels)), names)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(0, 1.02 * longest)
        axes.set_xlabel(axis)
        number_ticks(axes.xaxis)
        figure.legend(loc="outside upper left", ncols=len(parts), frameon=False, fontsize=9)
        return svg(figure)
