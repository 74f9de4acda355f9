"""Several findings shown by one view."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.explore.shown import SLUG, Shown, nothing, nothing_to_count, table_of
from sosiaali_lib.findings import Finding
from sosiaali_lib.report.blocks import Block, Blocks


def several(
    findings: Sequence[Finding],
    *,
    title: str = "",
    source: str = "",
    note: str = "",
    more: Sequence[Block] = (),
) -> Shown:
    """Give findings as one view shows them, in the language in use.

    Parameters
    ----------
    findings
        The first one is the linked table and figure; the others stand after it. One without rows is
        left out.
    title
        What the view is about; empty for the caption of the first finding.
    source
        Where the numbers come from.
    note
        What a reader must know besides.
    more
        Blocks that stand at the end.
    """
    from sosiaali_lib.report.chapters.findings import finding_blocks

    first = findings[0]
    if not len(first.rows):
        return nothing(title or first.caption, note or nothing_to_count())
    blocks: list[Block] = []
    for at, finding in enumerate(findings, start=1):
        blocks += finding_blocks(finding, slug=f"{SLUG}-{at}", source=source)
    return Shown(title or first.caption, table_of(first), Blocks([*blocks, *more]), note)
