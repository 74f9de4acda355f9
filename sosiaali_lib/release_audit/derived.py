"""Numbers that were calculated from counts: what stands beside a hidden count gives it away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.release_audit.declared import HIDDEN
from sosiaali_lib.release_audit.finding import Finding
from sosiaali_lib.release_audit.grids import NUMBER, Grid
from sosiaali_lib.release_audit.relations import Relations

COUNTS = ("n", "henkilot", "kaynnit", "keskusteltu", "lasna", "maininnat", "tunne_n")
KNOWN = ("vakiluku", "vakiluku_vuosi", "vuosi")  # official statistics and years
SHARE = ("osuus", "prosentti")
FULL = 12  # decimals beyond which a number was not rounded
TINY = 1e-9


def beside_hidden(table: pd.DataFrame, name: str) -> Iterator[Finding]:
    """Give the cells whose number is hidden while something calculated from it is shown.

    A column belongs to the count whose name it begins with, to the only count of the table, or, in a
    row that is marked as hidden, to whatever is hidden there.
    """
    counts = [column for column in COUNTS if column in table]
    measures = [
        str(column)
        for column in table.select_dtypes("number")
        if column not in (*counts, *KNOWN) and not table[column].isna().all()
    ]
    if not counts:
        return
    marked = table[HIDDEN].astype(bool) if HIDDEN in table else pd.Series(False, table.index)
    told = marked & table[[*counts, *measures]].notna().any(axis="columns")
    for count in counts:
        if len(counts) == 1:
            own = measures
        else:
            own = [name for name in measures if name.startswith(count.removesuffix("_n") + "_")]
        if own:
            told |= table[count].isna() & table[own].notna().any(axis="columns")
    for row in table[told].to_dict("records"):
        yield Finding(name, place_of(row, counts, measures), "beside")


def place_of(row: Mapping[Any, Any], *measures: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Give the dimensions of a row: its columns that measure nothing."""
    numbers = {name for names in measures for name in names} | {HIDDEN, *KNOWN, *COUNTS}
    return tuple((str(k), str(v)) for k, v in row.items() if k not in numbers)


def limit_by_shares(
    grid: Grid, codes: list[list[str]], figures: np.ndarray, relations: Relations
) -> None:
    """Take down what a rounded share leaves open of its count, or of what it is a share of.

    Parameters
    ----------
    grid
        A table with a column of shares, whole or in per cent, of the total over its last dimension.
    codes, figures
        Codes of its dimensions and the figure of each cell.
    relations
        What is known so far; changed.

    Notes
    -----
    A share p of n, rounded to steps of u, leaves n(p - u/2) ≤ x ≤ n(p + u/2), and the other way round
    x/(p + u/2) ≤ n ≤ x/(p - u/2).
    """
    names = [c for c in grid.cells if any(word in str(c) for word in SHARE) and c not in grid.by]
    spots = [{code: at for at, code in enumerate(own)} for own in codes]
    for name in names:
        shares = grid.cells[name].dropna().astype(float)
        if not len(shares):
            continue
        percent = 100.0 if shares.max() > 1 else 1.0
        half = half_step(shares) / percent
        for at in shares.index:
            place = [
                spot[str(grid.cells.at[at, d])] for d, spot in zip(grid.by, spots, strict=True)
            ]
            one, share = int(figures[tuple(place)]), float(shares[at]) / percent
            whole = int(figures[(*place[:-1], len(codes[-1]) - 1)])
            if one == whole:
                continue
            low, high = max(share - half, 0.0), share + half
            known, base = relations.known.get(one), relations.known.get(whole)
            if base is not None and known is None:
                relations.limit(one, _up(base * low), _down(base * high))
            elif known is not None and base is None and low > 0:
                relations.limit(whole, _up(known / high), _down(known / low))


def small_shown(grid: Grid, threshold: int, label: str) -> Iterator[Finding]:
    """Give the cells that show a number of people below the threshold."""
    if not grid.persons:
        return
    small = grid.cells[grid.cells[NUMBER].between(1, threshold - 1).fillna(False)]
    for row in small[list(grid.by)].to_dict("records"):
        place = []
        for dimension, code in row.items():
            column = grid.called.get(str(dimension), str(dimension))
            if isinstance(column, tuple):
                column, code = column[0], column[1] if code != TOTAL else TOTAL
            place.append((column, str(code)))
        yield Finding(label + grid.title, (*grid.part, *place), "small")


def half_step(values: pd.Series) -> float:
    """Give how far a true number may lie from one as it is written; 0 where none was rounded."""
    known = values.dropna().astype(float)
    for digits in range(FULL):
        if np.allclose(known, known.round(digits), rtol=0, atol=TINY / 10):
            return 0.5 * 10.0**-digits
    return 0.0


def _up(value: float) -> int:
    return int(np.ceil(value - TINY))


def _down(value: float) -> int:
    return int(np.floor(value + TINY))
