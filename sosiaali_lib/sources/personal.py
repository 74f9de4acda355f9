"""Columns that identify people: dropped on reading, before anything is counted, kept or written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from ipaddress import ip_address

import pandas as pd

from sosiaali_lib import identity_codes
from sosiaali_lib.intake import direct_identifiers
from sosiaali_lib.messages import N_, _
from sosiaali_lib.sources.table import Dropped, Kind, SourceColumn, SourceError, SourceTable

_EMAIL = re.compile(r"(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@.]{2,}", re.IGNORECASE)
_ADDRESS = re.compile(r"[0-9]+(?:\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
_HEADING_WORDS = 4  # a longer text is a question about such things rather than their heading
_ANSWERS = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.BOX})
_MOST = 0.5  # of filled cells; up to it single cells are left out, not the column

MARKED = N_("the tool marks it as one that identifies people")
ASKED = N_("the mapping says so")
HEADING = N_("its heading is one of a direct identifier")
CELLS = N_("its cells look like e-mail addresses, personal identity codes or network addresses")
SOME_CELLS = N_(
    "these cells look like e-mail addresses, personal identity codes or network addresses; the rest "
    "of the column was read"
)


def without_personal(
    table: SourceTable, *, keep: Collection[str] = (), drop: Collection[str] = ()
) -> SourceTable:
    """Give a source without the columns that identify people.

    Parameters
    ----------
    table
        As a layout's reader gives it. Not changed.
    keep
        Columns that a confirmed mapping needs as identifiers of the form; what stands in their
        cells is looked at all the same.
    drop
        Columns to drop in any case.

    Returns
    -------
    SourceTable
        `dropped` tells which columns and how many filled cells are missing; never their content.

    Raises
    ------
    SourceError
        If headers are themselves addresses or identity codes: then the first row is an answer.
    """
    _refuse_headers(table)
    kept: list[SourceColumn] = []
    cells: dict[str, pd.Series[str]] = {}
    dropped = list(table.dropped)
    for column in table.columns:
        texts = table.cells[column.name]
        why = _why(column, keep, drop)
        signs = texts.map(_memoised()) if why is None else None
        if signs is not None and signs.any():
            filled = int((texts != "").sum())
            if signs.sum() > _MOST * filled and column.kind is not Kind.FREE_TEXT:
                why = CELLS
            else:
                dropped.append(_told(column, SOME_CELLS, int(signs.sum())))
                texts = texts.mask(signs, "")
        if why is not None:
            dropped.append(_told(column, why, int((texts != "").sum())))
            continue
        kept.append(column)
        cells[column.name] = texts
    frame = pd.DataFrame(cells, index=table.cells.index)
    return replace(table, columns=tuple(kept), cells=frame, dropped=tuple(dropped))


def _refuse_headers(table: SourceTable) -> None:
    # A header of two rows is the upper one, a colon and the lower one.
    if any(identifies(part) for name in table.names for part in (name, *name.split(": "))):
        told = _(
            "{file}: a header is an e-mail address, a network address or a personal identity code, so "
            "the first row seems to be an answer. Export the file again with its headers."
        )
        raise SourceError(told.format(file=table.name))


def _why(column: SourceColumn, keep: Collection[str], drop: Collection[str]) -> str | None:
    if column.name in drop:
        return ASKED
    if column.name in keep:
        return None
    if column.personal:
        return MARKED
    if column.kind in _ANSWERS or column.kind is Kind.SYSTEM:
        return None
    texts = [column.name, *column.texts.values()]
    short = (text for text in texts if len(text.split()) <= _HEADING_WORDS)
    return HEADING if any(map(direct_identifiers.is_heading, short)) else None


def _told(column: SourceColumn, why: str, cells: int) -> Dropped:
    # A heading may itself hold what it should not, where data have slipped into the header.
    return Dropped(direct_identifiers.shown(column.name), _(why), cells)


def _memoised() -> Callable[[str], bool]:
    known: dict[str, bool] = {"": False}

    def seen(text: str) -> bool:
        if text not in known:
            known[text] = identifies(text)
        return known[text]

    return seen


def identifies(text: str) -> bool:
    """Tell whether a whole cell is an e-mail or network address or a personal identity code.

    Examples
    --------
    >>> [identifies(text) for text in ("a.b@example.org", "10.0.0.1", "Sotkamo")]
    [True, True, False]
    """
    return (
        _EMAIL.fullmatch(text) is not None
        or _is_network_address(text)
        or identity_codes.resembles(text)
    )


def _is_network_address(text: str) -> bool:
    if not _ADDRESS.fullmatch(text):
        return False
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
