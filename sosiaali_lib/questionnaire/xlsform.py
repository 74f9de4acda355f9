"""XLSForm, the workbook from which KoboToolbox, ODK, SurveyCTO and Enketo make a questionnaire.

Source: xlsform.org (survey, choices and settings sheets; XPath in relevant, required, constraint).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sosiaali_lib.plain_text import clean
from sosiaali_lib.questionnaire import mapping_files, requirements, xlsform_rules
from sosiaali_lib.questionnaire.model import (
    Choice,
    Question,
    Questionnaire,
    Texts,
)
from sosiaali_lib.questionnaire.placing import placed
from sosiaali_lib.questionnaire.texts import joined
from sosiaali_lib.questionnaire.tool_names import NameRule
from sosiaali_lib.workbooks import header, packed, put

if TYPE_CHECKING:
    from openpyxl import Workbook

KIND = "kobo"
LANGUAGE_NAMES = {"fi": "suomi (fi)", "sv": "svenska (sv)", "en": "English (en)"}
# Names of the tool's own columns in an export; others that begin with an underscore cannot occur.
RULE = NameRule(
    "[a-z0-9_]",
    64,
    frozenset({
        "start", "end", "today", "meta", "key", "parent_key", "instanceid", "instancename", "status",
        "edits", "formversion", "formdef_version", "submissiondate", "submitterid", "submittername",
        "reviewstate", "attachmentspresent", "attachmentsexpected", "deviceid", "username",
        "phonenumber", "devicephonenum", "simserial", "simid", "subscriberid",
    }),
)  # fmt: skip
_TYPES = {"free_text": "text", "link": "text", "number": "decimal"}
# A joiner that nobody sees keeps what these begin from being a reference, or a tag of HTML.
_JOINER = "\N{ZERO WIDTH JOINER}"
_READ_AS_CODE = re.compile(r"\$(?=\{)|<(?=[A-Za-z/!?])")

Row = Mapping[str, str]
Lists = Mapping[str, tuple[Choice, ...]]


def write(questionnaire: Questionnaire, folder: Path | str) -> list[Path]:
    """Write the workbook (`<name>_xlsform.xlsx`) and its mapping file; give their paths.

    Names and codes are those of the form. Every language is in the one workbook.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    name = f"{questionnaire.file_name}_xlsform"
    entries = (
        mapping_files.whole(
            questionnaire, question, column, separator=" " if question.kind == "choices" else ""
        )
        for question, column in _names(questionnaire)
    )
    return placed(
        folder,
        {f"{name}.xlsx": packed(workbook(questionnaire))}
        | mapping_files.beside(questionnaire, name, KIND, entries),
    )


def workbook(questionnaire: Questionnaire) -> Workbook:
    """Give the workbook with its sheets survey, choices and settings."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    lists = _lists(questionnaire)
    _sheet(book, "survey", list(_survey(questionnaire, lists)))
    _sheet(book, "choices", list(_choices(questionnaire, lists)))
    _sheet(book, "settings", [_settings(questionnaire)])
    known = book.properties
    known.title, known.creator = questionnaire.titles[questionnaire.languages[0]], "sosiaali_lib"
    known.created = datetime(1980, 1, 1)  # the same questionnaire, the same bytes
    return book


def _names(questionnaire: Questionnaire) -> list[tuple[Question, str]]:
    questions = list(questionnaire.questions())
    names = RULE.names(question.name for question in questions)
    return [(question, names[question.name]) for question in questions]


def _sheet(book: Workbook, name: str, rows: list[Row]) -> None:
    sheet = book.create_sheet(name)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    for column, heading in enumerate(headings, start=1):
        header(put(sheet, 1, column, heading), strong=True)
        for number, row in enumerate(rows, start=2):
            if row.get(heading):
                put(sheet, number, column, row[heading])
    sheet.freeze_panes = "A2"


def _settings(questionnaire: Questionnaire) -> Row:
    languages = questionnaire.languages
    return {
        "form_title": shown(questionnaire.titles[languages[0]]),
        "form_id": questionnaire.file_name,
        "version": questionnaire.version,
        "default_language": LANGUAGE_NAMES[languages[0]],
        "style": "pages",
    }


def _survey(questionnaire: Questionnaire, lists: Lists) -> Iterator[Row]:
    names = {question.name: name for question, name in _names(questionnaire)}
    notes = RULE.names(["ohje", *(f"sivu_{n}" for n, _ in enumerate(questionnaire.pages, 1))],
                       taken=names.values())  # fmt: skip
    if opening := joined(questionnaire.intros, questionnaire.rights):
        yield {"type": "note", "name": notes["ohje"]} | _columns(questionnaire, "label", opening)
    for number, page in enumerate(questionnaire.pages, start=1):
        name = notes[f"sivu_{number}"]
        yield {"type": "begin group", "name": name, "appearance": "field-list"} | _columns(
            questionnaire, "label", page.titles
        )
        if page.intros:
            note = RULE.names([f"{name}_ohje"], taken=[*names.values(), *notes.values()])
            yield {"type": "note", "name": note[f"{name}_ohje"]} | _columns(
                questionnaire, "label", page.intros
            )
        for question in page.questions:
            yield _question(questionnaire, question, names, lists)
        yield {"type": "end group", "name": name}


def _question(
    questionnaire: Questionnaire,
    question: Question,
    names: Mapping[str, str],
    lists: Lists,
) -> Row:
    kind = _TYPES.get(question.kind, question.kind)
    if question.choices:
        which = "select_multiple" if question.kind == "choices" else "select_one"
        used = next(name for name, choices in lists.items() if choices == question.choices)
        kind = f"{which} {used}"
    constraint = " and ".join(xlsform_rules.constraints(questionnaire, question, names))
    condition = question.condition
    row = {"type": kind, "name": names[question.name]}
    row |= _columns(questionnaire, "label", question.labels)
    row |= _columns(questionnaire, "hint", question.helps)
    row["required"] = xlsform_rules.required(question, names)
    row["relevant"] = xlsform_rules.either(condition, names) if condition else ""
    row["constraint"] = constraint
    if constraint:
        row |= _columns(questionnaire, "constraint_message", requirements.sentence(question))
    row["appearance"] = _appearance(question)
    return row


def _appearance(question: Question) -> str:
    if question.places:
        return "autocomplete"
    if question.kind == "free_text":
        return "multiline"
    return "columns-pack" if question.scale else ""


def _lists(questionnaire: Questionnaire) -> dict[str, tuple[Choice, ...]]:
    """Give name of a list → its choices; questions with the same choices share one."""
    found: dict[str, tuple[Choice, ...]] = {}
    for question, name in _names(questionnaire):
        if question.choices and question.choices not in found.values():
            found[name] = question.choices
    return found


def _choices(questionnaire: Questionnaire, lists: Lists) -> Iterator[Row]:
    for name, choices in lists.items():
        for choice in choices:
            yield {"list_name": name, "name": choice.code} | _columns(
                questionnaire, "label", choice.labels
            )


def _columns(questionnaire: Questionnaire, heading: str, texts: Texts) -> dict[str, str]:
    if not texts:
        return {}
    return {
        f"{heading}::{LANGUAGE_NAMES[lang]}": shown(texts[lang]) for lang in questionnaire.languages
    }


def shown(text: str) -> str:
    r"""Give a text that the tool shows as it is: no reference, no tag.

    Examples
    --------
    >>> shown("${kunta}").replace("\N{ZERO WIDTH JOINER}", "|")
    '$|{kunta}'
    """
    return _READ_AS_CODE.sub(lambda found: found[0] + _JOINER, clean(text))
