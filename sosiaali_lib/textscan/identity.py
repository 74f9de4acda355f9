"""Personal identity codes and dates of birth in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sosiaali_lib import identity_codes
from sosiaali_lib.messages import N_
from sosiaali_lib.textscan.finding import Finding, found

VALID = N_("It has the form and the check character of a personal identity code.")
NEARLY = N_("It is nearly a personal identity code; a character may be wrong.")
SIGNLESS = N_("It is a personal identity code without its century sign.")
BEGINNING = N_("It may be the beginning of a personal identity code.")
SAID = N_("The words beside it say that it is a date of birth.")
OLD = N_("It is a date long ago, perhaps of birth.")

_DASH = re.escape(identity_codes.DASHES)
_DIGIT, _GAP = "[0-9OoIl]", r"[\s._]{0,3}"
_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"
_CODE = re.compile(
    rf"{_EDGE}({_DIGIT}(?:{_GAP}{_DIGIT}){{5}}){_GAP}([{_DASH}+A-FU-Ya-fu-y]?)"
    rf"{_GAP}({_DIGIT}(?:{_GAP}{_DIGIT}){{2}}){_GAP}([0-9A-Za-z]){_END}"
)
_DIGITS = str.maketrans("OoIl", "0011")
_BLANKS = re.compile(r"[\s._]+")
_PART = re.compile(rf"{_EDGE}(\d{{6}})([{_DASH}+](?:[xX*]{{2,5}})?|[A-FU-Y]){_END}")

_SAYS = re.compile(
    r"\b(?:synt\b\.?(?:\s*aika\w*)?|syntynyt|syntyn\w+|syntymäai\w+|syntymäpäiv\w+|s\.|sa\.?:|"
    r"född|fött|födelsedatum|födelsetid|födelsedag|f\.|born(?:\s+on)?|d\.?o\.?b\.?|"
    r"date of birth|birthday)[:\s]*(?:on\s+|den\s+)?",
    re.IGNORECASE,
)
_MONTHS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
    "marras", "joulu",
)  # fmt: skip
_NAMED = (
    rf"\d{{1,2}}\.?\s(?:(?:{'|'.join(_MONTHS)})kuuta|"
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"January|February|March|May|June|July|August|October)\s(?:19|20)\d\d"
)
_NUMERIC = r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:(?:18|19|20)\d\d|\d\d)"
_ISO = r"(?:19|20)\d\d-\d\d-\d\d"
_DATE = re.compile(rf"(?<![\d.,/-])(?:{_ISO}|{_NUMERIC}|{_NAMED})(?![\d/-])(?!\.\d)")
_BARE = re.compile(r"(?:\d{6}|(?:19|20)\d\d)(?![\d.,/-]*\d)")
_LAW = re.compile(r"(?:annettu|laki\w*|asetu\w+|given|lag\w*|kokous\w*)\s*\(?$", re.IGNORECASE)
_GROWN_UP = 2010  # a full date before this year is hardly one of a service in the data


def identity_codes_in(text: str) -> Iterator[Finding]:
    """Find personal identity codes: valid, mistyped, split over blanks, without their sign."""
    for match in _CODE.finditer(text):
        day, sign, number, last = match.groups()
        digits = [_BLANKS.sub("", part).translate(_DIGITS) for part in (day, number)]
        plain = f"{digits[0]}{sign}{digits[1]}{last}"
        tight = len(match[0]) - len(plain) <= 3
        if not sign:
            if identity_codes.resembles(plain) and (last.isalpha() or _coded(text, match.start())):
                yield found("identity_code", text, match.span(), "likely", SIGNLESS)
        elif any(
            identity_codes.parse(one) for one in (plain, plain[:-1] + last.translate(_DIGITS))
        ):
            yield found("identity_code", text, match.span(), "certain", VALID)
        elif tight and identity_codes.resembles(plain):
            yield found("identity_code", text, match.span(), "likely", NEARLY)


def birth_dates_in(text: str) -> Iterator[Finding]:
    """Find dates of birth: those said to be such, old dates, beginnings of identity codes."""
    for match in _PART.finditer(text):
        if _short(match[1]):
            yield found("birth_date", text, match.span(), "possible", BEGINNING)
    for match in _SAYS.finditer(text):
        end = match.end()
        said = _DATE.match(text, end) or _BARE.match(text, end)
        if said and _exists(said[0]):
            yield found("birth_date", text, (match.start(), said.end()), "likely", SAID)
    for match in _DATE.finditer(text):
        year = re.search(r"(?:18|19|20)\d\d", match[0])
        law = _LAW.search(text[max(0, match.start() - 20) : match.start()])
        if year and int(year[0]) < _GROWN_UP and _exists(match[0]) and not law:
            yield found("birth_date", text, match.span(), "possible", OLD)


def _coded(text: str, start: int) -> bool:
    """Whether the words before say that a code follows."""
    before = text[max(0, start - 30) : start].casefold()
    return any(word in before for word in ("tunnus", "hetu", "beteckning", "signum", "identity"))


def _short(digits: str) -> bool:
    """Whether ddmmyy exists in some century."""
    return any(_day(digits[:2], digits[2:4], century + digits[4:]) for century in ("19", "20"))


def _exists(said: str) -> bool:
    numbers = re.findall(r"\d+", said)
    if len(numbers) == 1:
        return len(numbers[0]) == 4 or _short(numbers[0])
    if len(numbers) == 2:  # the month is a word
        return 1 <= int(numbers[0]) <= 31
    if len(numbers[0]) == 4:
        return _day(*numbers[::-1])
    year = numbers[2] if len(numbers[2]) == 4 else f"19{numbers[2]}"
    return _day(numbers[0], numbers[1], year)


def _day(day: str, month: str, year: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
