"""Tables as published figures: every cell with its table, row, column and area."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sosiaali_lib.file_audit import area_names
from sosiaali_lib.file_audit.content import Content, Place, Table, key, tidy
from sosiaali_lib.file_audit.numbers import Value, numbers_in, read

Figure = tuple[str, str, str, str]
"""Title of the table without its area, row, column and code of the area: what a cell counts."""
TOTAL = "∑"
_TOTAL_LABEL = re.compile(
    r"^(?:yhteensä|kaikki|koko|kokonaismäärä|alla|samtliga|totalt|totalsumma|sammanlagt|hela|summa"
    r"|all|total|together|whole|in total|sum)\b",
    re.IGNORECASE,
)
_BARE_TOTAL = frozenset(
    {
        "yhteensä",
        "kaikki",
        "alla",
        "totalt",
        "sammanlagt",
        "summa",
        "all",
        "total",
        "together",
        "sum",
    }
)
# How the notes under tables say that one case may stand in several rows.
_SEVERAL = re.compile(
    r"voi ylittää 100|yli 100 pros|usealla rivillä|kan överstiga 100|tillsammans överstiga 100"
    r"|flera rader|pass 100 per|more than 100 per|several rows",
    re.IGNORECASE,
)
_BASE = re.compile(r"\bn\s*=?\s*(\d[\d  ]*)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its label as it is read, what it counts, and its cells."""

    label: str
    row: str
    area: str
    values: tuple[Value, ...]
    hints: tuple[tuple[int, Place, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a sheet: its label, what it counts, its own area and the base it names."""

    label: str
    column: str
    area: str = ""
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of one file."""

    file: str
    title: str
    stem: str
    area: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: int | None
    several: bool
    base: int | None
    """Number of cases that the title names, as in “n = 14”."""
    place: Place
    own_area: bool
    """Whether the table itself says which area it is about."""

    def figure(self, line: Line, head: Head) -> Figure:
        """Give what a cell counts."""
        return (self.stem, line.row, head.column, head.area or line.area or self.area)


def sheets(content: Content) -> list[Sheet]:
    """Give the tables of a file that show or hide a number."""
    file_area = _file_area(content)
    found = []
    for table in content.tables:
        sheet = _sheet(table, content, file_area)
        if sheet is not None:
            found.append(sheet)
    return found


def _file_area(content: Content) -> str:
    """Give the area that the name or the title of a file says it is about."""
    name = content.file.rpartition("/")[2].partition("!")[0]
    found = re.match(r"(\d{2,3})-", name)
    if found and (area_names.county_of(found[1]) or area_names.members(found[1])):
        return found[1]
    words = re.split(r"[:,–—\s]+|\s-\s", tidy(content.title))
    return next((area for word in words if (area := area_names.code(word))), "")


def _sheet(table: Table, content: Content, file_area: str) -> Sheet | None:
    width = len(table.columns)
    rows = [row for row in table.rows if 1 < len(row) <= width]
    values = [[read(cell.text, content.lang) for cell in row] for row in rows]
    kinds = {value.kind for row in values for value in row[1:]}
    if width < 2 or not kinds & {"hidden", "count", "share", "other"}:
        return None
    stem, area = area_names.split(table.caption)
    heads = _heads(table.columns)
    texts = _labels(rows, values)
    by_area = _are_areas(table.columns[0], texts)
    total = _total(texts, by_area=by_area)
    named = bool(area)
    lines = []
    for at, (row, cells, text) in enumerate(zip(rows, values, texts, strict=True)):
        begin, own = area_names.split(text)
        if by_area and area_names.code(text):
            begin, own = "", area_names.code(text)
        lines.append(
            Line(
                text,
                TOTAL if at == total or not begin else key(begin),
                own,
                tuple(cells[1:]),
                tuple(
                    (i, place, hint)
                    for i, cell in enumerate(row[1:])
                    for place, hint in cell.hints
                    if hint
                ),
            )
        )
    return Sheet(
        content.file,
        tidy(table.caption),
        key(stem),
        area or file_area,
        heads,
        tuple(_told_apart(lines)),
        total,
        bool(_SEVERAL.search(tidy(table.note))),
        _base(table.caption),
        table.place,
        named,
    )


def _heads(columns: Sequence[str]) -> tuple[Head, ...]:
    codes = [area_names.code(text) for text in columns[1:]]
    several = sum(bool(code) for code in codes) > 1
    heads: list[Head] = []
    for text, code in zip(columns[1:], codes, strict=True):
        plain = tidy(text)
        column = TOTAL if several and code else key(plain)
        base = _base(plain)
        if base is not None:  # the base may differ from one area to another
            column = key(_BASE.sub("", plain))
        heads.append(Head(plain, column, code if several else "", base))
    return tuple(heads)


def _base(text: str) -> int | None:
    found = _BASE.search(tidy(text))
    return int(re.sub(r"\D", "", found[1])) if found else None


def _labels(rows: Sequence[Sequence[object]], values: Sequence[Sequence[Value]]) -> list[str]:
    """Give the label of each row; where the first cells repeat, further texts tell them apart."""
    firsts = [tidy(str(getattr(row[0], "text", ""))) for row in rows]
    if len(set(firsts)) == len(firsts):
        return firsts
    return [
        " / ".join(
            tidy(str(getattr(cell, "text", "")))
            for i, (cell, value) in enumerate(zip(row, cells, strict=True))
            if i == 0 or value.kind == "text"
        )
        for row, cells in zip(rows, values, strict=True)
    ]


def _are_areas(header: str, texts: Sequence[str]) -> bool:
    codes = [area_names.code(text) for text in texts]
    known = sum(bool(code) for code in codes)
    return known > 0 and (area_names.heads_areas(header) or known >= max(2, len(texts) - 1))


def _total(texts: Sequence[str], *, by_area: bool) -> int | None:
    """Find the row of totals: the last one, or the first where it says nothing else."""
    if len(texts) < 2:
        return None
    last = len(texts) - 1
    if by_area and area_names.code(texts[last]):
        return None
    if _TOTAL_LABEL.match(texts[last]):
        return last
    return 0 if tidy(texts[0]).casefold() in _BARE_TOTAL else None


def _told_apart(lines: Iterable[Line]) -> Iterable[Line]:
    """Number the rows that would else be taken for one and the same."""
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        at = seen[line.row, line.area] = seen.get((line.row, line.area), 0) + 1
        if at == 1:
            yield line
        else:
            yield Line(line.label, f"{line.row}#{at}", line.area, line.values, line.hints)


def numbers_shown(values: Iterable[Value]) -> set[str]:
    """Give the numbers that cells show, in one spelling; shares also as per cents."""
    return {
        spelt
        for value in values
        if value.kind in ("count", "share", "other")
        for number in (value.number, value.number * 100)
        for spelt in numbers_in(f"{round(number, 6):.10g}")
    }
