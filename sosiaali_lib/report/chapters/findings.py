"""From declared counts to the blocks of a chapter: which area can be shown, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import absent_form, form_source, hidden_note
from sosiaali_lib.report.chapters.larger import left_out
from sosiaali_lib.report.view import View
from sosiaali_lib.tabulation import Monthly, Tabulation
from sosiaali_lib.tabulation.base import N

ENOUGH = 0.5  # share of the numbers that must be shown for an area to speak for itself


@dataclass(frozen=True)
class Section:
    """A section of a chapter: its heading as a source text, and what it shows."""

    heading: str
    tabulations: tuple[Tabulation, ...]


def subject_blocks(view: View, form: str, sections: Sequence[Section]) -> list[Block]:
    """Give the sections of a subject for the nearest area whose numbers can be shown.

    Parameters
    ----------
    view
        The release seen from one area.
    form
        Form that the numbers come from.
    sections
        What to show, in order.
    """
    tabulations = [one for section in sections for one in section.tabulations]
    if not any(view.release.has(one.name) for one in tabulations):
        return [Paragraph(absent_form(form))]
    area = nearest(view, tabulations)
    blocks: list[Block] = []
    if area != view.area.code and (said := why_other(view, tabulations, area)):
        blocks.append(Paragraph(said, "warning"))
    if area is None:
        return blocks
    for section in sections:
        parts = [
            part
            for one in section.tabulations
            for part in finding_blocks(
                shown(view, one, area), slug=one.name, source=form_source(view, form)
            )
        ]
        if parts:
            heading = _(section.heading)
            blocks += [Heading(heading, 2, section.tabulations[0].name + "-osa"), *parts]
    return blocks


def nearest(view: View, tabulations: Sequence[Tabulation]) -> str | None:
    """Give the nearest area, of which at least half the numbers are shown: own, county or all."""
    codes = (view.area.code, *([view.county.code] if view.county else []), TOTAL)
    for code in dict.fromkeys(codes):
        numbers = pd.concat(
            [pd.Series(dtype="Int64"), *(_numbers(view, one, code) for one in tabulations)]
        )
        counted = numbers[(numbers != 0).fillna(True)]
        if len(counted) and counted.notna().mean() >= ENOUGH:
            return code
    return None


def shown(view: View, tabulation: Tabulation, area: str) -> Finding:
    """Give what a tabulation says of an area."""
    rows, place = view.rows(tabulation.name, area), view.short(area)
    if isinstance(tabulation, Monthly):
        return tabulation.finding(rows, place=place, period=view.release.period)
    return tabulation.finding(rows, place=place)


def why_other(view: View, tabulations: Sequence[Tabulation], area: str | None) -> str:
    """Say why the own numbers are not shown, and whose are shown in their place.

    Nothing is said where the form is about the whole organisation and has no areas.
    """
    if area == TOTAL and not by_area(view, tabulations):
        return _("These figures are about the whole organisation.")
    if not any(len(_numbers(view, one, view.area.code)) for one in tabulations):
        text = _("The data hold no rows of this form {in_area}.")
    else:
        text = _("Most of the figures are hidden {in_area} to protect people.")
    found = text.format(in_area=view.place(view.area.code))
    if area is None:
        return found
    larger = _("The figures shown are therefore those of a larger area: {area}.")
    return f"{found} {larger.format(area=view.name(area))}"


def all_blocks(view: View, form: str, findings: Iterable[tuple[str, Finding]]) -> list[Block]:
    """Give the blocks of several findings of one form, each with its slug."""
    source = form_source(view, form)
    return [
        block
        for slug, finding in findings
        for block in finding_blocks(finding, slug=slug, source=source)
    ]


def by_area(view: View, tabulations: Sequence[Tabulation]) -> bool:
    """Tell whether the counts are divided by area; those of the whole organisation are not."""
    names = [one.name for one in tabulations if view.release.has(one.name)]
    return any(set(view.release.table(name)["alue"]) - {TOTAL} for name in names)


def mostly_hidden(finding: Finding) -> bool:
    """Tell whether most of the numbers of a finding are hidden, its totals and zeros left aside."""
    totals = set(finding.totals)
    cells = [cell for at, (_l, row) in enumerate(finding.rows) if at not in totals for cell in row]
    counted = [cell for cell in cells if cell is None or cell not in (0, 0.0)]
    known = [cell for cell in counted if cell is not None]
    return len(known) < ENOUGH * len(counted)


def finding_blocks(finding: Finding, *, slug: str, source: str, heading: str = "") -> list[Block]:
    """Give the blocks of a finding: heading, sentences, figure and table.

    Parameters
    ----------
    finding
        What is shown, in the language in use.
    slug
        Stem of the names of the figure and the table within the report.
    source
        Where the numbers come from.
    heading
        Heading of level 2; empty for none.
    """
    if not finding.rows:
        return []
    if left_out(finding.caption):
        opening: list[Block] = [Heading(heading, 2, slug)] if heading else []
        told = finding.said()
        return [*opening, Paragraph(" ".join(told))] if told else []
    cells = [
        (label, *(field.written(cell) for field, cell in zip(finding.fields, row, strict=True)))
        for label, row in finding.rows
    ]
    hidden = any(cell is None for _label, row in finding.rows for cell in row)
    note = " ".join([*finding.notes, *([hidden_note()] if hidden else [])])
    blocks: list[Block] = [Heading(heading, 2, slug)] if heading else []
    if said := finding.said():
        blocks.append(Paragraph(" ".join(said)))
    # A drawing of hidden marks tells nothing that the table does not.
    picture = None if mostly_hidden(finding) else finding.figure()
    if picture is not None:
        blocks.append(
            Figure(
                slug=f"{slug}-kuvio",
                caption=finding.caption,
                alt=picture.alt,
                svg=picture.svg,
                table=f"{slug}-taulu",
                note=hidden_note() if hidden else "",
                source=source,
            )
        )
    blocks.append(
        Table(
            slug=f"{slug}-taulu",
            caption=finding.caption,
            columns=(finding.head, *(field.label for field in finding.fields)),
            rows=tuple(cells),
            numeric=tuple(field.kind != "text" for field in finding.fields),
            totals=tuple(finding.totals),
            note=note,
            source=source,
        )
    )
    return blocks


def _numbers(view: View, tabulation: Tabulation, code: str) -> pd.Series:
    rows = view.rows(tabulation.name, code)
    return rows[N] if len(rows) else pd.Series(dtype="Int64")
