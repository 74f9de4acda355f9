"""The drawing of a year clock: months round the rim, stages as rings, a hand for the day."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from datetime import date
from math import pi

from sosiaali_lib.formatting import month_name
from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import WIDTH, drawing, svg

Span = tuple[str, str, tuple[int, ...], bool]
_INNER, _RING = 0.80, 0.15


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
    with drawing(4.3) as (figure, flat):
        flat.remove()
        figure.set_layout_engine("none")  # names and clock stand side by side by hand
        axes = figure.add_axes((0.0, 0.02, 4.1 / WIDTH, 0.96), projection="polar")
        axes.set_theta_zero_location("N")  # type: ignore[attr-defined]
        axes.set_theta_direction(-1)  # type: ignore[attr-defined]
        rings = _rings(spans)
        for (text, _name, months, going_on), ring in zip(spans, rings, strict=True):
            start, width = (months[0] - 1) * pi / 6, len(months) * pi / 6
            axes.bar(
                start, _RING * 0.9, width=width * 0.985, bottom=_INNER + ring * _RING, align="edge",
                color=theme.AREA if going_on else theme.TINT, edgecolor=theme.AREA, linewidth=0.8,
            )  # fmt: skip
            axes.text(
                start + width / 2, _INNER + (ring + 0.45) * _RING, text, ha="center", va="center",
                color="white" if going_on else theme.INK, fontsize=9,
                fontweight="bold" if going_on else "normal",
            )  # fmt: skip
        rim = _INNER + (max(rings, default=0) + 1) * _RING
        for place in range(12):
            angle = (place + 0.5) * pi / 6
            axes.text(
                angle, _INNER - 0.14, month_name(place + 1), ha="center", va="center", fontsize=8
            )
        days = 366 if isleap(today.year) else 365
        hand = 2 * pi * (today.timetuple().tm_yday - 0.5) / days
        axes.plot((hand, hand), (0, _INNER - 0.32), color=theme.COMPARISON, linewidth=2)
        axes.set_ylim(0, rim + 0.03)
        axes.axis("off")
        for place, (text, name, _months, going_on) in enumerate(spans):
            figure.text(
                4.25 / WIDTH, 0.93 - place * 0.88 / max(len(spans), 8), f"{text}. {name}",
                fontsize=8.5, va="top", fontweight="bold" if going_on else "normal", wrap=True,
            )  # fmt: skip
        return svg(figure)


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
