"""The language of a passage, where Word's mark of it is wrong.

Word marks what is typed by the keyboard in use: Finnish typed with an English keyboard is marked as
English, and a screen reader would then read it with English sounds. A mark is believed unless the
commonest words of the passage speak against it.
"""

from __future__ import annotations

import re

from sosiaali_lib.report.rich import Run

# The commonest words of running text in each language that do not stand in the others.
_COMMON = {
    "fi": (
        "ja ei että joka mutta myös kuin kun sekä tai ovat oli hän tämä sen niin jos vain ole se "
        "olla mukaan vuonna voi asiakkaat kunnassa mitä miten kanssa sitä näiden"
    ),
    "sv": (
        "och att det som för är på av inte till från den har ett kan eller med vid också var sig "
        "men om de vara under efter enligt kommunen mellan detta"
    ),
    "en": (
        "the of and to that is was for with as by on are this be from at or which were have has "
        "not been their its also in a an it"
    ),
}
_WORDS = {lang: frozenset(words.split()) for lang, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 2


def guess(text: str) -> str:
    """Give the language that the commonest words of a text belong to; empty where they say nothing.

    Examples
    --------
    >>> guess("Asiakkaat kertoivat, että asunto on kylmä ja vuokra kallis.")
    'fi'
    >>> guess("Kajaani 2019")
    ''
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = {lang: sum(word in known for word in words) for lang, known in _WORDS.items()}
    best, second, *_rest = sorted(counts, key=lambda lang: -counts[lang])
    return best if counts[best] >= _ENOUGH and counts[best] >= 2 * counts[second] else ""


def believed(runs: tuple[Run, ...], document: str) -> tuple[Run, ...]:
    """Give pieces of text without the marks of language that their words speak against.

    Parameters
    ----------
    runs
        The pieces of one paragraph; a mark is empty where it is that of the document.
    document
        Language of the document.
    """
    marked: dict[str, list[str]] = {}
    for run in runs:
        marked.setdefault(run.lang, []).append(run.text)
    wrong = {}
    for lang, texts in marked.items():
        if lang and any(character.isalpha() for text in texts for character in text):
            found = guess(" ".join(texts))
            if lang in _WORDS and found and found != lang:
                wrong[lang] = "" if found == document else found
            elif lang in _WORDS and not found and len(_WORD.findall(" ".join(texts))) < _ENOUGH:
                wrong[lang] = ""  # a single word, or a name
        elif lang:
            wrong[lang] = ""
    return tuple(run._replace(lang=wrong.get(run.lang, run.lang)) for run in runs)
