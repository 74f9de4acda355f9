"""The year clock of structural social work: what stage is now, what is due next, who answers for it."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.datafiles import DATA, DataFileError, read
from sosiaali_lib.formatting import day, listed, number
from sosiaali_lib.messages import _, ngettext, pick, use
from sosiaali_lib.results import Picture

FILE = "vuosikello.yaml"
PASSED, NOW, COMING = "mennyt", "nyt", "tulossa"
FIRST = 2026  # first year of the repeating events of a calendar


@dataclass(frozen=True)
class Stage:
    """One stage: its months in order, a yearly deadline where it has one, who answers for it."""

    id: str
    number: str
    months: tuple[int, ...]
    labels: Mapping[str, str]
    responsibles: Mapping[str, str]
    deadline: tuple[int, int] | None
    evidence: str

    @property
    def label(self) -> str:
        """The name in the language in use."""
        return pick(self.labels)

    @property
    def responsible(self) -> str:
        """Who answers for the stage, in the language in use."""
        return pick(self.responsibles)

    def period(self, year: int) -> tuple[date, date]:
        """Give the first and the last day of the stage that begins in a year."""
        first, last = self.months[0], self.months[-1]
        end = year + (last < first)
        return date(year, first, 1), date(end, last, monthrange(end, last)[1])


@dataclass(frozen=True)
class YearClock:
    """The stages of a year in order; the first one begins the round."""

    stages: tuple[Stage, ...]
    version: str
    source: str

    def round_of(self, today: date) -> int:
        """Give the year in which the round begins that a day belongs to."""
        return today.year - (today < date(today.year, self.stages[0].months[0], 1))

    def period(self, stage: Stage, round_: int) -> tuple[date, date]:
        """Give the first and the last day of a stage in a round."""
        return stage.period(round_ + (stage.months[0] < self.stages[0].months[0]))

    def deadline(self, stage: Stage, round_: int) -> date | None:
        """Give the deadline of a stage in a round."""
        if stage.deadline is None:
            return None
        first, last = self.period(stage, round_)
        due = date(last.year, *stage.deadline)
        return due if due <= last else date(first.year, *stage.deadline)


def load(path: Path | None = None) -> YearClock:
    """Give the year clock: the suite's own, or that of a file.

    Raises
    ------
    DataFileError
        If the file breaks the schema or contradicts itself, with every fault listed.

    Examples
    --------
    >>> load().round_of(date(2026, 1, 31))
    2025
    """
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> YearClock:
    return _read(DATA / "year_clock" / FILE)


def _read(path: Path) -> YearClock:
    data = read(path, "year_clock")
    if problems := tuple(_contradictions(data)):
        raise DataFileError(path, problems)
    stages = [
        Stage(
            id=entry["id"],
            number=entry["number"],
            months=tuple(entry["months"]),
            labels=entry["label"],
            responsibles=entry["responsible"],
            deadline=(entry["deadline"]["month"], entry["deadline"]["day"])
            if "deadline" in entry
            else None,
            evidence=entry["evidence"],
        )
        for entry in data["stages"]
    ]
    return YearClock(tuple(stages), data["version"], data["source"])


def _contradictions(data: Mapping[str, Any]) -> Iterator[str]:
    for what in ("id", "number"):
        times = Counter(stage[what] for stage in data["stages"])
        yield from (f"{what} {name} stands more than once" for name, n in times.items() if n > 1)
    for stage in data["stages"]:
        months = stage["months"]
        if any(later != earlier % 12 + 1 for earlier, later in pairwise(months)):
            yield f"stage {stage['id']}: the months {months} do not follow each other"
        if due := stage.get("deadline"):
            if due["month"] not in months:
                yield f"stage {stage['id']}: the deadline is not in a month of the stage"
            elif due["day"] > monthrange(2025, due["month"])[1]:
                yield f"stage {stage['id']}: month {due['month']} has no day {due['day']}"


@dataclass(frozen=True)
class Today:
    """The clock on a day."""

    clock: YearClock
    day: date

    @property
    def round(self) -> int:
        """The year in which the present round began."""
        return self.clock.round_of(self.day)

    def state(self, stage: Stage) -> str:
        """Tell whether a stage is over, going on or coming in the present round."""
        first, last = self.clock.period(stage, self.round)
        return PASSED if last < self.day else NOW if first <= self.day else COMING

    @property
    def now(self) -> tuple[Stage, ...]:
        """The stages that go on."""
        return tuple(stage for stage in self.clock.stages if self.state(stage) == NOW)

    @property
    def next_deadline(self) -> tuple[date, tuple[Stage, ...]] | None:
        """The next deadline, today's too, with its stages; None when no stage has one."""
        due: dict[date, list[Stage]] = {}
        for round_ in (self.round, self.round + 1):
            for stage in self.clock.stages:
                deadline = self.clock.deadline(stage, round_)
                if deadline is not None and deadline >= self.day:
                    due.setdefault(deadline, []).append(stage)
        return (min(due), tuple(due[min(due)])) if due else None

    @property
    def table(self) -> pd.DataFrame:
        """The stages with their days in the present round, under headings in the language in use."""
        states = {PASSED: _("over"), NOW: _("going on"), COMING: _("coming")}
        rows = []
        for stage in self.clock.stages:
            first, last = self.clock.period(stage, self.round)
            due = self.clock.deadline(stage, self.round)
            rows.append(
                {
                    _("Stage"): f"{stage.number}. {stage.label}",
                    _("Time"): f"{day(first)}–{day(last)}",
                    _("Deadline"): day(due) if due else "–",
                    _("Answers for it"): stage.responsible,
                    _("Now"): states[self.state(stage)],
                }
            )
        return pd.DataFrame(rows)

    def sentences(self, lang: str) -> list[str]:
        """Say what goes on and what is due next."""
        with use(lang):
            found = []
            if self.now:
                text = ngettext(
                    "On {date} the stage going on is {stages}.",
                    "On {date} the stages going on are {stages}.",
                    len(self.now),
                )
                stages = listed([f"{stage.number} ({stage.label})" for stage in self.now])
                found.append(text.format(date=day(self.day), stages=stages))
            if self.next_deadline is not None:
                due, those = self.next_deadline
                text = ngettext(
                    "The next deadline is {date}, {n} day away: {stages}.",
                    "The next deadline is {date}, {n} days away: {stages}.",
                    (due - self.day).days,
                )
                left = number((due - self.day).days)
                stages = listed([f"{stage.number} ({stage.label})" for stage in those])
                found.append(text.format(date=day(due), n=left, stages=stages))
            return found

    def alt_text(self, lang: str) -> str:
        """Say in words what the drawing shows."""
        with use(lang):
            text = _("Year clock of {n} stages from {first} on.").format(
                n=number(len(self.clock.stages)), first=self.clock.stages[0].label
            )
        return " ".join([text, *self.sentences(lang)])

    def figure(self, lang: str) -> Picture:
        """Draw the clock: months round it, a ring for stages side by side, a hand for today."""
        from sosiaali_lib.report.clock import draw

        with use(lang):
            spans = [(s.number, s.label, s.months, self.state(s) == NOW) for s in self.clock.stages]
            return Picture(draw(spans, self.day), self.alt_text(lang))


