"""Colours and fonts that the page, the Word draft, the PDF and the charts share."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).parents[1] / "data" / "fonts"
FONT = "Noto Sans"
WORD_FONT = "Calibri"

# Contrast against white is at least 4.5:1 for text colours and 3:1 for graphics (WCAG 1.4.3, 1.4.11).
INK = "#1B2A33"
MUTED = "#51626C"
PRIMARY = "#0B5563"
RULE = "#75858F"
TINT = "#E8F1F2"
WARNING = "#8A3B00"
WARNING_TINT = "#FFF4E5"

# In charts: one strong colour for the area, one for comparison; they also differ in lightness.
AREA = "#0B6B7D"
COMPARISON = "#B5651D"
HIDDEN = "#C9D1D5"


def channels(colour: str) -> tuple[int, int, int]:
    """Give red, green and blue of a colour, from 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def tinted(colour: str, share: float) -> str:
    """Mix white into a colour of which a share, from 0 to 1, is kept."""
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in channels(colour))
