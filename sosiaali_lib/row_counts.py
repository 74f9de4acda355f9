"""What a release says of the rows of its forms: how many were read, used and rejected.

A row of most forms is about a person, so the number of rows of a form is a count of people like
any other: what its tables hide is not told by this table either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.base import N

FORM, USED = "lomake", "kaytetty"
NUMBERS = ("luettu", USED, "hylatty", "jakson_ulkopuolella")
# Forms that are protected by tables of their own: table, its dimension and its count.
OWN_TABLES: Mapping[str, tuple[str, str, str]] = {"jalkautumiset": ("luonne", "luonne", "kaynnit")}
PEOPLE_FORMS = frozenset({"jalkautumiset", "mittaukset"})


def told(
    counts: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    tabulations: Iterable[Tabulation],
    *,
    threshold: int,
) -> pd.DataFrame:
    """Hide the numbers of rows of the forms whose total is hidden.

    Parameters
    ----------
    counts
        `lomake`, `luettu`, `kaytetty`, `hylatty` and `jakson_ulkopuolella`. Not changed.
    tables
        Protected tables of the release.
    tabulations
        What was counted of the forms.
    threshold
        Numbers of people below this are hidden.

    Returns
    -------
    DataFrame
        The same columns, missing where a form has fewer used rows than the threshold or its total
        is hidden. Of forms that are not about people, such as the coding frame, all is told.
    """
    declared = [one for one in tabulations if one.form != "tyoaika"]
    about = PEOPLE_FORMS | {one.form for one in declared}
    totals = {form: _total(tables, *where) for form, where in OWN_TABLES.items()}
    for one in declared:
        part = one.where is not None and one.system == one.name
        if not part and one.shape != "means" and one.name in tables:
            found = _total(tables, one.name, one.dims[0], N, one.dims[1:])
            totals[one.form] = totals.get(one.form, found) if found is not None else found
    few = counts[USED].between(1, threshold - 1)
    hidden = counts[FORM].isin(about) & (few | counts[FORM].map(lambda f: totals.get(f, 0) is None))
    return counts.assign(
        **{name: counts[name].astype("Int64").mask(hidden) for name in NUMBERS if name in counts}
    )


def _total(
    tables: Mapping[str, pd.DataFrame],
    name: str,
    dim: str,
    number: str,
    others: Iterable[str] = (),
) -> int | None:
    """Give the number of all rows as a table shows it; None where it is hidden, 0 without rows."""
    table = tables.get(name)
    if table is None:
        return 0
    whole = table[AREA] == TOTAL
    for column in (dim, *others):
        if column in table:
            whole &= table[column] == TOTAL
    found = table.loc[whole, number]
    return 0 if not len(found) else None if pd.isna(found.iloc[0]) else int(found.iloc[0])
