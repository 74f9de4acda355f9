"""A tornado: how far a result moves when one assumption at a time goes from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.canvas import Look
from sosiaali_lib.report.charts import LOOKS
from sosiaali_lib.report.keys import Key, Mark
from sosiaali_lib.report.rows import ROW, rows

_SIZE, _BESIDE = 8.0, 8.0  # size of the letters of texts, and points from the ends to them


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
    looks = (LOOKS[1], LOOKS[0])
    marks = (
        Mark("s", 6.0, Look(theme.COMPARISON)),
        Mark("o", 6.5, Look(theme.AREA)),
    )
    frame = rows(
        [span.label for span in spans],
        axis=axis,
        span=(base, base),
        beside=[
            (at, room, 0.0) if at < other else (at, 0.0, room)
            for span in spans
            for at, text, other in _ends(span)
            for room in [lettering.width(text, _SIZE) + 2 * _BESIDE]
        ],
        row=1.3 * ROW,
        named=[Key(name, mark=mark) for name, mark in zip(names, marks, strict=True)],
        digits=digits,
    )
    canvas, x, half = frame.canvas, frame.x, 0.25 * frame.row
    for row, span in enumerate(spans):
        y = frame.y(row)
        for (at, text, other), look, mark in zip(_ends(span), looks, marks, strict=True):
            left = at < other
            canvas.rect(x(base), y - half, x(at), y + half, look)
            canvas.mark(x(at), y, *mark)
            canvas.text(
                x(at) + (-_BESIDE if left else _BESIDE), y, text, _SIZE,
                anchor="end" if left else "start",
            )  # fmt: skip
    canvas.line([(x(base), frame.top), (x(base), frame.bottom)], theme.INK)
    return canvas.svg()


def _ends(span: Span) -> tuple[tuple[float, str, float], ...]:
    """Give both ends with their texts and the other end."""
    return (span.low, span.low_text, span.high), (span.high, span.high_text, span.low)
