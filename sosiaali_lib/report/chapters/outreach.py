"""The outreach chapter: its order, and which area's figures it shows."""

from __future__ import annotations

from collections.abc import Callable

from sosiaali_lib import codelists
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.outreach import MENTIONS, VISITS
from sosiaali_lib.outreach.codes import PARTNER
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters import visits
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
    MONEY_TABLE,
    NUMBER_TABLE,
    PAIR_TABLE,
    money_blocks,
    number_blocks,
    pair_blocks,
)
from sosiaali_lib.report.chapters.topics import topics_blocks, topics_key_sentence
from sosiaali_lib.report.chapters.totals import total_sentence, totals_blocks
from sosiaali_lib.report.view import View
from sosiaali_lib.report.widening import Counted, Shown

TOPICS: Counted = ("aihe", MENTIONS)
# The sections that are about the visits of one area, in the order of the report, and the numbers by
# which each finds its area. Visits by month show whether there was a visit, which is never hidden.
_VISIT_SECTIONS: tuple[tuple[Callable[[View, str], list[Block]], tuple[Counted, ...]], ...] = (
    (totals_blocks, ()),
    (coverage_blocks, ()),
    (nature_blocks, (("luonne", VISITS),)),
    (topics_blocks, (TOPICS,)),
    (number_blocks, ((NUMBER_TABLE, VISITS),)),
    (money_blocks, ((MONEY_TABLE, MENTIONS),)),
    (pair_blocks, ((PAIR_TABLE, VISITS),)),
    (place_blocks, (("paikkatyyppi", VISITS),)),
    (partner_blocks, ((PARTNER, VISITS),)),
)


def blocks(view: View) -> list[Block]:
    """Give the chapter; short and honest where nothing was logged or all is hidden."""
    chapter: list[Block] = [Heading(_("Outreach work"), 1, "jalkautuminen")]
    if not view.release.has("kertymat"):
        chapter.append(Paragraph(absent_form("jalkautumiset")))
    else:
        found = visits.focus(view)
        if said := visits.why(found):
            chapter.append(Paragraph(said, "warning"))
        if found.area is not None:
            for section, tables in _VISIT_SECTIONS:
                chapter += _section(view, found, section, tables)
            chapter += _feeling(view, found.area)
        chapter += _structures(view, found.area)
    chapter += time_blocks(view)
    chapter += feedback_blocks(view)
    chapter.append(Slot("jalkautuminen", slot_prompt()))
    return chapter


def key_sentences(view: View) -> list[str]:
    """Give the chapter's findings for the summary, from the same numbers as its tables."""
    found = visits.focus(view)
    if found.area is None:
        return []
    topics = visits.section_area(view, TOPICS)
    alike = topics_key_sentence(view, found.area) if topics == found else []
    return [total_sentence(view, found.area), *alike]


def _section(
    view: View,
    around: Shown,
    section: Callable[[View, str], list[Block]],
    tables: tuple[Counted, ...],
) -> list[Block]:
    """Give a section for the area of the chapter, or for a larger one where too much of it is hidden."""
    found = visits.section_area(view, *tables) if tables else around
    if found.area is None:
        return []
    made = section(view, found.area)
    return visits.told(found, around, made) if made else []


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
