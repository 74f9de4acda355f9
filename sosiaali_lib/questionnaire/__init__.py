"""Questionnaires for the tools in which people answer, made of the forms and instruments."""

from __future__ import annotations

from sosiaali_lib.questionnaire.making import available, of
from sosiaali_lib.questionnaire.model import (
    Check,
    Choice,
    Condition,
    Page,
    Question,
    Questionnaire,
)
from sosiaali_lib.questionnaire.refusals import QuestionnaireError, RightsError

__all__ = [
    "Check",
    "Choice",
    "Condition",
    "Page",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "RightsError",
    "available",
    "of",
]
