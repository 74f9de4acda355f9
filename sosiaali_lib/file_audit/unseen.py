"""What only a machine would find in a file, and rows of single people."""

from __future__ import annotations

from collections.abc import Iterator

from sosiaali_lib.file_audit.content import Content, Place, Table, key
from sosiaali_lib.file_audit.numbers import machine_numbers, numbers_in

_ENOUGH_COLUMNS = 4
_OF_THE_FORM = 0.6  # of the columns of a table must be those of the form
# Rows of some forms go out once a person has cleared them, but never with these columns.
_CLEARED = key("julkaistavissa")
_CLEARING = frozenset(map(key, ("julkaistavissa", "tarkastaja", "tarkastettu_pvm")))
_NEVER_OUT = _CLEARING | {key("pvm")}
# No form has this column: a release puts it in the place of the municipality.
_RELEASED, _PLACE = key("alue"), key("kunta")


def unseen_numbers(content: Content) -> dict[Place, int]:
    """Give the places that hold numbers which no person meets in the file, and how many."""
    seen: set[str] = numbers_in(content.title)
    for passage in content.passages:
        if passage.seen:
            seen |= numbers_in(passage.text)
    for labelled in content.labelled:
        if labelled.seen:
            seen |= {spelt for text in labelled.numbers for spelt in numbers_in(text)}
    for table in content.tables:
        if not table.place[0]:
            seen |= _of_table(table)
    found: dict[Place, set[str]] = {}
    for place, numbers in _machine(content):
        found.setdefault(place, set()).update(numbers - seen)
    return {place: len(numbers) for place, numbers in found.items() if numbers}


def _of_table(table: Table) -> set[str]:
    texts = [table.caption, table.note, *table.columns]
    texts += [cell.text for row in table.rows for cell in row]
    return {spelt for text in texts for spelt in numbers_in(text)}


def _machine(content: Content) -> Iterator[tuple[Place, set[str]]]:
    for passage in content.passages:
        if not passage.seen:
            yield passage.place, machine_numbers(passage.text)
    for labelled in content.labelled:
        if not labelled.seen:
            yield labelled.place, {n for text in labelled.numbers for n in numbers_in(text)}
    for table in content.tables:
        if table.place[0]:
            yield table.place, _of_table(table)
        for row in table.rows:
            for cell in row:
                for place, text in cell.hints:
                    yield place, machine_numbers(text)


def row_form(content: Content) -> str:
    """Give the name of the form whose single rows a file holds; empty for none.

    Examples
    --------
    >>> row_form(Content("a.csv", tables=(Table("a", ("Syy", "n"), ()),)))
    ''
    """
    from sosiaali_lib import forms

    for table in content.tables:
        columns = {key(column) for column in table.columns if column}
        if len(columns) < _ENOUGH_COLUMNS or not table.rows:
            continue
        if _RELEASED in columns and not columns & {*_CLEARING, _PLACE}:
            continue  # an entry that a person has cleared, as a release holds it
        for name in forms.available():
            own = {key(column.name) for column in forms.load(name).columns}
            if _CLEARED in own and not columns & _NEVER_OUT:
                continue
            if len(columns & own) >= max(_ENOUGH_COLUMNS, _OF_THE_FORM * len(columns)):
                return name
    return ""
