"""Keywords of the coding frame, and the words of an answer that meet them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.themes.frame import Frame
from sosiaali_lib.themes.lemmas import Lemmatiser
from sosiaali_lib.themes.words import Naming, Word

ANY = "*"


@dataclass(frozen=True)
class Keyword:
    """A keyword: base forms of its words in small letters, and whether it is a name."""

    lemmas: tuple[str, ...]
    name: bool

    def meets(self, found: Sequence[Word]) -> bool:
        """Tell whether words that follow each other are the keyword."""
        return len(found) == len(self.lemmas) and all(
            (self.name or word.naming is not Naming.YES) and _alike(word, pattern)
            for word, pattern in zip(found, self.lemmas, strict=True)
        )


def _alike(word: Word, pattern: str) -> bool:
    bare = pattern.strip(ANY)
    if bare == pattern:
        return word.lemma == pattern
    forms = (word.lemma, word.text.lower())
    if pattern.startswith(ANY) and pattern.endswith(ANY):
        return any(bare in form for form in forms)
    if pattern.startswith(ANY):
        return any(form.endswith(bare) for form in forms)
    return any(form.startswith(bare) for form in forms)


def keyword(text: str, lemma: Lemmatiser) -> Keyword:
    """Give a keyword of the words that are written: a star is any letters, a capital marks a name."""
    bases = (part.lower() if ANY in part else lemma(part).lower() for part in text.split())
    return Keyword(tuple(bases), text[:1].isupper())


def keywords_of(frame: Frame, lemma: Lemmatiser) -> dict[str, tuple[Keyword, ...]]:
    """Give the keywords of every theme that has some."""
    found = {
        theme.code: tuple(keyword(text, lemma) for text in theme.keywords) for theme in frame.themes
    }
    return {code: keywords for code, keywords in found.items() if keywords}


def evidence_of(
    read: Iterable[Sequence[Word]], keywords: Mapping[str, tuple[Keyword, ...]]
) -> list[dict[str, tuple[str, ...]]]:
    """Give for each answer, of every theme that its words speak for, the words themselves."""
    codes = [code for code, several in keywords.items() for _one in several]
    search = Search([one for several in keywords.values() for one in several])
    evidence = []
    for words in read:
        found: dict[str, dict[str, None]] = {}
        for number, at, width in search.places(words):
            met = " ".join(word.text for word in words[at : at + width])
            found.setdefault(codes[number], {})[met] = None
        evidence.append({code: tuple(met) for code, met in found.items()})
    return evidence


class Search:
    """Finds keywords among words; which keywords a word can begin is worked out once."""

    def __init__(self, keywords: Sequence[Keyword]) -> None:
        self._keywords = tuple(keywords)
        self._begun: dict[tuple[str, str], list[int]] = {}

    def places(self, read: Sequence[Word]) -> list[tuple[int, int, int]]:
        """Give where keywords are met: number of the keyword, first word, and how many words.

        In the order of the keywords, then of the words.
        """
        return sorted(
            (number, at, width)
            for at, word in enumerate(read)
            for number in self._beginning(word)
            for width in [len(self._keywords[number].lemmas)]
            if self._keywords[number].meets(read[at : at + width])
        )

    def _beginning(self, word: Word) -> list[int]:
        written = (word.text, word.lemma)
        if written not in self._begun:
            known = enumerate(self._keywords)
            self._begun[written] = [at for at, one in known if _alike(word, one.lemmas[0])]
        return self._begun[written]
