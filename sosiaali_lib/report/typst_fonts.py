"""The fonts of the PDF, read once a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sosiaali_lib.report import theme
from sosiaali_lib.report.glyphs import fallback_folder

if TYPE_CHECKING:
    from typst import Fonts


@cache
def fonts() -> Fonts:
    """Give the report's own font and the one that backs it, and no others."""
    from typst import Fonts

    return Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[theme.FONTS, fallback_folder()],
    )
