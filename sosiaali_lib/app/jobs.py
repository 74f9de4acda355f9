"""Long work in the background: commands of the suite as processes of their own, one after the other.

A process of its own can be stopped at any moment without harm to the application, and what fails in it
fails alone. The commands build beside and put in place, so a stopped one leaves nothing half-written.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.messages import language

COMMAND = (sys.executable, "-m", "sosiaali_lib")
MOST_SAID, MOST_COMPLAINED = 20_000, 500  # lines that are kept of one job
MOST_JOBS = 50
GRACE = 5.0  # seconds that a command gets to stop by itself
WAITING, RUNNING, FINISHED, IN_PART, FAILED, STOPPED = (
    "waiting", "running", "done", "in_part", "failed", "stopped",
)  # fmt: skip
OVER = frozenset({FINISHED, IN_PART, FAILED, STOPPED})
_COUNTED = re.compile(r"([0-9]+)/([0-9]+) ")


@dataclass
class Job:
    """One command: what it is, how far it is, what it said.

    `lead` is the address to go on to when it has ended, and `over` is set when nothing of it runs any
    more. `made` is a file that the command writes when it does what it is for, also when it tells of
    some faults (exit code 1).
    """

    kind: str
    title: str
    words: Sequence[str]
    place: Path
    lead: str = ""
    made: Path | None = None
    lang: str = field(default_factory=language)
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: str = WAITING
    done: int = 0
    total: int = 0
    said: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_SAID))
    over: Event = field(default_factory=Event)
    complained: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_COMPLAINED))


class Jobs:
    """The jobs of one application, carried out one after the other by a thread."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._jobs: dict[str, Job] = {}
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._process: subprocess.Popen[str] | None = None
        self._current: Job | None = None
        self._lock = Lock()
        self._thread = Thread(target=self._work, name="tyot", daemon=True)
        self._thread.start()

    def start(self, job: Job) -> Job:
        """Put a job in line; the oldest that have ended are forgotten."""
        with self._lock:
            self._jobs[job.id] = job
            ended = [one.id for one in self._jobs.values() if one.state in OVER]
            for old in ended[: max(0, len(self._jobs) - MOST_JOBS)]:
                del self._jobs[old]
        self._queue.put(job)
        return job

    def get(self, name: str) -> Job | None:
        """Give a job by its id."""
        return self._jobs.get(name)

    def all(self) -> list[Job]:
        """Give all jobs that are remembered, the newest first."""
        return list(self._jobs.values())[::-1]

    def stop(self, name: str) -> None:
        """Stop a job that waits or runs."""
        with self._lock:
            job = self._jobs.get(name)
            if job is None or job.state in OVER:
                return
            job.state = STOPPED
            process = self._process if self._current is job else None
        if process is not None:
            Thread(target=_end, args=(process,), daemon=True).start()

    def close(self) -> None:
        """Stop everything; the running process is ended before this returns."""
        with self._lock:  # no process is begun between the two
            for job in self._jobs.values():
                if job.state not in OVER:
                    job.state = STOPPED
            process = self._process
        if process is not None:
            _end(process)
        self._queue.put(None)
        self._thread.join(2 * GRACE)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if job.state == WAITING:
                self._run(job)
            job.over.set()

    def _run(self, job: Job) -> None:
        before = _time_of(job.made)
        try:
            with self._lock:
                if job.state != WAITING:
                    return
                self._process = _started([*self._command, *job.words], job)
                self._current, job.state = job, RUNNING
            code = _heard(self._process, job)
        except OSError as error:
            job.complained.append(error.strerror or str(error))
            code = -1
        with self._lock:
            self._process = self._current = None
            if job.state != STOPPED:
                made = job.made is None or _time_of(job.made) != before
                partly = IN_PART if made else FAILED
                job.state = {DONE: FINISHED, PARTLY: partly}.get(code, FAILED)


def _started(words: Sequence[str], job: Job) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words,
        cwd=job.place,
        env={
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
            # Files of the opened folder are data, also one that is called pandas.py.
            "PYTHONSAFEPATH": "1",
            "SOSIAALI_LANG": job.lang,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )


def _heard(process: subprocess.Popen[str], job: Job) -> int:
    """Take in what a process says until it ends; give its exit code."""
    assert process.stdout is not None
    assert process.stderr is not None
    stderr = process.stderr

    def complaints() -> None:
        for line in stderr:
            if counted := _COUNTED.match(line):
                job.done, job.total = int(counted[1]), int(counted[2])
            job.complained.append(line.rstrip("\n"))

    reader = Thread(target=complaints, daemon=True)
    reader.start()
    with process:
        for line in process.stdout:
            job.said.append(line.rstrip("\n"))
        reader.join()
    return process.returncode


def _end(process: subprocess.Popen[str]) -> None:
    """Ask a process to stop, and end it and its children when they do not."""
    import psutil  # type: ignore[import-untyped]

    # Known by number and starting time, so that no other process is ever taken for them.
    known: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(process.pid)
        known = [parent, *parent.children(recursive=True)]
        parent.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
    _gone, left = psutil.wait_procs(known, timeout=GRACE)
    for one in left:
        with suppress(psutil.NoSuchProcess):
            one.kill()


def _time_of(path: Path | None) -> int:
    try:
        return path.stat().st_mtime_ns if path else 0
    except OSError:
        return 0
