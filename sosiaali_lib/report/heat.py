"""A grid of numbers, the darker the larger: for tables of two dimensions and calendars."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, svg

_ROW = 0.34  # inches
_LINE = 0.16  # inches that a line of a label takes
_DARK = 0.7  # shade from which the number is written in white


def draw(
    rows: Sequence[str],
    columns: Sequence[str],
    shades: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
) -> str:
    """Draw the grid.

    Parameters
    ----------
    rows, columns
        Labels in the language in use.
    shades
        A number a cell, not negative; the largest is the darkest. None (hidden or missing) has no
        shade.
    texts
        What stands in each cell, as the table writes it.

    Returns
    -------
    str
        SVG.
    """
    from matplotlib.colors import LinearSegmentedColormap

    ramp = LinearSegmentedColormap.from_list("area", ["white", theme.AREA])
    most = max((one for row in shades for one in row if one is not None), default=0) or 1
    lines = max((label.count("\n") + 1 for label in folded(rows)), default=1)
    height = max(_ROW, 0.06 + _LINE * lines)
    with drawing(0.7 + height * max(len(rows), 2)) as (figure, axes):
        for y, (row, written) in enumerate(zip(shades, texts, strict=True)):
            for x, (shade, text) in enumerate(zip(row, written, strict=True)):
                depth = 0.9 * (shade or 0) / most
                axes.fill_between(
                    (x - 0.48, x + 0.48), y - 0.46, y + 0.46, color=ramp(depth), linewidth=0
                )
                axes.text(
                    x, y, text, ha="center", va="center", fontsize=8.5,
                    color="white" if depth > _DARK else theme.INK,
                )  # fmt: skip
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.xaxis.tick_top()
        crowded = len(columns) > 7 and max(map(len, columns)) > 3
        axes.set_xticks(
            range(len(columns)),
            columns if crowded else folded(columns, max(10, 60 // max(len(columns), 1))),
            rotation=45 if crowded else 0,
            ha="left" if crowded else "center",
        )
        axes.set_yticks(range(len(rows)), folded(rows))
        axes.spines[:].set_visible(False)
        return svg(figure)
