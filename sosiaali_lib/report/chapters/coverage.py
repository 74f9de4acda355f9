"""Months with visits, against the aim of at least one visit a month."""

from __future__ import annotations

from datetime import date

from sosiaali_lib.formatting import ABSENT, HIDDEN, number, upper_first
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.outreach import Calendar, Coverage, MonthsOfArea
from sosiaali_lib.outreach.months import AIM, month_text
from sosiaali_lib.report import charts
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import hidden_note, log_source
from sosiaali_lib.report.chapters.findings import all_blocks
from sosiaali_lib.report.view import Distribution, View, absent, shown


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
    months = MonthsOfArea(values=found.values)
    told = set(found.values) if months.untold else set(months.known)
    texts = [shown(n) if at in told else absent() for at, n in found.values.items()]
    area = view.short(focus)
    aim = AIM if focus == view.area.code and not view.is_county else None
    # A drawing of hidden marks tells nothing that the table does not.
    pictures = [] if months.untold else [_picture(view, found, area, texts, aim)]
    return [*pictures, _table(view, found, area, texts)]


def _picture(
    view: View, found: Distribution, area: str, texts: list[str], aim: int | None
) -> Block:
    return Figure(
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
    )


def _table(view: View, found: Distribution, area: str, texts: list[str]) -> Block:
    return Table(
        slug="kuukaudet-taulu",
        caption=_("Number of outreach visits by month, {area}").format(area=area),
        columns=(_("Month"), _("Visits")),
        rows=(
            *zip(map(month_text, found.labels), texts, strict=True),
            (_("All visits"), shown(found.total)),
        ),
        numeric=(True,),
        totals=(len(texts),),
        note=hidden_note() if {HIDDEN, ABSENT} & set(texts) else "",
        source=log_source(view),
    )


def _notes(found: Distribution, aim: int | None) -> list[str]:
    notes = [_("The dashed line is the aim of one visit a month.")] if aim else []
    return [*notes, hidden_note()] if found.any_hidden else notes


def _by_municipality(view: View) -> list[Block]:
    """Hold each municipality of a county against the aim; those without a log have no number."""
    areas = {
        member.code: MonthsOfArea(values=monthly(view, member.code).values)
        for member in view.members
    }
    place = view.short(view.area.code)
    made = [
        (slug, kind(names=lambda: _names(view), areas=areas, place=place))
        for kind, slug in ((Coverage, "kattavuus"), (Calendar, "kalenteri"))
    ]
    return all_blocks(view, "jalkautumiset", made)


def _names(view: View) -> dict[str, str]:
    return {member.code: member.name(view.lang) for member in view.members}


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
    """Count the months that are known to have a visit."""
    return MonthsOfArea(values=found.values).covered


def coverage_sentence(view: View, code: str) -> str:
    """Say in how many of the months with information there was a visit, and whether the aim was met."""
    found = MonthsOfArea(values=monthly(view, code).values)
    if found.untold:
        small = _("The numbers are too small to be shown, so the months are not counted: {names}.")
        return small.format(names=view.name(code))
    if not found.known:
        return _("No outreach visits were logged, so nothing is known of the months.")
    covered, months = found.covered, len(found.known)
    text = ngettext(
        "{In_area}, there was at least one visit in {n} of {months} month.",
        "{In_area}, there was at least one visit in {n} of {months} months.",
        months,
    ).format(In_area=upper_first(view.place(code)), n=number(covered), months=number(months))
    if found.first is not None and months < len(found.values):
        since = _(
            "The months are counted from the first logged visit ({month}): of earlier months there "
            "is no information."
        )
        text += " " + since.format(month=month_text(found.first))
    if covered == months:
        return text + " " + _("The aim of at least one visit a month was met.")
    return text + " " + _("The aim of at least one visit a month was not met in every month.")


def _coverage_alt(found: Distribution) -> str:
    text = _("Column chart by month: there were visits in {n} of {months} months.").format(
        n=number(months_covered(found)),
        months=number(len(MonthsOfArea(values=found.values).known)),
    )
    shown_counts = found.shown()
    if shown_counts and not found.any_hidden:
        top = max(shown_counts, key=shown_counts.__getitem__)
        text += " " + _("The busiest month was {month} with {n} visits.").format(
            month=month_text(top), n=number(shown_counts[top])
        )
    return text
