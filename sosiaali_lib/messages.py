"""The language that people read: catalogues of messages in Finnish, Swedish and English.

Source texts are English; `locale/fi.po` and `locale/sv.po` hold the translations. Finnish is the
default. The language is a context variable, so that two reports made at once do not mix.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, get_args

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "fi"
CATALOGUES = Path(__file__).parent / "locale"

_current: ContextVar[Language] = ContextVar("language", default=DEFAULT)


def language() -> Language:
    """Give the language in use."""
    return _current.get()


def checked(lang: str) -> Language:
    """Give `lang` as a language of the suite.

    Raises
    ------
    ValueError
        If it is none of fi, sv, en.
    """
    for known in LANGUAGES:
        if lang == known:
            return known
    raise ValueError(f"Language {lang!r} is not known; expected one of {', '.join(LANGUAGES)}.")


@contextmanager
def use(lang: str) -> Iterator[None]:
    """Speak `lang` within the `with` block.

    Raises
    ------
    ValueError
        If `lang` is none of fi, sv, en.
    """
    token = _current.set(checked(lang))
    try:
        yield
    finally:
        _current.reset(token)


def speak(lang: str) -> None:
    """Speak `lang` from now on, as a notebook does from its first cell.

    Raises
    ------
    ValueError
        If `lang` is none of fi, sv, en.
    """
    _current.set(checked(lang))


@cache
def _catalogue(lang: Language) -> NullTranslations:
    """Read a catalogue; compiling it here keeps generated files out of the repository."""
    if lang == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(message: str) -> str:
    """Give a message in the language in use."""
    return _catalogue(language()).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - the name that extraction tools know
    """Mark a message for translation where it is written; `_` translates it where it is used."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """Give the form of a message that fits the number `n` in the language in use."""
    return _catalogue(language()).ngettext(singular, plural, n)


def pick(texts: Mapping[str, str]) -> str:
    """Give the text in the language in use from a data file's `{fi, sv, en}` entry."""
    return texts[language()]
