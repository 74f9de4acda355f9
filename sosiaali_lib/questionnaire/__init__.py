"""Questionnaires for the tools in which people answer, made of the forms and instruments.

What is named here is imported when it is used: the command line needs only what its commands take.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
_PLACES = {
    "making": ("available", "of"),
    "model": ("Check", "Choice", "Condition", "Page", "Question", "Questionnaire"),
    "refusals": ("QuestionnaireError", "RightsError"),
}


def __getattr__(name: str) -> Any:
    for module, held in _PLACES.items():
        if name in held:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
