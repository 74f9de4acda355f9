"""Tables and figures of an edited file as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sosiaali_lib.file_audit.numbers import read as read_number
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.checks.structure import head
from sosiaali_lib.publishing.drawings import as_svg
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.matching import same_text
from sosiaali_lib.publishing.pointers import Pointers
from sosiaali_lib.publishing.reading.model import Line
from sosiaali_lib.publishing.structure import PictureUnit, TableUnit, caption_text
from sosiaali_lib.report.blocks import Figure, Table
from sosiaali_lib.report.rich import Picture


def table_of(unit: TableUnit, at: int, edited: Edited) -> Iterator[Table]:
    """Give a table as it was edited; what the file does not tell comes from the draft's table."""
    pointers = edited.pointers
    drafted = edited.matched.tables.get(at)
    grid = unit.grid
    columns = head(unit)
    rows = tuple(grid.rows[grid.head :])
    note, source = _notes(unit.below, pointers)
    same_columns = drafted is not None and len(drafted.columns) == len(columns)
    yield Table(
        slug=pointers.slug(at),
        caption=caption_text(unit.caption) or grid.caption,
        columns=columns,
        rows=rows,
        numeric=drafted.numeric if same_columns and drafted else _numeric(rows, pointers.lang),
        totals=_totals(rows, drafted),
        note=note,
        source=source,
    )


def figure_of(unit: PictureUnit, at: int, edited: Edited) -> Iterator[Figure]:
    """Give a picture: the draft's own drawing where it is still that, else what was put in."""
    matched, pointers = edited.matched, edited.pointers
    drafted = matched.figures.get(at)
    if unit.picture.decorative and drafted is None:
        return
    caption = caption_text(unit.caption)
    note, source = _notes(unit.below, pointers)
    table = drafted.table if drafted else ""
    table = table if table in {one.slug for one in matched.tables.values()} else ""
    svg = edited.drawings.get(at) or as_svg(unit.picture)
    alt = unit.picture.alt
    if drafted is not None and same_text(alt, drafted.alt):
        alt = drafted.alt  # Word keeps no line ends and no fixed blanks in it
    told = {"caption": caption, "alt": alt, "note": note, "source": source}
    if drafted is not None and table:
        yield replace(drafted, **told, svg=svg)
    else:
        yield Picture(slug=pointers.slug(at), svg=svg, table=table, **told)


def _notes(lines: Sequence[Line], pointers: Pointers) -> tuple[str, str]:
    """Give the note and the source of the lines under a table or picture."""
    notes, sources = [], []
    for line in lines:
        text = pointers.text(line.runs)
        opening, colon, rest = text.partition(":")
        if colon and one_line(opening).casefold() == pointers.words["source"].casefold():
            sources.append(rest.strip())
        elif colon and one_line(opening).casefold() == pointers.words["note"].casefold():
            notes.append(rest.strip())
        else:
            notes.append(text)
    return "\n".join(notes), "\n".join(sources)


def _numeric(rows: Sequence[Sequence[str]], lang: str) -> tuple[bool, ...]:
    """Tell of each column after the first whether it holds numbers."""
    return tuple(
        any(cell.strip() for cell in column)
        and all(read_number(cell, lang).kind != "text" for cell in column)
        for column in list(zip(*rows, strict=True))[1:]
    )


def _totals(rows: Sequence[Sequence[str]], drafted: Table | None) -> tuple[int, ...]:
    """Give the places of the rows that are totals in the draft."""
    if drafted is None:
        return ()
    names = {one_line(drafted.rows[at][0]) for at in drafted.totals}
    return tuple(at for at, row in enumerate(rows) if one_line(row[0]) in names)
