"""Answers of a source as rows of a form: every row read is brought or left out with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Named
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.instruments import load as instrument
from sosiaali_lib.intake.faults import Severity
from sosiaali_lib.mapping import days
from sosiaali_lib.mapping.boxes import chosen
from sosiaali_lib.mapping.comparing import Fault, MappingError, compare
from sosiaali_lib.mapping.left_out import TWO_ANSWERS, left_out, reasons
from sosiaali_lib.mapping.model import Entry, Mapping, Role
from sosiaali_lib.mapping.pieces import SEPARATOR, pieces
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.sources.table import SourceColumn, SourceTable

_TEXTS = frozenset({"text", "free_text"})


@dataclass(frozen=True, eq=False)
class Imported:
    """What came of a source.

    Attributes
    ----------
    frame
        Text in the columns of the form that the mapping fills, as the intake reads them: codes,
        several choices with “;” between them, days as 2020-02-03, "" for no answer. The index is
        `SourceTable.numbers`.
    left_out
        The rows that were not brought: `rivi` (number in the source), `syy` (code) and `selite`.
    read
        How many rows the source has; the rows of `frame` and `left_out` together.
    not_answers
        Column → how many cells held a declared code for no answer, apart from the empty ones.
    notices
        What fits, but a person should know.
    """

    frame: pd.DataFrame
    left_out: pd.DataFrame
    read: int
    not_answers: Named[str, int]
    notices: tuple[Fault, ...]


def apply(mapping: Mapping, source: SourceTable, *, since: date | None = None) -> Imported:
    """Bring the answers of a source into the columns of a form.

    Parameters
    ----------
    mapping
        A mapping that a person has confirmed.
    source
        The answers; their cells are not changed.
    since
        The day when the survey was opened, in place of the mapping's own.

    Returns
    -------
    Imported
        All rows of the source, brought or left out.

    Raises
    ------
    MappingError
        If the mapping is not confirmed or does not fit the source; all faults are told, and nothing
        is brought.
    """
    faults = [*_unconfirmed(mapping), *compare(mapping, source)]
    faults += _no_since(mapping, source, since)
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise MappingError(faults)
    form = forms.load(mapping.form)
    why = reasons(mapping.rows, source, since)
    columns, twice = _columns(mapping, source, form)
    why = why.where(why != "", twice.map({True: TWO_ANSWERS, False: ""}))
    stays = (why == "").to_numpy()
    frame = pd.DataFrame(columns, index=source.cells.index)[stays]
    frame.index = pd.Index(source.numbers[stays], name="rivi")
    notices = [*faults, *_identical(frame)]
    return Imported(
        frame=frame,
        left_out=left_out(why[~stays], source.numbers[~stays]),
        read=len(source.cells),
        not_answers=MappingProxyType(_not_answers(mapping, source, stays)),
        notices=tuple(notices),
    )


def _unconfirmed(mapping: Mapping) -> list[Fault]:
    if not (open_ones := mapping.unconfirmed):
        return []
    told = ngettext(
        "{n} entry of the mapping is a guess that nobody has confirmed: {columns}. Check it and "
        "remove vahvistettu: false from it.",
        "{n} entries of the mapping are guesses that nobody has confirmed: {columns}. Check them and "
        "remove vahvistettu: false from them.",
        len(open_ones),
    )
    columns = ", ".join(dict.fromkeys(entry.column for entry in open_ones))
    return [Fault("unconfirmed", "", told.format(n=len(open_ones), columns=columns))]


def _no_since(mapping: Mapping, source: SourceTable, since: date | None) -> list[Fault]:
    if since is None or mapping.rows.since is not None or source.hints.given:
        return []
    told = _(
        "The source does not tell when an answer was given. Name the column under rivit, alkaen in "
        "the mapping."
    )
    return [Fault("rows", "", told)]


def _columns(
    mapping: Mapping, source: SourceTable, form: Form
) -> tuple[dict[str, pd.Series[str]], pd.Series[bool]]:
    """Give the columns of the form, and the rows in which two columns contradict each other."""
    twice = pd.Series(False, index=source.cells.index)
    columns: dict[str, pd.Series[str]] = {}
    for column in form.columns:
        if column.name not in mapping.targets:
            continue
        if column.name in mapping.constants:
            value = mapping.constants[column.name]
            columns[column.name] = pd.Series(value, index=source.cells.index, dtype="str")
            continue
        parts = [
            _cells(entry, source.column(entry.column), source.cells[entry.column], column)
            for entry in mapping.entries
            if entry.target == column.name
        ]
        columns[column.name], wrong = _joined(parts, column)
        twice |= wrong
    return columns, twice


def _joined(
    parts: Sequence[pd.Series[str]], column: Column
) -> tuple[pd.Series[str], pd.Series[bool]]:
    """Give the cells of one column of the form from those of several columns of the source."""
    joined = parts[0]
    wrong = pd.Series(False, index=joined.index)
    mark = "\n" if column.type == "free_text" else SEPARATOR
    for part in parts[1:]:
        both = (joined != "") & (part != "")
        if column.type == "choices" or column.type in _TEXTS:
            joined = joined.where(~both, joined + mark + part).where(joined != "", part)
        else:
            wrong |= both & (joined != part)
            joined = joined.where(joined != "", part)
    if column.type == "choices":
        order = {code: at for at, code in enumerate(column.choices())}
        joined = joined.map(lambda text: _ordered(text, order))
    return joined, wrong


def _ordered(text: str, order: Named[str, int]) -> str:
    """Give codes once each, in the order of their list; what is no code stays at the end."""
    codes = dict.fromkeys(filter(None, text.split(SEPARATOR)))
    return SEPARATOR.join(sorted(codes, key=lambda code: order.get(code, len(order))))


def _cells(
    entry: Entry, source: SourceColumn, cells: pd.Series[str], column: Column
) -> pd.Series[str]:
    """Give what one entry makes of its column, each different text once."""
    make = _maker(entry, source, column)
    labels, uniques = pd.factorize(cells)
    made = pd.array([make(text) if text else "" for text in uniques], dtype="str")
    return pd.Series(made.take(labels), index=cells.index)


def _maker(entry: Entry, source: SourceColumn, column: Column) -> Callable[[str], str]:
    if entry.role is Role.BOX:
        return lambda text: entry.code if chosen(text, entry, source) else ""
    if column.type == "date":
        return lambda text: _day(text, entry)
    turned = _turned(column) if entry.reversed else None

    def value(text: str) -> str:
        if entry.values is not None and text in entry.values:
            found = entry.values[text] or ""
        else:
            found = "" if text in source.missing else text
        return turned(found) if turned is not None and found else found

    if column.type == "choices":
        return lambda text: SEPARATOR.join(
            filter(None, map(value, pieces(text, entry, source, several=True)))
        )
    return value


def _day(text: str, entry: Entry) -> str:
    """Give a day as the intake reads it; what is no day stays, and is told there with its place."""
    if entry.values is not None and text in entry.values:
        return entry.values[text] or ""
    found = days.read(text, entry.date_format)
    return text if found is None else found.isoformat()


def _turned(column: Column) -> Callable[[str], str]:
    """Give what turns back a scale that the tool has turned around."""
    assert column.item_of is not None and column.min is not None and column.max is not None
    known = instrument(column.item_of)
    aside = {*known.missing_codes, *known.dont_know}
    total = column.min + column.max

    def turn(text: str) -> str:
        if text in aside:
            return text
        try:
            return f"{total - float(text.replace(',', '.')):g}"
        except ValueError:
            return text

    return turn


def _not_answers(mapping: Mapping, source: SourceTable, stays: object) -> dict[str, int]:
    counts = {}
    for entry in mapping.entries:
        if not entry.target:
            continue
        column = source.column(entry.column)
        codes = {code for code in column.missing if not (entry.values or {}).get(code)}
        codes |= {text for text, to in (entry.values or {}).items() if to is None}
        n = int(source.cells.loc[stays, entry.column].isin(codes).sum())  # type: ignore[index]
        if n:
            counts[entry.column] = n
    return counts


def _identical(frame: pd.DataFrame) -> list[Fault]:
    """Tell rows whose every answer is the same: perhaps sent twice, perhaps only alike."""
    alike = frame[frame.duplicated(keep=False) & (frame != "").any(axis=1)]
    if alike.empty:
        return []
    n = int(frame.duplicated().sum())
    told = ngettext(
        "{n} row has the same answers throughout as an earlier one (rows {rows}). Check whether an "
        "answer was sent twice.",
        "{n} rows have the same answers throughout as earlier ones (rows {rows}). Check whether "
        "answers were sent twice.",
        n,
    )
    rows = [str(number) for number in alike.index[:12]]
    text = told.format(n=n, rows=", ".join(rows) + (" …" if len(alike) > 12 else ""))
    return [Fault("identical", "", text, Severity.NOTICE)]
