"""XLSForms: the questions, types, choices and languages of a form of Kobo or ODK (xlsform.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.sources import raw
from sosiaali_lib.sources.table import ANY, Kind, Option, SourceError

_NAMES = {
    "suomi": "fi", "finnish": "fi", "finska": "fi", "svenska": "sv", "swedish": "sv",
    "ruotsi": "sv", "english": "en", "englanti": "en", "engelska": "en",
}  # fmt: skip
_LABEL = re.compile(r"label(?:::?(?P<lang>.+))?", re.IGNORECASE)
_CODE = re.compile(r".*\((?P<code>[A-Za-z]{2,3})(?:-[^)]*)?\)")
_IDENTIFYING = frozenset({
    "deviceid", "username", "email", "phonenumber", "simserial", "subscriberid", "geopoint",
    "geotrace", "geoshape", "start-geopoint", "audit", "background-audio",
})  # fmt: skip
_SYSTEM = frozenset({"start", "end", "today", "instanceid"})
_SILENT = frozenset({"note", "acknowledge", "trigger"})
_KINDS = {
    "integer": Kind.NUMBER, "decimal": Kind.NUMBER, "range": Kind.NUMBER, "date": Kind.DATE,
    "datetime": Kind.DATE, "text": Kind.TEXT,
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A question with its path of groups; `repeat` is the repeat that it stands in, "" for none."""

    name: str
    path: tuple[str, ...]
    kind: Kind
    texts: Mapping[str, str]
    options: tuple[Option, ...]
    personal: bool
    repeat: str


def questions(path: Path) -> tuple[Question, ...]:
    """Read the questions of an XLSForm.

    Raises
    ------
    SourceError
        If the file is no XLSForm.
    """
    _sha256, sheets = raw.sheets(path)
    named = {sheet.name.casefold(): sheet.cells for sheet in sheets}
    survey = named.get("survey")
    if survey is None or not {"type", "name"} <= set(_folded(survey).columns):
        told = _(
            "{file}: expected an XLSForm: a workbook with the sheet survey, which has the columns "
            "type and name."
        )
        raise SourceError(told.format(file=path.name))
    choices = _choices(_folded(named.get("choices", pd.DataFrame())))
    return tuple(_questions(_folded(survey), choices))


def _folded(frame: pd.DataFrame) -> pd.DataFrame:
    def plain(name: object) -> str:
        text = str(name).strip()
        return text if _LABEL.fullmatch(text) and "::" in text else text.casefold()

    return frame.rename(columns=plain)


def _choices(frame: pd.DataFrame) -> dict[str, tuple[Option, ...]]:
    found: dict[str, list[Option]] = {}
    if frame.empty:
        return {}
    listed = "list_name" if "list_name" in frame else "list name"
    for row in frame.to_dict("records"):
        code = row.get("name") or row.get("value", "")
        if row.get(listed) and code:
            found.setdefault(str(row[listed]), []).append(Option(str(code), _labels(row)))
    return {name: tuple(options) for name, options in found.items()}


def _questions(
    survey: pd.DataFrame, choices: Mapping[str, tuple[Option, ...]]
) -> Iterable[Question]:
    groups: list[tuple[str, bool]] = []
    for row in survey.to_dict("records"):
        words = str(row["type"]).split()
        plain = words[0].casefold().replace("_", " ") if words else ""
        joined = " ".join(words).casefold().replace("_", " ")
        name = str(row["name"])
        if joined.startswith("begin"):
            groups.append((name, "repeat" in joined))
        elif joined.startswith("end ") and groups:
            groups.pop()
        elif name and plain not in _SILENT:
            yield from _of_row(row, words, name, groups, choices)


def _of_row(
    row: Mapping[object, object],
    words: list[str],
    name: str,
    groups: list[tuple[str, bool]],
    choices: Mapping[str, tuple[Option, ...]],
) -> Iterable[Question]:
    kind, options = _kind(words, choices)
    path = tuple(group for group, _ in groups)
    repeat = next((group for group, repeated in reversed(groups) if repeated), "")
    identifies = words[0].casefold() in _IDENTIFYING
    yield Question(name, path, kind, _labels(row), options, identifies, repeat)
    if words[-1].casefold().replace(" ", "_") == "or_other":
        yield Question(f"{name}_other", path, Kind.FREE_TEXT, _labels(row), (), False, repeat)


def _kind(
    words: list[str], choices: Mapping[str, tuple[Option, ...]]
) -> tuple[Kind, tuple[Option, ...]]:
    plain = " ".join(words).casefold().replace("_", " ")
    if plain.startswith(("select one", "select multiple", "select1", "select all that apply")):
        several = plain.startswith(("select multiple", "select all"))
        options = next((choices[word] for word in words if word in choices), ())
        if plain.endswith("or other"):
            options = (*options, Option("other", {"en": "Other", "fi": "Muu", "sv": "Annat"}))
        return Kind.CHOICES if several else Kind.CHOICE, options
    if words[0].casefold() in _SYSTEM:
        return Kind.SYSTEM, ()
    return _KINDS.get(words[0].casefold(), Kind.TEXT), ()


def _labels(row: Mapping[object, object]) -> dict[str, str]:
    found = {}
    for header, text in row.items():
        match = _LABEL.fullmatch(str(header))
        if match and text:
            found[_language(match["lang"])] = str(text)
    return found


def _language(name: str | None) -> str:
    """Give the code of a language as XLSForms name it: “suomi (fi)”, “Suomi”, “fi”."""
    if name is None:
        return ANY
    coded = _CODE.fullmatch(name.strip())
    plain = (coded["code"] if coded else name).strip().casefold()
    return plain if plain in LANGUAGES else _NAMES.get(plain, plain)
