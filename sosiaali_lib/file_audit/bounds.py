"""What whole numbers a hidden figure can be, given every relation that is published."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
FAR = 10_000_000
"""Greater than any count of people in Finland; a bound as high as this is none."""
_NODES = 5_000
_PASSES = 60
_POINTS = 6
_TOLERANCE = 1e-6

Unknown = Hashable


@dataclass(frozen=True, slots=True)
class Relation:
    """`low <= sum of parts <= high`; `way` says in a source text how it came to be known."""

    parts: tuple[tuple[Unknown, float], ...]
    low: float
    high: float
    way: str = ""
    certain: bool = True
    """Whether the tables say so themselves; else it was found to hold wherever it can be seen."""


@dataclass(frozen=True, slots=True)
class System:
    """Relations that hang together, and the least number of each unknown."""

    relations: tuple[Relation, ...]
    floors: Mapping[Unknown, int]


class NothingFitsError(ValueError):
    """No counts fit the relations."""


def systems(relations: Sequence[Relation], floors: Mapping[Unknown, int]) -> list[System]:
    """Divide relations into parts that have no unknown in common."""
    above: dict[Unknown, Unknown] = {}

    def root(one: Unknown) -> Unknown:
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for relation in relations:
        first = root(relation.parts[0][0])
        for unknown, _factor in relation.parts[1:]:
            above[root(unknown)] = first
    groups: dict[Unknown, list[Relation]] = defaultdict(list)
    for relation in relations:
        groups[root(relation.parts[0][0])].append(relation)
    return [
        System(
            tuple(group),
            {unknown: floors.get(unknown, 0) for one in group for unknown, _f in one.parts},
        )
        for group in groups.values()
    ]


def limits(
    system: System, wanted: Iterable[Unknown], *, width: int
) -> dict[Unknown, tuple[float, float]]:
    """Give the least and the greatest whole number of the unknowns asked for.

    Parameters
    ----------
    system
        Relations that hang together.
    wanted
        Unknowns of the system.
    width
        A figure whose limits lie at least this far apart is open enough: its limits may then be
        given too narrow, but never less far apart than this.

    Raises
    ------
    NothingFitsError
        If no whole numbers fit.

    Examples
    --------
    >>> row = Relation((("a", 1.0), ("b", 1.0)), 4, 4)
    >>> limits(System((row,), {"a": 1, "b": 1}), ["a"], width=5)
    {'a': (1.0, 3.0)}
    """
    names = list(system.floors)
    low, high = _tightened(system, names)
    asked = [unknown for unknown in wanted if unknown in system.floors]
    found = {unknown: (low[unknown], high[unknown]) for unknown in asked}
    unit = all(abs(f) == 1 for one in system.relations for _u, f in one.parts)
    if len(system.relations) == 1 and unit:
        return {u: (lo, math.inf if hi >= FAR else hi) for u, (lo, hi) in found.items()}
    open_ones = [u for u in asked if low[u] < high[u]]
    if not open_ones:
        _solve(system, names, low, high, np.zeros(len(names)))
        return found
    return found | _searched(system, names, low, high, open_ones, width)


def _tightened(
    system: System, names: Sequence[Unknown]
) -> tuple[dict[Unknown, float], dict[Unknown, float]]:
    """Narrow the limits relation by relation until nothing changes any more."""
    low = {name: float(system.floors[name]) for name in names}
    high = {name: float(FAR) for name in names}
    for _ in range(_PASSES):
        changed = False
        for relation in system.relations:
            ends = [
                (f * low[u], f * high[u]) if f > 0 else (f * high[u], f * low[u])
                for u, f in relation.parts
            ]
            least, most = sum(a for a, _b in ends), sum(b for _a, b in ends)
            for (unknown, factor), (small, great) in zip(relation.parts, ends, strict=True):
                top = (relation.high - (least - small)) / factor
                bottom = (relation.low - (most - great)) / factor
                if factor < 0:
                    top, bottom = bottom, top
                new_high = math.floor(top + _TOLERANCE) if top < FAR else FAR
                new_low = math.ceil(bottom - _TOLERANCE) if bottom > -FAR else -FAR
                if new_high < high[unknown]:
                    high[unknown], changed = float(new_high), True
                if new_low > low[unknown]:
                    low[unknown], changed = float(new_low), True
                if low[unknown] > high[unknown]:
                    raise NothingFitsError("No whole numbers fit the published relations.")
        if not changed:
            break
    return low, high


def _searched(
    system: System,
    names: Sequence[Unknown],
    low: Mapping[Unknown, float],
    high: Mapping[Unknown, float],
    asked: Sequence[Unknown],
    width: int,
) -> dict[Unknown, tuple[float, float]]:
    """Look for points that lie far apart, then for the ends of what is left."""
    place = {name: at for at, name in enumerate(names)}
    random = np.random.default_rng(11)
    first = _solve(system, names, low, high, random.random(len(names)))
    near = {name: min(high[name], first[place[name]] + 4 * width) for name in names}
    points = [first]
    left = list(asked)
    for _ in range(_POINTS):
        cost = np.zeros(len(names))
        for name in left:
            cost[place[name]] = random.choice([-1.0, 1.0])
        points.append(_solve(system, names, low, near, cost))
        seen = np.array(points)
        left = [u for u in left if np.ptp(seen[:, place[u]]) < width]
        if not left:
            break
    seen = np.array(points)
    found = {u: (float(seen[:, place[u]].min()), float(seen[:, place[u]].max())) for u in asked}
    for unknown in left:
        cost = np.zeros(len(names))
        cost[place[unknown]] = 1.0
        least = float(_solve(system, names, low, high, cost)[place[unknown]])
        most = float(_solve(system, names, low, high, -cost)[place[unknown]])
        found[unknown] = (least, math.inf if most >= FAR else most)
    return found


def _solve(
    system: System,
    names: Sequence[Unknown],
    low: Mapping[Unknown, float],
    high: Mapping[Unknown, float],
    cost: Floats,
) -> Floats:
    """Give the cheapest whole numbers that fit.

    A search that ends before it is sure gives the best that it found, so that a figure may seem
    narrower than it is, never wider: the verdict errs on the safe side.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    place = {name: at for at, name in enumerate(names)}
    entries = [
        (at, place[unknown], factor)
        for at, relation in enumerate(system.relations)
        for unknown, factor in relation.parts
    ]
    rows, columns, factors = zip(*entries, strict=True)
    matrix = csr_array((factors, (rows, columns)), shape=(len(system.relations), len(names)))
    answer = milp(
        cost,
        constraints=LinearConstraint(
            matrix,
            [relation.low for relation in system.relations],
            [relation.high for relation in system.relations],
        ),
        bounds=Bounds([low[name] for name in names], [high[name] for name in names]),
        integrality=np.ones(len(names), dtype=np.int64),
        options={"node_limit": _NODES},
    )
    if answer.x is None:
        raise NothingFitsError("No whole numbers fit the published relations.")
    found: Floats = np.rint(np.asarray(answer.x, dtype=np.float64))
    return found
