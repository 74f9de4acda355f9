"""The chapter on new proposals: what is proposed to whom, by when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib import proposals as subject
from sosiaali_lib.findings import Finding
from sosiaali_lib.formatting import day, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.proposals.deadlines import DUE
from sosiaali_lib.proposals.standing import LATE, STANDING, WAITING
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.view import View, absent
from sosiaali_lib.year_clock import Today

FORM = subject.FORM
MANY = 8  # proposals from which tables of counts say more than the list does


def blocks(view: View) -> list[Block]:
    """Give the chapter: the proposals of the period that were cleared for publication."""
    chapter: list[Block] = [Heading(_("Proposals"), 1, FORM)]
    rows = new_proposals(view)
    if not view.release.has(FORM):
        chapter.append(Paragraph(absent_form(FORM)))
    elif not len(rows):
        text = _("There are no proposals cleared for publication {in_area}.")
        chapter.append(Paragraph(text.format(in_area=view.place(view.area.code))))
    else:
        chapter += [Paragraph(" ".join(_state_sentences(view, rows))), _table(view, rows)]
        chapter += counts(view, rows, slug=FORM, place=_place(view))
        due = subject.deadlines(rows, last_day(view), view.release.year_clock, place=_place(view))
        heading = _("Deadlines and the budget")
        chapter += _shown(view, [(due, heading, "maaraajat")])
        if len(answered := rows[rows["vastaus"].fillna("") != ""]):
            chapter += [
                Heading(_("Answers to the proposals"), 2, "vastaukset"),
                answers_table(view, answered, slug="vastaukset"),
            ]
    return [*chapter, *year_clock_blocks(_today(view), view.lang), Slot(FORM, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give the finding about proposals for the summary."""
    rows = new_proposals(view)
    return _state_sentences(view, rows)[:1] if len(rows) else []


def proposals(view: View) -> pd.DataFrame:
    """Give the cleared proposals to the municipality, or to those of the county, by deadline."""
    if not view.release.has(FORM):
        return pd.DataFrame()
    rows = view.release.table(FORM)
    codes = [m.code for m in view.members] if view.is_county else [view.area.code]
    own = rows[rows["alue"].isin(codes)]
    return subject.with_deadlines(own, view.release.year_clock).sort_values(
        [DUE, "alue"], kind="stable"
    )


def new_proposals(view: View) -> pd.DataFrame:
    """Give the proposals that were put forward within the reporting period."""
    rows = proposals(view)
    return subject.within(rows, *view.release.period) if len(rows) else rows


def last_day(view: View) -> date:
    """Give the day on which the proposals are told: the last of the period."""
    return view.release.period[1]


def counts(view: View, rows: pd.DataFrame, *, slug: str, place: str) -> list[Block]:
    """Give situation, times to an answer and responsibles; of few proposals in words alone.

    Parameters
    ----------
    view
        The release seen from one area.
    rows
        Proposals, new or earlier.
    slug
        Stem of the names of the tables within the report.
    place
        What stands after the captions.
    """
    last, clock = last_day(view), view.release.year_clock
    times = subject.answer_times(rows, last, clock, place=place)
    charges = subject.responsibility(rows, last, clock, place=place)
    if len(rows) < MANY:
        return [Paragraph(" ".join([*times.said(), *charges.said()]))]
    situation = subject.situation(rows, last, clock, place=place)
    findings: list[tuple[Finding, str, str]] = [
        (situation, _("Situation"), f"{slug}-tilanne"),
        (times, _("Time to an answer"), f"{slug}-ajat"),
        (charges, _("Who answers for the proposals"), f"{slug}-vastuut"),
    ]
    return _shown(view, findings)


def answers_table(view: View, rows: pd.DataFrame, *, slug: str, earlier: bool = False) -> Table:
    """Give the answers to new or earlier proposals, in a county with the municipality."""
    caption = (
        _("Answers to the earlier proposals, {area}")
        if earlier
        else _("Answers to the proposals, {area}")
    )
    columns = [_("Proposal"), _("Answer"), _("Answered on")]
    later = int((rows["vastaus_pvm"] > pd.Timestamp(last_day(view))).sum())
    note = ngettext(
        "{n} of the answers came after {date}; on that day the proposal still waited.",
        "{n} of the answers came after {date}; on that day the proposals still waited.",
        later,
    ).format(n=number(later), date=day(last_day(view)))
    cells = [[row.ehdotus, row.vastaus, _day(row.vastaus_pvm)] for row in rows.itertuples()]
    return _of_areas(
        view,
        rows,
        Table(
            slug=f"{slug}-taulu",
            caption=caption.format(area=_place(view)),
            columns=tuple(columns),
            rows=tuple(tuple(str(text) for text in cell) for cell in cells),
            numeric=(False,) * (len(columns) - 1),
            note=note if later else "",
            source=form_source(view, FORM),
        ),
    )


