"""Which tool a source comes from, by its ending and its headers."""

from __future__ import annotations

import json
from pathlib import Path

from sosiaali_lib.intake.files import name_of
from sosiaali_lib.messages import _
from sosiaali_lib.sources import (
    addresses,
    fhir,
    kobo,
    limesurvey,
    limesurvey_remote,
    parquet,
    raw,
    redcap,
    spss,
    sql,
    webropol,
)
from sosiaali_lib.sources.table import SourceError

GENERAL = "taulukko"
# What a person may call a layout, and the layout. No file of Questback (Digium) was at hand: its
# tables are read as any table whose headers are questions.
KINDS = {
    webropol.KIND: webropol.KIND,
    limesurvey.KIND: limesurvey.KIND,
    redcap.KIND: redcap.KIND,
    kobo.KIND: kobo.KIND,
    "odk": kobo.KIND,
    spss.KIND: spss.KIND,
    parquet.KIND: parquet.KIND,
    sql.KIND: sql.KIND,
    fhir.KIND: fhir.KIND,
    "questback": GENERAL,
    "digium": GENERAL,
    GENERAL: GENERAL,
}


def recognised(source: str | Path, dictionary: Path | None = None) -> str:
    """Give the layout of a source.

    Raises
    ------
    SourceError
        If there is no such file, or it cannot be read.
    """
    if isinstance(source, str) and addresses.is_address(source):
        remote = source.partition("://")[0] in limesurvey_remote.SCHEMES
        return limesurvey.KIND if remote else sql.KIND
    path = Path(source)
    if not path.is_file():
        told = _("There is no file {file}. Check the path: the folder, the name and its ending.")
        raise SourceError(told.format(file=path))
    ending = path.suffix.lower()
    if ending in spss.ENDINGS:
        return spss.KIND
    if ending in parquet.ENDINGS:
        return parquet.KIND
    if ending == ".json":
        return _of_json(path)
    if ending in (".ndjson", ".jsonl"):
        return fhir.KIND
    _sha256, sheet, _others = raw.first(path)
    headers = frozenset(sheet.headers)
    if dictionary is not None and not limesurvey.is_export(headers):
        return redcap.KIND if dictionary.suffix.lower() in (".csv", ".txt") else kobo.KIND
    for kind, fits in (
        (limesurvey.KIND, limesurvey.is_export),
        (redcap.KIND, redcap.is_export),
        (kobo.KIND, kobo.is_export),
    ):
        if fits(headers):
            return kind
    return webropol.KIND if {"RespondentId", "ResponseId"} & headers else GENERAL


def _of_json(path: Path) -> str:
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, OSError) as error:
        told = _("{file}: the file is no whole JSON. Fetch it from the tool again.")
        raise SourceError(told.format(file=name_of(path))) from error
    if webropol.is_answers(data):
        return webropol.KIND
    first = data[0] if isinstance(data, list) and data else data
    if isinstance(first, dict) and "resourceType" in first:
        return fhir.KIND
    told = _("{file}: no tool is known whose answers are built so. Name it with --kind.")
    raise SourceError(told.format(file=name_of(path)))
