"""A tornado: how far a result moves when one assumption at a time goes from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, legend, number_ticks, series_name, svg

_LINE = 0.17  # inches a line of a label


@dataclass(frozen=True)
class Span:
    """What the result is at both ends of an assumption, with the texts to write there."""

    label: str
    low: float
    high: float
    low_text: str
    high_text: str


def draw(
    spans: Sequence[Span],
    base: float,
    axis: str,
    names: tuple[str, str],
    *,
    digits: int = 1,
) -> str:
    """Draw a bar a assumption, the first on top, both ends marked and written.

    Parameters
    ----------
    spans
        The assumptions; the ends of each differ.
    base
        The result with every assumption at its value.
    axis
        What the result is.
    names
        What the result at the lower and at the upper end are called.
    digits
        Decimals of the axis.

    Returns
    -------
    str
        SVG. The lower end of an assumption is a light hatched bar and a square, the upper end a dark
        bar and a circle.
    """
    labels = folded([span.label for span in spans])
    row = _LINE * (max(label.count("\n") for label in labels) + 1.6)
    with drawing(1.1 + row * max(len(spans), 2)) as (figure, axes):
        looks: tuple[dict[str, Any], ...] = (
            {"color": "white", "edgecolor": theme.COMPARISON, "hatch": "//////"},
            {"color": theme.AREA},
        )
        for side, (name, look, mark) in enumerate(zip(names, looks, "so", strict=True)):
            ends = [(span.low, span.high)[side] for span in spans]
            colour = (theme.COMPARISON, theme.AREA)[side]
            axes.barh(range(len(spans)), [e - base for e in ends], left=base, height=0.5, **look)
            axes.plot(
                ends, range(len(spans)), mark, color=colour, label=series_name(name), markersize=6
            )
        for y, span in enumerate(spans):
            for at, text, other in (
                (span.low, span.low_text, span.high),
                (span.high, span.high_text, span.low),
            ):
                left = at < other
                axes.annotate(
                    text, (at, y), (-8 if left else 8, 0), textcoords="offset points",
                    ha="right" if left else "left", va="center", fontsize=8,
                )  # fmt: skip
        axes.axvline(base, color=theme.INK, linewidth=1)
        axes.set_yticks(range(len(spans)), labels)
        axes.set_ylim(len(spans) - 0.4, -0.6)
        axes.margins(x=0.18)
        axes.set_xlabel(axis)
        number_ticks(axes.xaxis, digits=digits)
        legend(figure, 2)
        return svg(figure)