def _shown(view: View, findings: Sequence[tuple[Finding, str, str]]) -> list[Block]:
    source = form_source(view, FORM)
    return [
        block
        for finding, heading, slug in findings
        for block in finding_blocks(finding, slug=slug, source=source, heading=heading)
    ]


def _today(view: View) -> Today:
    return Today(view.release.year_clock, view.release.created.date())


def year_clock_blocks(today: Today, lang: str) -> list[Block]:
    """Give the year clock on a day: what goes on, what is due, who answers."""
    table = today.table.astype(str)
    source = _("Year clock of structural social work: {source}").format(source=today.clock.source)
    return [
        Heading(_("The year clock"), 2, "vuosikello"),
        Paragraph(" ".join(today.sentences(lang))),
        Figure(
            slug="vuosikello-kuvio",
            caption=_("The year clock on {date}").format(date=day(today.day)),
            alt=today.alt_text(lang),
            svg=today.figure(lang).svg,
            table="vuosikello-taulu",
            source=source,
        ),
        Table(
            slug="vuosikello-taulu",
            caption=_("Stages of the year"),
            columns=tuple(table.columns),
            rows=tuple(tuple(row) for row in table.itertuples(index=False)),
            numeric=(False,) * (len(table.columns) - 1),
            source=source,
        ),
    ]


def _state_sentences(view: View, rows: pd.DataFrame) -> list[str]:
    last = last_day(view)
    where = subject.standing(rows, last, view.release.year_clock)[STANDING]
    waiting, late = int(where.isin(WAITING).sum()), int((where == LATE).sum())
    count = ngettext(
        "The report holds {n} proposal.", "The report holds {n} proposals.", len(rows)
    ).format(n=number(len(rows)))
    if waiting:
        said = ngettext("{n} waits for an answer.", "{n} wait for an answer.", waiting).format(
            n=number(waiting)
        )
    else:
        said = _("All have been answered.")
    sentences = [f"{count} {said}"]
    if late:
        sentences.append(
            ngettext(
                "The deadline of {n} unanswered proposal had passed by {date}.",
                "The deadlines of {n} unanswered proposals had passed by {date}.",
                late,
            ).format(n=number(late), date=day(last))
        )
    return sentences


def _table(view: View, rows: pd.DataFrame) -> Table:
    states = codelists.load("ehdotuksen_tila").labels()
    columns = [_("Proposal"), _("Addressee"), _("Responsible"), _("Deadline"), _("State")]
    cells = [
        [row.ehdotus, row.vastaanottaja, row.vastuutaho, due, states[str(row.tila)]]
        for row, due in zip(rows.itertuples(), map(_day, rows[DUE]), strict=True)
    ]
    return _of_areas(
        view,
        rows,
        Table(
            slug="ehdotukset-taulu",
            caption=_("Proposals, {area}").format(area=_place(view)),
            columns=tuple(columns),
            rows=tuple(tuple(str(text) for text in cell) for cell in cells),
            numeric=(False,) * (len(columns) - 1),
            source=form_source(view, FORM),
        ),
    )


def _of_areas(view: View, rows: pd.DataFrame, table: Table) -> Table:
    """Give a table with the municipality of each row in the report of a county."""
    if not view.is_county:
        return table
    names = [view.name(code) for code in rows["alue"]]
    return replace(
        table,
        columns=(table.columns[0], _("Municipality"), *table.columns[1:]),
        rows=tuple(
            (cells[0], name, *cells[1:]) for name, cells in zip(names, table.rows, strict=True)
        ),
        numeric=(False, *table.numeric),
    )


def _place(view: View) -> str:
    return view.short(view.area.code)


def _day(value: object) -> str:
    return absent() if pd.isna(value) else day(_date(value))  # type: ignore[call-overload]


def _date(value: object) -> date:
    assert isinstance(value, pd.Timestamp)
    return value.date()
