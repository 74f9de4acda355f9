"""REDCap: raw exports with the data dictionary of their project.

The dictionary has 18 columns in a fixed order, the first of them the name of the variable (REDCap,
“Data Dictionary”); Excel puts a byte order mark before it. A box of a checkbox is the column
`variable___code` with 1 or 0, where the code stands in small letters and “-” is written “_”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.sources import general, raw
from sosiaali_lib.sources.cells import words
from sosiaali_lib.sources.table import (
    ANY,
    Hints,
    Kind,
    Option,
    SourceColumn,
    SourceError,
    SourceTable,
)

KIND = "redcap"
_EVENTS = (
    "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
)  # fmt: skip
_SYSTEM = frozenset({*_EVENTS, "redcap_data_access_group", "redcap_survey_identifier"})
_PERSONAL = frozenset({"redcap_survey_identifier"})
_COMPLETE = re.compile(r"(?P<form>[a-z0-9_]+)_complete")
_TIMESTAMP = re.compile(r"(?P<form>[a-z0-9_]+)_timestamp")
_BOX = re.compile(r"(?P<question>[a-z][a-z0-9_]*?)___(?P<code>[a-z0-9_]+)")
_FINISHED = ("2", "Complete")
_WIDTH = 18
# Of the dictionary, by position: its headers differ between the file and the interface.
_NAME, _FORM, _TYPE, _LABEL, _CHOICES, _VALIDATION, _IDENTIFIER = 0, 1, 3, 4, 5, 7, 10
_YES_NO = (
    ("1", {"fi": "Kyllä", "sv": "Ja", "en": "Yes"}),
    ("0", {"fi": "Ei", "sv": "Nej", "en": "No"}),
)
_TRUTH = (
    ("1", {"fi": "Tosi", "sv": "Sant", "en": "True"}),
    ("0", {"fi": "Epätosi", "sv": "Falskt", "en": "False"}),
)
_KINDS = {
    "radio": Kind.CHOICE, "dropdown": Kind.CHOICE, "yesno": Kind.CHOICE, "truefalse": Kind.CHOICE,
    "checkbox": Kind.BOX, "notes": Kind.FREE_TEXT, "calc": Kind.NUMBER, "slider": Kind.NUMBER,
}  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """A variable of the dictionary."""

    name: str
    form: str
    kind: Kind
    label: str
    options: tuple[Option, ...]
    identifier: bool


def read(path: Path, *, dictionary: Path | None = None) -> SourceTable:
    """Read a raw export.

    Parameters
    ----------
    path
        Text file or workbook.
    dictionary
        The data dictionary, which tells questions, codes and what identifies people.

    Raises
    ------
    SourceError
        If a file cannot be read, or the dictionary is none.
    """
    sha256, sheet, others = raw.first(path)
    variables = {} if dictionary is None else variables_of(dictionary)
    columns = tuple(
        _column(name, sheet.cells[name], variables, first=at == 0)
        for at, name in enumerate(sheet.headers)
    )
    return SourceTable(
        kind=KIND,
        name=sheet.file,
        sha256=sha256,
        columns=columns,
        cells=sheet.cells,
        numbers=sheet.numbers,
        hints=_hints(sheet.headers),
        notes=(*general.other_sheets(others), *_notes(sheet.headers, dictionary)),
    )


def is_export(headers: frozenset[str]) -> bool:
    """Tell whether headers are those of this tool."""
    complete = any(map(_COMPLETE.fullmatch, headers))
    return "redcap_event_name" in headers or (
        complete and any("___" in header for header in headers)
    )


def is_dictionary(headers: tuple[str, ...]) -> bool:
    """Tell whether headers are those of a data dictionary."""
    first = headers[0].casefold() if headers else ""
    return first in ("variable / field name", "field_name") and len(headers) >= _IDENTIFIER + 1


def variables_of(path: Path) -> dict[str, Variable]:
    """Read a data dictionary.

    Raises
    ------
    SourceError
        If the file is no data dictionary.
    """
    _sha256, sheet, _others = raw.first(path)
    if not is_dictionary(sheet.headers):
        told = _(
            "{file}: expected a REDCap data dictionary, whose first column is “Variable / Field "
            "Name” and which has {width} columns. Download it from the project's Designer."
        )
        raise SourceError(told.format(file=sheet.file, width=_WIDTH))
    return {
        row[_NAME]: _variable(row) for row in sheet.cells.to_numpy(dtype=object).tolist() if row[0]
    }


def _variable(row: list[str]) -> Variable:
    plain = row[_TYPE].casefold()
    kind = _KINDS.get(plain, Kind.TEXT)
    if plain == "text":
        check = row[_VALIDATION].casefold()
        kind = Kind.DATE if check.startswith("date") else kind
        kind = Kind.NUMBER if check.startswith(("integer", "number")) else kind
    fixed = {"yesno": _YES_NO, "truefalse": _TRUTH}.get(plain)
    options = (
        tuple(Option(code, labels) for code, labels in fixed)
        if fixed
        else _options(row[_CHOICES])
        if plain in ("radio", "dropdown", "checkbox")
        else ()
    )
    return Variable(
        name=row[_NAME],
        form=row[_FORM],
        kind=kind,
        label=words(row[_LABEL]),
        options=options,
        identifier=row[_IDENTIFIER].casefold() in ("y", "yes", "1"),
    )


def _options(text: str) -> tuple[Option, ...]:
    """Read `1, Yes | 2, No`; only the first comma parts the code from its label."""
    pairs = (part.partition(",") for part in text.split("|"))
    return tuple(
        Option(code.strip(), {ANY: label.strip()}) for code, _, label in pairs if code.strip()
    )


def _column(
    name: str, cells: pd.Series[str], variables: Mapping[str, Variable], *, first: bool
) -> SourceColumn:
    if name in _SYSTEM or _COMPLETE.fullmatch(name) or _TIMESTAMP.fullmatch(name):
        return SourceColumn(name, Kind.SYSTEM, personal=name in _PERSONAL)
    if variable := variables.get(name):
        kind = Kind.SYSTEM if first and not variable.identifier else variable.kind
        return SourceColumn(
            name,
            kind,
            {ANY: variable.label} if variable.label else {},
            variable.options,
            personal=variable.identifier,
        )
    if first and name in ("record_id", "study_id", "participant_id"):
        return SourceColumn(name, Kind.SYSTEM)
    if box := _BOX.fullmatch(name):
        asked = variables.get(box["question"])
        option = _option(asked, box["code"])
        texts = {ANY: asked.label} if asked and asked.label else {}
        return SourceColumn(
            name, Kind.BOX, texts, (option,), box["question"], option.code,
            personal=bool(asked and asked.identifier),
        )  # fmt: skip
    return SourceColumn(name, general.kind_of(cells))


def _option(asked: Variable | None, code: str) -> Option:
    for option in asked.options if asked else ():
        if re.sub("[^a-z0-9_]", "_", option.code.casefold()) == code:
            return option
    return Option(code)


def _hints(headers: tuple[str, ...]) -> Hints:
    complete = [name for name in headers if _COMPLETE.fullmatch(name)]
    timestamps = [name for name in headers if _TIMESTAMP.fullmatch(name)]
    # With several forms in a row each is finished by itself; a person says which one counts.
    return Hints(
        finished=(complete[0], _FINISHED) if len(complete) == 1 else None,
        key=tuple(name for name in (headers[0], *_EVENTS) if name in headers),
        given=timestamps[0] if len(timestamps) == 1 else "",
    )


def _notes(headers: tuple[str, ...], dictionary: Path | None) -> tuple[str, ...]:
    told = []
    if dictionary is None:
        told.append(
            _(
                "Without the data dictionary it is not known which columns identify people and what "
                "the codes mean. Give it with --with."
            )
        )
    if "redcap_repeat_instrument" in headers:
        told.append(
            _(
                "The export has repeated instruments: each repetition is a row of its own. Say under "
                "rivit, vain, which rows the form is about."
            )
        )
    return tuple(told)
