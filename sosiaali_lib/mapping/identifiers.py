"""Columns that hold identifiers which the form itself asks for."""

from __future__ import annotations

from sosiaali_lib import forms
from sosiaali_lib.intake.direct_identifiers import is_heading
from sosiaali_lib.mapping.model import Mapping

_NEEDED = frozenset({"joining", "clearing"})


def kept(mapping: Mapping) -> frozenset[str]:
    """Give the columns of the source that must be read although they identify.

    Those are the confirmed ones that become a column of the form which joins the rows of one person
    or names who has read a text (`needed_for`): the intake puts pseudonyms in their place. A column
    that the form itself heads like an identifier and that is none, such as the name of a theme, is
    kept as well.
    """
    if mapping.form not in forms.available():
        return frozenset()
    wanted = {
        column.name
        for column in forms.load(mapping.form).columns
        if column.needed_for in _NEEDED
        or (column.personal != "direct" and any(map(is_heading, column.spellings())))
    }
    return frozenset(
        entry.column for entry in mapping.entries if entry.confirmed and entry.target in wanted
    )
