"""SPSS files: values as codes, with their labels, and user-missing values apart from empty ones."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.intake.files import name_of
from sosiaali_lib.messages import _
from sosiaali_lib.sources import cells, general
from sosiaali_lib.sources.extras import needed
from sosiaali_lib.sources.table import ANY, Kind, Option, SourceColumn, SourceError, SourceTable

KIND = "spss"
ENDINGS = (".sav", ".zsav")
_OLD = "LATIN1"  # of files from before Unicode mode that do not tell their encoding


def read(path: Path, *, encoding: str | None = None) -> SourceTable:
    """Read a file.

    Parameters
    ----------
    path
        A `.sav` or `.zsav` file.
    encoding
        Of its texts, where the file does not tell it or tells it wrong.

    Notes
    -----
    Value labels have floating-point keys in the file (1.0); here codes are “1”. User-missing values
    (discrete ones and ranges) stay in the cells and are marked in the options; system-missing
    values are empty.

    Raises
    ------
    SourceError
        If the file is no whole SPSS file.
    MissingExtraError
        If pyreadstat is not installed.
    """
    pyreadstat = needed("pyreadstat", _("SPSS files"))
    content, meta = _read(pyreadstat, path, encoding)
    frame = cells.frame({str(name): content[name].tolist() for name in content.columns})
    boxes = _boxes(meta)
    return SourceTable(
        kind=KIND,
        name=name_of(path),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        columns=tuple(_column(str(name), frame[name], meta, boxes) for name in frame.columns),
        cells=frame,
        numbers=pd.Series(range(1, len(frame) + 1), dtype="int64"),
    )


def _read(pyreadstat: Any, path: Path, encoding: str | None) -> tuple[pd.DataFrame, Any]:
    """Read with the encoding that is given, or the file's own, or that of old files."""
    tried = [encoding] if encoding else [None, _OLD]
    for one in tried:
        try:
            frame, meta = pyreadstat.read_sav(str(path), user_missing=True, encoding=one)
        except (
            pyreadstat.ReadstatError,
            pyreadstat.PyreadstatError,
            UnicodeError,
            SystemError,
        ) as error:
            # A text in an encoding that the file does not tell ends in a SystemError of pyreadstat.
            failure = error
        else:
            return frame, meta
    told = _(
        "{file}: the file is no whole SPSS file, or its encoding is not known. Save it again in SPSS "
        "as .sav, or give the encoding."
    )
    raise SourceError(told.format(file=name_of(path))) from failure


def _column(
    name: str, texts: pd.Series[str], meta: Any, boxes: Mapping[str, tuple[str, str, str]]
) -> SourceColumn:
    label = (meta.column_names_to_labels or {}).get(name) or ""
    words = {ANY: label} if label else {}
    options = _options(name, texts, meta)
    if name in boxes:
        question, asked, counted = boxes[name]
        return SourceColumn(
            name, Kind.BOX, {ANY: asked or question}, (Option(counted, words),), question, name
        )
    labelled = any(option.labels for option in options if not option.missing)
    if labelled:
        return SourceColumn(name, Kind.CHOICE, words, options)
    kind = meta.readstat_variable_types.get(name)
    written = (meta.original_variable_types or {}).get(name, "")
    if "DATE" in written.upper():
        return SourceColumn(name, Kind.DATE, words, options)
    return SourceColumn(
        name, general.kind_of(texts) if kind == "string" else Kind.NUMBER, words, options
    )


def _options(name: str, texts: pd.Series[str], meta: Any) -> tuple[Option, ...]:
    labels = {
        cells.text(value): str(label)
        for value, label in ((meta.variable_value_labels or {}).get(name) or {}).items()
    }
    ranges = (meta.missing_ranges or {}).get(name) or ()
    present = [text for text in pd.unique(texts) if text and _is_missing(text, ranges)]
    codes = [*labels, *(text for text in present if text not in labels)]
    return tuple(
        Option(code, {ANY: labels[code]} if code in labels else {}, _is_missing(code, ranges))
        for code in codes
    )


def _is_missing(text: str, ranges: Any) -> bool:
    for one in ranges:
        low, high = one["lo"], one["hi"]
        if isinstance(low, str):
            if text == low.strip():
                return True
            continue
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            continue
        if low <= value <= high:
            return True
    return False


def _boxes(meta: Any) -> dict[str, tuple[str, str, str]]:
    """Give the variables of sets of several choices: the set, its label, the counted value."""
    found = {}
    for name, one in (getattr(meta, "mr_sets", None) or {}).items():
        if one.get("type") == "D":
            for variable in one["variable_list"]:
                counted = cells.text(one.get("counted_value"))
                found[variable] = (name.lstrip("$"), one.get("label") or "", counted)
    return found
