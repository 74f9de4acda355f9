"""Kobo and ODK: submissions as a table, with the XLSForm that they answer.

A question in groups is the column `group/name` (Kobo) or `group-name` (ODK Central). A question of
several choices is one cell with blanks between the codes, a column a choice (`name/code`), or both;
here it is always the one column `name`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.intake.rows import NO, YES
from sosiaali_lib.messages import _
from sosiaali_lib.sources import general, raw
from sosiaali_lib.sources.coding import coded
from sosiaali_lib.sources.table import Hints, Kind, Option, SourceColumn, SourceTable
from sosiaali_lib.sources.xlsform import Question, questions

KIND = "kobo"
SEPARATOR = " "
_SYSTEM = re.compile(
    r"_.*|start|end|today|meta[/-].*|instance(ID|Name)|KEY|PARENT_KEY|SubmissionDate|ReviewState"
    r"|SubmitterID|AttachmentsPresent|AttachmentsExpected|Status|Edits|FormVersion"
    r"|formdef_version|formhub[/-]uuid|SET-OF-.*",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"deviceid|username|phonenumber|simserial|simid|subscriberid|devicephonenum|SubmitterName"
    r"|_submitted_by|_geolocation|_?.*[_-](latitude|longitude|altitude|precision|accuracy)",
    re.IGNORECASE,
)
_KEYS = ("_uuid", "meta/instanceID", "meta-instanceID", "instanceID", "KEY", "_id")
_GIVEN = ("_submission_time", "SubmissionDate", "end")
_PATHS = re.compile("[/]")


def read(path: Path, *, dictionary: Path | None = None) -> SourceTable:
    """Read submissions, named by the last part of their path where that is unique.

    Parameters
    ----------
    path
        Text file or workbook. Repeats stand on sheets of their own, which are told and not read.
    dictionary
        The XLSForm. Headers and cells exported as labels are understood with it.

    Raises
    ------
    SourceError
        If a file cannot be read, or the dictionary is no XLSForm.
    """
    sha256, sheet, others = raw.first(path)
    asked = () if dictionary is None else questions(dictionary)
    known = _known(asked)
    headers = {header: _stem(header, known, sheet.headers) for header in sheet.headers}
    cells, columns = _gathered(sheet.cells, headers, {one.name: one for one in asked})
    names = frozenset(columns)
    key = next((name for name in _KEYS if name in sheet.headers), "")
    given = next((name for name in _GIVEN if name in sheet.headers), "")
    return SourceTable(
        kind=KIND,
        name=sheet.file,
        sha256=sha256,
        columns=tuple(columns.values()),
        cells=cells,
        numbers=sheet.numbers,
        hints=Hints(
            key=(headers[key][0],) if key and headers[key][0] in names else (),
            latest=headers[given][0] if given else "",
            given=headers[given][0] if given else "",
        ),
        notes=(*general.other_sheets(others), *_notes(asked, dictionary)),
    )


def is_export(headers: frozenset[str]) -> bool:
    """Tell whether headers are those of these tools."""
    kobo = {"_uuid", "_submission_time"} <= headers
    return kobo or "KEY" in headers or bool({"meta/instanceID", "meta-instanceID"} & headers)


def _known(asked: Sequence[Question]) -> dict[str, str]:
    """Give header → name for every way in which a question's column may be headed."""
    found = {}
    for one in asked:
        for mark in "/-":
            for start in range(len(one.path) + 1):
                found[mark.join((*one.path[start:], one.name))] = one.name
        for text in one.texts.values():
            found.setdefault(text, one.name)
    return found


def _stem(header: str, known: Mapping[str, str], headers: Sequence[str]) -> tuple[str, str]:
    """Give the name of a header's question and, for a column of one choice, its code."""
    if header in known:
        return known[header], ""
    question, mark, code = header.rpartition("/")
    if mark and question in known:
        return known[question], code
    if mark and question in headers:
        return _last(question, headers), code
    return (header, "") if _is_aside(header) else (_last(header, headers), "")


