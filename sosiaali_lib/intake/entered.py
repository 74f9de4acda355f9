"""Files of rows entered in the application: their names, the column of keys, and the way back.

They are csv files that the application writes and a person may open in a spreadsheet, so their texts
are guarded against being run as formulas. What was put before them is taken away when they are read.
"""

from __future__ import annotations

from dataclasses import replace

from sosiaali_lib.formula_guard import unguard
from sosiaali_lib.intake.rows import Rows

KEY = "lahetystunnus"
ASIDE = frozenset({KEY})
_SUFFIX = "_sovellus"


def file_name(form: str, number: int = 1) -> str:
    """Give the name of a form's file; a further one where the first cannot be written to."""
    return f"{form}{_SUFFIX}{'' if number == 1 else f'_{number}'}.csv"


def restored(table: Rows) -> Rows:
    """Give a table as it was entered; one that the application did not write stays as it is."""
    if KEY not in table.extra:
        return table
    return replace(table, cells=table.cells.apply(unguard))
