"""Account numbers, registration numbers of vehicles and record numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from sosiaali_lib.messages import N_
from sosiaali_lib.textscan.beside import words
from sosiaali_lib.textscan.finding import Finding, found

RIGHT = N_("It is an account number with the right check digits.")
WRONG = N_("It has the form of an account number, but its check digits are wrong.")
PLATE = N_("It has the form of a registration number.")
VEHICLE = N_("The words beside it speak of a vehicle.")
RECORD = N_("The words beside it say that it is the number of a client or a record.")

# Lengths by the IBAN registry of SWIFT, for countries whose accounts are common in Finland.
LENGTHS = MappingProxyType({
    "FI": 18, "SE": 24, "NO": 15, "DK": 18, "EE": 20, "LV": 21, "LT": 20, "DE": 22, "GB": 22,
    "FR": 27, "ES": 24, "IT": 27, "NL": 18, "BE": 16, "PL": 28, "IE": 22, "AT": 20, "CH": 21,
    "IS": 26, "PT": 25, "CZ": 24, "HU": 28, "RO": 24, "BG": 22, "GR": 27, "HR": 21, "UA": 29,
    "TR": 26, "LU": 20, "MT": 31, "CY": 28, "SK": 24, "SI": 19,
})  # fmt: skip
_IBAN = re.compile(rf"(?<![^\W_])({'|'.join(LENGTHS)})[ ]?\d\d", re.IGNORECASE)
_BLANKS = " \u00a0-\u2010\u2011\u2013\t\n"

_LETTERS = "A-ZÅÄÖ"
_LIKE_A_CAR = re.compile(rf"(?<![\w-])(?:[{_LETTERS}]{{3}}-\d{{3}}|CD-\d{{3,5}})(?![\w-])")
_ANY_PLATE = re.compile(
    r"(?<![\w-])(?:[^\W\d_]{2,3}[-\s\u2010\u2011\u2013]?\d{1,3}|CD?[-\s]?\d{2,5})(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:rekisteri\w*|rek\b\.?|reknro|auto(?:n|lla|a|ssa)?\b|pakettiauto\w*|henkilöauto\w*|"
    r"mopo\w*|kilpi\b|kilve\w+|bilen?\b|registernum\w+|registerskylt\w*|mopeden?|car\b|van\b|"
    r"plate\b|licen[cs]e)",
    re.IGNORECASE,
)
_NOT_PLATES = words(
    "phq gad who icd iso sfs sf eo kv bdi srs core audit eu en a4 a3 din srq kvi rcq mdq scl "
    "hads dsm kys oys thl pta art sos sha md utf fin usa usb ram led lcd gps sms"
    " on ja tai oli ei noin yli klo kpl per yht vko vk pv kk ka n s as and var och med till"
)  # fmt: skip

_RECORD = re.compile(
    r"\b(?:(?:asiakas|potilas|asiakkuus|tapaus|asian?|diaari|kirjaamo|päätös|viite|jäsen|hakemus)"
    r"(?:-?(?:numero|tunnus|nro|n:o)|\s(?:nro|n:o|numero))(?:nsa|mme|ksi|lla|n)?|"
    r"d\.?nro|diaarinro|dnr|klient-?nummer|patient-?nummer|diarie-?nummer|ärende-?nummer|kundnummer|"
    r"(?:client|patient|case|record|customer)\s(?:number|no\.?|id))"
    r"[:\s]*(?:on\s|oli\s|är\s|is\s)?\s*"
    r"((?=[\w/.:-]{0,30}\d)[^\W_][\w/:-]{0,30}(?:\.\d[\w/:-]{0,20}){0,4})",
    re.IGNORECASE,
)


def ibans_in(text: str) -> Iterator[Finding]:
    """Find account numbers of the form IBAN, with or without blanks, by their check digits."""
    for match in _IBAN.finditer(text):
        country = match[1].upper()
        taken, end = _taken(text, match.start(), LENGTHS[country])
        if len(taken) < LENGTHS[country] or (end < len(text) and text[end].isalnum()):
            continue
        if _mod_97(taken) == 1:
            yield found("iban", text, (match.start(), end), "certain", RIGHT)
        elif country == "FI" and taken[2:].isdigit():
            yield found("iban", text, (match.start(), end), "likely", WRONG)


def plates_in(text: str) -> Iterator[Finding]:
    """Find registration numbers of vehicles; forms shared with other words need a word beside."""
    for match in _LIKE_A_CAR.finditer(text):
        if match[0].split("-")[0].casefold() not in _NOT_PLATES:
            yield found("plate", text, match.span(), "likely", PLATE)
    for said in _SPEAKS.finditer(text):
        for match in _ANY_PLATE.finditer(text, said.end(), said.end() + 40):
            if re.split(r"[\W\d]", match[0])[0].casefold() not in _NOT_PLATES:
                yield found("plate", text, match.span(), "likely", VEHICLE)
                break


def records_in(text: str) -> Iterator[Finding]:
    """Find numbers of clients, patients and decisions that are said to be such."""
    for match in _RECORD.finditer(text):
        yield found("record_number", text, match.span(1), "likely", RECORD)


def _taken(text: str, start: int, length: int) -> tuple[str, int]:
    """Take so many letters and digits, passing single blanks and hyphens."""
    taken: list[str] = []
    at = start
    while at < len(text) and len(taken) < length:
        letter = text[at]
        if letter.isascii() and letter.isalnum():
            taken.append(letter.upper())
        elif letter not in _BLANKS or text[at - 1] in _BLANKS:
            break
        at += 1
    return "".join(taken), at


def _mod_97(account: str) -> int:
    """Give the remainder of ISO 13616: the first four characters last, letters as 10–35."""
    return int("".join(str(int(letter, 36)) for letter in account[4:] + account[:4])) % 97
