"""The chapter on the significance survey: ways of working rated for clients and staff, and their use."""

from __future__ import annotations

from sosiaali_lib import significance
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.view import View
from sosiaali_lib.significance import (
    CLIENTS,
    CLIENTS_UNSURE,
    COMMON,
    COMMON_UNSURE,
    PICKS,
    STAFF,
    STAFF_UNSURE,
    Against,
    Sides,
)
from sosiaali_lib.significance.counting import LEAST

SLUG = "merkitys"


def blocks(view: View) -> list[Block]:
    """Give the chapter; short and honest where the survey was not made or few answered."""
    chapter: list[Block] = [Heading(_("Significance of new ways of working"), 1, SLUG)]
    if not view.release.has(CLIENTS.name):
        text = _(
            "The data hold no significance survey with at least {n} respondents, so this chapter is "
            "without figures."
        )
        chapter.append(Paragraph(text.format(n=number(LEAST))))
    else:
        text = _("The survey is about ways of working and is shown for all respondents together.")
        chapter.append(Paragraph(text))
        for heading, slug, finding in _sections(view):
            source = form_source(view, significance.FORM)
            chapter += finding_blocks(finding, slug=slug, source=source, heading=heading)
    return [*chapter, Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give the list of the most significant ways of working."""
    if not view.release.has(PICKS.name):
        return []
    return PICKS.finding(view.rows(PICKS.name, TOTAL)).said()[:1]


def _sections(view: View) -> list[tuple[str, str, Finding]]:
    """Give heading, slug and finding of every section; the last two are made from the first three."""
    clients, staff, common = (
        one.finding(view.rows(one.name, TOTAL), unsure=view.rows(unsure.name, TOTAL))
        for one, unsure in (
            (CLIENTS, CLIENTS_UNSURE),
            (STAFF, STAFF_UNSURE),
            (COMMON, COMMON_UNSURE),
        )
    )
    picks = PICKS.finding(view.rows(PICKS.name, TOTAL))
    return [
        (_("The most significant"), PICKS.name, picks),
        (_("Significance for clients and residents"), CLIENTS.name, clients),
        (_("Significance for staff"), STAFF.name, staff),
        (
            _("Clients and staff side by side"),
            "merkitys_rinnakkain",
            Sides(first=clients, second=staff),
        ),
        (_("Commonness"), COMMON.name, common),
        (
            _("Significance against commonness"),
            "merkitys_yleisyys_ristiin",
            Against(first=clients, second=common),
        ),
    ]
