"""How much the words of a source resemble those of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from sosiaali_lib.intake.recognise import folded

SAME, ALIKE = 1.0, 0.82
_SHORT = 8  # letters; names such as e01 and eo01 are alike by their letters alone
_MARKS = re.compile(r"[^\w\s]")
_DIGITS = re.compile(r"[0-9]+")
# “Don't know” is an answer of its own and never the middle of a scale.
_DONT_KNOW = re.compile(
    r"\b(?:en|ei) (?:osaa|halua) (?:sanoa|vastata)\b|\ben tieda\b|\beos\b|\bvet (?:inte|ej)\b"
    r"|\bkan (?:inte|ej) saga\b|\bvill (?:inte|ej) svara\b|\bdon ?t know\b|\bnot sure\b"
    r"|\bprefer not\b|\bei vastausta\b|\bno answer\b|\binget svar\b"
)
_PLAIN = str.maketrans("äöå", "aoa")


@lru_cache(8192)
def plain(text: str) -> str:
    """Give a text as it is compared: folded, without punctuation.

    Examples
    --------
    >>> plain("Miten asia tuli  vireille?*")
    'miten asia tuli vireille'
    """
    return " ".join(_MARKS.sub(" ", folded(text)).split())


def likeness(one: str, other: str) -> float:
    """Give 1 for the same words, less for alike ones, 0 for others.

    Texts that differ in a number differ in what they mean, however alike they look; short ones are
    the same or not.
    """
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    if first == second:
        return SAME
    if min(len(first), len(second)) < _SHORT or _DIGITS.findall(first) != _DIGITS.findall(second):
        return 0.0
    matcher = SequenceMatcher(None, first, second)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def best(texts: Iterable[str], others: Iterable[str]) -> float:
    """Give the likeness of the two texts that are most alike."""
    known = list(others)
    return max((likeness(one, other) for one in texts for other in known), default=0.0)


def is_dont_know(text: str) -> bool:
    """Tell whether an answer says that somebody does not know or does not want to tell.

    Examples
    --------
    >>> [is_dont_know(text) for text in ("En osaa sanoa", "Vet inte", "Ei samaa eikä eri mieltä")]
    [True, True, False]
    """
    return _DONT_KNOW.search(plain(text).translate(_PLAIN)) is not None
