"""What a reader knows of all published figures together: numbers, unknowns and what ties them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Spot = tuple[str, Hashable]
Key = tuple[str, frozenset[Spot]]
Scope = Callable[[str, str], str]
"""Gives the full name of a system of a form: whose it is, and of what time."""


@dataclass(frozen=True)
class Cell:
    """A cell of a published table.

    Attributes
    ----------
    table
        Name of the table, with its folder where there are several.
    place
        Its dimensions and codes, as the release names them.
    figure
        The figure that it is.
    value
        Column of the table with its number.
    persons
        Whether it counts people.
    """

    table: str
    place: tuple[tuple[str, str], ...]
    figure: int
    value: str = "n"
    persons: bool = True

    @property
    def name(self) -> str:
        """The dimensions and codes in one line."""
        return ", ".join(f"{dimension}={code}" for dimension, code in self.place)


@dataclass(eq=False)
class Relations:
    """Figures of all tables; the same figure in several tables is one."""

    numbers: dict[Key, int] = field(default_factory=dict)
    size: int = 0
    known: dict[int, int] = field(default_factory=dict)
    floors: dict[int, int] = field(default_factory=dict)
    """Least number that a reader of the rule takes a hidden figure for."""
    limits: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Least and greatest number that rounded shares and rates leave."""
    hidden: list[Cell] = field(default_factory=list)
    shown: list[Cell] = field(default_factory=list)
    rests: list[Cell] = field(default_factory=list)
    """Numbers that are no cell of a table, but as good as published if they can be computed."""
    ties: set[tuple[tuple[int, int], ...]] = field(default_factory=set)
    """Figures with their factors; each sum is zero."""

    def figure(self, system: str, spots: Iterable[Spot]) -> int:
        """Give the number of a figure; a new one is unknown."""
        key = (system, frozenset(spots))
        found = self.numbers.get(key)
        if found is None:
            found = self.numbers[key] = self.size
            self.size += 1
        return found

    def know(self, figure: int, number: int) -> bool:
        """Take a published number down; False if another one was published of the same figure."""
        return self.known.setdefault(figure, number) == number

    def tie(self, terms: Iterable[tuple[int, int]]) -> None:
        """Take down that figures, each with its factor, add up to zero."""
        added: dict[int, int] = {}
        for figure, factor in terms:
            added[figure] = added.get(figure, 0) + factor
        kept = tuple(sorted((figure, factor) for figure, factor in added.items() if factor))
        if kept:
            self.ties.add(kept)

    def add_up(self, whole: int, parts: Sequence[int]) -> None:
        """Take down that parts add up to a whole."""
        self.tie([(whole, 1), *((part, -1) for part in parts)])

    def at_most(self, less: Iterable[tuple[int, int]], more: Iterable[tuple[int, int]]) -> None:
        """Take down that one sum is not above another: what lies between is a figure of its own."""
        between = self.size
        self.size += 1
        self.tie([*more, *((figure, -factor) for figure, factor in less), (between, -1)])

    def limit(self, figure: int, least: int, most: int) -> None:
        """Take down what a rounded number leaves open of a figure."""
        low, high = self.limits.get(figure, (least, most))
        self.limits[figure] = max(low, least), min(high, most)

    def matrix(self) -> csr_array:
        """Give a row for each tie."""
        from scipy.sparse import csr_array

        ties = sorted(self.ties)
        columns = [figure for tie in ties for figure, _factor in tie]
        factors = [factor for tie in ties for _figure, factor in tie]
        starts = np.concatenate([[0], np.cumsum([len(tie) for tie in ties])]).astype(int)
        shape = (len(ties), self.size)
        return csr_array((np.array(factors, dtype=np.int64), columns, starts), shape=shape)
