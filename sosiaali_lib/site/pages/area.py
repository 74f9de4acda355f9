"""The page of an area and the page of a report."""

from __future__ import annotations

from sosiaali_lib.formatting import day, number, period, upper_first
from sosiaali_lib.messages import _
from sosiaali_lib.site.collection import Report, Version
from sosiaali_lib.site.context import (
    Context,
    area_page,
    file_links,
    language_name,
    report_page,
    versions_text,
)
from sosiaali_lib.site.frame import COMPARE, PLACES, Page
from sosiaali_lib.site.markup import (
    Html,
    Piece,
    bullets,
    facts,
    heading,
    joined,
    link,
    paragraph,
    table,
)
from sosiaali_lib.site.pages.marks import marks_note
from sosiaali_lib.site.places import county_of
from sosiaali_lib.year_on_year import key_figures
from sosiaali_lib.year_on_year.reading import NOTHING
from sosiaali_lib.year_on_year.words import period_name, value_text

YEARS = 5  # beside each other in the table of an area


def area(context: Context, code: str) -> Page:
    """Give the page of an area: its reports, its municipalities or its county, its key figures."""
    places = context.collection
    reports = places.by_area.get(code, ())
    parts: list[Piece] = []
    around = county_of(code)
    if around is not None:
        county = joined(_("Wellbeing services county:"), " ", _area_link(context, around.code))
        parts.append(paragraph(county))
    parts.append(heading(2, _("Reports")))
    if reports:
        parts.append(
            bullets(
                joined(
                    link(f"../{report_page(one)}", f"{places.name(code)} {one.year}"),
                    " – ",
                    versions_text(one),
                )
                for one in reports
            )
        )
    else:
        parts.append(paragraph(_("No report of this area as a whole has been published.")))
    if members := places.members(code):
        parts.append(heading(2, _("Municipalities")))
        parts.append(bullets(_area_link(context, one) for one in members))
    if reports:
        parts.append(_key_figures(context, reports))
    return Page(
        path=area_page(code),
        title=places.name(code),
        body=joined(*parts),
        trail=_trail(context, code),
    )


def _area_link(context: Context, code: str) -> Html:
    return link(f"../{area_page(code)}", context.collection.name(code))


def _trail(context: Context, code: str) -> list[tuple[str, str]]:
    above = [(PLACES, _("Municipalities and counties"))]
    around = county_of(code)
    if around is not None:
        above.append((area_page(around.code), context.collection.name(around.code)))
    return above


def _key_figures(context: Context, reports: tuple[Report, ...]) -> Html:
    """Give the key figures of the reports side by side, the earliest first."""
    shown = tuple(reversed(reports[:YEARS]))
    data = [context.data_of(report) for report in shown]
    rows = [
        (one.label, *(value_text(one, found.value(one.id)) for found in data))
        for one in key_figures()
        if any(found.value(one.id) != NOTHING for found in data)
    ]
    if not rows:
        return Html("")
    several = _(
        "The figures are those of the reports. Where the reports tell of a break in comparability, "
        "the years cannot be compared."
    )
    name = context.collection.name(reports[0].code)
    return joined(
        heading(2, _("Key figures")),
        table(
            "luvut",
            _("Key figures, {area}").format(area=name),
            (_("Key figure"), *(period_name(report.period) for report in shown)),
            rows,
            numeric=(True,) * len(shown),
            note=f"{marks_note()} {several if len(shown) > 1 else ''}".strip(),
        ),
        paragraph(link(f"../{COMPARE}", _("Compare with another area"))),
    )


def report(context: Context, one: Report) -> Page:
    """Give the page of a report: its files, who approved them and when, and its versions."""
    places = context.collection
    shown = one.shown
    title = f"{places.name(one.code)} {one.year}"
    parts: list[Piece] = [
        facts(
            [
                (_("Area"), link(f"../{area_page(one.code)}", places.name(one.code))),
                (_("Reporting period"), period(*one.period)),
                (_("Organisation"), shown.organisation),
                (_("Data vintage"), day(shown.gathered)),
            ]
        ),
        heading(2, _("Read the report")),
    ]
    for version in one.newest.values():
        parts.append(heading(3, upper_first(language_name(version.lang))))
        parts.append(bullets(file_links(version, "../../")))
        parts.append(paragraph(_approved(version)))
    parts += [
        heading(2, _("Versions")),
        table(
            "versiot",
            _("Versions of the report"),
            (_("Version"), _("Language"), _("Published"), _("Approved by"), _("What changed")),
            [_version_row(version) for version in one.versions],
        ),
        paragraph(
            _(
                "Small figures that could tell of single people are hidden in all files of the report. "
                "Only the newest version is given out; ask the organisation for an earlier one."
            )
        ),
    ]
    return Page(
        path=report_page(one),
        title=title,
        body=joined(*parts),
        trail=[*_trail(context, one.code), (area_page(one.code), places.name(one.code))],
        lead=_("Social report of structural social work"),
    )


def _approved(version: Version) -> str:
    return _("Version {version}, approved by {name} on {day}.").format(
        version=number(version.number), name=version.approved_by, day=day(version.approved_on)
    )


def _version_row(version: Version) -> tuple[str, ...]:
    first = _("First version") if version.number == 1 else ""
    return (
        number(version.number),
        upper_first(language_name(version.lang)),
        day(version.approved_on),
        version.approved_by,
        version.note or first,
    )
