"""LimeSurvey: answers exported as codes (“short”) or as texts (“long”), csv or workbook.

Columns of an export are described in LimeSurvey's manual, “Export responses”: fixed columns, then
`Q2` for a question, `Q2[SQ001]` for a part of it, `Q2[other]` for “other”. Its export for R writes
`Q2_SQ001`; a code of a question holds letters and digits only, so the two are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.intake.rows import NO, YES
from sosiaali_lib.sources import general, raw
from sosiaali_lib.sources.coding import coded
from sosiaali_lib.sources.limesurvey_questions import Question, described, from_file
from sosiaali_lib.sources.raw import Sheet
from sosiaali_lib.sources.table import (
    ANY,
    Hints,
    Kind,
    Option,
    SourceColumn,
    SourceTable,
)

KIND = "limesurvey"
_SYSTEM = frozenset({
    "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
    "interviewtime",
})  # fmt: skip
_PERSONAL = frozenset({"token", "ipaddr", "refurl", "firstname", "lastname", "email"})
_FIXED = _SYSTEM | _PERSONAL
_TIMES = re.compile(r"groupTime[0-9]+|(?P<question>[A-Za-z][A-Za-z0-9]*)Time")
# The export for R puts an underscore where others put brackets.
_UNDERSCORED = re.compile(r"(?P<question>[A-Za-z][A-Za-z0-9]*)_(?P<part>[A-Za-z0-9_#]+)")
_BRACKETED = re.compile(r"(?P<question>[A-Za-z][A-Za-z0-9]*)\[(?P<part>[^\[\]]+)\](?P<rest>.*)")
_WITH_TEXT = re.compile(
    r"(?P<code>[A-Za-z][A-Za-z0-9]*(?:\[[^\[\]]+\])*(?:_[A-Za-z0-9_#]+)?)[.:]\s*(?P<text>.+)",
    re.DOTALL,
)
_CHOICE = re.compile(r".*\[(?P<choice>[^\[\]]+)\]")
_TEXTS = ("other", "comment")


def read(path: Path, *, dictionary: Path | None = None) -> SourceTable:
    """Read exported answers; columns are named `Q2[SQ001]` whichever way the file writes them.

    Parameters
    ----------
    path
        Text file or workbook. Headers may be codes, or codes with the words of the questions
        (“Q2[SQ001]. Question [choice]”).
    dictionary
        The structure of the survey as tab-separated values, with the words of questions and answers
        in every language; answers exported as words are then read as their codes.

    Raises
    ------
    SourceError
        If a file cannot be read, or the structure is none.
    """
    sha256, sheet, others = raw.first(path)
    questions = {} if dictionary is None else from_file(dictionary)
    return of_sheet(sheet, sha256, questions, general.other_sheets(others))


def of_sheet(
    sheet: Sheet,
    sha256: str,
    questions: Mapping[str, Question],
    notes: tuple[str, ...] = (),
) -> SourceTable:
    """Give the answers of a sheet, described by the questions that are known."""
    texts = _texts(sheet.headers)
    brackets = any(_BRACKETED.fullmatch(code) for code in texts)
    names = {
        header: _bracketed(code, brackets=brackets)
        for header, code in zip(sheet.headers, texts, strict=True)
    }
    cells = sheet.cells.rename(columns=names)
    words = dict(zip(names.values(), texts.values(), strict=True))
    present = frozenset(names.values())
    columns = tuple(described(column, questions) for column in _columns(cells, words))
    cells = pd.DataFrame({one.name: coded(cells[one.name], one) for one in columns})
    return SourceTable(
        kind=KIND,
        name=sheet.file,
        sha256=sha256,
        columns=columns,
        cells=cells,
        numbers=sheet.numbers,
        hints=Hints(
            finished=("submitdate", ()) if "submitdate" in present else None,
            key=("id",) if "id" in present else (),
            latest="datestamp" if "datestamp" in present else "",
            given="submitdate" if "submitdate" in present else "",
        ),
        notes=notes,
    )


def is_export(headers: frozenset[str]) -> bool:
    """Tell whether headers are those of this tool."""
    known = {"submitdate", "lastpage", "startlanguage"}
    return len(known & headers) >= 2


def _texts(headers: tuple[str, ...]) -> dict[str, str]:
    """Give code → words of the question, in the order of the headers."""
    own = [header for header in headers if header not in _FIXED and not _TIMES.fullmatch(header)]
    matches = {header: _WITH_TEXT.fullmatch(header) for header in own}
    if not own or not all(matches.values()):
        return dict.fromkeys(headers, "")
    parted = {header: (m["code"], m["text"].strip()) for header, m in matches.items() if m}
    if len({code for code, _ in parted.values()}) < len(parted):
        return dict.fromkeys(headers, "")
    return dict(parted.get(header, (header, "")) for header in headers)


def _bracketed(code: str, *, brackets: bool) -> str:
    if brackets or code in _FIXED:
        return code
    found = _UNDERSCORED.fullmatch(code)
    return f"{found['question']}[{found['part']}]" if found else code


def _columns(cells: pd.DataFrame, words: Mapping[str, str]) -> tuple[SourceColumn, ...]:
    parts = {name: _BRACKETED.fullmatch(str(name)) for name in cells.columns}
    questions: dict[str, list[str]] = {}
    for name, found in parts.items():
        if found and not _is_text(found):
            questions.setdefault(found["question"], []).append(name)
    boxes = {
        question for question, names in questions.items() if _are_boxes([cells[n] for n in names])
    }
    known = {*questions, *(name for name, found in parts.items() if not found)}
    return tuple(
        _column(name, cells[name], found, boxes, words.get(name, ""), known)
        for name, found in parts.items()
    )


def _column(
    name: str,
    cells: pd.Series[str],
    part: re.Match[str] | None,
    boxes: set[str],
    words: str,
    known: set[str],
) -> SourceColumn:
    if part is None:
        time = _TIMES.fullmatch(name)
        if name in _SYSTEM or (time and (time["question"] is None or time["question"] in known)):
            return SourceColumn(name, Kind.SYSTEM)
        if name in _PERSONAL:
            return SourceColumn(name, personal=True)
        return SourceColumn(name, general.kind_of(cells), {ANY: words} if words else {})
    question, code = part["question"], part["part"]
    choice = _CHOICE.fullmatch(words)
    texts = {ANY: words} if words else {}
    if _is_text(part):
        return SourceColumn(name, Kind.FREE_TEXT, texts, question=question, code=code)
    labels = {ANY: choice["choice"]} if choice else {}
    if question in boxes:
        asked = {ANY: words[: choice.start("choice") - 1].strip()} if choice else texts
        return SourceColumn(name, Kind.BOX, asked, (Option(code, labels),), question, code)
    return SourceColumn(name, general.kind_of(cells), labels or texts, question=question, code=code)


def _is_text(part: re.Match[str]) -> bool:
    """Tell whether a part of a question is a text beside its choices."""
    return part["part"].endswith(_TEXTS) or part["rest"].endswith(_TEXTS)


def _are_boxes(cells: list[pd.Series[str]]) -> bool:
    """Tell whether the parts of a question are its choices: chosen or not, and nothing else.

    A question of several choices leaves the cells of what was not chosen empty, or says “no”.
    """
    given = {folded(text) for one in cells for text in one.unique()}
    return given <= {*YES, *NO, "y", "n", "n/a"} and bool(given - {""})
