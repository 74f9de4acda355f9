"""All checks of the rows of one form, and their division into used and rejected ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sosiaali_lib.intake import fingerprints, long_texts, rules, table_problems, values
from sosiaali_lib.intake.faults import Ints, Kind, Log, Mask, shown
from sosiaali_lib.intake.identifiers import Identifiers, guarded
from sosiaali_lib.intake.merging import Whole

FILE, ROW, BEYOND, PRINT, WHY = "tiedosto", "rivi", "ylimaarainen", "tarkiste", "virhe"


@dataclass(frozen=True, eq=False)
class Checked:
    """The rows of one form after all checks; `counts` has a row a file."""

    used: pd.DataFrame
    rejected: pd.DataFrame
    counts: pd.DataFrame


class _Faults:
    """Faults of rows, by position and number of their kind."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._numbers: list[tuple[Ints, Ints]] = []
        self._values: list[pd.Series[str]] = []

    def add(self, positions: Ints, numbers: Ints, values: pd.Series[str]) -> None:
        self._numbers.append((positions.astype(np.int32), numbers.astype(np.int32)))
        self._values.append(values)

    def add_number(self, positions: Ints, number: int) -> None:
        none = pd.Series("", index=range(len(positions)), dtype="str")
        self.add(positions, np.full(len(positions), number), none)

    def add_kind(self, positions: Ints, kind: Kind) -> None:
        self.add_number(positions, self._log.number(kind))

    def add_finding(self, finding: rules.Finding, cells: pd.Series[str], *, quoted: bool) -> None:
        """Note a broken rule; `quoted` says whether the values may be shown."""
        positions = np.flatnonzero(finding.rows)
        kind = Kind(finding.column, finding.problem)
        if not quoted:
            self.add_kind(positions, kind)
            return
        texts = cells.iloc[positions].fillna("").map(shown)
        self.add(positions, np.full(len(positions), self._log.number(kind)), texts)

    def joined(self) -> tuple[Ints, Ints]:
        """Give the positions and the numbers."""
        positions, numbers = (np.concatenate(part) for part in zip(*self._numbers, strict=True))
        return positions, numbers

    def tell(self, whole: Whole) -> None:
        """Put the faults into the log, under the places where a person finds the rows."""
        at, numbers = self.joined()
        values = pd.concat(self._values, ignore_index=True)
        self._log.add_rows(whole.places[at], whole.numbers[at], numbers, values)


def check(
    whole: Whole,
    *,
    areas: tuple[str, ...],
    codes: Mapping[tuple[str, str], frozenset[str]],
    today: date,
    log: Log,
    identifiers: Identifiers,
) -> Checked:
    """Check the rows of one form and divide them.

    Parameters
    ----------
    whole
        The rows. Not changed.
    areas
        Codes of the municipalities that the data set is about; empty for all.
    codes
        Values of the columns that other columns refer to, by form and name.
    today
        The day after which nothing can have happened yet.
    log
        Takes the faults.
    identifiers
        What becomes of the identifiers of people.
    """
    faults = _Faults(log)
    table = _read(whole, faults, today, log, identifiers)
    for finding in rules.check(whole.form, table, whole.cells, areas, codes):
        quoted = whole.form.column(finding.column).personal == "no"
        faults.add_finding(finding, whole.cells[finding.column], quoted=quoted)
    faults.tell(whole)
    # A fault of a whole table is told once, not once a row; its rows are rejected all the same.
    for rows, number in whole.blocks:
        faults.add_number(rows, number)
    at, numbers = faults.joined()
    wrong = np.zeros(len(table), dtype=bool)
    wrong[at] = True
    if not whole.form.unique:
        _note_identical(whole, wrong, log)
    used = pd.concat([table, _origin(whole)], axis="columns")
    return Checked(
        used=used[~wrong].reset_index(drop=True),
        rejected=_rejected(whole, wrong, _told(at, numbers, log)),
        counts=_counts(whole, wrong),
    )


