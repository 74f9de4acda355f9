"""What of the costs may be published: whole paths and calculations that a person has cleared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.clearing import is_cleared
from sosiaali_lib.costs import calculation, path_totals

AREA = "alue"
_PATH_COLUMNS = (
    "polku", "vaihe", "palvelu", "yksikko", "yksikkohinta", "maara", "kustannus_lahteessa",
    "lahde", "hintavuosi", "oletus",
)  # fmt: skip
_ASSUMPTION_COLUMNS = (
    "laskelma", "nimi", "kuvaus", "arvo", "ala", "yla", "yksikko", "jakauma", "lahde",
)  # fmt: skip


def published_paths(steps: pd.DataFrame) -> pd.DataFrame:
    """Give the steps of the paths of which every step is cleared: half a path has no total."""
    return _whole(steps, "polku", _PATH_COLUMNS)


def published_assumptions(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the assumptions of the calculations of which every assumption is cleared."""
    return _whole(rows, "laskelma", _ASSUMPTION_COLUMNS)


def _whole(rows: pd.DataFrame, key: str, columns: tuple[str, ...]) -> pd.DataFrame:
    cleared = is_cleared(rows).groupby(rows[key]).transform("all")
    placed = rows if AREA in rows else rows.assign(**{AREA: TOTAL})
    return placed.loc[cleared].reindex(columns=[AREA, *columns]).reset_index(drop=True)


REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    path_totals.FORM: (path_totals.FORM, published_paths),
    calculation.FORM: (calculation.FORM, published_assumptions),
}
