"""The words of a text, each with what the lists of names know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib.textscan.lists import Names

_WORD = re.compile(r"[^\W\d_]{1,40}+(?:[-'’:][^\W\d_]{1,40}+){0,3}+")
_LONGEST = 4  # words of one name
_LIKE_NEN = re.compile(r"[aeiouyäö]s(?:t[aä]|i(?:[aä]|lle|l[lt][aä]|s[st][aä]|n[aä]|in))$")


@dataclass(frozen=True, eq=False)
class Word:
    """A word of the text with what the lists know of it.

    `small` is it in small letters, `loud` that it is all in capitals, `plain` that it may be a common
    word, `other` that it names no person.
    """

    text: str
    start: int
    end: int
    names: Names

    @cached_property
    def small(self) -> str:
        """Give it in small letters."""
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @cached_property
    def loud(self) -> bool:
        """Whether all of it is in capitals, so that they say nothing."""
        return len(self.text) > 1 and self.text.isupper()

    @cached_property
    def parts(self) -> list[str]:
        """Give the parts of a double name."""
        return self.small.split("-")

    @cached_property
    def first(self) -> str | None:
        """Give the first name that it is a form of."""
        if len(self.parts) > 1:
            known = [self.names.first(part) for part in self.parts]
            return self.small if all(known) else None
        return self.names.first(self.small)

    @cached_property
    def surname(self) -> str | None:
        """Give the surname that it is a form of."""
        if len(self.parts) > 1:
            known = self.names.surname(self.small) or self.names.surname(self.parts[-1])
            whole = known and (self.names.surname(self.parts[0]) or known == self.small)
            return self.small if whole or self.parts[0] in ("ylä", "ala", "yli", "uusi") else None
        return self.names.surname(self.small)

    @cached_property
    def other(self) -> bool:
        """Whether it names a place or an organisation."""
        return self.names.other(self.small) is not None or (
            len(self.parts) > 1
            and self.first is None
            and self.names.other(self.parts[0]) is not None
        )

    @cached_property
    def plain(self) -> bool:
        """Whether it may be a common word."""
        return self.small in self.names.forms or bool({self.first, self.surname} & self.names.words)

    @cached_property
    def known(self) -> bool:
        """Whether a list has it as a name of a person."""
        return (self.first or self.surname) is not None

    @cached_property
    def inflected(self) -> bool:
        """Whether the lemmatiser takes it for an inflected surname that no list has."""
        if not _LIKE_NEN.search(self.small):
            return False  # the lemmatiser is slow
        base = self.names.lemma(self.text)
        return base != self.text and base[:1].isupper() and base.endswith("nen")

    @property
    def passed(self) -> bool:
        """Whether the organisation wants it to be passed over."""
        return self.names.passes(self.small)


class Words:
    """The words of a text; most are never looked at more closely than in `texts`."""

    def __init__(self, text: str, names: Names) -> None:
        self._matches = list(_WORD.finditer(text))
        self._names = names
        self.texts = [match[0] for match in self._matches]

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, at: int) -> Word:
        match = self._matches[at]
        return Word(self.texts[at], match.start(), match.end(), self._names)

    def run(self, text: str, at: int) -> list[Word]:
        """Give the words with capitals that follow each other, apart by a blank alone."""
        run = [self[at]]
        for beside in range(at + 1, min(at + _LONGEST, len(self))):
            word = self[beside]
            gap = text[run[-1].end : word.start]
            lone = len(run[-1].text) == 1 and gap in (". ", ".")
            comma = gap == ", " and run[-1].surname is not None and word.first is not None
            if not word.capital or not (gap in (" ", "\u00a0") or lone or comma):
                break
            run.append(word)
        return run
