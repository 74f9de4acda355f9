"""The verdict on one or several releases: every number that an outsider can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import pandas as pd

from sosiaali_lib.disclosure import Audit
from sosiaali_lib.disclosure.auditor import Attacker
from sosiaali_lib.disclosure.naming import some
from sosiaali_lib.instruments import own
from sosiaali_lib.messages import _
from sosiaali_lib.published import ReleaseError
from sosiaali_lib.release_audit.by_form import by_form
from sosiaali_lib.release_audit.derived import beside_hidden, small_shown
from sosiaali_lib.release_audit.finding import Finding, listed
from sosiaali_lib.release_audit.gathering import gather, label_of, tables
from sosiaali_lib.release_audit.means import means
from sosiaali_lib.release_audit.of_form import Learned, OfForm, judged
from sosiaali_lib.release_audit.reading import Folder, read
from sosiaali_lib.release_audit.solving import Memory, solve
from sosiaali_lib.side_by_side import side_by_side

NAMED = 20
ANSWERS, GIVEN = "vastaukset", "henkilot"


@dataclass(frozen=True, eq=False)
class Attack:
    """What one kind of reader makes of releases, for the audit and for the protection log."""

    folders: tuple[Folder, ...]
    attacker: Attacker
    of_forms: tuple[OfForm, ...] = field(repr=False)
    of_tables: tuple[Finding, ...] = field(repr=False)
    """What single tables give away by themselves, to every reader."""
    alone: bool
    """Whether readers who are alone in a hidden cell were tried as well."""

    @classmethod
    def on(
        cls,
        places: Path | str | Sequence[Path | str],
        attacker: Attacker,
        *,
        alone: bool = False,
        learned: Mapping[str, Learned] | None = None,
    ) -> Attack:
        """Attack release folders; `alone` also as readers who are alone in a hidden cell.

        `learned` is what other attacks have found, by form. Where the folders hold cell by cell what
        was attacked, the verdict holds; elsewhere the numbers and steps that were found are tried
        before others are sought, and are left out where they do not fit.
        """
        several = [places] if isinstance(places, str | Path) else places
        folders = tuple(part for place in several for part in read(Path(place)).by_time())
        return cls._on(folders, attacker, alone or attacker == "self", learned or {})

    @classmethod
    def _on(
        cls,
        folders: tuple[Folder, ...],
        attacker: Attacker,
        alone: bool,
        learned: Mapping[str, Learned],
    ) -> Attack:
        forms = by_form(folders)
        found: dict[str, OfForm] = {}
        for form, one in forms.items():
            if form in learned and attacker != "plain" and (known := learned[form].verdict_on(one)):
                found[form] = known
        left = {form: one for form, one in forms.items() if form not in found}
        tasks = [
            (one, attacker, alone, learned[form].memory if form in learned else None)
            for form, one in left.items()
        ]
        sizes = [
            sum(len(table) for folder in one for table in folder.tables.values())
            for one in left.values()
        ]
        found |= dict(zip(left, side_by_side(_of_form, tasks, sizes), strict=True))
        of_forms = tuple(found[form] for form in forms)
        return cls(folders, attacker, of_forms, tuple(_of_tables(folders)), alone)

    def as_insider(self) -> Attack:
        """Give the same attack by a reader who is alone in one of the hidden cells."""
        if self.alone:
            return replace(self, attacker="self")
        return Attack._on(self.folders, "self", True, {})

    def audit(self) -> Audit:
        """Give the verdict."""
        return Audit(
            attacker=self.attacker,
            n_hidden=sum(one.n_hidden for one in self.of_forms),
            derivable=listed(self._findings()),
            too_narrow=listed(found for one in self.of_forms for found in one.narrow),
        )

    def _findings(self) -> Iterator[Finding]:
        for one in self.of_forms:
            yield from one.closed
        yield from self.of_tables
        if self.attacker == "self":
            for one in self.of_forms:
                yield from one.alone


def _of_form(task: tuple[Sequence[Folder], Attacker, bool, Memory | None]) -> OfForm:
    """Attack the tables of one form."""
    folders, attacker, alone, memory = task
    relations = gather(folders)
    solved = solve(relations, strict=attacker != "plain", memory=memory)
    return judged(relations, solved, folders, alone=alone)


def _of_tables(folders: Sequence[Folder]) -> Iterator[Finding]:
    for at, folder in enumerate(folders):
        label = label_of(folder, folders)
        for name, table in folder.tables.items():
            yield from beside_hidden(table, label + name + folder.label)
        for system in tables(at, folder):
            for grid in system.grids:
                yield from small_shown(grid, folder.threshold, label)
        yield from _small_answers(folder, label)
        known, _faults = own.read(folder.place / own.FOLDER)
        with own.using(known):
            yield from means(folder, label)


def audit_release(
    folders: Path | str | Sequence[Path | str], attacker: Attacker = "strict"
) -> Audit:
    """Attack one or several release folders as one system, as an outsider who has nothing else.

    Parameters
    ----------
    folders
        Release folders. Those of one organisation and period are taken to count the same rows, and
        those of periods that overlap to have parts in common.
    attacker
        "plain" knows that counts are whole and not negative; "strict" also that a hidden cell is not
        0 where zeros are shown; "self" is besides alone in one of the hidden cells.

    Returns
    -------
    Audit
        `derivable` has a row a cell, with `table`, `cell`, `how` and the dimensions; `too_narrow` those
        that single ties already leave fewer numbers than the threshold. No number is told.

    Raises
    ------
    ReleaseError
        If a folder is no release or a table cannot be read.
    ValueError
        If the attacker is not known.

    Notes
    -----
    The reader knows the declared counts, which say what each table counts and which count the same
    rows, and the area division. Besides sums he uses that some rows are at most all rows, that a pair
    of topics comes up at most as often as each of them, what rounded shares leave open, and the means.
    """
    if attacker not in get_args(Attacker):
        raise ValueError(f"`attacker` is {attacker!r}; expected one of {some(get_args(Attacker))}.")
    return Attack.on(folders, attacker).audit()


def refuse_if_derivable(
    folder: Path, earlier: Sequence[Path] = (), learned: Mapping[str, Learned] | None = None
) -> Attack:
    """Refuse a finished release folder that gives a hidden number away.

    Parameters
    ----------
    folder
        The folder, before it is put in its place.
    earlier
        Releases that are out already. What they alone give away, as the manifest says, cannot be
        hidden any more and is no reason to refuse.
    learned
        What other attacks on the same tables have found, by form. It is held against what the folder
        holds, cell by cell, so it cannot hide a leak; it saves attacking the same twice.

    Returns
    -------
    Attack
        What was tried, for the protection log.

    Raises
    ------
    ReleaseError
        Names tables and cells, never a number.
    """
    attack = Attack.on([folder, *earlier], "strict", alone=True, learned=learned)
    found = attack.audit().derivable
    if earlier:
        mine = label_of(attack.folders[0], attack.folders)
        found = found[found["table"].str.startswith(mine)]
        found = found.assign(table=found["table"].str.removeprefix(mine))
        found = found[~_said(found, attack.folders[0].given_away)]
    if not len(found):
        return attack
    raise ReleaseError(
        _(
            "The release was not made, because these numbers could be calculated from it: {cells}. "
            "Raise the threshold, leave the form out, or report the case."
        ).format(cells=_named(found))
    )


def _said(found: pd.DataFrame, given_away: Iterable[str]) -> pd.Series[bool]:
    """Tell which findings the release names itself, in whatever order their dimensions stand."""

    def parts(table: str, cell: str) -> tuple[str, frozenset[str]]:
        return table, frozenset(cell.split(", "))

    named = {parts(*cell.split(": ", 1)) for cell in given_away if ": " in cell}
    told = [parts(*one) in named for one in zip(found["table"], found["cell"], strict=True)]
    return pd.Series(told, index=found.index, dtype=bool)


def _named(found: pd.DataFrame) -> str:
    """Name tables, and some cells of each."""
    parts = []
    for table, rows in found.groupby("table", sort=False):
        parts.append(f"{table} ({len(rows)}: {some(rows['cell'].head(3), quote=False)})")
    return "; ".join(parts[:NAMED]) + (" …" if len(parts) > NAMED else "")


def _small_answers(folder: Folder, label: str) -> Iterator[Finding]:
    """Give the answers to items that few people gave."""
    table = folder.tables.get(ANSWERS)
    if table is None or GIVEN not in table:
        return
    for row in table[table[GIVEN].between(1, folder.threshold - 1)].to_dict("records"):
        place = tuple((str(k), str(v)) for k, v in row.items() if k != GIVEN)
        yield Finding(label + ANSWERS, place, "small")
