"""Between which numbers each hidden cell must lie, for a reader of what is published."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sosiaali_lib.disclosure.auditor import THRESHOLD, Attacker, HandMade, entered, parts_of
from sosiaali_lib.disclosure.fitting import TOLERANCE
from sosiaali_lib.disclosure.published import Protected

TABLE, LOW, HIGH = "table", "low", "high"
ENDS = (LOW, HIGH)


def ranges(
    tables: Mapping[str, Protected | HandMade],
    attacker: Attacker = "strict",
    *,
    zeros: str = "shown",
    threshold: int = THRESHOLD,
) -> pd.DataFrame:
    """Give the least and the greatest number that each hidden cell can be.

    Parameters
    ----------
    tables, attacker, zeros, threshold
        As in `audit`. Nobody is taken for one of the counted: “self” is as “strict”.

    Returns
    -------
    DataFrame
        One row a hidden cell: `table`, the dimensions, `low` and `high` (Int64; `high` is missing where
        there is no upper bound). Equal ends are a cell that can be computed.

    Raises
    ------
    ValueError
        As in `audit`.

    Notes
    -----
    The ends are those of linear programmes, rounded inwards to whole numbers: no number outside fits,
    while one inside may fit only with fractions elsewhere. In one table of two dimensions all ends are
    whole, as its programme is that of a transport (Dantzig 1951).

    Examples
    --------
    >>> table = pd.DataFrame({"alue": ["a", "b", "c", "yhteensä"], "n": [None, None, 8, 13],
    ...                       "hidden": [True, True, False, False]})
    >>> ranges({"asiakkaat": (table, ["alue"], None)})[["alue", "low", "high"]].values.tolist()
    [['a', 1, 4], ['b', 1, 4]]
    """
    register = entered(tables, zeros, threshold)
    found: dict[int, tuple[float, float]] = {}
    for columns, part, wanted in parts_of(register, strict=attacker != "plain"):
        for cell in np.flatnonzero(wanted):
            low, high = part.bounds(int(cell))
            found[int(columns[cell])] = (np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE))
    # A hidden cell whose number still stands somewhere is no unknown.
    found |= {figure: (float(number),) * 2 for figure, number in register.known.items()}
    rows = [
        {
            TABLE: name,
            **dict(zip(by, codes, strict=True)),
            **dict(zip(ENDS, found[figure], strict=True)),
        }
        for name, by, codes, figure in register.hidden
    ]
    made = pd.DataFrame(rows, columns=[TABLE, *_dimensions(register.hidden), LOW, HIGH])
    made[HIGH] = made[HIGH].replace(np.inf, np.nan)
    return made.astype({LOW: "Int64", HIGH: "Int64"})


def _dimensions(hidden: list[tuple[str, tuple[str, ...], tuple[object, ...], int]]) -> list[str]:
    return list(dict.fromkeys(name for _table, by, _codes, _figure in hidden for name in by))
