"""Keywords of the coding frame, and the words of an answer that meet them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def keywords_of(frame: Frame, lemma: Lemmatiser) -> dict[str, tuple[Keyword, ...]]:
    """Give the keywords of every theme that has some."""

    def base(part: str) -> str:
        return part.lower() if ANY in part else lemma(part).lower()

    found = {
        theme.code: tuple(
            Keyword(tuple(base(part) for part in keyword.split()), keyword[:1].isupper())
            for keyword in theme.keywords
        )
        for theme in frame.themes
    }
    return {code: keywords for code, keywords in found.items() if keywords}


def evidence_of(
    read: Sequence[Word], keywords: Mapping[str, tuple[Keyword, ...]]
) -> dict[str, tuple[str, ...]]:
    """Give of every theme that the words speak for the words themselves."""
    found: dict[str, dict[str, None]] = {}
    for code, known in keywords.items():
        for keyword in known:
            width = len(keyword.lemmas)
            for at in range(len(read) - width + 1):
                part = read[at : at + width]
                if keyword.meets(part):
                    found.setdefault(code, {})[" ".join(word.text for word in part)] = None
    return {code: tuple(met) for code, met in found.items()}
