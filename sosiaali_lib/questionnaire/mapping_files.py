"""The finished mapping file that stands beside a questionnaire: the way back from the tool's export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sosiaali_lib import forms
from sosiaali_lib.mapping.files import dump
from sosiaali_lib.mapping.model import ENDING, Entry, Role, RowRules
from sosiaali_lib.mapping.model import Mapping as MappingFile
from sosiaali_lib.questionnaire.model import Question, Questionnaire


def beside(
    questionnaire: Questionnaire,
    name: str,
    kind: str,
    entries: Iterable[Entry],
    rows: RowRules | None = None,
) -> dict[str, bytes]:
    """Give the mapping file of a questionnaire in a tool, confirmed, since every name is known.

    A form of one's own has none: answers are brought into forms that the suite knows.

    Parameters
    ----------
    questionnaire
        What is asked.
    name
        Name of the file, without its ending.
    kind, entries, rows
        Of the mapping.
    """
    if without_way_back(questionnaire):
        return {}
    known = MappingFile(
        kind=kind,
        form=questionnaire.form,
        entries=tuple(entries),
        constants=dict(questionnaire.constants),
        rows=rows or RowRules(),
    )
    return {f"{name}{ENDING}": dump(known)}


def without_way_back(questionnaire: Questionnaire) -> bool:
    """Tell whether it is a form of one's own, into which no answers can be brought."""
    return questionnaire.form not in forms.available()


def whole(
    questionnaire: Questionnaire,
    question: Question,
    column: str,
    *,
    codes: Mapping[str, str] | None = None,
    separator: str = "",
) -> Entry:
    """Give the entry of a question whose answer is in one column.

    Parameters
    ----------
    questionnaire, question
        What is asked.
    column
        Name of the column in the export.
    codes
        Code of the form → code in the tool, where they differ.
    separator
        What stands between several choices in one cell.
    """
    own = codes or {choice.code: choice.code for choice in question.choices}
    values = {inner: code for code, inner in own.items()}
    if question.kind == "choice" and not question.places:
        # An export may hold the labels in place of the codes, where nobody can tell which.
        values = _labels(questionnaire, question) | values
    return Entry(
        column=column,
        role=Role.ITEM if question.item else Role.COLUMN,
        target=question.name,
        values=values if any(given != code for given, code in values.items()) else None,
        separator=separator,
        text=question.labels[questionnaire.languages[0]],
    )


def box(questionnaire: Questionnaire, question: Question, column: str, code: str) -> Entry:
    """Give the entry of one choice of several, which has a column of its own."""
    lang = questionnaire.languages[0]
    label = next(one.labels[lang] for one in question.choices if one.code == code)
    text = f"{question.labels[lang]}: {label}"
    return Entry(column=column, role=Role.BOX, target=question.name, code=code, text=text)


def _labels(questionnaire: Questionnaire, question: Question) -> dict[str, str]:
    """Give label → code, without labels that two choices share."""
    found: dict[str, set[str]] = {}
    for choice in question.choices:
        for lang in questionnaire.languages:
            found.setdefault(choice.labels[lang], set()).add(choice.code)
    return {label: codes.pop() for label, codes in found.items() if len(codes) == 1}
