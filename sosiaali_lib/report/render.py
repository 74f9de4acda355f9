"""Rendering: one draft an area from a release, each alone, none half written."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from sosiaali_lib import __version__, areas, own_texts
from sosiaali_lib.areas import Area
from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.messages import _, use
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.drafts import FORMATS, document_of, files_of, merged, slots_of
from sosiaali_lib.report.execution import NOTEBOOKS, execute
from sosiaali_lib.report.record import Entry
from sosiaali_lib.report.report import Parameters

EXECUTED = "muistikirjat"
FAILURES = "failures.csv"
_LONGEST_REASON = 2000  # characters
Known = Mapping[str, frozenset[str]]


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
    def part(self) -> Path:
        """Folder in which the report is made ready."""
        return self.out / f"{record.PART}{self.stem}"

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
    with record.locked(out) as unfinished:
        entries = record.entries(out)
        made: dict[str, Entry] = {}
        for job, entry in _results(jobs, entries, unfinished, workers):
            made[job.stem] = entry
            record.write(out, release, __version__, entries | made)
            shutil.rmtree(job.part, ignore_errors=True)
            done(job, entry)
        _write_failures(out, entries | made)
    return made


def make(job: Job, known: Known) -> Entry:
    """Make one report: run the notebook, make the documents ready, then put them in place.

    `known` gives for each file of the report the hashes that the suite has written under its name.
    """
    release = Release.open(job.release)
    entry = Entry(job.area, job.name, job.lang, release.digest)
    executed = job.part / f"{job.stem}.ipynb"
    with use(job.lang):
        stage = _("running the notebook")
        try:
            job.part.mkdir()
            texts = own_texts.read(job.release, job.area, job.lang)
            start = perf_counter()
            parameters = Parameters(release=str(job.release), area=job.area, lang=job.lang)
            notebook = execute(job.notebook, parameters, executed)
            seconds = {"execute": perf_counter() - start}
            stage = _("writing the documents")
            notebook = merged(notebook, texts.texts, job.lang)
            document = document_of(notebook, release, job.lang)
            unused = tuple(texts.unused(slots_of(document)))
            files, of_formats = files_of(notebook, document, job.formats)
            contents = {f"{job.stem}.{name}": content for name, content in files.items()}
            placed = record.place(job.out, job.part, contents, known)
            _keep(executed, job.out / EXECUTED)
            rounded = {name: round(value, 3) for name, value in (seconds | of_formats).items()}
            return replace(entry, files=placed, seconds=rounded, texts=texts.digest, unused=unused)
        except Exception as error:  # one report's fault, whatever it is, stops no other report
            with suppress(OSError):  # a full disk keeps the failed notebook from being kept
                _keep(executed, job.out / EXECUTED / "virheet")
            return replace(entry, error=f"{stage}: {_reason(error)}")


def _results(
    jobs: list[Job], entries: dict[str, Entry], unfinished: dict[str, str], workers: int
) -> Iterator[tuple[Job, Entry]]:
    """Give each job with its entry as it is done; files of other formats stay recorded."""
    earlier = {job.stem: entries[job.stem].files if job.stem in entries else {} for job in jobs}
    known = {job.stem: _known(job, earlier[job.stem], unfinished) for job in jobs}

    def kept(job: Job, entry: Entry) -> tuple[Job, Entry]:
        return job, replace(entry, files={**earlier[job.stem], **entry.files})

    if workers == 1 or len(jobs) == 1:
        for job in jobs:
            yield kept(job, make(job, known[job.stem]))
        return
    # Spawned, not forked: papermill and its event loop start in a clean process everywhere.
    with ProcessPoolExecutor(min(workers, len(jobs)), get_context("spawn")) as pool:
        running: dict[Future[Entry], Job] = {
            pool.submit(make, job, known[job.stem]): job for job in jobs
        }
        for future in as_completed(running):
            job = running[future]
            try:
                yield kept(job, future.result())
            except BrokenProcessPool:
                # A killed worker takes the pool with it; what it had not done is done here.
                shutil.rmtree(job.part, ignore_errors=True)
                yield kept(job, make(job, known[job.stem]))


def _known(job: Job, files: Mapping[str, str], unfinished: Mapping[str, str]) -> Known:
    """Give the hashes under which the suite knows the report's files as its own."""
    own = [*files.items(), *((n, h) for n, h in unfinished.items() if n.startswith(job.stem))]
    return {name: frozenset(h for n, h in own if n == name) for name, _hash in own}


def _keep(executed: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.move(executed, folder / executed.name)


def _reason(error: Exception) -> str:
    """Give the cause in one line: for a failed cell, the exception that the cell raised."""
    name, value = getattr(error, "ename", ""), getattr(error, "evalue", "")
    text = f"{name}: {value}" if name else f"{type(error).__name__}: {error}"
    return one_line(text)[:_LONGEST_REASON]


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
    writer.writerows(
        map(guarded, (entry.area, entry.name, entry.lang, entry.error)) for entry in failed
    )
    write_bytes(out / FAILURES, text.getvalue().encode("utf-8-sig"))
