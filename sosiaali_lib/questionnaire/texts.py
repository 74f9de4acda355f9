"""Texts of questionnaires, said in every language at once."""

from __future__ import annotations

from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.questionnaire.model import Texts


def in_all(message: str, **named: object) -> dict[str, str]:
    """Give a message, marked for translation with `N_`, in every language.

    A value that is a mapping of texts is put in in the same language.
    """
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            parts = {
                name: value[lang] if isinstance(value, dict) else value
                for name, value in named.items()
            }
            found[lang] = _(message).format(**parts)
    return found


def joined(*parts: Texts) -> dict[str, str]:
    """Give texts one after the other, a line each, in the languages that all of them have."""
    given = [part for part in parts if part]
    shared = [lang for lang in LANGUAGES if all(lang in part for part in given)]
    return {lang: "\n".join(part[lang] for part in given) for lang in shared} if given else {}
