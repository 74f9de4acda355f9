"""The statements of an instrument as questions, as far as its rights allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from sosiaali_lib.instruments import Instrument, Item
from sosiaali_lib.measurements import has_levels, levels
from sosiaali_lib.messages import LANGUAGES, N_, Language
from sosiaali_lib.questionnaire.model import Choice, Question, Texts
from sosiaali_lib.questionnaire.refusals import no_statements, only_named
from sosiaali_lib.questionnaire.texts import in_all

MOST_LEVELS = 11  # 0–10; more are written as a number


def languages(instrument: Instrument, asked: Sequence[Language] | None) -> tuple[Language, ...]:
    """Give the languages in which an instrument may be written, of those asked for.

    Without statements (item numbers or goals only) every language will do. With them, only those in
    which every statement but the optional ones is known: a translation of one's own is another
    instrument.

    Raises
    ------
    RightsError
        If the suite knows the instrument by its name alone, or lacks the statements in a language
        that was asked for.
    """
    if not instrument.items:
        raise only_named(instrument)
    known = _known(instrument) or LANGUAGES
    if absent := [lang for lang in asked or () if lang not in known]:
        raise no_statements(instrument, absent, known)
    return tuple(asked or known)


def _known(instrument: Instrument) -> tuple[Language, ...]:
    needed = [item for item in instrument.items if not item.optional] or instrument.items
    texts = [instrument.statements.get(item.id, {}) for item in needed]
    return tuple(lang for lang in LANGUAGES if all(lang in text for text in texts))


def numbered_only(instrument: Instrument) -> bool:
    """Tell whether the statements belong to somebody and are not known here.

    Then the questions are the numbers of the official form: the suite's own short labels are no
    statements, and people would answer to them.
    """
    return instrument.rights.text == "user" and not _known(instrument)


def questions(instrument: Instrument, asked: Sequence[Language]) -> Iterator[Question]:
    """Give the questions of an instrument in languages that `languages` has given.

    An optional statement that is not known in all of the languages is left out.
    """
    texts = _known(instrument)
    for number, item in enumerate(instrument.items, start=1):
        known = instrument.statements.get(item.id, {})
        if texts and any(lang not in known for lang in asked):
            continue
        if texts:
            labels: Texts = known
        elif numbered_only(instrument):
            labels = MappingProxyType(in_all(N_("Question {n} of the form"), n=number))
        else:
            labels = item.labels
        yield _question(instrument, item, labels)
        if item.weight is not None:
            weight = MappingProxyType(in_all(N_("{item}: weight"), item=dict(labels)))
            yield Question(name=item.weight, kind="number", labels=weight, min=0)


def _question(instrument: Instrument, item: Item, labels: Texts) -> Question:
    codes = levels(item)
    unsure = instrument.dont_know
    low: float | None = item.min - instrument.shift
    high: float | None = item.max - instrument.shift
    if item.decimals or len(codes) > MOST_LEVELS:
        # “Don't know” is a code outside the scale, which limits would refuse.
        if unsure and not item.decimals:
            low = high = None
        kind = "number" if item.decimals else "integer"
        shown = f"{item.min - instrument.shift:g}–{item.max - instrument.shift:g}"
        helps = MappingProxyType({str(lang): shown for lang in LANGUAGES})
        return Question(
            name=item.id, kind=kind, labels=labels, helps=helps, min=low, max=high, item=True
        )
    choices = [
        Choice(
            code=str(code - instrument.shift),
            labels=MappingProxyType(_answer(item, code)),
            points=points(item, code) if has_levels(item) else None,
        )
        for code in codes
    ]
    choices += [Choice(code, texts) for code, texts in unsure.items()]
    return Question(name=item.id, kind="choice", labels=labels, choices=tuple(choices), item=True)


def _answer(item: Item, code: int) -> dict[str, str]:
    """Give the words of an answer; a number in the languages in which they are not known."""
    return {lang: item.answers.get(code, {}).get(lang, f"{code}") for lang in LANGUAGES}


def points(item: Item, code: int) -> float:
    """Give the scored value of a declared code: mapped, turned round, or as it is."""
    if item.values is not None:
        return item.values[code]
    return item.min + item.max - code if item.reverse else code
