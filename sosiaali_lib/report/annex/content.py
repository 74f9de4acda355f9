"""The tables of a document as the annex and the open data hold them."""

from __future__ import annotations

from dataclasses import dataclass

from sosiaali_lib.messages import use
from sosiaali_lib.report.annex.values import Value, value
from sosiaali_lib.report.blocks import Heading, Table
from sosiaali_lib.report.document import Document


@dataclass(frozen=True)
class AnnexTable:
    """A table with its number, the chapter it stands in, and its cells read."""

    block: Table
    label: str
    chapter: str
    cells: tuple[tuple[Value, ...], ...]

    @property
    def hides(self) -> bool:
        """Whether any cell is hidden."""
        return any(cell.state == "suojattu" for row in self.cells for cell in row)


def tables(document: Document) -> tuple[AnnexTable, ...]:
    """Give the tables of a document in their order."""
    chapter, found = "", []
    with use(document.lang):
        for part in document.parts:
            match part.block:
                case Heading(level=1, text=text):
                    chapter = f"{part.label} {text}".strip()
                case Table() as table:
                    found.append(AnnexTable(table, part.label, chapter, _cells(table)))
    return tuple(found)


def _cells(table: Table) -> tuple[tuple[Value, ...], ...]:
    """Read the cells; the first of a row is its header, which is a text whatever it says."""
    told = (False, *table.numeric, *[False] * len(table.columns))[: len(table.columns)]
    return tuple(
        tuple(
            value(text, numeric=numeric) if at else Value(text, "teksti")
            for at, (text, numeric) in enumerate(zip(row, told, strict=True))
        )
        for row in table.rows
    )
