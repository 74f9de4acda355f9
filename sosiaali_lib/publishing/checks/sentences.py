"""The numbers of sentences: those of the draft must stay, those of people must give nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.baseline import Drafted, texts_of
from sosiaali_lib.publishing.checks.people import without_signs
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.numbers import figures_of, is_hidden, says_numeral, without_numbers
from sosiaali_lib.publishing.own_words import OwnWords

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _STEM = 4, 3  # letters of a word that says something; letters that inflection may change
_DASH = re.compile(r"\s*[-‐‑–—−]\s*")


def check(own: Sequence[OwnWords], baseline: Drafted) -> Iterator[Finding]:
    """Compare changed sentences with the draft, and look at the numbers of people's own."""
    shown = _shown(baseline)
    # An earlier draft may have said what the release hides now.
    told_now = shown.union(*map(figures_of, texts_of(baseline.blocks)))
    hidden = _hidden(baseline)
    for one in own:
        labels = _beside_hidden(one, hidden)
        place = replace(one.place, words=without_numbers(one.place.words)) if labels else one.place
        now, before = figures_of(without_signs(one.text)), figures_of(one.before)
        added, gone = now - before, before - now
        if one.before and added and gone:
            numbers = ", ".join(sorted(told_now.intersection(gone)))
            told = _("the release says {number}").format(number=numbers) if numbers else ""
            yield Finding("lause-ei-tasmaa", place, told)
        elif (strange := sorted(set(added) - shown)) and not labels:
            yield Finding("luku-ei-julkaisussa", place, ", ".join(strange))
        for label in labels:
            yield Finding("piilotettu-lauseessa", place, label)


def _shown(baseline: Drafted) -> set[str]:
    """Give every number that the draft shows in a table."""
    return {
        number
        for table in baseline.tables()
        for row in table.rows
        for cell in row
        for number in figures_of(cell)
    }


def _hidden(baseline: Drafted) -> dict[str, set[str]]:
    """Give the names of rows with a hidden figure, and the numbers that tables show beside them."""
    found: dict[str, set[str]] = {}
    beside: dict[str, set[str]] = {}
    for table in baseline.tables():
        for row in table.rows:
            numbers = beside.setdefault(row[0], set())
            numbers.update(number for cell in row[1:] for number in figures_of(cell))
            if any(is_hidden(cell) for cell in row[1:]):
                found[row[0]] = numbers
    return found


def _beside_hidden(one: OwnWords, hidden: dict[str, set[str]]) -> list[str]:
    """Give the names that a text puts a number beside that nobody shows for them."""
    found = []
    for sentence in _SENTENCE.split(one.text):
        numbers = figures_of(sentence)
        if sentence in one.before or not (numbers or says_numeral(sentence)):
            continue
        for label, shown in hidden.items():
            others = set(numbers - figures_of(label))
            telling = not others <= shown or (not others and says_numeral(sentence))
            if telling and speaks_of(sentence, label):
                found.append(label)
    return list(dict.fromkeys(found))


def speaks_of(sentence: str, label: str) -> bool:
    """Tell whether a sentence names something, in whatever case of inflection.

    A name without a long word must stand in the sentence as it is.

    Examples
    --------
    >>> speaks_of("Seurakunnassa käytiin kahdesti.", "Seurakunta")
    True
    >>> speaks_of("18-29-vuotiaita oli 3.", "18–29"), speaks_of("Muuta ei ole.", "Muu")
    (True, False)
    """
    words = [word.casefold() for word in _WORD.findall(sentence)]
    parts = [word.casefold() for word in _WORD.findall(label) if len(word) >= _SHORTEST]
    stems = [part[: max(_SHORTEST, len(part) - _STEM)] for part in parts]
    if not stems:
        plain, name = (_DASH.sub("–", one_line(text)) for text in (sentence, label))
        return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)) if name else False
    return all(any(word.startswith(stem) for word in words) for stem in stems)
