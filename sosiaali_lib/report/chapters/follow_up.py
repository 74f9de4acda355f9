"""The chapter on earlier proposals: what became of those put forward before the period."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import proposals as subject
from sosiaali_lib.formatting import day, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.proposals.standing import STANDING, WAITING
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.chapters.proposals import (
    FORM,
    answers_table,
    counts,
    last_day,
    proposals,
)
from sosiaali_lib.report.view import View

SLUG = "seuranta"


def blocks(view: View) -> list[Block]:
    """Give the chapter: every earlier proposal, its answer, and how long it took or has taken."""
    chapter: list[Block] = [Heading(_("Follow-up of earlier proposals"), 1, SLUG)]
    rows = _earlier(view)
    if not view.release.has(FORM):
        chapter.append(Paragraph(absent_form(FORM)))
    elif not len(rows):
        text = _(
            "There are no proposals {in_area} that were put forward before {date} and are cleared "
            "for publication."
        )
        place, first = view.place(view.area.code), day(view.release.period[0])
        chapter.append(Paragraph(text.format(in_area=place, date=first)))
    else:
        chapter.append(Paragraph(_sentence(view, rows)))
        overview = subject.deadlines(
            rows,
            last_day(view),
            view.release.year_clock,
            earlier=True,
            place=view.short(view.area.code),
        )
        chapter += finding_blocks(overview, slug=SLUG, source=form_source(view, FORM))
        chapter += counts(
            view,
            rows,
            slug=SLUG,
            place=_("earlier proposals, {area}").format(area=view.short(view.area.code)),
        )
        if len(answered := rows[rows["vastaus"].fillna("") != ""]):
            chapter += [
                Heading(_("Answers to the earlier proposals"), 2, f"{SLUG}-vastaukset"),
                answers_table(view, answered, slug=f"{SLUG}-vastaukset", earlier=True),
            ]
    return [*chapter, Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give the finding about earlier proposals for the summary."""
    rows = _earlier(view)
    return [_sentence(view, rows)] if len(rows) else []


def _earlier(view: View) -> pd.DataFrame:
    rows = proposals(view)
    return subject.before(rows, view.release.period[0]) if len(rows) else rows


def _sentence(view: View, rows: pd.DataFrame) -> str:
    last = last_day(view)
    where = subject.standing(rows, last, view.release.year_clock)[STANDING]
    waiting = int(where.isin(WAITING).sum())
    text = ngettext(
        "Of {n} proposal put forward before {first}, {open} still waited for an answer on {last}.",
        "Of {n} proposals put forward before {first}, {open} still waited for an answer on {last}.",
        len(rows),
    )
    first = day(view.release.period[0])
    return text.format(n=number(len(rows)), first=first, open=number(waiting), last=day(last))
