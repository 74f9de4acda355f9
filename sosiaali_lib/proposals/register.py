"""The proposals that are published: those that a person has cleared."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.clearing import is_cleared

FORM = "toimenpiteet"
_COLUMNS = [
    "alue", "ehdotus", "vastaanottaja", "vastuutaho", "esitetty_pvm", "maaraaika", "tila",
    "vastaus", "vastaus_pvm",
]  # fmt: skip


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the proposals that a person has cleared for publication, without the checker's name.

    Parameters
    ----------
    rows
        Rows of the form with `alue`. Not changed.
    """
    return rows.loc[is_cleared(rows), _COLUMNS].reset_index(drop=True)
