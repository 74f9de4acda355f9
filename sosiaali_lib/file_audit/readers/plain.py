"""Text files: CSV, JSON, Markdown and plain text."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePath
from typing import Any

from sosiaali_lib.file_audit.content import (
    Cell,
    Content,
    Passage,
    Table,
    plain_row,
    tidy,
    without_number,
)

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}")


def decoded(data: bytes) -> str:
    """Give the text of a file in UTF-8, UTF-16 with its mark, or else Windows' Western code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_csv(data: bytes, name: str) -> Content:
    """Read a CSV file; its name is the title of the table."""
    text = decoded(data)
    first = text.partition("\n")[0]
    mark = max(";,\t", key=first.count)
    rows = [row for row in csv.reader(StringIO(text), delimiter=mark) if any(row)]
    if not rows:
        return Content(name)
    body = tuple(tuple(Cell(tidy(cell)) for cell in row) for row in rows[1:])
    return Content(name, tables=(Table(PurePath(name).stem, tuple(rows[0]), body),))


def read_text(data: bytes, name: str) -> Content:
    """Read Markdown or plain text: tables drawn with bars, and lines."""
    tables: list[Table] = []
    passages: list[Passage] = []
    block: list[str] = []
    title = ""
    for line in [*decoded(data).splitlines(), ""]:
        if line.count("|") >= 1 and line.strip():
            block.append(line)
            continue
        if len(block) > 2 and any(_RULE.match(row) for row in block):
            tables.append(_barred(block, title))
        else:
            passages += [Passage(tidy(row)) for row in block]
        block = []
        if text := tidy(line):
            passages.append(Passage(text))
            title = text.lstrip("#*: ").rstrip("*: ")
    return Content(name, tables=tuple(tables), passages=tuple(passages))


def _barred(block: list[str], title: str) -> Table:
    rows = [
        [tidy(cell) for cell in line.strip().strip("|").split("|")]
        for line in block
        if not _RULE.match(line)
    ]
    body = tuple(plain_row(row[0], *row[1:]) for row in rows[1:])
    return Table(without_number(title), tuple(rows[0]), body)


def read_json(data: bytes, name: str) -> Content:
    """Read JSON: lists of records are tables, everything else is text in its place."""
    found: list[Table | Passage] = list(_walk(json.loads(decoded(data)), PurePath(name).stem))
    return Content(
        name,
        tables=tuple(one for one in found if isinstance(one, Table)),
        passages=tuple(one for one in found if isinstance(one, Passage)),
    )


def _walk(value: Any, path: str) -> Iterator[Table | Passage]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _walk(inside, str(name))
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        columns = tuple(dict.fromkeys(str(name) for item in value for name in item))
        if any(isinstance(inside, dict | list) for item in value for inside in item.values()):
            for item in value:
                yield from _walk(item, path)
            return
        rows = tuple(tuple(Cell(_text(item.get(name))) for name in columns) for item in value)
        yield Table(path, columns, rows)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, path)
    elif value is not None:
        yield Passage(tidy(f"{path}: {value}"))


def _text(value: Any) -> str:
    return "" if value is None else tidy(str(value))
