"""Letters of the drawings as outlines, and how wide texts are: the fonts are read once a process.

Letters are drawn as shapes, so that a drawing looks the same where the font is not installed.
Lengths are in thousandths of the size of the letters, as in the report's own font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sosiaali_lib.report import theme
from sosiaali_lib.report.glyphs import FALLBACK_FONT, fallback_folder, printable

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

EM = 1000
_FILES = {
    "n": theme.FONTS / "NotoSans-Regular.ttf",
    "b": theme.FONTS / "NotoSans-Bold.ttf",
}
_BACKING = {"n": ("d", "DejaVuSans.ttf"), "b": ("e", "DejaVuSans-Bold.ttf")}
# Turns of an outline: a new part, a straight line, a curve with one and with two turning points.
_TURNS = {1: ("m", 1), 2: ("l", 1), 3: ("q", 2), 4: ("c", 3)}


@dataclass(frozen=True)
class Letter:
    """One letter: its name in a drawing, its outline (empty for a space) and its width."""

    name: str
    outline: str
    width: float


@dataclass(frozen=True)
class Line:
    """A line of text that is set: its letters, where each begins, and its width.

    `outline` holds the whole line where letters depend on each other, as in Arabic.
    """

    letters: tuple[tuple[Letter, int], ...]
    width: float
    outline: str = ""


def widest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """Give how wide the widest of some texts is, in the unit of `size`; 0 of none."""
    return max((width(text, size, bold=bold) for text in texts), default=0.0)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Give how wide the longest line of a text is, in the unit of `size`."""
    return max(line(one, bold=bold).width for one in text.split("\n")) * size / EM


@lru_cache(8192)
def line(text: str, *, bold: bool = False) -> Line:
    """Set one line of text; letters are kerned as the font asks."""
    text = printable(text)
    if any(map(_joins, text)):
        return _shaped(text, bold)
    letters, at, before = [], 0.0, ""
    for char in text:
        if unicodedata.category(char) == "Cf":
            continue
        one = _letter(char, bold)
        at += _kerning(before, char, bold)
        if one.outline:
            letters.append((one, round(at)))
        at, before = at + one.width, char
    return Line(tuple(letters), at)


def _joins(char: str) -> bool:
    """Tell whether the shape or place of a letter depends on its neighbours."""
    return not char.isascii() and (
        unicodedata.bidirectional(char) in ("R", "AL", "AN") or bool(unicodedata.combining(char))
    )


@cache
def _letter(char: str, bold: bool) -> Letter:
    from matplotlib.ft2font import LoadFlags

    name, font = _font_of(char, bold)
    scale = EM / font.units_per_EM
    loaded = font.load_char(ord(char), flags=LoadFlags.NO_SCALE | LoadFlags.NO_HINTING)
    vertices, codes = font.get_path()
    return Letter(
        f"{name}{ord(char):x}", _outline(vertices * 64 * scale, codes), loaded.horiAdvance * scale
    )


@cache
def _kerning(left: str, right: str, bold: bool) -> float:
    """Give how much nearer than usual two letters stand."""
    from matplotlib.ft2font import LoadFlags

    name, font = _font_of(right, bold)
    if not left or name not in _FILES or _font_of(left, bold)[0] != name:
        return 0.0
    places = font.set_text(left + right, flags=LoadFlags.NO_HINTING)
    if len(places) != 2:  # the font has one sign for both
        return 0.0
    return float(places[1][0]) / 64 - _letter(left, bold).width


def _font_of(char: str, bold: bool) -> tuple[str, FT2Font]:
    name = "b" if bold else "n"
    known, font = _font(_FILES[name])
    if ord(char) in known:
        return name, font
    name, file = _BACKING[name]
    return name, _font(fallback_folder() / file)[1]


@cache
def _font(file: Path) -> tuple[frozenset[int], FT2Font]:
    """Give the characters of a font, and the font at a size at which a unit is a pixel."""
    from matplotlib.ft2font import FT2Font

    # From memory: a file that is open before a fork is read from one place by all kernels at once.
    font = FT2Font(BytesIO(file.read_bytes()))
    font.set_size(font.units_per_EM, 72)
    return frozenset(font.get_charmap()), font


def _outline(vertices: Any, codes: Any) -> str:
    """Give an outline as SVG path data in whole units, each place told from the one before."""
    data: list[str] = []
    place, start, at = (0, 0), (0, 0), 0
    while at < len(codes):
        if codes[at] not in _TURNS:
            data.append("z")
            place, at = start, at + 1
            continue
        turn, count = _TURNS[codes[at]]
        points = [(round(float(x)), -round(float(y))) for x, y in vertices[at : at + count]]
        data.append(turn + " ".join(f"{x - place[0]} {y - place[1]}" for x, y in points))
        place, at = points[-1], at + count
        if turn == "m":
            start = place
    return "".join(data)


def _shaped(text: str, bold: bool) -> Line:
    """Set a line whose letters depend on each other: matplotlib knows how."""
    from matplotlib import rc_context
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    register_fonts()
    family = FontProperties(
        family=[theme.FONT, FALLBACK_FONT], weight="bold" if bold else "normal", size=EM
    )
    with rc_context({"text.parse_math": False}):  # what stands between two dollars is no formula
        path = TextPath((0, 0), text, prop=family, size=EM, usetex=False)
    right = float(path.get_extents().x1) if len(path.vertices) else 0.0
    return Line((), right, _outline(path.vertices, path.codes))


@cache
def register_fonts() -> None:
    """Make the reports' own fonts known to matplotlib."""
    from matplotlib.font_manager import fontManager

    for file in sorted(theme.FONTS.glob("*.ttf")):
        fontManager.addfont(file)
