"""Words of open texts with their places, and texts with signs of personal data covered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sosiaali_lib.formatting import lower_first
from sosiaali_lib.messages import _
from sosiaali_lib.textscan import KINDS, scan
from sosiaali_lib.themes.keywords import Keyword, Search, keyword
from sosiaali_lib.themes.lemmas import Lemmatiser, default
from sosiaali_lib.themes.words import WORD, Naming, Word, given_names

_KNOWN = 100_000  # texts whose words are held in memory


@dataclass(frozen=True)
class Placed:
    """A word, and where it stands in its text as in a slice."""

    word: Word
    start: int
    end: int


@dataclass(frozen=True)
class Met:
    """A place where something was found, with the words around it, personal data covered."""

    text: int
    before: str
    found: str
    after: str


@cache
def lemmatiser() -> Lemmatiser:
    """Give the base forms of words, loaded once."""
    return default()


@lru_cache(_KNOWN)
def words_of(text: str) -> tuple[Placed, ...]:
    """Give the words of a text; one with a capital that opens no sentence counts as a name."""
    found, end = [], 0
    lemma = lemmatiser()
    for match in WORD.finditer(text):
        opens = not text[end : match.start()].strip() and end == 0
        opens = opens or bool(re.search(r"[.!?:…\n]\s*$", text[end : match.start()]))
        base = lemma(match[0].lower() if opens else match[0])
        named = base[:1].isupper() or bool({base.lower(), match[0].lower()} & given_names())
        naming = Naming.YES if named or (match[0][0].isupper() and not opens) else Naming.NO
        found.append(Placed(Word(match[0], base.lower(), naming), *match.span()))
        end = match.end()
    return tuple(found)


def sought(words: str) -> tuple[Keyword, ...]:
    """Give what is searched for: words and phrases with commas between, a star for any letters."""
    parts = (unicodedata.normalize("NFC", part).strip() for part in re.split("[,;]", words))
    return tuple(keyword(part, lemmatiser()) for part in parts if part.strip("* "))


def places_in(text: str, search: Search) -> list[tuple[int, int]]:
    """Give where what is searched for is met in a text, as slices, the first one first."""
    words = words_of(text)
    met = search.places([placed.word for placed in words])
    return sorted({(words[at].start, words[at + width - 1].end) for _one, at, width in met})


def around(
    texts: Sequence[str], keywords: Sequence[Keyword], *, letters: int, most: int
) -> tuple[list[Met], int, int]:
    """Give the words around what is searched for, personal data covered.

    Parameters
    ----------
    texts
        The texts.
    keywords
        What is searched for.
    letters
        Letters that are shown on each side, at whole words.
    most
        Places that are given at most.

    Returns
    -------
    tuple
        The places, the number of all of them, and the signs of personal data that were covered.
        What is searched for is not found within such a sign.
    """
    found: list[Met] = []
    every = covered = 0
    search = Search(keywords)
    for at, text in enumerate(texts):
        places = places_in(text, search)
        every += len(places)
        if not places or len(found) >= most:
            continue
        signs = _signs(text)
        covered += len(signs)
        for start, end in places:
            if any(start < sign[1] and end > sign[0] for sign in signs):
                every -= 1
                continue
            before = _end(_covered(text[:start], signs, 0), letters)
            after = _beginning(_covered(text[end:], signs, end), letters)
            found.append(Met(at, before, text[start:end], after))
    return found[:most], every, covered


@lru_cache(_KNOWN)
def _signs(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((one.start, one.end, one.kind) for one in scan(text))


def _covered(part: str, signs: Iterable[tuple[int, int, str]], start: int) -> str:
    """Put the kind of each sign of personal data in the place of its words."""
    pieces, at = [], 0
    for first, last, kind in signs:
        low, high = max(first - start, 0), min(last - start, len(part))
        if low < high:
            pieces += [part[at:low], "[" + lower_first(_(KINDS[kind])) + "]"]
            at = high
    return " ".join("".join([*pieces, part[at:]]).split())


def _end(text: str, letters: int) -> str:
    if len(text) <= letters:
        return text
    return "… " + text[-letters:].partition(" ")[2]


def _beginning(text: str, letters: int) -> str:
    if len(text) <= letters:
        return text
    return text[:letters].rpartition(" ")[0] + " …"
