"""Whether the statements that people answered are those of the official form, by their hash."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType

from sosiaali_lib.instruments.model import Instrument
from sosiaali_lib.messages import LANGUAGES, _

MATCHES, DIFFERS, UNCHECKED = "matches", "differs", "unchecked"


def text_hash(statements: Mapping[str, str]) -> str:
    """Give the hash of the statements of a form, item by item in the order of the form.

    Returns
    -------
    str
        SHA-256 (hexadecimal) of the lines “item, tab, statement” in Unicode form NFC and UTF-8.
        White space around a statement does not count; every other character does.
    """
    lines = [
        f"{item}\t{unicodedata.normalize('NFC', text).strip()}" for item, text in statements.items()
    ]
    return sha256("\n".join(lines).encode("utf-8")).hexdigest()


def with_texts(instrument: Instrument, texts: Mapping[str, str], language: str) -> Instrument:
    """Give the instrument with the statements that the user has the right to.

    Parameters
    ----------
    instrument
        The instrument. Not changed.
    texts
        Item → the statement as it stands on the form that people filled, for every item but the
        optional ones, which may be given.
    language
        Language of the form: "fi", "sv" or "en".

    Returns
    -------
    Instrument
        Its `wording` is "matches" where the hash of the statements is that of the official form,
        "unchecked" where the file knows no hash for the language, else "differs": then the name
        says that the form is a local variant, and the norms are gone.

    Raises
    ------
    ValueError
        If a statement is missing or belongs to no item, or the language is not known.
    """
    if language not in LANGUAGES:
        raise ValueError(f"`language` is {language!r}; expected one of {', '.join(LANGUAGES)}.")
    items = [item.id for item in instrument.items]
    needed = [item.id for item in instrument.items if not item.optional]
    absent = [name for name in needed if not texts.get(name, "").strip()]
    strange = [name for name in texts if name not in items]
    if absent or strange:
        text = _("{instrument}: statements are missing for {absent}; no items {strange}.")
        raise ValueError(
            text.format(
                instrument=instrument.id,
                absent=", ".join(absent) or "–",
                strange=", ".join(strange) or "–",
            )
        )
    statements = {
        name: MappingProxyType({**instrument.statements.get(name, {}), language: texts[name]})
        for name in items
        if name in texts
    }
    return checked(
        replace(instrument, statements=MappingProxyType({**instrument.statements, **statements}))
    )


def checked(instrument: Instrument) -> Instrument:
    """Hold the statements of every language against the hashes; other words lose name and norms."""
    known = instrument.rights.text_sha256 or {}
    states = {
        lang: found == known.get(lang, found) and (MATCHES if lang in known else UNCHECKED)
        for lang in LANGUAGES
        if (found := _hash_in(instrument, lang)) is not None
    }
    if False in states.values():
        return replace(instrument, wording=DIFFERS, references=())
    matches = bool(states) and set(states.values()) == {MATCHES}
    return replace(instrument, wording=MATCHES if matches else UNCHECKED)


def _hash_in(instrument: Instrument, lang: str) -> str | None:
    """Give the hash of the statements in a language; None where there are none.

    Optional items are left out: not every printing of a form has them.
    """
    statements = {
        item.id: instrument.statements[item.id][lang]
        for item in instrument.items
        if not item.optional and lang in instrument.statements.get(item.id, {})
    }
    return text_hash(statements) if statements else None
