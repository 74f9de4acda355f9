"""The page on open data and the change log."""

from __future__ import annotations

from itertools import groupby

from sosiaali_lib.formatting import day
from sosiaali_lib.messages import _, language
from sosiaali_lib.report.annex.dictionary import CELLS, CODES, TABLES, Column, code_records
from sosiaali_lib.report.rich import leads_out
from sosiaali_lib.site.collection import Version
from sosiaali_lib.site.context import Context, format_name, language_name, report_page
from sosiaali_lib.site.frame import DATA, LOG, Page
from sosiaali_lib.site.markup import (
    Html,
    Piece,
    bullets,
    heading,
    joined,
    link,
    paragraph,
    size_text,
    table,
)
from sosiaali_lib.site.tables import COLUMNS, FILE

OPEN = ("csv", "json", "xlsx")


def open_data(context: Context) -> Page:
    """Give the page on open data: files, licence and dictionary."""
    reports = context.collection.reports
    parts: list[Piece] = [
        paragraph(
            _(
                "Every number of the tables of the reports, as it is shown there. Numbers that are "
                "hidden to protect people are hidden here too."
            )
        ),
        heading(2, _("Licence")),
        *_licences(context),
        heading(2, _("Key figures of all areas")),
        paragraph(link(f"../{FILE}", _("All key figures in one file (CSV)"))),
        _dictionary("sarakkeet-luvut", _("Columns of the file of key figures"), COLUMNS),
        heading(2, _("Data of each report")),
        table(
            "tiedostot",
            _("Open data by report"),
            (_("Report"), _("Language"), *(format_name(kind) for kind in OPEN)),
            [
                _files(context, report_page(one), version)
                for one in reports
                for version in one.newest.values()
            ],
        ),
        heading(2, _("What the columns mean")),
        paragraph(
            _(
                "In every zip there is also the dictionary in three languages, and a description for "
                "programs."
            )
        ),
        _dictionary("sarakkeet-tiedot", _("Columns of the file tiedot"), CELLS),
        _dictionary("sarakkeet-taulukot", _("Columns of the file taulukot"), TABLES),
        _dictionary("sarakkeet-koodit", _("Columns of the file koodit"), CODES),
        _codes(),
    ]
    return Page(path=DATA, title=_("Open data"), body=joined(*parts))


def _licences(context: Context) -> list[Html]:
    found = {
        (one.licence, one.licence_address): None
        for report in context.collection.reports
        if (one := context.data_of(report)).licence
    }
    if not found:
        text = _(
            "The organisation has not said under which licence the data may be used. Ask it before "
            "you use them."
        )
        return [paragraph(text)]
    return [paragraph(link(place, name) if leads_out(place) else name) for name, place in found]


def _files(context: Context, page: str, version: Version) -> tuple[Piece, ...]:
    name = f"{context.collection.name(version.code)} {version.year}"
    cells: list[Piece] = []
    for kind in OPEN:
        file = version.file(kind)
        address = "" if file is None else f"../{version.place}/{file.name}"
        cells.append("–" if file is None else link(address, size_text(file.size)))
    return (link(page, name), language_name(version.lang), *cells)


def _dictionary(name: str, caption: str, columns: tuple[Column, ...]) -> Html:
    kinds = {
        "string": _("text"),
        "integer": _("whole number"),
        "number": _("number"),
        "date": _("date"),
    }
    rows = [(one.name, kinds[one.kind], _(one.meaning)) for one in columns]
    return table(name, caption, (_("Column"), _("Type"), _("Meaning")), rows)


def _codes() -> Html:
    """Give what the codes of the columns themselves mean."""
    with_text = [
        (str(one["koodisto"]), str(one["koodi"]), str(one[f"selite_{language()}"]))
        for one in code_records(())
    ]
    columns = (_("Column"), _("Code"), _("Meaning"))
    return table("koodit", _("Codes of the columns"), columns, with_text)


def change_log(context: Context) -> Page:
    """Give what was published and corrected when, the latest first."""
    parts: list[Piece] = []
    for on, versions in groupby(context.collection.log, key=lambda version: version.approved_on):
        parts.append(heading(2, day(on)))
        parts.append(bullets(_entry(context, version) for version in versions))
    return Page(path=LOG, title=_("Change log"), body=joined(*parts))


def _entry(context: Context, version: Version) -> Html:
    report = next(
        one for one in context.collection.by_area[version.code] if one.year == version.year
    )
    name = f"{context.collection.name(version.code)} {version.year}"
    said = [language_name(version.lang)]
    if version.number == 1:
        said.append(_("published, approved by {name}").format(name=version.approved_by))
    else:
        text = _("version {n}, approved by {name}: {note}")
        said.append(text.format(n=version.number, name=version.approved_by, note=version.note))
    return joined(link(report_page(report), name), ", ", ", ".join(said))
