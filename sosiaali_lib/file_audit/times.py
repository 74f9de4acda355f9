"""Publications of several periods in one folder: a figure of one year is not that of another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from sosiaali_lib.file_audit.sheets import Sheet

RECORD = "julkaistu.json"


def periods(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Give the period of each folder that a record of publication says, as a path from the root.

    Returns
    -------
    dict
        Empty where all records tell of one period: then all figures are of it.
    """
    found = {}
    for path in files:
        if path.name != RECORD:
            continue
        try:
            start, end = json.loads(path.read_text("utf-8"))["period"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        found[path.parent.relative_to(root).as_posix()] = f"{start}–{end}"
    return found if len(set(found.values())) > 1 else {}


def by_time(found: Sequence[Sheet], file: str, told: Mapping[str, str]) -> list[Sheet]:
    """Name the tables of a file after the period of its publication, so that years are kept apart."""
    for folder in PurePath(file).parents:
        if (period := told.get(folder.as_posix())) is not None:
            return [replace(sheet, stem=f"{sheet.stem} {period}") for sheet in found]
    return list(found)
