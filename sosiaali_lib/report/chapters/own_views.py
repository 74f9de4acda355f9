"""The chapter of own views: what the organisation itself wanted to show, protected as all the rest."""

from __future__ import annotations

from sosiaali_lib.messages import _
from sosiaali_lib.own_views import counting
from sosiaali_lib.own_views.own_view import OwnView, of_manifest
from sosiaali_lib.own_views.releasing import shows
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks, shown, why_other
from sosiaali_lib.report.view import View
from sosiaali_lib.report.widening import nearest, share_shown
from sosiaali_lib.tabulation.base import N

SLUG = "omat_nakymat"


def views_of(view: View) -> tuple[OwnView, ...]:
    """Give the own views of the report of an area."""
    every = of_manifest(view.release.manifest)
    return tuple(one for one in every if one.stands_in(view.area.code))


def blocks(view: View) -> list[Block]:
    """Give the chapter: a section a view, with its heading, its words and its numbers."""
    chapter: list[Block] = [
        Heading(_("Own views"), 1, SLUG),
        Paragraph(
            _(
                "The organisation chose what this chapter shows. The numbers are counted, protected and "
                "checked in the same way as those of the other chapters."
            )
        ),
    ]
    for one in views_of(view):
        chapter += _section(view, one)
    return [*chapter, Slot(SLUG, slot_prompt())]


def _section(view: View, one: OwnView) -> list[Block]:
    slug = f"oma-{one.name}"
    text, lang = one.text(view.lang)
    section: list[Block] = [Heading(one.heading(view.lang), 2, slug)]
    section += [Paragraph(text, lang="" if lang == view.lang else lang)] if text else []
    if not view.release.has(one.table):
        return [*section, Paragraph(_("The data of the period hold no rows for this view."))]
    tabulation = counting.of_table(one.table)
    found = nearest(view, lambda seen, code: _share(seen, one.table, code))
    if found.area is None:
        text = _("No number of this view can be shown without telling of single people.")
        return [*section, Paragraph(text, "warning")]
    if said := why_other(found, (tabulation,)):
        section.append(Paragraph(said, "warning"))
    finding = shown(found.view, tabulation, found.area)
    return [*section, *finding_blocks(finding, slug=slug, source=form_source(view, one.form))]


def _share(view: View, table: str, area: str) -> float | None:
    """Give the share of an area's numbers that are shown; none where its total is all that is."""
    share = share_shown(view, [(table, N)], area)
    return share if share is None or shows(view.rows(table, area)) else 0.0
