"""Rules between the columns of a row, between rows, and between the rows and the data set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from sosiaali_lib import instruments
from sosiaali_lib.forms import Form, Rule
from sosiaali_lib.intake import problems
from sosiaali_lib.intake.faults import Problem, Reason, Severity
from sosiaali_lib.intake.values import clean
from sosiaali_lib.messages import ngettext

_NAMED = 10  # rows that a message names
_ROUNDING = 1e-6  # shares with decimals need not add up to the last bit


class Finding(NamedTuple):
    """Rows that break a rule, as a mask, with the column to blame."""

    rows: pd.Series[bool]
    column: str
    problem: Problem


def check(
    form: Form,
    values: pd.DataFrame,
    cells: pd.DataFrame,
    areas: tuple[str, ...],
    codes: Mapping[tuple[str, str], frozenset[str]] = MappingProxyType({}),
) -> Iterator[Finding]:
    """Find the rows that break a rule.

    Parameters
    ----------
    form
        The form.
    values
        Typed values, missing where the cell was empty or wrong. Not changed.
    cells
        The same cells as text. Not changed.
    areas
        Codes of the municipalities that the data set is about; empty for all.
    codes
        Values of the columns that other columns refer to, by form and name; a reference to a form
        that is absent cannot be checked.
    """
    for rule in form.rules:
        yield Finding(_breaks(rule, values, cells), rule.column, problems.broken(rule))
    yield from _strange_items(form, values)
    for column in form.columns:
        if column.refers is not None and column.refers in codes:
            allowed = codes[column.refers] | set(column.also)
            texts = values[column.name].dropna().unique()
            rows = values[column.name].isin([text for text in texts if _strange(text, allowed)])
            yield Finding(rows, column.name, problems.unknown_reference(*column.refers))
    if form.unique:
        key = list(form.unique)
        again = values.duplicated(key, keep=False) & values[key].notna().all(axis="columns")
        yield Finding(again, key[0], doubled(form))
    if areas:
        for column in form.columns:
            if column.type == "municipality":
                place = values[column.name]
                outside = place.notna() & ~place.isin(areas)
                yield Finding(outside, column.name, problems.other_area())


def doubled(form: Form) -> Problem:
    """Rows whose values of `unique` stand in another row too."""
    return problems.row_twice([form.column(name) for name in form.unique])


def _breaks(rule: Rule, values: pd.DataFrame, cells: pd.DataFrame) -> pd.Series[bool]:
    value = values[rule.column]
    if rule.at_most:
        return (value > values[rule.at_most]).fillna(False).astype(bool)
    if rule.not_before:
        return (value < values[rule.not_before]).fillna(False).astype(bool)
    if rule.sums_to:
        columns, total = rule.sums_to
        given = values[list(columns)].astype("Float64")
        off = (given.sum(axis="columns") - total).abs() > _ROUNDING
        return (off & given.notna().any(axis="columns")).astype(bool)
    if rule.apart_from:
        pairs = _plain(value) + "|" + _plain(values[rule.apart_from])
        shared = {pair: _share_a_code(*pair.split("|")) for pair in pairs.unique()}
        return pairs.map(shared).astype(bool)
    if rule.required_with:
        needed = values[rule.required_with].notna()
    else:
        assert rule.required_when is not None
        other, codes = rule.required_when
        needed = values[other].isin(codes)
    # A cell with a wrong value is not empty; a column that the table lacks is.
    texts = cells.loc[needed, rule.column].fillna("")
    empty = pd.Series(False, index=values.index)
    empty.loc[texts.index] = texts.map(clean) == ""
    return empty


def _plain(codes: pd.Series) -> pd.Series[str]:
    return codes.astype("str").where(codes.notna(), "")


def _share_a_code(one: str, other: str) -> bool:
    return bool(set(filter(None, one.split(";"))) & set(other.split(";")))


def _strange(text: str, allowed: Collection[str]) -> bool:
    return any(code.strip() not in allowed for code in text.split(";") if code.strip())


def _strange_items(form: Form, values: pd.DataFrame) -> Iterator[Finding]:
    """Find answers to items of another instrument than that of the row."""
    used = next((column.name for column in form.columns if column.type == "instrument"), None)
    for column in form.columns:
        if column.item_of and used:
            own = values[used]
            strange = values[column.name].notna() & own.notna() & (own != column.item_of)
            name = instruments.load(column.item_of).name
            yield Finding(strange, column.name, problems.other_instrument(name))


def identical(rows: list[int]) -> Problem:
    """Rows that say exactly what an earlier row says: two like events, or one noted twice."""
    named = ", ".join(map(str, rows[:_NAMED])) + (" …" if len(rows) > _NAMED else "")
    expected = ngettext(
        "each event once; {n} row is the same as an earlier row",
        "each event once; {n} rows are the same as an earlier row",
        len(rows),
    )
    cure = ngettext(
        "The row was used. Remove it if it was noted twice: row {rows}.",
        "The rows were used. Remove those that were noted twice: rows {rows}.",
        len(rows),
    )
    return Problem(
        Reason.ROWS_IDENTICAL,
        expected.format(n=len(rows)),
        cure.format(rows=named),
        Severity.NOTICE,
    )
