"""What a view shows: a table, and blocks with the figure, the table and the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from sosiaali_lib.explore.export import standing
from sosiaali_lib.findings import Finding, placed
from sosiaali_lib.findings.base import Cell, Field
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Blocks, Figure, Paragraph, Table

SLUG = "nakyma"


@dataclass(frozen=True, eq=False)
class Shown:
    """What a view shows.

    Attributes
    ----------
    title
        What it is about, in the language in use.
    table
        The numbers unrounded, under headings in the language in use; the first column names the rows.
    blocks
        Sentences, figure with its alternative text, and table as the reports have them.
    note
        Why there is nothing to show, or what is left out; empty when all is shown.
    credit
        Provider and licence of public statistics; empty where the numbers come from rows of people.
    """

    title: str
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    blocks: Blocks = field(default_factory=lambda: Blocks(()))
    note: str = ""
    credit: str = ""

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        said = [Paragraph(self.note, "note")] if self.note else []
        return Blocks([*said, *self.blocks])._repr_mimebundle_(**options)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures among the blocks."""
        return tuple(block for block in self.blocks if isinstance(block, Figure))

    @property
    def public(self) -> bool:
        """Whether the numbers are public statistics, and not of rows of people."""
        return bool(self.credit)

    def standing(self) -> str:
        """Say whom the figures are for, in the language in use."""
        return standing(public=self.public, credit=self.credit)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not len(self.table)


def nothing(title: str, why: str) -> Shown:
    """Give an empty view that says why."""
    return Shown(title=title, note=why)


def shown(finding: Finding, *, place: str = "", source: str = "") -> Shown:
    """Give a finding as a view shows it, in the language in use.

    Parameters
    ----------
    finding
        What was counted.
    place
        What it is narrowed to, such as area and period, as it stands after the caption.
    source
        Where the numbers come from.
    """
    from sosiaali_lib.report.chapters.findings import finding_blocks

    title = placed(finding.caption, place)
    if not len(finding.rows):
        return nothing(title, nothing_to_count())
    blocks = [
        replace(block, caption=title) if isinstance(block, Figure | Table) else block
        for block in finding_blocks(finding, slug=SLUG, source=source)
    ]
    return Shown(title, table_of(finding), Blocks(blocks))


def nothing_to_count() -> str:
    """Say that no row fits what was chosen."""
    return _(
        "There is nothing to show: no row fits what was chosen. Choose a wider area or period."
    )


def table_of(finding: Finding) -> pd.DataFrame:
    """Give a finding's numbers with a column a heading; an interval has two."""
    rows = list(finding.rows)
    columns: dict[str, list[Cell]] = {finding.head: [label for label, _cells in rows]}
    for at, one in enumerate(finding.fields):
        cells = [row[at] for _label, row in rows]
        for heading, values in _spread(one, cells):
            columns[_free(heading, columns)] = values
    return pd.DataFrame(columns)


def _spread(one: Field, cells: Sequence[Cell]) -> list[tuple[str, list[Cell]]]:
    if not any(isinstance(cell, tuple) for cell in cells):
        return [(one.label, list(cells))]
    ends = [cell if isinstance(cell, tuple) else (None, None) for cell in cells]
    names = (_("{name}, lower limit"), _("{name}, upper limit"))
    return [
        (name.format(name=one.label), [end[at] for end in ends]) for at, name in enumerate(names)
    ]


def _free(heading: str, taken: object) -> str:
    """Give a heading that no other column has."""
    assert isinstance(taken, dict)
    n, found = 2, heading
    while found in taken:
        found, n = f"{heading} ({n})", n + 1
    return found
