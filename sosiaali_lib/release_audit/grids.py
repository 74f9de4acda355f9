"""Tables as they stand in a release, and the sums that everybody can read from their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.release_audit.places import Places
from sosiaali_lib.release_audit.relations import Cell, Relations, Spot
from sosiaali_lib.release_audit.zeros import may_be_zero

NUMBER, OUT_OF_SIGHT = "n", "hidden"


@dataclass(frozen=True, eq=False)
class Grid:
    """One published table of counts.

    Attributes
    ----------
    name
        Name of the table in the release.
    system
        What is counted: tables of one system count the same rows.
    by
        Dimensions, under names that are the same in all tables of the system.
    cells
        `by`, `n` (missing where not shown) and `hidden`.
    called
        Dimension → its column in the release; of a table of yes and no, `(column, code)`.
    part
        Column and code of the part of the release's table that this is; empty for all of it.
    unseen
        Dimension → codes that have no cells in the release though rows may have them.
    sums
        Dimension → what adds up to what, where it is not all codes to the total.
    coarse
        Whether it is declared to be shown for larger areas alone.
    silent
        Whether nothing is shown behind a hidden total, zeros included.
    means
        Whether its numbers are those of means: they are hidden where the mean is.
    persons
        Whether small numbers of it are few people.
    ending
        What the name of the table ends with in the release, beside its own.
    value
        Column of the release with its numbers.
    zero_areas
        Areas of which the release says that zeros are hidden too.
    """

    name: str
    system: str
    by: tuple[str, ...]
    cells: pd.DataFrame = field(repr=False)
    called: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)
    part: tuple[tuple[str, str], ...] = ()
    unseen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sums: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    coarse: bool = False
    silent: bool = True
    means: bool = False
    persons: bool = True
    ending: str = ""
    value: str = NUMBER
    zero_areas: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """Name of the table as it stands in the release."""
        return self.name + self.ending

    def codes(self, around: Places) -> list[list[str]]:
        """Give the codes of each dimension, the total last; of areas, all that the system has."""
        found = []
        for dimension in self.by:
            seen = {str(code) for code in self.cells[dimension]}
            seen |= set(self.unseen.get(dimension, ()))
            if dimension == AREA:
                seen |= around.members.keys()
            found.append([*sorted(seen - {TOTAL}), TOTAL])
        return found

    def in_system(self, system: str) -> Grid:
        """Give the same table as a part of another system."""
        return replace(self, system=system)


def enter(
    grid: Grid,
    relations: Relations,
    around: Places,
    shared: Sequence[frozenset[str]] = (),
    *,
    label: str = "",
    systems: Mapping[str, str] | None = None,
) -> np.ndarray:
    """Enter a table: its numbers, its hidden cells and its sums.

    Parameters
    ----------
    grid
        The table.
    relations
        What is known so far; changed.
    around
        Areas of the system.
    shared
        Sets of dimensions whose totals the system's tables have in common: behind a hidden one of
        them nothing is shown.
    label
        Goes before the name of the table in findings.
    systems
        Name of an area → system under which its cells go, where that is not the table's own (an
        area whose numbers were revised is another thing in each release).

    Returns
    -------
    array
        The figure of each cell, by the codes of the dimensions.
    """
    codes = grid.codes(around)
    figures = _figures(grid, relations, around, codes, systems or {})
    for axis, dimension in enumerate(grid.by):
        place = {code: at for at, code in enumerate(codes[axis])}
        for whole, several in _sums(grid, dimension, codes[axis], around).items():
            parts = [part for part in several if part in place]
            if whole not in place or not parts:
                continue
            wholes = figures.take(place[whole], axis=axis).ravel()
            terms = np.moveaxis(figures.take([place[p] for p in parts], axis=axis), axis, -1)
            for one, summed in zip(wholes, terms.reshape(len(wholes), -1), strict=True):
                relations.add_up(int(one), summed.tolist())
    _numbers(grid, relations, codes, figures, shared, label)
    return figures


def _figures(
    grid: Grid,
    relations: Relations,
    around: Places,
    codes: list[list[str]],
    systems: Mapping[str, str],
) -> np.ndarray:
    spots: list[list[tuple[Spot, ...]]] = []
    for dimension, own in zip(grid.by, codes, strict=True):
        if dimension == AREA:
            spots.append([((AREA, around.members.get(code, frozenset({code}))),) for code in own])
        else:
            spots.append([() if code == TOTAL else ((dimension, code),) for code in own])
    area = grid.by.index(AREA) if AREA in grid.by else None
    found = [
        relations.figure(
            grid.system if area is None else systems.get(codes[area][at[area]], grid.system),
            (spot for spots_of, i in zip(spots, at, strict=True) for spot in spots_of[i]),
        )
        for at in product(*(range(len(own)) for own in codes))
    ]
    return np.array(found).reshape([len(own) for own in codes])


def _sums(
    grid: Grid, dimension: str, codes: list[str], around: Places
) -> Mapping[str, tuple[str, ...]]:
    if dimension == AREA:
        return around.sums
    return grid.sums.get(dimension) or {TOTAL: tuple(code for code in codes if code != TOTAL)}


def _numbers(
    grid: Grid,
    relations: Relations,
    codes: list[list[str]],
    figures: np.ndarray,
    shared: Sequence[frozenset[str]],
    label: str,
) -> None:
    """Take down shown numbers, and hidden cells with the least number that they may have."""
    spots = [{code: at for at, code in enumerate(own)} for own in codes]
    at = tuple(
        np.array([spot[str(code)] for code in grid.cells[dimension]], dtype=np.intp)
        for dimension, spot in zip(grid.by, spots, strict=True)
    )
    own = figures[at] if grid.by else np.repeat(figures, len(grid.cells))
    numbers = grid.cells[NUMBER]
    hidden = grid.cells[OUT_OF_SIGHT].to_numpy(dtype=bool)
    shown = numbers.notna().to_numpy() & ~hidden
    for row in np.flatnonzero(shown):
        relations.know(int(own[row]), int(numbers.iloc[row]))
        place = tuple(int(index[row]) for index in at)
        named = _named(grid, codes, place)
        cell = Cell(label + grid.title, named, int(own[row]), grid.value, grid.persons)
        relations.shown.append(cell)
    dark = np.zeros(figures.shape, dtype=bool)
    dark[tuple(index[hidden] for index in at)] = True
    zero_possible = may_be_zero(grid, codes, dark, shared)
    for row in np.flatnonzero(hidden):
        place = tuple(int(index[row]) for index in at)
        figure = int(own[row])
        if grid.means and figure in relations.known:
            continue  # it is the mean that is hidden: another table shows the number
        floor = 0 if zero_possible[place] else 1
        relations.floors[figure] = max(floor, relations.floors.get(figure, 0))
        named = _named(grid, codes, place)
        cell = Cell(label + grid.title, named, figure, grid.value, grid.persons)
        relations.hidden.append(cell)


def _named(
    grid: Grid, codes: list[list[str]], place: tuple[int, ...]
) -> tuple[tuple[str, str], ...]:
    """Name a cell by the columns of the release."""
    found = list(grid.part)
    for dimension, own, at in zip(grid.by, codes, place, strict=True):
        column = grid.called.get(dimension, dimension)
        code = own[at]
        if isinstance(column, tuple):
            column, code = column[0], column[1] if code != TOTAL else TOTAL
        found.append((column, code))
    return tuple(found)


def rests(
    grid: Grid, codes: list[list[str]], figures: np.ndarray, label: str, *, all_codes: bool = False
) -> list[Cell]:
    """Give the cells that no table shows but that are people: those without a code, parts of time.

    Parameters
    ----------
    grid, codes, figures
        A table, the codes of its dimensions and the figure of each cell.
    label
        Goes before the name of the table.
    all_codes
        Whether none of its cells is shown, else those of the unseen codes alone.
    """
    if not grid.persons or not (all_codes or grid.unseen):
        return []
    found = []
    for place in np.ndindex(*figures.shape):
        named = zip(grid.by, codes, place, strict=True)
        if all_codes or any(own[at] in grid.unseen.get(d, ()) for d, own, at in named):
            found.append(Cell(label + grid.title, _named(grid, codes, place), int(figures[place])))
    return found
