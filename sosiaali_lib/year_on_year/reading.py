"""The values of key figures as protected tables show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sosiaali_lib.cells import AREA
from sosiaali_lib.year_on_year.difference import Interval
from sosiaali_lib.year_on_year.figure import KeyFigure

HIDDEN = "piilotettu"
FIGURE, VALUE, LOW, HIGH, STATE = "luku", "arvo", "ala", "yla", "tila"
SHOWN, OUT_OF_SIGHT, ABSENT = "nakyy", "piilotettu", "puuttuu"
CONFIDENCE = 0.95
COLUMNS = (AREA, FIGURE, VALUE, LOW, HIGH, STATE)
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Value:
    """A key figure of one period: shown with its number and interval, hidden, or absent."""

    state: str = ABSENT
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def hidden(self) -> bool:
        """Whether it is hidden to protect people."""
        return self.state == OUT_OF_SIGHT

    @property
    def interval(self) -> Interval | None:
        """The number with its limits; None where there are none."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return Interval(self.value, min(self.low, self.value), max(self.high, self.value))


NOTHING, CLOSED = Value(), Value(OUT_OF_SIGHT)


def values(tables: Mapping[str, pd.DataFrame], figure: KeyFigure) -> dict[str, Value]:
    """Give a key figure of every area that its table has.

    Parameters
    ----------
    tables
        Protected tables of a release by name. Not changed.
    figure
        What is read.

    Returns
    -------
    dict
        Area → value with its 95 % interval where there is one; shares are 0 to 1. Absent is a number
        that does not exist, as a share of nothing. Areas of which nothing was recorded are left out.

    Notes
    -----
    A code without a row is a true zero where the area has other rows. Intervals: Poisson limits
    (`rates.count_limits`), Wilson's (`survey.intervals`), or those that the table holds.
    """
    table = tables.get(figure.table)
    needed = {AREA, figure.value, *figure.cell, *(figure.base or ())}
    if table is None or not len(table) or not needed <= set(table):
        return {}
    by_area: dict[str, list[Row]] = {}
    for row in table.to_dict("records"):
        by_area.setdefault(str(row[AREA]), []).append(row)
    read = _share if figure.kind == "share" else _number
    found = {area: read(rows, figure) for area, rows in by_area.items()}
    return {area: value for area, value in found.items() if value is not None}


def as_table(found: Mapping[str, Value], figure: KeyFigure) -> pd.DataFrame:
    """Give values as a table: `alue`, `luku`, `arvo`, `ala`, `yla`, `tila`."""
    table = pd.DataFrame({AREA: list(found), FIGURE: figure.id})
    for name, of in ((VALUE, "value"), (LOW, "low"), (HIGH, "high")):
        table[name] = pd.array([getattr(one, of) for one in found.values()], "Float64")
    return table.assign(**{STATE: [one.state for one in found.values()]})[list(COLUMNS)]


def _row(rows: list[Row], cell: Mapping[str, str]) -> Row | None:
    """Give the row of a cell among those of an area."""
    return next((row for row in rows if all(row[dim] == code for dim, code in cell.items())), None)


def _count(rows: list[Row], figure: KeyFigure, cell: Mapping[str, str]) -> float | None:
    """Give the number of a cell: zero without a row, None where it is hidden."""
    row = _row(rows, cell)
    return 0.0 if row is None else _shown(row, figure.value)


def _shown(row: Row, column: str) -> float | None:
    """Give a number that is shown; one that still stands in a hidden row is not."""
    if row.get(HIDDEN, False) or pd.isna(row[column]):
        return None
    return float(row[column])


def _number(rows: list[Row], figure: KeyFigure) -> Value | None:
    if figure.kind == "count":
        count = _count(rows, figure, figure.cell)
        if count is None or figure.limits != "poisson":
            return CLOSED if count is None else Value(SHOWN, count)
        from sosiaali_lib.rates import count_limits

        low, high, _method = count_limits(count, CONFIDENCE)
        return Value(SHOWN, count, low, high)
    row = _row(rows, figure.cell)
    if row is None:  # an area that nobody answered for has no mean
        return None
    number = _shown(row, figure.value)
    if number is None:
        # The count is there, but no number of inhabitants.
        lacking = figure.kind == "rate" and _shown(row, figure.counted) is not None
        return NOTHING if lacking else CLOSED
    if figure.limits != "columns":
        return Value(SHOWN, number)
    return Value(SHOWN, number, _shown(row, figure.low), _shown(row, figure.high))


def _share(rows: list[Row], figure: KeyFigure) -> Value:
    from sosiaali_lib.survey.intervals import wilson_limits

    assert figure.base is not None
    part, base = (_count(rows, figure, cell) for cell in (figure.cell, figure.base))
    if base == 0:
        return NOTHING
    if part is None or base is None:
        return CLOSED
    share = ((base - part) if figure.others else part) / base
    return Value(SHOWN, share, *wilson_limits(share, base, CONFIDENCE))
