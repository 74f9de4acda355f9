"""FHIR Questionnaire (R5, JSON) with its translations, conditions and points.

Sources: hl7.org/fhir/R5/questionnaire.html; the standard extensions `translation`, `itemWeight` (it
was called `ordinalValue`), `minValue`, `maxValue` and `questionnaire-itemControl` of the FHIR
Extensions Pack.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sosiaali_lib.mapping.model import Condition as Finished
from sosiaali_lib.mapping.model import RowRules
from sosiaali_lib.plain_text import clean, one_line
from sosiaali_lib.questionnaire import mapping_files, requirements
from sosiaali_lib.questionnaire.model import Choice, Question, Questionnaire, Texts
from sosiaali_lib.questionnaire.placing import placed
from sosiaali_lib.questionnaire.texts import joined

KIND = "fhir"
BASE = "urn:sosiaali-lib:questionnaire:"
STATUS, FINISHED = "_status", ("completed", "amended")
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/"
SEPARATOR = ";"
_TYPES = {
    "text": "string", "free_text": "text", "link": "url", "date": "date", "integer": "integer",
    "number": "decimal", "choice": "coding", "choices": "coding",
}  # fmt: skip
_CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"

Json = dict[str, Any]


def write(questionnaire: Questionnaire, folder: Path | str, *, base: str = BASE) -> list[Path]:
    """Write the questionnaire (`<name>_fhir.json`) and its mapping file; give their paths.

    Parameters
    ----------
    questionnaire
        What is asked. The first of its languages is that of the resource; the others stand in
        translation extensions.
    folder
        Where the files go.
    base
        What stands before the name in the canonical address of the questionnaire.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    name = f"{questionnaire.file_name}_fhir"
    text = json.dumps(resource(questionnaire, base=base), ensure_ascii=False, indent=1)
    entries = (
        mapping_files.whole(
            questionnaire, question, question.name,
            separator=SEPARATOR if question.kind == "choices" else "",
        )
        for question in questionnaire.questions()
    )  # fmt: skip
    rows = RowRules(finished=Finished(STATUS, FINISHED))
    return placed(
        folder,
        {f"{name}.json": (text + "\n").encode("utf-8")}
        | mapping_files.beside(questionnaire, name, KIND, entries, rows),
    )


def resource(questionnaire: Questionnaire, *, base: str = BASE) -> Json:
    """Give the Questionnaire resource; its `linkId`s are the columns of the form."""
    languages = questionnaire.languages
    address = f"{base}{questionnaire.file_name}"
    return {
        "resourceType": "Questionnaire",
        "language": languages[0],
        "url": address,
        "version": questionnaire.version,
        "name": "".join(part.capitalize() for part in questionnaire.file_name.split("_")),
        "status": "active",
        **_text("title", questionnaire.titles, languages, line=True),
        **_text("description", questionnaire.intros, languages),
        **_text("copyright", questionnaire.rights, languages),
        "item": [
            {
                "linkId": f"sivu-{number}",
                **_text("text", page.titles, languages, line=True),
                "type": "group",
                "item": [
                    *_display(f"sivu-{number}-ohje", page.intros, languages),
                    *(_item(questionnaire, question, address) for question in page.questions),
                ],
            }
            for number, page in enumerate(questionnaire.pages, start=1)
        ],
    }


def _item(questionnaire: Questionnaire, question: Question, address: str) -> Json:
    languages = questionnaire.languages
    item: Json = {
        "linkId": question.name,
        **_text("text", question.labels, languages),
        "type": _TYPES[question.kind],
        "required": question.required,
    }
    if extensions := list(_limits(question)):
        item["extension"] = extensions
    if question.kind == "choices":
        item["repeats"] = True
    if question.choices:
        item["answerConstraint"] = "optionsOnly"
        system = f"{address}#{question.name}"
        item["answerOption"] = [_option(choice, system, languages) for choice in question.choices]
    if condition := question.condition:
        system = f"{address}#{condition.question}"
        item["enableWhen"] = [
            {
                "question": condition.question,
                "operator": "=",
                "answerCoding": {"system": system, "code": code},
            }
            for code in condition.codes
        ]
        if len(condition.codes) > 1:
            item["enableBehavior"] = "any"
    expected = requirements.sentence(question)
    if helps := list(
        _display(f"{question.name}-ohje", joined(question.helps, expected), languages)
    ):
        item["item"] = helps
    return item


def _display(link: str, texts: Texts, languages: Sequence[str]) -> Iterator[Json]:
    """Give the item that shows a help, if there is something to say."""
    if texts:
        yield {
            "linkId": link,
            **_text("text", texts, languages),
            "type": "display",
            "extension": [
                {
                    "url": f"{EXTENSIONS}questionnaire-itemControl",
                    "valueCodeableConcept": {"coding": [{"system": _CONTROLS, "code": "help"}]},
                }
            ],
        }


def _option(choice: Choice, system: str, languages: Sequence[str]) -> Json:
    coding = {"system": system, "code": choice.code}
    option: Json = {"valueCoding": coding | _text("display", choice.labels, languages, line=True)}
    if choice.points is not None:
        option["extension"] = [
            {"url": f"{EXTENSIONS}itemWeight", "valueDecimal": _number(choice.points)}
        ]
    return option


def _limits(question: Question) -> Iterator[Json]:
    value = "valueInteger" if question.kind == "integer" else "valueDecimal"
    for name, limit in (("minValue", question.min), ("maxValue", question.max)):
        if limit is not None and not question.choices:
            yield {"url": f"{EXTENSIONS}{name}", value: _number(limit)}


def _number(value: float) -> int | float:
    """Give a number as JSON writes it shortest."""
    return int(value) if float(value).is_integer() else value


def _text(
    key: str, texts: Mapping[str, str], languages: Sequence[str], *, line: bool = False
) -> Json:
    """Give an element with its text in the first language and the others as extensions."""
    if not texts:
        return {}
    shown = {lang: (one_line if line else clean)(texts[lang]) for lang in languages}
    first, *others = languages
    found: Json = {key: shown[first]}
    if others:
        found[f"_{key}"] = {
            "extension": [
                {
                    "url": f"{EXTENSIONS}translation",
                    "extension": [
                        {"url": "lang", "valueCode": lang},
                        {"url": "content", "valueString": shown[lang]},
                    ],
                }
                for lang in others
            ]
        }
    return found
