"""A network of two sides drawn as bands: areas on the left, their partners or places on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.formatting import number
from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import DOTTED, Canvas, Look
from sosiaali_lib.report.drawing import WIDTH, folded
from sosiaali_lib.report.ribbon import curve, ribbon

_BANDS = 187.0  # points that all bands of one side are high together
_LEAST = 1.4  # points: a band of one visit among very many is still seen
_SLOT, _BETWEEN = 26.0, 7.0  # points: room of a node with a label of two lines, and between nodes
_WRITTEN = 9.4  # points: height from which a band carries its number
_EDGE = 4.0  # points above and below
_LEFT, _RIGHT, _BAR = 92.0, 300.0, 5.0  # points from the left edge to the bars, and their width
Lines = Mapping[tuple[str, str], int | None]


@dataclass(frozen=True)
class _Side:
    """Where the nodes of one side lie, in points from the top, and where their bands start."""

    nodes: Mapping[str, tuple[float, float]]
    ports: Mapping[tuple[str, str], float]


def draw(left: Mapping[str, str], right: Mapping[str, str], lines: Lines) -> str:
    """Draw the network.

    Parameters
    ----------
    left, right
        Code → label of the two sides; the left from the top down, the right in the order in which
        its bands cross least.
    lines
        (Left code, right code) → number; the higher the band the larger. None (hidden) is a dotted
        line.

    Returns
    -------
    str
        SVG. The bands that are high enough carry their number; the nodes are told by their labels
        and places, not by colour.
    """
    total = sum(n or 1 for n in lines.values())
    heights = {pair: max(_BANDS * (n or 0) / total, _LEAST) for pair, n in lines.items()}
    rank = {code: at for at, code in enumerate(left)}
    order = _fewest_crossings(list(right), rank, heights)
    places = {code: at for at, code in enumerate(order)}
    height = max(_needed(left, heights, 0), _needed(order, heights, 1))
    starts = _side(list(left), heights, 0, places, height)
    ends = _side(order, heights, 1, rank, height)
    canvas = Canvas(WIDTH, height + 2 * _EDGE)
    for pair, n in lines.items():
        _band(canvas, starts.ports[pair], ends.ports[pair], heights[pair], n)
    for side, labels, x, out in ((starts, left, _LEFT, -1), (ends, right, _RIGHT, 1)):
        names = folded([labels[code] for code in side.nodes], 28)
        for (top, tall), text in zip(side.nodes.values(), names, strict=True):
            edge = x + out * _BAR
            canvas.rect(x, _EDGE + top, edge, _EDGE + top + tall, Look(theme.PRIMARY))
            canvas.text(
                edge + 4 * out, _EDGE + top + tall / 2, text, 9,
                anchor="start" if out == 1 else "end",
            )  # fmt: skip
    return canvas.svg()


def _band(canvas: Canvas, start: float, end: float, tall: float, n: int | None) -> None:
    """Draw one band as a smooth curve; a hidden one as a dotted line."""
    start, end = start + _EDGE, end + _EDGE
    if n is None:
        way = curve(_LEFT, _RIGHT, start + tall / 2, end + tall / 2)
        canvas.path(way, Look("none", theme.MUTED, width=1.2, dash=DOTTED))
        return
    way = ribbon(_LEFT, _RIGHT, start, end, tall)
    canvas.path(way, Look(theme.AREA, theme.AREA, width=0.4, opacity=0.35))
    if tall >= _WRITTEN:
        canvas.text(_LEFT + 4, start + tall / 2, number(n), 8)


def _needed(
    codes: Sequence[str] | Mapping[str, str], heights: Mapping[tuple[str, str], float], end: int
) -> float:
    """Give the points that a side needs."""
    return sum(max(_tall(code, heights, end) + _BETWEEN, _SLOT) for code in codes)


def _tall(code: str, heights: Mapping[tuple[str, str], float], end: int) -> float:
    return sum(tall for pair, tall in heights.items() if pair[end] == code)


def _side(
    codes: Sequence[str],
    heights: Mapping[tuple[str, str], float],
    end: int,
    opposite: Mapping[str, int],
    height: float,
) -> _Side:
    """Place the nodes of a side over the whole height, and their bands in the order of the others."""
    spare = (height - _needed(codes, heights, end)) / max(len(codes), 1)
    nodes, ports, at = {}, {}, 0.0
    for code in codes:
        tall = _tall(code, heights, end)
        slot = max(tall + _BETWEEN, _SLOT) + spare
        top = at + (slot - tall) / 2
        nodes[code] = (top, tall)
        own = sorted((p for p in heights if p[end] == code), key=lambda p: opposite[p[1 - end]])
        for pair in own:
            ports[pair] = top
            top += heights[pair]
        at += slot
    return _Side(nodes, ports)


def _fewest_crossings(
    codes: list[str], rank: Mapping[str, int], heights: Mapping[tuple[str, str], float]
) -> list[str]:
    """Order the right side by the mean place of what it is joined to, the higher bands the more."""

    def mean(code: str) -> float:
        joined = [(rank[a], tall) for (a, b), tall in heights.items() if b == code]
        return sum(at * tall for at, tall in joined) / sum(tall for _at, tall in joined)

    return sorted(codes, key=mean)
