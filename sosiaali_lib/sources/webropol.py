"""Webropol: the answers as its interface gives them (JSON), and as a table (xlsx, csv).

The names of the JSON follow the public client `rantalainen/webropol-api-client` (npm), whose typing
spells `AttahedTextFieldValue`; the right spelling is understood too. No real table export was at
hand, so those are read as any table whose headers are questions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.intake.files import name_of
from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.sources import general
from sosiaali_lib.sources.cells import plain
from sosiaali_lib.sources.table import (
    ANY,
    Hints,
    Kind,
    Option,
    SourceColumn,
    SourceError,
    SourceTable,
)

KIND = "webropol"
ANSWERS = "SurveyAnswers"
_SYSTEM = ("RespondentId", "ResponseId", "ResponseLanguageId", "ResponseDate")
_PERSONAL = ("RespondentEmail",)
_SYSTEM_HEADERS = ("respondentid", "responseid", "responselanguageid", "responsedate")
_SEVERAL = frozenset({"multiplechoice"})
_ONE = frozenset({"selection", "dropdownlist"})
_SCALES = frozenset({"scaleselection", "scalemultiplechoice", "position", "fourfold"})
_NUMBERS = frozenset({"nps"})
_OTHER = ("AttahedTextFieldValue", "AttachedTextFieldValue")


def read(path: Path) -> SourceTable:
    """Read the answers of a Webropol survey.

    A choice of several is one column of option numbers with “;” between them, named `Q` and the
    number of the question; the text beside a choice (“Muu, mikä?”) is the column with `.teksti`
    after its name, and a row of a matrix has its text after it. Options are known by their numbers,
    which the language versions of a survey share.

    Raises
    ------
    SourceError
        If the file is neither such JSON nor a table.
    """
    if path.suffix.lower() != ".json":
        table = general.read(path, kind=KIND, system=_SYSTEM_HEADERS)
        key = tuple(name for name in table.names if name.casefold() == "responseid")
        day = next((name for name in table.names if name.casefold() == "responsedate"), "")
        return replace(table, hints=Hints(key=key, latest=day, given=day))
    return _of_json(path)


def is_answers(data: object) -> bool:
    """Tell whether parsed JSON is answers of this tool, or a list of their pages."""
    pages = data if isinstance(data, list) else [data]
    return bool(pages) and all(isinstance(page, dict) and ANSWERS in page for page in pages)


def _of_json(path: Path) -> SourceTable:
    content = path.read_bytes()
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        told = _("{file}: the file is no whole JSON. Fetch it from the tool again.")
        raise SourceError(told.format(file=name_of(path))) from error
    if not is_answers(data):
        told = _("{file}: expected {key}, as Webropol's interface gives it.")
        raise SourceError(told.format(file=name_of(path), key=ANSWERS))
    pages = data if isinstance(data, list) else [data]
    gathered = _Gathered()
    for number, answer in enumerate((one for page in pages for one in page[ANSWERS]), 1):
        gathered.take(answer, number, name_of(path))
    return SourceTable(
        kind=KIND,
        name=name_of(path),
        sha256=hashlib.sha256(content).hexdigest(),
        columns=gathered.columns(),
        cells=gathered.cells(),
        numbers=pd.Series(range(1, len(gathered.rows) + 1), dtype="int64"),
        hints=Hints(key=("ResponseId",), latest="ResponseDate", given="ResponseDate"),
    )


class _Gathered:
    """Columns and rows, as the answers tell of them one after the other."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self._kinds: dict[str, Kind] = {}
        self._texts: dict[str, dict[str, str]] = {}
        self._options: dict[str, dict[str, dict[str, str]]] = {}
        for name in _SYSTEM:
            self._kinds[name], self._texts[name] = Kind.SYSTEM, {ANY: name}
        for name in _PERSONAL:
            self._kinds[name], self._texts[name] = Kind.TEXT, {ANY: name}

    def take(self, answer: Any, number: int, file: str) -> None:
        """Take the answer of one respondent."""
        try:
            self.rows.append({name: _cell(answer.get(name)) for name in (*_SYSTEM, *_PERSONAL)})
            lang = str(answer.get("ResponseLanguageId") or "").casefold()[:2]
            for question in answer["RespondentAnswers"]:
                self._question(question, lang if lang in LANGUAGES else ANY)
        except (KeyError, TypeError, AttributeError) as error:
            told = _("{file}: answer {number} is not built as Webropol's interface builds them.")
            raise SourceError(told.format(file=file, number=number)) from error

    def columns(self) -> tuple[SourceColumn, ...]:
        """Give the columns in the order of their first answers."""
        return tuple(
            SourceColumn(
                name=name,
                kind=kind,
                texts=self._texts[name],
                options=tuple(
                    Option(code, labels) for code, labels in self._options.get(name, {}).items()
                ),
                separator=";" if kind is Kind.CHOICES else "",
                personal=name in _PERSONAL,
            )
            for name, kind in self._kinds.items()
        )

    def cells(self) -> pd.DataFrame:
        """Give the cells."""
        return pd.DataFrame(
            {
                name: pd.Series([row.get(name, "") for row in self.rows], dtype="str")
                for name in self._kinds
            }
        )

    def _question(self, question: Mapping[str, Any], lang: str) -> None:
        built = str(question["QuestionTypeName"]).casefold()
        name, title = f"Q{question['QuestionId']}", _cell(question.get("QuestionTitle"))
        for given in question["QuestionAnswers"] or ():
            row = _cell(given.get("RowText"))
            column = f"{name} {row}" if row else name
            text = row or title
            for part, kind, value, label in _values(given, built):
                target = f"{column}{part}"
                self._kinds.setdefault(target, kind)
                self._texts.setdefault(target, {}).setdefault(lang, text)
                if label:
                    options = self._options.setdefault(target, {})
                    options.setdefault(value, {}).setdefault(lang, label)
                self._put(target, value, several=kind is Kind.CHOICES)

    def _put(self, column: str, value: str, *, several: bool) -> None:
        row = self.rows[-1]
        joined = f"{row[column]};{value}" if several and row.get(column) else value
        row[column] = joined


def _values(given: Mapping[str, Any], built: str) -> Iterator[tuple[str, Kind, str, str]]:
    """Give the part of the column's name, its kind, the cell and the label of its code."""
    label = _cell(given.get("OptionAnswer"))
    option = _cell(given.get("OptionId") or given.get("AnswerOptionId"))
    if built in _SEVERAL | _ONE | _SCALES and option and label:
        several = built in _SEVERAL or built == "scalemultiplechoice"
        yield "", Kind.CHOICES if several else Kind.CHOICE, option, label
    elif label:
        kinds = {"openended": Kind.FREE_TEXT} | dict.fromkeys(_NUMBERS, Kind.NUMBER)
        yield "", kinds.get(built, Kind.TEXT), label, ""
    if other := next((text for key in _OTHER if (text := _cell(given.get(key)))), ""):
        yield ".teksti", Kind.FREE_TEXT, other, ""


def _cell(value: object) -> str:
    return "" if value is None else plain(str(value))
