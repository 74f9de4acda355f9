"""The main themes of the summary: needs that the bodies of evidence bring up together."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib import codelists, needs, observations, themes
from sosiaali_lib.findings import Shares
from sosiaali_lib.main_themes import Body, MainThemes, main_themes
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Heading, Slot
from sosiaali_lib.report.chapters import visits
from sosiaali_lib.report.chapters.findings import finding_blocks, nearest, shown
from sosiaali_lib.report.view import View
from sosiaali_lib.tabulation import Tabulation

SLUG = "paateemat"


def blocks(view: View) -> list[Block]:
    """Give the section; the coordinator's own text takes the place of what the evidence proposes."""
    found = themes_of(view)
    if not found.bodies:
        return []
    source = _("The chapters of this report")
    proposed = finding_blocks(found, slug=f"tiivistelma-{SLUG}", source=source)
    prompt = _(
        "Write here the main themes that you choose. Your text takes the place of the proposal above."
    )
    return [
        Heading(_("Main themes"), 2, f"{SLUG}-osa"),
        *proposed,
        Slot(SLUG, prompt, overrules=len(proposed)),
    ]


def themes_of(view: View) -> MainThemes:
    """Choose the main themes from the numbers that the report shows."""
    bodies = [
        _outreach(view),
        _counted(view, _("Service-need assessments"), needs.NEEDS),
        _counted(view, _("Observations"), observations.NEEDS),
        _answers(view),
    ]
    known = [body for body in bodies if body is not None]
    labels = codelists.load("shl11").labels
    return main_themes(known, labels, place=view.short(view.area.code))


def _outreach(view: View) -> Body | None:
    """Give the shares of needs in the topics mentioned on the visits."""
    if not view.release.has("aihe"):
        return None
    focus = visits.section_area(view, ("aihe", "maininnat")).area
    if focus is None:
        return None
    topics = codelists.load("aiheet")
    found = view.distribution("aihe", "aihe", "maininnat", focus, topics.labels())
    maps = {code.code: code.maps["shl11"] for code in topics.codes}
    return _mapped(view, _("Outreach visits"), focus, found.values, found.total, maps)


def _answers(view: View) -> Body | None:
    """Give the shares of needs in the themes of the answers, where the coding frame ties them."""
    tabulation = themes.ALL_THEMES
    if not view.release.has(tabulation.name) or not view.release.has("teemakehys"):
        return None
    nearby = nearest(view, (tabulation,))
    view, area = nearby.view, nearby.area
    if area is None:
        return None
    frame = view.release.table("teemakehys")
    maps = {
        str(row["teema"]): tuple(filter(None, str(row["shl11"] or "").split(";")))
        for row in frame.to_dict("records")
    }
    found = shown(view, tabulation, area)
    values = found.values if isinstance(found, Shares) else {}
    mentions = sum(n or 0 for n in values.values())  # of the themes that can be shown
    return _mapped(view, _("Answers to the four questions"), area, values, mentions, maps)


def _counted(view: View, name: str, tabulation: Tabulation) -> Body | None:
    """Give the shares of needs in a body of evidence that counts them itself."""
    if not view.release.has(tabulation.name):
        return None
    nearby = nearest(view, (tabulation,))
    view, area = nearby.view, nearby.area
    if area is None:
        return None
    found = shown(view, tabulation, area)
    assert isinstance(found, Shares)
    shares = {need: found.share(need) for need in codelists.load("shl11").labels()}
    return Body(_named(view, name, area), shares)


def _mapped(
    view: View,
    name: str,
    area: str,
    values: Mapping[str, int | None],
    mentions: int | None,
    maps: Mapping[str, tuple[str, ...]],
) -> Body:
    """Give the shares of needs in all mentions, of which one may stand for several needs."""
    needs_of: dict[str, list[int | None]] = {}
    for code, stands_for in maps.items():
        for need in stands_for:
            needs_of.setdefault(need, []).append(values.get(code, 0))
    # A sum without a hidden part, or out of a total without it, would be a wrong share.
    shares = {
        need: None if None in parts or not mentions else sum(filter(None, parts)) / mentions
        for need, parts in needs_of.items()
    }
    return Body(_named(view, name, area), shares)


def _named(view: View, name: str, area: str) -> str:
    return f"{name} ({view.short(area)})"
