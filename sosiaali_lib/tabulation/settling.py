"""Today's rows fitted to what earlier releases published of one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.disclosure.hierarchy import Axis, Hierarchy, in_order
from sosiaali_lib.tabulation.base import PEOPLE, N
from sosiaali_lib.tabulation.coarser import Dims, Hierarchies
from sosiaali_lib.tabulation.layers import LAYER, code, releases_of

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Fixed:
    """One table with all its layers, and the cells of it that are out.

    `revised` counts by release the numbers that today's rows do not give any more.
    """

    cells: pd.DataFrame
    known: pd.DataFrame
    revised: Mapping[str, int]


def settle(
    cells: pd.DataFrame,
    dims: Dims,
    shown: Mapping[str, pd.DataFrame],
    hierarchies: Hierarchies,
    revisions: frozenset[str],
) -> Fixed:
    """Find rows for every release that give what it published.

    Parameters
    ----------
    cells
        Inner cells with `LAYER`, the other dimensions and `n`. Not changed.
    dims
        The dimensions, `LAYER` first.
    shown
        By release: the published cells, as in `Past`, in the dimensions without `LAYER`.
    hierarchies
        Groups of the dimensions; those of `LAYER` follow from its codes.
    revisions
        As in `Past`.

    Notes
    -----
    Where a release showed another number than today's rows give, rows were added or taken away since,
    or the data do not reach back as far. Rows that are missing are added to that release alone, and
    rows too many taken from it. A number that no rows give is left out of what is known.
    """
    work = _Work(cells, dims, shown, hierarchies)
    known, revised = [], {}
    for release, table in shown.items():
        differing = work.fit(release, table, revised=release in revisions)
        revised[release] = differing
    for release, table in shown.items():
        kept = work.known(release, table)
        known.append(kept.assign(**{LAYER: release}))
    joined = pd.concat(known, ignore_index=True)[[*dims, N, "hidden"]]
    return Fixed(work.frame(), joined, revised)


class _Work:
    """The rows of one table as numbers on a grid, layer by layer."""

    def __init__(
        self,
        cells: pd.DataFrame,
        dims: Dims,
        shown: Mapping[str, pd.DataFrame],
        hierarchies: Hierarchies,
    ) -> None:
        self.dims = tuple(dim for dim in dims if dim != LAYER)
        self.axes = []
        for dim in self.dims:
            hierarchy = Hierarchy.read(dim, hierarchies.get(dim))
            seen = {str(c) for frame in (cells, *shown.values()) for c in frame[dim]} - {TOTAL}
            groups = {group for one in seen for group in hierarchy.above(one)}
            self.axes.append(Axis.over(hierarchy, in_order(seen - groups)))
        self.places = [{str(c): i for i, c in enumerate(axis.codes)} for axis in self.axes]
        shape = tuple(axis.n_inner for axis in self.axes)
        self.layers: dict[str, Ints] = {}
        self.people: dict[str, Ints] = {}
        told = PEOPLE if PEOPLE in cells else N
        for layer, part in cells.groupby(LAYER):
            at = self._at(part)
            for numbers, column in ((self.layers, N), (self.people, told)):
                numbers[str(layer)] = np.zeros(shape, dtype=np.int64)
                np.add.at(numbers[str(layer)], at, part[column].to_numpy(dtype=np.int64))
        self.shape = shape

    def _at(self, part: pd.DataFrame) -> tuple[Ints, ...]:
        found: list[Ints] = []
        for dim, place in zip(self.dims, self.places, strict=True):
            found.append(np.asarray(part[dim].astype(str).map(place), dtype=np.int64))
        return tuple(found)

    def _of(self, release: str) -> Ints:
        """Rows of a release, on the grid of inner cells."""
        mine = [rows for layer, rows in self.layers.items() if release in releases_of(layer)]
        whole: Ints = np.sum([np.zeros(self.shape, dtype=np.int64), *mine], axis=0)
        return whole

    def _all(self, inner: Ints) -> Ints:
        """Add every total."""
        whole = inner
        for place, axis in enumerate(self.axes):
            sums = [whole.take(parts, axis=place).sum(axis=place) for parts in axis.parts]
            whole = np.stack(sums, axis=place)
        return whole

    def _wrong(self, release: str, table: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
        """Cells whose number is another one than the rows give, and by how much."""
        open_to = table[~table["hidden"] & table[N].notna()]
        now = self._all(self._of(release))[self._at(open_to)]
        short: Ints = open_to[N].to_numpy(dtype=np.int64) - now
        return open_to[short != 0], short[short != 0]

    def fit(self, release: str, table: pd.DataFrame, *, revised: bool) -> int:
        """Add and take rows until they give what a release published; give how many numbers differed."""
        wrong, _short = self._wrong(release, table)
        if not len(wrong):
            return 0
        unseen = np.zeros(self._all(np.zeros(self.shape, dtype=np.int64)).shape, dtype=bool)
        unseen[self._at(table[table["hidden"]])] = True
        inner = unseen[tuple(slice(size) for size in self.shape)]
        sizes = [
            int(np.prod([len(axis.parts[i]) for axis, i in zip(self.axes, cell, strict=True)]))
            for cell in zip(*self._at(wrong), strict=True)
        ]
        for row in np.argsort(sizes, kind="stable"):
            cell = tuple(int(part[row]) for part in self._at(wrong))
            inside = np.ix_(*(axis.parts[i] for axis, i in zip(self.axes, cell, strict=True)))
            rows = self._of(release)
            lacking = int(wrong[N].iloc[row]) - int(rows[inside].sum())
            single = sizes[row] == 1
            free = np.zeros(self.shape, dtype=bool)
            free[inside] = True
            free &= single | inner
            spots = [tuple(map(int, spot)) for spot in np.argwhere(free)]
            spots.sort(key=lambda spot: (-int(rows[spot]), spot))
            for spot in spots:
                if lacking > 0:
                    self._add(code({release}, revised=True), spot, lacking)
                    break
                # What is hidden is not zero: one row stays where nobody says how many there were.
                spare = int(rows[spot]) if single else max(int(rows[spot]) - 1, 0)
                taken = min(-lacking, spare)
                self._take(release, spot, taken, revised=revised)
                lacking += taken
        return len(wrong)

    def _add(self, layer: str, spot: tuple[int, ...], rows: int, people: int | None = None) -> None:
        for numbers, more in (
            (self.layers, rows),
            (self.people, rows if people is None else people),
        ):
            numbers.setdefault(layer, np.zeros(self.shape, dtype=np.int64))[spot] += more

    def _take(self, release: str, spot: tuple[int, ...], rows: int, *, revised: bool) -> None:
        """Take rows away from one release; the others keep them."""
        for layer in sorted(self.layers):
            others = releases_of(layer) - {release}
            moved = min(rows, int(self.layers[layer][spot]))
            if release not in releases_of(layer) or not moved:
                continue
            people = min(moved, int(self.people[layer][spot]))
            self._add(layer, spot, -moved, -people)
            if others:
                self._add(code(others, revised=revised), spot, moved, people)
            rows -= moved

    def known(self, release: str, table: pd.DataFrame) -> pd.DataFrame:
        """Give the cells of a release that its rows now give, and those that it hid."""
        wrong, _short = self._wrong(release, table)
        return table[~table.index.isin(wrong.index)]

    def frame(self) -> pd.DataFrame:
        """Give the inner cells of all layers; every code stands in some row."""
        parts = []
        for layer, rows in self.layers.items():
            kept = (rows > 0) | (self.people[layer] > 0)
            if layer == next(iter(self.layers)):
                kept = kept | self._one_of_each()
            at = np.nonzero(kept)
            named = {
                dim: np.array(axis.codes[: axis.n_inner], dtype=object)[spots]
                for dim, axis, spots in zip(self.dims, self.axes, at, strict=True)
            }
            parts.append(
                pd.DataFrame(
                    {LAYER: layer, **named, N: rows[kept], PEOPLE: self.people[layer][kept]}
                )
            )
        return pd.concat(parts, ignore_index=True)

    def _one_of_each(self) -> npt.NDArray[np.bool_]:
        marked = np.zeros(self.shape, dtype=bool)
        for place, size in enumerate(self.shape):
            for i in range(size):
                spot = [0] * len(self.shape)
                spot[place] = i
                marked[tuple(spot)] = True
        return marked
