"""The outreach chapter: its order, and which area's figures it shows."""

from __future__ import annotations

from sosiaali_lib import codelists
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, slot_prompt
from sosiaali_lib.report.chapters.coverage import coverage_blocks
from sosiaali_lib.report.chapters.outreach_codes import (
    nature_blocks,
    partner_blocks,
    place_blocks,
)
from sosiaali_lib.report.chapters.outreach_feedback import (
    feedback_blocks,
    observation_blocks,
    time_blocks,
)
from sosiaali_lib.report.chapters.outreach_together import (
    money_blocks,
    number_blocks,
    pair_blocks,
)
from sosiaali_lib.report.chapters.topics import topics_blocks, topics_key_sentence
from sosiaali_lib.report.chapters.totals import total_sentence, totals_blocks
from sosiaali_lib.report.view import View

# The sections that are about the visits of one area, in the order of the report.
_VISIT_SECTIONS = (
    totals_blocks,
    coverage_blocks,
    nature_blocks,
    topics_blocks,
    number_blocks,
    money_blocks,
    pair_blocks,
    place_blocks,
    partner_blocks,
)


def blocks(view: View) -> list[Block]:
    """Give the chapter; short and honest where nothing was logged or all is hidden."""
    chapter: list[Block] = [Heading(_("Outreach work"), 1, "jalkautuminen")]
    focus = view.focus()
    if not view.release.has("kertymat"):
        chapter.append(Paragraph(absent_form("jalkautumiset")))
    else:
        if focus != view.area.code:
            chapter.append(Paragraph(why_not_own(view, focus), "warning"))
        if focus is not None:
            for section in _VISIT_SECTIONS:
                chapter += section(view, focus)
            chapter += _feeling(view, focus)
        chapter += _structures(view, focus)
    chapter += time_blocks(view)
    chapter += feedback_blocks(view)
    chapter.append(Slot("jalkautuminen", slot_prompt()))
    return chapter


def key_sentences(view: View) -> list[str]:
    """Give the chapter's findings for the summary, from the same numbers as its tables."""
    focus = view.focus()
    if focus is None:
        return []
    return [total_sentence(view, focus), *topics_key_sentence(view, focus)]


def why_not_own(view: View, focus: str | None) -> str:
    """Say why the municipality's own figures are not shown, and what is shown in their place."""
    if view.totals(view.area.code) is None:
        reason = _(
            "No outreach visits were logged {in_area}. This means that information is missing, not "
            "that there were no visits."
        )
    else:
        reason = _(
            "The outreach figures are hidden {in_area} to protect people: either they concern few "
            "people, or figures of another area that do could be calculated from them."
        )
    text = reason.format(in_area=view.place(view.area.code))
    if focus is not None and focus != view.area.code:
        text += " " + _("The figures shown are therefore those of a larger area: {area}.").format(
            area=view.name(focus)
        )
    return text


def _feeling(view: View, focus: str) -> list[Block]:
    """Give the workers' rating of the visits, where it can be shown."""
    totals = view.totals(focus)
    assert totals is not None
    if totals.get("tunne_ka") is None:
        return []
    text = _(
        "The workers rated the feeling that a visit left at {mean} on average (1 very poor "
        "… 5 very good, {n} visits rated)."
    )
    said = text.format(mean=number(totals["tunne_ka"], 1), n=number(totals["tunne_n"]))
    return [Heading(_("Feeling after the visits"), 2, "tunne"), Paragraph(said)]


def _structures(view: View, focus: str | None) -> list[Block]:
    """Give how often an observation about structures was made, and those that were cleared."""
    section: list[Block] = []
    labels = codelists.load("rakennehavainto").labels()
    if focus is not None:
        found = view.distribution("rakennehavainto", "rakennehavainto", "kaynnit", focus, labels)
        made, none = found.values["havainto"], found.values["ei_havaintoa"]
        if made is not None and none is not None and made + none:
            text = _(
                "An observation about the environment or structures was made on {n} visits, which "
                "is {share} of those visits on which it was asked."
            )
            said = text.format(n=number(made), share=percent(made / (made + none)))
            section.append(Paragraph(said))
    section += observation_blocks(view)
    return (
        [Heading(_("Observations about structures"), 2, "rakenteet"), *section] if section else []
    )
