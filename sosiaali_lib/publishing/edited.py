"""An edited file beside the draft that it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.drawings import shows
from sosiaali_lib.publishing.matching import Matched, match
from sosiaali_lib.publishing.own_words import OwnWords, own_words
from sosiaali_lib.publishing.pointers import Pointers
from sosiaali_lib.publishing.reading.model import Reading
from sosiaali_lib.publishing.structure import PictureUnit, Unit, units


@dataclass(frozen=True)
class Edited:
    """An edited file with everything that is known of it.

    `earlier` is the draft as it was when it was made, where its notebook is still there: another
    version of the suite may draw the same figures and say the same numbers in another way.
    """

    reading: Reading
    baseline: Drafted
    earlier: Drafted | None = None

    @cached_property
    def units(self) -> Sequence[Unit]:
        """Its paragraphs, tables and pictures, with what belongs to each."""
        return units(self.reading.items)

    @cached_property
    def matched(self) -> Matched:
        """The tables and figures of the draft in it."""
        return match(self.units, self.baseline.blocks)

    @cached_property
    def own_words(self) -> list[OwnWords]:
        """What people have written into it."""
        drafts = [self.baseline, *([self.earlier] if self.earlier is not None else [])]
        return own_words(self.reading, self.units, self.matched, self.pointers, drafts)

    @cached_property
    def drawings(self) -> dict[int, str]:
        """The draft's own drawings (SVG) by the place of the figures that still show them."""
        earlier = self.earlier.figures() if self.earlier is not None else {}
        found = {}
        for at, figure in self.matched.figures.items():
            unit = self.units[at]
            assert isinstance(unit, PictureUnit)
            svgs = dict.fromkeys((figure.svg, earlier.get(figure.slug, "")))
            same = (svg for svg in svgs if svg and shows(unit.picture, replace(figure, svg=svg)))
            if svg := next(same, ""):
                found[at] = svg
        return found

    @cached_property
    def pointers(self) -> Pointers:
        """The references to tables and figures in it."""
        return Pointers(self.units, self.matched, self.baseline)
