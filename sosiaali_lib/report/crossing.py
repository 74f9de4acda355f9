"""A cost that stands still against a saving that grows with every client: where they cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, number_ticks, series_name, svg


@dataclass(frozen=True)
class Slope:
    """A saving a client with the name to write at its end."""

    name: str
    each: float


def draw(
    clients: int,
    value: Slope,
    limits: Sequence[Slope],
    cost: tuple[str, float],
    needed: int | None,
    axes_names: tuple[str, str],
) -> str:
    """Draw the saving by number of clients against the cost.

    Parameters
    ----------
    clients
        Most clients on the axis; at least 1.
    value, limits
        The saving a client, and what it is at other assumptions: dashed and dotted.
    cost
        Name and size of the cost.
    needed
        Number of clients to ring; None for none.
    axes_names
        What the axis of clients and that of money are called.

    Returns
    -------
    str
        SVG.
    """
    name, height = cost
    with drawing(3.3) as (figure, axes):
        counts = list(range(clients + 1))
        for slope, style, colour in (
            (value, "-o", theme.AREA),
            *zip(limits, ("--", ":"), (theme.COMPARISON, theme.INK), strict=False),
        ):
            axes.plot(
                counts, [slope.each * n for n in counts], style, color=colour, linewidth=1.8,
                markersize=4.5, label=series_name(slope.name),
            )  # fmt: skip
        axes.axhline(height, color=theme.WARNING, linewidth=2)
        axes.annotate(
            series_name(name), (clients, height), (0, 4), textcoords="offset points", ha="right", va="bottom",
            fontsize=8.5, color=theme.INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip
        if needed is not None and needed <= clients:
            axes.plot(
                needed, value.each * needed, "o", markersize=13, markerfacecolor="none",
                markeredgecolor=theme.INK, markeredgewidth=1.4,
            )  # fmt: skip
        axes.set_xlim(0, clients * 1.02)
        axes.set_ylim(bottom=min(0, value.each * clients))
        axes.set_xlabel(axes_names[0])
        axes.set_ylabel(axes_names[1])
        number_ticks(axes.xaxis)
        number_ticks(axes.yaxis)
        figure.legend(loc="outside upper left", ncols=1, frameon=False, fontsize=8.5)
        return svg(figure)
