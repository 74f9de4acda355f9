"""What can be wrong with large data: a file, a column, or many rows in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sosiaali_lib.formatting import number
from sosiaali_lib.intake.faults import Problem, Severity
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.published import ReleaseError

NAMED = 5  # rows of a fault that a message names


class LargeDataError(ReleaseError):
    """Large data that cannot be counted; the message says which file, why and what to do."""


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one file.

    Attributes
    ----------
    file
        Path within the data folder.
    column
        Name of the column; empty for a whole file.
    problem
        What was expected and how to mend it.
    n
        Number of rows; 0 for a fault of the file or column.
    rows
        Numbers of the first of those rows, the first row of a file being 1.
    values
        Different wrong values among those first rows, where they may be shown.
    """

    file: str
    column: str
    problem: Problem
    n: int = 0
    rows: tuple[int, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether rows were left out for it."""
        return self.problem.severity is Severity.ERROR

    @property
    def told(self) -> str:
        """The fault as a line to read, in the language of the process that read the rows."""
        place = [self.file]
        if self.column:
            place.append(_("column {name}").format(name=self.column))
        text = _("{place}: expected {expected}. {cure}")
        line = text.format(
            place=", ".join(place), expected=self.problem.expected, cure=self.problem.cure
        )
        return f"{line} {self._rows()}" if self.n else line

    @property
    def as_json(self) -> dict[str, object]:
        """The fault for programs."""
        return {
            "file": self.file,
            "column": self.column,
            "reason": str(self.problem.reason),
            "expected": self.problem.expected,
            "cure": self.problem.cure,
            "severity": str(self.problem.severity),
            "n": self.n,
            "rows": list(self.rows),
            "values": list(self.values),
        }

    def _rows(self) -> str:
        rows = ", ".join(map(number, self.rows)) + (" …" if self.n > len(self.rows) else "")
        values = ", ".join(f"“{value}”" for value in self.values)
        if values:
            text = ngettext(
                "{n} row: {values} (row {rows}).", "{n} rows: {values} (rows {rows}).", self.n
            )
            return text.format(n=number(self.n), values=values, rows=rows)
        text = ngettext("{n} row (row {rows}).", "{n} rows (rows {rows}).", self.n)
        return text.format(n=number(self.n), rows=rows)


def gathered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Put faults of the same kind in the same file together, in the order of files and columns."""
    found: dict[tuple[str, str, Problem], Fault] = {}
    for fault in faults:
        key = (fault.file, fault.column, fault.problem)
        known = found.get(key)
        if known is not None:
            rows = tuple(sorted({*known.rows, *fault.rows})[:NAMED])
            values = tuple(sorted({*known.values, *fault.values})[:NAMED])
            fault = replace(known, n=known.n + fault.n, rows=rows, values=values)
        found[key] = fault
    return tuple(sorted(found.values(), key=lambda one: (one.file, one.column, -one.n, one.told)))
