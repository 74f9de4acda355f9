"""The start page, the index of areas and the site map."""

from __future__ import annotations

from itertools import groupby

from sosiaali_lib.formatting import day, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.site.context import Context, area_page, report_page
from sosiaali_lib.site.frame import BELOW, COMPARE, DATA, MENU, PLACES, SEARCH, SITEMAP, START, Page
from sosiaali_lib.site.markup import (
    Html,
    Piece,
    bullets,
    heading,
    joined,
    link,
    navigation,
    paragraph,
)
from sosiaali_lib.site.pages.search import form

NEWEST = 6


def start(context: Context) -> Page:
    """Give the start page: search, counties, newest reports."""
    places = context.collection
    areas_text = ngettext(
        "{n} report of {areas} area.", "{n} reports of {areas} areas.", len(places.reports)
    ).format(n=number(len(places.reports)), areas=number(len(places.by_area)))
    newest = sorted(
        places.reports,
        key=lambda r: (-r.shown.approved_on.toordinal(), places.name(r.code), -r.year),
    )
    body = joined(
        paragraph(areas_text),
        form(SEARCH),
        heading(2, _("Wellbeing services counties")),
        counties(context, ""),
        paragraph(link(PLACES, _("All municipalities from A to Ö"))),
        heading(2, _("Published last")),
        bullets(
            joined(
                link(report_page(one), f"{places.name(one.code)} {one.year}"),
                f", {day(one.shown.approved_on)}",
            )
            for one in newest[:NEWEST]
        ),
        heading(2, _("Key figures")),
        bullets(
            [
                link(COMPARE, _("Compare two municipalities or counties")),
                link(DATA, _("All figures as open data")),
            ]
        ),
    )
    lead = _(
        "What adult social work knows of the living conditions of residents, one report for each "
        "municipality and wellbeing services county."
    )
    return Page(path=START, title=context.settings.title, body=body, lead=lead)


def counties(context: Context, up: str) -> Html:
    """List the counties with the number of their municipalities that have a report."""
    places = context.collection
    items: list[Piece] = []
    for code in places.counties():
        n = len(places.members(code))
        text = ngettext("{n} municipality", "{n} municipalities", n).format(n=number(n))
        items.append(joined(link(up + area_page(code), places.name(code)), f" ({text})"))
    items += [link(up + area_page(code), places.name(code)) for code in places.others()]
    return bullets(items)


def index(context: Context) -> Page:
    """Give all areas: counties, and municipalities from A to Ö."""
    places = context.collection
    letters = [
        (letter, list(codes))
        for letter, codes in groupby(
            places.municipalities(), key=lambda c: places.name(c)[:1].upper()
        )
    ]
    jump = [link(f"#{_anchor(letter)}", letter) for letter, _codes in letters]
    parts: list[Piece] = [
        heading(2, _("Wellbeing services counties")),
        counties(context, ""),
        heading(2, _("Municipalities from A to Ö")),
        navigation(_("Letters"), jump, role="kirjaimet") if letters else "",
    ]
    for letter, codes in letters:
        parts.append(heading(3, letter, name=_anchor(letter)))
        parts.append(bullets(link(area_page(code), places.name(code)) for code in codes))
    return Page(path=PLACES, title=_("Municipalities and counties"), body=joined(*parts))


def _anchor(letter: str) -> str:
    return f"kirjain-{letter.lower()}"


def sitemap(context: Context) -> Page:
    """Give a list of all pages."""
    places = context.collection
    areas = [*places.counties(), *places.municipalities(), *places.others()]
    body = joined(
        heading(2, _("Pages")),
        bullets(link(path, _(text)) for path, text in {**MENU, **BELOW}.items() if path != SITEMAP),
        heading(2, _("Areas and reports")),
        bullets(
            joined(
                link(area_page(code), places.name(code)),
                bullets(
                    link(report_page(one), f"{places.name(code)} {one.year}")
                    for one in places.by_area.get(code, ())
                )
                if code in places.by_area
                else "",
            )
            for code in areas
        ),
    )
    return Page(path=SITEMAP, title=_("Site map"), body=body)
