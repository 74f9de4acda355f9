"""A network of two sides drawn as bands: areas on the left, their partners or places on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.formatting import number
from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, svg

_BANDS = 2.6  # inches that all bands of one side are high together
_LEAST = 0.02  # inches: a band of one visit among very many is still seen
_SLOT = 0.36  # inches: room of a node with a label of two lines
_WRITTEN = 0.13  # inches: height from which a band carries its number
_BAR = 0.02  # width of a node's bar, of the distance between the sides
Lines = Mapping[tuple[str, str], int | None]


@dataclass(frozen=True)
class _Side:
    """Where the nodes of one side lie, in inches from the top, and where their bands start."""

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
    with drawing(height + 0.1) as (figure, axes):
        for pair, n in lines.items():
            _band(axes, starts.ports[pair], ends.ports[pair], heights[pair], n)
        for side, labels, x, out in ((starts, left, 0.0, -1), (ends, right, 1.0, 1)):
            names = folded([labels[code] for code in side.nodes], 28)
            for (top, tall), text in zip(side.nodes.values(), names, strict=True):
                axes.fill_between(
                    sorted((x, x + out * _BAR)), top, top + tall, color=theme.PRIMARY, linewidth=0
                )
                axes.annotate(
                    text, (x + out * _BAR, top + tall / 2), (4 * out, 0), va="center",
                    ha="left" if out == 1 else "right", textcoords="offset points",
                )  # fmt: skip
        axes.set_xlim(-0.36, 1.62)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        return svg(figure)


def _band(axes: object, start: float, end: float, tall: float, n: int | None) -> None:
    """Draw one band as a smooth curve; a hidden one as a dotted line."""
    import numpy as np
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    x = np.linspace(0, 1, 60)
    top = start + (end - start) * x**2 * (3 - 2 * x)
    if n is None:
        axes.plot(x, top + tall / 2, color=theme.MUTED, linewidth=1.2, linestyle=":")
        return
    axes.fill_between(
        x, top, top + tall, facecolor=theme.AREA, alpha=0.35, edgecolor=theme.AREA, linewidth=0.4
    )
    if tall >= _WRITTEN:
        axes.annotate(
            number(n), (0, start + tall / 2), (4, 0), va="center", textcoords="offset points",
            fontsize=8,
        )  # fmt: skip


def _needed(
    codes: Sequence[str] | Mapping[str, str], heights: Mapping[tuple[str, str], float], end: int
) -> float:
    """Give the inches that a side needs."""
    return sum(max(_tall(code, heights, end) + 0.1, _SLOT) for code in codes)


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
        slot = max(tall + 0.1, _SLOT) + spare
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
