"""Which column of a form each question of a source probably is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from sosiaali_lib import instruments
from sosiaali_lib.forms import Column
from sosiaali_lib.mapping.guessed_values import answers, as_codes
from sosiaali_lib.mapping.likeness import best, likeness
from sosiaali_lib.sources.table import Kind, SourceColumn, SourceTable

SURE_LABEL = 0.95
_SURE_ANSWERS = 0.6  # at most, where only the answers and not the question fit
_ENOUGH = 0.6  # of the answers that must be understood
CODED = frozenset({"choice", "choices", "instrument", "municipality"})


@dataclass(frozen=True)
class Match:
    """A column of the form that a column of the source, or a set of its boxes, may be."""

    sure: float
    source: str
    target: str


def words_of(column: SourceColumn) -> list[str]:
    """Give the name of a column and its question in every language."""
    return [column.name, *column.texts.values()]


def spellings(column: Column) -> list[str]:
    """Give every way in which a column may be headed; an item also by its whole statement."""
    statements: Iterable[str] = ()
    if column.item_of is not None:
        statements = instruments.load(column.item_of).statements.get(column.name, {}).values()
    return [*column.spellings(), *statements]


def matches(source: SourceTable, columns: Sequence[Column]) -> list[Match]:
    """Give every column of a form that a question may be, with how sure it is."""
    found = []
    asked: dict[str, list[SourceColumn]] = {}
    for column in source.columns:
        if column.kind is Kind.BOX:
            asked.setdefault(column.question, []).append(column)
        else:
            found += _of_column(column, source.cells[column.name], columns)
    for question, boxes in asked.items():
        found += _of_boxes(question, boxes, columns)
    return found


def _of_column(
    source: SourceColumn, cells: pd.Series[str], columns: Sequence[Column]
) -> list[Match]:
    found = []
    given = answers(source, cells, source.separator)
    for column in columns:
        named = likeness(source.name, column.name)
        words = best(words_of(source), spellings(column))
        sure = 1.0 if named == 1 else SURE_LABEL * words
        coded = column.type in CODED and given
        share = len(as_codes(given, column)) / len(given) if coded else 0.0
        if coded and share < _ENOUGH and sure < SURE_LABEL:
            sure = 0.0  # words alike, but other answers
        if coded and share >= _ENOUGH and source.kind is not Kind.SYSTEM:
            sure = max(sure, _SURE_ANSWERS * share)
        if sure > 0 and (source.kind is not Kind.SYSTEM or sure >= SURE_LABEL):
            found.append(Match(round(sure, 2), source.name, column.name))
    return found


def _of_boxes(
    question: str, boxes: Sequence[SourceColumn], columns: Sequence[Column]
) -> list[Match]:
    found = []
    labelled = {one.code: labels(one) for one in boxes}
    for column in columns:
        if column.type != "choices":
            continue
        share = len(as_codes(labelled, column)) / len(boxes)
        texts = [question, *(text for one in boxes for text in one.texts.values())]
        words = best(texts, spellings(column))
        if share >= _ENOUGH:
            sure = max(SURE_LABEL * words, _SURE_ANSWERS * share)
            found.append(Match(round(sure, 2), question, column.name))
    return found


def labels(box: SourceColumn) -> list[str]:
    """Give the words of one choice in every language."""
    return [label for option in box.options for label in option.labels.values()]


def assigned_to(
    matches: Sequence[Match], columns: Sequence[Column], source: SourceTable
) -> dict[str, Match]:
    """Give each question its column, the surest first; a column is given once.

    Two questions may become one column where both are its words and nobody was asked both, as in a
    survey in two languages. Where two columns fit by their answers alone and equally well, neither
    is sure.
    """
    assigned: dict[str, Match] = {}
    taken: set[str] = set()
    order = {column.name: at for at, column in enumerate(columns)}
    for match in sorted(matches, key=lambda one: (-one.sure, order[one.target])):
        if match.source in assigned:
            continue
        if match.target in taken:
            before = [one.source for one in assigned.values() if one.target == match.target]
            if match.sure < SURE_LABEL or _asked_both(source, [*before, match.source]):
                continue
        rivals = [
            one for one in matches
            if one.source == match.source and one.target not in (match.target, *taken)
            and one.sure == match.sure
        ]  # fmt: skip
        sure = round(match.sure / (1 + len(rivals)), 2)
        assigned[match.source] = replace(match, sure=sure)
        taken.add(match.target)
    return assigned


def _asked_both(source: SourceTable, names: Sequence[str]) -> bool:
    """Tell whether somebody has answered more than one of some questions."""
    if not set(names) <= set(source.names):
        return True
    return bool(((source.cells[list(names)] != "").sum(axis=1) > 1).any())
