"""Street addresses and postal codes in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosiaali_lib.messages import N_
from sosiaali_lib.textscan.finding import Finding, found

NUMBERED = N_("It has the form of a street address with a number.")
STREET = N_("It has the form of the name of a street.")
BOX = N_("It has the form of a post office box.")
POSTAL = N_("It has the form of a postal code and its place.")

_CASE = r"(?:lla|llä|lta|ltä|lle|ssa|ssä|sta|stä|n|a|ä|ta|tä|an|än|en|on|ön|un|in)?"
# Strong and weak stems of what names of streets end in; the second lot ends other words as well.
_STREET = r"(?:katu|kadu|tie|kuja|poluk?|polku|gatan|vägen|gränden|gränd|stigen)s?"
_PLACE = (
    r"(?:raitti|raiti|kaari|kaare|ranta|ranna|aukio|(?<!at)(?<!ek)tori|puistikko|puistiko|väylä|rinne|"
    r"rintee|kulma|(?<!ra)portti|(?<!ra)porti|esplanadi|laituri|taival|taipalee|lenkki|lenki|"
    r"bulevardi|penger|penkeree|silta|silla|puisto|piha|linja|käytävä|mäki|mäe|torget|esplanaden|"
    r"kajen|stranden|backen|allén|bågen|plan|brinken)s?"
)
_NUMBER = (
    r"(?!(?:19|20)\d\d(?!\d))\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\s?[a-zA-ZåäöÅÄÖ](?![\w]))?"
    r"(?:\s(?:as|as\.|asunto|bst|bst\.|lgh|apt\.?)\s?\d{1,4}|\s?[A-ZÅÄÖ]?\s?\d{1,3}(?!\w))?"
)
_SIDE = (
    r"(?:(?:Iso|Vähä|Pieni|Vanha|Uusi|Pitkä|Pohjoinen|Eteläinen|Itäinen|Läntinen|Stora|Lilla|Gamla|"
    r"Nya|Norra|Södra|Östra|Västra)\s)?"
)
_WITH_NUMBER = re.compile(
    rf"(?<![\w-]){_SIDE}"
    rf"(?:[^\W\d_][\w-]{{1,30}}?{_STREET}{_CASE}|[A-ZÅÄÖ][\w-]{{1,30}}?{_PLACE}{_CASE}|"
    rf"[A-ZÅÄÖ][\w-]{{2,25}}n\s(?:katu|kadu|tie|kuja|polku|polu){_CASE}|"
    rf"(?:Esplanad(?:en|i)|Bulevard(?:en|i)){_CASE})"
    rf"\s{_NUMBER}(?![\d,.]*\d)"
)
_ROADS = re.compile(
    r"(?:valta|kanta|seutu|yhdys|moottori|maan|rauta|riks|lands)?(?:tie|väge)\w*\s\d", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?<=[a-zåäö,]\s)[A-ZÅÄÖ][\w-]{2,30}?(?:katu|kadu|kuja|polku|polu|gatan|gränden|"
    r"vägen|tie)(?:lla|llä|lta|ltä|lle|n)?(?!\w)"
)
_BOX = re.compile(r"(?<!\w)(?:PL|PB|P\.O\. ?Box)\s\d{1,5}(?!\w)")
_POSTAL = re.compile(r"(?<![\w,.-])(?:FI?-)?(\d{5})\s([A-ZÅÄÖ][a-zåäöA-ZÅÄÖ-]{2,30})")


def addresses_in(text: str) -> Iterator[Finding]:
    """Find street addresses, in Finnish also inflected, and post office boxes."""
    for match in _WITH_NUMBER.finditer(text):
        if not _ROADS.match(match[0]):
            yield found("address", text, match.span(), "likely", NUMBERED)
    for match in _NAMED.finditer(text):
        yield found("address", text, match.span(), "possible", STREET)
    for match in _BOX.finditer(text):
        yield found("address", text, match.span(), "likely", BOX)


def postal_places_in(text: str) -> Iterator[Finding]:
    """Find postal codes with a place after them."""
    for match in _POSTAL.finditer(text):
        yield found("postal_place", text, match.span(), "likely", POSTAL)
