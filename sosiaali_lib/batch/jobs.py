"""The work list: one job a report."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import areas
from sosiaali_lib.batch.languages import asked
from sosiaali_lib.messages import _
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.drafts import EVERY_FORMAT, FORMATS
from sosiaali_lib.report.execution import NOTEBOOKS, check_parameters, notebook_of
from sosiaali_lib.report.report import Parameters

_LONGEST_NAME = 60  # characters of an area's name in the name of a file


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
    short = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_NAME]
    return short.rstrip("-") or "alue"


def plan(
    release: Release,
    codes: list[str],
    *,
    out: Path,
    lang: str = "fi",
    formats: tuple[str, ...] = FORMATS,
    notebooks: Path = NOTEBOOKS,
) -> list[Job]:
    """Give the work list: one job an area and language.

    Parameters
    ----------
    release
        The release that the reports are about.
    codes
        Municipalities and counties.
    out
        Folder for the drafts.
    lang
        Languages separated by commas, or “auto” for those of each area.
    formats
        What is written of each report.
    notebooks
        Folder of the two notebooks.

    Raises
    ------
    ValueError
        If a format or a language is unknown, or the release says nothing of an area.
    NotebookParameterError
        If the parameters of a notebook are not those of a report: nothing is started then.
    """
    if unknown := [name for name in formats if name not in EVERY_FORMAT]:
        raise ValueError(
            _("Unknown format {formats}; expected some of {known}.").format(
                formats=", ".join(unknown), known=", ".join(EVERY_FORMAT)
            )
        )
    if absent := [code for code in codes if code not in release.areas]:
        raise ValueError(
            _("The release holds nothing of {area}; it is about {areas}.").format(
                area=", ".join(map(_named, absent)), areas=", ".join(map(_named, release.areas))
            )
        )
    jobs = []
    for code in dict.fromkeys(codes):
        place = areas.find_area(code).place
        assert place is not None
        for one in asked(lang, code, release.division):
            Parameters(release=str(release.folder), area=code, lang=one)
            job = Job(
                release=release.folder.resolve(),
                area=code,
                name=place.name(one),
                lang=one,
                formats=formats,
                notebook=notebook_of(code, notebooks),
                out=out.resolve(),
            )
            jobs.append(job)
    for notebook in sorted({job.notebook for job in jobs}):
        check_parameters(notebook)
    return jobs


def _named(code: str) -> str:
    place = areas.find_area(code).place
    return f"{place.name()} ({code})" if place else code
