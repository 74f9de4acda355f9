"""The record of a publication: who let what out, made of what, checked how."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from typing import Any

from sosiaali_lib import __version__, areas
from sosiaali_lib.areas import Municipality
from sosiaali_lib.publishing import checks, publication
from sosiaali_lib.publishing.examination import Examined
from sosiaali_lib.publishing.findings import Finding, counted, of_level
from sosiaali_lib.report.blocks import Cover
from sosiaali_lib.report.document import Document

_PARTS = ("typst", "pikepdf", "lxml")


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who lets a report out, on which day, and which warnings they accept for what reason.

    `note` tells what was corrected, and is needed from the second version of a report on.
    """

    by: str
    on: date
    accepted: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def left(self, found: Sequence[Finding]) -> list[Finding]:
        """Give what stops a publication: errors, and warnings that nobody has accepted."""
        warnings = [one for one in of_level(found, "warning") if one.code not in self.accepted]
        return [*of_level(found, "error"), *warnings]


def record_of(
    examined: Examined, approval: Approval, document: Document, found: Sequence[Finding]
) -> dict[str, Any]:
    """Give what the record of a version tells; its place and its files are added by the publisher.

    It holds no words and no numbers of the report, so it may go out with it.
    """
    against, origin = examined.baseline, examined.origin
    release, place = against.release, areas.find_area(against.area).place
    assert place is not None
    front = next(part.block for part in document.parts if isinstance(part.block, Cover))
    municipality = isinstance(place, Municipality)
    county = areas.county_of(place.code, release.division) if municipality else None
    warnings = counted(of_level(found, "warning"))
    source = publication.digest(examined.data)
    return {
        "format": publication.FORMAT,
        "area": {
            "code": place.code,
            "name": place.name(against.lang),
            "kind": "municipality" if municipality else "county",
            "county": county.code if county else None,
        },
        "lang": against.lang,
        "year": release.year,
        "period": [day.isoformat() for day in release.period],
        "title": front.title,
        "subtitle": front.subtitle,
        "organisation": str(release.manifest["organisation"]),
        "made_up": bool(release.manifest["made_up"]),
        "approved": {"by": approval.by, "on": approval.on.isoformat()},
        "note": approval.note.strip(),
        "source": {
            "file": examined.path.name,
            "sha256": source,
            "edited": source != origin.draft,
            "draft": origin.draft,
        },
        "release": {
            "digest": release.digest,
            "created": release.created.isoformat(),
            "of_draft": origin.release,
        },
        "checks": {
            "done": list(checks.DONE),
            "accepted": [
                {"code": code, "count": n, "reason": approval.accepted[code], "by": approval.by}
                for code, n in warnings.items()
            ],
            "notices": counted(of_level(found, "notice")),
        },
        "versions": {
            "sosiaali_lib": __version__,
            "python": platform.python_version(),
            **{name: version(name) for name in _PARTS},
        },
    }
