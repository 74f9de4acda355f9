"""What an item of an instrument asks and what its answers mean, as far as its rights allow."""

from __future__ import annotations

from sosiaali_lib import forms, instruments
from sosiaali_lib.archive.model import Code, Texts
from sosiaali_lib.measurements import has_levels
from sosiaali_lib.messages import LANGUAGES


def question(column: forms.Column) -> dict[str, str]:
    """Give the statement of an item, where it ships with the suite."""
    if column.item_of is None:
        return {}
    known = instruments.load(column.item_of)
    if known.rights.text != "shipped":
        return {}
    return dict(known.statements.get(column.name, {}))


def answers(column: forms.Column) -> tuple[Code, ...]:
    """Give the answers of an item as the file of data holds them; nothing where no word is known.

    A language in which the words are not known has the bare number. Answers outside the scale, such
    as don't know, say nothing about it and are told to be missing.
    """
    assert column.item_of is not None
    known = instruments.load(column.item_of)
    item = next((one for one in known.items if one.id == column.name), None)
    if item is None or not has_levels(item) or not item.answers:
        return ()
    found = [
        Code(str(code - known.shift), _named(words, code - known.shift), code - known.shift)
        for code, words in sorted(item.answers.items())
        if item.min <= code <= item.max
    ]
    unsure = [
        Code(code, _named(words, code), int(code), missing=True)
        for code, words in known.dont_know.items()
    ]
    return (*found, *unsure)


def _named(words: Texts, code: object) -> dict[str, str]:
    return {lang: words.get(lang, str(code)) for lang in LANGUAGES}
