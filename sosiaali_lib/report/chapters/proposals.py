"""The chapters on proposals: what is proposed to whom, and what became of it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.formatting import day, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.view import View, absent
from sosiaali_lib.year_clock import Today

FORM = "toimenpiteet"


def blocks(view: View) -> list[Block]:
    """Give the chapter: the proposals cleared for publication, and how many wait for clearing."""
    chapter: list[Block] = [Heading(_("Proposals"), 1, FORM)]
    rows = proposals(view)
    if not view.release.has(FORM):
        chapter.append(Paragraph(absent_form(FORM)))
    elif not len(rows):
        text = _("There are no proposals cleared for publication {in_area}.")
        chapter.append(Paragraph(text.format(in_area=view.place(view.area.code))))
    else:
        chapter += [Paragraph(" ".join(_state_sentences(view, rows))), _table(view, rows)]
        if len(answered := rows[rows["vastaus"].fillna("") != ""]):
            chapter += [
                Heading(_("Answers to the proposals"), 2, "vastaukset"),
                _answers_table(view, answered),
            ]
    return [*chapter, *_year_clock(view), Slot(FORM, slot_prompt())]


def _year_clock(view: View) -> list[Block]:
    """Give the year clock on the day of the release: what goes on, what is due, who answers."""
    today = Today(view.release.year_clock, view.release.created.date())
    table = today.table.astype(str)
    source = _("Year clock of structural social work: {source}").format(source=today.clock.source)
    return [
        Heading(_("The year clock"), 2, "vuosikello"),
        Paragraph(" ".join(today.sentences(view.lang))),
        Figure(
            slug="vuosikello-kuvio",
            caption=_("The year clock on {date}").format(date=day(today.day)),
            alt=today.alt_text(view.lang),
            svg=today.figure(view.lang).svg,
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


def key_sentences(view: View) -> list[str]:
    """Give the finding about proposals for the summary."""
    rows = proposals(view)
    return _state_sentences(view, rows)[:1] if len(rows) else []


def proposals(view: View) -> pd.DataFrame:
    """Give the cleared proposals to the municipality, or to those of the county, by deadline."""
    if not view.release.has(FORM):
        return pd.DataFrame()
    rows = view.release.table(FORM)
    codes = [m.code for m in view.members] if view.is_county else [view.area.code]
    return rows[rows["alue"].isin(codes)].sort_values(["maaraaika", "alue"], kind="stable")


def _state_sentences(view: View, rows: pd.DataFrame) -> list[str]:
    open_rows = rows[rows["vastaus"].fillna("") == ""]
    as_of = view.release.period[1]
    late = sum(deadline.date() < as_of for deadline in open_rows["maaraaika"])
    count = ngettext(
        "The report holds {n} proposal.", "The report holds {n} proposals.", len(rows)
    ).format(n=number(len(rows)))
    if len(open_rows):
        waiting = ngettext(
            "{n} waits for an answer.", "{n} wait for an answer.", len(open_rows)
        ).format(n=number(len(open_rows)))
    else:
        waiting = _("All have been answered.")
    sentences = [f"{count} {waiting}"]
    if late:
        sentences.append(
            ngettext(
                "The deadline of {n} unanswered proposal had passed by {date}.",
                "The deadlines of {n} unanswered proposals had passed by {date}.",
                late,
            ).format(n=number(late), date=day(as_of))
        )
    return sentences


def _table(view: View, rows: pd.DataFrame) -> Table:
    states = codelists.load("ehdotuksen_tila").labels()
    columns = [_("Proposal"), _("Addressee"), _("Responsible"), _("Deadline"), _("State")]
    cells = [
        [row.ehdotus, row.vastaanottaja, row.vastuutaho, _day(row.maaraaika), states[str(row.tila)]]
        for row in rows.itertuples()
    ]
    if view.is_county:
        columns.insert(1, _("Municipality"))
        for cell, code in zip(cells, rows["alue"], strict=True):
            cell.insert(1, view.name(code))
    return Table(
        slug="ehdotukset-taulu",
        caption=_("Proposals, {area}").format(area=view.short(view.area.code)),
        columns=tuple(columns),
        rows=tuple(tuple(str(text) for text in cell) for cell in cells),
        numeric=(False,) * (len(columns) - 1),
        source=form_source(view, FORM),
    )


def _answers_table(view: View, rows: pd.DataFrame) -> Table:
    return Table(
        slug="vastaukset-taulu",
        caption=_("Answers to the proposals, {area}").format(area=view.short(view.area.code)),
        columns=(_("Proposal"), _("Answer"), _("Answered on")),
        rows=tuple(
            (str(row.ehdotus), str(row.vastaus), _day(row.vastaus_pvm)) for row in rows.itertuples()
        ),
        numeric=(False, False),
        source=form_source(view, FORM),
    )


def _day(value: object) -> str:
    return absent() if pd.isna(value) else day(_date(value))  # type: ignore[call-overload]


def _date(value: object) -> date:
    assert isinstance(value, pd.Timestamp)
    return value.date()
