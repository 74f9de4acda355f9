"""Stacked bars: how the units of each row divide into a few parts."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.formatting import HIDDEN
from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import Look
from sosiaali_lib.report.charts import Series
from sosiaali_lib.report.keys import Key
from sosiaali_lib.report.rows import rows

_ROW = 26.0  # points
_NARROW = 0.035  # share of the axis under which a piece has no room for its number
# They differ in lightness and hatching, not in colour alone.
_LOOKS = (
    Look(theme.AREA, theme.AREA),
    Look("#9CC7CE", theme.AREA, "dots"),
    Look("#FFFFFF", theme.COMPARISON, "lines"),
    Look(theme.HIDDEN, theme.RULE),
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
    counts = [[part.values[y] for part in parts] for y in range(len(labels))]
    whole = [None not in row for row in counts]
    longest = max((sum(one or 0 for one in row) for row in counts), default=0) or 1
    frame = rows(
        labels,
        axis=axis,
        span=(0.0, 1.02 * longest),
        row=_ROW,
        named=[Key(part.name, area=look) for part, look in zip(parts, _LOOKS, strict=False)],
    )
    canvas, x, half = frame.canvas, frame.x, 0.37 * frame.row
    start = [0.0] * len(labels)
    for part, look in zip(parts, _LOOKS, strict=False):
        for row, (value, text) in enumerate(zip(part.values, part.texts, strict=True)):
            if not value or not whole[row]:
                continue
            end, y = start[row] + value, frame.y(row)
            canvas.rect(x(start[row]), y - half, x(end), y + half, look)
            if value > _NARROW * longest:
                canvas.text(
                    x(start[row] + value / 2), y, text, 8.5, anchor="middle",
                    colour="#FFFFFF" if look.fill == theme.AREA else theme.INK,
                    back=look.fill if look.hatch else "",
                )  # fmt: skip
            start[row] = end
    for row, shown in enumerate(whole):
        if not shown:
            canvas.text(x(0) + 4, frame.y(row), HIDDEN, 9)
    return canvas.svg()
