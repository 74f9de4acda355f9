"""The numbers of a report as open data: csv files in a data package, or one JSON file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from typing import Any

from sosiaali_lib.formatting import ABSENT, HIDDEN
from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.plain_text import as_json, one_line
from sosiaali_lib.report.annex.about import facts, lines
from sosiaali_lib.report.annex.dictionary import (
    CELLS,
    CODES,
    FIELDS,
    TABLES,
    Column,
    code_records,
    field_records,
)
from sosiaali_lib.report.annex.records import Field, Record, records
from sosiaali_lib.report.document import Document
from sosiaali_lib.workbooks import entry

DATA, TABLE_LIST = "tiedot", "taulukot"
DICTIONARY, CODE_LISTS = "sanasto", "koodit"
PACKAGE, README = "datapackage.json", "lueminut.txt"
_KEYS = {
    DATA: ["taulukko", "rivi_nro", "sarake_nro"],
    TABLE_LIST: ["taulukko"],
    DICTIONARY: ["tiedosto", "sarake"],
    CODE_LISTS: ["koodisto", "koodi"],
}


def write_csv(document: Document) -> bytes:
    """Give the numbers of a document as a zip: csv files, their dictionary and a data package.

    Parameters
    ----------
    document
        A document with an origin. Not changed.

    Returns
    -------
    bytes
        A zip of `tiedot.csv` (one row a cell), `taulukot.csv` (one row a table), `sanasto.csv` and
        `koodit.csv` (what columns and codes mean in three languages), `lueminut.txt` and
        `datapackage.json`. The csv files are as RFC 4180 says, in UTF-8 with a decimal point; no
        cell of text can run as a formula. The same document always gives the same bytes.

    Raises
    ------
    NoOriginError
        If the document has no origin.

    Notes
    -----
    The package follows the Frictionless Data Package standard, version 1
    (https://specs.frictionlessdata.io/data-package/).
    """
    parts = _parts(document)
    package = facts(document) | {
        "profile": "tabular-data-package",
        "resources": [_resource(name, parts[name][0]) for name in parts],
    }
    files = {f"{name}.csv": _csv(columns, rows) for name, (columns, rows) in parts.items()}
    files[PACKAGE] = as_json(package) + "\n"
    with use(document.lang):
        files[README] = (
            "\n\n".join([one_line(document.title), *lines(document), *_contents()]) + "\n"
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, text in files.items():
            target.writestr(_open_entry(name), text.encode(), compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write_json(document: Document) -> bytes:
    """Give the same as `write_csv` in one JSON file; a number that is not shown is null.

    Raises
    ------
    NoOriginError
        If the document has no origin.
    """
    parts = {name: [_plain(row) for row in rows] for name, (_c, rows) in _parts(document).items()}
    return (as_json(facts(document) | parts, indent=None) + "\n").encode()


def _open_entry(name: str) -> zipfile.ZipInfo:
    """Give the entry of a file that everybody may read once it is unpacked."""
    found = entry(name)
    found.create_system, found.external_attr = 3, 0o644 << 16
    return found


def _parts(document: Document) -> dict[str, tuple[tuple[Column, ...], list[Record]]]:
    """Give the columns and the rows of each file."""
    cells, tables = records(document)
    described = ((DATA, CELLS), (TABLE_LIST, TABLES), (DICTIONARY, FIELDS), (CODE_LISTS, CODES))
    return {
        DATA: (CELLS, cells),
        TABLE_LIST: (TABLES, tables),
        DICTIONARY: (FIELDS, field_records(described)),
        CODE_LISTS: (CODES, code_records(cells)),
    }


def _csv(columns: tuple[Column, ...], rows: list[Record]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_written(column, row) for column in columns])
    return file.getvalue()


def _written(column: Column, row: Record) -> str:
    """Write a cell; a hidden or absent number keeps its mark."""
    held = row[column.name]
    if held is None:
        marked = column.name == "arvo" and row["tila"] in ("suojattu", "ei_tietoa")
        return str(row["esitys"]) if marked else ""
    return guarded(held) if isinstance(held, str) else str(held)


def _plain(row: Record) -> dict[str, Any]:
    """Give a record as JSON holds it, numbers with the decimals that the report shows."""
    return {name: _json_number(held) for name, held in row.items()}


def _json_number(held: Field) -> Any:
    if not isinstance(held, Decimal):
        return held
    return json.loads(str(held))


def _resource(name: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    """Describe a file for programs."""
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns],
        "primaryKey": _KEYS[name],
    }
    if name == DATA:
        schema["missingValues"] = ["", HIDDEN, ABSENT]
        schema["foreignKeys"] = [
            {"fields": "taulukko", "reference": {"resource": TABLE_LIST, "fields": "taulukko"}}
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind}
    if column.kind == "number":
        field["decimalChar"] = "."
    for lang in LANGUAGES:
        with use(lang):
            field[f"description@{lang}"] = _(column.meaning)
    field["description"] = field["description@en"]
    return field


def _contents() -> list[str]:
    """Say what each file of the package is, in the language in use."""
    return [
        _("{file}: one row for each cell of the tables.").format(file=f"{DATA}.csv"),
        _("{file}: the tables, with their notes and sources.").format(file=f"{TABLE_LIST}.csv"),
        _("{file}: what the columns mean.").format(file=f"{DICTIONARY}.csv"),
        _("{file}: what the codes mean.").format(file=f"{CODE_LISTS}.csv"),
        _("{file}: the same for programs (Frictionless Data Package).").format(file=PACKAGE),
    ]
