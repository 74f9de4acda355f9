"""A mapping held against a source: what is new, gone, renamed or answered otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.forms import Form
from sosiaali_lib.intake.faults import Severity, shown
from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.mapping.boxes import chosen
from sosiaali_lib.mapping.contradictions import contradictions
from sosiaali_lib.mapping.model import Entry, Mapping, Role
from sosiaali_lib.mapping.pieces import pieces
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.sources.table import Kind, SourceColumn, SourceTable

_ALIKE = 0.8
_MANY = 12  # values or rows that a message lists
_CODE = re.compile("[A-Za-z]{0,3}[0-9]{1,4}")


@dataclass(frozen=True)
class Fault:
    """What keeps a mapping from fitting a source; `kind` is for programs, `text` for people.

    An error stops the import; a notice is only told.
    """

    kind: str
    column: str
    text: str
    severity: Severity = Severity.ERROR


class MappingError(ValueError):
    """A mapping that does not fit its source, or that no person has confirmed; `.faults` lists all."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[type, tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


def compare(mapping: Mapping, source: SourceTable) -> list[Fault]:
    """Tell where a mapping does not fit a source, all at once.

    Parameters
    ----------
    mapping
        The mapping of an earlier export, or a fresh one.
    source
        The export.

    Returns
    -------
    list of Fault
        Empty when every column of the source has its entry (columns that the tool adds by itself
        need none), every entry its column, and every value its code.
    """
    return list(_faults(mapping, source))


def _faults(mapping: Mapping, source: SourceTable) -> Iterator[Fault]:
    for text in contradictions(mapping):
        yield Fault("contradiction", "", text)
    if mapping.form not in forms.available():
        return
    if mapping.kind != source.kind:
        told = _("The mapping is for {expected}, but the source is {found}. Use its own mapping.")
        yield Fault("kind", "", told.format(expected=mapping.kind, found=source.kind))
    yield from _of_columns(mapping, source)
    form = forms.load(mapping.form)
    columns = {column.name: column for column in source.columns}
    for entry in mapping.entries:
        if entry.column in columns:
            yield from _of_text(entry, columns[entry.column])
    mapped = dict.fromkeys(one.column for one in mapping.entries if one.column in columns)
    for name in mapped:
        entries = [one for one in mapping.entries if one.column == name]
        yield from _of_values(entries, columns[name], source.cells[name], source.numbers, form)


def _of_columns(mapping: Mapping, source: SourceTable) -> Iterator[Fault]:
    mapped = {entry.column: entry for entry in mapping.entries}
    present = {column.name: column for column in source.columns}
    dropped = {one.column: one.why for one in source.dropped if one.column not in present}
    new = [
        column
        for column in source.columns
        if column.name not in mapped and column.kind is not Kind.SYSTEM
        and column.name not in mapping.rows.columns
    ]  # fmt: skip
    gone = [
        entry
        for name, entry in mapped.items()
        if name not in present and name not in dropped and entry.role is not Role.PERSONAL
    ]
    for entry in mapped.values():
        if entry.column in dropped and entry.role not in (Role.PERSONAL, Role.UNUSED):
            told = _(
                "{column}: the column is not read, because {why}. Give it the role henkilotieto, or "
                "take it out of the source."
            )
            yield Fault(
                "personal",
                entry.column,
                told.format(column=entry.column, why=dropped[entry.column]),
            )
    for column in new:
        before = _earlier(column, gone)
        if before is not None:
            gone.remove(before)
            told = _(
                "{column}: the column is new and resembles {earlier}, which is gone. If it was "
                "renamed, write the new name into the mapping."
            )
            yield Fault(
                "renamed", column.name, told.format(column=column.name, earlier=before.column)
            )
        else:
            told = _(
                "{column}: the mapping does not say what becomes of this column{text}. Map it, or "
                "give it the role ei_kayteta with a reason."
            )
            text = f" (“{shown(column.wording)}”)" if column.wording else ""
            yield Fault("new", column.name, told.format(column=column.name, text=text))
    for entry in gone:
        told = _(
            "{column}: the source does not have this column any more. Remove it from the mapping, or "
            "take an export that has it."
        )
        unused = entry.role is Role.UNUSED
        severity = Severity.NOTICE if unused else Severity.ERROR
        yield Fault("vanished", entry.column, told.format(column=entry.column), severity)
    for name in sorted(mapping.rows.columns - {*present}):
        told = _("rivit: the source has no column {column}. Correct the mapping.")
        yield Fault("rows", name, told.format(column=name))


