"""Which reports of a work list are to be made, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from sosiaali_lib import own_texts
from sosiaali_lib.area_release import AreaRelease, narrowed
from sosiaali_lib.batch.jobs import Job
from sosiaali_lib.batch.key import key
from sosiaali_lib.own_texts import OwnTexts
from sosiaali_lib.published import Release
from sosiaali_lib.report.record import Entry

if TYPE_CHECKING:
    from sosiaali_lib.publishing.beside import EditedDraft


class Which(Enum):
    """Which reports are made: those that are not there as they ought to be, all, or the failed ones."""

    CHANGED = "changed"
    ALL = "all"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Task:
    """A report that is to be made.

    Attributes
    ----------
    job
        The report.
    formats
        Those of the formats asked for that are missing or outdated.
    release
        The release narrowed to the area.
    texts
        The own texts of the report.
    key
        What the report will have been made of.
    fault
        Why it cannot be begun; empty when it can.
    edit
        The Word draft that a person has edited, beside which the new one will stand.
    """

    job: Job
    formats: tuple[str, ...]
    release: AreaRelease
    texts: OwnTexts
    key: Mapping[str, str]
    fault: str = ""
    edit: EditedDraft | None = None


def due(
    jobs: Sequence[Job], release: Release, entries: Mapping[str, Entry], which: Which
) -> list[Task]:
    """Give the reports of a work list that are to be made, in its order."""
    tasks = [_task(job, release) for job in jobs if _wanted(entries.get(job.stem), which)]
    if which is Which.CHANGED:
        found = [(task, outdated(task, entries.get(task.job.stem))) for task in tasks]
        tasks = [replace(task, formats=formats) for task, formats in found if formats]
    return [_beside_edit(task, entries.get(task.job.stem)) for task in tasks]


def outdated(task: Task, entry: Entry | None) -> tuple[str, ...]:
    """Give the formats of a report that are missing, gone, or made of something else."""
    if entry is None or entry.error or task.fault:
        return task.formats
    return tuple(name for name in task.formats if not _stands(task, entry, name))


def known_files(entry: Entry | None) -> dict[str, frozenset[str]]:
    """Give the hashes under which the suite knows the files of a report as its own."""
    files = entry.files if entry is not None else {}
    return {name: frozenset({digest}) for name, digest in files.items()}


def _beside_edit(task: Task, entry: Entry | None) -> Task:
    """Add the edited draft that the new one must stand beside, if there is one."""
    if "docx" not in task.formats or entry is None:
        return task
    from sosiaali_lib.publishing.beside import edited_draft

    return replace(task, edit=edited_draft(task.job.out, task.job.stem, known_files(entry)))


def _stands(task: Task, entry: Entry, name: str) -> bool:
    made = entry.made.get(name)
    if made is None or not (task.job.out / made["file"]).is_file():
        return False
    return all(made.get(part) == value for part, value in task.key.items())


def _wanted(entry: Entry | None, which: Which) -> bool:
    return which is not Which.FAILED or (entry is not None and bool(entry.error))


def _task(job: Job, release: Release) -> Task:
    seen, texts, fault = narrowed(release, job.area), OwnTexts({}), ""
    try:
        texts = own_texts.read(job.release, job.area, job.lang)
    except own_texts.OwnTextError as error:
        fault = str(error)
    made_of = key(seen, texts=texts.digest, notebook=job.notebook)
    return Task(job=job, formats=job.formats, release=seen, texts=texts, key=made_of, fault=fault)
