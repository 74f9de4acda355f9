"""The sections on working time, on feedback about outreach, and on observations about structures."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import N_, _
from sosiaali_lib.outreach import REGISTERS, WORKING_TIME, WorkingTime, feedback, registers
from sosiaali_lib.outreach.hours import of_cells
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import form_source, log_source
from sosiaali_lib.report.chapters.findings import (
    Section,
    finding_blocks,
    nearest,
    subject_blocks,
    why_other,
)
from sosiaali_lib.report.view import View

SECTIONS = (
    Section(
        N_("How the outreach was experienced"),
        (feedback.RESPONDENTS, feedback.EXPERIENCE, feedback.POSITIVE_EXPERIENCE),
    ),
    Section(
        N_("How outreach suits adult social work, and whether it should go on"),
        (feedback.SUITABILITY, feedback.CONTINUATION),
    ),
    Section(N_("What was good about the outreach"), (feedback.BENEFITS,)),
)


def time_blocks(view: View) -> list[Block]:
    """Give the section on the share of working time, against the aim of 5 %."""
    if not view.release.has(WORKING_TIME.name):
        return []
    own = [member.code for member in view.members] if view.is_county else [view.area.code]
    county = [view.county.code] if view.county else []
    codes = [c for c in (*own, *county, TOTAL) if len(view.rows(WORKING_TIME.name, c))]
    hours = [of_cells(view.rows(WORKING_TIME.name, code)) for code in codes]
    # The sentence is about the report's own area, else about the nearest one that is shown.
    wanted = [view.area.code, *county, TOTAL]
    told = [
        codes.index(c) for c in wanted if c in codes and hours[codes.index(c)].share is not None
    ]
    finding = WorkingTime(
        labels=lambda: [view.short(code) for code in codes],
        hours=hours,
        told=told[0] if told else None,
    )
    made = finding_blocks(
        finding,
        slug="tyoaika",
        source=form_source(view, WORKING_TIME.form),
        heading=_("Working time of outreach"),
    )
    said = why_other(nearest(view, (WORKING_TIME,)), (WORKING_TIME,))
    return [*made[:1], *([Paragraph(said, "warning")] if said and made else []), *made[1:]]


def feedback_blocks(view: View) -> list[Block]:
    """Give the sections on feedback; none where the release holds no answers."""
    if not any(view.release.has(one.name) for one in feedback.TABULATIONS):
        return []
    lead = _(
        "Clients, hosts of the outreach and workers were asked for feedback. The answers are those "
        "of people who chose to answer."
    )
    return [
        Heading(_("Feedback on outreach"), 2, "jalkautumispalaute"),
        Paragraph(lead),
        *subject_blocks(view, feedback.FORM, SECTIONS),
        *_quotes(view),
    ]


def observation_blocks(view: View) -> list[Block]:
    """Give the cleared observations about structures as a table; none where none is cleared."""
    rows = _register(view, registers.OBSERVATIONS)
    if rows.empty:
        return []
    places = codelists.load("paikkatyyppi").labels()
    cells = [
        (
            str(row.havainto),
            view.short(str(row.alue)),
            places[str(row.paikkatyyppi)],
            str(row.vuosi),
        )
        for row in rows.itertuples()
    ]
    return [
        Paragraph(
            _(
                "The observations listed here were logged by workers and cleared for publication by "
                "a person. They tell what was seen on single visits, not how common it is."
            )
        ),
        Table(
            slug="rakennehavainnot-taulu",
            caption=_("Observations about the environment or structures, {area}").format(
                area=view.short(view.area.code)
            ),
            columns=(_("Observation"), _("Area"), _("Type of place"), _("Year")),
            rows=tuple(dict.fromkeys(cells)),
            numeric=(False, False, True),
            source=log_source(view),
        ),
    ]


def _quotes(view: View) -> list[Block]:
    rows = _register(view, registers.QUOTES)
    if rows.empty:
        return []
    who = codelists.load("palautteen_antaja").labels()
    cells = [
        (str(row.lainaus), who[str(row.antaja)], view.short(str(row.alue)))
        for row in rows.itertuples()
    ]
    return [
        Table(
            slug="jalkautumispalaute-lainaukset",
            caption=_("Feedback in the respondents' own words, {area}").format(
                area=view.short(view.area.code)
            ),
            columns=(_("Quote"), _("Who gave the feedback"), _("Area")),
            rows=tuple(dict.fromkeys(cells)),
            numeric=(False, False),
            note=_("Only quotes that a person has cleared for publication are shown."),
            source=form_source(view, feedback.FORM),
        )
    ]


def _register(view: View, name: str) -> pd.DataFrame:
    """Give the published rows of the report's own area, or of the members of the county."""
    assert name in REGISTERS
    rows = view.register(name)
    return rows.sort_values(["vuosi", "alue"], kind="stable") if len(rows) else rows
