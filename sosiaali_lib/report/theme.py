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
