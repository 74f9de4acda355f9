"""A grid of numbers, the darker the larger: for tables of two dimensions and calendars."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import Canvas, Look
from sosiaali_lib.report.drawing import WIDTH, folded, tall, within
from sosiaali_lib.report.glyphs import printable

_ROW, _EDGE, _GAP = 24.5, 6.0, 6.0  # points: a row, at the edges, and from labels to cells
_LABEL, _HEAD = 9.0, 8.5  # sizes of the letters of rows and columns
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
    most = max((one for row in shades for one in row if one is not None), default=0) or 1
    names = folded(rows)
    height = max([_ROW, *(7 + tall(name, _LABEL) for name in names)])
    left = _EDGE + _GAP + lettering.widest(names, _LABEL)
    width = (WIDTH - _EDGE - left) / max(len(columns), 1)
    heads, turn = _heads(columns, width)
    if turn:  # the last name goes on to the right of its column
        over = sqrt(0.5) * lettering.width(heads[-1], _HEAD) - width / 2
        width -= max(0.0, over) / len(columns)
    top = _EDGE + _GAP + _tall(heads, turn)
    canvas = Canvas(WIDTH, top + height * len(rows) + _EDGE)
    for x, head in enumerate(heads):
        canvas.text(
            left + (x + 0.5) * width, top - 4, head, _HEAD,
            anchor="start" if turn else "middle", upright="foot" if turn else "bottom", turn=turn,
        )  # fmt: skip
    for y, (row, written) in enumerate(zip(shades, texts, strict=True)):
        middle = top + (y + 0.5) * height
        canvas.text(left - _GAP, middle, names[y], _LABEL, anchor="end")
        for x, (amount, text) in enumerate(zip(row, written, strict=True)):
            depth, at = 0.9 * (amount or 0) / most, left + (x + 0.5) * width
            if depth:
                canvas.rect(
                    at - 0.48 * width, middle - 0.46 * height,
                    at + 0.48 * width, middle + 0.46 * height, Look(theme.tinted(theme.AREA, depth)),
                )  # fmt: skip
            colour = "#FFFFFF" if depth > _DARK else theme.INK
            canvas.text(at, middle, text, 8.5, anchor="middle", colour=colour)
    return canvas.svg()


def _heads(columns: Sequence[str], width: float) -> tuple[list[str], float]:
    """Give the names of the columns as they are written, and by how much they are turned."""
    shown = [within(column, _HEAD, width - 4) for column in columns]
    if all(lettering.width(head, _HEAD) <= width - 2 for head in shown):
        return shown, 0.0
    return [printable(column) for column in columns], -45.0


def _tall(heads: Sequence[str], turn: float) -> float:
    """Give the height of the names of the columns."""
    if turn:
        return sqrt(0.5) * (lettering.widest(heads, _HEAD) + _HEAD)
    return max((tall(head, _HEAD) for head in heads), default=0.0)
