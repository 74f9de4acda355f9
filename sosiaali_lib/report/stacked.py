"""Bars of 100 per cent: how answers divide, told apart by lightness and hatching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.formatting import HIDDEN, number, rounded
from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import Look
from sosiaali_lib.report.keys import Key
from sosiaali_lib.report.rows import rows as over_rows

_ROW = 18.0  # points
_SIZE, _BESIDE = 8.0, 6.0  # size of the letters of texts, and points from the bars to them
_LEAST = 5  # per cent below which a piece has no room for its number


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
    looks = [
        *(Look(fill, theme.MUTED, width=0.5) for fill in _ramp(len(pieces) - 1)),
        Look("#FFFFFF", theme.MUTED, "dots", width=0.5),
    ]
    frame = over_rows(
        [row.label for row in rows],
        axis=axis,
        span=(0.0, 100.0),
        row=_ROW,
        named=[Key(name, area=look) for name, look in zip(pieces, looks, strict=True)],
        right=2 * _BESIDE + lettering.widest((row.end for row in rows), _SIZE),
        ticks=[(tick, number(tick)) for tick in range(0, 101, 20)],
    )
    canvas, half = frame.canvas, 0.36 * frame.row
    for y, row in enumerate(rows):
        middle, start = frame.y(y), 0.0
        for place, look in enumerate(looks):
            width = _share(row, place)
            left, right = frame.x(start), frame.x(start + width)
            canvas.rect(left, middle - half, right, middle + half, look)
            if rounded(width) >= _LEAST:
                canvas.text(
                    (left + right) / 2, middle, number(width), _SIZE, anchor="middle",
                    colour=_text_on(look.fill), back=look.fill if look.hatch else "",
                )  # fmt: skip
            start += width
        if row.counts is None:
            canvas.text(frame.x(1), middle, HIDDEN, 9)
        canvas.text(frame.x(100) + _BESIDE, middle, row.end, _SIZE)
    return canvas.svg()


def _share(row: Row, place: int) -> float:
    return 0.0 if row.counts is None else 100 * row.counts[place] / sum(row.counts)


def _ramp(steps: int) -> list[str]:
    """Give the colour of the area, then tints of it light enough to carry dark text."""
    lighter = [0.64 - 0.52 * step / max(steps - 2, 1) for step in range(steps - 1)]
    return [theme.tinted(theme.AREA, share) for share in (1.0, *lighter)]


def _text_on(fill: str) -> str:
    """Give the colour of a number that can be read on a fill."""
    bright = sum(theme.channels(fill)) / 3
    return theme.INK if bright > 140 else "#FFFFFF"
