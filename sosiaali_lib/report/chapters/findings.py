"""From declared counts to the blocks of a chapter: which area can be shown, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sosiaali_lib import forms
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Cell, Finding
from sosiaali_lib.messages import _
from sosiaali_lib.report import widening
from sosiaali_lib.report.blocks import Block, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.chapters.common import absent_form, form_source, hidden_note
from sosiaali_lib.report.chapters.larger import left_out
from sosiaali_lib.report.view import View
from sosiaali_lib.report.widening import ENOUGH, Shown
from sosiaali_lib.tabulation import Monthly, Tabulation
from sosiaali_lib.tabulation.base import N


@dataclass(frozen=True)
class Section:
    """A section of a chapter: its heading as a source text, and what it shows."""

    heading: str
    tabulations: tuple[Tabulation, ...]


def subject_blocks(view: View, form: str, sections: Sequence[Section]) -> list[Block]:
    """Give the sections of a subject, each for the nearest place whose numbers can be shown.

    Parameters
    ----------
    view
        The release seen from one area.
    form
        Form that the numbers come from.
    sections
        What to show, in order.
    """
    if not any(view.release.has(one.name) for part in sections for one in part.tabulations):
        return [Paragraph(absent_form(form))]
    made = [
        (section, found, why_other(found, section.tabulations))
        for section in sections
        if any(view.release.has(one.name) for one in section.tabulations)
        for found in [nearest(view, section.tabulations)]
    ]
    # What holds of all sections is said once, before them.
    common = {said for _section, _found, said in made}
    blocks: list[Block] = [
        Paragraph(said, "warning") for said in common if said and len(common) == 1
    ]
    for section, found, said in made:
        told: list[Block] = [Paragraph(said, "warning")] if said and len(common) > 1 else []
        parts = [] if found.area is None else _parts(found, section, form)
        if parts or told:
            heading = Heading(_(section.heading), 2, section.tabulations[0].name + "-osa")
            blocks += [heading, *told, *parts]
    return blocks


def _parts(found: Shown, section: Section, form: str) -> list[Block]:
    assert found.area is not None
    return [
        part
        for one in section.tabulations
        for part in finding_blocks(
            shown(found.view, one, found.area), slug=one.name, source=form_source(found.view, form)
        )
    ]


def nearest(view: View, tabulations: Sequence[Tabulation]) -> Shown:
    """Give the nearest place of which at least half of the numbers are shown."""
    return widening.nearest_of(view, [(one.name, N) for one in tabulations])


def shown(view: View, tabulation: Tabulation, area: str) -> Finding:
    """Give what a tabulation says of an area."""
    rows, place = view.rows(tabulation.name, area), view.short(area)
    if isinstance(tabulation, Monthly):
        period = view.release.years if view.over_years else view.release.period
        return tabulation.finding(rows, place=place, period=period)
    return tabulation.finding(rows, place=place)


def why_other(found: Shown, tabulations: Sequence[Tabulation]) -> str:
    """Say why the own numbers are not shown, and whose are shown in their place; empty for the own.

    A form about the whole organisation, without areas, has no own numbers to miss.
    """
    if found.area == TOTAL and not by_area(found.view, tabulations):
        return _("These figures are about the whole organisation.")
    return widening.why(found, form=forms.title(tabulations[0].form))


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
    return any(view.release.divided(name) for name in names)


def mostly_hidden(rows: Sequence[tuple[str, Sequence[Cell]]], totals: Sequence[int]) -> bool:
    """Tell whether most of the numbers of some rows are hidden, totals and zeros left aside."""
    cells = [cell for at, (_l, row) in enumerate(rows) if at not in totals for cell in row]
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
    rows = tuple(finding.rows)
    if not rows:
        return []
    if left_out(finding.caption):
        opening: list[Block] = [Heading(heading, 2, slug)] if heading else []
        told = finding.said()
        return [*opening, Paragraph(" ".join(told))] if told else []
    cells = [
        (label, *(field.written(cell) for field, cell in zip(finding.fields, row, strict=True)))
        for label, row in rows
    ]
    hidden = any(cell is None for _label, row in rows for cell in row)
    note = " ".join([*finding.notes, *([hidden_note()] if hidden else [])])
    blocks: list[Block] = [Heading(heading, 2, slug)] if heading else []
    if said := finding.said():
        blocks.append(Paragraph(" ".join(said)))
    # A drawing of hidden marks tells nothing that the table does not.
    picture = None if mostly_hidden(rows, finding.totals) else finding.figure()
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
