"""The chapter on groups: those that were held, their members, feedback, and the measuring itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Shares
from sosiaali_lib.formatting import day, listed, lower_first, number, period, quoted
from sosiaali_lib.groups import feedback, matters, measuring, members
from sosiaali_lib.groups.words import differently_worded, no_effect_at_all
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.report.blocks import Block, Bullets, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import Section, nearest, shown, subject_blocks
from sosiaali_lib.report.view import View, absent

SLUG = "ryhmat"
HELD, QUOTES = "ryhmat_pidetyt", "palaute_lainaukset"
MEMBERS = (
    Section(N_("Why people joined"), (members.REASONS, members.FURTHER_REASONS)),
    Section(N_("Who the members were"), (members.SEXES, members.AGES)),
    Section(N_("Family"), (members.MARITAL, members.HOMES)),
    Section(N_("Labour-market status of the members"), (members.WORK,)),
    Section(N_("Staying and leaving"), (members.ENDINGS,)),
)
FEEDBACK = (
    Section(N_("Feedback given"), (feedback.KINDS,)),
    *(Section(one.words.caption, (one,)) for one in feedback.RATINGS.values()),
)
MEASURING = (
    Section(
        N_("Did the measuring meet the clients' needs"), (measuring.WAVES, measuring.MET_NEEDS)
    ),
    Section(N_("Keeping in touch"), (measuring.CONTACT, measuring.CONTACT_WISHED)),
)


def blocks(view: View) -> list[Block]:
    """Give the chapter; forms without rows are left out, and said when there are none at all."""
    parts = [
        *_held(view),
        *_subject(view, members.FORM, MEMBERS),
        *_subject(view, feedback.FORM, FEEDBACK),
        *_quotes(view),
        *_measuring(view),
    ]
    if not parts:
        parts = [Paragraph(absent_form(members.FORM))]
    return [Heading(_("Groups and feedback"), 1, SLUG), *parts, Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give members and their reasons for joining, and the feedback, for the summary."""
    found = []
    reasons = _shares(view, MEMBERS, members.REASONS)
    if reasons is not None:
        area, finding = reasons
        text = ngettext(
            "The groups had {n} member {in_area}.",
            "The groups had {n} members {in_area}.",
            finding.units or 0,
        )
        found += [text.format(n=number(finding.units), in_area=view.place(area))]
        found += finding.said()[:1]
    kinds = _shares(view, FEEDBACK, feedback.KINDS)
    if kinds is not None:
        area, finding = kinds
        text = ngettext(
            "{n} person gave feedback on groups, camps or events {in_area}.",
            "{n} people gave feedback on groups, camps or events {in_area}.",
            finding.units or 0,
        )
        found.append(text.format(n=number(finding.units), in_area=view.place(area)))
    return found


def _shares(view: View, sections: Sequence[Section], tabulation: Any) -> tuple[str, Shares] | None:
    """Give the area that the section of a count shows and its finding, if it is of the period."""
    if not view.release.has(tabulation.name):
        return None
    section = next(one for one in sections if tabulation in one.tabulations)
    found = nearest(view, section.tabulations)
    if found.area is None or found.view.over_years:
        return None
    finding = shown(view, tabulation, found.area)
    assert isinstance(finding, Shares)
    return (found.area, finding) if finding.units else None


def _subject(view: View, form: str, sections: Sequence[Section]) -> list[Block]:
    if not any(view.release.has(one.name) for part in sections for one in part.tabulations):
        return []
    return subject_blocks(view, form, sections)


def _measuring(view: View) -> list[Block]:
    parts = _subject(view, matters.FORM, MEASURING)
    if not parts:
        return []
    wordings = tuple(matter.wording for matter in matters.matters())
    caution = f"{differently_worded()} {no_effect_at_all()}"
    return [*parts, Paragraph(caution, "note"), Bullets(wordings)]


def _held(view: View) -> list[Block]:
    """Give the groups that a person cleared; numbers of members stand in the protected tables."""
    if not view.release.has(HELD):
        return []
    heading = Heading(_("Groups held"), 2, "ryhmat-pidetyt")
    rows = view.register(HELD)
    if not len(rows):
        text = _("There are no groups cleared for publication {in_area}.")
        return [heading, Paragraph(text.format(in_area=view.place(view.area.code)))]
    columns = [_("Group"), _("Kind"), _("Time"), _("Meetings"), _("Rhythm"), _("Leaders")]
    cells = [_group(row) for row in rows.to_dict("records")]
    if view.is_county:
        columns.append(_("Municipality"))
        for cell, code in zip(cells, rows["alue"], strict=True):
            cell.append(view.short(view.area.code if code == TOTAL else code))
    text = ngettext(
        "{n} group is cleared for publication.",
        "{n} groups are cleared for publication.",
        len(cells),
    )
    return [
        heading,
        Paragraph(text.format(n=number(len(cells)))),
        Table(
            slug="ryhmat-pidetyt-taulu",
            caption=_("Groups held, {area}").format(area=view.short(view.area.code)),
            columns=tuple(columns),
            rows=tuple(map(tuple, cells)),
            numeric=tuple(name == columns[3] for name in columns[1:]),
            source=form_source(view, "ryhmat"),
        ),
    ]


def _group(row: Mapping[Any, Any]) -> list[str]:
    """Give the cells of a group; what its form leaves empty has the mark of no information."""
    kinds, rhythms, leaders = (
        codelists.load(name).labels()
        for name in ("ryhman_laji", "tapaamistiheys", "ryhman_ohjaaja")
    )
    start, end, meetings, rhythm, led = (
        row[name] for name in ("alku_pvm", "loppu_pvm", "tapaamiskerrat", "tiheys", "ohjaajat")
    )
    return [
        str(row["nimi"]),
        kinds[row["laji"]],
        _("from {date}").format(date=day(start)) if pd.isna(end) else period(start, end),
        absent() if pd.isna(meetings) else number(meetings),
        absent() if pd.isna(rhythm) else rhythms[rhythm],
        absent() if pd.isna(led) else _led([leaders[code] for code in led.split(";")]),
    ]


def _led(names: list[str]) -> str:
    return listed([names[0], *map(lower_first, names[1:])])


def _quotes(view: View) -> list[Block]:
    """Give the cleared quotes by theme."""
    rows = view.register(QUOTES)
    if not len(rows):
        return []
    themes, kinds = (codelists.load(n).labels() for n in ("palautteen_aihe", "palautteen_kohde"))
    return [
        Heading(_("In the participants' own words"), 2, "palaute-lainaukset"),
        Paragraph(
            _(
                "The quotes were chosen by hand, with the writers' permission. They are in the "
                "language in which they were given, and tell of single experiences."
            )
        ),
        Table(
            slug="palaute-lainaukset-taulu",
            caption=_("Quotes from the feedback by theme, {area}").format(
                area=view.short(view.area.code)
            ),
            columns=(_("Theme"), _("What the feedback is about"), _("In own words")),
            rows=tuple(
                (themes[row["lainauksen_aihe"]], kinds[row["kohde"]], quoted(row["lainaus"]))
                for row in rows.to_dict("records")
            ),
            numeric=(False, False),
            source=form_source(view, feedback.FORM),
        ),
    ]
