"""What every page is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sosiaali_lib.formatting import listed
from sosiaali_lib.messages import _, language
from sosiaali_lib.site.collection import Collection, Report, Version
from sosiaali_lib.site.markup import Html, Piece, joined, link, size_text
from sosiaali_lib.site.open_data import NOTHING, Data
from sosiaali_lib.site.places import stem_of
from sosiaali_lib.site.settings import Settings

FORMATS = ("html", "pdf", "xlsx", "csv", "json")


@dataclass(frozen=True)
class Context:
    """The reports of a site with their open data.

    Attributes
    ----------
    collection
        All reports.
    data
        Open data by the hash of their file.
    settings
        Whose site it is.
    languages
        Languages of the pages, the first one leading.
    """

    collection: Collection
    data: Mapping[str, Data] = field(repr=False)
    settings: Settings
    languages: Sequence[str]

    def data_of(self, report: Report) -> Data:
        """Give the open data of a report, of the version that is shown or another language's."""
        for version in (report.shown, *report.newest.values()):
            file = version.file("json")
            if file is not None and file.sha256 in self.data:
                return self.data[file.sha256]
        return NOTHING

    @property
    def made_up(self) -> bool:
        """Whether any report is about made-up data."""
        return any(version.made_up for version in self.collection.log)


def area_page(code: str) -> str:
    """Give the address of an area's page in the folder of a language."""
    return f"alueet/{stem_of(code)}.html"


def report_page(report: Report) -> str:
    """Give the address of a report's page in the folder of a language."""
    return f"raportit/{report.stem}.html"


def format_name(kind: str) -> str:
    """Name a format for a reader, in the language in use."""
    names = {
        "html": _("Web page"),
        "pdf": "PDF",
        "xlsx": "Excel",
        "csv": "CSV (zip)",
        "json": "JSON",
    }
    return names.get(kind, kind.upper())


def file_links(version: Version, root: str) -> list[Html]:
    """Give links to the files of a version with their sizes, the most readable first."""
    known = [one for kind in FORMATS if (one := version.file(kind)) is not None]
    known += [one for one in version.files if one.format not in FORMATS]
    return [
        joined(
            link(
                f"{root}{version.place}/{one.name}",
                f"{format_name(one.format)} ({size_text(one.size)})",
                leads_to=version.lang if version.lang != language() else "",
            )
        )
        for one in known
    ]


def language_name(lang: str) -> str:
    """Name a language in the language in use."""
    return {"fi": _("in Finnish"), "sv": _("in Swedish"), "en": _("in English")}.get(lang, lang)


def versions_text(report: Report) -> Piece:
    """Name the languages of a report."""
    return listed([language_name(lang) for lang in report.newest])
