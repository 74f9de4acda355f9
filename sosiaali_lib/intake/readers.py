"""Readers of texts: a day, a number, a code, a municipality, or the problem with the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

import pandas as pd

from sosiaali_lib import areas, codelists, instruments, links
from sosiaali_lib.codebook_text import FIRST_DAY
from sosiaali_lib.forms import Column
from sosiaali_lib.intake import problems
from sosiaali_lib.intake.faults import Problem, Reason
from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.messages import LANGUAGES, language

Reader = Callable[[str], object]

SUGGESTED = 200  # different wrong texts of a column that get a suggestion
_LONGEST = 100  # characters of a text that may be a misspelt name
_ALIKE = 0.6
_TIME = r"(?:[T ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?)?"
_FINNISH = re.compile(rf"([0-9]{{1,2}})\. ?([0-9]{{1,2}})\. ?([0-9]{{4}}){_TIME}")
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_TIME}")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}\. ?[0-9]{1,2}\. ?[0-9]{2}")
_SLASHES = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}.*")
_BARE = re.compile(r"([0-9]{4,6})(?:[.,][0-9]+)?")
_WHOLE = re.compile(r"([-+]?[0-9]+)(?:[.,]0+)?")
_DECIMAL = re.compile(r"[-+]?[0-9]*[.,][0-9]+")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIALS = range((FIRST_DAY - _EXCEL_DAY_0).days, (date(2100, 1, 1) - _EXCEL_DAY_0).days)


def _text_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    return lambda text: text


def _link_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    def read(text: str) -> str | Problem:
        told = links.fault(text)
        return text if told is None else problems.not_link(told)

    return read


def _date_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    wrong = {reason: problems.not_date(reason) for reason in Reason if reason.startswith("date")}
    early, future = problems.early(), problems.future(today)

    def read(text: str) -> date | Problem:
        if found := _FINNISH.fullmatch(text):
            day, month, year = map(int, found.groups())
        elif found := _ISO.fullmatch(text):
            year, month, day = map(int, found.groups())
        else:
            return unread(text)
        try:
            value = date(year, month, day)
        except ValueError:
            return wrong[Reason.DATE_IMPOSSIBLE]
        if value < FIRST_DAY:
            return early
        return future if column.not_after_today and value > today else value

    def unread(text: str) -> Problem:
        if bare := _BARE.fullmatch(text):
            days = int(bare[1])
            if column.personal == "no" and days in _SERIALS:
                return problems.serial(_EXCEL_DAY_0 + timedelta(days))
            return wrong[Reason.DATE_NUMBER]
        if _SHORT_YEAR.fullmatch(text):
            return wrong[Reason.DATE_YEAR]
        return wrong[Reason.DATE_SLASH if _SLASHES.fullmatch(text) else Reason.DATE]

    return read


def _integer_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    missing, dont_know = _no_answer(column)
    word, fraction = problems.not_number(), problems.fraction()
    beyond = problems.out_of_range(column)
    low = -(10**15) if column.min is None else column.min
    high = 10**15 if column.max is None else column.max

    def read(text: str) -> int | Problem | None:
        if text in missing:
            return None
        if text in dont_know:
            return int(text)  # said, and no answer to the question: neither missing nor a score
        plain = " ".join(text.replace("\N{MINUS SIGN}", "-").split())
        if _THOUSANDS.fullmatch(plain):
            plain = plain.replace(" ", "")
        if found := _WHOLE.fullmatch(plain):
            # Thousands of digits would be slow to read and are beyond every limit anyway.
            value = int(found[1]) if len(found[1]) < 20 else None
            return value if value is not None and low <= value <= high else beyond
        return fraction if _DECIMAL.fullmatch(plain) else word

    return read


def _no_answer(column: Column) -> tuple[Collection[str], Collection[str]]:
    """Give the codes of an item for no answer and for “don't know”."""
    if column.item_of is None:
        return (), ()
    known = instruments.load(column.item_of)
    return known.missing_codes, known.dont_know


def _number_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    missing, _dont_know = _no_answer(column)
    word, beyond = problems.not_decimal(), problems.out_of_range(column)
    low = float("-inf") if column.min is None else column.min
    high = float("inf") if column.max is None else column.max

    def read(text: str) -> float | Problem | None:
        if text in missing:
            return None
        plain = text.replace("\N{MINUS SIGN}", "-")
        if not (_DECIMAL.fullmatch(plain) or _WHOLE.fullmatch(plain)):
            return word
        value = float(plain.replace(",", "."))
        return value if low <= value <= high else beyond

    return read


def _choice_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    codes = _spellings(column)
    unknown = _unknown_codes(column, codes)
    return lambda text: codes.get(folded(text)) or unknown(text)


def _choices_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    codes = _spellings(column)
    order = {code: at for at, code in enumerate(column.choices())}
    unknown, mark = _unknown_codes(column, codes), problems.unknown_mark()

    def pieces(text: str) -> list[str]:
        parts = [part.strip() for part in re.split(r"[;|\n\r]", text)]
        return [
            piece.strip()
            for part in parts
            for piece in ([part] if folded(part) in codes else part.split(","))
            if piece.strip()
        ]

    def read(text: str) -> str | Problem | None:
        found = set()
        for piece in pieces(text):
            if (code := codes.get(folded(piece))) is not None:
                found.add(code)
            elif folded(piece.partition(":")[0]) in codes and ":" in piece:
                return mark
            else:
                return unknown(piece)
        return ";".join(sorted(found, key=order.__getitem__)) or None

    return read


def _municipality_reader(column: Column, texts: Sequence[str], today: date) -> Reader:
    codes = areas.codes(pd.Series(texts, dtype="str"))
    known = {text: code for text, code in zip(texts, codes, strict=True) if isinstance(code, str)}
    left = iter(range(SUGGESTED))
    plain = problems.unknown_municipality([])

    def read(text: str) -> str | Problem:
        if text in known:
            return known[text]
        if len(text) > _LONGEST or next(left, None) is None:
            return plain
        places = areas.find(text).suggestions
        return problems.unknown_municipality(
            f"{place.name(language())} ({place.code})" for place in places
        )

    return read


def _spellings(column: Column) -> dict[str, str]:
    """Give folded code or label in any language → code."""
    if column.type == "instrument":
        found = {name: instruments.load(name).names for name in instruments.available()}
    else:
        assert column.codes is not None
        found = {code.code: code.labels for code in codelists.load(column.codes).codes}
    labels = {folded(names[lang]): code for code, names in found.items() for lang in LANGUAGES}
    return labels | {folded(code): code for code in found}


def _unknown_codes(column: Column, codes: dict[str, str]) -> Callable[[str], Problem]:
    """Give what says that a text is no code; the words of a person are never repeated by it."""
    labels = column.choices()
    plain = problems.unknown_code(list(labels.values()), None)
    left = iter(range(SUGGESTED))

    def unknown(text: str) -> Problem:
        if len(text) > _LONGEST or next(left, None) is None:
            return plain
        alike = get_close_matches(folded(text), codes, n=1, cutoff=_ALIKE)
        suggestion = labels[codes[alike[0]]] if alike else None
        return problems.unknown_code(list(labels.values()), suggestion)

    return unknown


READERS: dict[str, Callable[[Column, Sequence[str], date], Reader]] = {
    "text": _text_reader,
    "free_text": _text_reader,
    "link": _link_reader,
    "date": _date_reader,
    "integer": _integer_reader,
    "number": _number_reader,
    "choice": _choice_reader,
    "choices": _choices_reader,
    "municipality": _municipality_reader,
    "instrument": _choice_reader,
}
