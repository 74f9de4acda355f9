"""Any table with a header, as survey tools and spreadsheets give it: the questions are the headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.intake.rows import NO, YES
from sosiaali_lib.messages import ngettext
from sosiaali_lib.sources import raw
from sosiaali_lib.sources.raw import Sheet
from sosiaali_lib.sources.table import ANY, Kind, Option, SourceColumn, SourceTable

# “Question: choice”, “Question [choice]”, “Question - choice” and “Question – choice”.
_PARTS = (
    re.compile(r"(?P<question>.+?)\s*\[(?P<choice>[^\[\]]+)\]"),
    re.compile(r"(?P<question>.+?)\s*:\s+(?P<choice>.+)"),
    re.compile(r"(?P<question>.+?)\s+[-–—]\s+(?P<choice>.+)"),
)
_LONG = 60  # mean letters of the different answers of a column of texts in people's own words
_SELECTED = frozenset({"valittu", "vald", "selected", "checked", "true"})


def read(path: Path, *, kind: str = "taulukko", system: Sequence[str] = ()) -> SourceTable:
    """Read a text file or workbook whose headers are questions.

    Parameters
    ----------
    path
        Text file or workbook. One merged row above the header belongs to it.
    kind
        The layout that the table is said to have.
    system
        Folded headers of columns that the tool adds by itself.

    Raises
    ------
    SourceError
        If the file cannot be read.
    """
    sha256, sheet, others = raw.first(path)
    return SourceTable(
        kind=kind,
        name=sheet.file,
        sha256=sha256,
        columns=columns(sheet, frozenset(system)),
        cells=sheet.cells,
        numbers=sheet.numbers,
        notes=other_sheets(others),
    )


def other_sheets(others: Sequence[Sheet]) -> tuple[str, ...]:
    """Tell which tables of a file were not read."""
    filled = [sheet for sheet in others if len(sheet.cells)]
    return tuple(
        ngettext(
            "The sheet {name} was not read: {n} row.",
            "The sheet {name} was not read: {n} rows.",
            len(sheet.cells),
        ).format(name=sheet.name, n=len(sheet.cells))
        for sheet in filled
    )


def columns(sheet: Sheet, system: frozenset[str] = frozenset()) -> tuple[SourceColumn, ...]:
    """Give the columns of a sheet; choices of one question are known by what stands in them."""
    parts = [_parted(name, group) for name, group in zip(sheet.headers, sheet.groups, strict=True)]
    together = {
        question
        for question in {question for question, _ in parts if question}
        if sum(other == question for other, _ in parts) > 1
    }
    boxes = {
        question
        for question in together
        if all(
            _is_box(sheet.cells[name], choice)
            for name, (other, choice) in zip(sheet.headers, parts, strict=True)
            if other == question
        )
    }
    return tuple(
        _column(name, sheet.cells[name], part, boxes, together, system)
        for name, part in zip(sheet.headers, parts, strict=True)
    )


def kind_of(cells: pd.Series[str]) -> Kind:
    """Tell what cells of text are, as far as it shows."""
    filled = pd.Series(cells[cells != ""].unique(), dtype="str")
    if filled.empty:
        return Kind.TEXT
    return Kind.FREE_TEXT if filled.str.len().mean() > _LONG else Kind.TEXT


def _parted(name: str, group: str) -> tuple[str, str]:
    if group:
        return group, name.removeprefix(f"{group}: ")
    for pattern in _PARTS:
        if found := pattern.fullmatch(name):
            return found["question"].strip(), found["choice"].strip()
    return "", name


def _is_box(cells: pd.Series[str], choice: str) -> bool:
    known = YES | NO | _SELECTED | {folded(choice)}
    return all(folded(text) in known for text in cells.unique())


def _column(
    name: str,
    cells: pd.Series[str],
    part: tuple[str, str],
    boxes: set[str],
    together: set[str],
    system: frozenset[str],
) -> SourceColumn:
    question, choice = part
    if folded(name) in system:
        return SourceColumn(name, Kind.SYSTEM, {ANY: name})
    if question in boxes:
        return SourceColumn(
            name, Kind.BOX, {ANY: question}, (Option(choice, {ANY: choice}),), question, choice
        )
    # A row of a matrix of statements is asked by its own text.
    if question in together:
        return SourceColumn(name, kind_of(cells), {ANY: choice}, question=question)
    return SourceColumn(name, kind_of(cells), {ANY: name})
