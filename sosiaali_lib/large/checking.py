"""A batch of rows as typed values, checked with the rules of the form like rows of a spreadsheet.

Every different value of a column is read once, by the reader of spreadsheet cells (`intake.values`), and then
spread over the rows as codes: a batch of a million rows has a few thousand different values to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.forms import Column, Form
from sosiaali_lib.intake import long_texts, rules, values
from sosiaali_lib.intake.faults import Ints, Log, Mask, Problem, shown
from sosiaali_lib.intake.identifiers import Identifiers, guarded
from sosiaali_lib.large.faults import NAMED, Fault


@dataclass(frozen=True)
class Checks:
    """What rows are held against.

    Attributes
    ----------
    form
        The form.
    today
        The day after which nothing can have happened yet.
    areas
        Codes of the municipalities that the data are about; empty for all.
    identifiers
        What becomes of the identifiers of people.
    """

    form: Form
    today: date
    areas: tuple[str, ...]
    identifiers: Identifiers


@dataclass(frozen=True, eq=False)
class Checked:
    """The rows of a batch without faults, and what is wrong with the others.

    Texts and codes are categories, dates datetime64, whole numbers Int64, other numbers Float64. `kept`
    gives the places of the rows in the batch.
    """

    rows: pd.DataFrame
    read: int
    faults: tuple[Fault, ...]
    kept: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class Cells:
    """A column of a batch: the place of each row's value among the different ones; -1 for none."""

    labels: Ints
    texts: list[str]

    @property
    def spread(self) -> Ints:
        """Places among the values with an empty one put last."""
        return np.where(self.labels < 0, len(self.texts), self.labels)

    @property
    def series(self) -> pd.Series[str]:
        """The texts, missing where there is none."""
        return pd.Series(pd.array([*self.texts, None], dtype="str").take(self.spread))

    @property
    def filled(self) -> Mask:
        """Which rows have a value that is not blank."""
        given = np.array([bool(values.clean(text)) for text in self.texts] + [False])
        return np.asarray(given[self.spread], dtype=np.bool_)


def check(
    batch: Any, columns: Sequence[tuple[str, str]], checks: Checks, file: str, before: int
) -> Checked:
    """Check a batch of rows.

    Parameters
    ----------
    batch
        pyarrow RecordBatch.
    columns
        Column of the form → column of the batch.
    checks
        What the rows are held against.
    file
        Name of the file, for messages.
    before
        Number of rows of the file before the batch.
    """
    log, n, known = Log(), batch.num_rows, dict(columns)
    # Items of instruments that the file is not about would be hundreds of empty columns.
    kept = tuple(c for c in checks.form.columns if c.name in known or not c.item_of)
    form = replace(checks.form, columns=kept)
    faults: list[Fault] = []
    wrong = np.zeros(n, dtype=np.bool_)
    typed: dict[str, pd.Series] = {}
    cells: dict[str, pd.Series] = {}
    needed = {rule.column for rule in form.rules if rule.required_when or rule.required_with}
    for column in form.columns:
        held = cells_of(batch, known.get(column.name))
        series, found = _typed(column, held, checks, log)
        typed[column.name] = series
        if column.name in needed:
            cells[column.name] = pd.Series(np.where(held.filled, "x", ""), dtype="str")
        for problem, rows, texts in found:
            faults.append(_fault(file, column, problem, rows, before, texts))
            wrong[rows] |= faults[-1].is_error
    table = pd.DataFrame(typed)
    for finding in rules.check(form, table, pd.DataFrame(cells), checks.areas):
        rows = np.flatnonzero(finding.rows)
        if len(rows):
            column = form.column(finding.column)
            faults.append(_fault(file, column, finding.problem, rows, before, ()))
            wrong[rows] = True
    right = np.flatnonzero(~wrong)
    return Checked(table.take(right).reset_index(drop=True), n, tuple(faults), right)


def cells_of(batch: Any, name: str | None) -> Cells:
    """Give a column as places among its different texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if name is None:
        return Cells(np.full(batch.num_rows, -1), [])
    array = batch.column(batch.schema.get_field_index(name))
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        array = pc.binary_join(array.cast(pa.list_(pa.string())), ";")
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    texts = array.dictionary.cast(pa.string()).to_pylist()
    labels = array.indices.to_pandas().fillna(-1).to_numpy(dtype=np.int64)
    # A dictionary may hold nulls and equal texts of different values.
    places, known = pd.factorize(pd.Series(texts, dtype="str"))
    return Cells(np.where(labels < 0, -1, np.append(places, -1)[labels]), known.tolist())


def _typed(
    column: Column, held: Cells, checks: Checks, log: Log
) -> tuple[pd.Series, list[tuple[Problem, Ints, tuple[str, ...]]]]:
    """Read the different values of a column, and spread them; give the faults with their rows."""
    texts = pd.Series([*held.texts, ""], dtype="str")
    read, at, numbers, told = values.parse(column, texts, today=checks.today, log=log)
    read, refused = guarded(column, read, checks.identifiers)
    if column.type in long_texts.TYPES:
        read, _cut = long_texts.shortened(read)
    kinds: dict[Problem, tuple[list[int], list[str]]] = {}
    for place, kind, value in zip(at.tolist(), numbers.tolist(), told, strict=True):
        places, quoted = kinds.setdefault(log.kinds[kind].problem, ([], []))
        places.append(place)
        quoted += [value] if value else []
    for positions, problem in refused:
        kinds.setdefault(problem, ([], []))[0].extend(positions.tolist())
    spread = held.spread
    found: list[tuple[Problem, Ints, tuple[str, ...]]] = []
    for problem, (places, quoted) in kinds.items():
        marked = np.zeros(len(texts), dtype=np.bool_)
        marked[places] = True
        rows = np.flatnonzero(marked[spread])
        if len(rows):
            found.append((problem, rows, tuple(quoted[:NAMED])))
    return _spread(read, spread), found


def _spread(read: pd.Series, spread: Ints) -> pd.Series:
    if read.dtype == "str":
        codes, known = pd.factorize(read)
        return pd.Series(
            pd.Categorical.from_codes(codes[spread], categories=pd.Index(known, dtype="str"))
        )
    return pd.Series(read.array.take(spread))


def _fault(
    file: str, column: Column, problem: Problem, rows: Ints, before: int, texts: Sequence[str]
) -> Fault:
    first = tuple((rows[:NAMED] + before + 1).tolist())
    told = tuple(dict.fromkeys(shown(text) for text in texts)) if column.personal == "no" else ()
    return Fault(file, column.name, problem, len(rows), first, tuple(filter(None, told)))
