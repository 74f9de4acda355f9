"""The tab-separated survey structure (.txt) of LimeSurvey, with its groups, questions and languages.

Source: LimeSurvey Manual, “Tab Separated Value survey structure”, and the importer
(`TSVImportSurvey`) of LimeSurvey 3 to 6: UTF-8 with a byte order mark; a row a setting (S), setting
in a language (SL), group (G), question (Q), subquestion (SQ) and answer (A), all of the first language
before all of the next, with the same numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib.codebook_text import FIRST_DAY
from sosiaali_lib.mapping.model import Condition as Finished
from sosiaali_lib.mapping.model import Entry, RowRules
from sosiaali_lib.messages import Language
from sosiaali_lib.questionnaire import mapping_files, requirements
from sosiaali_lib.questionnaire.entities import html_text
from sosiaali_lib.questionnaire.limesurvey_rules import relevance, validity
from sosiaali_lib.questionnaire.model import Question, Questionnaire
from sosiaali_lib.questionnaire.placing import placed
from sosiaali_lib.questionnaire.texts import joined
from sosiaali_lib.questionnaire.tool_names import NameRule, codes

KIND = "limesurvey"
COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language",
    "validation", "mandatory", "encrypted", "other", "default", "same_default",
    "em_validation_q", "em_validation_q_tip", "num_value_int_only", "min_num_value_n",
    "max_num_value_n", "date_format", "date_min", "date_max",
)  # fmt: skip
# Names that the tool keeps for itself in questions, answers and expressions.
RULE = NameRule(
    "[A-Za-z0-9]",
    20,
    frozenset({
        "lang", "sid", "savedid", "token", "id", "other", "this", "self", "that", "time", "comment",
        "seed", "submitdate", "lastpage", "startlanguage", "startdate", "datestamp", "ipaddr",
        "refurl",
    }),
)  # fmt: skip
_ANSWER = "[A-Za-z0-9]{1,5}"
_TYPES = {
    "text": "S", "free_text": "T", "link": "S", "date": "D", "integer": "N", "number": "N",
    "choice": "L", "choices": "M",
}  # fmt: skip
_DROPDOWN = "!"
_MANY = 15  # choices; more are a list that opens

Row = Mapping[str, str]


@dataclass(frozen=True)
class Codes:
    """The codes of a question: its own, and those of its answers or subquestions by code."""

    question: str
    answers: Mapping[str, str]


def write(questionnaire: Questionnaire, folder: Path | str) -> list[Path]:
    """Write the survey (`<name>_limesurvey.txt`) and its mapping file; give their paths.

    Every language is in the one file. The survey keeps no addresses of computers and no referring
    pages, and answers are not tied to participants.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    name = f"{questionnaire.file_name}_limesurvey"
    finished = RowRules(finished=Finished("submitdate"))
    return placed(
        folder,
        {f"{name}.txt": structure(questionnaire)}
        | mapping_files.beside(questionnaire, name, KIND, _entries(questionnaire), finished),
    )


def coded(questionnaire: Questionnaire) -> dict[str, Codes]:
    """Give name of a question → its codes.

    Questions have at most 20 letters and digits, answers at most 5; subquestions are numbered.
    """
    questions = list(questionnaire.questions())
    names = RULE.names(question.name for question in questions)
    return {
        question.name: Codes(
            names[question.name],
            {choice.code: f"SQ{n:03}" for n, choice in enumerate(question.choices, start=1)}
            if question.kind == "choices"
            else codes(question.choices, _ANSWER, "A"),
        )
        for question in questions
    }


def structure(questionnaire: Questionnaire) -> bytes:
    """Give the survey as the file that LimeSurvey imports."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_settings(questionnaire))
    for lang in questionnaire.languages:
        writer.writerows(_rows(questionnaire, lang))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _settings(questionnaire: Questionnaire) -> Iterator[Row]:
    first, *others = questionnaire.languages
    settings = {
        "language": first, "additional_languages": " ".join(others), "format": "G",
        "anonymized": "Y", "datestamp": "N", "ipaddr": "N", "refurl": "N", "allowprev": "Y",
        "questionindex": "0", "showprogress": "Y",
    }  # fmt: skip
    yield from ({"class": "S", "name": name, "text": text} for name, text in settings.items())
    opening = joined(questionnaire.intros, questionnaire.rights)
    for lang in questionnaire.languages:
        texts = {
            "surveyls_title": html_text(questionnaire.titles[lang]),
            "surveyls_welcometext": html_text(opening.get(lang, "")),
        }
        yield from (
            {"class": "SL", "name": name, "text": text, "language": lang}
            for name, text in texts.items()
        )


def _rows(questionnaire: Questionnaire, lang: Language) -> Iterator[Row]:
    """Give the rows of one language; numbers and order are the same in all."""
    known = coded(questionnaire)
    number = 0
    for place, page in enumerate(questionnaire.pages, start=1):
        yield {
            "id": str(place), "class": "G", "type/scale": str(place), "relevance": "1",
            "name": html_text(page.titles[lang]), "text": html_text(page.intros.get(lang, "")),
            "language": lang,
        }  # fmt: skip
        for question in page.questions:
            number += 1
            row = _question(questionnaire, question, known, lang)
            yield {"id": str(number)} | row
            inner = "SQ" if question.kind == "choices" else "A"
            parent = number
            for choice in question.choices:
                number += inner == "SQ"
                yield {
                    "id": str(number if inner == "SQ" else parent), "related_id": str(parent),
                    "class": inner, "type/scale": "0",
                    "name": known[question.name].answers[choice.code],
                    "relevance": "1" if inner == "SQ" else "",
                    "text": html_text(choice.labels[lang]), "language": lang,
                }  # fmt: skip


def _question(
    questionnaire: Questionnaire, question: Question, known: Mapping[str, Codes], lang: Language
) -> dict[str, str]:
    kind = _TYPES[question.kind]
    if kind == "L" and len(question.choices) > _MANY:
        kind = _DROPDOWN
    expected = requirements.sentence(question)
    row = {
        "class": "Q", "type/scale": kind, "name": known[question.name].question,
        "relevance": relevance(questionnaire, question, known),
        "text": html_text(question.labels[lang]),
        "help": html_text(joined(question.helps, expected).get(lang, "")),
        "language": lang, "mandatory": "Y" if question.required else "N",
        "encrypted": "N", "other": "N", "same_default": "1",
    }  # fmt: skip
    if kind == "N":
        row["num_value_int_only"] = "1" if question.kind == "integer" else ""
        row["min_num_value_n"] = "" if question.min is None else f"{question.min:g}"
        row["max_num_value_n"] = "" if question.max is None else f"{question.max:.12g}"
    if kind == "D":
        row |= {"date_format": "dd.mm.yyyy", "date_min": FIRST_DAY.isoformat()}
        row["date_max"] = "today" if question.not_after_today else ""
    if rule := validity(questionnaire, question, known):
        row |= {"em_validation_q": rule, "em_validation_q_tip": html_text(expected[lang])}
    return row


def _entries(questionnaire: Questionnaire) -> Iterator[Entry]:
    known = coded(questionnaire)
    for question in questionnaire.questions():
        own = known[question.name]
        if question.kind == "choices":
            for code, inner in own.answers.items():
                column = f"{own.question}[{inner}]"
                yield mapping_files.box(questionnaire, question, column, code)
        else:
            yield mapping_files.whole(questionnaire, question, own.question, codes=own.answers)
