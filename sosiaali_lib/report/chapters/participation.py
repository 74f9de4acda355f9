"""The chapter on clients of services over time."""

from __future__ import annotations

from sosiaali_lib import participation
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import _
from sosiaali_lib.participation import CLIENTS, KNOWN_MONTHS, ClientSeries, whole_months
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import ENOUGH, finding_blocks, why_other
from sosiaali_lib.report.view import View

SLUG = "osallistuminen"


def blocks(view: View) -> list[Block]:
    """Give the chapter for the nearest area of which enough months can be shown."""
    chapter: list[Block] = [Heading(_("Clients of the services"), 1, SLUG)]
    if not view.release.has(CLIENTS.name):
        chapter.append(Paragraph(absent_form(participation.FORM)))
        return [*chapter, Slot(SLUG, slot_prompt())]
    area = _nearest(view)
    if area != view.area.code and (said := why_other(view, (CLIENTS,), area)):
        chapter.append(Paragraph(said, "warning"))
    if area is not None:
        source = form_source(view, participation.FORM)
        chapter += finding_blocks(series(view, area), slug=CLIENTS.name, source=source)
    return [*chapter, Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give the first and last month of the services, where the own numbers are shown."""
    if not view.release.has(CLIENTS.name) or _nearest(view) != view.area.code:
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


def _nearest(view: View) -> str | None:
    """Give the own area, the county or all: the nearest that shows at least half of its months."""
    codes = (view.area.code, *([view.county.code] if view.county else []), TOTAL)
    for code in dict.fromkeys(codes):
        if not len(view.rows(CLIENTS.name, code)):
            continue
        numbers = [n for months in series(view, code).values.values() for n in months.values()]
        shown = sum(n is not None for n in numbers)
        if numbers and shown / len(numbers) >= ENOUGH:
            return code
    return None
