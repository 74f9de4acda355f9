"""The description of the package for programs: Frictionless Data Package, version 1.

The standard: https://specs.frictionlessdata.io/data-package/; `categories` is that of version 2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sosiaali_lib.archive.model import AREAS, HIDDEN_NUMBER, MARK, Archive, Part, Variable
from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.messages import LANGUAGES, pick
from sosiaali_lib.plain_text import as_json
from sosiaali_lib.report.annex.about import LICENCES

_MEDIA = {
    ".parquet": "application/vnd.apache.parquet",
    ".sav": "application/x-spss-sav",
    ".xml": "application/xml",
    ".txt": "text/plain",
}


def content(archive: Archive, tables: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    """Give `datapackage.json` in the language in use.

    Parameters
    ----------
    archive
        The archive.
    tables
        Path of a csv file → part that it holds.
    files
        Path → bytes of every file of the package.
    """
    study = archive.study
    parts = {part.name: part for part in archive.parts}
    resources = [
        {**_file(path, content), **(_table(parts[tables[path]], path) if path in tables else {})}
        for path, content in files.items()
    ]
    for resource in resources:
        own = resource.get("schema")
        if own and any(one["name"] == "alue" for one in own["fields"]) and AREAS in parts:
            own["foreignKeys"] = [
                {"fields": "alue", "reference": {"resource": AREAS, "fields": "koodi"}}
            ]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": f"aineisto-{study.digest[:12]}",
        "id": study.digest,
        "title": study.name,
        "description": " ".join(pick(text) for text in (*study.methods, *study.left_out)),
        "version": study.digest[:12],
        "resources": resources,
    }
    if study.made:
        package["created"] = f"{study.made.isoformat()}T00:00:00Z"
    if study.organisation:
        package["contributors"] = [{"title": study.organisation, "role": "publisher"}]
        package["sources"] = [{"title": study.organisation}]
    if study.licence:
        licence = {"name": study.licence}
        if path := LICENCES.get(study.licence):
            licence["path"] = path
        package["licenses"] = [licence]
    return (as_json(package) + "\n").encode()


def _file(path: str, content: bytes) -> dict[str, Any]:
    stem, _dot, ending = path.rpartition("/")[2].rpartition(".")
    name = stem.lower() if ending == "csv" else f"{stem}-{ending}".lower()
    return {
        "name": name,
        "path": path,
        "type": "file",
        "format": ending,
        "mediatype": _MEDIA.get(f".{ending}", "text/csv"),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _table(part: Part, path: str) -> dict[str, Any]:
    hides = any(part.hidden(variable).any() for variable in part.variables)
    return {
        "name": path.rpartition("/")[2].removesuffix(".csv").lower(),
        "type": "table",
        "profile": "tabular-data-resource",
        "title": part.title,
        "description": part.unit,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [_field(part, variable) for variable in part.variables],
            "missingValues": ["", MARK] if hides else [""],
        },
    }


def _field(part: Part, variable: Variable) -> dict[str, Any]:
    field: dict[str, Any] = {"name": variable.name, "type": variable.kind}
    field["title"] = variable.label
    for lang in LANGUAGES:
        field[f"title@{lang}"] = variable.labels[lang]
    if variable.helps:
        field["description"] = pick(variable.helps)
    if variable.derivation:
        field["derivation"] = pick(variable.derivation)
    constraints: dict[str, Any] = {}
    if variable.required and part.table[variable.name].notna().all():
        constraints["required"] = True
    if variable.codes:
        if variable.kind == "string":
            constraints["enum"] = [guarded(code.value) for code in variable.codes]
        field["categories"] = [_category(variable, at) for at in range(len(variable.codes))]
    if variable.kind in ("integer", "number"):
        for name, limit in (("minimum", variable.low), ("maximum", variable.high)):
            if limit is not None:
                constraints[name] = int(limit) if float(limit).is_integer() else limit
    if constraints:
        field["constraints"] = constraints
    if part.hidden(variable).any():
        field["spssHidden"] = HIDDEN_NUMBER
    return field


def _category(variable: Variable, at: int) -> dict[str, Any]:
    code = variable.codes[at]
    value = code.value if variable.kind == "string" else code.number
    told: dict[str, Any] = {"value": value, "label": code.label}
    for lang in LANGUAGES:
        told[f"label@{lang}"] = code.labels.get(lang, code.value)
    if code.number is not None:
        told["spss"] = code.number
    if code.missing:
        told["missing"] = True
    return told
