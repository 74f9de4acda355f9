"""A flow from items on the left to the groups that they belong to on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import DASHED, Canvas, Look
from sosiaali_lib.report.drawing import WIDTH, folded
from sosiaali_lib.report.ribbon import ribbon

_SLOT = 26.0  # points that an item takes at least, so that two lines of its label fit
_TALLEST = 45.0  # points of the bar of the largest item
_LEFT, _RIGHT, _BAR = 184.0, 295.0, 10.0  # points from the left edge to the bars, and their width
_EDGE = 4.0  # points above and below
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
    slots = [max(_SLOT, height + 4) for height in heights]
    canvas = Canvas(WIDTH, max(sum(slots), _SLOT) + 2 * _EDGE)
    middles = [_EDGE + sum(slots[:at]) + slot / 2 for at, slot in enumerate(slots)]
    for place, group in enumerate(groups):
        own = [at for at, of in enumerate(group_of) if of == place]
        if own:
            _group(canvas, group, [(middles[at], heights[at]) for at in own])
    for item, middle, height in zip(items, middles, heights, strict=True):
        _bar(canvas, _LEFT, middle - height / 2, height, Look(theme.INK))
        _label(canvas, item, _LEFT - 7, middle, "end")
    return canvas.svg()


def _group(canvas: Canvas, group: Node, sources: Sequence[tuple[float, float]]) -> None:
    """Draw a group at the middle of its items, with a stream from each of them."""
    whole = sum(height for _middle, height in sources)
    first, last = sources[0], sources[-1]
    middle = (first[0] + last[0]) / 2
    top = middle - whole / 2
    for source, height in sources:
        _stream(canvas, source - height / 2, top, height, group.marked)
        top += height
    look = Look(theme.AREA) if group.marked else Look("#FFFFFF", theme.MUTED, "lines", width=0.6)
    _bar(canvas, _RIGHT, middle - whole / 2, whole, look)
    _label(canvas, group, _RIGHT + _BAR + 7, middle, "start")


def _stream(canvas: Canvas, start: float, end: float, height: float, marked: bool) -> None:
    look = Look(
        theme.AREA if marked else theme.RULE,
        theme.MUTED,
        width=0.5,
        opacity=0.45 if marked else 0.18,
        dash="" if marked else DASHED,
    )
    canvas.path(ribbon(_LEFT + _BAR, _RIGHT, start, end, height), look)


def _bar(canvas: Canvas, x: float, y: float, height: float, look: Look) -> None:
    canvas.rect(x, y, x + _BAR, y + max(height, 1.5), look)


def _label(canvas: Canvas, node: Node, x: float, y: float, anchor: Literal["start", "end"]) -> None:
    (text,) = folded([f"{node.label}\N{NO-BREAK SPACE}({node.text})"], _LETTERS)
    canvas.text(x, y, text, 8.5, anchor=anchor, bold=node.marked, spacing=1.2)
