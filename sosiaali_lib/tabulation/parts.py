"""Tables that count a part of a form's rows: nothing is shown of them where the whole is hidden.

Such a table is protected by itself, since it adds up to other rows than the tables of the whole form. But
where nearly all rows are in the part, its numbers are those of the whole, or come close to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.tabulation.base import OF_PERIOD, PIECE, ROW, N, Tabulation
from sosiaali_lib.tabulation.counts import Counted


def silent_areas(
    members: Sequence[Tabulation],
    tabulations: Iterable[Tabulation],
    tables: Mapping[str, pd.DataFrame],
) -> tuple[str, ...]:
    """Give the areas of which a part of a form must not tell.

    Parameters
    ----------
    members
        The tables of one system.
    tabulations
        Everything that is counted.
    tables
        What is protected already, by name, with `hidden`.

    Returns
    -------
    tuple of str
        Areas in which the number of all rows of the form is hidden, or that of a group by which the
        part is divided; empty for a system that counts whole forms.
    """
    found: set[str] = set()
    for part in members:
        if part.where is None or part.system != part.name:
            continue
        group = part.group if isinstance(part, Counted) else None
        for whole in tabulations:
            if whole.form != part.form or whole.system != whole.form or whole.name not in tables:
                continue
            table = tables[whole.name]
            if "hidden" not in table or AREA not in table:
                continue
            if PIECE in table:
                table = table[table[PIECE] == OF_PERIOD]
            hidden = table[table["hidden"] & table[N].isna()]
            dims = [dim for dim in whole.dims if dim in hidden]
            total = (hidden[dims] == TOTAL).all(axis="columns")
            found |= set(hidden.loc[total, AREA].astype(str))
            if isinstance(whole, Counted) and group is not None and whole.row == group:
                found |= set(hidden.loc[hidden[ROW] != TOTAL, AREA].astype(str))
    return tuple(sorted(found))
