"""The chapter on instruments: who was measured, who dropped out, and what changed."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import instruments
from sosiaali_lib.formatting import listed
from sosiaali_lib.measurements import END_ONLY, PAIRED, START, START_ONLY
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters.change import change_blocks, shown_change
from sosiaali_lib.report.chapters.change_words import scale_sentence
from sosiaali_lib.report.chapters.common import absent_form, form_source, hidden_note, slot_prompt
from sosiaali_lib.report.view import View, shown

FORM = "mittaukset"


def blocks(view: View) -> list[Block]:
    """Give the chapter; changes of a small municipality are given for the county instead."""
    chapter: list[Block] = [Heading(_("Measurements of wellbeing"), 1, FORM)]
    if not view.release.has("parit"):
        chapter.append(Paragraph(absent_form(FORM)))
    else:
        chapter += _people(view)
        answered = view.release.manifest["instruments"]
        counted = []
        for name in _measured(view):
            if answered[name]["answers"]:
                chapter += change_blocks(view, name)
            else:
                counted.append(instruments.load(name).name)
        if counted:
            text = _("The data hold the numbers of people measured, but no answers, for: {names}.")
            chapter.append(Paragraph(text.format(names=listed(counted)), "note"))
    chapter.append(Slot(FORM, slot_prompt()))
    return chapter


def key_sentences(view: View) -> list[str]:
    """Give the finding about change for the summary, where a change can be shown."""
    sentences = []
    for name in _measured(view) if view.release.has("parit") else ():
        found, changes = shown_change(view, name)
        known = instruments.load(name)
        if found.area and (said := scale_sentence(view, found.area, known, changes)):
            sentences.append(said)
    return sentences


def _measured(view: View) -> list[str]:
    """Give the instruments used in the area or the county around it."""
    table = view.release.table("parit")
    codes = {view.area.code, *([view.county.code] if view.county else [])}
    return sorted(table.loc[table["alue"].isin(codes), "mittari"].unique())


def _people(view: View) -> list[Block]:
    assert view.county is not None
    codes = [view.area.code] if view.is_county else [view.area.code, view.county.code]
    rows = []
    for name in _measured(view):
        for code in codes:
            found = _pairs(view, code, name)
            cells = [shown(found.get(state, 0)) for state in (START, PAIRED, START_ONLY, END_ONLY)]
            rows.append((f"{instruments.load(name).name}, {view.short(code)}", *cells))
    text = _(
        "Only people who answered at both the start and the end are counted in a change. Those who "
        "dropped out stand beside them, because they may have differed from those who stayed."
    )
    own = view.rows("parit", view.area.code)
    section: list[Block] = [Heading(_("People measured"), 2, "mitatut"), Paragraph(text)]
    if not len(own):
        section.append(
            Paragraph(
                _("Nobody was measured {in_area}; the figures are those of {county}.").format(
                    in_area=view.place(view.area.code), county=view.county.name(view.lang)
                ),
                "warning",
            )
        )
    return [
        *section,
        Table(
            slug="mitatut-taulu",
            caption=_("People measured by instrument and wave"),
            columns=(
                _("Instrument and area"),
                _("At the start"),
                _("At both waves"),
                _("Dropped out"),
                _("At the end only"),
            ),
            rows=tuple(rows),
            numeric=(True,) * 4,
            note=hidden_note(),
            source=form_source(view, FORM),
        ),
    ]


def _pairs(view: View, code: str, instrument: str) -> dict[str, int | None]:
    """Give people by state; None where hidden, absent where there is no row (a true zero)."""
    rows = view.rows("parit", code)
    rows = rows[rows["mittari"] == instrument] if len(rows) else rows
    return {
        str(state): None if pd.isna(people) else int(people)
        for state, people in (zip(rows["tila"], rows["henkilot"], strict=True) if len(rows) else ())
    }
