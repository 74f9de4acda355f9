"""Codes of the columns of a release's tables, with their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from sosiaali_lib import codelists, forms
from sosiaali_lib.archive import columns, words
from sosiaali_lib.archive.model import Code, Texts, in_all
from sosiaali_lib.cells import AREA
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.annex import places
from sosiaali_lib.significance.scale import Scale
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.base import GROUP, ROW


def known_labels(
    column: str, table: pd.DataFrame, declared: Tabulation | None, own: forms.Column | None
) -> dict[str, Texts]:
    """Give code → labels of what a column may hold, in the order of its code list."""
    found: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        with use(lang):
            for code, label in _labels(column, table, declared, own).items():
                found.setdefault(code, {})[lang] = label
    if not found and column == columns.STATE:
        found = {code: in_all(text) for code, text in columns.PAIR_STATES.items()}
    if column == columns.OF_FORM:
        return words.of_forms()
    return {code: texts for code, texts in found.items() if set(texts.values()) != {code}}


def _labels(
    column: str, table: pd.DataFrame, declared: Tabulation | None, own: forms.Column | None
) -> Mapping[str, str]:
    """Give code → label in the language in use, as the finding of a declared count tells them."""
    if declared is not None and column in (ROW, GROUP) and len(table):
        area = table[table[AREA] == table[AREA].iloc[0]] if AREA in table else table
        finding = declared.finding(area)
        given = getattr(finding, "labels" if column == ROW else "groups", None)
        told = given() if callable(given) else None
        if isinstance(told, Mapping):
            return told
    if column == GROUP and isinstance(scale := getattr(declared, "scale", None), Scale):
        return scale.labels()
    if own is not None:
        return own.choices()
    listed = columns.CODE_LISTS.get(column)
    return codelists.load(listed).labels() if listed else {}


def of_column(column: str, seen: Iterable[str], known: Mapping[str, Texts]) -> tuple[Code, ...]:
    """Give the codes of a column that are used; none where a value has no label."""
    order = list(seen)
    seen = set(order)
    if column == AREA:
        return tuple(Code(code, area_names(code)) for code in sorted(seen))
    special = {code: in_all(text) for code, text in columns.SPECIAL.items()}
    spoken = {**words.made(columns.MADE), **special, **known}
    labels = {code: text for code, text in known.items() if code in seen}
    for code in (*special, *order):
        if code in seen and code not in labels and (name := words.named(code, spoken)):
            labels[code] = name
    if not seen or seen - set(labels):
        return ()
    return tuple(Code(code, texts) for code, texts in labels.items())


def area_names(code: str) -> dict[str, str]:
    """Give the name of an area, or of all areas together, in each language."""
    if code in columns.SPECIAL:
        return in_all(columns.SPECIAL[code])
    names: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            names[lang] = places.name_of(code) or code
    return names
