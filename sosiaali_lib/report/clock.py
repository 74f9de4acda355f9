"""The drawing of a year clock: months round the rim, stages as rings, a hand for the day."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from datetime import date
from math import cos, pi, sin

from sosiaali_lib.formatting import month_name
from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import Canvas, Look
from sosiaali_lib.report.drawing import WIDTH, tall, within

Span = tuple[str, str, tuple[int, ...], bool]
_INNER, _RING = 0.80, 0.15
_MIDDLE = 152.0  # points from the edges to the middle of the clock
_SIZE, _TOP = 8.5, 18.0  # size of the letters of the names, and points above the first one
_GAP, _FEW = 5.0, 8  # least points between names, and names that are spread over the whole height


def draw(spans: Sequence[Span], today: date) -> str:
    """Draw the clock.

    Parameters
    ----------
    spans
        Number, name, months and whether it goes on, of each stage in order.
    today
        Where the hand points.

    Returns
    -------
    str
        SVG: January begins at the top and the year goes clockwise. The months stand inside; each
        stage is an arc with its number, those of the same months side by side, and the names stand
        at the side.
    """
    rings = _rings(spans)
    rim = _INNER + (max(rings, default=0) + 1) * _RING
    left = 2 * _MIDDLE + 10
    names = [
        within(f"{text}. {name}", _SIZE, WIDTH - left - 4, bold=going_on)
        for text, name, _months, going_on in spans
    ]
    heights = [tall(name, _SIZE) for name in names]
    gap = max(_GAP, (2 * _MIDDLE - 2 * _TOP - sum(heights)) / max(len(spans), _FEW))
    needed = 2 * _TOP + sum(heights) + gap * (len(spans) - 1)
    canvas, unit = Canvas(WIDTH, max(2 * _MIDDLE, needed)), (_MIDDLE - 4) / rim
    for (text, _name, months, going_on), ring in zip(spans, rings, strict=True):
        start, width = (months[0] - 1) * pi / 6, len(months) * pi / 6
        inner = _INNER + ring * _RING
        look = Look(theme.AREA if going_on else theme.TINT, theme.AREA, width=0.8)
        canvas.path(
            _arc(start, start + 0.985 * width, inner * unit, (inner + 0.9 * _RING) * unit), look
        )
        canvas.text(
            *_at(start + width / 2, (inner + 0.45 * _RING) * unit), text, 9, anchor="middle",
            colour="#FFFFFF" if going_on else theme.INK, bold=going_on,
        )  # fmt: skip
    for place in range(12):
        at = _at((place + 0.5) * pi / 6, (_INNER - 0.14) * unit)
        canvas.text(*at, month_name(place + 1), 8, anchor="middle")
    days = 366 if isleap(today.year) else 365
    hand = 2 * pi * (today.timetuple().tm_yday - 0.5) / days
    canvas.line([_at(hand, 0), _at(hand, (_INNER - 0.32) * unit)], theme.COMPARISON, 2)
    top = _TOP
    for name, height, (*_rest, going_on) in zip(names, heights, spans, strict=True):
        canvas.text(left, top, name, _SIZE, upright="top", bold=going_on)
        top += height + gap
    return canvas.svg()


def _at(angle: float, radius: float) -> tuple[float, float]:
    """Give a place on the clock: the angle goes clockwise from the top."""
    return _MIDDLE + radius * sin(angle), _MIDDLE - radius * cos(angle)


def _arc(start: float, end: float, inner: float, outer: float) -> str:
    """Give a piece of a ring as path data."""
    large = int(end - start > pi)
    (ax, ay), (bx, by) = _at(start, outer), _at(end, outer)
    (cx, cy), (dx, dy) = _at(end, inner), _at(start, inner)
    return (
        f"M{ax:.2f} {ay:.2f}A{outer:.2f} {outer:.2f} 0 {large} 1 {bx:.2f} {by:.2f}"
        f"L{cx:.2f} {cy:.2f}A{inner:.2f} {inner:.2f} 0 {large} 0 {dx:.2f} {dy:.2f}z"
    )


def _rings(spans: Sequence[Span]) -> list[int]:
    """Give each stage the innermost ring that is free in its months."""
    taken: list[set[int]] = []
    rings = []
    for _number, _name, months, _going_on in spans:
        ring = next((at for at, used in enumerate(taken) if not used & set(months)), len(taken))
        if ring == len(taken):
            taken.append(set())
        taken[ring] |= set(months)
        rings.append(ring)
    return rings
