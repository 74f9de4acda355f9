"""The questions of a LimeSurvey survey: their words, parts and answers in every language.

They come from the survey's structure as a tab-separated file (LimeSurvey's manual, “Tab Separated Value
survey structure”: a row a question Q, part SQ and answer A, related by their order, once a language) or
from RemoteControl. Letters of question types are those of the same manual, “Question object types”.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.sources import raw
from sosiaali_lib.sources.cells import words
from sosiaali_lib.sources.table import ANY, Kind, Option, SourceColumn, SourceError

_BOXES = frozenset("MP")
_KINDS = {
    **dict.fromkeys("L!OYGI5ABCEFH1", Kind.CHOICE), **dict.fromkeys("NK", Kind.NUMBER),
    **dict.fromkeys("TU", Kind.FREE_TEXT), "D": Kind.DATE,
}  # fmt: skip
_YES_NO = {
    "Y": {"fi": "Kyllä", "sv": "Ja", "en": "Yes"},
    "N": {"fi": "Ei", "sv": "Nej", "en": "No"},
}
_UNSURE = {"U": {"fi": "Epävarma", "sv": "Osäker", "en": "Uncertain"}}
_FIXED = {"Y": _YES_NO, "C": {**_YES_NO, **_UNSURE}}
_HEADERS = frozenset({"class", "type/scale", "name", "text", "language"})


@dataclass
class Question:
    """A question: its type, and language → words of it, its parts and its answers."""

    type: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)


def from_file(path: Path) -> dict[str, Question]:
    """Read the structure of a survey, exported as tab-separated values.

    Raises
    ------
    SourceError
        If the file is no such structure.
    """
    _sha256, sheet, _others = raw.first(path)
    if not set(sheet.headers) >= _HEADERS:
        told = _(
            "{file}: expected the structure of a LimeSurvey survey: export the survey in the format "
            "“Tab Separated Values” (.txt)."
        )
        raise SourceError(told.format(file=sheet.file))
    found: dict[str, Question] = {}
    latest = Question()
    for row in sheet.cells.to_dict("records"):
        lang = row["language"] if row["language"] in LANGUAGES else ANY
        text, name = words(row["text"]), row["name"]
        if row["class"] == "Q":
            latest = found.setdefault(name, Question(row["type/scale"]))
            latest.texts[lang] = text
        elif row["class"] == "SQ":
            latest.parts.setdefault(name, {})[lang] = text
        elif row["class"] == "A" and row["type/scale"] in ("", "0"):
            latest.answers.setdefault(name, {})[lang] = text
    return found


def described(column: SourceColumn, questions: Mapping[str, Question]) -> SourceColumn:
    """Give a column with what its question says of it."""
    question = questions.get(column.question or column.name)
    if question is None or column.kind is Kind.SYSTEM:
        return column
    if column.kind is Kind.FREE_TEXT and column.question and column.code not in question.parts:
        return replace(column, texts=question.texts)  # the text beside a choice
    part = question.parts.get(column.code, {})
    if question.type in _BOXES or (not question.type and column.kind is Kind.BOX):
        option = Option(column.code, part)
        return replace(column, kind=Kind.BOX, texts=question.texts, options=(option,))
    answers = question.answers or _FIXED.get(question.type, {})
    options = tuple(Option(code, labels) for code, labels in answers.items())
    kind = _KINDS.get(question.type, Kind.CHOICE if options else column.kind)
    if kind is Kind.CHOICE and not options:
        kind = column.kind if column.kind is not Kind.BOX else Kind.TEXT
    return replace(column, kind=kind, texts=part or question.texts, options=options)
