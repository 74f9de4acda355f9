"""A section of a chapter whose findings are made from several declared counts together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Heading, Paragraph
from sosiaali_lib.report.chapters.findings import all_blocks, by_area, nearest, why_other
from sosiaali_lib.report.view import View
from sosiaali_lib.tabulation import Tabulation

Made = Callable[[View, str], Sequence[tuple[str, Finding]]]


def own_section(
    view: View, form: str, heading: str, tabulations: Sequence[Tabulation], made: Made
) -> list[Block]:
    """Give a section for the nearest area whose numbers it can show, and say when it is another.

    Parameters
    ----------
    view
        The release seen from one area.
    form
        Form that the numbers come from.
    heading
        Heading in the language in use.
    tabulations
        What the findings are made from; the first one gives the section its name.
    made
        Gives name and finding of everything that is shown of an area, from the view given.
    """
    found = nearest(view, tabulations)
    section: list[Block] = [Heading(heading, 2, f"{tabulations[0].name}-osa")]
    if found.area == TOTAL and not by_area(view, tabulations):
        text = _("These figures are counted for all areas of the data together.")
        section.append(Paragraph(text, "note"))
    elif said := why_other(found, tabulations):
        section.append(Paragraph(said, "warning"))
    if found.area is None:
        return section
    return section + all_blocks(view, form, made(found.view, found.area))
