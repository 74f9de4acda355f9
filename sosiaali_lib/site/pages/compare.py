"""The page that compares two areas: one table of all areas, from which a script picks two.

Without scripts the table itself is there. All figures stand in it alone, so that the audit of finished
files reads them as it reads every other table.
"""

from __future__ import annotations

from sosiaali_lib.messages import _
from sosiaali_lib.site.collection import Report
from sosiaali_lib.site.context import Context, area_page
from sosiaali_lib.site.frame import COMPARE, Page
from sosiaali_lib.site.markup import (
    Html,
    Piece,
    bullets,
    heading,
    joined,
    link,
    paragraph,
    plain,
    table,
)
from sosiaali_lib.site.pages.marks import marks_note
from sosiaali_lib.site.places import county_of
from sosiaali_lib.year_on_year import KeyFigure, key_figures
from sosiaali_lib.year_on_year.reading import NOTHING
from sosiaali_lib.year_on_year.words import period_name, value_text

FIRST = 4  # columns before the figures: area, county, period, organisation


def compare_page(context: Context, year: int) -> str:
    """Give the address of the comparison of a year."""
    latest = context.collection.years[:1] == (year,)
    return COMPARE if latest else COMPARE.replace(".html", f"-{year}.html")


def compare(context: Context, year: int) -> Page:
    """Give the comparison of the areas with a report of a year."""
    places = context.collection
    order = [*places.counties(), *places.municipalities(), *places.others()]
    reports = [
        report for code in order for report in places.by_area.get(code, ()) if report.year == year
    ]
    parts: list[Piece] = [_years(context, year), _caveats()]
    if reports:
        parts += [_form(), _result(), heading(2, _("All areas")), _table(context, reports, year)]
    else:
        parts.append(paragraph(_("There are no figures to compare yet.")))
    return Page(
        path=compare_page(context, year),
        title=_("Compare areas, {year}").format(year=year),
        body=joined(*parts),
        scripts=("vertailu.js",),
        lead=_("Choose two municipalities or counties to see their key figures side by side."),
    )


def _years(context: Context, year: int) -> Html:
    others = [one for one in context.collection.years if one != year]
    if not others:
        return Html("")
    links = bullets(
        (link(compare_page(context, one), str(one)) for one in others), role="kirjaimet"
    )
    return joined(paragraph(_("Other years:")), links)


def _caveats() -> Html:
    return bullets(
        [
            _(
                "A difference between two areas may be due to chance, above all where the figures are small."
            ),
            _(
                "Organisations have logged their outreach in different ways, so the figures of "
                "different areas cannot be compared directly."
            ),
            _(
                "Numbers of cases grow with the number of inhabitants; compare shares, means and figures "
                "per inhabitant."
            ),
        ]
    )


def _form() -> Html:
    """Give the choice of two areas; a script fills and shows it."""
    first, second, submit = plain(_("First area")), plain(_("Second area")), plain(_("Compare"))
    return Html(
        '<form id="valinta" hidden>\n'
        f'<p><label for="ensimmainen">{first}</label>\n<select id="ensimmainen"></select></p>\n'
        f'<p><label for="toinen">{second}</label>\n<select id="toinen"></select></p>\n'
        f'<p><button type="submit">{submit}</button></p>\n</form>\n'
    )


def _result() -> Html:
    """Give the place of the comparison, and the words that the script shows when they are true."""
    periods = plain(
        _(
            "The reports of these two areas are about different periods, so compare them with "
            "caution."
        )
    )
    organisations = plain(
        _("The reports come from two organisations, which may record in different ways.")
    )
    title = heading(2, _("The two areas side by side"))
    return Html(
        '<div id="tulos" aria-live="polite" tabindex="-1" hidden>\n'
        f"{title.text}"
        f'<p id="eri-jakso" class="varoitus" hidden>{periods}</p>\n'
        f'<p id="eri-organisaatio" class="varoitus" hidden>{organisations}</p>\n'
        '<div id="rinnakkain" class="kehys" role="region" tabindex="0" '
        'aria-labelledby="rinnakkain-otsikko"></div>\n'
        f"{paragraph(marks_note(), role='huomautus').text}</div>\n"
    )


def _table(context: Context, reports: list[Report], year: int) -> Html:
    places = context.collection
    data = [context.data_of(report) for report in reports]
    figures = [
        one for one in key_figures() if any(found.value(one.id) != NOTHING for found in data)
    ]
    rows: list[tuple[Piece, ...]] = []
    for report, found in zip(reports, data, strict=True):
        around = county_of(report.code)
        rows.append(
            (
                link(area_page(report.code), places.name(report.code)),
                places.name(around.code) if around is not None else "–",
                period_name(report.period),
                report.shown.organisation,
                *(value_text(one, found.value(one.id)) for one in figures),
            )
        )
    return table(
        "luvut",
        _("Key figures {year}").format(year=year),
        (
            _("Area"),
            _("Wellbeing services county"),
            _("Period"),
            _("Organisation"),
            *(_heading(one) for one in figures),
        ),
        rows,
        numeric=(False, False, False, *(True,) * len(figures)),
        note=marks_note(),
    )


def _heading(figure: KeyFigure) -> str:
    """Name a figure with its kind where the number alone might not tell it: a hidden one has no per cent."""
    if figure.kind == "share":
        return _("{figure} (share)").format(figure=figure.label)
    return figure.label
