"""Grading a folder of submissions; one that fails, hangs or crashes stops none of the others."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path

from sosiaali_lib.formatting import plain
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.teaching.rebuilding import Work, rebuild
from sosiaali_lib.teaching.running import PASSED, Ran, run
from sosiaali_lib.teaching.session import Session
from sosiaali_lib.teaching.settings import JOBS, TIME_LIMIT
from sosiaali_lib.teaching.submissions import Submission, find, read


@dataclass(frozen=True)
class Grade:
    """What one submission is worth, before a person has read the answers in words."""

    submission: Submission
    results: Mapping[str, str] = field(default_factory=dict)  # test → how it went
    reasons: Mapping[str, str] = field(default_factory=dict)  # test that failed → what was said
    notes: tuple[str, ...] = ()
    to_read: tuple[str, ...] = ()  # answers in words

    @property
    def key(self) -> tuple[str, str]:
        """The student and the session."""
        session = self.submission.session
        return self.submission.student, session.name if session else ""

    @property
    def points(self) -> float:
        """Points of the tests that passed."""
        return sum(points for points, result in self._tests() if result == PASSED)

    @property
    def most(self) -> float:
        """Points that the tests of the session give at most."""
        return sum(points for points, _result in self._tests())

    def _tests(self) -> list[tuple[float, str]]:
        session = self.submission.session
        if session is None:
            return []
        roles = (role for role, _cell in session.roles.values() if role.is_test)
        return [(role.points, self.results.get(role.grade_id, "")) for role in roles]


def grade(
    folder: Path,
    sessions: Sequence[Session],
    *,
    time_limit: float = TIME_LIMIT,
    jobs: int = JOBS,
    done: Callable[[Grade], None] = lambda _grade: None,
) -> list[Grade]:
    """Run the hidden tests on every notebook of a folder.

    Parameters
    ----------
    folder
        Submissions: a folder a student, nbgrader's `submitted`, or files of one level.
    sessions
        The sessions of the course, in every language that students may use.
    time_limit
        Seconds that one cell may take.
    jobs
        How many submissions are run at once, at least 1.
    done
        Called with each grade when it is ready.

    Returns
    -------
    list of Grade
        In the order of the files.

    Raises
    ------
    ValueError
        If `jobs` is below 1 or `time_limit` is not above 0.

    Notes
    -----
    The code of students is run with the rights of who grades: the kernel has a home folder, a
    folder of work, a limit of memory and of time of its own, and none of the environment's
    variables that could hold secrets, but it is no prison. Grade in an account that holds nothing
    else.
    """
    if jobs < 1:
        raise ValueError(f"`jobs` is {jobs}; expected at least 1.")
    if not time_limit > 0:
        raise ValueError(f"`time_limit` is {time_limit}; expected more than 0 seconds.")
    found = [read(path, folder, sessions) for path in find(folder)]
    work = _all(found, time_limit, jobs, done)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as aside:  # as in a notebook, whose own loop goes on here
        return aside.submit(copy_context().run, asyncio.run, work).result()  # in the same language


async def _all(
    found: Sequence[Submission], time_limit: float, jobs: int, done: Callable[[Grade], None]
) -> list[Grade]:
    places = asyncio.Semaphore(jobs)

    async def one(submission: Submission) -> Grade:
        async with places:
            made = await _graded(submission, time_limit)
        done(made)
        return made

    return _doubled(await asyncio.gather(*(one(submission) for submission in found)))


def _doubled(grades: Sequence[Grade]) -> list[Grade]:
    """Say of every notebook whether its student has handed in several of the session."""
    times = Counter(grade.key for grade in grades)
    text = _("The student has {n} notebooks of this session; each is graded.")
    return [
        replace(grade, notes=(*grade.notes, text.format(n=times[grade.key])))
        if grade.submission.session is not None and times[grade.key] > 1
        else grade
        for grade in grades
    ]


async def _graded(submission: Submission, time_limit: float) -> Grade:
    if submission.session is None or submission.notebook is None:
        return Grade(submission, notes=(submission.fault,))
    work = rebuild(submission.session, submission.notebook)
    ran = await run(work.steps, time_limit)
    notes = (*_of_work(work), *_of_run(ran, time_limit))
    return Grade(submission, ran.results, ran.reasons, notes, work.written)


def _of_work(work: Work) -> list[str]:
    notes = []
    if work.deleted:
        text = ngettext(
            "The cell of this answer is missing: {names}.",
            "The cells of these answers are missing: {names}.",
            len(work.deleted),
        )
        notes.append(text.format(names=", ".join(work.deleted)))
    if work.unanswered:
        text = _("Not answered: {names}.")
        notes.append(text.format(names=", ".join(work.unanswered)))
    return notes


def _of_run(ran: Ran, time_limit: float) -> list[str]:
    notes = []
    if ran.timeouts:
        text = ngettext(
            "{n} cell was stopped after {seconds} seconds.",
            "{n} cells were stopped after {seconds} seconds each.",
            ran.timeouts,
        )
        notes.append(text.format(n=ran.timeouts, seconds=plain(time_limit)))
    if ran.died:
        notes.append(_("Running ended in the middle: the notebook’s kernel crashed or was ended."))
    return notes
