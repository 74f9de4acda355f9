"""Conditions and checks of XLSForms, in XPath.

Source: xlsform.org and the ODK XForms specification (`selected`, `coalesce`, `regex`, `today`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sosiaali_lib.codebook_text import FIRST_DAY
from sosiaali_lib.questionnaire.model import Check, Condition, Question, Questionnaire


def required(question: Question, names: Mapping[str, str]) -> str:
    """Give when a question must be answered: “yes”, an expression, or nothing."""
    if question.required:
        return "yes"
    needs = [
        f"${{{names[check.others[0]]}}} != ''"
        if check.kind == "required_with"
        else either(Condition(check.others[0], check.codes), names)
        for check in question.checks
        if check.kind in {"required_with", "required_when"}
    ]
    return " or ".join(needs)


def either(condition: Condition, names: Mapping[str, str]) -> str:
    """Give the expression that an answer is one of some codes."""
    name = names[condition.question]
    return " or ".join(f"${{{name}}} = '{code}'" for code in condition.codes)


def constraints(
    questionnaire: Questionnaire, question: Question, names: Mapping[str, str]
) -> Iterator[str]:
    """Give what an answer must fulfil, in XPath; an empty one is never asked."""
    if question.min is not None:
        yield f". >= {question.min:g}"
    if question.max is not None:
        yield f". <= {question.max:.12g}"
    if question.kind == "date":
        yield f". >= date('{FIRST_DAY.isoformat()}')"
    if question.not_after_today:
        yield ". <= today()"
    if question.kind == "link":
        yield r"regex(., '^https?://\S+$')"
    for check in question.checks:
        yield from _check(questionnaire, question, check, names)


def _check(
    questionnaire: Questionnaire, question: Question, check: Check, names: Mapping[str, str]
) -> Iterator[str]:
    other = f"${{{names[check.others[0]]}}}"
    if check.kind == "at_most":
        yield f"({other} = '' or . <= {other})"
    if check.kind == "not_before":
        yield f"({other} = '' or . >= {other})"
    if check.kind == "apart_from":
        codes = {choice.code for choice in questionnaire.question(check.others[0]).choices}
        for choice in question.choices:
            if choice.code in codes:
                yield f"not(selected(., '{choice.code}') and selected({other}, '{choice.code}'))"
    if check.kind == "sums_to":
        others = [
            f"coalesce(${{{names[name]}}}, 0)" for name in check.others if name != question.name
        ]
        yield f"abs({' + '.join(['.', *others])} - {check.total:g}) < 0.000001"
