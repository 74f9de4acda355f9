"""Where the numbers of a document come from, as files for machines and edited drafts tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sosiaali_lib import __version__
from sosiaali_lib.published import Release


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The release behind a document.

    Attributes
    ----------
    release
        Digest of the release.
    area
        Code of the area that the document is about.
    start, end
        First and last day of the reporting period.
    years_start, years_end
        First and last day of the tables that count several years; None where there are none.
    division
        Day of the area division.
    organisation
        Who gathered the data.
    threshold
        Figures that concern fewer people are hidden.
    rule
        Version of the rules of protection.
    made_up
        Whether the data are invented for an example.
    licence
        What the organisation allows others to do with the numbers, as an SPDX identifier; empty
        where it has not said.
    version
        Version of the suite that wrote the document.
    """

    release: str
    area: str
    start: date
    end: date
    years_start: date | None
    years_end: date | None
    division: date
    organisation: str
    threshold: int
    rule: str
    made_up: bool
    licence: str = ""
    version: str = __version__


def origin_of(release: Release, area: str) -> Origin:
    """Give where the numbers of an area's report come from."""
    manifest = release.manifest
    start, end = release.period
    years_start, years_end = release.years or (None, None)
    return Origin(
        release=release.digest,
        area=area,
        start=start,
        end=end,
        years_start=years_start,
        years_end=years_end,
        division=release.division,
        organisation=str(manifest["organisation"]),
        threshold=int(manifest["protection"]["threshold"]),
        rule=str(manifest["protection"]["rule"]),
        made_up=bool(manifest["made_up"]),
        licence=str(manifest.get("licence") or ""),
    )
