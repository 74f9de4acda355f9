"""The published reports that a site is made of, by area and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sosiaali_lib.areas import Area
from sosiaali_lib.messages import LANGUAGES, _, language
from sosiaali_lib.publishing.publication import RECORD, Publication, unreadable
from sosiaali_lib.site.places import alphabetic, county_of, place, stem_of

Period = tuple[date, date]


class SiteError(ValueError):
    """A site that cannot be made."""


@dataclass(frozen=True)
class File:
    """One file of a publication."""

    format: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of one report in one language, with who approved it and when."""

    report: str
    number: int
    code: str
    name: str
    lang: str
    year: int
    period: Period
    organisation: str
    made_up: bool
    approved_by: str
    approved_on: date
    note: str
    gathered: date
    files: tuple[File, ...]
    folder: Path = field(compare=False)

    @classmethod
    def of(cls, found: Publication) -> Version:
        """Read a version from the record of a publication.

        Raises
        ------
        SiteError
            If the record lacks what a site needs.
        """
        record: dict[str, Any] = dict(found.record)
        try:
            start, end = map(date.fromisoformat, record["period"])
            if found.lang not in LANGUAGES or not MINYEAR <= found.year <= MAXYEAR:
                raise ValueError
            return cls(
                report=found.report,
                number=found.version,
                code=found.area,
                name=found.name,
                lang=found.lang,
                year=found.year,
                period=(start, end),
                organisation=str(record["organisation"]),
                made_up=bool(record["made_up"]),
                approved_by=found.approved_by,
                approved_on=date.fromisoformat(found.approved_on),
                note=found.note,
                gathered=datetime.fromisoformat(record["release"]["created"]).date(),
                files=tuple(
                    File(kind, name, str(about["sha256"]), int(about["bytes"]))
                    for kind, name in found.files.items()
                    for about in [record["files"][kind]]
                ),
                folder=found.folder,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SiteError(unreadable(found.folder / RECORD)) from error

    @property
    def place(self) -> str:
        """Folder of its files on the site."""
        return f"julkaisut/{self.report}/{self.number}"

    def file(self, kind: str) -> File | None:
        """Give its file of a format; None where it was not published so."""
        return next((one for one in self.files if one.format == kind), None)


@dataclass(frozen=True)
class Report:
    """A report of one area and year: all its versions in all languages, the newest first."""

    code: str
    year: int
    versions: tuple[Version, ...]

    @cached_property
    def newest(self) -> dict[str, Version]:
        """The newest version in each language, in the order of the languages."""
        found = {one.lang: one for one in reversed(self.versions)}
        return {lang: found[lang] for lang in LANGUAGES if lang in found}

    @property
    def shown(self) -> Version:
        """The newest version in the language in use, or in the first language there is."""
        return self.newest.get(language()) or next(iter(self.newest.values()))

    @property
    def stem(self) -> str:
        """Name of its page."""
        return f"{stem_of(self.code)}.{self.year}"

    @property
    def period(self) -> Period:
        """First and last day."""
        return self.shown.period


@dataclass(frozen=True)
class Collection:
    """All reports of a site."""

    reports: tuple[Report, ...]

    @classmethod
    def of(cls, versions: Iterable[Version]) -> Collection:
        """Put versions together to reports, by area and then the latest year first."""
        by_report: dict[tuple[str, int], list[Version]] = {}
        for one in versions:
            by_report.setdefault((one.code, one.year), []).append(one)
        order = sorted(by_report, key=lambda key: (key[0], -key[1]))
        return cls(
            tuple(
                Report(code, year, tuple(sorted(by_report[code, year], key=_newest_first)))
                for code, year in order
            )
        )

    @cached_property
    def by_area(self) -> dict[str, tuple[Report, ...]]:
        """The reports of each area, the latest year first."""
        found: dict[str, list[Report]] = {}
        for report in self.reports:
            found.setdefault(report.code, []).append(report)
        return {code: tuple(several) for code, several in found.items()}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the reports, the latest first."""
        return tuple(sorted({report.year for report in self.reports}, reverse=True))

    @cached_property
    def log(self) -> tuple[Version, ...]:
        """Every version, the last published first."""
        every = [one for report in self.reports for one in report.versions]
        return tuple(sorted(every, key=lambda v: (-v.approved_on.toordinal(), v.report, -v.number)))

    @property
    def current(self) -> list[Version]:
        """The newest version of every report in every language: what the site gives out."""
        return [one for report in self.reports for one in report.newest.values()]

    @cached_property
    def _by_county(self) -> dict[str, list[str]]:
        """The municipalities with reports by county."""
        found: dict[str, list[str]] = {}
        for code in self.by_area:
            if (around := county_of(code)) is not None:
                found.setdefault(around.code, []).append(code)
        return found

    def municipalities(self) -> list[str]:
        """Give the municipalities with reports, in the order of their names."""
        return self._sorted(code for codes in self._by_county.values() for code in codes)

    def counties(self) -> list[str]:
        """Give the counties that have reports or whose municipalities have, by name."""
        own = {code for code in self.by_area if isinstance(place(code), Area)}
        return self._sorted(own | set(self._by_county))

    def others(self) -> list[str]:
        """Give the areas of an organisation's own, which are neither."""
        return sorted(code for code in self.by_area if place(code) is None)

    def members(self, county: str) -> list[str]:
        """Give the municipalities of a county that have reports, by name."""
        return self._sorted(self._by_county.get(county, ()))

    def _sorted(self, codes: Iterable[str]) -> list[str]:
        return sorted(codes, key=lambda code: alphabetic(self.name(code)))

    def name(self, code: str) -> str:
        """Give the name of an area in the language in use."""
        if (known := place(code)) is not None:
            return known.name(language())
        return self.by_area[code][0].shown.name


def different(versions: Sequence[Version]) -> list[Version]:
    """Leave out versions that were given twice.

    Raises
    ------
    SiteError
        If two of one name and number differ.
    """
    found: dict[tuple[str, int], Version] = {}
    for one in versions:
        known = found.setdefault((one.report, one.number), one)
        if known != one:
            text = _(
                "{one} and {other} hold two different reports of the same name and version. Give only "
                "one of the two folders."
            )
            raise SiteError(text.format(one=known.folder, other=one.folder))
    return list(found.values())


def _newest_first(version: Version) -> tuple[int, int, str]:
    return (-version.number, -version.approved_on.toordinal(), version.lang)
