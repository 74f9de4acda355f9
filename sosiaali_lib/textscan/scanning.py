"""Scanning one text for every sign of personal data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from sosiaali_lib.textscan.addresses import addresses_in, postal_places_in
from sosiaali_lib.textscan.contacts import accounts_in, emails_in, phones_in
from sosiaali_lib.textscan.finding import Finding, apart
from sosiaali_lib.textscan.identity import birth_dates_in, identity_codes_in
from sosiaali_lib.textscan.lists import Names, default
from sosiaali_lib.textscan.numbers import ibans_in, plates_in, records_in
from sosiaali_lib.textscan.people import people_in

SOFT_HYPHEN = "\u00ad"
# Marks without a picture, wide and mathematical forms of letters and digits.
_ODD = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\uff01-\uff5e"
    "\ufff9-\ufffb\U0001d400-\U0001d7ff\U000e0000-\U000e007f]"
)

_NUMBERED: tuple[Callable[[str], Iterator[Finding]], ...] = (
    identity_codes_in,
    birth_dates_in,
    phones_in,
    ibans_in,
    addresses_in,
    postal_places_in,
    records_in,
    plates_in,
)


def scan(text: str, *, names: Names | None = None) -> list[Finding]:
    """Find the signs of personal data in a text.

    Parameters
    ----------
    text
        The text, of any length. Not changed.
    names
        Lists of names; those of the suite when None.

    Returns
    -------
    list of Finding
        In the order of the text, none over another. An empty list means that no signs were found,
        not that the text tells of nobody: a person has to read it before it is published.

    Notes
    -----
    Identity codes by `identity_codes`, account numbers by ISO 13616, the rest by the forms in use in
    Finland. Names are found by lists (`textscan.lists`), by their inflection (`textscan.stems`) and
    by the words beside them. What is searched for, and how much of it is found, is measured in
    `tests/textscan`.

    Examples
    --------
    >>> [(one.kind, one.text, one.sure) for one in scan("Soita Mikolle, 040 123 4567.")]
    [('name', 'Mikolle', 'likely'), ('phone', '040 123 4567', 'certain')]
    >>> scan("Toivo paremmasta kantaa.")
    []
    """
    seen, places = _seen(text)
    findings: list[Finding] = []
    if any(letter.isdigit() for letter in seen) or "O" in seen:
        for numbered in _NUMBERED:
            findings += numbered(seen)
    findings += emails_in(seen)
    findings += accounts_in(seen)
    findings += people_in(seen, names or default())
    return _placed(apart(findings), text, places)


def scan_certain(text: str) -> list[Finding]:
    """Give the findings that are certain; names never are, so no list is needed."""
    seen, places = _seen(text)
    searches = (identity_codes_in, phones_in, ibans_in, emails_in)
    found = [one for search in searches for one in search(seen) if one.sure == "certain"]
    return _placed(apart(found), text, places)


def _seen(text: str) -> tuple[str, list[int] | None]:
    """Give the text as a reader sees it, and where each letter of it stood; None for no change.

    Marks that are not seen would split a number in two; wide letters would hide it.
    """
    if not _ODD.search(text):
        return text, None
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        plain = unicodedata.normalize("NFKC", letter) if _ODD.match(letter) else letter
        if len(plain) == 1 and unicodedata.category(plain) != "Cf":
            letters.append(plain)
            places.append(at)
        elif letter == SOFT_HYPHEN:
            letters.append("-")
            places.append(at)
    return "".join(letters), places


def _placed(findings: list[Finding], text: str, places: list[int] | None) -> list[Finding]:
    """Give the findings at their places in the text as it came."""
    if places is None:
        return findings
    spans = [(places[one.start], places[one.end - 1] + 1) for one in findings]
    return [
        replace(one, start=start, end=end, text=text[start:end])
        for one, (start, end) in zip(findings, spans, strict=True)
    ]
