"""Spans from a lowest to a highest possible value, one or two a row: where no single value is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sosiaali_lib.formatting import HIDDEN, interval
from sosiaali_lib.report import lettering
from sosiaali_lib.report.charts import LOOKS, series_keys
from sosiaali_lib.report.rows import ROW, rows

_SIZE, _BESIDE = 8.0, 4.0  # size of the letters of texts, and points from the spans to them
_LEAST = 0.3  # width of a span of one value


def draw(
    labels: Sequence[str],
    series: Mapping[str, Sequence[tuple[float, float] | None]],
    axis: str,
) -> str:
    """Draw the spans with their ends written beside them.

    Parameters
    ----------
    labels
        Names of the rows, the first on top.
    series
        Name → a span a row; None is hidden. One or two; the second is hatched.
    axis
        What the numbers are.

    Returns
    -------
    str
        SVG.

    Raises
    ------
    ValueError
        If there are no series or more than two.
    """
    if not 1 <= len(series) <= len(LOOKS):
        raise ValueError(f"{len(series)} series of spans; expected one or two.")
    part = 0.8 / len(series)
    texts = {
        name: [HIDDEN if end is None else interval(*end) for end in ends]
        for name, ends in series.items()
    }
    frame = rows(
        labels,
        axis=axis,
        span=(0.0, 0.0),
        beside=[
            (end[1] if end else 0.0, 0.0, lettering.width(text, _SIZE) + 2 * _BESIDE)
            for name, ends in series.items()
            for end, text in zip(ends, texts[name], strict=True)
        ],
        row=ROW * (1 + 0.5 * (len(series) - 1)),
        named=series_keys(list(series)),
    )
    canvas, half = frame.canvas, 0.4 * part * frame.row
    for place, (name, ends) in enumerate(series.items()):
        for row, (end, text) in enumerate(zip(ends, texts[name], strict=True)):
            y = frame.y(row + (place - (len(series) - 1) / 2) * part)
            low, high = end or (0.0, 0.0)
            if end is not None:
                high = max(high, low + _LEAST)
                canvas.rect(frame.x(low), y - half, frame.x(high), y + half, LOOKS[place])
            canvas.text(frame.x(high) + _BESIDE, y, text, _SIZE)
    return canvas.svg()