def _read(
    whole: Whole, faults: _Faults, today: date, log: Log, identifiers: Identifiers
) -> pd.DataFrame:
    """Give the typed values of all columns, with pseudonyms where the key asks for them."""
    typed = {}
    for column in whole.form.columns:
        cells = whole.cells[column.name]
        read, at, numbers, texts = values.parse(column, cells, today=today, log=log)
        faults.add(at, numbers, texts)
        typed[column.name], refused = guarded(column, read, identifiers)
        for rows, problem in refused:
            faults.add_kind(rows, Kind(column.name, problem))
        if column.type in long_texts.TYPES:
            typed[column.name], cut = long_texts.shortened(typed[column.name])
            long_texts.note(column.name, whole.places[cut], whole.numbers[cut], log)
    unclosed = np.array(sorted(whole.unclosed), dtype=np.int64)
    shifted = np.array(sorted(set(whole.beyond) - whole.unclosed), dtype=np.int64)
    faults.add_kind(unclosed, Kind("", table_problems.open_quote()))
    faults.add_kind(shifted, Kind("", table_problems.too_many_cells()))
    return pd.DataFrame(typed)


def _origin(whole: Whole) -> pd.DataFrame:
    files = pd.array(whole.names, dtype="str").take(whole.table)
    rows = pd.arrays.IntegerArray(whole.origin, np.zeros(len(whole.origin), dtype=bool))
    return pd.DataFrame({FILE: files, ROW: rows})


def _rejected(whole: Whole, wrong: Mask, told: pd.Categorical) -> pd.DataFrame:
    at = np.flatnonzero(wrong)
    rejected = whole.cells.iloc[at].fillna("")
    if whole.beyond:
        rejected[BEYOND] = [whole.beyond.get(row, "") for row in at.tolist()]
    origin = _origin(whole).iloc[at]
    rejected = pd.concat([rejected, origin], axis="columns").reset_index(drop=True)
    rejected[WHY] = told
    prints = fingerprints.of_rows(whole.originals, at)
    rejected[PRINT] = pd.Series(fingerprints.written(prints), dtype="str")
    return rejected


def _told(at: Ints, numbers: Ints, log: Log) -> pd.Categorical:
    """Give the faults of each faulty row, in the order of rows, as one text a row."""
    kinds = [f"{kind.column}: {kind.problem.cure}" if kind.column else kind.problem.cure
             for kind in log.kinds]  # fmt: skip
    codes, texts = pd.factorize(pd.Series(kinds, dtype="str"))
    order = np.argsort(at, kind="stable")
    at, text = at[order], codes[numbers[order]]
    starts = np.flatnonzero(np.diff(at, prepend=-1))
    sizes = np.diff(starts, append=len(at))
    # Rows with the same faults share a text: find the different sequences, one fault at a time.
    sequence = np.zeros(len(starts), dtype=np.int64)
    for step in range(sizes.max(initial=0)):
        has = np.flatnonzero(sizes > step)
        longer = sequence * (len(texts) + 1)
        longer[has] += text[starts[has] + step] + 1
        sequence, _different = pd.factorize(longer)
    _same, first = np.unique(sequence, return_index=True)
    joined = [
        " | ".join(dict.fromkeys(texts[text[start : start + size]]))
        for start, size in zip(starts[first], sizes[first], strict=True)
    ]
    return pd.Categorical.from_codes(*_shared(sequence, joined))


def _shared(sequence: Ints, texts: list[str]) -> tuple[Ints, pd.Index]:
    codes, different = pd.factorize(pd.Series(texts, dtype="str"))
    return codes[sequence], pd.Index(different)


def _counts(whole: Whole, wrong: Mask) -> pd.DataFrame:
    read = np.bincount(whole.table, minlength=len(whole.names))
    rejected = np.bincount(whole.table[wrong], minlength=len(whole.names))
    return pd.DataFrame(
        {
            "form": pd.Series(whole.form.name, index=range(len(read)), dtype="str"),
            "file": pd.Series(whole.names, dtype="str"),
            "read": read,
            "used": read - rejected,
            "rejected": rejected,
        }
    )


def _note_identical(whole: Whole, wrong: Mask, log: Log) -> None:
    again = np.flatnonzero(~wrong & fingerprints.repeated(whole.cells, ~wrong))
    known = log.places
    for place in np.unique(whole.places[again]).tolist():
        rows = whole.numbers[again[whole.places[again] == place]]
        log.add(known[place], rules.identical(rows.tolist()))
