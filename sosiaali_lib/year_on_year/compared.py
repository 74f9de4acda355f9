"""Key figures of one area beside those of earlier periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.formatting import rounded
from sosiaali_lib.year_on_year.comparability import SEPARATOR, Effect, effect
from sosiaali_lib.year_on_year.difference import Interval, difference
from sosiaali_lib.year_on_year.figure import KeyFigure, key_figures
from sosiaali_lib.year_on_year.reading import (
    FIGURE,
    HIGH,
    LOW,
    NOTHING,
    SHOWN,
    STATE,
    VALUE,
    Row,
    Value,
    values,
)
from sosiaali_lib.year_on_year.table import BREAKS, END, START

Period = tuple[date, date]


@dataclass(frozen=True)
class Compared:
    """A key figure now and in earlier periods.

    Attributes
    ----------
    figure
        Which.
    now
        In the period of the release.
    then
        In the earlier periods of the table, the latest first.
    codes
        What keeps it from being compared with the latest of them.
    """

    figure: KeyFigure
    now: Value
    then: tuple[Value, ...] = ()
    codes: tuple[str, ...] = ()

    def of_effect(self, wanted: Effect) -> tuple[str, ...]:
        """Give the codes that have an effect on this figure."""
        return tuple(code for code in self.codes if effect(code, self.figure) == wanted)

    @property
    def both(self) -> tuple[Value, Value] | None:
        """Give the number of the latest earlier period and today's; None unless both are shown."""
        then = self.then[0] if self.then else NOTHING
        return (then, self.now) if then.value is not None and self.now.value is not None else None

    @property
    def comparable(self) -> bool:
        """Whether both are shown and nothing breaks the comparison."""
        return self.both is not None and not self.of_effect("break")

    @property
    def change(self) -> float | None:
        """Now less then, of the numbers as they are written; None where they cannot be compared."""
        if not self.comparable:
            return None
        assert self.both is not None
        then, now = (written(self.figure, one.value or 0.0) for one in self.both)
        return now - then

    @property
    def limits(self) -> Interval | None:
        """The change with its interval; None where a caution or a number without one forbids it."""
        if not self.comparable or self.of_effect("caution"):
            return None
        assert self.both is not None
        then, now = (one.interval for one in self.both)
        return None if then is None or now is None else difference(now, then)

    @property
    def beyond_chance(self) -> bool:
        """Whether the interval of the change leaves zero out, and the change is seen when written."""
        limits = self.limits
        return limits is not None and bool(self.change) and not limits.low <= 0 <= limits.high


def written(figure: KeyFigure, value: float) -> float:
    """Give a number as it is written, so that a reader who subtracts gets the same."""
    if figure.kind == "share":
        return float(rounded(100 * value, figure.digits)) / 100
    return float(rounded(value, figure.digits))


def compared(
    tables: Mapping[str, pd.DataFrame], earlier: pd.DataFrame | None = None
) -> tuple[Compared, ...]:
    """Compare the key figures of one area.

    Parameters
    ----------
    tables
        Rows of the area in the protected tables of the release. Not changed.
    earlier
        Rows of the area in the table of earlier key figures; None or empty without any.

    Returns
    -------
    tuple of Compared
        Figures of which anything was recorded in any of the periods, in the order of the chapters.
    """
    days = periods(earlier)
    before = _before(earlier)
    found = []
    for figure in key_figures():
        now = next(iter(values(tables, figure).values()), None)
        past = before.get(figure.id, {})
        if now is None and not past:
            continue
        then = tuple(_value(past[one]) if one in past else NOTHING for one in days)
        codes = str(past[days[0]][BREAKS]) if days and days[0] in past else ""
        known = tuple(filter(None, codes.split(SEPARATOR)))
        found.append(Compared(figure, now or NOTHING, then, known))
    return tuple(found)


def periods(earlier: pd.DataFrame | None) -> Sequence[Period]:
    """Give the earlier periods of a table, the latest first."""
    if earlier is None or not len(earlier):
        return ()
    ends = {_period(start, end) for start, end in zip(earlier[START], earlier[END], strict=True)}
    return tuple(sorted(ends, key=lambda one: (one[1], one[0]), reverse=True))


def _period(start: object, end: object) -> Period:
    return date.fromisoformat(str(start)), date.fromisoformat(str(end))


def _before(earlier: pd.DataFrame | None) -> dict[str, dict[Period, Row]]:
    """Give the rows of each key figure by period."""
    found: dict[str, dict[Period, Row]] = {}
    if earlier is not None and len(earlier):
        for row in earlier.to_dict("records"):
            found.setdefault(str(row[FIGURE]), {})[_period(row[START], row[END])] = row
    return found


def _value(row: Row) -> Value:
    if row[STATE] != SHOWN:
        return Value(str(row[STATE]))
    ends = (None if pd.isna(row[name]) else float(row[name]) for name in (VALUE, LOW, HIGH))
    return Value(SHOWN, *ends)
