"""What a person has cleared for publication, who and when: decided here for all forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.formatting import listed, lower_first
from sosiaali_lib.messages import _
from sosiaali_lib.textscan import KINDS, Finding, scan, scan_certain

COLUMN, YES = "julkaistavissa", "kylla"
WHO, WHEN = "tarkastaja", "tarkastettu_pvm"
_FILE, _ROW = "tiedosto", "rivi"

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """A cleared row whose text is kept back; the text itself is not told.

    Attributes
    ----------
    form, file, row
        Where a person finds the row.
    kinds
        Codes of `textscan.KINDS` that the text certainly holds.
    """

    form: str
    file: str
    row: int
    kinds: tuple[str, ...]

    @property
    def told(self) -> str:
        """The refusal, in the language in use."""
        text = _(
            "{file}, row {row}: the cleared text was not published, because it holds this: {kinds}. "
            "Take it out of the text and clear the row again."
        )
        kinds = listed([lower_first(_(KINDS[kind])) for kind in self.kinds])
        return text.format(file=self.file, row=self.row, kinds=kinds)


@dataclass(frozen=True, kw_only=True)
class ReleasedTexts:
    """The rows of text that leave the closed room, and what was kept back.

    Attributes
    ----------
    tables
        What is published as rows of text, by table of the release.
    cleared
        Rows that go out.
    with_signs
        Those of them in which a person left what may be a sign of personal data.
    withheld
        Rows that were cleared and do not go out.
    """

    tables: Tables
    cleared: int
    with_signs: int
    withheld: tuple[Withheld, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The numbers for the manifest of a release."""
        return {
            "cleared": self.cleared,
            "with_signs": self.with_signs,
            "withheld": len(self.withheld),
        }


def is_cleared(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows a person has cleared, with who and when.

    An empty cell and an absent column are no clearing, nor is a yes without a name and a day.

    Examples
    --------
    >>> rows = pd.DataFrame({"julkaistavissa": ["kylla", "ei", "kylla"], "tarkastaja": "K.M.",
    ...                      "tarkastettu_pvm": pd.to_datetime(["2020-01-13", "2020-01-13", None])})
    >>> is_cleared(rows).tolist()
    [True, False, False]
    """
    if not {COLUMN, WHO, WHEN} <= set(rows):
        return pd.Series(False, index=rows.index)
    said = rows[COLUMN].eq(YES).fillna(False).astype(bool)
    return said & _filled(rows[WHO]) & _filled(rows[WHEN])


def _filled(cells: pd.Series) -> pd.Series[bool]:
    return cells.notna() & (cells.astype("str").str.strip() != "")


def release_texts(
    tables: Tables, published: Callable[[Tables], Mapping[str, pd.DataFrame]]
) -> ReleasedTexts:
    """Give the texts that go out: cleared by a person, and without certain personal data.

    Parameters
    ----------
    tables
        Clean rows by form. Not changed.
    published
        Gives the texts that leave the closed room, by table of the release; it must leave out what
        `is_cleared` denies.

    Notes
    -----
    What is scanned is what would go out, word for word. A row that holds a certain finding is treated
    as not cleared, so that whatever depends on it (a path of which every step must be cleared) goes
    by the same rule. Likely and possible findings pass: a person has looked at them and signed.
    """
    left: dict[str, pd.DataFrame] = dict(tables)
    withheld: list[Withheld] = []
    found = dict(published(left))
    while bad := _certain(_texts(found)):
        held = [row for form in left for row in _hold_back(left, form, bad)]
        if not held:  # a text that was made from several cells
            found = {name: _without(table, bad) for name, table in found.items()}
            break
        withheld += held
        found = dict(published(left))
    # A web address is a column of its own in many forms, and meant to be seen.
    signs = {text for text in _texts(found) if any(one.kind != "url" for one in scan(text))}
    out = [rows[is_cleared(rows)] for rows in left.values()]
    return ReleasedTexts(
        tables=found,
        cleared=sum(len(rows) for rows in out),
        with_signs=sum(int(_holds(rows, signs).sum()) for rows in out),
        withheld=tuple(withheld),
    )


def _hold_back(
    tables: dict[str, pd.DataFrame], form: str, bad: Mapping[str, set[str]]
) -> list[Withheld]:
    """Take the clearing, or else the rows, of a form that hold one of the texts."""
    rows = tables[form]
    held = _holds(rows, bad)
    if COLUMN in rows:
        held &= is_cleared(rows)
        tables[form] = rows.assign(**{COLUMN: rows[COLUMN].mask(held, "ei")})
    else:  # such as the names of services, which need no clearing
        tables[form] = rows[~held]
    return [
        Withheld(
            form=form,
            file=str(row.get(_FILE, form)),
            row=int(row.get(_ROW, 0)),
            kinds=tuple(kind for kind in KINDS if kind in _kinds(row.values(), bad)),
        )
        for row in rows[held].to_dict("records")
    ]


def _kinds(cells: Iterable[object], bad: Mapping[str, set[str]]) -> set[str]:
    return {kind for cell in cells if isinstance(cell, str) for kind in bad.get(cell.strip(), ())}


def _certain(texts: Iterable[str]) -> dict[str, set[str]]:
    """Give the texts that certainly hold personal data, each with the kinds of it."""
    found: dict[str, list[Finding]] = {text: scan_certain(text) for text in texts}
    return {text: {one.kind for one in signs} for text, signs in found.items() if signs}


def _texts(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    return {
        cell.strip()
        for table in tables.values()
        for column in _written(table)
        for cell in table[column].dropna().unique()
        if isinstance(cell, str)
    }


def _holds(rows: pd.DataFrame, texts: Iterable[str]) -> pd.Series[bool]:
    """Tell which rows have one of the texts in any cell."""
    wanted = set(texts)
    found = pd.Series(False, index=rows.index)
    for column in _written(rows):
        found |= (
            rows[column]
            .astype("object")
            .map(lambda cell: isinstance(cell, str) and cell.strip() in wanted)
            .astype(bool)
        )
    return found


def _written(table: pd.DataFrame) -> list[str]:
    """Name the columns that may hold text."""
    return [
        str(name)
        for name in table
        if pd.api.types.is_string_dtype(table[name]) or table[name].dtype == "object"
    ]


def _without(table: pd.DataFrame, texts: Iterable[str]) -> pd.DataFrame:
    return table[~_holds(table, texts)].reset_index(drop=True)
