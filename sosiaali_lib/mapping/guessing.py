"""A first mapping, guessed from names, labels in three languages and answers; a person confirms it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sosiaali_lib import forms, instruments
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.mapping.contradictions import codes_of
from sosiaali_lib.mapping.guessed_values import answers, as_codes
from sosiaali_lib.mapping.likeness import best
from sosiaali_lib.mapping.matching import (
    CODED,
    SURE_LABEL,
    Match,
    assigned_to,
    labels,
    matches,
    spellings,
    words_of,
)
from sosiaali_lib.mapping.model import FILLED, Condition, Entry, Mapping, Role, RowRules
from sosiaali_lib.messages import _
from sosiaali_lib.sources.table import Kind, SourceColumn, SourceTable

_SURE_TIME = 0.5  # the time of the answer as the day that a row is about
_OTHER = frozenset({"other", "muu"})


def guess(source: SourceTable, form: str, *, instrument: str | None = None) -> Mapping:
    """Guess what each column of a source becomes in a form.

    Parameters
    ----------
    source
        The answers.
    form
        The name of the form.
    instrument
        For the form `mittaukset`, the instrument that was answered; found out when None.

    Returns
    -------
    Mapping
        Every entry is unconfirmed and says how sure it is, from 1 (the same name) to 0 (nothing
        resembles it: the entry says that the column is not used). Columns that the tool adds by
        itself have no entry unless they become something; those that were dropped as personal have
        one that says so.

    Raises
    ------
    ValueError
        If there is no such form or instrument.
    """
    known = forms.load(form)
    about = instruments.load(instrument).id if instrument else _instrument(source, known)
    columns = [c for c in known.columns if c.item_of in (None, about)]
    constants = {"mittari": about} if about and any(c.name == "mittari" for c in columns) else {}
    free = [column for column in columns if column.name not in constants]
    matched = assigned_to(matches(source, free), free, source)
    entries = [
        entry for column in source.columns for entry in _entries(column, source, matched, free)
    ]
    entries += _day(source, known, entries)
    entries += _personal(source)
    return Mapping(
        kind=source.kind,
        form=form,
        entries=tuple(entries),
        constants=constants,
        rows=_rows(source),
    )


def _instrument(source: SourceTable, form: Form) -> str | None:
    """Give the instrument whose items the source has most of."""
    votes: Counter[str] = Counter()
    for column in source.columns:
        owners = {
            item.item_of for item in form.columns
            if item.item_of and best(words_of(column), spellings(item)) >= SURE_LABEL
        }  # fmt: skip
        votes.update(owner for owner in owners if owner)
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _entries(
    column: SourceColumn, source: SourceTable, matched: dict[str, Match], columns: Sequence[Column]
) -> list[Entry]:
    if column.kind is Kind.BOX:
        return [_box(column, matched.get(column.question), columns)]
    match = matched.get(column.name)
    if match is None:
        return [] if column.kind is Kind.SYSTEM else _beside(column, matched, columns)
    target = next(one for one in columns if one.name == match.target)
    entry = Entry(
        column=column.name,
        role=Role.ITEM if target.item_of else Role.COLUMN,
        target=target.name,
        separator=column.separator if target.type == "choices" else "",
        text=column.wording,
        confirmed=False,
        sureness=match.sure,
    )
    if target.type not in CODED and target.item_of is None:
        return [entry]
    given = answers(column, source.cells[column.name], column.separator)
    codes = as_codes(given, target)
    if len(codes) == len(given) and (
        all(value == code for value, (code, _sure) in codes.items())
        or (target.type == "municipality" and not column.options)
    ):  # nothing to translate: names and codes of all municipalities are understood anyway
        return [entry]
    least = min((sure for _code, sure in codes.values()), default=0.0)
    # What is not understood is left out, so that the comparison asks a person for it.
    values = {value: code for value, (code, _sure) in codes.items()}
    return [replace(entry, values=values, sureness=round(min(match.sure, least), 2))]


def _box(column: SourceColumn, match: Match | None, columns: Sequence[Column]) -> Entry:
    if match is not None:
        target = next(one for one in columns if one.name == match.target)
        code, sure = as_codes({column.code: labels(column)}, target).get(column.code, (None, 0.0))
        if code is not None:
            return Entry(
                column=column.name,
                role=Role.BOX,
                target=target.name,
                code=code,
                text=column.wording,
                confirmed=False,
                sureness=round(min(match.sure, sure), 2),
            )
    return _unused(column)


def _beside(
    column: SourceColumn, matched: dict[str, Match], columns: Sequence[Column]
) -> list[Entry]:
    """Map the text beside the choice “other” to that choice, where its question is known."""
    match = matched.get(column.question)
    if match is None or column.code != "other":
        return [_unused(column)]
    target = next(one for one in columns if one.name == match.target)
    code = next((one for one in codes_of(target).values() if one in _OTHER), None)
    if code is None or target.type != "choices":
        return [_unused(column)]
    entry = Entry(
        column.name, Role.BOX, target.name, code, chosen=(FILLED,), confirmed=False,
        sureness=round(match.sure * SURE_LABEL, 2),
    )  # fmt: skip
    return [entry]


def _unused(column: SourceColumn) -> Entry:
    return Entry(
        column=column.name,
        role=Role.UNUSED,
        reason=_("Nothing in the form resembles it."),
        text=column.wording,
        confirmed=False,
        sureness=0.0,
    )


def _day(source: SourceTable, form: Form, entries: Sequence[Entry]) -> list[Entry]:
    """Take the time of the answer for the day that a row is about, where no question asks it."""
    given = source.hints.given
    targets = {entry.target for entry in entries}
    if not given or given not in source.names or form.period is None or form.period in targets:
        return []
    if form.column(form.period).type != "date":
        return []
    return [Entry(given, Role.COLUMN, form.period, confirmed=False, sureness=_SURE_TIME)]


def _personal(source: SourceTable) -> list[Entry]:
    """Write down what was dropped, so that it is also when nothing else tells that it identifies."""
    read = {*source.names, ""}
    return [
        Entry(name, Role.PERSONAL)
        for name in dict.fromkeys(one.column for one in source.dropped)
        if name not in read
    ]


def _rows(source: SourceTable) -> RowRules:
    hints, names = source.hints, frozenset(source.names)
    finished = hints.finished
    return RowRules(
        finished=Condition(finished[0], finished[1]) if finished else None,
        key=tuple(name for name in hints.key if name in names),
        latest=hints.latest if hints.latest in names else "",
    )
