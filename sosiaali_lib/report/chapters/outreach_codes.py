"""The sections on the nature of the visits, their places and their partners."""

from __future__ import annotations

from sosiaali_lib.messages import _
from sosiaali_lib.outreach import AreaGrid, Network, VisitsByCode, area_grid, visits_by_code
from sosiaali_lib.outreach.codes import PARTNER, code_labels
from sosiaali_lib.report.blocks import Block
from sosiaali_lib.report.chapters.common import log_source
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.view import View
from sosiaali_lib.tabulation.base import MISSING


def nature_blocks(view: View, focus: str) -> list[Block]:
    """Give the section on nature, with the breaks in comparability of the period."""
    found = _visits(view, focus, "luonne")
    return finding_blocks(
        found, slug="luonne", source=log_source(view), heading=_("Nature of the visits")
    )


def place_blocks(view: View, focus: str) -> list[Block]:
    """Give the section on places, in a county's report also by municipality."""
    found = _visits(view, focus, "paikkatyyppi")
    section = finding_blocks(found, slug="paikat", source=log_source(view), heading=_("Places"))
    if view.is_county:
        section += finding_blocks(
            _grid(view, "paikkatyyppi", AreaGrid), slug="paikat-kunnittain", source=log_source(view)
        )
    return section


def partner_blocks(view: View, focus: str) -> list[Block]:
    """Give the section on partners, in a county's report as a network; none where none is recorded."""
    found = _visits(view, focus, PARTNER)
    if all(n == 0 for code, n in found.values.items() if code != MISSING):
        return []
    section = finding_blocks(
        found, slug="kumppanit", source=log_source(view), heading=_("Partners and networks")
    )
    if view.is_county:
        section += finding_blocks(
            _grid(view, PARTNER, Network), slug="verkosto", source=log_source(view)
        )
    return section


def _visits(view: View, code: str, column: str) -> VisitsByCode:
    found = view.distribution(column, column, "kaynnit", code, code_labels(column))
    return visits_by_code(
        found.values,
        found.total,
        column=column,
        period=view.release.period,
        place=view.short(code),
    )


def _grid(view: View, column: str, drawn_as: type[AreaGrid]) -> AreaGrid:
    """Give the visits of the members of the county; a member without a log has no number."""
    labels = code_labels(column)
    found = {
        member.code: view.distribution(column, column, "kaynnit", member.code, labels)
        for member in view.members
        if view.totals(member.code) is not None
    }
    return area_grid(
        {(code, area): n for area, one in found.items() for code, n in one.values.items()},
        {area: one.total for area, one in found.items()},
        column=column,
        names=lambda: {member.code: member.name(view.lang) for member in view.members},
        place=view.short(view.area.code),
        drawn_as=drawn_as,
    )
