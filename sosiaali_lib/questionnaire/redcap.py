"""The data dictionary of REDCap: a csv file of 18 columns, one in each language.

Source: REDCap's data dictionary as it is exported and imported (columns, field types, validation
types, branching logic); a dictionary has one language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from sosiaali_lib.codebook_text import FIRST_DAY
from sosiaali_lib.mapping.model import Condition as Finished
from sosiaali_lib.mapping.model import Entry, Role, RowRules
from sosiaali_lib.messages import Language, _, use
from sosiaali_lib.questionnaire import mapping_files, requirements
from sosiaali_lib.questionnaire.entities import html_text
from sosiaali_lib.questionnaire.model import Question, Questionnaire
from sosiaali_lib.questionnaire.placing import placed
from sosiaali_lib.questionnaire.texts import joined
from sosiaali_lib.questionnaire.tool_names import NameRule, codes

KIND = "redcap"
COLUMNS = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note",
    "Text Validation Type OR Show Slider Number", "Text Validation Min", "Text Validation Max",
    "Identifier?", "Branching Logic (Show field only if...)", "Required Field?",
    "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip
RECORD = "record_id"
COMPLETE = "2"
RULE = NameRule(
    "[a-z0-9_]",
    26,
    frozenset({
        RECORD, "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
        "redcap_data_access_group", "redcap_survey_identifier",
    }),
)  # fmt: skip
_CODE = "[a-z0-9_]+"
_MANY = 15  # choices; more are a list that opens
_TYPES = {"free_text": "notes", "choice": "radio", "choices": "checkbox"}
_VALIDATION = {"date": "date_dmy", "integer": "integer", "number": "number"}

Row = Mapping[str, str]


def write(questionnaire: Questionnaire, folder: Path | str) -> list[Path]:
    """Write a dictionary for each language (`<name>_redcap_<language>.csv`) and the mapping file.

    Names and codes are the same in all languages. Columns whose values point to a person have
    `Identifier?` = y.

    Returns
    -------
    list of Path
        The dictionaries, then the mapping file.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    name = f"{questionnaire.file_name}_redcap"
    rows = RowRules(finished=Finished(f"{form_name(questionnaire)}_complete", (COMPLETE,)))
    return placed(
        folder,
        {f"{name}_{lang}.csv": dictionary(questionnaire, lang) for lang in questionnaire.languages}
        | mapping_files.beside(questionnaire, name, KIND, _entries(questionnaire), rows),
    )


def form_name(questionnaire: Questionnaire) -> str:
    """Give the name of the REDCap instrument."""
    return RULE.names([questionnaire.file_name])[questionnaire.file_name]


def dictionary(questionnaire: Questionnaire, lang: Language) -> bytes:
    """Give the data dictionary in a language, as csv in UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    with use(lang):
        writer.writerows(_rows(questionnaire, lang))
    return out.getvalue().encode("utf-8")


def named(questionnaire: Questionnaire) -> dict[str, str]:
    """Give name of a question → its variable: at most 26 characters, small letters."""
    return RULE.names(question.name for question in questionnaire.questions())


def coded(question: Question) -> Mapping[str, str]:
    """Give code of the form → code in REDCap, which stands in the names of check boxes too."""
    return codes(question.choices, _CODE, "a")


def _rows(questionnaire: Questionnaire, lang: Language) -> Iterator[Row]:
    names = named(questionnaire)
    form = form_name(questionnaire)
    taken = set(names.values())
    yield _row({"name": RECORD, "form": form, "kind": "text", "label": _("Record number")})
    opening = joined(questionnaire.intros, questionnaire.rights).get(lang, "")
    header = html_text(questionnaire.titles[lang])
    for number, page in enumerate(questionnaire.pages, start=1):
        intros = page.intros.get(lang, "")
        if text := "\n".join(filter(None, (opening if number == 1 else "", intros))):
            note = RULE.names([f"ohje_{number}"], taken=taken)[f"ohje_{number}"]
            label = html_text(text)
            yield _row({"name": note, "form": form, "kind": "descriptive", "label": label,
                        "header": header if number == 1 else html_text(page.titles[lang])})  # fmt: skip
        header = "" if text else html_text(page.titles[lang])
        for question in page.questions:
            row = _question(questionnaire, question, names, lang)
            yield _row(row | {"form": form, "header": header})
            header = ""


def _row(parts: Mapping[str, str]) -> Row:
    """Give a row of the dictionary under its long headings."""
    headings = dict(
        zip(
            ("name", "form", "header", "kind", "label", "choices", "note", "validation", "min", "max",
             "identifier", "branching", "required"),
            COLUMNS,
            strict=False,
        )
    )  # fmt: skip
    return {headings[part]: text for part, text in parts.items()}


def _question(
    questionnaire: Questionnaire, question: Question, names: Mapping[str, str], lang: Language
) -> dict[str, str]:
    kind = _TYPES.get(question.kind, "text")
    if kind == "radio" and len(question.choices) > _MANY:
        kind = "dropdown"
    own = coded(question)
    note = joined(question.helps, requirements.sentence(question)).get(lang, "")
    low = "" if question.min is None else f"{question.min:g}"
    high = "" if question.max is None else f"{question.max:.12g}"
    if question.kind == "date":
        low, high = FIRST_DAY.isoformat(), "today" if question.not_after_today else ""
    return {
        "name": names[question.name],
        "kind": kind,
        "label": html_text(question.labels[lang]),
        "choices": " | ".join(
            f"{own[choice.code]}, {html_text(choice.labels[lang])}" for choice in question.choices
        ),
        "note": html_text(note),
        "validation": "autocomplete" if kind == "dropdown" else _VALIDATION.get(question.kind, ""),
        "min": low,
        "max": high,
        "identifier": "y" if question.identifier else "",
        "branching": _branching(questionnaire, question, names),
        "required": "y" if question.required else "",
    }


def _branching(questionnaire: Questionnaire, question: Question, names: Mapping[str, str]) -> str:
    condition = question.condition
    if condition is None:
        return ""
    own = coded(questionnaire.question(condition.question))
    name = names[condition.question]
    return " or ".join(f"[{name}] = '{own[code]}'" for code in condition.codes)


def _entries(questionnaire: Questionnaire) -> Iterator[Entry]:
    names = named(questionnaire)
    yield Entry(RECORD, Role.UNUSED, reason=_("REDCap numbers its records itself."))
    for question in questionnaire.questions():
        own, name = coded(question), names[question.name]
        if question.kind == "choices":
            for code, inner in own.items():
                yield mapping_files.box(questionnaire, question, f"{name}___{inner}", code)
        else:
            yield mapping_files.whole(questionnaire, question, name, codes=own)
