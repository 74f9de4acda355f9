"""Base forms of Finnish words: simplemma alone, or together with Voikko where it is installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sosiaali_lib.messages import N_, _

Lemmatiser = Callable[[str], str]
NAME_CLASSES = frozenset({"etunimi", "sukunimi", "paikannimi", "nimi"})
_KEPT = 4  # letters below which an unknown word is left as it is
_CACHED = 100_000


class LemmatiserError(ImportError):
    """A lemmatiser that is not installed; the message says how to install it."""


class Simplemma:
    """Base forms by simplemma (MIT licence) alone.

    A base form with a capital letter is a proper name.

    Parameters
    ----------
    lang
        Language code of the words, such as fi or sv.

    Raises
    ------
    LemmatiserError
        If simplemma is not installed.
    """

    source = N_("Base forms of words are those of simplemma; Voikko was not used.")

    def __init__(self, lang: str = "fi") -> None:
        try:
            import simplemma
        except ImportError as error:
            raise LemmatiserError(
                _(
                    "Keyword proposals need simplemma, which is not installed. Install it with: "
                    "pip install simplemma"
                )
            ) from error
        lemma = simplemma.lemmatize
        self._lemma: Lemmatiser = lru_cache(_CACHED)(lambda word: str(lemma(word, lang=lang)))

    @property
    def method(self) -> str:
        """How the base forms were made, in the language in use."""
        return _(self.source)

    def __call__(self, word: str) -> str:
        """Give the base form of a word."""
        return self._lemma(word)


class WithVoikko(Simplemma):
    """Base forms by Voikko and simplemma together, Finnish only.

    Raises
    ------
    LemmatiserError
        If simplemma, the Python binding libvoikko, or Voikko's library and Finnish dictionary are
        not installed.

    Notes
    -----
    The two agree on most words. Where they differ: a word that Voikko does not know is simplemma's,
    of a hyphenated one only the last part; a form of Voikko's analyses that simplemma gives too is
    taken; else the analysis with fewest compound parts, on a tie not one ending in -ma or -mä.
    Nouns ending in -minen are put with their verb where Voikko analyses them as one, so that
    “jalkautuminen” and “jalkautumisessa” come together. A word that Voikko knows as a name alone
    keeps its capital.
    """

    source = N_("Base forms of words are those of Voikko and simplemma together.")

    def __init__(self) -> None:
        super().__init__("fi")
        try:
            import libvoikko

            voikko = libvoikko.Voikko("fi")
        except (
            Exception
        ) as error:  # a missing library, dictionary or binding each fail in their way
            raise LemmatiserError(
                _(
                    "Voikko is not installed whole: it needs the Python package libvoikko and the "
                    "system packages libvoikko1 and voikko-fi."
                )
            ) from error
        self._voikko = voikko  # closes with the process
        self._joint: Lemmatiser = lru_cache(_CACHED)(self._found)

    def __call__(self, word: str) -> str:
        """Give the base form of a word."""
        return self._joint(word)

    def _found(self, word: str) -> str:
        analyses = self._voikko.analyze(word)
        if analyses and all(one.get("CLASS") in NAME_CLASSES for one in analyses):
            name = str(analyses[0]["BASEFORM"])
            return name[:1].upper() + name[1:]
        lemma = self._chosen(word, analyses)
        return self._verb(lemma) if lemma.endswith("minen") else lemma

    def _chosen(self, word: str, analyses: list[dict[str, Any]]) -> str:
        simple = self._lemma(word)
        if not analyses:
            return self._unknown(word, simple)
        plain = [one for one in analyses if one.get("CLASS") not in NAME_CLASSES]
        bases = {str(one["BASEFORM"]).lower(): one for one in reversed(plain)}
        if simple.lower() in bases:
            return simple.lower()
        if simple.endswith("minen"):
            own = {str(one["BASEFORM"]).lower() for one in self._voikko.analyze(simple)}
            if own & set(bases):
                return simple
        return min(bases, key=lambda base: (_parts(bases[base]), base.endswith(("ma", "mä"))))

    def _unknown(self, word: str, simple: str) -> str:
        if "-" in word:
            head, _hyphen, last = word.rpartition("-")
            return f"{head.lower()}-{self._joint(last)}" if last else word
        return word if word.isupper() or len(word) < _KEPT else simple

    def _verb(self, noun: str) -> str:
        for one in self._voikko.analyze(noun):
            if one.get("CLASS") == "teonsana":
                return str(one["BASEFORM"]).lower()
        return noun


def default() -> Lemmatiser:
    """Give Voikko with simplemma where it is installed, else simplemma alone.

    Raises
    ------
    LemmatiserError
        If simplemma is not installed.
    """
    simple = Simplemma()
    try:
        return WithVoikko()
    except LemmatiserError:
        return simple


def _parts(analysis: dict[str, Any]) -> int:
    return str(analysis.get("WORDBASES", "")).count("+")
