"""Words for the codes of a release's tables, also where several codes are joined into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from sosiaali_lib import forms, instruments
from sosiaali_lib.archive import columns
from sosiaali_lib.archive.model import Texts, in_all
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.published import Release

Words = Mapping[str, Texts]
# What joins codes → what stands between their names.
_JOINS = ((";", ", "), ("+", " + "), (".", ": "))
# Years, half-years, months and whole numbers say the same in every language.
_PLAIN = re.compile(r"\d{4}(-\d{1,2}|/I{1,2})?|\d{1,3}")
_THEMES = "teemakehys"


def named(value: str, words: Words) -> Texts | None:
    """Give the name of a code, or of several joined ones, in each language; None where one has none.

    Examples
    --------
    >>> words = {"a": {"fi": "aa", "sv": "ab", "en": "ac"}, "b": {"fi": "ba", "sv": "bb", "en": "bc"}}
    >>> dict(named("2019.a;b", words))
    {'fi': '2019: aa, ba', 'sv': '2019: ab, bb', 'en': '2019: ac, bc'}
    >>> named("a;c", words) is None
    True
    """
    if value in words:
        return words[value]
    if _PLAIN.fullmatch(value):
        return dict.fromkeys(map(str, LANGUAGES), value)
    for join, between in reversed(_JOINS):
        if join in value:
            first, _join, rest = value.partition(join)
            head, tail = named(first, words), named(rest, words)
            if head is None or tail is None:
                return None
            return {lang: f"{head[lang]}{between}{tail[lang]}" for lang in LANGUAGES}
    return None


def of_form(form: forms.Form | None) -> dict[str, Texts]:
    """Give the columns of a form and the codes that mean one thing in all of them, with names."""
    if form is None:
        return {}
    found: dict[str, dict[str, str]] = {}
    several = set()
    for lang in LANGUAGES:
        with use(lang):
            for column in form.columns:
                if column.type not in ("choice", "choices"):
                    continue
                for code, label in column.choices().items():
                    if found.setdefault(code, {}).setdefault(lang, label) != label:
                        several.add(code)
    own: dict[str, Texts] = {one.name: one.labels for one in form.columns}
    return {**{code: text for code, text in found.items() if code not in several}, **own}


def of_themes(release: Release) -> dict[str, Texts]:
    """Give the themes of the organisation's own frame; one without a translation has its Finnish name."""
    if _THEMES not in release.manifest["tables"]:
        return {}
    rows = release.table(_THEMES).to_dict("records")
    found: dict[str, Texts] = {}
    for row in rows:
        given = {"fi": row["nimi"], "sv": row.get("nimi_sv"), "en": row.get("nimi_en")}
        found[str(row["teema"])] = {
            lang: str(text) if isinstance(text, str) and text else str(row["nimi"])
            for lang, text in given.items()
        }
    return found


def of_parts(table: pd.DataFrame) -> dict[str, Texts]:
    """Give the scales and items of the instruments of a table; what several share has all names."""
    if "mittari" not in table:
        return {}
    found: dict[str, list[Texts]] = {}
    known = set(instruments.available())
    for name in sorted(set(table["mittari"].dropna()) & known):
        instrument = instruments.load(name)
        parts = [(scale.id, scale.labels) for scale in instrument.scales]
        parts += [(item.id, item.labels) for item in instrument.items]
        for part, labels in parts:
            if labels not in found.setdefault(part, []):
                found[part].append(labels)
    return {
        part: {lang: " / ".join(dict.fromkeys(text[lang] for text in texts)) for lang in LANGUAGES}
        for part, texts in found.items()
    }


def of_forms() -> dict[str, Texts]:
    """Give the forms with their titles."""
    return {name: forms.load(name).titles for name in forms.available()}


def made(codes: Iterable[str]) -> dict[str, Texts]:
    """Give the codes that the analysis makes itself."""
    return {code: in_all(columns.MADE[code]) for code in codes if code in columns.MADE}
