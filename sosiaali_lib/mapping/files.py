"""Mapping files: read with every fault told at once, and written so that a person can edit them."""

from __future__ import annotations

from collections import abc
from datetime import date
from pathlib import Path
from typing import Any

from sosiaali_lib import datafiles
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.files import write_bytes
from sosiaali_lib.mapping.contradictions import contradictions
from sosiaali_lib.mapping.model import (
    VERSION,
    Condition,
    Entry,
    Mapping,
    Role,
    RowRules,
    Since,
)
from sosiaali_lib.messages import _


def load(path: Path | str) -> Mapping:
    """Read a mapping file and hold it against its form.

    Raises
    ------
    DataFileError
        If it does not follow its schema, or names what the form has not; all faults are listed.
    OSError
        If it cannot be read.
    """
    mapping = read(path)
    if problems := tuple(contradictions(mapping)):
        raise DataFileError(Path(path), problems)
    return mapping


def read(path: Path | str) -> Mapping:
    """Read a mapping file as it is; what its form contradicts is told by `mapping.compare`.

    Raises
    ------
    DataFileError
        If it does not follow its schema; all faults are listed.
    OSError
        If it cannot be read.
    """
    place = Path(path)
    data = datafiles.read(place, "mapping")
    if problems := _unquoted(data):
        raise DataFileError(place, problems)
    return _mapping(data, place)


def save(mapping: Mapping, path: Path | str) -> None:
    """Write a mapping file; an older one is replaced.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    write_bytes(Path(path), dump(mapping))


def dump(mapping: Mapping) -> bytes:
    """Give a mapping as the file that `load` reads, the same bytes for the same mapping."""
    import yaml

    content: dict[str, Any] = {
        "kartoitus": VERSION, "lahde": mapping.kind, "lomake": mapping.form,
    }  # fmt: skip
    if mapping.constants:
        content["vakiot"] = dict(mapping.constants)
    if rows := _written_rows(mapping.rows):
        content["rivit"] = rows
    content["sarakkeet"] = [_written(entry) for entry in mapping.entries]
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    return text.encode("utf-8")


def _written(entry: Entry) -> dict[str, Any]:
    """Give an entry without what is usual."""
    values = None if entry.values is None else dict(entry.values)
    whole = {
        "sarake": entry.column,
        "teksti": entry.text or None,
        "rooli": str(entry.role),
        "kohde": entry.target or None,
        "koodi": entry.code or None,
        "arvot": values,
        "valittu": list(entry.chosen) or None,
        "erotin": entry.separator or None,
        "muoto": entry.date_format or None,
        "kaannetty": entry.reversed or None,
        "syy": entry.reason or None,
        "varmuus": entry.sureness,
        "vahvistettu": None if entry.confirmed else False,
    }
    return {name: value for name, value in whole.items() if value is not None}


def _written_rows(rows: RowRules) -> dict[str, Any]:
    since = rows.since
    whole = {
        "valmis": rows.finished and _written_condition(rows.finished),
        "vain": [_written_condition(one) for one in rows.only],
        "tunnus": list(rows.key),
        "jarjestys": rows.latest,
        "alkaen": since
        and {"sarake": since.column, "pvm": since.day.isoformat()}
        | ({"muoto": since.date_format} if since.date_format else {}),
    }
    return {name: value for name, value in whole.items() if value}


def _written_condition(condition: Condition) -> dict[str, Any]:
    values = {"arvot": list(condition.values)} if condition.values else {}
    return {"sarake": condition.column, **values}


def _unquoted(data: abc.Mapping[str, Any]) -> tuple[str, ...]:
    """Tell codes that YAML takes for truth values, such as a bare `no`."""
    text = _(
        "The column {column}: a code under arvot is a bare yes, no, on or off, which YAML does not "
        "read as text. Put it in quotation marks."
    )
    return tuple(
        text.format(column=entry["sarake"])
        for entry in data["sarakkeet"]
        if any(isinstance(key, bool) or key is None for key in entry.get("arvot", ()))
    )


def _mapping(data: abc.Mapping[str, Any], path: Path) -> Mapping:
    try:
        rows = _rows(data.get("rivit", {}))
    except ValueError as error:
        told = _("“{day}” is no day; write it in the form 2026-02-01.")
        day = data["rivit"]["alkaen"]["pvm"]
        raise DataFileError(path, (told.format(day=day),)) from error
    return Mapping(
        kind=data["lahde"],
        form=data["lomake"],
        entries=tuple(map(_entry, data["sarakkeet"])),
        constants={name: _text(value) for name, value in data.get("vakiot", {}).items()},
        rows=rows,
    )


def _entry(data: abc.Mapping[str, Any]) -> Entry:
    values = data.get("arvot")
    return Entry(
        column=data["sarake"],
        role=Role(data["rooli"]),
        target=data.get("kohde", ""),
        code=_text(data.get("koodi", "")),
        values=None
        if values is None
        else {_text(key): None if to is None else _text(to) for key, to in values.items()},
        chosen=tuple(map(_text, data.get("valittu", ()))),
        separator=data.get("erotin", ""),
        date_format=data.get("muoto", ""),
        reversed=data.get("kaannetty", False),
        reason=data.get("syy", ""),
        text=data.get("teksti", ""),
        confirmed=data.get("vahvistettu", True),
        sureness=data.get("varmuus"),
    )


def _rows(data: abc.Mapping[str, Any]) -> RowRules:
    since = data.get("alkaen")
    return RowRules(
        finished=_condition(data["valmis"]) if "valmis" in data else None,
        only=tuple(map(_condition, data.get("vain", ()))),
        key=tuple(data.get("tunnus", ())),
        latest=data.get("jarjestys", ""),
        since=Since(since["sarake"], date.fromisoformat(since["pvm"]), since.get("muoto", ""))
        if since
        else None,
    )


def _condition(data: abc.Mapping[str, Any]) -> Condition:
    return Condition(data["sarake"], tuple(map(_text, data.get("arvot", ()))))


def _text(value: object) -> str:
    """Give a code as text; people write numbers without quotation marks."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