def _earlier(column: SourceColumn, gone: Sequence[Entry]) -> Entry | None:
    """Give the vanished entry that a new column probably was: by its question, else by its name."""
    texts = {folded(text) for text in column.wordings} - {""}
    same = [entry for entry in gone if entry.text and folded(entry.text) in texts]
    if len(same) == 1:
        return same[0]
    rated = [
        (SequenceMatcher(None, folded(entry.column), folded(column.name)).ratio(), at)
        for at, entry in enumerate(gone)
    ]
    best, at = max(rated, default=(0.0, 0))
    return gone[at] if best >= _ALIKE else None


def _of_text(entry: Entry, column: SourceColumn) -> Iterator[Fault]:
    """Tell a question whose words have changed: the answers may not compare with earlier ones."""
    now = {folded(text) for text in column.wordings} - {""}
    if entry.text and now and folded(entry.text) not in now:
        told = _(
            "{column}: the question was “{before}” when the mapping was made and is now “{now}”. "
            "Check that it still asks the same."
        )
        text = told.format(column=column.name, before=shown(entry.text), now=shown(column.wording))
        yield Fault("question", column.name, text, Severity.NOTICE)


def _of_values(
    entries: Sequence[Entry],
    column: SourceColumn,
    cells: pd.Series[str],
    numbers: pd.Series[int],
    form: Form,
) -> Iterator[Fault]:
    """Tell the values of a column that none of its entries can take."""
    strange = [_strange(entry, column, cells, form) for entry in entries]
    limited = [found for found in strange if found is not None]
    if not limited:
        return
    unknown = set.intersection(*(set(found) for found in limited))
    if not unknown:
        return
    targets = {entry.target for entry in entries}
    open_ones = {one.name for one in form.columns if one.name in targets and one.personal == "no"}
    values = sorted({limited[0][text] for text in unknown})
    known = [text for text in values if open_ones or _is_code(text, column)]
    rows = [str(number) for number in numbers[cells.isin(unknown)]]
    told = ngettext(
        "{column}: the mapping has no code for what row {rows} answers{values}. Add it under arvot "
        "(or valittu), with null for what is no answer.",
        "{column}: the mapping has no code for what {n} rows ({rows}) answer{values}. Add it under "
        "arvot (or valittu), with null for what is no answer.",
        len(rows),
    )
    text = told.format(
        column=column.name, n=len(rows), rows=_some(rows, ", "),
        values=f": {_some([f'“{shown(text)}”' for text in known], '; ')}" if known else "",
    )  # fmt: skip
    yield Fault("value", column.name, text)


def _is_code(text: str, column: SourceColumn) -> bool:
    """Tell whether a value may be quoted: what people write in their own words may not."""
    return _CODE.fullmatch(text) is not None or any(one.code == text for one in column.options)


def _some(texts: Sequence[str], mark: str) -> str:
    return mark.join(texts[:_MANY]) + (" …" if len(texts) > _MANY else "")


def _strange(
    entry: Entry, column: SourceColumn, cells: pd.Series[str], form: Form
) -> dict[str, str] | None:
    """Give cell → the first value in it that an entry has no code for; None where anything goes."""
    if entry.role is Role.BOX:
        return {
            text: text for text in cells.unique() if text and chosen(text, entry, column) is None
        }
    if entry.values is None or entry.role in (Role.UNUSED, Role.PERSONAL):
        return None
    several = any(one.name == entry.target and one.type == "choices" for one in form.columns)
    found = {}
    for text in cells.unique():
        for piece in pieces(text, entry, column, several=several):
            if piece not in entry.values and piece not in column.missing:
                found[text] = piece
    return found
