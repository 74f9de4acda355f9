"""The chapter on the management of the project: risks and communication."""

from __future__ import annotations

from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import _
from sosiaali_lib.registers import communication, risks
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, slot_prompt
from sosiaali_lib.report.chapters.findings import all_blocks
from sosiaali_lib.report.view import View

SLUG = "hankehallinto"


def blocks(view: View) -> list[Block]:
    """Give the chapter: short in a municipality, as it is about the whole organisation."""
    return [
        Heading(_("Management of the project"), 1, SLUG),
        *_risks(view),
        *_communication(view),
        Slot(SLUG, slot_prompt()),
    ]


def key_sentences(view: View) -> list[str]:
    """Give the findings about risks and communication for the summary."""
    found = []
    if view.release.has(risks.FORM):
        found += risks.register(view.release.table(risks.FORM)).sentences()[:1]
    if view.release.has(communication.FORM):
        rows = view.release.table(communication.FORM)
        found += communication.by_month(rows, period=view.release.period).sentences()[:1]
    return found


def _risks(view: View) -> list[Block]:
    head = Heading(_("Risks"), 2, risks.FORM)
    if not view.release.has(risks.FORM):
        return [head, Paragraph(absent_form(risks.FORM))]
    rows = view.release.table(risks.FORM)
    if not len(rows):
        return [head, Paragraph(_("No risks have been cleared for publication."))]
    findings: dict[str, Finding] = {"riskit": risks.register(rows)}
    if view.is_county:
        findings |= {"riskit-tilat": risks.by_state(rows), "riskit-tasot": risks.by_level(rows)}
    return [head, *all_blocks(view, risks.FORM, findings.items())]


def _communication(view: View) -> list[Block]:
    head = Heading(_("Communication"), 2, communication.FORM)
    if not view.release.has(communication.FORM):
        return [head, Paragraph(absent_form(communication.FORM))]
    rows = view.release.table(communication.FORM)
    if not len(rows):
        return [head, Paragraph(_("No communication has been cleared for publication."))]
    by_month = communication.by_month(rows, period=view.release.period)
    if not view.is_county:
        text = _("The whole log of communication is in the report of the county.")
        kinds: dict[str, Finding] = {"viestinta-lajit": communication.by_kind(rows)}
        said = Paragraph(" ".join([*by_month.said(), text]))
        return [head, said, *all_blocks(view, communication.FORM, kinds.items())]
    findings: dict[str, Finding] = {
        "viestinta-kuukaudet": by_month,
        "viestinta-lajit": communication.by_kind(rows),
        "viestinta-kanavat": communication.channels(rows),
        "viestinta-julkaisut": communication.publications(rows),
        "viestinta-aineistot": communication.materials(rows),
    }
    return [head, *all_blocks(view, communication.FORM, findings.items())]
