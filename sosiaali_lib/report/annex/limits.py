"""Intervals of a table with each limit in a column of its own, so that it can be calculated with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sosiaali_lib.formatting import ABSENT
from sosiaali_lib.messages import _
from sosiaali_lib.report.annex.values import Value, written

Column = tuple[str, list[Value]]


def apart(
    columns: Sequence[str], rows: Sequence[Sequence[Value]]
) -> tuple[list[str], list[list[Value]]]:
    """Give a table in which no cell holds more than one number.

    Parameters
    ----------
    columns, rows
        Headings and cells.

    Returns
    -------
    columns, rows
        After a column with intervals stand their lower and their upper limits; it is left out where
        it holds nothing else. A mark stands in each of them, and a number without an interval has
        no limits.
    """
    found: list[Column] = []
    for at, heading in enumerate(columns):
        cells = [row[at] for row in rows]
        found += (
            _of_column(heading, cells)
            if any(one.low is not None for one in cells)
            else [(heading, cells)]
        )
    return [heading for heading, _cells in found], [
        list(row) for row in zip(*(cells for _heading, cells in found), strict=True)
    ]


def _of_column(heading: str, cells: Sequence[Value]) -> list[Column]:
    limits = [
        (_("{heading}, lower limit").format(heading=heading), [_one(c, c.low) for c in cells]),
        (_("{heading}, upper limit").format(heading=heading), [_one(c, c.high) for c in cells]),
    ]
    if all(cell.number is None for cell in cells):
        return limits
    return [(heading, [_one(c, c.number, signed=c.signed) for c in cells]), *limits]


def _one(cell: Value, amount: Decimal | None, *, signed: bool = False) -> Value:
    """Give one number of a cell; a mark or a word stays as it is."""
    if cell.state != "luku":
        return cell
    if amount is None:
        return Value(ABSENT, "ei_tietoa")
    text = written(amount, cell.digits, cell.unit)
    return Value(text, "luku", amount, digits=cell.digits, unit=cell.unit, signed=signed)
