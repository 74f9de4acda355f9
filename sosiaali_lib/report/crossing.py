"""A cost that stands still against a saving that grows with every client: where they cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import DASHED, DOTTED, Look
from sosiaali_lib.report.keys import Key, Mark, Stroke
from sosiaali_lib.report.upright import upright

_HEIGHT = 245.0  # points
_DASHED, _DOTTED = Stroke(theme.COMPARISON, 1.8, DASHED), Stroke(theme.INK, 1.8, DOTTED)


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
    slopes = [
        (value, Stroke(theme.AREA, 1.8)),
        *zip(limits, (_DASHED, _DOTTED), strict=False),
    ]
    dot = Mark("o", 5.0, Look(theme.AREA))
    ends = [slope.each * clients for slope, _stroke in slopes]
    frame = upright(
        axis=axes_names[1],
        span=(min(0.0, *ends), max(height, 0.0, *ends)),
        over=14.0,
        across=(0.0, clients * 1.02),
        across_axis=axes_names[0],
        named=[
            Key(slope.name, stroke=stroke, mark=dot if slope is value else None)
            for slope, stroke in slopes
        ],
        height=_HEIGHT,
    )
    canvas, x, y = frame.canvas, frame.x, frame.y
    for (slope, stroke), end in zip(slopes, ends, strict=True):
        canvas.line([(x(0), y(0)), (x(clients), y(end))], *stroke)
        if slope is value:
            for n in range(clients + 1):
                canvas.mark(x(n), y(slope.each * n), *dot)
    canvas.line([(x.start, y(height)), (x.end, y(height))], theme.WARNING, 2)
    canvas.text(
        x(clients), y(height) - 4, one_line(name), 8.5,
        anchor="end", upright="bottom", back="#FFFFFF",
    )  # fmt: skip
    if needed is not None and needed <= clients:
        canvas.mark(x(needed), y(value.each * needed), "o", 13, Look("none", theme.INK, width=1.4))
    return canvas.svg()
