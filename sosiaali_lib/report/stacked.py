"""Bars of 100 per cent: how answers divide, told apart by lightness and hatching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from sosiaali_lib.formatting import HIDDEN, number, rounded
from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import drawing, folded, series_name, svg

_LINE = 0.17  # inches a line of a label
_TALLEST = 9.0  # inches: what fits a page with its caption
_LEAST = 5  # per cent below which a piece has no room for its number
_PER_LINE = 3  # names of pieces beside each other


@dataclass(frozen=True)
class Row:
    """A bar: its label, its counts (None when any is hidden) and what stands at its right end."""

    label: str
    counts: Sequence[int] | None
    end: str


def draw(rows: Sequence[Row], pieces: Sequence[str], axis: str) -> str:
    """Draw one bar a row, the first on top.

    The pieces go from dark to light; the last one, for an answer outside the levels, is white and
    hatched. A row with hidden counts has the hidden mark in place of a bar.

    Parameters
    ----------
    rows
        The bars; every `counts` is as long as `pieces` and holds at least one answer.
    pieces
        Names of the pieces.
    axis
        What the per cents are shares of.

    Returns
    -------
    str
        SVG, at most a page high.
    """
    legend_lines = ceil(len(pieces) / _PER_LINE)
    labels = folded([row.label for row in rows])
    pitch = _LINE * (max(label.count("\n") for label in labels) + 1.5)
    height = min(_TALLEST, 0.6 + 0.2 * legend_lines + pitch * max(len(rows), 2))
    fills = [*_ramp(len(pieces) - 1), "#FFFFFF"]
    with drawing(height) as (figure, axes):
        starts = [0.0] * len(rows)
        known = [y for y, row in enumerate(rows) if row.counts is not None]
        for place, (name, fill) in enumerate(zip(pieces, fills, strict=True)):
            last = place == len(pieces) - 1
            widths = [_share(row, place) for row in rows]
            axes.barh(
                known, [widths[y] for y in known], left=[starts[y] for y in known],
                height=0.72, color=fill, edgecolor=theme.MUTED, linewidth=0.5, label=series_name(name),
                hatch="....." if last else "",
            )  # fmt: skip
            for y in known:
                if rounded(widths[y]) >= _LEAST:
                    axes.text(
                        starts[y] + widths[y] / 2, y, number(widths[y]),
                        ha="center", va="center", fontsize=8, color=_text_on(fill),
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6}
                        if last else None,
                    )  # fmt: skip
                starts[y] += widths[y]
        for y, row in enumerate(rows):
            if row.counts is None:
                axes.text(1, y, HIDDEN, va="center")
            axes.annotate(
                row.end, (100, y), (5, 0), textcoords="offset points", va="center", fontsize=8,
                annotation_clip=False,
            )  # fmt: skip
        axes.set_yticks(range(len(rows)), labels)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(0, 100)
        axes.set_xticks(range(0, 101, 20), [number(tick) for tick in range(0, 101, 20)])
        axes.set_xlabel(axis)
        figure.legend(
            loc="outside upper left", ncols=_PER_LINE, frameon=False, fontsize=8.5,
            handlelength=1.4,
        )  # fmt: skip
        return svg(figure)


def _share(row: Row, place: int) -> float:
    return 0.0 if row.counts is None else 100 * row.counts[place] / sum(row.counts)


def _ramp(steps: int) -> list[str]:
    """Give the colour of the area, then tints of it light enough to carry dark text."""
    parts = [int(theme.AREA[at : at + 2], 16) for at in (1, 3, 5)]
    lighter = [0.36 + 0.52 * step / max(steps - 2, 1) for step in range(steps - 1)]
    return [
        "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)
        for share in (0.0, *lighter)
    ]


def _text_on(fill: str) -> str:
    """Give the colour of a number that can be read on a fill."""
    bright = sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) / 3
    return theme.INK if bright > 140 else "#FFFFFF"
