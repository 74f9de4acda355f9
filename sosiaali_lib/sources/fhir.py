"""FHIR: answers as QuestionnaireResponse resources (R4 to R5), alone, in a Bundle, a list or lines.

Source: hl7.org/fhir/R5/questionnaireresponse.html. An item's `linkId` is the name of its column; items
within groups and answers are told apart by it alone, as the standard has it unique.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.intake.files import name_of
from sosiaali_lib.intake.values import clean
from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.sources.table import (
    ANY,
    Hints,
    Kind,
    Option,
    SourceColumn,
    SourceError,
    SourceTable,
)

KIND = "fhir"
RESPONSE, QUESTIONNAIRE = "QuestionnaireResponse", "Questionnaire"
# An underscore keeps them apart from link ids of questionnaires that the suite writes.
ID, STATUS, AUTHORED = "_id", "_status", "_authored"
_SYSTEM = {ID: "id", STATUS: "status", AUTHORED: "authored", "_questionnaire": "questionnaire"}
_PEOPLE = ("subject", "author", "source")
FINISHED = ("completed", "amended")
SEPARATOR = ";"
_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
# What a resource that is not built as the standard has it makes of the reading below.
_WRONGLY_BUILT = (KeyError, TypeError, AttributeError, RecursionError)
_KINDS = {
    "valueCoding": Kind.CHOICE, "valueDate": Kind.DATE, "valueDateTime": Kind.DATE,
    "valueInteger": Kind.NUMBER, "valueDecimal": Kind.NUMBER,
}  # fmt: skip


def read(path: Path, dictionary: Path | None = None) -> SourceTable:
    """Read the answers of QuestionnaireResponse resources.

    Parameters
    ----------
    path
        JSON: one resource, a Bundle, a list of them, or one a line (NDJSON).
    dictionary
        The Questionnaire that they answer: its texts and choices come in every language that it has,
        and its questions that nobody answered become empty columns.

    Returns
    -------
    SourceTable
        A column a question, a row a response. Codings are their codes; several have “;” between
        them. Who it is about, who wrote it and who gave it (`subject`, `author`, `source`) are
        marked as personal.

    Raises
    ------
    SourceError
        If a file holds no such resources, or they are not built as the standard has it.
    """
    content = path.read_bytes()
    responses = _resources(content, path, RESPONSE)
    gathered = _Gathered()
    if dictionary is not None:
        for known in _resources(dictionary.read_bytes(), dictionary, QUESTIONNAIRE):
            try:
                gathered.declare(known)
            except _WRONGLY_BUILT as error:
                told = _("{file}: the Questionnaire is not built as FHIR has it. Export it again.")
                raise SourceError(told.format(file=name_of(dictionary))) from error
    for number, response in enumerate(responses, 1):
        try:
            gathered.take(response)
        except _WRONGLY_BUILT as error:
            told = _(
                "{file}: response {number} is not built as FHIR has it. Export the responses again."
            )
            raise SourceError(told.format(file=name_of(path), number=number)) from error
    return SourceTable(
        kind=KIND,
        name=name_of(path),
        sha256=hashlib.sha256(content).hexdigest(),
        columns=gathered.columns(),
        cells=gathered.cells(),
        numbers=pd.Series(range(1, len(gathered.rows) + 1), dtype="int64"),
        hints=Hints(finished=(STATUS, FINISHED), key=(ID,), latest=AUTHORED, given=AUTHORED),
    )


def is_responses(data: object) -> bool:
    """Tell whether parsed JSON holds such responses."""
    return any(one.get("resourceType") == RESPONSE for one in _walk(data))


def _resources(content: bytes, path: Path, kind: str) -> list[Mapping[str, Any]]:
    """Give the resources of one kind in a file, in their order."""
    text = content.decode("utf-8-sig", errors="replace")
    try:
        found = [one for one in _walk(_parsed(text)) if one.get("resourceType") == kind]
    except (ValueError, RecursionError) as error:
        told = _("{file}: the file is no whole JSON. Fetch it from the tool again.")
        raise SourceError(told.format(file=name_of(path))) from error
    if not found:
        told = _("{file}: expected resources of the kind {kind}, alone, in a Bundle or one a line.")
        raise SourceError(told.format(file=name_of(path), kind=kind))
    return found


def _parsed(text: str) -> Any:
    """Parse JSON, or JSON a line; numbers stay as they are written."""

    def parse(one: str) -> Any:
        try:
            return json.loads(one, parse_float=str, parse_int=str)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error

    try:
        return parse(text)
    except ValueError:
        return [parse(line) for line in text.splitlines() if line.strip()]


def _walk(data: object) -> Iterator[Mapping[str, Any]]:
    """Give the resources of a list or a Bundle."""
    if isinstance(data, list):
        for one in data:
            yield from _walk(one)
    elif isinstance(data, dict):
        if data.get("resourceType") == "Bundle":
            entries = data.get("entry")
            for entry in entries if isinstance(entries, list) else ():
                yield from _walk(entry.get("resource") if isinstance(entry, dict) else None)
        else:
            yield data


class _Gathered:
    """Columns and rows, as the resources tell of them one after the other."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self._kinds: dict[str, Kind] = dict.fromkeys(_SYSTEM, Kind.SYSTEM)
        self._texts: dict[str, dict[str, str]] = {}
        self._options: dict[str, dict[str, dict[str, str]]] = {}
        self._people: list[str] = []

    def declare(self, questionnaire: Mapping[str, Any]) -> None:
        """Take the questions of a Questionnaire."""
        lang = _language(questionnaire)
        for item in _items(questionnaire):
            kind = item.get("type")
            if kind in ("group", "display"):
                continue
            name = clean(str(item["linkId"]))
            self._texts[name] = _translated(item, "text", lang)
            several = item.get("repeats") is True
            coded = bool(item.get("answerOption"))
            usual = (
                Kind.FREE_TEXT
                if kind == "text"
                else _KINDS.get(f"value{str(kind).title()}", Kind.TEXT)
            )
            self._kinds[name] = (Kind.CHOICES if several else Kind.CHOICE) if coded else usual
            for option in item.get("answerOption", ()):
                coding = option.get("valueCoding", {})
                if "code" in coding:
                    labels = _translated(coding, "display", lang)
                    self._options.setdefault(name, {})[clean(coding["code"])] = labels

    def take(self, response: Mapping[str, Any]) -> None:
        """Take the answers of one response."""
        row = {name: _cell(response.get(part)) for name, part in _SYSTEM.items()}
        self.rows.append(row)
        for part in _PEOPLE:
            if part in response:
                name = f"_{part}"
                self._people += [] if name in self._people else [name]
                self._kinds.setdefault(name, Kind.TEXT)
                row[name] = _cell(response[part].get("reference") or response[part].get("display"))
        lang = _language(response)
        for item in _items(response):
            answers = item.get("answer") or ()
            if not answers and item.get("item"):
                continue
            name = clean(str(item["linkId"]))
            if item.get("text"):
                self._texts.setdefault(name, {}).setdefault(lang, clean(str(item["text"])))
            cells = [self._answer(name, answer, lang) for answer in answers]
            given = list(dict.fromkeys(cell for cell in cells if cell))
            self._kinds.setdefault(name, Kind.TEXT)
            if len(given) > 1 and self._kinds[name] is Kind.CHOICE:
                self._kinds[name] = Kind.CHOICES
            before = [row[name]] if row.get(name) else []
            row[name] = SEPARATOR.join([*before, *given])

    def columns(self) -> tuple[SourceColumn, ...]:
        """Give the columns in the order of their first mention."""
        return tuple(
            SourceColumn(
                name=name,
                kind=kind,
                texts=self._texts.get(name, {}),
                options=tuple(
                    Option(code, labels) for code, labels in self._options.get(name, {}).items()
                ),
                separator=SEPARATOR if kind is Kind.CHOICES else "",
                personal=name in self._people,
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

    def _answer(self, name: str, answer: Mapping[str, Any], lang: str) -> str:
        """Give one answer as a cell."""
        for key, value in answer.items():
            if not key.startswith("value"):
                continue
            self._kinds.setdefault(name, _KINDS.get(key, Kind.TEXT))
            if isinstance(value, Mapping):
                code = value.get("code", value.get("value", value.get("display", "")))
                if key == "valueCoding" and value.get("display"):
                    labels = self._options.setdefault(name, {}).setdefault(_cell(code), {})
                    labels.setdefault(lang, clean(str(value["display"])))
                return _cell(code)
            return _cell(value)
        return ""


def _items(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Walk the items of a resource, those within items and within answers too, in their order."""
    for item in node.get("item") or ():
        yield item
        yield from _items(item)
        for answer in item.get("answer") or ():
            yield from _items(answer)


def _language(resource: Mapping[str, Any]) -> str:
    lang = str(resource.get("language") or "").casefold()[:2]
    return lang if lang in LANGUAGES else ANY


def _translated(node: Mapping[str, Any], key: str, lang: str) -> dict[str, str]:
    """Give a text and its translations by language."""
    texts = {lang: clean(str(node[key]))} if node.get(key) else {}
    for extension in node.get(f"_{key}", {}).get("extension", ()):
        if extension.get("url") == _TRANSLATION:
            parts = {part.get("url"): part for part in extension.get("extension", ())}
            code = str(parts.get("lang", {}).get("valueCode", ""))[:2]
            content = parts.get("content", {})
            told = content.get("valueString", content.get("valueMarkdown", ""))
            if code in LANGUAGES and told:
                texts[code] = clean(str(told))
    return texts


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else clean(str(value))
