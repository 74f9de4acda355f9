"""Rendering: the reports of a work list, each alone, none half written, none made twice in vain."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field

from sosiaali_lib import __version__
from sosiaali_lib.batch.due import Which, due
from sosiaali_lib.batch.failures import FAILURES, write_failures
from sosiaali_lib.batch.folder import EXECUTED, FAILED, DraftFolder
from sosiaali_lib.batch.jobs import Job, plan, slug
from sosiaali_lib.batch.lock import held
from sosiaali_lib.batch.placing import settled
from sosiaali_lib.batch.work import products
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.execution import CELL_SECONDS
from sosiaali_lib.report.record import Entry

__all__ = [
    "EXECUTED",
    "FAILED",
    "FAILURES",
    "Job",
    "Rendered",
    "Watch",
    "Which",
    "plan",
    "render",
    "slug",
]


class Watch:
    """What is told while reports are made; this one tells nothing."""

    def begun(self, due: int, unchanged: int) -> None:
        """Hear how many reports are to be made and how many are there already."""

    def cell(self, job: Job, at: int, of: int, heading: str) -> None:
        """Hear that a cell of a report starts."""

    def done(self, job: Job, entry: Entry) -> None:
        """Hear that a report is done or has failed."""


@dataclass(frozen=True)
class Rendered:
    """What became of a work list: stem → entry of the reports that were made, or had no need to be."""

    made: dict[str, Entry] = field(default_factory=dict)
    unchanged: dict[str, Entry] = field(default_factory=dict)

    @property
    def entries(self) -> dict[str, Entry]:
        """All of them."""
        return {**self.unchanged, **self.made}

    @property
    def failed(self) -> dict[str, Entry]:
        """Those that failed."""
        return {stem: entry for stem, entry in self.made.items() if entry.error}


def render(
    jobs: Sequence[Job],
    *,
    workers: int = 1,
    cluster: str = "",
    which: Which = Which.CHANGED,
    fail_fast: bool = False,
    watch: Watch | None = None,
    cell_seconds: int = CELL_SECONDS,
) -> Rendered:
    """Make the reports of a work list; a failed one stops no other and leaves no document.

    Parameters
    ----------
    jobs
        All for the same output folder and release.
    workers
        Processes that work side by side on this machine.
    cluster
        Address of a Dask scheduler, such as tcp://10.0.0.5:8786, whose workers make the reports in
        their place; empty for this machine.
    which
        Reports whose key has not changed and whose files are there are left alone, unless all are
        asked for.
    fail_fast
        Stop at the first failed report.
    watch
        Told what happens.
    cell_seconds
        Longest time of one cell of a notebook.

    Returns
    -------
    Rendered
        A report that was not reached is in neither part.

    Raises
    ------
    BusyFolderError
        If another run is writing into the output folder.
    ClusterError
        If the cluster cannot do the work.
    OSError
        If the output folder cannot be written at all, or is removed while the reports are made.
    """
    out, release, told = jobs[0].out, Release.open(jobs[0].release), watch or Watch()
    with held(out):
        entries = settled(out)
        tasks = due(jobs, release, entries, which)
        left = {job.stem for job in jobs} - {task.job.stem for task in tasks}
        stems = [] if which is Which.FAILED else [one.stem for one in jobs if one.stem in left]
        rendered = Rendered({}, {stem: entries[stem] for stem in stems})
        told.begun(len(tasks), len(stems))
        try:
            with record.journal(out) as journal:
                journal.note(record.head(out, release.folder, __version__))
                folder = DraftFolder(out, release.digest, entries, journal)
                work = products(tasks, workers, cluster, told.cell, cell_seconds)
                with closing(work) as found:
                    for task, product in found:
                        entry = rendered.made[task.job.stem] = folder.take(task, product)
                        told.done(task.job, entry)
                        if entry.error and fail_fast:
                            break
        except BaseException:
            with suppress(OSError):  # what stopped the run is told; the next one settles the rest
                write_failures(out, settled(out))
            raise
        write_failures(out, settled(out))
    return rendered
