"""Publishing an edited draft: read, checked, set, attacked, and put in place with its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosiaali_lib import __version__, areas
from sosiaali_lib.batch.jobs import slug
from sosiaali_lib.messages import _, use
from sosiaali_lib.publishing import publication
from sosiaali_lib.publishing.assembly import document_of
from sosiaali_lib.publishing.baseline import Baseline, shown
from sosiaali_lib.publishing.checks import leaks
from sosiaali_lib.publishing.examination import Examined, examine
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.kinds import LEVELS
from sosiaali_lib.publishing.record import Approval, record_of
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.drafts import EVERY_FORMAT, ending, files_of

FORMATS = tuple(name for name in EVERY_FORMAT if name != "docx")
"""What a publication holds: everything but the file that people edit."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one edited file.

    `folder` is where its version stands, None when it was not published; `again` tells that just
    this file was published before, and nothing was done.
    """

    file: Path
    findings: Sequence[Finding]
    folder: Path | None = None
    again: bool = False

    @property
    def stopped(self) -> bool:
        """Whether something has to be mended before the file can be published."""
        return self.folder is None


def publish(path: Path, approval: Approval, *, out: Path, release: Path | None = None) -> Outcome:
    """Check an edited draft and publish it.

    Parameters
    ----------
    path
        The Word file, edited or not. Not changed.
    approval
        Who approves it.
    out
        Folder of publications.
    release
        Folder of the release; that of the record beside the draft when None.

    Returns
    -------
    Outcome
        With everything that was found. Nothing is written when there is an error, or a warning that
        was not accepted.

    Raises
    ------
    UnreadableDraftError, NotOurDraftError
        If the file cannot be read, or is no draft of the suite.
    ReleaseError
        If there is no release to check it against.
    PublicationError
        If an earlier record cannot be read, or a later version has no note.
    """
    examined = examine(path, release=release)
    found = list(examined.findings)
    if approval.left(found):
        return Outcome(file=path, findings=found)
    against = examined.baseline
    document = document_of(examined.edited, approval.on)
    report = f"{_stem(against)}.{against.release.year}.{against.lang}"
    earlier = publication.versions(out, report)
    if (same := _same(earlier, examined, approval)) is not None:
        return Outcome(file=path, findings=found, folder=same.folder, again=True)
    if earlier and not approval.note.strip():
        raise publication.PublicationError(
            _(
                "{report} has been published before, as version {version}. Tell with --note what was "
                "corrected."
            ).format(report=report, version=earlier[-1].version)
        )
    files = _files(document, against)
    found += _leaks(files, against)
    found.sort(key=lambda one: LEVELS.index(one.level))
    if approval.left(found):
        return Outcome(file=path, findings=found)
    contents = {f"{report}.{ending(name)}": content for name, content in files.items()}
    record = {
        **record_of(examined, approval, document, found),
        "report": report,
        "version": earlier[-1].version + 1 if earlier else 1,
        "previous": _previous(earlier),
        "files": {
            name: {
                "name": f"{report}.{ending(name)}",
                "sha256": publication.digest(content),
                "bytes": len(content),
            }
            for name, content in files.items()
        },
    }
    return Outcome(file=path, findings=found, folder=publication.place(out, record, contents))


def _stem(against: Baseline) -> str:
    """Give the code and the plain name of the area, as the names of drafts have them."""
    place = areas.find_area(against.area).place
    assert place is not None
    return f"{against.area}-{slug(place.name(against.lang))}"


def _same(
    earlier: Sequence[publication.Publication], examined: Examined, approval: Approval
) -> publication.Publication | None:
    """Give the last version if it was made of just this file, release and approval."""
    if not earlier:
        return None
    last = earlier[-1]
    release = examined.baseline.release.digest
    same = last.made_of == (publication.digest(examined.data), release, __version__)
    approved = (last.approved_by, last.approved_on) == (approval.by, approval.on.isoformat())
    return last if same and approved else None


def _files(document: Document, against: Baseline) -> dict[str, bytes]:
    """Write the document in every format of a publication."""
    with use(against.lang):
        blocks = [part.block for part in document.parts]
        files, _seconds = files_of(shown(blocks), document, FORMATS)
    return files


def _leaks(files: Mapping[str, bytes], against: Baseline) -> list[Finding]:
    """Attack the web page and the PDF, which hold all that the other formats hold."""
    with use(against.lang):
        draft, _seconds = files_of(shown(against.blocks), against.document, ("html",))
    stem = f"{_stem(against)}.{against.lang}"
    said = {f"{stem}.{ending(name)}": files[name] for name in ("html", "pdf")}
    return list(leaks.check(said, draft["html"], stem))


def _previous(earlier: Sequence[publication.Publication]) -> dict[str, Any] | None:
    if not earlier:
        return None
    last = earlier[-1]
    content = (last.folder / publication.RECORD).read_bytes()
    return {
        "version": last.version,
        "record": f"../{last.version}/{publication.RECORD}",
        "sha256": publication.digest(content),
    }