def calendar(clock: YearClock, lang: str) -> bytes:
    """Give the stages and deadlines as iCalendar, repeated every year.

    Returns
    -------
    bytes
        RFC 5545. A stage is an event of whole days, a deadline an event of its own; the same clock
        gives the same bytes.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//sosiaali_lib//vuosikello//FI")
    made.add("version", "2.0")
    stamp = datetime.fromisoformat(f"{FIRST}-01-01T00:00:00+00:00")

    def event(uid: str, first: date, last: date, summary: str, description: str) -> None:
        one = Event()
        one.add("uid", f"{uid}@sosiaali_lib")
        one.add("dtstamp", stamp)
        one.add("dtstart", first)
        one.add("dtend", last + timedelta(days=1))  # the end is the day after the last
        one.add("rrule", {"freq": "yearly"})
        one.add("summary", summary)
        one.add("description", description)
        made.add_component(one)

    with use(lang):
        for stage in clock.stages:
            first, last = clock.period(stage, FIRST)
            answers = _("Answers for it: {who}.").format(who=stage.responsible)
            event(stage.id, first, last, f"{stage.number}. {stage.label}", answers)
            if (due := clock.deadline(stage, FIRST)) is not None:
                title = _("Deadline: {stage}").format(stage=stage.label)
                event(f"{stage.id}-maaraaika", due, due, title, answers)
    return bytes(made.to_ical())
