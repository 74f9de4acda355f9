"""What of a register leaves the closed room."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.clearing import is_cleared
from sosiaali_lib.links import LINK, sound


def cleared(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Keep the rows that a person has cleared, and of them the area and the named columns.

    Links that are not whole web addresses are left empty.
    """
    kept = rows.loc[is_cleared(rows), [AREA, *columns]].reset_index(drop=True)
    return kept.assign(**{LINK: sound(kept[LINK])}) if LINK in kept else kept
