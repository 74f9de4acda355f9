"""The verdict on the tables of one form, and whether one that was given holds for what lies there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pandas as pd

from sosiaali_lib.release_audit import insiders
from sosiaali_lib.release_audit.finding import Finding
from sosiaali_lib.release_audit.gathering import label_of
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.release_audit.relations import Relations
from sosiaali_lib.release_audit.solving import Memory, Solved


@dataclass(frozen=True)
class OfForm:
    """What one kind of reader makes of the tables of one form.

    Attributes
    ----------
    n_hidden
        Hidden cells.
    closed, narrow, alone
        Cells whose number he can have; those of which single ties leave fewer numbers than the
        threshold; and those that somebody can have who is alone in another one.
    """

    n_hidden: int
    closed: tuple[Finding, ...]
    narrow: tuple[Finding, ...]
    alone: tuple[Finding, ...]


def judged(
    relations: Relations, solved: Solved, folders: Sequence[Folder], *, alone: bool
) -> OfForm:
    """Give the verdict on what was solved.

    Parameters
    ----------
    relations, solved
        What is published in the folders, and what a reader makes of it.
    folders
        Where it is published.
    alone
        Whether readers who are alone in a hidden cell are tried as well.
    """
    low, high, width = solved.low, solved.high, solved.high - solved.low
    least = min((folder.threshold for folder in folders), default=0)
    closed, narrow = [], []
    for cell in relations.hidden:
        if cell.figure in solved.closed:
            closed.append(Finding(cell.table, cell.place, "sums"))
        elif width[cell.figure] < least:
            narrow.append(Finding(cell.table, cell.place, "narrow"))
    for cell in relations.rests:
        if low[cell.figure] == high[cell.figure] and 0 < low[cell.figure] < least:
            closed.append(Finding(cell.table, cell.place, "rest"))
    return OfForm(
        len({(cell.table, cell.name) for cell in relations.hidden}),
        tuple(closed),
        tuple(narrow),
        tuple(insiders.findings(relations, solved)) if alone else (),
    )


@dataclass(frozen=True)
class Learned:
    """What an attack of a strict reader has found, those tried as well who are alone in a cell.

    Attributes
    ----------
    memory
        Numbers and steps that another attack can try first.
    """

    memory: Memory = field(repr=False)
    _verdict: OfForm = field(repr=False)
    _attacked: str
    _label: str

    @classmethod
    def of(
        cls, memory: Memory, relations: Relations, solved: Solved, folders: Sequence[Folder]
    ) -> Learned:
        """Judge what was solved, and note what was attacked."""
        verdict = judged(relations, solved, folders, alone=True)
        return cls(memory, verdict, fingerprint(folders), label_of(folders[0], folders))

    def verdict_on(self, folders: Sequence[Folder]) -> OfForm | None:
        """Give the verdict, if the folders hold cell by cell what was attacked; None if they do not."""
        if fingerprint(folders) != self._attacked:
            return None
        label = label_of(folders[0], folders)
        old = self._verdict

        def named(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
            return tuple(self._named(found, label) for found in findings)

        return OfForm(old.n_hidden, named(old.closed), named(old.narrow), named(old.alone))

    def _named(self, found: Finding, label: str) -> Finding:
        """Name a table by the folder in which it lies now."""
        if not found.table.startswith(self._label):
            return found
        return replace(found, table=label + found.table.removeprefix(self._label))


def fingerprint(folders: Sequence[Folder]) -> str:
    """Give a digest of all that an attack takes from folders, but for where the first one lies."""
    found = sha256()
    for folder in folders:
        told = [
            folder.place.name if folder.place != folders[0].place else "",
            folder.organisation,
            [day.isoformat() for day in folder.period],
            None if folder.division is None else folder.division.isoformat(),
            folder.own_areas,
            folder.threshold,
            folder.label,
            {name: sorted(folder.zero_areas(name)) for name in sorted(folder.tables)},
        ]
        found.update(json.dumps(told).encode())
        for name, table in sorted(folder.tables.items()):
            kinds = [name, [(str(column), str(kind)) for column, kind in table.dtypes.items()]]
            found.update(json.dumps(kinds).encode())
            found.update(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())
    return found.hexdigest()
