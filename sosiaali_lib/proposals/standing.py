"""Where each proposal stands on a day: answered, open or late, and for how long."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sosiaali_lib.proposals.deadlines import DUE, with_deadlines
from sosiaali_lib.year_clock import YearClock

PUT_FORWARD = "esitetty"  # the state of a proposal that has not been decided
IN_TIME, AFTER, ANSWERED = "vastattu_ajoissa", "vastattu_myohassa", "vastattu"
OPEN, LATE, NO_DEADLINE = "avoin", "myohassa", "avoin_ei_maaraaikaa"
WAITING = (LATE, OPEN, NO_DEADLINE)
STANDING, DAYS, LATE_DAYS = "tilanne", "paivia", "myohassa_paivia"


def answered(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which proposals have been answered: by text, by date or by their state."""
    text = rows["vastaus"].fillna("").astype("str").str.strip() != ""
    return text | rows["vastaus_pvm"].notna() | (rows["tila"] != PUT_FORWARD)


def standing(rows: pd.DataFrame, day: date, clock: YearClock) -> pd.DataFrame:
    """Tell of each proposal where it stands at the end of a day.

    Parameters
    ----------
    rows
        Proposals. Not changed.
    day
        The day; proposals put forward after it are left out, and answers given after it have not
        yet come.
    clock
        The year clock, for deadlines that the proposals do not have themselves.

    Returns
    -------
    DataFrame
        The rows with the columns of `with_deadlines`, `tilanne` (vastattu_ajoissa,
        vastattu_myohassa, vastattu where the day of the answer or the deadline is not known,
        avoin, myohassa, avoin_ei_maaraaikaa), `paivia` (days from putting forward to the answer, or
        to the day while it is open; missing where the day of the answer is not known) and
        `myohassa_paivia` (days that a late one has passed its deadline).
    """
    now = pd.Timestamp(day)
    found = with_deadlines(rows[pd.to_datetime(rows["esitetty_pvm"]) <= now], clock)
    due, come = found[DUE], pd.to_datetime(found["vastaus_pvm"])
    done = answered(found) & (come.isna() | (come <= now))
    where = pd.Series(OPEN, found.index)
    where = where.mask(due < now, LATE).mask(due.isna(), NO_DEADLINE)
    timely = pd.Series(ANSWERED, found.index).mask(come <= due, IN_TIME).mask(come > due, AFTER)
    where = where.mask(done, timely)
    end = come.where(done, now)
    days = (end - pd.to_datetime(found["esitetty_pvm"])).dt.days.astype("Int64")
    late = (now - due).dt.days.astype("Int64").where(where == LATE)
    return found.assign(**{STANDING: where, DAYS: days, LATE_DAYS: late})


def within(rows: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Give the proposals put forward from one day to another."""
    days = pd.to_datetime(rows["esitetty_pvm"])
    return rows[days.between(pd.Timestamp(first), pd.Timestamp(last))]


def before(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """Give the proposals put forward before a day: those whose follow-up is told."""
    return rows[pd.to_datetime(rows["esitetty_pvm"]) < pd.Timestamp(day)]
