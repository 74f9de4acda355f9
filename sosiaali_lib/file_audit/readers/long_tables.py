"""Open data with one row a cell, put back into the tables of the report that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sosiaali_lib.file_audit.content import Cell, Content, Table
from sosiaali_lib.formula_guard import unguarded

_CELL = ("taulukko", "otsikko", "rivi_nro", "rivi", "sarake_nro", "sarake", "esitys")
_LISTED = ("taulukko", "rivien_otsikko", "huomautus")


@dataclass
class _Wide:
    caption: str
    columns: dict[str, str] = field(default_factory=dict)
    rows: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)


def unfolded(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Give the tables with each long one in the form in which a reader of the report sees it.

    Headings of the rows and notes come from the list of tables, where it is among them.
    """
    listed = {name: told for table in tables for name, told in _listed(table).items()}
    return tuple(one for table in tables for one in _unfolded(table, listed))


def language_of(tables: Iterable[Table]) -> str:
    """Give the language that long tables say they are in; empty where they say several or none."""
    said = {
        row[table.columns.index("kieli")].text
        for table in tables
        if "kieli" in table.columns and _is_long(table)
        for row in table.rows
    }
    return said.pop() if len(said) == 1 else ""


def put_back(content: Content) -> Content:
    """Give what was read out of a file, its long tables put back into tables."""
    lang = content.lang or language_of(content.tables)
    return Content(
        content.file,
        lang,
        content.title,
        unfolded(content.tables),
        content.passages,
        content.labelled,
        content.not_read,
    )


def _is_long(table: Table) -> bool:
    return set(_CELL) <= set(table.columns)


def _listed(table: Table) -> dict[str, tuple[str, str]]:
    """Give the heading of the rows and the note of each table of a list of tables."""
    if not set(_LISTED) <= set(table.columns):
        return {}
    places = [table.columns.index(column) for column in _LISTED]
    rows = [[row[at].text for at in places] for row in table.rows if len(row) > max(places)]
    return {name: (heading, note) for name, heading, note in rows}


def _unfolded(table: Table, listed: Mapping[str, tuple[str, str]]) -> list[Table]:
    if not _is_long(table):
        return [table]
    places = [table.columns.index(column) for column in _CELL]
    found: dict[str, _Wide] = {}
    for row in table.rows:
        if len(row) <= max(places):
            continue
        name, caption, row_number, header, number, heading, shown = (
            unguarded(row[at].text) for at in places
        )
        wide = found.setdefault(name, _Wide(caption))
        wide.columns[number] = heading
        wide.rows.setdefault(row_number, (header, {}))[1][number] = shown
    return [
        Table(
            wide.caption,
            (listed.get(name, ("rivi", ""))[0], *wide.columns.values()),
            tuple(
                (Cell(header), *(Cell(cells.get(number, "")) for number in wide.columns))
                for header, cells in wide.rows.values()
            ),
            note=listed.get(name, ("", ""))[1],
            place=table.place,
        )
        for name, wide in found.items()
    ]
