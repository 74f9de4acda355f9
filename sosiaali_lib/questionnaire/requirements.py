"""What a question expects of its answer, in words, for tools and for paper that check nothing."""

from __future__ import annotations

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import LANGUAGES, N_, _, pick, use
from sosiaali_lib.questionnaire.model import Question, Texts
from sosiaali_lib.questionnaire.texts import in_all

_YEARS = range(1900, 2101)


def expectations(question: Question) -> list[Texts]:
    """Give what an answer must be, a phrase each: limits first, then what other answers ask of it."""
    found = [limits(question)] if question.min is not None or question.max is not None else []
    if question.not_after_today:
        found.append(in_all(N_("a day that is not in the future")))
    if question.kind == "link":
        found.append(in_all(N_("a whole web address that begins with https://")))
    return [*found, *(check.expecteds for check in question.checks)]


def limits(question: Question) -> dict[str, str]:
    """Give the range of a number in every language."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            ends = (question.min, question.max)
            # Years are written without blanks between the thousands.
            shown = "{:g}".format if all(n in _YEARS for n in ends) else number
            low, high = (None if n is None else shown(n) for n in ends)
            if low is not None and high is not None:
                found[lang] = f"{low}–{high}"
            else:
                text = _("at most {high}") if low is None else _("at least {low}")
                found[lang] = text.format(low=low, high=high)
    return found


def sentence(question: Question) -> dict[str, str]:
    """Give all expectations as one sentence; empty when there are none."""
    told = expectations(question)
    if not told:
        return {}
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            phrases = "; ".join(pick(one) for one in told)
            found[lang] = _("Expected: {expected}.").format(expected=phrases)
    return found
