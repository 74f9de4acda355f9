"""What all drawings of the reports share: their width, and how long texts are broken into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sosiaali_lib.report import lettering
from sosiaali_lib.report.canvas import SPACING
from sosiaali_lib.report.glyphs import printable

WIDTH = 482.4  # points: the text width of an A4 page
# The whole text of a label stands in the table beside the drawing.
_MOST_LINES = 8
_BEYOND = 12  # letters by which a long compound may stand out of its column


def folded(labels: Sequence[str], width: int = 34) -> list[str]:
    """Break long labels into lines of at most `width` letters; a longer word stays whole.

    Words that no language has are broken too, and a label of many lines ends in an ellipsis.
    """
    return [_folded(printable(label), width) for label in labels]


def _folded(label: str, width: int) -> str:
    import textwrap

    lines = [
        line[start : start + width + _BEYOND]
        for line in textwrap.wrap(label, width, break_long_words=False)
        for start in range(0, len(line), width + _BEYOND)
    ]
    return "\n".join([*lines[:_MOST_LINES], "…"] if len(lines) > _MOST_LINES else lines)


def within(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Break a text into lines that are at most `room` points wide; a longer word stays whole."""
    lines: list[str] = []
    for word in re.split("[ \n]+", printable(text).strip()):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and lettering.width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def numbered(names: Sequence[str], width: int) -> list[str]:
    """Fold names, each after its number: one text, which those who read the drawing take for no figure."""
    return [
        f"{at}\N{EN SPACE}{name}".replace("\n", "\n\N{EM SPACE}")
        for at, name in enumerate(folded(names, width), start=1)
    ]


def tall(text: str, size: float) -> float:
    """Give the height in points of the lines of a text."""
    return SPACING * size * (text.count("\n") + 1)
