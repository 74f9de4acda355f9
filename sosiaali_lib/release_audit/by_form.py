"""Releases taken apart by form: tables of different forms have no numbers in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from sosiaali_lib.evidence import REGISTERS
from sosiaali_lib.published import YEARS
from sosiaali_lib.release_audit import visits
from sosiaali_lib.release_audit.declared import BY_NAME, ROWS
from sosiaali_lib.release_audit.gathering import MEASURED_FORM, PAIRS
from sosiaali_lib.release_audit.reading import Folder


def form_of(table: str) -> str:
    """Give the form whose rows a table counts; empty for lists, and for what is told of all forms.

    Examples
    --------
    >>> form_of("kertymat"), form_of("rivit")
    ('jalkautumiset', '')
    """
    name = table.removesuffix(YEARS)
    if name in BY_NAME:
        return BY_NAME[name].form
    if name == PAIRS:
        return MEASURED_FORM
    return visits.FORM if name in visits.TABLES or name == visits.TOTALS else ""


def of_one_form(tables: Mapping[str, pd.DataFrame], form: str) -> dict[str, pd.DataFrame]:
    """Give the tables of a form, and the lists that tell of its rows."""
    lists = {ROWS, *(name for name, (of, _published) in REGISTERS.items() if of == form)}
    return {name: table for name, table in tables.items() if form_of(name) == form or name in lists}


def by_form(folders: Sequence[Folder]) -> dict[str, list[Folder]]:
    """Give the releases once for each form that they count, the form with most numbers first."""
    sizes: dict[str, int] = {}
    for folder in folders:
        for name, table in folder.tables.items():
            if form := form_of(name):
                sizes[form] = sizes.get(form, 0) + len(table)
    return {
        form: [replace(folder, tables=of_one_form(folder.tables, form)) for folder in folders]
        for form in sorted(sizes, key=lambda one: (-sizes[one], one))
    }
