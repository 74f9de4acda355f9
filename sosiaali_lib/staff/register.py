"""Rows of the staff forms that a report shows as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.staff.open_answers import AREA, quotes
from sosiaali_lib.staff.questions import PROFESSION, STAFF_FORM, YEAR

STAFF_TABLE, QUOTE_TABLE = STAFF_FORM, "tyontekijoiden_sitaatit"
COLUMNS = (AREA, YEAR, PROFESSION, "lukumaara")


def staff_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the numbers of staff, which are public and tell nothing about what anybody answered.

    Parameters
    ----------
    rows
        Rows of `henkilosto` with `alue`. Not changed.

    Returns
    -------
    DataFrame
        `alue`, `vuosi`, `ammattiryhma` (empty for all), `lukumaara`.
    """
    return rows[list(COLUMNS)].sort_values([YEAR, PROFESSION], kind="stable").reset_index(drop=True)


# Table of the release → form and function.
REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    STAFF_TABLE: (STAFF_FORM, staff_numbers),
    QUOTE_TABLE: ("tyontekijakysely", quotes),
}
