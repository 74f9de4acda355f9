"""Which area the sections on outreach visits are about."""

from __future__ import annotations

from sosiaali_lib.messages import _
from sosiaali_lib.report import widening
from sosiaali_lib.report.blocks import Block, Paragraph
from sosiaali_lib.report.view import View
from sosiaali_lib.report.widening import Counted, Shown

TOTALS: Counted = ("kertymat", "kaynnit")


def focus(view: View) -> Shown:
    """Give the nearest place of which the number of visits is shown."""
    return widening.nearest_of(view, (TOTALS,))


def section_area(view: View, *tables: Counted) -> Shown:
    """Give the nearest place of which the visits and at least half of a section's numbers are shown."""

    def told(seen: View, code: str) -> float | None:
        visits = widening.share_shown(seen, (TOTALS,), code)
        return visits if not visits else widening.share_shown(seen, tables, code)

    return widening.nearest(view, told)


def why(found: Shown) -> str:
    """Say why the own figures are not shown and whose are; a log that is absent is not zero visits."""
    absent = _(
        "No outreach visits were logged {in_area}. This means that information is missing, not "
        "that there were no visits."
    )
    hidden = _(
        "The outreach figures are hidden {in_area} to protect people: either they concern few "
        "people, or figures of another area that do could be calculated from them."
    )
    return widening.why(found, absent=absent, hidden=hidden)


def told(found: Shown, around: Shown, blocks: list[Block]) -> list[Block]:
    """Put under the heading of a section why it is about another area than its chapter."""
    said = "" if found == around else widening.why(found)
    return [*blocks[:1], *([Paragraph(said, "warning")] if said else []), *blocks[1:]]
