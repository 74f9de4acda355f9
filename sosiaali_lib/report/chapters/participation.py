"""The chapter on clients of services over time."""

from __future__ import annotations

from sosiaali_lib import participation
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import _
from sosiaali_lib.participation import CLIENTS, KNOWN_MONTHS, ClientSeries, whole_months
from sosiaali_lib.report import widening
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks, why_other
from sosiaali_lib.report.view import View

SLUG = "osallistuminen"


def blocks(view: View) -> list[Block]:
    """Give the chapter for the nearest area of which enough months can be shown."""
    chapter: list[Block] = [Heading(_("Clients of the services"), 1, SLUG)]
    if not view.release.has(CLIENTS.name):
        chapter.append(Paragraph(absent_form(participation.FORM)))
        return [*chapter, Slot(SLUG, slot_prompt())]
    found = widening.nearest(view, _share_shown)
    if said := why_other(found, (CLIENTS,)):
        chapter.append(Paragraph(said, "warning"))
    if found.area is not None:
        source = form_source(view, participation.FORM)
        chapter += finding_blocks(series(view, found.area), slug=CLIENTS.name, source=source)
    return [*chapter, Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give the first and last month of the services, where the own numbers are shown."""
    if not view.release.has(CLIENTS.name) or not widening.nearest(view, _share_shown).own:
        return []
    return series(view, view.area.code).firsts()[:1]


def series(view: View, code: str) -> ClientSeries:
    """Give the series of an area; a month that one of its municipalities left out is a gap."""
    known = view.release.table(KNOWN_MONTHS)
    members = [member.code for member in view.members]
    if code in known["alue"].unique():
        known = known[known["alue"] == code]
    elif code != TOTAL:
        known = known[known["alue"].isin(members)]
    rows = view.rows(CLIENTS.name, code)
    return CLIENTS.finding(rows, place=view.short(code), known=whole_months(known))


def _share_shown(view: View, code: str) -> float | None:
    """Give the share of the months of an area that are shown; the series itself spans the years."""
    if view.over_years or not len(view.rows(CLIENTS.name, code)):
        return None
    numbers = [n for months in series(view, code).values.values() for n in months.values()]
    return sum(n is not None for n in numbers) / len(numbers) if numbers else None
