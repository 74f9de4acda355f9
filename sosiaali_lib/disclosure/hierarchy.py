"""Codes of one dimension: the inner ones, what they add up to, and the total."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from numbers import Real

from sosiaali_lib.cells import TOTAL

Code = Hashable
Parents = Mapping[Code, Code | tuple[Code, ...] | list[Code]]


@dataclass(frozen=True)
class Hierarchy:
    """What the codes of one dimension add up to; without any mapping, to the total alone.

    A code may stand in several groups at once (overlapping divisions of the same areas). A group is
    the sum of the inner codes under it, whichever ways lead there.
    """

    dimension: str
    parents: Mapping[Code, tuple[Code, ...]]

    @classmethod
    def read(cls, dimension: str, mapping: Parents | None) -> Hierarchy:
        """Read `{child: parent}` or `{child: (parent, parent)}`; TOTAL need not be named."""
        parents: dict[Code, tuple[Code, ...]] = {}
        for child, above in (mapping or {}).items():
            several = tuple(above) if isinstance(above, tuple | list) else (above,)
            parents[child] = tuple(code for code in several if code != TOTAL)
        if TOTAL in parents:
            raise ValueError(
                f"hierarchies[{dimension!r}]: {TOTAL!r} stands as a child. It is the total of the "
                "whole dimension; remove that entry."
            )
        hierarchy = cls(dimension, parents)
        for child in parents:
            hierarchy._refuse_cycle(child)
        return hierarchy

    def _refuse_cycle(self, start: Code) -> None:
        way: list[Code] = []
        ahead = [(start, 0)]
        while ahead:
            code, depth = ahead.pop()
            del way[depth:]
            if code in way:
                circle = " → ".join(str(step) for step in [*way[way.index(code) :], code])
                raise ValueError(
                    f"hierarchies[{self.dimension!r}] runs in a circle: {circle}. "
                    "A code cannot be a part of itself; correct the parents."
                )
            way.append(code)
            ahead += [(parent, depth + 1) for parent in self.parents.get(code, ())]

    def above(self, code: Code) -> list[Code]:
        """Every group over a code, nearest first, without TOTAL."""
        found: dict[Code, None] = {}
        layer = list(self.parents.get(code, ()))
        while layer:
            found.update(dict.fromkeys(layer))
            layer = [parent for group in layer for parent in self.parents.get(group, ())]
        return list(found)


@dataclass(frozen=True)
class Axis:
    """Codes of one dimension in one table: inner codes, the groups over them, TOTAL last."""

    dimension: str
    codes: tuple[Code, ...]
    n_inner: int
    parts: tuple[tuple[int, ...], ...]
    """For each code, the positions of the inner codes that it adds up."""

    @classmethod
    def over(cls, hierarchy: Hierarchy, inner: Iterable[Code]) -> Axis:
        """Put the groups over the inner codes; both in the order of the codes."""
        inner = in_order(inner)
        members: dict[Code, list[int]] = {}
        depth: dict[Code, int] = {}
        for position, code in enumerate(inner):
            for height, group in enumerate(hierarchy.above(code)):
                members.setdefault(group, []).append(position)
                depth[group] = max(depth.get(group, 0), height)
        groups = sorted(in_order(members), key=lambda group: depth[group])
        single = tuple((position,) for position in range(len(inner)))
        summed = tuple(tuple(members[group]) for group in groups)
        everything = (tuple(range(len(inner))),)
        codes = (*inner, *groups, TOTAL)
        return cls(hierarchy.dimension, codes, len(inner), single + summed + everything)


def in_order(codes: Iterable[Code]) -> list[Code]:
    """Sort codes so that the order of the rows that came in does not matter."""
    return sorted(set(codes), key=_rank)


def _rank(code: Code) -> tuple[str, float, str]:
    number = float(code) if isinstance(code, Real) else 0.0
    return type(code).__name__, number, str(code)
