"""What must be hidden, what must stay, and what the rest costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd

from sosiaali_lib.disclosure.cells import Grid
from sosiaali_lib.disclosure.figures import Figures
from sosiaali_lib.disclosure.insiders import persons, with_rests
from sosiaali_lib.disclosure.naming import name_cell, some
from sosiaali_lib.disclosure.published import Protected

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from sosiaali_lib.disclosure.cells import Ints, Mask
    from sosiaali_lib.disclosure.figures import Floats

Zeros = Literal["shown", "hidden"]
LOWEST_THRESHOLD = 3


class ProtectionError(ValueError):
    """The demands cannot be met together, or a result did not pass the audit; `.cells` names where."""

    def __init__(self, reason: str, cells: Sequence[str], remedy: str) -> None:
        super().__init__(f"{reason}: {some(cells, quote=False)}. {remedy}")
        self.reason, self.cells, self.remedy = reason, tuple(cells), remedy

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...], str]]:
        return type(self), (self.reason, self.cells, self.remedy)


@dataclass(frozen=True, eq=False)
class System:
    """The search problem: relations over the base cells that can move, and what each figure may do.

    Unpublished figures count as hidden at no cost and with no need of protection.
    """

    figures: Figures
    sums: csr_array
    links: csr_array
    lower: Ints
    """Least deviation of each base cell from the truth that the strict reader thinks possible."""
    own: Ints
    primary: Mask
    target: Mask
    """Figures that must be hidden, and stay unknown."""
    hideable: Mask
    weight: Floats
    floor: int
    reach: Ints
    """Width of the interval that each figure must keep: 1 keeps it from being computed exactly."""
    rise: Ints
    """How much greater than in truth each figure must be able to be; 0 for no such demand."""
    persons: tuple[Ints, ...] = ()
    """For each single person to be withstood: the figures that are that person alone."""

    @property
    def wide(self) -> bool:
        """Whether any figure must be able to move further than by 1."""
        return bool((self.reach > 1).any() or (self.rise > 0).any())

    def basic(self) -> System:
        """Give the system with the one demand that no hidden figure can be computed."""
        return replace(self, reach=np.ones_like(self.reach), rise=self.rise * 0, persons=())

    def seen_by(self, person: Ints) -> System:
        """Give the system as a single person sees it, whose own figures cannot move."""
        hideable = self.hideable.copy()
        hideable[person] = False
        return replace(self.basic(), hideable=hideable)

    @property
    def unpublished(self) -> Mask:
        """Figures that no table shows."""
        return np.asarray(self.figures.published == 0)

    def price(self, hidden: Mask) -> float:
        """Weight of what is hidden without having to be."""
        return float(self.weight[hidden & ~self.target].sum())


def check_policy(threshold: int, zeros: str) -> None:
    """Refuse a threshold under 3 and an unknown policy for zeros."""
    if isinstance(threshold, bool) or not isinstance(threshold, int | np.integer):
        raise ValueError(f"`threshold` is {threshold!r}; expected a whole number, such as 5.")
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(
            f"`threshold` is {threshold}; expected at least {LOWEST_THRESHOLD}, so that counts of 1 "
            "and 2 are always hidden. The usual choice is 5."
        )
    if zeros not in get_args(Zeros):
        raise ValueError(f"`zeros` is {zeros!r}; expected 'shown' or 'hidden'.")


def check_level(attacker: str, width: int, coalition: int | None) -> None:
    """Refuse an unknown reader, and a width or coalition that means nothing."""
    if attacker not in ("plain", "strict", "self"):
        raise ValueError(f"`attacker` is {attacker!r}; expected 'plain', 'strict' or 'self'.")
    if isinstance(width, bool) or not isinstance(width, int | np.integer) or width < 1:
        raise ValueError(f"`width` is {width!r}; expected a whole number of at least 1.")
    whole = isinstance(coalition, int | np.integer) and not isinstance(coalition, bool)
    if coalition is not None and (not whole or coalition < 0):
        raise ValueError(f"`coalition` is {coalition!r}; expected None or 0, 1, 2 …")


def system(
    figures: Figures,
    *,
    threshold: int,
    zeros: Zeros,
    sensitive: Mapping[str, pd.DataFrame],
    fixed: Mapping[str, pd.DataFrame],
    alone: bool = False,
    width: int = 1,
    coalition: int | None = None,
) -> System:
    """Settle which figures are hidden from the start, which may be, and at what price.

    `alone` is whether single persons who know their own cell are withstood, `width` the interval
    that small figures must keep, `coalition` the number of persons who may not know the rest of their group.

    Raises
    ------
    ProtectionError
        If a figure that must be hidden is already public.
    """
    if coalition is not None:
        figures = with_rests(figures, coalition, threshold)
    small = _small(figures, threshold, zeros) | _listed(figures, sensitive)
    hidden_before = _listed(figures, {n: cells[cells["hidden"]] for n, cells in fixed.items()})
    public = _listed(figures, {n: cells[~cells["hidden"]] for n, cells in fixed.items()})
    rests = np.isin(np.arange(len(small)), list(figures.rest_of))
    target = small | hidden_before | rests
    _refuse_public(figures, target & public)
    zero = figures.amounts == 0
    in_rest = zero & _within(figures, rests)
    # Zeros stay in sight, unless some are to be hidden; for a rest, those that it is made of.
    free_zeros = zeros == "hidden" or bool((zero & (small | hidden_before)).any())
    floor = int(not free_zeros and not rests.any())
    stays = zero & ~in_rest & (not free_zeros)
    hideable = (target | ~(public | stays)) & (figures.published > 0)
    # A zero goes last: its price is that of the largest total. Of a rest one has to go.
    price = np.where(zero & ~in_rest, figures.amounts.max(initial=0), figures.amounts) + 1
    live = _live(figures, hideable)
    reach = np.where(small, width, 1)
    rise = np.where(rests, (coalition or 0) + 1 - figures.amounts, 0)
    known_positive = (zeros == "shown") & (figures.base > 0) & (figures.published[figures.own] > 0)
    return System(
        figures,
        figures.sums[:, live],
        _with_entries(figures.links[:, live]),
        (known_positive.astype(np.int64) - figures.base)[live],
        figures.own[live],
        small,
        target,
        hideable,
        (price * figures.published).astype(float),
        floor,
        reach,
        rise,
        persons(figures) if alone else (),
    )


def _within(figures: Figures, wholes: Mask) -> Mask:
    """Figures that are made of nothing but parts of the wholes."""
    if not wholes.any():
        return wholes
    inside = (figures.sums[np.flatnonzero(wholes)].sum(axis=0) > 0).astype(np.int64)
    return np.asarray(figures.sums @ (1 - inside) == 0)


def _small(figures: Figures, threshold: int, zeros: Zeros) -> Mask:
    """A figure is small when the persons behind it are few in any table that shows it."""
    small = np.zeros(len(figures.amounts), dtype=bool)
    for grid, rows in zip(figures.grids, figures.rows, strict=True):
        if grid.published:
            people = grid.sums() @ grid.people
            small[rows] |= (people >= 1) & (people < threshold)
    if zeros == "hidden":
        small |= (figures.amounts == 0) & (figures.published > 0)
    return small


def _listed(figures: Figures, tables: Mapping[str, pd.DataFrame]) -> Mask:
    listed = np.zeros(len(figures.amounts), dtype=bool)
    for grid, rows in zip(figures.grids, figures.rows, strict=True):
        if grid.name in tables and grid.published:
            listed[rows[locate(grid, tables[grid.name])]] = True
    return listed


def locate(grid: Grid, cells: pd.DataFrame) -> Ints:
    """Give the rows of a table where the cells stand.

    Raises
    ------
    ValueError
        If a column or a cell is not in the table.
    """
    absent = [dimension for dimension in grid.by if dimension not in cells.columns]
    if absent:
        raise ValueError(
            f"table {grid.name!r}: the list of cells has no column {some(absent)}; expected one "
            f"column a dimension, {some(grid.by)}, with codes or the total's mark."
        )
    spots = [{code: place for place, code in enumerate(axis.codes)} for axis in grid.axes]
    listed = list(zip(*(cells[dimension].astype(object) for dimension in grid.by), strict=True))
    unknown = [
        name_cell(grid.by, cell)
        for cell in listed
        if any(code not in spot for code, spot in zip(cell, spots, strict=True))
    ]
    if unknown:
        raise ValueError(
            f"table {grid.name!r} has no cell {some(unknown)}, which `sensitive` or `fixed` names. "
            "Add the cell to the counts, as a zero if need be, or take it off the list."
        )
    places = [[spot[cell[d]] for cell in listed] for d, spot in enumerate(spots)]
    several = tuple(np.array(spot, dtype=np.intp) for spot in places)
    return np.asarray(np.ravel_multi_index(several, grid.shape), dtype=np.int64)


def earlier(
    grids: Sequence[Grid], fixed: Mapping[str, pd.DataFrame | Protected]
) -> dict[str, pd.DataFrame]:
    """Give the cells that are out already, name by name; their numbers must be those of today.

    Raises
    ------
    ValueError
        If `hidden` is not told for every cell, or a public number is not the one of the counts.
    """
    found = {}
    for grid in grids:
        if grid.name not in fixed:
            continue
        given = fixed[grid.name]
        cells = given.table if isinstance(given, Protected) else given
        if "hidden" not in cells.columns or cells["hidden"].isna().any():
            raise ValueError(
                f"table {grid.name!r}: `fixed` needs a column `hidden` with True (must stay hidden) "
                "or False (is public) in every row."
            )
        cells = cells.assign(hidden=cells["hidden"].astype(bool))
        found[grid.name] = cells
        if grid.value in cells.columns:
            shown = cells[~cells["hidden"]]
            places = locate(grid, shown)
            now = (grid.sums() @ grid.values)[places]
            then = pd.to_numeric(shown[grid.value]).astype("Float64")
            other = (then.notna() & (then != now)).to_numpy(dtype=bool)
            if other.any():
                names = grid.cells()
                listed = (name_cell(grid.by, names[spot]) for spot in places[other])
                raise ValueError(
                    f"table {grid.name!r}: the counts differ from what `fixed` says is public, in "
                    f"{some(listed, quote=False)}. If the counts were corrected, take these cells off "
                    "`fixed` and say in the release that they were revised."
                )
    return found


def _refuse_public(figures: Figures, clash: Mask) -> None:
    if clash.any():
        raise ProtectionError(
            "Figures that must be hidden are already public",
            figures.names(np.flatnonzero(clash)),
            "Take them out of the shown cells of `fixed`, or withdraw the earlier release.",
        )


def _live(figures: Figures, hideable: Mask) -> Ints:
    """Base cells that are not a part of a zero that stays in sight."""
    stays = np.flatnonzero((figures.amounts == 0) & ~hideable & (figures.published > 0))
    dead = figures.sums[stays].sum(axis=0) > 0
    return np.flatnonzero(~np.asarray(dead).ravel())


def _with_entries(rows: csr_array) -> csr_array:
    rows.eliminate_zeros()
    return rows[np.flatnonzero(np.diff(rows.indptr))]
