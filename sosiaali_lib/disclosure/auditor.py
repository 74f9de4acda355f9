"""An independent reader who tries to compute hidden cells from everything that is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args, overload

import numpy as np
import pandas as pd

from sosiaali_lib.disclosure.attack import Part
from sosiaali_lib.disclosure.fitting import refuse
from sosiaali_lib.disclosure.hierarchy import Parents
from sosiaali_lib.disclosure.naming import name_cell, some
from sosiaali_lib.disclosure.published import Protected
from sosiaali_lib.disclosure.register import Publication, Register
from sosiaali_lib.disclosure.tied import split

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.attack import Ints
    from sosiaali_lib.file_audit import FolderAudit

Attacker = Literal["plain", "strict", "self"]
HandMade = tuple[pd.DataFrame, Sequence[str], Mapping[str, Parents] | None]
THRESHOLD = 5


@dataclass(frozen=True, eq=False)
class Audit:
    """What one kind of reader can compute from a set of published tables."""

    attacker: str
    n_hidden: int
    derivable: pd.DataFrame = field(repr=False)
    """One row a cell: `table`, `cell`, and a column for each dimension; for the attacker "self" also
    `knowing`, the cell of the person who can compute it. Never the number itself."""
    too_narrow: pd.DataFrame = field(repr=False)
    """Small cells that stay unknown, but within fewer numbers than the threshold; same columns."""

    @property
    def ok(self) -> bool:
        """Whether no hidden cell can be computed."""
        return self.derivable.empty


@overload
def audit(
    tables: Mapping[str, Protected | HandMade] | Protected,
    attacker: Attacker = "strict",
    *,
    zeros: Literal["shown", "hidden"] = "shown",
    threshold: int = THRESHOLD,
    widths: bool = True,
) -> Audit: ...
@overload
def audit(tables: str | Path, attacker: Attacker = "strict") -> FolderAudit: ...
def audit(
    tables: Mapping[str, Protected | HandMade] | Protected | str | Path,
    attacker: Attacker = "strict",
    *,
    zeros: Literal["shown", "hidden"] = "shown",
    threshold: int = THRESHOLD,
    widths: bool = True,
) -> Audit | FolderAudit:
    """Find every hidden cell whose number follows from all the published tables together.

    Parameters
    ----------
    tables
        Name to table: a `Protected`, or `(DataFrame, by, hierarchies)` with a column `hidden` and
        one value column besides `by`, `hidden` and `reason`. Each table must hold every combination
        of its codes. Tables with the same value column share the figures of shared dimensions. A
        hidden row that still carries a number counts as derivable. A `Protected` alone is one table;
        a path is a folder of finished files, which are read back (`file_audit.audit_folder`).
    attacker
        "plain" knows that counts are whole and not negative; "strict" also knows that a hidden cell
        is not 0 where zeros are shown; "self" is, besides, one of the counted: who is alone in a
        cell knows it to be 1. Of a hand-made table nobody says which cells these are: each hidden
        cell that may be 1 is tried (not those whose `reason` is "secondary").
    zeros, threshold
        Policy behind the hand-made tables; a `Protected` brings its own.
    widths
        Look for small cells that are known too closely as well; it costs two linear programmes for
        each of them.

    Returns
    -------
    Audit
        For a folder `file_audit.FolderAudit`, which has the same properties.

    Raises
    ------
    ValueError
        If a table is incomplete or misshapen, or if no counts fit what is published.

    Notes
    -----
    A cell counts as open only when two sets of whole numbers that fit everything published, checked
    exactly, differ in it, or when it has no upper bound. A cell that could be neither opened nor
    closed within the search limit is listed: the verdict errs on the safe side.

    Examples
    --------
    >>> table = pd.DataFrame({"alue": ["a", "b", "yhteensä"], "n": [None, 8, 11],
    ...                       "hidden": [True, False, False]})
    >>> audit({"asiakkaat": (table, ["alue"], None)}).derivable["cell"].tolist()
    ['alue=a']
    """
    if attacker not in get_args(Attacker):
        raise ValueError(f"`attacker` is {attacker!r}; expected one of {some(get_args(Attacker))}.")
    if zeros not in ("shown", "hidden"):
        raise ValueError(f"`zeros` is {zeros!r}; expected 'shown' or 'hidden'.")
    if isinstance(tables, str | Path):
        from sosiaali_lib.file_audit import audit_folder

        return audit_folder(Path(tables), attacker)
    if isinstance(tables, Protected):
        tables = {"table": tables}
    register = entered(tables, zeros, threshold)
    parts = parts_of(register, strict=attacker != "plain")
    openings = [(columns, part, part.open(wanted)) for columns, part, wanted in parts]
    opened = {int(f) for columns, _, found in openings for f in columns[found]}
    closed = {cell[3]: "" for cell in register.hidden if cell[3] not in opened}
    if attacker == "self":
        for columns, part, found in openings:
            closed = dict(_known_to_one(register, columns, part, found)) | closed
    narrow = {
        int(columns[cell]): ""
        for columns, part, found in openings
        for cell in (np.flatnonzero(found) if widths else ())
        if not part.spans(int(cell), register.widths.get(int(columns[cell]), 0))
    }
    return Audit(
        attacker,
        len(register.hidden),
        _listed(register, closed, knowing=attacker == "self"),
        _listed(register, narrow),
    )


def entered(tables: Mapping[str, Protected | HandMade], zeros: str, threshold: int) -> Register:
    """Enter tables, and what must stand behind them, into a register."""
    register = Register()
    for name, table in tables.items():
        register.enter(_publication(name, table, zeros, threshold))
    register.enter_joints()
    return register


def _publication(name: str, table: Protected | HandMade, zeros: str, threshold: int) -> Publication:
    if isinstance(table, Protected):
        return Publication(
            name,
            table.table,
            table.by,
            table.value,
            table.hierarchies,
            table.floor,
            table.threshold,
            table.singles,
        )
    frame, by, hierarchies = table
    rest = [column for column in frame.columns if column not in (*by, "hidden", "reason")]
    if len(rest) != 1:
        raise ValueError(
            f"table {name!r} has the columns {some(rest)} besides its dimensions, `hidden` and "
            "`reason`; expected one value column."
        )
    floor = int(zeros == "shown")
    return Publication(name, frame, tuple(by), rest[0], hierarchies or {}, floor, threshold)


def parts_of(register: Register, *, strict: bool) -> Iterator[tuple[Ints, Part, np.ndarray]]:
    """Give the parts of the system that hold hidden cells: figures, part, which are hidden cells."""
    from scipy.sparse import csr_array

    relations = register.relations()
    n = len(register.numbers)
    known = np.zeros(n, dtype=np.int64)
    is_known = np.zeros(n, dtype=bool)
    is_known[list(register.known)] = True
    known[list(register.known)] = list(register.known.values())
    unknown = np.flatnonzero(~is_known)
    floors = np.array(
        [register.floors.get(int(f), 0) if strict else 0 for f in unknown], dtype=float
    )
    rows = csr_array(relations[:, unknown])
    aims = -(relations @ known)
    if aims[np.diff(rows.indptr) == 0].any():
        refuse()
    wanted = np.isin(unknown, list(register.floors))
    for columns, ties in split(rows):
        if wanted[columns].any():
            tops = np.full(len(columns), np.inf)
            part = Part(rows[ties][:, columns], aims[ties], floors[columns], tops)
            yield unknown[columns], part, wanted[columns]


def _known_to_one(
    register: Register, figures: Ints, part: Part, found: np.ndarray
) -> Iterator[tuple[int, str]]:
    """Give what a person who is alone in a cell can compute besides, and the name of that cell."""
    names = {figure: name_cell(by, cell) for _, by, cell, figure in register.hidden}
    small = np.isin(figures, list(register.widths))
    if (found & np.isin(figures, list(register.singles))).any():
        part.stir(found & small)
    for cell in np.flatnonzero(found & np.isin(figures, list(register.singles))):
        figure = int(figures[cell])
        view = part.fixed(int(cell), 1)
        if view.floors[cell] < part.floors[cell] or view.first is None:
            continue  # he cannot be alone there
        wanted = found & small
        wanted[cell] = False
        if (wanted & ~view.within_a_step()).any():
            view.stir(wanted & ~view.within_a_step())
        numbers = dict(zip(figures.tolist(), view.first.tolist(), strict=True))
        himself = _own_cells(register, figure, numbers)
        for other in np.flatnonzero(wanted & ~view.open(wanted)):
            if int(figures[other]) not in himself:
                yield int(figures[other]), names[figure]


def _own_cells(register: Register, figure: int, numbers: Mapping[int, int]) -> set[int]:
    """Give the parts of what one person is alone in, and all that is that person alone."""
    wholes, parts = register.kin(figure)
    for part in parts | {figure}:
        if numbers.get(part) == 1:
            wholes = wholes | register.kin(part)[0]
    return parts | {whole for whole in wholes if numbers.get(whole) == 1}


def _listed(
    register: Register, figures: Mapping[int, str], *, knowing: bool = False
) -> pd.DataFrame:
    rows = [
        {"table": name, "cell": name_cell(by, cell), **dict(zip(by, cell, strict=True))}
        | ({"knowing": figures[figure]} if knowing else {})
        for name, by, cell, figure in register.hidden
        if figure in figures
    ]
    dimensions = dict.fromkeys(d for _, by, _, _ in register.hidden for d in by)
    extra = ["knowing"] if knowing else []
    return pd.DataFrame(rows, columns=["table", "cell", *dimensions, *extra])
