"""Rendering: one draft an area from a release, each alone, none half written."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from sosiaali_lib import __version__, areas
from sosiaali_lib.areas import Area
from sosiaali_lib.messages import _
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.drafts import FORMATS, document_of, files_of
from sosiaali_lib.report.execution import NOTEBOOKS, execute
from sosiaali_lib.report.record import Entry
from sosiaali_lib.report.report import Parameters

EXECUTED = "muistikirjat"
FAILURES = "failures.csv"


@dataclass(frozen=True)
class Job:
    """One report to make."""

    release: Path
    area: str
    name: str
    lang: str
    formats: tuple[str, ...]
    notebook: Path
    out: Path

    @property
    def stem(self) -> str:
        """Name of the report's files without ending: code, plain name and language."""
        return f"{self.area}-{slug(self.name)}.{self.lang}"


def slug(name: str) -> str:
    """Give a name as it can stand in a file name on every system.

    Examples
    --------
    >>> slug("Maarianhamina - Mariehamn"), slug("Ähtäri/Ätsäri")
    ('maarianhamina-mariehamn', 'ahtari-atsari')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "alue"


def plan(
    release: Release,
    codes: list[str],
    *,
    out: Path,
    lang: str = "fi",
    formats: tuple[str, ...] = FORMATS,
    notebooks: Path = NOTEBOOKS,
) -> list[Job]:
    """Give the work list: one job an area.

    Raises
    ------
    ValueError
        If a format is unknown, or the release says nothing of an area.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        raise ValueError(
            _("Unknown format {formats}; expected some of {known}.").format(
                formats=", ".join(unknown), known=", ".join(FORMATS)
            )
        )
    if absent := [code for code in codes if code not in release.areas]:
        raise ValueError(
            _("The release holds nothing of {area}; it is about {areas}.").format(
                area=", ".join(map(_named, absent)), areas=", ".join(map(_named, release.areas))
            )
        )
    jobs = []
    for code in codes:
        place = areas.find_area(code).place
        assert place is not None
        kind = "alueraportti" if isinstance(place, Area) else "kuntaraportti"
        Parameters(release=str(release.folder), area=code, lang=lang)
        jobs.append(
            Job(
                release=release.folder.resolve(),
                area=code,
                name=place.name(lang),
                lang=lang,
                formats=formats,
                notebook=notebooks / f"{kind}.ipynb",
                out=out.resolve(),
            )
        )
    return jobs


def _named(code: str) -> str:
    place = areas.find_area(code).place
    return f"{place.name()} ({code})" if place else code


def render(
    jobs: list[Job],
    *,
    workers: int = 1,
    done: Callable[[Job, Entry], None] = lambda _job, _entry: None,
) -> dict[str, Entry]:
    """Make the reports of a work list; a failed one stops no other and leaves no document.

    Parameters
    ----------
    jobs
        All for the same output folder and release.
    workers
        Processes that work side by side.
    done
        Called after each report.

    Returns
    -------
    dict
        Stem → entry; failed ones have an `error`.

    Raises
    ------
    record.BusyFolderError
        If another run is writing into the output folder.
    OSError
        If the output folder cannot be written at all.
    """
    out, release = jobs[0].out, jobs[0].release
    with record.locked(out):
        known = record.entries(out)
        made: dict[str, Entry] = {}
        for job, entry in _results(jobs, known, workers):
            made[job.stem] = entry
            record.write(out, release, __version__, known | made)
            done(job, entry)
        _write_failures(out, known | made)
    return made


def make(job: Job, known: Entry | None) -> Entry:
    """Make one report: run the notebook, write the documents beside, then move them into place."""
    release = Release.open(job.release)
    base = Entry(job.area, job.name, job.lang, release.digest, known.files if known else {})
    stage = _("running the notebook")
    part = Path(tempfile.mkdtemp(prefix=record.PART, dir=job.out))
    executed = part / f"{job.stem}.ipynb"
    try:
        start = perf_counter()
        parameters = Parameters(release=str(job.release), area=job.area, lang=job.lang)
        notebook = execute(job.notebook, parameters, executed)
        seconds = {"execute": perf_counter() - start}
        stage = _("writing the documents")
        document = document_of(notebook, release, job.lang)
        files, of_formats = files_of(notebook, document, job.formats)
        placed = [
            record.place(job.out, f"{job.stem}.{name}", content, base.files)
            for name, content in files.items()
        ]
        _keep(executed, job.out / EXECUTED)
        return Entry(
            job.area, job.name, job.lang, release.digest, dict(base.files) | dict(placed),
            {name: round(value, 3) for name, value in (seconds | of_formats).items()},
        )  # fmt: skip
    except Exception as error:  # one report's fault, whatever it is, stops no other report
        if executed.is_file():
            _keep(executed, job.out / EXECUTED / "virheet")
        reason = _reason(error)
        return Entry(
            job.area, job.name, job.lang, release.digest, base.files, error=f"{stage}: {reason}"
        )
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _results(jobs: list[Job], known: dict[str, Entry], workers: int) -> Iterator[tuple[Job, Entry]]:
    """Give each job with its entry as it is done."""
    if workers == 1 or len(jobs) == 1:
        for job in jobs:
            yield job, make(job, known.get(job.stem))
        return
    # Spawned, not forked: papermill and its event loop start in a clean process everywhere.
    with ProcessPoolExecutor(min(workers, len(jobs)), get_context("spawn")) as pool:
        running: dict[Future[Entry], Job] = {
            pool.submit(make, job, known.get(job.stem)): job for job in jobs
        }
        for future in as_completed(running):
            job = running[future]
            try:
                yield job, future.result()
            except BrokenProcessPool:
                # A killed worker takes the pool with it; what it had not done is done here.
                yield job, make(job, known.get(job.stem))


def _keep(executed: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.move(executed, folder / executed.name)


def _reason(error: Exception) -> str:
    """Give the cause in one line: for a failed cell, the exception that the cell raised."""
    name, value = getattr(error, "ename", ""), getattr(error, "evalue", "")
    text = f"{name}: {value}" if name else f"{type(error).__name__}: {error}"
    return " ".join(text.split())


def _write_failures(out: Path, entries: dict[str, Entry]) -> None:
    """Write the list of failed reports, or take away the list of an earlier run."""
    import csv
    import io

    from sosiaali_lib.files import write_bytes

    failed = [entry for entry in entries.values() if entry.error]
    if not failed:
        (out / FAILURES).unlink(missing_ok=True)
        return
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["alue", "nimi", "kieli", "syy"])
    writer.writerows([entry.area, entry.name, entry.lang, entry.error] for entry in failed)
    write_bytes(out / FAILURES, text.getvalue().encode("utf-8-sig"))
