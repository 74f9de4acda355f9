"""Finnish personal identity codes: one place that knows their form, signs and check character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

CENTURIES: Mapping[str, int] = MappingProxyType(
    {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
)
"""Each century sign with its century; the letters other than A came with the reform of 2023."""

CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
"""The check character is the one at the place given by the nine digits modulo 31."""

DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
"""What keyboards and word processors write for the hyphen of a code."""

_TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES, "-"))
_WHOLE = re.compile(r"([0-9]{6})([-+YXWVUABCDEF])([0-9]{3})([0-9A-FHJ-NPR-Y])")
_BEGINS = re.compile(r"[\s0-9OIL][\s0-9OIL._/]{5}", re.IGNORECASE)
# Typed by hand: letters for digits, signs between the parts, the check character lost.
_BETWEEN = re.compile(r"[\s._/]+")
_NEARLY = re.compile(r"([0-9]{6})([-+YXWVUABCDEF])[0-9]{3}[0-9A-Z]?")
_SIGNLESS = re.compile(r"([0-9]{6})([0-9]{3})([0-9A-FHJ-NPR-Y])")
_LETTERS = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, kw_only=True)
class IdentityCode:
    """A valid code. Its fields stay out of `repr`, so that no log or traceback shows them."""

    born: date = field(repr=False)
    sign: str = field(repr=False)
    number: int = field(repr=False)

    @property
    def text(self) -> str:
        """The code as it is written officially, such as `010594Y9032`."""
        day, number = f"{self.born:%d%m%y}", f"{self.number:03}"
        return f"{day}{self.sign}{number}{check_character(day + number)}"

    @property
    def is_artificial(self) -> bool:
        """Whether the number is of 900–999, which no person is given by the population register."""
        return self.number >= 900


def parse(text: str) -> IdentityCode | None:
    """Give the personal identity code that a text is, or None if it is no valid code.

    Parameters
    ----------
    text
        The code alone. Upper and lower case, every kind of dash, full-width characters and blanks
        around it are understood; blanks within it are not.

    Returns
    -------
    IdentityCode or None
        None also if the date does not exist, the number is 000 or 001, or the check character is
        wrong; `resembles` finds many of those.

    Notes
    -----
    Digital and Population Data Services Agency, "Henkilötunnus" and "Henkilötunnuksen uudistaminen"
    (dvv.fi): ddmmyy, century sign, number 002–899 (900–999 artificial), check character from the
    nine digits modulo 31. The century sign is not in the sum and tells persons apart, so it is
    never changed. Sex is not read from the number.

    Examples
    --------
    >>> parse("010594y9032").text
    '010594Y9032'
    >>> parse("010594Y9033") is None
    True
    """
    if _is_plainly_none(text):
        return None
    match = _WHOLE.fullmatch(normalised(text))
    if match is None:
        return None
    day, sign, number, check = match.groups()
    born = _date(day, CENTURIES[sign])
    if born is None or int(number) < 2 or check != check_character(day + number):
        return None
    return IdentityCode(born=born, sign=sign, number=int(number))


def resembles(text: str) -> bool:
    """Tell whether a text is a valid code or so nearly one that it was probably meant as one.

    Parameters
    ----------
    text
        As for `parse`. Besides valid codes it finds those with a wrong or lost check character or
        a number never given, with O for 0 or I for 1, with blanks, full stops, strokes or
        underscores between the parts, and those without a century sign whose check character is
        right.

    Examples
    --------
    >>> resembles("010190-999K"), resembles("010190 - 999"), resembles("asiakas-0001")
    (True, True, False)
    """
    if _is_plainly_none(text):
        return False
    if parse(text) is not None:
        return True
    plain = _BETWEEN.sub("", normalised(text))
    # No century sign is among the letters, so they stand for digits everywhere but at the end.
    if match := _NEARLY.fullmatch(plain.translate(_LETTERS)):
        return _date(match[1], CENTURIES[match[2]]) is not None
    match = _SIGNLESS.fullmatch(plain[:-1].translate(_LETTERS) + plain[-1:])
    return match is not None and match[3] == check_character(match[1] + match[2]) and _any(match[1])


def check_character(digits: str) -> str:
    """Give the check character of nine digits: ddmmyy and the number.

    Raises
    ------
    ValueError
        If `digits` is not nine digits.
    """
    if not re.fullmatch("[0-9]{9}", digits):
        raise ValueError("Expected nine digits: the day as ddmmyy and a number of three digits.")
    return CHECK_CHARACTERS[int(digits) % 31]


def normalised(text: str) -> str:
    """Give a text in capitals, in plain characters, with hyphens for dashes and trimmed.

    Unicode's compatibility form makes full-width digits plain; invisible characters go.
    """
    hyphened = text.translate(_TO_HYPHEN)
    plain = unicodedata.normalize("NFKC", hyphened).translate(_TO_HYPHEN)
    seen = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return seen.upper().strip()


def _is_plainly_none(text: str) -> bool:
    """Tell most identifiers from codes without more ado."""
    return text.isascii() and not _BEGINS.match(text)


def _date(day: str, century: int) -> date | None:
    try:
        return date(century + int(day[4:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return None


def _any(day: str) -> bool:
    """Whether the day exists in any century; only 29 February differs among them."""
    return any(_date(day, century) is not None for century in (1900, 2000))
