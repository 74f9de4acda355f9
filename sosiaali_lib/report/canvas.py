"""A drawing in the making: plain shapes and texts, in points from the top left, and its SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin
from typing import Literal

from sosiaali_lib.report import lettering, theme
from sosiaali_lib.report.glyphs import printable

Point = tuple[float, float]
SPACING = 1.25  # from line to line, in sizes of the letters
MIDDLE = 0.36  # from the middle of a figure down to its foot, in sizes of the letters
_STAR = 0.45  # of the outer radius

DASHED, DOTTED, DASHDOT = "5.5 3", "1.5 2.5", "6 2.5 1.5 2.5"


@dataclass(frozen=True)
class Look:
    """How an area is filled: its colour, its border and its hatching, which has the border's colour."""

    fill: str = "none"
    edge: str = ""
    hatch: Literal["", "lines", "dots"] = ""
    width: float = 1.0
    opacity: float = 1.0
    dash: str = ""


class Canvas:
    """A drawing of a width and height in points."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._shapes: list[str] = []
        self._letters: dict[str, str] = {}
        self._patterns: dict[str, str] = {}
        self._texts = 0

    def rect(self, left: float, top: float, right: float, bottom: float, look: Look) -> None:
        """Draw a rectangle; one without extent is not drawn, lest its border alone be seen."""
        x, y = min(left, right), min(top, bottom)
        wide, tall = abs(right - left), abs(bottom - top)
        if wide > 0 and tall > 0:
            place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(tall)}"'
            self._area("rect", place, look)

    def path(self, data: str, look: Look) -> None:
        """Draw a shape given as SVG path data."""
        self._area("path", f'd="{data}"', look)

    def polygon(self, points: Iterable[Point], look: Look) -> None:
        """Draw a closed shape with straight sides."""
        self.path("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "z", look)

    def line(
        self, points: Sequence[Point], colour: str, width: float = 1.0, dash: str = ""
    ) -> None:
        """Draw a line through points."""
        data = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self.path(data, Look("none", colour, width=width, dash=dash))

    def mark(self, x: float, y: float, shape: str, size: float, look: Look) -> None:
        """Draw a mark round a point; the shapes are those that `marks` names."""
        if shape == "o":
            self._area("circle", f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(size / 2)}"', look)
        elif shape == "|":
            self.line([(x, y - size / 2), (x, y + size / 2)], look.edge or look.fill, 1.5)
        else:
            corners = [(x + size / 2 * dx, y + size / 2 * dy) for dx, dy in marks()[shape]]
            self.polygon(corners, look)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        anchor: Literal["start", "middle", "end"] = "start",
        upright: Literal["foot", "middle", "top", "bottom"] = "middle",
        colour: str = theme.INK,
        bold: bool = False,
        turn: float = 0.0,
        back: str = "",
        spacing: float = SPACING,
    ) -> None:
        """Write a text, which may have several lines.

        Parameters
        ----------
        x, y
            The place.
        text, size
            What is written, and the size of its letters in points.
        anchor
            Which end of each line stands at `x`.
        upright
            What stands at `y`: the foot of the first line, the middle of the text, its top, or its
            bottom.
        colour, bold
            How the letters look.
        turn
            Degrees by which the text is turned clockwise round the place.
        back
            Colour of a box behind the text; empty for none.
        spacing
            From line to line, in sizes of the letters.
        """
        if not text:
            return
        lines = printable(text).split("\n")
        step = spacing * size
        tall = (len(lines) - 1) * step
        down = {
            "foot": 0.0,
            "middle": MIDDLE * size - tall / 2,
            "top": 0.93 * size,
            "bottom": -0.27 * size - tall,
        }[upright]
        set_lines = [lettering.line(one, bold=bold) for one in lines]
        back_start = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        scale = size / lettering.EM
        if back:
            wide = max(one.width for one in set_lines) * scale
            left = x - wide * back_start
            top = y + down - 0.78 * size
            self.rect(left - 1, top, left + wide + 1, y + down + tall + 0.24 * size, Look(back))
        self._texts += 1
        pieces = [f'<g id="text_{self._texts}" fill="{colour}">']
        for number, (words, one) in enumerate(zip(lines, set_lines, strict=True)):
            shift_x, shift_y = -one.width * scale * back_start, down + number * step
            if turn:
                angle = turn * pi / 180
                at_x = x + shift_x * cos(angle) - shift_y * sin(angle)
                at_y = y + shift_x * sin(angle) + shift_y * cos(angle)
                turned = f" rotate({_n(turn)})"
            else:
                at_x, at_y, turned = x + shift_x, y + shift_y, ""
            pieces.append(
                f"<!-- {_comment(words)} -->"
                f'<g transform="translate({_n(at_x)} {_n(at_y)}){turned} scale({scale:g})">'
                f"{self._set(one)}</g>"
            )
        self._shapes.append("".join(pieces) + "</g>")

    def svg(self) -> str:
        """Give the drawing as SVG; the same drawing gives the same bytes."""
        size = f'width="{_n(self.width)}pt" height="{_n(self.height)}pt"'
        box = f'viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
        letters = "".join(f'<path id="{name}" d="{d}"/>' for name, d in self._letters.items())
        return (
            '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} version="1.1">\n'
            f"<defs>{''.join(self._patterns.values())}{letters}</defs>\n"
            # On a dark page too, the drawing stands on white.
            '<rect width="100%" height="100%" fill="#FFFFFF"/>\n'
            + "\n".join(self._shapes)
            + "\n</svg>\n"
        )

    def _set(self, line: lettering.Line) -> str:
        if line.outline:
            return f'<path d="{line.outline}"/>'
        for letter, _at in line.letters:
            self._letters.setdefault(letter.name, letter.outline)
        return "".join(f'<use href="#{letter.name}" x="{at}"/>' for letter, at in line.letters)

    def _area(self, tag: str, place: str, look: Look) -> None:
        edge = f' stroke="{look.edge}"' if look.edge else ""
        if look.edge and look.width != 1:
            edge += f' stroke-width="{_n(look.width)}"'
        if look.dash:
            edge += f' stroke-dasharray="{look.dash}"'
        fill = f' fill="{look.fill}"'
        if look.opacity != 1:
            fill += f' fill-opacity="{_n(look.opacity)}"'
        if not look.hatch:
            self._shapes.append(f"<{tag} {place}{fill}{edge}/>")
            return
        # The ground is drawn by itself, so that no seams are seen between the tiles of a pattern.
        self._shapes.append(f"<{tag} {place}{fill}/>")
        name = f"{look.hatch}-{look.edge.lstrip('#')}"
        self._patterns.setdefault(name, _pattern(name, look.hatch, look.edge))
        self._shapes.append(f'<{tag} {place} fill="url(#{name})"{edge}/>')


def marks() -> dict[str, tuple[Point, ...]]:
    """Give the shapes of marks: their corners in a square from -1 to 1; “o” and “|” are known too."""
    arm, star = 0.34, []
    for corner in range(10):
        far = 1.0 if corner % 2 == 0 else _STAR
        star.append((far * sin(corner * pi / 5), -far * cos(corner * pi / 5)))
    plus = (
        (-arm, -1), (arm, -1), (arm, -arm), (1, -arm), (1, arm), (arm, arm),
        (arm, 1), (-arm, 1), (-arm, arm), (-1, arm), (-1, -arm), (-arm, -arm),
    )  # fmt: skip
    return {
        "s": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "D": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        "^": ((0, -1), (1, 1), (-1, 1)),
        "v": ((0, 1), (1, -1), (-1, -1)),
        ">": ((1, 0), (-1, -1), (-1, 1)),
        "P": plus,
        "X": tuple(((x - y) * 0.78, (x + y) * 0.78) for x, y in plus),
        "*": tuple(star),
    }


def _pattern(name: str, hatch: str, colour: str) -> str:
    if hatch == "lines":
        content = f'<path d="M-1 1l2-2M0 4l4-4M3 5l2-2" stroke="{colour}" stroke-width=".6"/>'
        side = 4.0
    else:
        content = f'<path d="M.5 .5h.9v.9h-.9zM2 2h.9v.9h-.9z" fill="{colour}"/>'
        side = 3.0
    return (
        f'<pattern id="{name}" width="{_n(side)}" height="{_n(side)}" '
        f'patternUnits="userSpaceOnUse">{content}</pattern>'
    )


def _comment(text: str) -> str:
    """Give a text as it can stand in a comment, where two hyphens may not follow each other."""
    return re.sub("-(?=-)", "- ", escape(text, quote=False))


def _n(value: float) -> str:
    """Give a number with at most two decimals."""
    return f"{round(value, 2) + 0.0:g}"
