"""The two answers of each person to the matters of both forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.groups.matters import ANSWER, CODE, PERSON, WAVE, WAVES, answered, levels, matters
from sosiaali_lib.groups.words import differently_worded, no_effect_at_all
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.pairs import Pairs, pair


@dataclass(frozen=True, kw_only=True)
class SharedPairs(Finding):
    """Each matter among the people who answered it at both waves."""

    pairs: Mapping[str, Pairs]

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Answers of the same people to the matters of both forms")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Matter")

    @property
    def fields(self) -> Sequence[Field]:
        """People with both answers by which is better, and those with one answer."""
        return [
            Field(label)
            for label in (
                _("Both answers"),
                _("Second better"),
                _("Alike"),
                _("Second worse"),
                _("Form 1 only"),
                _("Form 2 only"),
            )
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a matter."""
        return [
            (matter.label, self._cells(self.pairs[matter.code]))
            for matter in matters()
            if matter.code in self.pairs
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What is left out, and what cannot be concluded."""
        return (
            _("Empty answers and “don't know” are no answers on the scale."),
            differently_worded(),
            no_effect_at_all(),
        )

    def said(self) -> list[str]:
        """Give for each matter how many answered better, alike and worse the second time."""
        found = []
        for matter in matters():
            both = self.pairs.get(matter.code)
            if both is None or not len(both.persons):
                continue
            n, better, alike, worse, *_rest = self._cells(both)
            text = ngettext(
                "{matter}: of {n} person who answered both forms, {better} gave the better answer "
                "the second time, {alike} the same and {worse} a worse one.",
                "{matter}: of {n} people who answered both forms, {better} gave the better answer "
                "the second time, {alike} the same and {worse} a worse one.",
                n,
            )
            counts = {"n": n, "better": better, "alike": alike, "worse": worse}
            numbers = {name: number(value) for name, value in counts.items()}
            found.append(text.format(matter=matter.label, **numbers))
        return found

    def _cells(self, both: Pairs) -> tuple[int, ...]:
        changes = both.changes
        return (
            len(both.persons),
            int((changes > 0).sum()),
            int((changes == 0).sum()),
            int((changes < 0).sum()),
            len(both.left),
            both.end_only,
        )


def shared_pairs(feedback: pd.DataFrame) -> SharedPairs:
    """Give for each matter which of a person's two answers is the better one.

    Parameters
    ----------
    feedback
        Clean rows of the form `mittauspalaute`. Not changed.
    """
    return SharedPairs(pairs=paired(answered(feedback)))


def paired(long: pd.DataFrame) -> dict[str, Pairs]:
    """Bring together the two answers of each person, by matter.

    Raises
    ------
    ValueError
        If a person has two forms of one wave.
    """
    places = {code: at for at, code in enumerate(levels(), start=1)}
    found = {}
    for matter in matters():
        rows = long[long[CODE] == matter.code]
        start, end = (
            rows[rows[WAVE] == wave].set_index(PERSON)[ANSWER].map(places) for wave in WAVES
        )
        found[matter.code] = pair(start, end)
    return found
