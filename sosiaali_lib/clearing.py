"""Whether a person has cleared a row for publication: decided here for all forms."""

from __future__ import annotations

import pandas as pd

COLUMN, YES = "julkaistavissa", "kylla"


def is_cleared(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows a person has cleared; an empty cell and an absent column are no clearing.

    Examples
    --------
    >>> is_cleared(pd.DataFrame({"julkaistavissa": ["kylla", "ei", None]})).tolist()
    [True, False, False]
    """
    if COLUMN not in rows:
        return pd.Series(False, index=rows.index)
    return rows[COLUMN].eq(YES).fillna(False).astype(bool)
