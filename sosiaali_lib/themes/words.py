"""Words of an answer, with those marked that may be a person's name; numbers and addresses dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from itertools import chain

from sosiaali_lib.datafiles import DATA
from sosiaali_lib.themes.lemmas import Lemmatiser

_SENTENCE = re.compile(r"(?<=[.!?:…])\s+|[\n\r]+|[”“\"»«]")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NO_WORDS = re.compile(r"[\d@]|://|www\.", re.IGNORECASE)


class Naming(Enum):
    """Whether a word may be a name: of a person, a place or an organisation."""

    NO = "no"
    MAYBE = "maybe"  # opens a sentence with a capital and is never written without one
    YES = "yes"


@dataclass(frozen=True)
class Word:
    """A word as it was written, its base form in small letters, and whether it may be a name."""

    text: str
    lemma: str
    naming: Naming


def read(texts: Iterable[str], lemmatiser: Lemmatiser) -> list[list[Word]]:
    """Read the words of all answers together.

    Parameters
    ----------
    texts
        The answers.
    lemmatiser
        Gives base forms; one with a capital letter is a name.

    Returns
    -------
    list of list of Word
        The words of each answer. What holds a digit or an at sign is left out whole: identity codes,
        telephone numbers, dates, e-mail and street addresses.
    """
    found = [_words(text) for text in texts]
    # Most words are in many answers: each is looked up once.
    each = dict.fromkeys(chain.from_iterable(found))
    small = {lemmatiser(text).lower() for text, _first in each if text.islower()}
    known = {one: _read(*one, small, lemmatiser) for one in each}
    names = {word.lemma for word in known.values() if word.naming is Naming.YES}
    sure = {one: _sure(word, names) for one, word in known.items()}
    return [[sure[one] for one in words] for words in found]


def _sure(word: Word, names: set[str]) -> Word:
    """Take what may be a name for one where it is one in another place."""
    if word.naming is Naming.MAYBE and word.lemma in names:
        return replace(word, naming=Naming.YES)
    return word


@lru_cache(maxsize=100_000)  # the same answers are read again each time a choice changes
def _words(text: str) -> tuple[tuple[str, bool], ...]:
    """Give each word and whether it opens a sentence."""
    found = []
    for sentence in _SENTENCE.split(unicodedata.normalize("NFC", text)):
        first = True
        for chunk in sentence.split():
            if not _NO_WORDS.search(chunk):
                for word in WORD.findall(chunk):
                    found.append((word, first))
                    first = False
            first = False
    return tuple(found)


def _read(text: str, first: bool, small: set[str], lemmatiser: Lemmatiser) -> Word:
    # A capital at the start of a sentence says nothing, so the word is looked up without it.
    lemma = lemmatiser(text.lower() if first or text.isupper() else text)
    return Word(text, lemma.lower(), _naming(text, first, lemma, small))


def _naming(text: str, first: bool, lemma: str, small: set[str]) -> Naming:
    if lemma[:1].isupper() or {lemma.lower(), text.lower()} & given_names():
        return Naming.YES
    if not text[:1].isupper() or lemma in small:
        return Naming.NO
    return Naming.MAYBE if first or text.isupper() else Naming.YES


@cache
def given_names() -> frozenset[str]:
    """Give common Finnish given names in small letters."""
    return _listed("etunimet")


@cache
def stop_words() -> frozenset[str]:
    """Give base forms that say nothing of what an answer is about."""
    return _listed("hukkasanat")


def _listed(name: str) -> frozenset[str]:
    lines = (DATA / "words" / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
