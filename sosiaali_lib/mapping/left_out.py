"""Rows that are not brought: tests, unfinished answers, answers sent again, rows of other forms."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sosiaali_lib.mapping import days
from sosiaali_lib.mapping.model import Condition, RowRules, Since
from sosiaali_lib.messages import _
from sosiaali_lib.sources.table import SourceTable

OTHER, UNFINISHED, TEST, UNDATED, AGAIN, TWO_ANSWERS = (
    "muu_rivi", "keskenerainen", "ennen_avaamista", "ei_aikaa", "korvattu", "kaksi_vastausta",
)  # fmt: skip


def reasons(rules: RowRules, source: SourceTable, since: date | None = None) -> pd.Series[str]:
    """Give the reason why each row is left out, "" for one that is brought.

    Rows are looked at in this order: those of another form, unfinished ones, tests from before the
    survey was opened; and of what is then left, all but the last of each submission.
    """
    cells = source.cells
    why = pd.Series("", index=cells.index, dtype="str")
    for condition in rules.only:
        why = why.mask((why == "") & ~_fulfilled(condition, cells), OTHER)
    if rules.finished is not None:
        why = why.mask((why == "") & ~_fulfilled(rules.finished, cells), UNFINISHED)
    if (opened := _opened(rules, source, since)) is not None:
        given = cells[opened.column].map(lambda text: days.read(text, opened.date_format))
        told = given.map(lambda day: UNDATED if day is None else TEST if day < opened.day else "")
        why = why.where(why != "", told.astype("str"))
    return why.mask((why == "") & _replaced(rules, cells[why == ""], cells.index), AGAIN)


def left_out(why: pd.Series[str], numbers: pd.Series[int]) -> pd.DataFrame:
    """Give the rows that are left out with what their reasons mean, in the language in use."""
    return pd.DataFrame(
        {
            "rivi": numbers.to_numpy(),
            "syy": why.to_numpy(),
            "selite": why.map(explained()).to_numpy(),
        }
    )


def explained() -> dict[str, str]:
    """Give what the codes of the reasons mean."""
    return {
        OTHER: _("the row belongs to another form or event"),
        UNFINISHED: _("the answer was not finished"),
        TEST: _("the answer was given before the survey was opened"),
        UNDATED: _("it is not known whether the answer was given before the survey was opened"),
        AGAIN: _("the same answer was sent again later"),
        TWO_ANSWERS: _("two columns of the source answer the same question differently"),
    }


def _fulfilled(condition: Condition, cells: pd.DataFrame) -> pd.Series[bool]:
    texts = cells[condition.column]
    return texts.isin(condition.values) if condition.values else texts != ""


def _opened(rules: RowRules, source: SourceTable, since: date | None) -> Since | None:
    if since is None:
        return rules.since
    if rules.since is not None:
        return Since(rules.since.column, since, rules.since.date_format)
    return Since(source.hints.given, since)


def _replaced(rules: RowRules, cells: pd.DataFrame, index: pd.Index) -> pd.Series[bool]:
    """Tell the rows after which the same submission comes again; rows without a key never are."""
    none = pd.Series(False, index=index)
    if not rules.key or cells.empty:
        return none
    keys = cells[list(rules.key)]
    known = cells[(keys != "").any(axis=1)]
    if rules.latest:
        known = known.sort_values(rules.latest, kind="stable", key=_moments)
    again = known.duplicated(list(rules.key), keep="last")
    return again.reindex(index, fill_value=False)


def _moments(texts: pd.Series[str]) -> pd.Series[str]:
    """Give times in a form that sorts as they follow each other."""

    def sortable(text: str) -> str:
        day = days.read(text)
        time = text.partition(" ")[2] or text.partition("T")[2]
        return text if day is None else f"{day.isoformat()} {time.zfill(8)}"

    return texts.map(sortable)
