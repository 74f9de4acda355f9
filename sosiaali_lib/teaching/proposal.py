"""One proposal of a student's, with the deadline and the budget that the year clock gives it."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.messages import _
from sosiaali_lib.proposals import FORM, with_deadlines
from sosiaali_lib.teaching.answer import CheckError
from sosiaali_lib.year_clock import load

STATE = {
    "tila": "esitetty",
    "julkaistavissa": "ei",
}  # a new proposal is put forward, not yet cleared


def proposal(**cells: str) -> pd.DataFrame:
    """Give one proposal as a row of the form `toimenpiteet`, with its deadline.

    Parameters
    ----------
    cells
        Cells by the names of the form's columns; days as 2026-03-16.

    Returns
    -------
    DataFrame
        One row with the form's columns that were given, and those of `proposals.with_deadlines`.

    Raises
    ------
    CheckError
        If a column is not one of the form's, a required one is missing or empty, or a day is no day.

    Examples
    --------
    >>> made = proposal(kunta="765", ehdotus="Asiointikyyti kylistä kahdesti viikossa.",
    ...                 vastaanottaja="Kunnanhallitus", vastuutaho="Joukkoliikenteen yhteyshenkilö",
    ...                 esitetty_pvm="2026-03-16")
    >>> int(made["talousarviovuosi"].item())
    2027
    """
    columns = {column.name: column for column in forms.load(FORM).columns}
    given = {name: text.strip() for name, text in cells.items()}
    if unknown := [name for name in given if name not in columns]:
        text = _("The form has no column {columns}. It has {known}.")
        raise CheckError(text.format(columns=", ".join(unknown), known=", ".join(columns)))
    required = [name for name, column in columns.items() if column.required and name not in STATE]
    if absent := [name for name in required if not given.get(name)]:
        text = _("These are missing from the proposal: {columns}.")
        raise CheckError(text.format(columns=", ".join(absent)))
    row = pd.DataFrame([STATE | {name: text or None for name, text in given.items()}])
    for day in ("esitetty_pvm", "maaraaika"):
        if day not in given:
            continue
        row[day] = pd.to_datetime(row[day], format="%Y-%m-%d", errors="coerce")
        if given[day] and row[day].isna().item():
            text = _("`{column}` is {value!r}; write the day as 2026-03-16.")
            raise CheckError(text.format(column=day, value=given[day]))
    return with_deadlines(row, load())
