"""Names of people, words that look like them, and names that are nobody's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sosiaali_lib.area_tables import municipality_table
from sosiaali_lib.datafiles import DATA, DataFileError
from sosiaali_lib.messages import _
from sosiaali_lib.textscan.stems import endings, stems

FOLDER = "nimet"
FIRST_FILE, SURNAME_FILE, PASSED_FILE = "etunimet.txt", "sukunimet.txt", "ohitettavat.txt"
_FORMS = "# muodot"

Stems = Mapping[str, str]  # stem → base form


@dataclass(frozen=True, eq=False)
class Names:
    """Lists of names, with the stems that their inflected forms are built on.

    Attributes
    ----------
    firsts, surnames, others
        Stem → base form, in small letters: first names, surnames, and names that are nobody's.
    words
        Base forms of names that are common words too.
    forms
        Forms of names that are common words.
    passed
        Stem → base form of words that the organisation wants to be passed over.
    lemmatiser
        Gives base forms of words; with it a few more inflected surnames are found.
    """

    firsts: Stems = field(repr=False)
    surnames: Stems = field(repr=False)
    others: Stems = field(repr=False)
    words: frozenset[str] = field(repr=False)
    forms: frozenset[str] = field(repr=False)
    passed: Stems = field(default_factory=dict, repr=False)
    lemmatiser: Callable[[str], str] | None = field(default=None, repr=False)

    def first(self, word: str) -> str | None:
        """Give the first name that a word in small letters is a form of."""
        return self._base(word, self.firsts, surname=False)

    def surname(self, word: str) -> str | None:
        """Give the surname that a word in small letters is a form of."""
        return self._base(word, self.surnames, surname=True)

    def other(self, word: str) -> str | None:
        """Give the place or organisation that a word in small letters is a form of."""
        return self._base(word, self.others, surname=True)

    def lemma(self, word: str) -> str:
        """Give the base form of a word by the lemmatiser; the word itself where there is none."""
        return self.lemmatiser(word) if self.lemmatiser else word

    def passes(self, word: str) -> bool:
        """Tell whether a word in small letters is a form of one to be passed over."""
        return bool(self.passed) and self._base(word, self.passed, surname=True) is not None

    def with_own(self, folder: Path) -> Names:
        """Add an organisation's own lists.

        Parameters
        ----------
        folder
            Holds any of `etunimet.txt`, `sukunimet.txt` and `ohitettavat.txt` (words that are not to
            be found): UTF-8, names in their base form apart by blanks or lines, lines that begin
            with # are notes. A folder that does not exist adds nothing.

        Raises
        ------
        DataFileError
            If a file is not UTF-8.
        """
        first, last, passed = (
            _own(folder / name) for name in (FIRST_FILE, SURNAME_FILE, PASSED_FILE)
        )
        return Names(
            firsts={**self.firsts, **_by_stem(first, surname=False)},
            surnames={**self.surnames, **_by_stem(last, surname=True)},
            others=self.others,
            words=self.words,
            forms=self.forms,
            passed={**self.passed, **_by_stem(passed, surname=True)},
            lemmatiser=self.lemmatiser,
        )

    def _base(self, word: str, known: Stems, *, surname: bool) -> str | None:
        """Give the base form of the longest stem that an ending follows."""
        tails = endings(surname=surname)
        for at in range(len(word), 1, -1):
            base = known.get(word[:at])
            # The shortest names would else be part of nearly any word.
            if base is not None and word[at:] in (tails if len(base) > 2 else ("", "s")):
                return base
        return None


@cache
def default() -> Names:
    """Give the lists of the suite; see the heads of the files `data/words/nimet_*.txt`."""
    words, _mark, forms = _text("nimet_sanat").partition(_FORMS)
    places = {
        part.casefold()
        for one in municipality_table().values()
        for name in (one.name("fi"), one.name("sv"))
        for part in (name, *name.split("-"), *name.split())
    }
    return Names(
        firsts=_by_stem(_words(_text("nimet_etunimet")), surname=False),
        surnames=_by_stem(_words(_text("nimet_sukunimet")), surname=True),
        others=_by_stem(_words(_text("nimet_muut")) | places, surname=True),
        words=_words(words),
        forms=_words(forms),
        lemmatiser=_lemmatiser(),
    )


def _lemmatiser() -> Callable[[str], str] | None:
    """Give Voikko with simplemma, simplemma alone, or nothing: whatever is installed."""
    from sosiaali_lib.themes import lemmas

    try:
        return lemmas.default()
    except lemmas.LemmatiserError:
        return None


def _by_stem(names: Iterable[str], *, surname: bool) -> dict[str, str]:
    found = {stem: name for name in sorted(names) for stem in stems(name, surname=surname)}
    return found | {name: name for name in names}


def _text(name: str) -> str:
    return (DATA / "words" / f"{name}.txt").read_text("utf-8")


def _words(text: str) -> frozenset[str]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word.casefold() for line in lines for word in line.split())


def _own(path: Path) -> frozenset[str]:
    try:
        return _words(path.read_bytes().decode("utf-8-sig")) if path.is_file() else frozenset()
    except UnicodeDecodeError:
        fault = _("The file is not UTF-8 text; save it as UTF-8.")
        raise DataFileError(path, (fault,)) from None
