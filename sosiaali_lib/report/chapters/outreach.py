"""The outreach chapter: visits, people, nature, topics, places, feeling and coverage."""

from __future__ import annotations

from sosiaali_lib import codelists
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, slot_prompt
from sosiaali_lib.report.chapters.coverage import coverage_blocks
from sosiaali_lib.report.chapters.shares import most_common, shares_section
from sosiaali_lib.report.chapters.topics import topics_blocks, topics_key_sentence
from sosiaali_lib.report.chapters.totals import total_sentence, totals_blocks
from sosiaali_lib.report.view import (
    View,
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
            chapter += totals_blocks(view, focus)
            chapter += coverage_blocks(view, focus)
            for section in (_nature, topics_blocks, _places):
                chapter += section(view, focus)
            chapter += _feeling_and_structures(view, focus)
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


def _nature(view: View, focus: str) -> list[Block]:
    labels = codelists.load("jalkautumisen_luonne").labels()
    found = view.distribution("luonne", "luonne", "kaynnit", focus, labels)
    sentences = [
        most_common(
            found, _("The most common nature of the visit was “{label}” ({share} of visits).")
        )
    ]
    first, last = view.release.period
    if first.year < 2019 <= last.year:
        sentences.append(
            _(
                "Visits to clients' homes have been logged only since 2019, so their number cannot "
                "be compared with earlier months."
            )
        )
    return shares_section(
        view,
        focus,
        found,
        heading=_("Nature of the visits"),
        slug="luonne",
        caption=_("Outreach visits by nature"),
        column=_("Nature of the visit"),
        sentences=sentences,
    )


def _places(view: View, focus: str) -> list[Block]:
    labels = codelists.load("paikkatyyppi").labels()
    found = view.distribution("paikkatyyppi", "paikkatyyppi", "kaynnit", focus, labels)
    return shares_section(
        view,
        focus,
        found,
        heading=_("Places"),
        slug="paikat",
        caption=_("Outreach visits by type of place"),
        column=_("Type of place"),
        sentences=[
            most_common(
                found, _("The most common type of place was “{label}” ({share} of visits).")
            )
        ],
    )


def _feeling_and_structures(view: View, focus: str) -> list[Block]:
    """Give the workers' rating and the observations about structures, where they can be shown."""
    totals = view.totals(focus)
    assert totals is not None
    sentences = []
    if totals.get("tunne_ka") is not None:
        sentences.append(
            _(
                "The workers rated the feeling that a visit left at {mean} on average (1 very poor "
                "… 5 very good, {n} visits rated)."
            ).format(mean=number(totals["tunne_ka"], 1), n=number(totals["tunne_n"]))
        )
    labels = codelists.load("rakennehavainto").labels()
    found = view.distribution("rakennehavainto", "rakennehavainto", "kaynnit", focus, labels)
    made, none = found.values["havainto"], found.values["ei_havaintoa"]
    if made is not None and none is not None and made + none:
        sentences.append(
            _(
                "An observation about the environment or structures was made on {n} visits, which is "
                "{share} of those visits on which it was asked."
            ).format(n=number(made), share=percent(made / (made + none)))
        )
    if not sentences:
        return []
    return [
        Heading(_("Feeling and observations about structures"), 2, "tunne"),
        Paragraph(" ".join(sentences)),
    ]
