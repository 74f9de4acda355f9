"""The command on the course: write its notebooks, or grade what students have handed in."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, print_json, say
from sosiaali_lib.formatting import number, plain
from sosiaali_lib.messages import _
from sosiaali_lib.teaching import course, grade_table, grading
from sosiaali_lib.teaching.grading import Grade
from sosiaali_lib.teaching.session import sessions
from sosiaali_lib.teaching.settings import READERS, WRITTEN_IN

COURSE, GRADES = Path("kurssi"), Path("arvostelu")


def run(options: Namespace) -> int:
    """Carry out `sosiaali course`; 1 if a submission could not be graded."""
    if options.grade and options.readers:
        raise UsageError(_("--for makes notebooks and --grade reads them; give one of the two."))
    return _grade(options) if options.grade else _write(options)


def _write(options: Namespace) -> int:
    readers = (options.readers,) if options.readers else READERS
    written = course.write(options.out or COURSE, options.lang, readers)
    if options.json:
        print_json({"files": [str(path) for path in written]})
    else:
        for path in written:
            say(str(path))
    return DONE


def _grade(options: Namespace) -> int:
    if not options.grade.is_dir():
        raise UsageError(_("There is no folder {folder}.").format(folder=options.grade))
    known = [session for lang in WRITTEN_IN for session in sessions(lang)]
    with _Progress(quiet=options.json) as progress:
        grades = grading.grade(
            options.grade,
            known,
            time_limit=options.time_limit,
            jobs=options.jobs,
            done=progress.done,
        )
    if not grades:
        text = _("There are no notebooks in the folder {folder}.")
        raise UsageError(text.format(folder=options.grade))
    written = grade_table.write(grades, options.out or GRADES)
    if options.json:
        rows = json.loads(grade_table.summary(grades).to_json(orient="records"))
        print_json({"grades": rows, "files": [str(path) for path in written]})
    else:
        _tell(grades, written)
    return PARTLY if any(grade.submission.session is None for grade in grades) else DONE


def _tell(grades: list[Grade], written: list[Path]) -> None:
    name_width = max(len(grade.submission.student) for grade in grades)
    for grade in grades:
        session = grade.submission.session
        line = [grade.submission.student.ljust(name_width)]
        if session is not None:
            line += [session.name, f"{plain(grade.points)}/{plain(grade.most)}"]
        say("  ".join([*line, " ".join(grade.notes)]).rstrip())
    if waiting := sum(len(grade.to_read) for grade in grades):
        text = _("Answers in words that wait for a reader: {n}.")
        say(text.format(n=number(waiting)))
    for path in written:
        say(str(path))


class _Progress:
    """Says on a terminal how many submissions are done."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = sys.stderr.isatty() and not quiet
        self._n = 0

    def __enter__(self) -> _Progress:
        return self

    def done(self, _grade: Grade) -> None:
        self._n += 1
        if self._shown:
            text = _("Submissions graded: {n}").format(n=number(self._n))
            print(f"\r{text}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_exception: object) -> None:
        if self._shown and self._n:
            print(file=sys.stderr)
