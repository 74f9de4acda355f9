"""The deadlines of open proposals as a calendar."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pandas as pd

from sosiaali_lib.listings import Row, written
from sosiaali_lib.messages import _, use
from sosiaali_lib.proposals.deadlines import CLOCK, DUE, SOURCE, with_deadlines
from sosiaali_lib.proposals.naming import AREAS, area_names
from sosiaali_lib.proposals.standing import answered
from sosiaali_lib.year_clock import YearClock


def calendar(rows: pd.DataFrame, clock: YearClock, lang: str) -> bytes:
    """Give the deadlines of the proposals that wait for an answer as iCalendar.

    Parameters
    ----------
    rows
        Proposals. Not changed.
    clock
        The year clock, for deadlines that the proposals do not have themselves.
    lang
        fi, sv or en.

    Returns
    -------
    bytes
        RFC 5545. Each deadline is an event of a whole day; a proposal without a deadline has none.
        The same proposals give the same bytes, whatever their order.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//sosiaali_lib//toimenpiteet//FI")
    made.add("version", "2.0")
    waiting = with_deadlines(rows, clock)
    waiting = waiting[~answered(waiting) & waiting[DUE].notna()]
    events = []
    seen = Counter[str]()
    with use(lang):
        records = waiting.to_dict("records")
        for row, place in zip(records, area_names(waiting), strict=True):
            due, put_forward = row[DUE].date(), pd.Timestamp(row["esitetty_pvm"]).date()
            name = _identity(row)
            seen[name] += 1
            again = f"-{seen[name]}" if seen[name] > 1 else ""
            one = Event()
            one.add("uid", f"{name}{again}@sosiaali_lib")
            one.add("dtstamp", datetime.combine(put_forward, datetime.min.time(), UTC))
            one.add("dtstart", due)
            one.add("dtend", due + timedelta(days=1))  # the end is the day after the last
            one.add("summary", _summary(row, place))
            one.add("description", _description(row))
            events.append((due, str(one["uid"]), one))
    for _due, _uid, one in sorted(events, key=lambda event: event[:2]):
        made.add_component(one)
    return bytes(made.to_ical())


def _identity(row: Row) -> str:
    """Give a name that stays the same from one calendar to the next, so that events are updated."""
    where = next((written(row[name]) for name in AREAS if name in row), "")
    day = f"{pd.Timestamp(row['esitetty_pvm']):%Y-%m-%d}"
    key = "\n".join([where, day, written(row["vastaanottaja"]), written(row["ehdotus"])])
    return "ehdotus-" + sha256(key.encode()).hexdigest()[:20]


def _summary(row: Row, place: str) -> str:
    proposal = written(row["ehdotus"])
    if not place:
        return _("An answer is due: {proposal}").format(proposal=proposal)
    text = _("An answer is due, {place}: {proposal}")
    return text.format(place=place, proposal=proposal)


def _description(row: Row) -> str:
    lines = [
        _("Addressee: {who}.").format(who=written(row["vastaanottaja"])),
        _("Answers for it: {who}.").format(who=written(row["vastuutaho"])),
    ]
    if row[SOURCE] == CLOCK:
        lines.append(_("The deadline is that of the year clock."))
    return "\n".join(lines)
