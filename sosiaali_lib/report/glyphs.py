"""What the fonts of the PDF can show.

PDF/UA refuses a page with a character that no font can draw, and people write whatever their
telephone offers. The report's own font is backed by the one that matplotlib brings along; what
neither has becomes the replacement character.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sosiaali_lib.plain_text import REPLACEMENT, clean
from sosiaali_lib.report import theme

FALLBACK_FONT = "DejaVu Sans"
# Invisible, but asked for by a person who places hyphens or joins letters.
_NEEDS_NO_GLYPH = "\n\u00ad\u200c\u200d\ufe0e\ufe0f"
# No word of any language is so long; addresses and compounds with hyphens end lines by themselves.
_ENDLESS = re.compile(r"[^\s/–—-]{60,}")
_PIECE = 30
# Each style must show a character, since any text may come to stand in a heading or a caption.
_STYLES = (
    ("NotoSans-Regular.ttf", "DejaVuSans.ttf"),
    ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
)


def fallback_folder() -> Path:
    """Give the folder of the fonts that matplotlib brings along."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf"


def printable(text: str) -> str:
    """Give a clean text in which what the PDF's fonts cannot show is replaced, visibly.

    Examples
    --------
    >>> printable("Ääni − 漢!")
    'Ääni − �!'
    """
    text = clean(text)
    if text.isascii():
        return text
    known = _known()
    if known.issuperset(text):
        return text
    return "".join(char if char in known else REPLACEMENT for char in text)


def settable(text: str) -> str:
    """Give a printable text in which a word that is wider than the page may go on on the next line.

    Typst would let it run over the edge, or look for hyphens for minutes.

    Examples
    --------
    >>> settable("a" * 60).split("\N{ZERO WIDTH SPACE}") == ["a" * 30, "a" * 30]
    True
    """
    return _ENDLESS.sub(_in_pieces, printable(text))


def _in_pieces(found: re.Match[str]) -> str:
    word = found[0]
    pieces = (word[start : start + _PIECE] for start in range(0, len(word), _PIECE))
    return "\N{ZERO WIDTH SPACE}".join(pieces)


@cache
def _known() -> frozenset[str]:
    """Collect the characters that every style can show."""
    from matplotlib.ft2font import FT2Font

    styles = []
    for own, backing in _STYLES:
        files = (theme.FONTS / own, fallback_folder() / backing)
        styles.append({code for file in files for code in FT2Font(file).get_charmap()})
    return frozenset(map(chr, set.intersection(*styles))) | frozenset(_NEEDS_NO_GLYPH)
