"""Text files as records: encoding, separator and quotation marks of many programs."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import TextIO

from sosiaali_lib.intake.faults import Place, UnreadableError
from sosiaali_lib.intake.files import RawTable, Source, unreadable, wrong_encoding

SEPARATORS = ";,\t"
# Characters of one cell; the module's own limit would take a long answer for an open quotation mark.
csv.field_size_limit(1 << 24)
_NAMED = re.compile(r'"?sep=(?P<sign>[;,\t|])"?')
# A line after the last one: when it comes out within a cell, a quotation mark was left open.
_END = "\x1eend of file\x1e"


def table(source: Source, score: Callable[[list[list[str]]], int], head: int) -> RawTable:
    """Give a text file as a table.

    Parameters
    ----------
    source
        The file, with its encoding.
    score
        How many headers of a form some records hold; decides between separators.
    head
        How many first records to decide by.
    """
    raw = RawTable(Place(source.name), iter(()), ragged=True)
    raw.records = _records(source, score, head, raw)
    return raw


def _records(
    source: Source, score: Callable[[list[list[str]]], int], head: int, raw: RawTable
) -> Iterator[list[str]]:
    try:
        with source.path.open(encoding=source.encoding, newline="") as file:
            separator, named = _separator(file, score, head)
            file.seek(0)
            if named:
                file.readline()
            yield from _whole(csv.reader(chain(file, [_END]), delimiter=separator), raw)
    except UnicodeError as error:
        raise UnreadableError(wrong_encoding()) from error
    except OSError as error:
        raise UnreadableError(unreadable(error)) from error


def _whole(reader: Iterator[list[str]], raw: RawTable) -> Iterator[list[str]]:
    """Pass on the records up to the end, or to the one whose quotation mark stays open."""
    try:
        for record in reader:
            if record and record[-1].endswith(_END):
                if len(record) > 1 or record[0] != _END:
                    raw.broken = [*record[:-1], record[-1].removesuffix(_END)]
                return
            yield record
    except csv.Error:
        # The one cell has outgrown the module's limit; what it swallowed is not known any more.
        raw.broken = []


def separator(
    source: Source, score: Callable[[list[list[str]]], int], head: int
) -> tuple[str, bool]:
    """Give the separator of a text file, and whether its first line names it."""
    with source.path.open(encoding=source.encoding, newline="") as file:
        return _separator(file, score, head)


def _separator(
    file: TextIO, score: Callable[[list[list[str]]], int], head: int
) -> tuple[str, bool]:
    """Give the separator and whether the first line names it, as Excel's `sep=;` does."""
    if named := _NAMED.fullmatch(file.readline().rstrip("\r\n")):
        return named["sign"], True
    return max(SEPARATORS, key=lambda sign: _fit(file, sign, score, head)), False


def _fit(
    file: TextIO, sign: str, score: Callable[[list[list[str]]], int], head: int
) -> tuple[int, int]:
    """Rate a separator by the headers that it makes known, then by the cells it makes."""
    file.seek(0)
    records: list[list[str]] = []
    with suppress(csv.Error):  # the records before a cell without end are enough to decide by
        records.extend(islice(csv.reader(file, delimiter=sign), head))
    return score(records), max(map(len, records), default=0)
