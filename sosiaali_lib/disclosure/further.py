"""Demands beyond "cannot be computed": intervals of a width, and single persons who know themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.demands import ProtectionError
from sosiaali_lib.disclosure.outlook import outlook
from sosiaali_lib.disclosure.steps import EITHER_WAY, Move, disturbed, short_steps
from sosiaali_lib.disclosure.witness import Witnesses

if TYPE_CHECKING:
    import numpy.typing as npt

    from sosiaali_lib.disclosure.cells import Ints, Mask

SHORT = 60_000
"""Figures hidden besides times demands, up to which each is tried without."""


def fulfil(witnesses: Witnesses, hidden: Mask) -> Mask:
    """Hide more until the further demands of a system are met, then show again what can be.

    Raises
    ------
    ProtectionError
        If a demand cannot be met whatever else is hidden.
    """
    system = witnesses.system
    least = hidden.copy()
    hidden = _further(witnesses, hidden)
    spare = np.flatnonzero(hidden & ~system.target)
    demands = 1 + len(system.persons) + int((system.reach > 1).sum())
    if len(spare) * demands <= SHORT:
        for figure in spare[np.argsort(-system.weight[spare], kind="stable")]:
            hidden[figure] = False
            if not _met(witnesses, hidden):
                hidden[figure] = True
    else:  # what this step hid itself is tried as a whole at least
        without = hidden & (least | system.target)
        hidden = without if _met(witnesses, without) else hidden
    return hidden


def _further(witnesses: Witnesses, hidden: Mask) -> Mask:
    """Answer one demand after another until none is left; each answer hides more."""
    hidden = hidden.copy()
    while True:
        before = int(hidden.sum())
        for figure in _narrow(witnesses, hidden).tolist():
            if not witnesses.covered(hidden)[figure]:
                moves = _moves(witnesses, hidden, figure)
                hidden = _answer(witnesses, hidden, figure, moves, np.arange(0))
        for view, person, figures in _computable(witnesses, hidden):
            for figure in figures.tolist():
                if not view.covered(without(hidden, person))[figure]:
                    hidden = _answer(view, hidden, figure, EITHER_WAY, person)
        if int(hidden.sum()) == before:
            return hidden


def _computable(witnesses: Witnesses, hidden: Mask) -> Iterator[tuple[Witnesses, Ints, Ints]]:
    """Give what single persons can compute: their view, their own figures, the figures in danger."""
    system = witnesses.system
    if not system.persons:
        return
    doubtful = _doubtful(witnesses, hidden)
    if doubtful.any():
        witnesses.shorten(outlook(system, hidden), np.flatnonzero(doubtful.any(axis=1)))
        doubtful = _doubtful(witnesses, hidden)
    for one in np.flatnonzero(doubtful.any(axis=0)):
        person = system.persons[one]
        view = witnesses.of(system.seen_by(person))
        seen = without(hidden, person)
        view.shorten(outlook(view.system, seen), np.flatnonzero(doubtful[:, one]))
        figures = view.unprotected(seen, doubtful[:, one])
        if len(figures):
            yield view, person, figures


def _doubtful(witnesses: Witnesses, hidden: Mask) -> npt.NDArray[np.bool_]:
    """Small figures by persons for which no remembered deviation tells that they stay unknown."""
    from scipy.sparse import csr_array

    system = witnesses.system
    figures = np.concatenate(system.persons)
    of = np.repeat(np.arange(len(system.persons)), [len(person) for person in system.persons])
    size = (len(system.persons), len(system.target))
    persons = csr_array((np.ones(len(figures), dtype=np.int64), (of, figures)), shape=size)
    doubtful = system.primary[:, None] & ~witnesses.apart(hidden, persons)
    doubtful[figures, of] = False
    return doubtful


def without(hidden: Mask, person: Ints) -> Mask:
    """Give what is hidden from a person who knows the figures that are himself."""
    seen = hidden.copy()
    seen[person] = False
    return seen


def _narrow(witnesses: Witnesses, hidden: Mask) -> Ints:
    """Wanted figures that cannot move as far as they have to."""
    return witnesses.unprotected(hidden, witnesses.system.target)


def _moves(witnesses: Witnesses, hidden: Mask, figure: int) -> tuple[Move, ...]:
    """Give the moves, any of which would give a figure its room, from how far it moves now."""
    system = witnesses.system
    low, high = witnesses.span(hidden)
    if system.rise[figure]:
        return ((1.0, float(system.rise[figure])),)
    wide = int(system.reach[figure])
    return (1.0, float(wide + low[figure])), (-1.0, float(wide - high[figure]))


def _answer(
    witnesses: Witnesses, hidden: Mask, figure: int, moves: tuple[Move, ...], person: Ints
) -> Mask:
    """Hide what the cheapest whole-number deviation disturbs that moves the figure so far."""
    system = witnesses.system
    seen = without(hidden, person)
    for step in short_steps(system, seen, figure, moves):
        wider = seen | disturbed(system, step)
        kept = witnesses.keep(np.arange(len(step)), step, outlook(system, wider))
        if kept[figure]:
            return hidden | wider
    raise ProtectionError(
        "The demands for intervals, groups or single persons cannot be met for these cells",
        system.figures.names([figure]),
        "Merge categories or areas, free some figures from `fixed`, hide zeros too "
        "(zeros='hidden'), or demand less.",
    )


def _met(witnesses: Witnesses, hidden: Mask) -> bool:
    return not len(_narrow(witnesses, hidden)) and not any(_computable(witnesses, hidden))
