"""What a person who is alone in a hidden cell can calculate besides."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite

from sosiaali_lib.release_audit.finding import Finding
from sosiaali_lib.release_audit.relations import Cell, Relations
from sosiaali_lib.release_audit.solving import Solved

NEAR = 1e-6
STEPS = 120  # ties looked at for one person
Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class _Tie:
    """Figures whose sum, each with its factor, is zero; with all as small and as large as they can be."""

    terms: Terms
    factors: dict[int, int]
    least: float
    most: float
    widest: float

    @classmethod
    def of(cls, terms: Terms, low: Sequence[float], high: Sequence[float]) -> _Tie:
        """Add up what every reader knows of the terms."""
        ends = [_ends(factor, low[figure], high[figure]) for figure, factor in terms]
        least, most = sum(start for start, _end in ends), sum(end for _start, end in ends)
        return cls(terms, dict(terms), least, most, max(end - start for start, end in ends))

    def silent(
        self, now: Mapping[int, tuple[float, float]], low: Sequence[float], high: Sequence[float]
    ) -> bool:
        """Tell whether it cannot say anything new of any figure, now that some are known better.

        A term is at least what the whole lacks when all others are as large as they can be, which is
        nothing new where its own room is not wider than what the whole has to spare.
        """
        least, most = self.least, self.most
        if not isfinite(most - least):
            return False
        for figure, ends in now.items():
            if factor := self.factors.get(figure):
                before, after = _ends(factor, low[figure], high[figure]), _ends(factor, *ends)
                least, most = least - before[0] + after[0], most - before[1] + after[1]
        return self.widest <= min(most, -least) + NEAR


Ties = dict[int, list[_Tie]]


def _ends(factor: int, low: float, high: float) -> tuple[float, float]:
    return (factor * low, factor * high) if factor > 0 else (factor * high, factor * low)


def findings(relations: Relations, solved: Solved) -> Iterator[Finding]:
    """Give the hidden cells that follow, tie by tie, for somebody who knows his own cell to be 1.

    Parameters
    ----------
    relations
        All that is published.
    solved
        What every reader makes of it.

    Notes
    -----
    Nobody outside knows which hidden cells hold one person, so each that may is tried. What he is a
    part of is not counted: it holds himself.
    """
    cells: dict[int, list[Cell]] = {}
    for cell in relations.hidden:
        if cell.figure not in solved.closed:
            cells.setdefault(cell.figure, []).append(cell)
    low, high = solved.low.tolist(), solved.high.tolist()
    ties: Ties = {}
    for terms in sorted(relations.ties):
        free = [figure for figure, _factor in terms if low[figure] < high[figure]]
        if len(free) > 1:
            tie = _Tie.of(terms, low, high)
            for figure in free:
                ties.setdefault(figure, []).append(tie)
    told: set[int] = set()
    for figure in cells:
        if low[figure] <= 1 <= high[figure]:
            told |= _known_to(figure, ties, low, high, cells.keys())
    for figure in sorted(told):
        for cell in cells[figure]:
            yield Finding(cell.table, cell.place, "alone")


def _known_to(
    own: int, ties: Ties, low: list[float], high: list[float], wanted: Container[int]
) -> set[int]:
    """Give the wanted figures that are settled once one figure is 1."""
    now = {own: (1.0, 1.0)}
    ahead, steps = deque(ties.get(own, ())), 0
    while ahead and steps < STEPS:
        tie = ahead.popleft()
        steps += 1
        if tie.silent(now, low, high):
            continue
        ends = [(f, c, *now.get(f, (low[f], high[f]))) for f, c in tie.terms]
        least = [c * a if c > 0 else c * b for _f, c, a, b in ends]
        most = [c * b if c > 0 else c * a for _f, c, a, b in ends]
        below, above = _Sum.of(most), _Sum.of(least)
        for at, (figure, factor, start, end) in enumerate(ends):
            if start >= end:
                continue
            down, up = -below.without(most[at]), -above.without(least[at])
            bottom, top = sorted((down / factor, up / factor))
            new = (
                max(start, ceil(bottom - NEAR) if bottom > -inf else start),
                min(end, floor(top + NEAR) if top < inf else end),
            )
            if new[0] > new[1]:
                return set()  # he cannot be alone there
            if new != (start, end):
                now[figure] = new
                ahead.extend(ties.get(figure, ()))
    settled = {figure for figure, (start, end) in now.items() if start == end} - {own}
    return {f for f in settled if f in wanted and not _within(own, f, ties.get(own, ()))}


@dataclass(frozen=True)
class _Sum:
    """A sum of numbers, some of which may be endless."""

    finite: float
    endless: tuple[float, ...]

    @classmethod
    def of(cls, numbers: Sequence[float]) -> _Sum:
        return cls(
            sum(x for x in numbers if isfinite(x)), tuple(x for x in numbers if not isfinite(x))
        )

    def without(self, number: float) -> float:
        """Give the sum of the others."""
        if isfinite(number):
            return self.endless[0] if self.endless else self.finite - number
        return self.endless[0] if len(self.endless) > 1 else self.finite


def _within(part: int, whole: int, ties: Sequence[_Tie]) -> bool:
    """Tell whether a tie says that one figure is a part of another."""
    return any(tie.factors[part] * tie.factors[whole] < 0 for tie in ties if whole in tie.factors)
