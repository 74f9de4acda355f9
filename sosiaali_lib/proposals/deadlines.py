"""When a proposal must be answered, and whether that is in time for the budget."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sosiaali_lib.year_clock import YearClock

# Stage of the year clock in which proposals are decided, so that the next budget can hold them.
DECISIONS = "paatokset"
OWN, CLOCK, NONE = "oma", "vuosikello", "puuttuu"
DUE, SOURCE, LIMIT, IN_TIME, BUDGET = (
    "maaraaika_voimassa", "maaraajan_lahde", "paatosraja", "ehtii_talousarvioon", "talousarviovuosi",
)  # fmt: skip


def decision_day(clock: YearClock, day: date) -> date | None:
    """Give the first deadline of decisions on a day or after it.

    Parameters
    ----------
    clock
        The year clock. Decisions are its stage `paatokset`.
    day
        The day.

    Returns
    -------
    date or None
        None when the clock has no such stage, or the stage no deadline.

    Examples
    --------
    >>> from sosiaali_lib import year_clock
    >>> decision_day(year_clock.load(), date(2019, 6, 1))
    datetime.date(2020, 5, 31)
    """
    stage = next((one for one in clock.stages if one.id == DECISIONS), None)
    if stage is None:
        return None
    round_ = clock.round_of(day)
    found = [clock.deadline(stage, year) for year in (round_ - 1, round_, round_ + 1)]
    return min((due for due in found if due is not None and due >= day), default=None)


def with_deadlines(rows: pd.DataFrame, clock: YearClock) -> pd.DataFrame:
    """Add the deadline that holds for each proposal, where it comes from, and the budget.

    Parameters
    ----------
    rows
        Proposals with `esitetty_pvm` and `maaraaika`. Not changed.
    clock
        The year clock.

    Returns
    -------
    DataFrame
        The rows with `maaraaika_voimassa` (the own deadline, else that of the year clock's
        decisions after the proposal was put forward), `maaraajan_lahde` (oma, vuosikello,
        puuttuu), `paatosraja` (day by which the next budget's matters are decided),
        `ehtii_talousarvioon` (whether the deadline falls on that day or before) and
        `talousarviovuosi` (year of the first budget that an answer by the deadline reaches).

    Notes
    -----
    The final report of the ISO SOS project (Kainuun sote 2019, section 3.3.2) has decisions made by
    the end of May, so that proposals are handled in the budget of the coming year. Whether a
    municipality found the money later all the same is not known from the deadline.
    """
    put_forward = pd.to_datetime(rows["esitetty_pvm"])
    own = pd.to_datetime(rows["maaraaika"]) if "maaraaika" in rows else _no_day(rows)
    limit = _decided(put_forward, clock)
    due = own.fillna(limit)
    source = pd.Series(OWN, rows.index).mask(own.isna(), CLOCK).mask(due.isna(), NONE)
    reached = _decided(due, clock)
    known = due.notna() & limit.notna()
    found = rows.copy()
    found[DUE], found[SOURCE], found[LIMIT] = due, source, limit
    found[IN_TIME] = (due <= limit).astype("boolean").mask(~known, pd.NA)
    found[BUDGET] = reached.dt.year.astype("Int64") + 1
    return found


def _decided(days: pd.Series[pd.Timestamp], clock: YearClock) -> pd.Series[pd.Timestamp]:
    known = {day: decision_day(clock, day.date()) for day in days.dropna().unique()}
    return pd.to_datetime(days.map(known))


def _no_day(rows: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    return pd.Series(pd.NaT, rows.index, dtype="datetime64[ns]")
