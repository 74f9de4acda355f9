"""Tables of a release with a row a cell, put back into a table of each area as reports show them."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib import areas
from sosiaali_lib.file_audit.content import Cell, Content, Table

AREA, HIDES, SEVERAL = "alue", "piilotettu", "useita"
_NO_AREA = ("ei_aluetta", "No single area", "Ei yhtä aluetta", "Inget enskilt område")
_SEVERAL_ROWS = "One case may stand in several rows."  # as the notes of reports say it
_HIDDEN = ".."
_TRUE = frozenset({"true", "1", "1.0"})
_TOTAL, _LANG = "yhteensä", "fi"
_TOTALS = frozenset({_TOTAL, "sammanlagt", "all together"})  # the code, and its labels


def put_back(content: Content) -> Content:
    """Give what was read out of a file of data, its tables with a row a cell put back."""
    tables = tuple(one for table in content.tables for one in of_areas(table))
    return Content(
        content.file,
        content.lang,
        content.title,
        tables,
        content.passages,
        content.labelled,
        content.not_read,
    )


def of_areas(table: Table) -> list[Table]:
    """Give the tables of each area; one that is no table of a release stays as it is.

    The first code beside the area is the header of a row and further ones stand in the headers of the
    columns, so that the rows of one table add up. An empty number of a hidden row is hidden, and the
    row of all together stands last, as the attack looks for it.
    """
    if not {AREA, HIDES} <= set(table.columns):
        return [table]
    area, hides = table.columns.index(AREA), table.columns.index(HIDES)
    several = SEVERAL in table.columns
    beside = [at for at, name in enumerate(table.columns) if name not in (AREA, HIDES, SEVERAL)]
    numbers = [at for at in beside if _is_number(table.rows, at, hides)]
    codes = [at for at in beside if at not in numbers]
    # Rows of no single area belong to all areas together and to no county.
    divided = all(row[area].text not in _NO_AREA for row in table.rows)
    found: dict[tuple[str, str], list[tuple[Cell, ...]]] = {}
    for row in table.rows:
        hidden = row[hides].text.casefold() in _TRUE
        header = row[codes[0]].text if codes else _TOTAL
        header = _TOTAL if header.casefold() in _TOTALS else header
        cells = (Cell(_HIDDEN) if hidden and not row[at].text else row[at] for at in numbers)
        group = "".join(f" / {row[at].text}" for at in codes[1:])
        found.setdefault((group, row[area].text), []).append((Cell(header), *cells))
    # The groups stand in the columns: figures of two groups are never one and the same.
    first = table.columns[codes[0]] if codes else AREA
    return [
        Table(
            f"{table.caption}, {_name(code, divided=divided)}",
            (first, *(f"{table.columns[at]}{group}" for at in numbers)),
            tuple(sorted(rows, key=lambda row: row[0].text == _TOTAL)),
            note=_SEVERAL_ROWS if several else "",
        )
        for (group, code), rows in found.items()
    ]


def _is_number(rows: Sequence[tuple[Cell, ...]], at: int, hides: int) -> bool:
    """Tell whether a column holds numbers; one without any is a number where its rows are hidden."""
    texts = [row[at].text for row in rows if row[at].text not in ("", _HIDDEN)]
    if not texts:
        return any(row[hides].text.casefold() in _TRUE for row in rows)
    return all(_float(text) for text in texts)


def _float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _name(code: str, *, divided: bool) -> str:
    """Give the name by which the attack knows an area; a label or a code of an area."""
    if code == _TOTAL:
        return "Koko aineisto" if divided else "*"
    try:
        place = areas.find_area(code).place
    except ValueError:
        return code
    return place.name(_LANG) if place else code
