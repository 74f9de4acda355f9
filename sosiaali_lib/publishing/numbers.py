"""The numbers that a text says, in digits and in words, so that two texts can be compared."""

from __future__ import annotations

import re
from collections import Counter

from sosiaali_lib.file_audit.numbers import HIDDEN_MARKS, numbers_in
from sosiaali_lib.plain_text import one_line

# Numbers of tables, figures, chapters and paragraphs of law, years and dates are no findings.
_POINTER = re.compile(
    r"\b(?:taulu[kt]\w*|kuvio\w*|kuva\w*|tabell\w*|figur\w*|bild\w*|tables?|figures?|luvu\w*|luku\w*"
    r"|kapit\w*|chapters?|liit\w+|bilag\w*|appendi\w+|sivu\w*|sid\w*|pages?)\s+[A-Z]?\d+(?:\.\d+)*",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b\d+/\d{4}\b|\b\d+\s*(?:[a-z]\s*)?§|§+\s*\d+")
_DAY = re.compile(
    r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?(?:\s?[–-]\s?\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?)?"
    r"|\b\d{4}-\d{2}-\d{2}\b"
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?:[–-](?:19|20)?\d{2})?(?![\d.,]*\d)(?!\s*%)")
# The beginnings of the words for 1 to 10; Finnish inflects them.
_NUMERALS = re.compile(
    r"\b(?:yksi|yhden|yhtä|yhdell[eä]|yhdest|yhdess|kaksi|kahde[nls]|kahta|kolme|neljä|neljän|viisi|"
    r"viide[nls]|viittä|kuusi|kuude[nls]|kuutta|seitsemä|kahdeksa|yhdeksä|kymmene"
    r"|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio"
    r"|one|two|three|four|five|six|seven|eight|nine|ten)(?:\b|(?<=kolme)\w*|(?<=neljä)\w*"
    r"|(?<=seitsemä)\w*|(?<=kahdeksa)\w*|(?<=yhdeksä)\w*|(?<=kymmene)\w*|(?<=yhde)\w*|(?<=kahde)\w*"
    r"|(?<=yhdest)\w*|(?<=yhdess)\w*|(?<=[nls])\w*)",
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


def says_number(text: str) -> bool:
    """Tell whether a text says a number in digits or in words.

    Examples
    --------
    >>> says_number("kolmessa arvioinnissa"), says_number("usein")
    (True, False)
    """
    return bool(figures_of(text)) or bool(_NUMERALS.search(text))


def without_numbers(text: str) -> str:
    """Give a text to find a place by, in which no number can be read.

    Examples
    --------
    >>> without_numbers("Seurakunnassa oli 3 käyntiä")
    'Seurakunnassa oli … käyntiä'
    """
    return _NUMERALS.sub("…", re.sub(r"\d[\d.,]*", "…", text))


def is_hidden(text: str) -> bool:
    """Tell whether a cell holds the mark of a hidden figure, alone or as a part of its text.

    Examples
    --------
    >>> is_hidden(".."), is_hidden("5"), is_hidden("Muu syy ..")
    (True, False, False)
    """
    return one_line(text) in HIDDEN_MARKS
