"""Conditions and checks in LimeSurvey's ExpressionScript.

Source: LimeSurvey Manual, “ExpressionScript – Presentation” (operators, `is_empty`, `count`, `sum`,
`abs`, `strtotime`; `.NAOK` takes an answer whether or not its question was shown).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from sosiaali_lib.questionnaire.model import Check, Question, Questionnaire


class Coded(Protocol):
    """The codes of a question in the survey."""

    @property
    def question(self) -> str:
        """Code of the question."""

    @property
    def answers(self) -> Mapping[str, str]:
        """Code of the form → code of the answer or subquestion."""


def relevance(questionnaire: Questionnaire, question: Question, known: Mapping[str, Coded]) -> str:
    """Give when a question is shown: “1” for always."""
    condition = question.condition
    if condition is None:
        return "1"
    return _chosen(questionnaire, condition.question, condition.codes, known)


def validity(questionnaire: Questionnaire, question: Question, known: Mapping[str, Coded]) -> str:
    """Give what must hold for the answer, as one expression; empty when anything may."""
    found = [
        one for check in question.checks for one in _check(questionnaire, question, check, known)
    ]
    if question.kind == "link":
        own = _value(question.name, known)
        found.append(f'is_empty({own}) or regexMatch("/^https?:/", {own})')
    return " and ".join(f"({one})" for one in found)


def _value(name: str, known: Mapping[str, Coded]) -> str:
    return f"{known[name].question}.NAOK"


def _chosen(
    questionnaire: Questionnaire, name: str, codes: tuple[str, ...], known: Mapping[str, Coded]
) -> str:
    """Give the expression that an answer is, or holds, one of some codes."""
    answers = known[name].answers
    if questionnaire.question(name).kind == "choices":
        each = [f'{known[name].question}_{answers[code]}.NAOK == "Y"' for code in codes]
    else:
        each = [f'{_value(name, known)} == "{answers[code]}"' for code in codes]
    return " or ".join(each)


def _empty(questionnaire: Questionnaire, name: str, known: Mapping[str, Coded]) -> str:
    """Give the expression that a question has no answer; of several choices, that none is chosen."""
    if questionnaire.question(name).kind != "choices":
        return f"is_empty({_value(name, known)})"
    boxes = ", ".join(f"{known[name].question}_{one}.NAOK" for one in known[name].answers.values())
    return f"count({boxes}) == 0"


def _check(
    questionnaire: Questionnaire, question: Question, check: Check, known: Mapping[str, Coded]
) -> Iterator[str]:
    own, other = _value(question.name, known), _value(check.others[0], known)
    empty, other_empty = (
        _empty(questionnaire, name, known) for name in (question.name, check.others[0])
    )
    if check.kind == "at_most":
        yield f"{empty} or {other_empty} or {own} <= {other}"
    if check.kind == "not_before":
        yield f"{empty} or {other_empty} or strtotime({own}) >= strtotime({other})"
    if check.kind == "required_with":
        yield f"!({empty}) or {other_empty}"
    if check.kind == "required_when":
        needed = _chosen(questionnaire, check.others[0], check.codes, known)
        yield f"!({empty}) or !({needed})"
    if check.kind == "apart_from":
        others = {choice.code for choice in questionnaire.question(check.others[0]).choices}
        for code in (choice.code for choice in question.choices if choice.code in others):
            both = [
                f"({_chosen(questionnaire, name, (code,), known)})"
                for name in (question.name, check.others[0])
            ]
            yield f"!({' and '.join(both)})"
    if check.kind == "sums_to":
        values = ", ".join(_value(name, known) for name in check.others)
        yield f"count({values}) == 0 or abs(sum({values}) - {check.total:g}) < 0.000001"