def _last(header: str, headers: Sequence[str]) -> str:
    """Give the last part of a path, or the whole where others end alike."""
    parts = Counter(_PATHS.split(one)[-1] for one in headers)
    last = _PATHS.split(header)[-1]
    return last if parts[last] == 1 else header


def _is_aside(header: str) -> bool:
    return bool(_SYSTEM.fullmatch(header) or _PERSONAL.fullmatch(header))


def _gathered(
    cells: pd.DataFrame,
    headers: Mapping[str, tuple[str, str]],
    asked: Mapping[str, Question],
) -> tuple[pd.DataFrame, dict[str, SourceColumn]]:
    """Give the columns of the questions, with those of single choices folded into them."""
    boxes: dict[str, dict[str, str]] = {}
    for header, (name, code) in headers.items():
        if code:
            boxes.setdefault(name, {})[code] = header
    frame: dict[str, pd.Series[str]] = {}
    columns: dict[str, SourceColumn] = {}
    for header, (name, code) in headers.items():
        if name in columns:
            continue
        question = asked.get(name)
        whole = cells[header] if not code else _whole(cells, headers, name)
        if name in boxes:
            whole = _folded_in(whole, cells, boxes[name], question)
        columns[name] = _column(name, whole, question, tuple(boxes.get(name, ())))
        frame[name] = coded(whole, columns[name])
    return pd.DataFrame(frame, index=cells.index), columns


def _whole(
    cells: pd.DataFrame, headers: Mapping[str, tuple[str, str]], name: str
) -> pd.Series[str]:
    own = next((h for h, stem in headers.items() if stem == (name, "")), None)
    return cells[own] if own else pd.Series("", index=cells.index, dtype="str")


def _folded_in(
    whole: pd.Series[str], cells: pd.DataFrame, boxes: Mapping[str, str], question: Question | None
) -> pd.Series[str]:
    """Give codes with blanks between them, from the columns of single choices where there are any.

    The one cell is left alone where no box is filled, and where boxes hold what is no mark.
    """
    codes = {
        label: o.code for o in (question.options if question else ()) for label in o.labels.values()
    }
    marks = {header: cells[header].map(folded) for header in boxes.values()}
    if not all(mark.isin(YES | NO).all() for mark in marks.values()):
        return whole
    joined = pd.Series("", index=cells.index, dtype="str")
    for code, header in boxes.items():
        chosen = codes.get(code, code)
        joined = joined.mask(marks[header].isin(YES), joined + SEPARATOR + chosen)
    return joined.str.strip().where(joined != "", whole)


def _column(
    name: str, cells: pd.Series[str], question: Question | None, codes: tuple[str, ...]
) -> SourceColumn:
    if question is not None:
        return SourceColumn(
            name,
            question.kind,
            question.texts,
            question.options,
            separator=SEPARATOR if question.kind is Kind.CHOICES else "",
            personal=question.personal,
        )
    if _PERSONAL.fullmatch(name):
        return SourceColumn(name, personal=True)
    if _SYSTEM.fullmatch(name):
        return SourceColumn(name, Kind.SYSTEM)
    if codes:
        return SourceColumn(
            name, Kind.CHOICES, options=tuple(map(Option, codes)), separator=SEPARATOR
        )
    return SourceColumn(name, general.kind_of(cells))


def _notes(asked: Sequence[Question], dictionary: Path | None) -> tuple[str, ...]:
    told = []
    if dictionary is None:
        told.append(
            _(
                "Without the XLSForm it is not known what the questions and codes mean. Give it with "
                "--with."
            )
        )
    if repeats := sorted({one.repeat for one in asked if one.repeat}):
        text = _(
            "The form has repeats ({names}), whose answers are rows of their own and stand in other "
            "sheets or files. Read each of those by itself."
        )
        told.append(text.format(names=", ".join(repeats)))
    return tuple(told)
