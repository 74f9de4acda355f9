"""Kills a run again and again at a moment of chance, lets the next one finish, and compares.

A program of its own, because it forks: `python kill_trials.py FOLDER TRIALS SEED`. The reports are
stood in for (`made_release.quick`); that they are placed, noted and recorded is real. Half of the
trials end at a chosen call of the system, so that every one of them has its turn; the others at a
chosen time.
"""

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from made_release import AREAS, quick, write_notebooks, write_release

from sosiaali_lib.batch import key
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.render import Which, plan, render

CALLS = ("replace", "fsync", "mkdir", "open", "unlink", "rmdir", "ftruncate")


def main(folder, trials, seed):
    """Try, and print how many trials left files that the next run had to finish or make."""
    chance = random.Random(seed)
    release = Release.open(write_release(folder / "julkaisu"))
    notebooks = write_notebooks(folder / "muistikirjat")
    key.library_digest = lambda: "kirjasto"
    quick(pytest.MonkeyPatch())
    out = folder / "out"

    def run():
        jobs = plan(release, list(AREAS), out=out, formats=("html", "docx"), notebooks=notebooks)
        return render(jobs, which=Which.CHANGED)

    start = time.monotonic()
    run()
    lasted, expected = time.monotonic() - start, contents(out)
    calls = counted(run, out)
    interrupted = 0
    for trial in range(trials):
        shutil.rmtree(out, ignore_errors=True)
        if trial % 2:
            killed(run, after_calls=chance.randrange(calls))
        else:
            killed(run, after_seconds=chance.uniform(0, lasted))
        interrupted += contents(out) != expected
        rendered = run()
        assert not rendered.failed, (trial, rendered.failed)
        assert contents(out) == expected, (trial, sorted(contents(out)))
        assert len(rendered.made) + len(rendered.unchanged) == len(AREAS), trial
        assert run().made == {}, trial
    print(f"{trials} trials, {interrupted} interrupted, seed {seed}")


def contents(out):
    """Give all files by name, the record without durations; locks and parts would be among them."""
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    if record.RECORD in found:
        found[record.RECORD] = {
            stem: vars(e) | {"seconds": 0} for stem, e in record.entries(out).items()
        }
    return found


def counted(run, out):
    """Count the calls of the system that can end a run."""
    calls = 0

    def count():
        nonlocal calls
        calls += 1

    shutil.rmtree(out)
    with watched(count):
        run()
    return calls


def killed(run, *, after_calls=None, after_seconds=None):
    """Let a child run and die at a moment."""
    child = os.fork()
    if child == 0:
        left = after_calls

        def count():
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left = left - 1 if left is not None else None

        with watched(count):
            run()
        os._exit(0)
    if after_seconds is not None:
        time.sleep(after_seconds)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


class watched:  # noqa: N801 - reads as a word of the `with` that it is for
    """Call a function before each call of the system that changes something."""

    def __init__(self, count):
        self.count, self.patch = count, pytest.MonkeyPatch()

    def __enter__(self):
        for name in CALLS:
            self.patch.setattr(os, name, self.counting(getattr(os, name)))

    def __exit__(self, *_error):
        self.patch.undo()

    def counting(self, call):
        def counted(*given, **options):
            self.count()
            return call(*given, **options)

        return counted


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
