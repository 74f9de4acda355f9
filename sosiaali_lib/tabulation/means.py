"""Protection of means: the number of answers first, then what the means of several areas tell together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.disclosure import Protected
from sosiaali_lib.tabulation.base import OF_PERIOD, PIECE, ROW, SEPARATOR, N
from sosiaali_lib.tabulation.rated_areas import Parents, RatedAreas
from sosiaali_lib.tabulation.ratings import LARGEST, SQUARES, SUM, Ratings

Found = dict[str, tuple[Protected, pd.DataFrame]]


def protected_means(
    rating: Ratings,
    cells: pd.DataFrame,
    parents: Parents,
    *,
    threshold: int,
    shown: Mapping[str, pd.DataFrame] | None = None,
) -> Found:
    """Protect the number of answers of each rating; a mean is shown where its number is.

    Parameters
    ----------
    rating
        What was rated.
    cells
        Inner cells as `Ratings.cells` gives them, with `alue` where the form has areas. Not changed.
    parents
        The county of each municipality, and what is above the counties.
    threshold
        Numbers of people below this are hidden.
    shown
        Protected tables by name, with `hidden`: where the rated rows are a cell that one of them
        hides, nothing of the ratings is shown.

    Returns
    -------
    dict
        Name of the rating and its code → the protected numbers and the table with the means.

    Notes
    -----
    A mean is hidden with its number where it tells the answers (`small_groups`), and where a larger area
    less those shown within it would tell them: then the smallest of those areas is hidden too.
    """
    area = AREA in cells
    found: Found = {}
    for code, part in cells.groupby(ROW):
        inner = (part if area else part.assign(**{AREA: NO_AREA})).drop(columns=ROW)
        behind = _behind(rating, str(code), shown or {})
        inner = _with_hidden_zeros(inner, behind & _innermost(behind, parents))
        one = RatedAreas(
            inner, parents, limits=rating.limits, threshold=threshold, digits=rating.digits
        )
        protected = one.protected(behind)
        table = one.with_means(protected)
        if not area:
            table = table[table[AREA] == TOTAL]
        found[f"{rating.name}{SEPARATOR}{code}"] = (protected, table.assign(**{ROW: code}))
    return found


def _behind(rating: Ratings, code: str, shown: Mapping[str, pd.DataFrame]) -> set[str]:
    """Give the areas in which the number of the rated rows is hidden."""
    table = shown.get(rating.cell_of)
    if table is None:
        return set()
    cell = table[(table[ROW] == (rating.cell or code)) & table["hidden"]]
    if PIECE in cell:  # ratings are of the period alone
        cell = cell[cell[PIECE] == OF_PERIOD]
    return set(cell[AREA].astype(str))


def _innermost(areas: Collection[str], parents: Parents) -> set[str]:
    return {area for area in areas if area not in {*parents.values(), TOTAL}}


def _with_hidden_zeros(inner: pd.DataFrame, areas: Collection[str]) -> pd.DataFrame:
    """Add areas without a rating whose number of rows is hidden: that there is none would tell of it."""
    absent = sorted(set(areas) - set(inner[AREA].astype(str)))
    if not absent:
        return inner
    zeros = dict.fromkeys((N, SUM, SQUARES, LARGEST), 0)
    rows = pd.DataFrame({AREA: absent, **zeros}).astype(inner.dtypes.to_dict())
    return pd.concat([inner, rows], ignore_index=True)
