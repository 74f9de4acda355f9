"""Cells of one record of a text file; every other record keeps its bytes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Mapping

from sosiaali_lib.app.located import MendError, Row, gone
from sosiaali_lib.forms import Column
from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.intake import csvfile, recognise
from sosiaali_lib.messages import _

_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")


def mended(row: Row, before: bytes, new: Mapping[int, tuple[Column, str]]) -> bytes:
    """Give a file with new texts in some cells of a row.

    Parameters
    ----------
    row
        The row.
    before
        The file as it is.
    new
        Position in the record → column and text.

    Raises
    ------
    MendError
        If a text could be run as a formula and the file has no guard against that.
    """
    encoding = row.source.encoding
    assert encoding is not None
    text = before.decode(encoding)
    sign, named = csvfile.separator(row.source, recognise.score, recognise.HEADER_ROWS)
    lines = list(io.StringIO(text, newline=""))
    start, end = _span(lines, sign, row.target.row, skipped=int(named))
    old = "".join(lines[start:end])
    record = list(row.record) + [""] * (max(new) + 1 - len(row.record))
    for at, (column, said) in new.items():
        record[at] = _safe(row, column, said.replace("\r\n", "\n"))
    ending = old[len(old.rstrip("\r\n")) :]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=sign, lineterminator=ending).writerow(record)
    whole = "".join([*lines[:start], written.getvalue(), *lines[end:]])
    return _encoded(whole, encoding, has_mark=before.startswith(codecs.BOM_UTF8))


def _span(lines: list[str], sign: str, row: int, *, skipped: int) -> tuple[int, int]:
    """Give the lines of a record; `skipped` lines before the first one name the separator."""
    reader = csv.reader(iter(lines[skipped:]), delimiter=sign)
    start = skipped
    for number, _record in enumerate(reader, start=1):
        end = skipped + reader.line_num
        if number == row:
            return start, end
        start = end
    raise gone()


def _safe(row: Row, column: Column, text: str) -> str:
    """Guard a text in the suite's own files; elsewhere one that could be run is refused."""
    if row.guarded:
        return guarded(text)
    if guarded(text) != text and not _NUMBER.fullmatch(text):
        raise MendError(
            _(
                "{label}: a spreadsheet could run this text as a formula. Begin it with a letter, or "
                "mend the row in a workbook."
            ).format(label=column.label)
        )
    return text


def _encoded(text: str, encoding: str, *, has_mark: bool) -> bytes:
    """Encode as the file was; letters that its encoding lacks turn it to UTF-8 with a mark."""
    if encoding == "utf-8-sig" and not has_mark:
        return text.encode("utf-8")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")
