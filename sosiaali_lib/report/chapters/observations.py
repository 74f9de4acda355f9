"""The chapter on social reporting: what professionals observed, and how it was answered."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sosiaali_lib import codelists, observations
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Finding
from sosiaali_lib.formatting import day, listed, lower_first, number, upper_first
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters.common import form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import (
    Section,
    finding_blocks,
    nearest,
    shown,
    subject_blocks,
)
from sosiaali_lib.report.chapters.sections import own_section
from sosiaali_lib.report.view import View, absent

SLUG = "havainnot"

_SECTIONS = (
    Section(heading=N_("Who observed"), tabulations=(observations.ROLES,)),
    Section(
        heading=N_("Themes of the observations"),
        tabulations=(observations.TONE, observations.THEMES),
    ),
    Section(
        heading=N_("Whom and which needs the observations concern"),
        tabulations=(observations.GROUPS, observations.NEEDS),
    ),
    Section(heading=N_("How often observed"), tabulations=(observations.FREQUENCY,)),
)
# In municipalities most of these numbers would be hidden: each looks for its own area.
_WIDER = (
    Section(heading=N_("Themes over time"), tabulations=(observations.THEMES_OVER_TIME,)),
    Section(heading=N_("Services observed"), tabulations=(observations.SECTORS,)),
    Section(heading=N_("Where observed"), tabulations=(observations.PLACES,)),
    Section(heading=N_("Answers to the proposals"), tabulations=(observations.ANSWERS,)),
)


def blocks(view: View) -> list[Block]:
    """Give the chapter; short and honest where nothing was recorded or most is hidden."""
    chapter: list[Block] = [Heading(_("Observations of social reporting"), 1, SLUG)]
    chapter += subject_blocks(view, observations.FORM, _SECTIONS)
    if view.release.has(observations.THEMES.name):
        chapter += _by_municipality(view)
        for section in _WIDER:
            chapter += _wider(view, section)
        chapter += _register(view)
    return [*chapter, Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give the most common themes and how the proposals were answered, for the own area alone."""
    return [
        sentence
        for one in (observations.THEMES, observations.ANSWERS)
        if nearest(view, (one,)).own
        for sentence in shown(view, one, view.area.code).said()[:1]
    ]


def _by_municipality(view: View) -> list[Block]:
    """Set the municipalities of a county beside each other; those without observations are left out."""
    if not view.is_county:
        return []
    rows = {m.code: view.rows(observations.THEMES.name, m.code) for m in view.members}
    cells = {code: part for code, part in rows.items() if len(part)}
    if len(cells) < 2:
        return []
    names = {code: view.short(code) for code in cells}
    found = observations.by_area(cells, lambda: names, place=view.short(view.area.code))
    return finding_blocks(
        found,
        slug="havainnot_kunnittain",
        source=form_source(view, observations.FORM),
        heading=_("Themes by municipality"),
    )


def _wider(view: View, section: Section) -> list[Block]:
    """Give a section for the nearest area whose numbers it can show."""
    (counted,) = section.tabulations

    def made(view: View, area: str) -> Sequence[tuple[str, Finding]]:
        return ((counted.name, shown(view, counted, area)),)

    if not view.release.has(counted.name):
        return []
    return own_section(view, observations.FORM, _(section.heading), (counted,), made)


def _register(view: View) -> list[Block]:
    """Give the observations that a person cleared: of the area, and those about the whole of it."""
    section: list[Block] = [Heading(_("Observations in words"), 2, "havainnot_sanoin")]
    kept = view.register(observations.FORM)
    if not len(kept):
        text = _("There are no observations cleared for publication {in_area}.")
        return [*section, Paragraph(text.format(in_area=view.place(view.area.code)))]
    text = ngettext(
        "A person has read and cleared {n} observation for publication.",
        "A person has read and cleared {n} observations for publication.",
        len(kept),
    )
    section += [Paragraph(text.format(n=number(len(kept)))), _observed(view, kept)]
    proposed = kept[kept["ehdotus"].fillna("") != ""]
    return [*section, _proposed(view, proposed)] if len(proposed) else section


def _observed(view: View, rows: pd.DataFrame) -> Table:
    tones = codelists.load("havainnon_savy").labels()
    themes = codelists.load("havainnon_teema").labels()
    lines = [
        (
            str(row.havainto),
            upper_first(
                listed([lower_first(themes.get(c, c)) for c in str(row.teemat).split(";")])
            ),
            tones.get(str(row.savy), str(row.savy)),
            _area(view, str(row.alue)),
        )
        for row in rows.itertuples()
    ]
    return Table(
        slug="havainnot-sanoin-taulu",
        caption=_("Observations cleared for publication"),
        columns=(_("Observation"), _("Themes"), _("Tone"), _("Area")),
        rows=tuple(lines),
        numeric=(False, False, False),
        source=form_source(view, observations.FORM),
    )


def _proposed(view: View, rows: pd.DataFrame) -> Table:
    states = codelists.load("vastauksen_tila").labels()
    lines = [
        (
            str(row.ehdotus),
            _text(row.vastaanottaja),
            states.get(str(row.tila), _text(row.tila)),
            _day(row.vastaus_pvm),
            _text(row.vastaus),
        )
        for row in rows.itertuples()
    ]
    return Table(
        slug="havainnot-ehdotukset-taulu",
        caption=_("Proposals in the cleared observations"),
        columns=(_("Proposal"), _("Addressee"), _("State"), _("Answered on"), _("Answer")),
        rows=tuple(lines),
        numeric=(False, False, False, False),
        source=form_source(view, observations.FORM),
    )


def _area(view: View, code: str) -> str:
    return _("The whole area") if code == TOTAL else view.short(code)


def _text(value: object) -> str:
    return absent() if pd.isna(value) or not str(value) else str(value)  # type: ignore[call-overload]


def _day(value: object) -> str:
    return day(value.date()) if isinstance(value, pd.Timestamp) else absent()
