"""The numbers that a text says, in digits and in words, so that two texts can be compared."""

from __future__ import annotations

import re
from collections import Counter

from sosiaali_lib.file_audit.numbers import HIDDEN_MARKS, numbers_in
from sosiaali_lib.plain_text import one_line

# The forms in which a text points to a table, a figure or another place. They are closed: what only
# begins alike, as “lukumäärä 3” or “sidosryhmiä 4”, is followed by a number that is a finding.
TABLES = (
    r"taulukko(?:on|a|jen|ihin)?|tauluko(?:n|t|ssa|sta|issa|ista|iden|ita)"
    r"|tabell(?:en|er|erna)?|tables?"
)
FIGURES = r"kuvio(?:n|t|ssa|sta|on|ta|issa|ista|iden|ihin)?|figur(?:en|er|erna)?|figures?"
_PLACES = (
    r"kuva(?:n|t|ssa|sta|an|a)?|kuvi(?:ssa|sta|en)|bild(?:en|er|erna)?|pictures?"
    r"|luku(?:un|ja)?|luvu(?:n|t|ssa|sta|issa|ista)|kapit(?:el|let|len)|chapters?"
    r"|liite|liitte(?:en|et|essä|estä|eseen|issä)|bilag(?:a|an|or|orna)|appendi(?:x|ces)"
    r"|sivu(?:n|t|lla|lta|lle|illa|ilta)?|sid(?:a|an|or|orna)|pages?"
)
# Numbers of places and paragraphs of law, years and dates are no findings.
_POINTER = re.compile(rf"\b(?:{TABLES}|{FIGURES}|{_PLACES})\s+[A-Z]?\d+(?:\.\d+)*", re.IGNORECASE)
_LAW = re.compile(r"\b\d+/\d{4}\b|\b\d+\s*(?:[a-z]\s*)?§|§+\s*\d+")
_DAY = re.compile(
    r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?(?:\s?[–-]\s?\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?)?"
    r"|\b\d{4}-\d{2}-\d{2}\b"
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?:[–-](?:19|20)?\d{2})?(?![\d.,]*\d)(?!\s*%)")
# The beginnings of the words for 1 to 10, and the words for more; Finnish inflects them.
_NUMERALS = re.compile(
    r"\b(?:yksi|yhden|yhtä|yhdell[eä]|yhdest|yhdess|kaksi|kahde[nls]|kahta|kolme|neljä|neljän|viisi|"
    r"viide[nls]|viittä|kuusi|kuude[nls]|kuutta|seitsemä|kahdeksa|yhdeksä|kymmene"
    r"|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio"
    r"|elva|tolv|(?:tret|fjor|fem|sex|sjut|ar|nit)ton|tjugo\w*"
    r"|(?:tret|fyr|fem|sex|sjut|åt|nit)tio\w*|hundra"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|sata)(?:\b|(?:toista|kymmen|sata)\w*|(?<=kolme)\w*|(?<=neljä)\w*"
    r"|(?<=seitsemä)\w*|(?<=kahdeksa)\w*|(?<=yhdeksä)\w*|(?<=kymmene)\w*|(?<=yhde)\w*|(?<=kahde)\w*"
    r"|(?<=yhdest)\w*|(?<=yhdess)\w*|(?<=de[nls])\w*)",
    re.IGNORECASE,
)


def figures_of(text: str) -> Counter[str]:
    """Give the numbers of a text in digits, in one spelling, each as often as it stands there.

    Numbers of tables, chapters and laws, years and days are left out.

    Examples
    --------
    >>> sorted(figures_of("Käyntejä oli 1 386 (taulukko 3) vuonna 2019, 12,50 % kaikista."))
    ['12.5', '1386']
    """
    plain = one_line(text)
    for pattern in (_POINTER, _LAW, _DAY, _YEAR):
        plain = pattern.sub(" ; ", plain)
    return Counter(
        spelt
        for piece in re.split(r"[;()–]|,\s|\.\s", plain)
        for spelt in sorted(numbers_in(piece))
    )


def says_numeral(text: str) -> bool:
    """Tell whether a text says a number in words.

    Examples
    --------
    >>> says_numeral("kolmessa arvioinnissa"), says_numeral("kaksitoista"), says_numeral("usein")
    (True, True, False)
    """
    return bool(_NUMERALS.search(text))


def holds_number(cell: str) -> bool:
    """Tell whether a cell holds a number in any writing, also one that a text would call a year.

    Examples
    --------
    >>> holds_number("2019"), holds_number("③"), holds_number("usein")
    (True, True, False)
    """
    return any(map(str.isnumeric, cell)) or says_numeral(cell)


def without_numbers(text: str) -> str:
    """Give a text to find a place by, in which no number can be read.

    Examples
    --------
    >>> without_numbers("Seurakunnassa oli 3 käyntiä")
    'Seurakunnassa oli … käyntiä'
    """
    return _NUMERALS.sub("…", re.sub(r"\d[\d.,]*", "…", text))


def is_hidden(text: str) -> bool:
    """Tell whether a cell holds the mark of a hidden figure and nothing else.

    Examples
    --------
    >>> is_hidden(".."), is_hidden("5"), is_hidden("Muu syy ..")
    (True, False, False)
    """
    return one_line(text) in HIDDEN_MARKS
