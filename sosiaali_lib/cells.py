"""The codes that tables of counts share, from the protection to the reports."""

from __future__ import annotations

import pandas as pd

TOTAL = "yhteensä"
AREA = "alue"
NO_AREA = "ei_aluetta"  # rows that concern no single area; they count to the total alone


def shown_number(value: object) -> int | None:
    """Give a count of a protected table; None where it is hidden.

    Examples
    --------
    >>> shown_number(pd.NA) is None, shown_number(7)
    (True, 7)
    """
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]
