"""Numbers as reports write them in Finnish, Swedish and English, read back by an outsider."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sosiaali_lib.file_audit.content import tidy

HIDDEN_MARKS = frozenset({"..", "...", "…"})
"""What a hidden figure is shown as; the reports explain “..” under their tables."""
ABSENT_MARKS = frozenset({"", "–", "—", "-", "−"})
Kind = Literal["count", "share", "other", "hidden", "absent", "text"]

_NUMBER = re.compile(r"([+−-]?)(\d{1,3}(?: \d{3})+|\d+)(?:([.,])(\d+))?")
_ENGLISH = re.compile(r"([+−-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:(\.)(\d+))?")
_TOKEN = re.compile(r"(?<![\w.,])[+−-]?\d[\d   ]*(?:[.,]\d+)*(?![\w])")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::[\d.]+)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_VERSION = re.compile(r"\bv?\d+(?:\.\d+){1,3}\b(?=[^%]|$)")
_LESS = re.compile(r"^(?:<|alle|under|fewer than|färre än)\s*\d+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell of a table says. `number` is exact up to half of `step` either way."""

    kind: Kind
    number: float = 0.0
    step: float = 1.0


HIDDEN, ABSENT, TEXT = Value("hidden"), Value("absent"), Value("text")


def read(text: str, lang: str = "fi") -> Value:
    r"""Read a cell.

    Parameters
    ----------
    text
        The text of a cell.
    lang
        "en" takes a comma for a mark of thousands, every other language for a decimal mark.

    Returns
    -------
    Value
        `count` is a whole number without a sign, `share` a percentage as a part of 1, `other` any
        other number, also one with its interval in brackets.

    Examples
    --------
    >>> read("1\xa0386").number, read("12,5 %").number, read("1,386.5", "en").number
    (1386.0, 0.125, 1386.5)
    >>> read("..").kind, read("–").kind, read("1,4 (1,1–1,9)").kind
    ('hidden', 'absent', 'other')
    """
    plain = tidy(text)
    if plain in HIDDEN_MARKS or _LESS.match(plain):
        return HIDDEN
    if plain in ABSENT_MARKS:
        return ABSENT
    pattern = _ENGLISH if lang == "en" else _NUMBER
    found = pattern.match(plain)
    if found is None:
        return TEXT
    sign, whole, _mark, decimals = found.groups()
    number = float(re.sub(r"[ ,]", "", whole) + ("." + decimals if decimals else ""))
    number = -number if sign in ("−", "-") else number
    step = 10.0 ** -len(decimals or "")
    rest = plain[found.end() :].strip()
    if rest == "%":
        return Value("share", number / 100, step / 100)
    if not rest:
        return Value("other" if sign or decimals else "count", number, step)
    return Value("other", number, step) if re.match(r"^[(–…]|^-", rest) else TEXT


def numbers_in(text: str) -> set[str]:
    r"""Give the numbers of a text in one spelling, dates and versions left out.

    Examples
    --------
    >>> sorted(numbers_in("1\u202f386 käyntiä, 12,50 % (2020-01-31T12:00:00Z)"))
    ['12.5', '1386']
    """
    plain = tidy(_MOMENT.sub(" ", text))
    return {_spelt(found[0]) for found in _TOKEN.finditer(plain)}


def machine_numbers(text: str) -> set[str]:
    """Give the numbers of a text that is no prose: moments, versions and addresses left out."""
    return numbers_in(_VERSION.sub(" ", re.sub(r"\w+://\S+", " ", _MOMENT.sub(" ", text))))


def _spelt(token: str) -> str:
    plain = token.replace(" ", "").replace("−", "-").replace(",", ".").lstrip("+")
    if plain.count(".") == 1:
        plain = plain.rstrip("0").rstrip(".")
    return plain.lstrip("0") or "0"
