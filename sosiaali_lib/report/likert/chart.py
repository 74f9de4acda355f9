"""The chart: one bar a row, spread from the middle of the levels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from sosiaali_lib.formatting import ABSENT, HIDDEN, number, percent, rounded
from sosiaali_lib.messages import _
from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import WIDTH, drawing, folded, number_ticks, svg
from sosiaali_lib.report.likert.looks import looks
from sosiaali_lib.report.likert.rows import LikertRow, check, edges, middle_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.patches import Rectangle
    from matplotlib.text import Annotation

TALLEST = 9.0  # inches: what fits a page with its caption
_PITCH, _GAP = 0.22, 0.09  # inches from bar to bar, and between statements
_LINE = 0.172  # inches a line of a statement
_AXIS = 0.5  # inches under the bars
_ROOM = 5  # pixels beside a percentage in its piece of bar


def likert(items: Sequence[LikertRow], levels: Sequence[str], axis: str) -> str:
    """Draw one bar a row, the first row on top, spread from the middle of the levels.

    With an odd number of levels the middle one is neutral and split around zero. A row with hidden
    counts has the hidden mark in place of a bar, one that nobody answered the mark for missing.

    Parameters
    ----------
    items
        Rows with as many counts as there are levels.
    levels
        Names from the most negative to the most positive; at least two.
    axis
        What the per cents are shares of.

    Returns
    -------
    str
        SVG, as wide as the text of a page and at most `TALLEST` inches high.

    Raises
    ------
    ValueError
        If a row does not fit the levels or occurs twice, or the drawing is higher than `TALLEST`:
        fourteen statements of up to three lines in two waves fit, more are split by the caller.
    """
    check(items, levels)
    statements = [(label, list(rows)) for label, rows in groupby(items, key=lambda row: row.label)]
    labels = folded([label for label, _rows in statements])
    # The space between lines of text is seen as space too, so a pair needs less of it.
    needs = [
        max(len(rows) * _PITCH + _GAP, (text.count("\n") + 1) * _LINE + _GAP / len(rows))
        for text, (_label, rows) in zip(labels, statements, strict=True)
    ]
    middles = [end - need / 2 for end, need in zip(accumulate(needs), needs, strict=True)]
    places = [
        middle + (place - (len(rows) - 1) / 2) * _PITCH
        for middle, (_label, rows) in zip(middles, statements, strict=True)
        for place in range(len(rows))
    ]
    with drawing(1) as (figure, axes):
        height = _AXIS + sum(needs) + _name_levels(figure, levels)
        if height > TALLEST:
            raise ValueError(
                f"{len(items)} rows make a chart of {height:.1f} inches, more than the "
                f"{TALLEST:.0f} of a page; draw them as several charts."
            )
        figure.set_size_inches(WIDTH, height)
        axes.set_ylim(sum(needs), 0)
        axes.set_yticks(middles, labels, va="center")
        axes.axvline(0, color=theme.INK, linewidth=0.8, zorder=0)
        inside = _draw_bars(axes, items, levels, places)
        widest = _beside(axes, 0, [row.wave for row in items], places)
        axes.tick_params(axis="y", pad=widest + 10 if widest else 4)
        widest = _beside(axes, 1, [_n_text(row) for row in items], places)
        _beside(axes, 1, [_dont_know_text(row) for row in items], places, widest + 10)
        axes.set_xlabel(axis)
        number_ticks(axes.xaxis, written=lambda value: percent(abs(value) / 100))
        _keep_what_fits(figure, inside)
        return svg(figure)


def _draw_bars(
    axes: Axes, items: Sequence[LikertRow], levels: Sequence[str], places: Sequence[float]
) -> list[tuple[Annotation, Rectangle]]:
    """Draw the bars and marks; give every percentage with the piece of bar that it belongs to."""
    drawn, inside = [], []
    for row, y in zip(items, places, strict=True):
        if row.known and row.n:
            drawn.append((y, edges(row.known, middle_of(levels))))
        else:
            mark = HIDDEN if row.known is None else ABSENT
            _write(axes, mark, (0, y), shift=4, size=9)
    for level, look in enumerate(looks(len(levels))):
        pieces = axes.barh(
            [y for y, _bar in drawn],
            [bar[level][1] for _y, bar in drawn],
            left=[bar[level][0] for _y, bar in drawn],
            height=_PITCH * 0.86,
            facecolor=look.fill,
            edgecolor=look.line,
            hatch=look.hatch,
            linewidth=0.6,
        )
        back = {"facecolor": look.fill, "edgecolor": "none", "pad": 0.8} if look.hatch else None
        for (y, bar), piece in zip(drawn, pieces, strict=True):
            left, width = bar[level]
            piece.set_visible(width > 0)  # else its border alone would be seen
            if rounded(width) > 0:
                at = (left + width / 2, y)
                how: dict[str, Any] = {"ha": "center", "color": look.text, "bbox": back}
                text = _write(axes, number(width), at, size=8, **how)
                inside.append((text, piece))
    ends = [(bar[0][0], sum(bar[-1])) for _y, bar in drawn] or [(-100, 100)]
    axes.set_xlim(
        floor(min(-10, *(end[0] for end in ends)) / 10) * 10,
        ceil(max(10, *(end[1] for end in ends)) / 10) * 10,
    )
    return inside


def _n_text(row: LikertRow) -> str:
    return _("n = {n}").format(n=HIDDEN if row.n is None else number(row.n))


def _dont_know_text(row: LikertRow) -> str:
    if row.dont_know == 0:
        return ""
    count = HIDDEN if row.dont_know is None else number(row.dont_know)
    return _("don't know {count}").format(count=count)


def _beside(
    axes: Axes, side: int, texts: Sequence[str], places: Sequence[float], offset: float = 6
) -> float:
    """Write texts at the left (0) or right (1) of the rows; give the room taken, in points."""
    from matplotlib.transforms import Transform

    across: Transform = axes.get_yaxis_transform()
    taken = 0.0
    for text, y in zip(texts, places, strict=True):
        if text:
            shift = offset if side else -offset
            written = _write(axes, text, (side, y), shift=shift, size=8.5, xycoords=across)
            written.set_horizontalalignment("left" if side else "right")
            taken = max(taken, offset + written.get_window_extent().width * 72 / axes.figure.dpi)
    return taken


def _write(
    axes: Axes, text: str, at: tuple[float, float], *, shift: float = 0, size: float, **how: Any
) -> Annotation:
    """Write on the line of a row, so that digits stand in the middle of its bar."""
    return axes.annotate(
        text,
        at,
        (shift, -0.36 * size),
        textcoords="offset points",
        annotation_clip=False,
        fontsize=size,
        va="baseline",
        **how,
    )


def _name_levels(figure: Figure, levels: Sequence[str]) -> float:
    """Put the names of the levels on top in reading order; give the height they take, in inches."""
    legend = _legend(figure, folded(levels, 16), len(levels))
    columns = len(levels)
    while columns > 1 and legend.get_window_extent().width > WIDTH * figure.dpi:
        legend.remove()
        columns -= 1
        legend = _legend(figure, levels, columns)
    return float(legend.get_window_extent().height / figure.dpi)


def _legend(figure: Figure, names: Sequence[str], columns: int) -> Legend:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=look.fill, edgecolor=look.line, hatch=look.hatch, linewidth=0.6, label=name)
        for look, name in zip(looks(len(names)), names, strict=True)
    ]
    # A legend is filled column by column; this order reads row by row.
    order = [at for first in range(columns) for at in range(first, len(names), columns)]
    return figure.legend(
        handles=[handles[at] for at in order],
        loc="outside upper left",
        ncols=columns,
        frameon=False,
        fontsize=9,
        handlelength=1.6,
        handleheight=1.2,
        handletextpad=0.5,
        columnspacing=1.2,
        borderpad=0.2,
    )


def _keep_what_fits(figure: Figure, inside: Sequence[tuple[Annotation, Rectangle]]) -> None:
    """Take away the percentages that are wider than their piece of bar."""
    figure.draw_without_rendering()
    for text, piece in inside:
        if text.get_window_extent().width + _ROOM > piece.get_window_extent().width:
            text.remove()
