"""Which code of a form the answers of a source probably stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Named

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.forms import Column
from sosiaali_lib.instruments import load as instrument
from sosiaali_lib.mapping.contradictions import codes_of
from sosiaali_lib.mapping.likeness import ALIKE, is_dont_know, likeness, plain
from sosiaali_lib.sources.table import SourceColumn

MOST = 60  # different values of a column that may be codes
_NUMBERED = re.compile(r"[A-Za-z]*0*(?P<number>[0-9]+)")


def answers(
    column: SourceColumn, cells: pd.Series[str], separator: str = ""
) -> dict[str, list[str]]:
    """Give value → its texts: declared codes with their labels, and whatever else stands in cells.

    Empty where a column has too many different values to hold codes.
    """
    known = {
        option.code: [*option.labels.values()] for option in column.options if not option.missing
    }
    for text in pd.unique(cells):
        parts = text.split() if separator == " " else text.split(separator) if separator else [text]
        for part in filter(None, map(str.strip, parts)):
            if part not in known and part not in column.missing:
                known[part] = []
        if len(known) > MOST:
            return {}
    return known


def as_codes(
    given: Named[str, Iterable[str]], column: Column
) -> dict[str, tuple[str | None, float]]:
    """Give value → (code, how sure) for the values that are understood."""
    if column.type == "municipality":
        return _as_areas(given)
    if column.item_of is not None:
        return _as_points(given, column)
    known = codes_of(column)
    spellings = {plain(text): code for text, code in known.items()}
    found: dict[str, tuple[str | None, float]] = {}
    for value, texts in given.items():
        words = [value, *texts]
        exact = next((spellings[plain(word)] for word in words if plain(word) in spellings), None)
        if exact is not None:
            found[value] = (exact, 1.0)
            continue
        if any(map(is_dont_know, words)):
            continue  # a person says which code it is, or that the form has none
        rated = max(
            ((likeness(word, text), code) for word in words for text, code in spellings.items()),
            default=(0.0, ""),
        )
        if rated[0] >= ALIKE:
            found[value] = (rated[1], rated[0])
    return found


def _as_areas(given: Named[str, Iterable[str]]) -> dict[str, tuple[str | None, float]]:
    found: dict[str, tuple[str | None, float]] = {}
    for value, texts in given.items():
        for word in [*texts, value]:
            code = areas.find(word).code
            if code is not None:
                found[value] = (code, 1.0)
                break
    return found


def _as_points(
    given: Named[str, Iterable[str]], column: Column
) -> dict[str, tuple[str | None, float]]:
    """Give the points of an item: by the words of its answers, else by the numbers of the codes."""
    assert column.item_of is not None
    known = instrument(column.item_of)
    words = {
        plain(text): str(code - known.shift)
        for code, texts in known.item(column.name).answers.items()
        for text in texts.values()
    }
    aside = {
        plain(text): code for code, texts in known.dont_know.items() for text in texts.values()
    }
    found: dict[str, tuple[str | None, float]] = {}
    for value, texts in given.items():
        own = [plain(text) for text in (*texts, value)]
        if meant := next((words[text] for text in own if text in words), None):
            found[value] = (meant, 1.0)
        elif unsaid := next((aside[text] for text in own if text in aside), None):
            found[value] = (unsaid, 1.0)
        elif any(map(is_dont_know, own)):
            continue
        elif number := _NUMBERED.fullmatch(value):
            point = number["number"]
            if column.min is not None and column.max is not None and (
                column.min <= int(point) <= column.max
            ):  # fmt: skip
                # Codes of one's own, such as A4, may run the other way round.
                found[value] = (point, 1.0 if value == point else 0.4)
    return found
