"""A part as an SPSS file: labels, levels of measurement and user-missing values declared."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.archive.model import HIDDEN_NUMBER, ArchiveError, Part, Variable
from sosiaali_lib.messages import _
from sosiaali_lib.sources.extras import EXTRA

_FILE_LABEL, _LABEL, _VALUE_LABEL, _TEXT = 64, 256, 120, 32767  # bytes, limits of the format
_STAMP = slice(92, 109)  # day and time of writing in the header, 9 and 8 characters
_NO_STAMP = b"01 Jan 7000:00:00"
_FORMATS = {"date": "SDATE10", "integer": "F12.0", "boolean": "F1.0"}


def content(part: Part) -> bytes:
    """Give the file, in the language in use.

    A coded column holds the numbers of its codes, a hidden number is `HIDDEN_NUMBER`; both kinds of
    missing values are declared, and an empty cell is system-missing. The header tells no day of
    writing, so that the same data give the same bytes.

    Raises
    ------
    ArchiveError
        If pyreadstat is not installed, or a text is too long for the format.
    """
    try:
        import pyreadstat
    except ImportError as error:
        told = _(
            "Writing SPSS files needs the package pyreadstat, which is not installed. Install the "
            'suite with the extra “{extra}”: pip install "sosiaali-lib[{extra}]".'
        )
        raise ArchiveError(told.format(extra=EXTRA)) from error
    frame = pd.DataFrame({one.name: _cells(part, one) for one in part.variables})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "taulukko.sav"
        pyreadstat.write_sav(frame, str(path), **_described(part))
        found = bytearray(path.read_bytes())
    found[_STAMP] = _NO_STAMP
    return bytes(found)


def _described(part: Part) -> dict[str, Any]:
    coded = [one for one in part.variables if one.codes or one.hides or one.kind == "boolean"]
    missing = {one.name: _missing(part, one) for one in coded}
    return {
        "file_label": _cut(part.title, _FILE_LABEL),
        "column_labels": [_cut(one.label, _LABEL) for one in part.variables],
        "variable_value_labels": {one.name: _value_labels(part, one) for one in coded},
        "missing_ranges": {name: values for name, values in missing.items() if values},
        "variable_measure": {one.name: one.measure for one in part.variables},
        "variable_format": {
            one.name: _FORMATS[one.kind] for one in part.variables if one.kind in _FORMATS
        },
    }


def _cells(part: Part, variable: Variable) -> pd.Series:
    cells = (
        part.table[variable.name].astype("object").where(part.table[variable.name].notna(), None)
    )
    if variable.numbered and variable.kind == "string":
        numbers = {code.value: float(code.number or 0) for code in variable.codes}
        return cells.map(numbers).astype("float64")
    if variable.kind in ("integer", "number", "boolean"):
        numeric = pd.to_numeric(cells, errors="raise").astype("float64")
        return numeric.where(~part.hidden(variable), HIDDEN_NUMBER)
    if variable.kind == "date":
        return pd.to_datetime(cells)
    too_long = [text for text in cells if text is not None and len(str(text).encode()) > _TEXT]
    if too_long:
        told = _(
            "{table}, column {column}: texts longer than the {most} bytes that an SPSS file can hold: "
            "{n}. Shorten them in the data."
        )
        raise ArchiveError(
            told.format(table=part.name, column=variable.name, n=len(too_long), most=_TEXT)
        )
    return cells.map(lambda text: "" if text is None else str(text)).astype("object")


def _value_labels(part: Part, variable: Variable) -> dict[Any, str]:
    if variable.kind == "boolean":
        return {0.0: _("no"), 1.0: _("yes")}
    if variable.hides:
        hidden = {float(HIDDEN_NUMBER): _cut(_("hidden to protect people; not zero"), _VALUE_LABEL)}
        return hidden if part.hidden(variable).any() else {}
    return {
        float(code.number) if code.number is not None else code.value: _cut(
            code.label, _VALUE_LABEL
        )
        for code in variable.codes
    }


def _missing(part: Part, variable: Variable) -> list[Any]:
    """Give the user-missing values, as the format takes them: three single ones or one range."""
    if variable.hides:
        return [float(HIDDEN_NUMBER)] if part.hidden(variable).any() else []
    numbers = sorted(
        code.number for code in variable.codes if code.missing and code.number is not None
    )
    if len(numbers) > 3:
        return [{"lo": float(numbers[0]), "hi": float(numbers[-1])}]
    return [float(number) for number in numbers]


def _cut(text: str, most: int) -> str:
    """Cut a text to a number of bytes at a whole character, with an ellipsis where it was longer."""
    if len(text.encode()) <= most:
        return text
    return text.encode()[: most - 3].decode(errors="ignore") + "…"
