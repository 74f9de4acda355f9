"""What the maps share: classes by lightness and letter, the frame round the own area, and the key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.report import theme
from sosiaali_lib.report.canvas import Canvas, Look
from sosiaali_lib.report.drawing import tall, within

EDGE, LETTER = 6.0, 7.5  # points at the edges, and the size of the letters of classes
FRAME = 2.4  # points: the line round the area of the report
_SAMPLE, _STEP, _SIZE = 15.0, 19.0, 9.0  # points: a sample, from one to the next, and its words
_DEPTHS = (0.06, 0.25, 0.46, 0.7, 0.95)
_DARK = 0.6  # depth from which the letter is written in white
_MISSING = Look("#FFFFFF", theme.RULE, "lines")


@dataclass(frozen=True)
class Drawing:
    """What a map shows.

    Attributes
    ----------
    places
        Code → place of its class, 0 for the lowest of five; those without one are hatched.
    letters
        Letter of each class: lightness is not the only difference.
    outlined
        Codes with a thick frame round them together.
    legend
        Place of a class (None for no figure) and what it stands for, as they are listed.
    outline
        What the thick frame stands for.
    title
        What the numbers are.
    """

    places: Mapping[str, int]
    letters: Sequence[str]
    outlined: Collection[str]
    legend: Sequence[tuple[int | None, str]]
    outline: str
    title: str

    def letter(self, canvas: Canvas, x: float, y: float, place: int | None) -> None:
        """Write the letter of a class round a point."""
        if place is not None:
            colour = "#FFFFFF" if _DEPTHS[place] > _DARK else theme.INK
            canvas.text(x, y, self.letters[place], LETTER, anchor="middle", colour=colour)

    def key(self, canvas: Canvas, room: float) -> None:
        """List the classes at the top left, where Finland is not."""
        head = within(self.title, _SIZE, room, bold=True)
        canvas.text(EDGE, EDGE, head, _SIZE, upright="top", bold=True)
        top = EDGE + 6 + tall(head, _SIZE)
        half = _SAMPLE / 2
        for place, words in self.legend:
            canvas.rect(EDGE, top, EDGE + _SAMPLE, top + _SAMPLE, look(place))
            self.letter(canvas, EDGE + half, top + half, place)
            canvas.text(EDGE + _STEP + 3, top + half, words, _SIZE)
            top += _STEP
        frame = Look("#FFFFFF", theme.INK, width=FRAME)
        canvas.rect(EDGE + 1.2, top + 1.2, EDGE + _SAMPLE - 1.2, top + _SAMPLE - 1.2, frame)
        words = within(self.outline, _SIZE, room - _STEP)
        canvas.text(EDGE + _STEP + 3, top + half, words, _SIZE)


def look(place: int | None) -> Look:
    """Give how the class at a place is filled; None is hatched."""
    if place is None:
        return _MISSING
    return Look(theme.tinted(theme.AREA, _DEPTHS[place]), theme.RULE, width=0.4)
