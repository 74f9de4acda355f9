"""How the levels of a scale are told apart: by lightness and hatching, not by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sosiaali_lib.report import canvas, theme


@dataclass(frozen=True)
class Look:
    """How a level is drawn: its fill, the colour of its border and hatching, and of its text."""

    fill: str
    line: str
    text: str
    hatch: Literal["", "lines"] = ""

    @property
    def area(self) -> canvas.Look:
        """The look as a drawing takes it."""
        return canvas.Look(self.fill, self.line, self.hatch, width=0.6)


def looks(levels: int) -> list[Look]:
    """Give the look of every level: darker towards both ends, the negative side hatched."""
    half = levels // 2
    # The comparison colour of other charts is too light to carry white text.
    left, right = (_side(end, half) for end in (theme.WARNING, theme.AREA))
    hatched = [Look(one.fill, one.line, one.text, "lines") for one in left]
    neutral = [Look(theme.tinted(theme.RULE, 0.2), theme.RULE, theme.INK)] * (levels % 2)
    return [*hatched, *neutral, *reversed(right)]


def _side(end: str, half: int) -> list[Look]:
    """Give the looks of one side from its end inwards; each tint carries dark text."""
    shares = [0.6 - 0.36 * (place + 0.5) / (half - 1) for place in range(half - 1)]
    return [
        Look(end, theme.tinted(end, 0.45), "#FFFFFF"),
        *(Look(theme.tinted(end, share), end, theme.INK) for share in shares),
    ]
