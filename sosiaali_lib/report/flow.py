"""A flow from items on the left to the groups that they belong to on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import WIDTH, drawing, folded, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SLOT = 0.36  # inches that an item takes at least, so that two lines of its label fit
_TALLEST = 0.62  # inches of the bar of the largest item
_LEFT, _RIGHT, _BAR = 2.55, 4.1, 0.14  # inches from the left edge to the bars, and their width
_LETTERS = 34


@dataclass(frozen=True)
class Node:
    """An item or a group; `size` decides its height and is None where it is hidden.

    `text` is the number as it is written beside the label; a marked group is drawn dark.
    """

    label: str
    size: float | None
    text: str
    marked: bool = False


def draw(items: Sequence[Node], groups: Sequence[Node], group_of: Sequence[int]) -> str:
    """Draw the flow.

    Parameters
    ----------
    items
        What stands on the left, those of one group after each other.
    groups
        What stands on the right, in the order of their items.
    group_of
        The place of each item's group.

    Returns
    -------
    str
        SVG. The height of an item's bar and of its stream goes by its size; a group is as high as
        its streams together. Streams to marked groups are darker and have solid edges.
    """
    largest = max((item.size or 0 for item in items), default=0) or 1
    heights = [_TALLEST * (item.size or 0) / largest for item in items]
    slots = [max(_SLOT, height + 0.06) for height in heights]
    total = sum(slots) + 0.1
    with drawing(max(total, 1.2)) as (figure, axes):
        figure.set_layout_engine("none")
        axes.set_position((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(max(total, 1.2), 0)
        middles = [sum(slots[:at]) + slot / 2 + 0.05 for at, slot in enumerate(slots)]
        for place, group in enumerate(groups):
            own = [at for at, of in enumerate(group_of) if of == place]
            if own:
                _group(axes, group, [(middles[at], heights[at]) for at in own])
        for item, middle, height in zip(items, middles, heights, strict=True):
            _bar(axes, _LEFT, middle - height / 2, height, {"facecolor": theme.INK})
            _label(axes, item, _LEFT - 0.1, middle, "right")
        return svg(figure)


def _group(axes: Axes, group: Node, sources: Sequence[tuple[float, float]]) -> None:
    """Draw a group at the middle of its items, with a stream from each of them."""
    whole = sum(height for _middle, height in sources)
    first, last = sources[0], sources[-1]
    middle = (first[0] + last[0]) / 2
    top = middle - whole / 2
    for source, height in sources:
        _stream(axes, source - height / 2, top, height, group.marked)
        top += height
    look: dict[str, Any] = (
        {"facecolor": theme.AREA}
        if group.marked
        else {"facecolor": "white", "edgecolor": theme.MUTED, "hatch": "//////"}
    )
    _bar(axes, _RIGHT, middle - whole / 2, whole, look)
    _label(axes, group, _RIGHT + _BAR + 0.1, middle, "left")


def _stream(axes: Axes, start: float, end: float, height: float, marked: bool) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    left, right = _LEFT + _BAR, _RIGHT
    half = (left + right) / 2
    path = Path(
        [
            (left, start), (half, start), (half, end), (right, end),
            (right, end + height), (half, end + height), (half, start + height),
            (left, start + height), (left, start),
        ],
        [
            Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4,
            Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.CLOSEPOLY,
        ],
    )  # fmt: skip
    axes.add_patch(
        PathPatch(
            path,
            facecolor=theme.AREA if marked else theme.RULE,
            alpha=0.45 if marked else 0.18,
            edgecolor=theme.MUTED,
            linewidth=0.5,
            linestyle="-" if marked else "--",
        )
    )


def _bar(axes: Axes, x: float, y: float, height: float, look: dict[str, Any]) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((x, y), _BAR, max(height, 0.02), linewidth=0.6, **look))


def _label(axes: Axes, node: Node, x: float, y: float, side: str) -> None:
    (text,) = folded([f"{node.label}\N{NO-BREAK SPACE}({node.text})"], _LETTERS)
    axes.text(
        x, y, text, ha=side, va="center", fontsize=8.5,
        fontweight="bold" if node.marked else "normal", linespacing=1.05,
    )  # fmt: skip
