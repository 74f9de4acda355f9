"""An earlier mapping for the next export: what is known stays, what is new is guessed."""

from __future__ import annotations

from dataclasses import replace

from sosiaali_lib.mapping.guessing import guess
from sosiaali_lib.mapping.model import Mapping, Role
from sosiaali_lib.sources.table import SourceTable


def renew(mapping: Mapping, source: SourceTable) -> Mapping:
    """Give an earlier mapping with guesses for the columns that are new in a source.

    Entries of columns that the source has stay as a person has confirmed them; those of columns
    that it lacks go, except columns of personal data.

    Raises
    ------
    ValueError
        If there is no such form.
    """
    names = frozenset(source.names)
    known = frozenset(entry.column for entry in mapping.entries)
    fresh = guess(source, mapping.form, instrument=mapping.constants.get("mittari"))
    stays = [e for e in mapping.entries if e.column in names or e.role is Role.PERSONAL]
    targets = {entry.target for entry in stays} | set(mapping.constants)
    new = [
        entry
        for entry in fresh.entries
        if entry.column not in known and (entry.role is Role.BOX or entry.target not in targets)
    ]
    # A second column for one that is filled already is left to a person: the comparison asks.
    return replace(mapping, entries=(*stays, *new))
