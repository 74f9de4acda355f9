"""Months with visits, against the aim of at least one visit a month."""

from __future__ import annotations

from datetime import date

from sosiaali_lib.formatting import month, number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import hidden_note, log_source
from sosiaali_lib.report.view import Distribution, View, absent, shown, upper_first

AIM = 1  # visits a month: “to every municipality at least once a month”


def coverage_blocks(view: View, focus: str) -> list[Block]:
    """Give the section: how many months had a visit, as text, figure and tables."""
    section: list[Block] = [Heading(_("Visits by month"), 2, "kuukaudet")]
    if view.is_county:
        section += _by_municipality(view)
    elif focus == view.area.code:
        section.append(Paragraph(coverage_sentence(view, focus)))
    else:
        text = _(
            "The visits by month are those of the whole area {area}. They do not tell whether the "
            "aim of at least one visit a month was met {in_area}."
        )
        section.append(
            Paragraph(text.format(area=view.name(focus), in_area=view.place(view.area.code)))
        )
    return [*section, *_by_month(view, focus)]


def _by_month(view: View, focus: str) -> list[Block]:
    found = monthly(view, focus)
    texts = [shown(value) for value in found.values.values()]
    area = view.short(focus)
    aim = AIM if focus == view.area.code and not view.is_county else None
    return [
        Figure(
            slug="kuukaudet-kuvio",
            caption=_("Outreach visits by month, {area}").format(area=area),
            alt=_coverage_alt(found),
            svg=charts.columns(
                list(found.labels.values()),
                charts.Series(area, list(found.values.values()), texts),
                _("Visits"),
                aim,
            ),
            table="kuukaudet-taulu",
            note=" ".join(_notes(found, aim)),
            source=log_source(view),
        ),
        Table(
            slug="kuukaudet-taulu",
            caption=_("Number of outreach visits by month, {area}").format(area=area),
            columns=(_("Month"), _("Visits")),
            rows=(
                *zip(_month_names(found), texts, strict=True),
                (_("All visits"), shown(found.total)),
            ),
            numeric=(True,),
            totals=(len(texts),),
            note=hidden_note() if found.any_hidden else "",
            source=log_source(view),
        ),
    ]


def _notes(found: Distribution, aim: int | None) -> list[str]:
    notes = [_("The dashed line is the aim of one visit a month.")] if aim else []
    return [*notes, hidden_note()] if found.any_hidden else notes


def _by_municipality(view: View) -> list[Block]:
    """Hold each municipality of a county against the aim; those without a log have no number."""
    covered = {
        member.code: months_covered(monthly(view, member.code))
        for member in view.members
        if view.totals(member.code) is not None
    }
    months = len(monthly(view, view.area.code).values)
    met = [code for code, n in covered.items() if n == months]
    text = ngettext(
        "Visits were logged in {logged} of the {all} municipality of the county.",
        "Visits were logged in {logged} of the {all} municipalities of the county.",
        len(view.members),
    ).format(logged=number(len(covered)), all=number(len(view.members)))
    aim = ngettext(
        "The aim of at least one visit in each of the {months} months was met in {n} municipality.",
        "The aim of at least one visit in each of the {months} months was met in {n} municipalities.",
        len(met),
    ).format(months=number(months), n=number(len(met)))
    rows = tuple(
        (
            member.name(view.lang),
            *(
                (number(covered[member.code]), percent(covered[member.code] / months))
                if member.code in covered
                else (absent(), absent())
            ),
        )
        for member in view.members
    )
    return [
        Paragraph(f"{text} {aim}"),
        Table(
            slug="kattavuus-taulu",
            caption=_("Months with at least one outreach visit, by municipality"),
            columns=(
                _("Municipality"),
                _("Months with a visit (of {months})").format(months=number(months)),
                _("Share of months"),
            ),
            rows=rows,
            numeric=(True, True),
            note=_("– = no outreach log from the municipality."),
            source=log_source(view),
        ),
    ]


def monthly(view: View, code: str) -> Distribution:
    """Give an area's visits over every month of the period, months without visits included."""
    start, end = view.release.period
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    firsts = [
        date(start.year + (start.month - 1 + i) // 12, (start.month - 1 + i) % 12 + 1, 1)
        for i in range(count)
    ]
    labels = {f"{first:%Y-%m}": f"{first.month}/{first.year}" for first in firsts}
    return view.distribution("kuukausi", "kuukausi", "kaynnit", code, labels)


def months_covered(found: Distribution) -> int:
    """Count the months with a visit; a hidden count is not zero, since zeros are shown."""
    return sum(value is None or value >= AIM for value in found.values.values())


def coverage_sentence(view: View, code: str) -> str:
    """Say in how many months there was a visit, and whether the aim was met."""
    found = monthly(view, code)
    covered, months = months_covered(found), len(found.values)
    text = ngettext(
        "{In_area}, there was at least one visit in {n} of {months} month.",
        "{In_area}, there was at least one visit in {n} of {months} months.",
        months,
    ).format(In_area=upper_first(view.place(code)), n=number(covered), months=number(months))
    if covered == months:
        return text + " " + _("The aim of at least one visit a month was met.")
    return text + " " + _("The aim of at least one visit a month was not met in every month.")


def _coverage_alt(found: Distribution) -> str:
    text = _("Column chart by month: there were visits in {n} of {months} months.").format(
        n=number(months_covered(found)), months=number(len(found.values))
    )
    shown_counts = found.shown()
    if shown_counts and not found.any_hidden:
        top = max(shown_counts, key=shown_counts.__getitem__)
        text += " " + _("The busiest month was {month} with {n} visits.").format(
            month=month(date.fromisoformat(f"{top}-01")), n=number(shown_counts[top])
        )
    return text


def _month_names(found: Distribution) -> list[str]:
    return [month(date.fromisoformat(f"{code}-01")) for code in found.labels]
