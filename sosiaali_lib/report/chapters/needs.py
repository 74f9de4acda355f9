"""The chapter on service-need assessments: how they began, the needs, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib import needs
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import N_, _
from sosiaali_lib.needs.outcomes import Outcomes, outcomes_of
from sosiaali_lib.needs.view_counts import client_needs_of, views_of
from sosiaali_lib.report.blocks import Block, Heading, Slot
from sosiaali_lib.report.chapters.common import slot_prompt
from sosiaali_lib.report.chapters.findings import Section, nearest, shown, subject_blocks
from sosiaali_lib.report.chapters.sections import own_section
from sosiaali_lib.report.view import View

SLUG = "palvelutarpeet"
Named = Sequence[tuple[str, Finding]]

_SECTIONS = (
    Section(heading=N_("How the cases began"), tabulations=(needs.BEGAN,)),
    Section(heading=N_("Life situation"), tabulations=(needs.LIFE,)),
    Section(heading=N_("Needs for support"), tabulations=(needs.NEEDS,)),
    Section(heading=N_("Support arranged"), tabulations=(needs.SUPPORT,)),
)


def blocks(view: View) -> list[Block]:
    """Give the chapter; short and honest where nothing was recorded or most is hidden."""
    chapter: list[Block] = [Heading(_("Service-need assessments"), 1, SLUG)]
    chapter += subject_blocks(view, needs.FORM, _SECTIONS)
    if view.release.has(needs.BEGAN.name):
        for section in (_outcomes, _views, _together, _years, _months):
            chapter += section(view)
    return [*chapter, Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give the most common needs and those most often unmet, where the own numbers are shown."""
    found = []
    if nearest(view, (needs.NEEDS,)).own:
        found += shown(view, needs.NEEDS, view.area.code).said()[:1]
    if nearest(view, tuple(needs.OUTCOMES.values())).own:
        found += _outcomes_in(view, view.area.code).said()[:1]
    return found


def _outcomes(view: View) -> list[Block]:
    def made(view: View, area: str) -> Named:
        return (("palvelutarpeet_tulokset", _outcomes_in(view, area)),)

    heading, tabulations = _("How the needs were met"), tuple(needs.OUTCOMES.values())
    return own_section(view, needs.FORM, heading, tabulations, made)


def _outcomes_in(view: View, area: str) -> Outcomes:
    cells = {need: view.rows(one.name, area) for need, one in needs.OUTCOMES.items()}
    return outcomes_of(cells, place=view.short(area))


def _views(view: View) -> list[Block]:
    def made(view: View, area: str) -> Named:
        cells = {need: view.rows(one.name, area) for need, one in needs.VIEWS.items()}
        place = view.short(area)
        return (
            ("palvelutarpeet_asiakas", client_needs_of(cells, place=place)),
            ("palvelutarpeet_nakemykset", views_of(cells, place=place)),
        )

    heading, tabulations = _("The client's view and the worker's view"), needs.VIEWS.values()
    return own_section(view, needs.FORM, heading, tuple(tabulations), made)


def _together(view: View) -> list[Block]:
    def made(view: View, area: str) -> Named:
        return ((needs.PAIRS.name, shown(view, needs.PAIRS, area)),)

    return own_section(view, needs.FORM, _("Needs that occur together"), (needs.PAIRS,), made)


def _years(view: View) -> list[Block]:
    def made(view: View, area: str) -> Named:
        cells, place = view.rows(needs.YEARS.name, area), view.short(area)
        period = view.release.years if view.over_years else view.release.period
        return ((needs.YEARS.name, needs.YEARS.finding(cells, place=place, period=period)),)

    return own_section(view, needs.FORM, _("Assessments by year"), (needs.YEARS,), made)


def _months(view: View) -> list[Block]:
    """Give the months; those before the first and after the last rows are not zero."""

    def made(view: View, area: str) -> Named:
        return ((needs.MONTHS.name, shown(view, needs.MONTHS, area)),)

    return own_section(view, needs.FORM, _("Assessments by month"), (needs.MONTHS,), made)
