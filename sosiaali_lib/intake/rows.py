"""Rows of a recognised table under the form's own column names, still as the text that was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
import pandas as pd

from sosiaali_lib.forms import Form
from sosiaali_lib.intake import direct_identifiers, recognise, table_problems
from sosiaali_lib.intake.faults import Ints, Kind, Log, Place
from sosiaali_lib.intake.files import RawTable
from sosiaali_lib.intake.recognise import Layout, folded

_CHUNK = 1 << 16
_EXTRA = 200  # characters kept of text that stood beyond the header
YES = frozenset({"x", "1", "kylla", "kyllä", "ja", "yes", "true", "tosi", "sant"})
NO = frozenset({"", "0", "ei", "nej", "no", "false", "epatosi", "epätosi", "falskt"})


@dataclass(frozen=True)
class Rows:
    """The rows of one table.

    `cells` has the form's columns as text, missing where the table lacks the column; `extra` the
    columns of `aside`; `numbers` the row numbers of the spreadsheet. `beyond` gives the text that
    stood outside the columns, by position of the row, `unclosed` the position of a row with an open
    quotation mark, and `blocked` what keeps all rows of the table from being used. `dropped` names
    the columns of direct identifiers that were not read, with the number of their filled cells.
    """

    form: Form
    place: Place
    cells: pd.DataFrame
    extra: pd.DataFrame
    numbers: Ints
    beyond: dict[int, str]
    unclosed: int | None
    blocked: tuple[Kind, ...]
    dropped: tuple[tuple[str, int], ...] = ()


def read(
    raw: RawTable, names: Sequence[str], log: Log, *, aside: frozenset[str] = frozenset()
) -> Rows | None:
    """Read a table; None, with a fault, when it is of no known form.

    Parameters
    ----------
    raw
        The table; its records are used up.
    names
        Names of the file or sheet, which help to recognise the form.
    log
        Takes the faults of the table and its columns.
    aside
        Folded headers of columns to keep beside those of the form.

    Raises
    ------
    UnreadableError
        If the file turns out to be damaged.
    """
    log.place(raw.place)
    head = list(islice(raw.records, recognise.HEADER_ROWS))
    if not raw.ragged and not any(map(_filled, chain(head, raw.records))):
        return None  # an empty sheet, as a new workbook has them
    layout = recognise.find(head, names, aside=aside)
    if layout is None:
        log.add(raw.place, table_problems.unknown_table())
        return None
    first = layout.header + 1
    if first < len(head) and recognise.is_help_row(layout, head[first]):
        first += 1
    records = chain(head[first:], raw.records)
    frame, numbers, beyond, unclosed = gathered(records, layout.width, first, raw)
    dropped = _note_unknown(layout, frame, beyond, raw, log)
    cells, blocked = _cells(layout, frame, raw.place, log)
    for column in layout.form.columns:
        if column.needed_for == "nothing" and cells[column.name].notna().any():
            dropped.append(_dropped(column.name, cells[column.name], raw.place, log))
            cells = cells.assign(**{column.name: pd.Series(None, index=cells.index, dtype="str")})
    headers = enumerate(map(folded, head[layout.header] if head else ()))
    extra = {header: frame[at] for at, header in headers if header in aside}
    return Rows(
        form=layout.form,
        place=raw.place,
        cells=cells,
        extra=pd.DataFrame(extra, index=frame.index),
        numbers=numbers,
        beyond=beyond if raw.ragged else {},
        unclosed=unclosed,
        blocked=blocked,
        dropped=tuple(dropped),
    )


def _filled(record: Sequence[str]) -> bool:
    return any(map(str.strip, record))


def gathered(
    records: Iterator[list[str]], width: int, skipped: int, raw: RawTable
) -> tuple[pd.DataFrame, Ints, dict[int, str], int | None]:
    """Gather filled records into columns, a chunk at a time to keep memory low.

    Parameters
    ----------
    records
        The records that are left of `raw`.
    width
        How many cells of a record are columns.
    skipped
        How many records stood before these.

    Returns
    -------
    tuple
        The columns by position, the row numbers, the text beyond the columns by position of the
        row, and the position of the row whose quotation mark stays open.
    """
    columns: list[list[pd.Series[str]]] = [[] for _ in range(width)]
    numbers: list[Ints] = []
    beyond: dict[int, str] = {}
    number, filled = skipped + 1, 0
    unclosed = None
    while chunk := list(islice(records, _CHUNK)):
        kept = np.array([any(map(str.strip, record)) for record in chunk])
        numbers.append(number + np.flatnonzero(kept))
        number += len(chunk)
        if not kept.all():
            chunk = [record for record, keep in zip(chunk, kept, strict=True) if keep]
        if any(len(record) != width for record in chunk):
            for at, record in enumerate(chunk, start=filled):
                if text := ";".join(filter(str.strip, record[width:])):
                    beyond[at] = text[:_EXTRA]
            chunk = [record[:width] + [""] * (width - len(record)) for record in chunk]
        _append(columns, chunk)
        filled += len(chunk)
    if raw.broken is not None:
        # The cell that swallowed the rest of the file must not look like an answer.
        swallowed = raw.broken[-1][:_EXTRA] if raw.broken else ""
        _append(columns, [(raw.broken[:-1] + [""] * width)[:width]])
        numbers.append(np.array([number]))
        beyond[filled], unclosed = swallowed or "…", filled
    joined = [pd.concat(parts, ignore_index=True) if parts else _nothing() for parts in columns]
    numbered = np.concatenate([np.zeros(0, dtype=np.int64), *numbers])
    frame = pd.DataFrame(dict(enumerate(joined)), index=pd.RangeIndex(len(numbered)))
    return frame, numbered, beyond, unclosed


def _append(columns: list[list[pd.Series[str]]], chunk: Sequence[Sequence[str]]) -> None:
    for parts, cells in zip(columns, zip(*chunk, strict=True), strict=False):
        parts.append(pd.Series(list(cells), dtype="str"))


def _nothing() -> pd.Series[str]:
    return pd.Series([], dtype="str")


def _cells(
    layout: Layout, frame: pd.DataFrame, place: Place, log: Log
) -> tuple[pd.DataFrame, tuple[Kind, ...]]:
    """Give the columns of the form, and the faults that block every row of the table."""
    blocked = [
        Kind(column.name, table_problems.missing_column(column.name)) for column in layout.missing
    ]
    cells: dict[str, pd.Series[str]] = {}
    for column in layout.form.columns:
        parts = [frame[at] for at in layout.positions.get(column.name, ())]
        marks = [(at, code) for at, name, code in layout.marks if name == column.name]
        parts += [_marked(frame[at], code) for at, code in marks]
        if column.type != "choices" and len(parts) > 1:
            parts = [part for part in parts if (part.str.strip() != "").any()] or parts[:1]
        if column.type != "choices" and len(parts) > 1:
            kind = Kind(
                column.name, table_problems.column_twice(len(parts), required=column.required)
            )
            if column.required:
                blocked.append(kind)
            else:
                log.add(place, kind.problem, column=kind.column)
        elif parts:
            cells[column.name] = _joined(parts)
    for kind in blocked:
        log.add(place, kind.problem, column=kind.column)
    absent = pd.Series(None, index=frame.index, dtype="str")
    # Items of instruments that the table is not about would be hundreds of empty columns.
    names = [one.name for one in layout.form.columns if not one.item_of or one.name in cells]
    return pd.DataFrame({name: cells.get(name, absent) for name in names}), tuple(blocked)


def _marked(cells: pd.Series[str], code: str) -> pd.Series[str]:
    """Turn the marks of a column of one choice into its code; strange marks keep their text."""
    labels, uniques = pd.factorize(cells)
    meant = [
        code if folded(mark) in YES else "" if folded(mark) in NO else f"{code}: {mark}"
        for mark in uniques
    ]
    return pd.Series(pd.array([*meant, None], dtype="str").take(labels), index=cells.index)


def _joined(parts: list[pd.Series[str]]) -> pd.Series[str]:
    """Join the cells of several columns with semicolons, leaving out the empty ones."""
    joined = parts[0]
    for part in parts[1:]:
        mark = np.where((joined.str.strip() != "") & (part.str.strip() != ""), ";", "")
        joined = joined + pd.Series(mark, index=joined.index, dtype="str") + part
    return joined


def _note_unknown(
    layout: Layout, frame: pd.DataFrame, beyond: dict[int, str], raw: RawTable, log: Log
) -> list[tuple[str, int]]:
    """Note the columns that are not read, and give those of direct identifiers among them."""
    unnamed = 0
    dropped = []
    for at, header in layout.unknown:
        told = direct_identifiers.shown(header)
        if told != header or direct_identifiers.is_heading(header):
            dropped.append(_dropped(told, frame[at], raw.place, log))
        elif header:
            log.add(
                raw.place,
                table_problems.unknown_column(recognise.suggestion(layout.form, header)),
                column=header,
            )
        else:
            unnamed += bool((frame[at].str.strip() != "").any())
    if unnamed or (beyond and not raw.ragged):
        log.add(raw.place, table_problems.unnamed_column())
    return dropped


def _dropped(header: str, cells: pd.Series[str], place: Place, log: Log) -> tuple[str, int]:
    """Note a column of direct identifiers that is not read, with the number of its filled cells."""
    n = int((cells.fillna("").str.strip() != "").sum())
    log.add(place, direct_identifiers.not_read(n), column=header)
    return header, n
