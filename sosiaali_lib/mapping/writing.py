"""Brought answers as a file of the data folder, with where they came from beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sosiaali_lib import __version__
from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.intake.entered import KEY
from sosiaali_lib.mapping.applying import Imported
from sosiaali_lib.mapping.files import dump
from sosiaali_lib.mapping.model import ENDING, Mapping
from sosiaali_lib.sources.table import SourceTable

FOLDER = "tuonnit"


@dataclass(frozen=True)
class Written:
    """The files of an import: the rows, where they came from, and the rows that were left out."""

    rows: Path
    origin: Path
    left_out: Path


def places(mapping: Mapping, name: str, folder: Path) -> Written:
    """Give the files that an import with a mapping file of some name writes.

    The name of a form's file begins with the form, so that it is recognised whatever it holds.
    """
    plain = name.removesuffix(ENDING).removesuffix(".yaml")
    if plain == mapping.form:
        plain = "tuonti"  # the form's own name is likely to be a file of rows entered by hand
    stem = plain if plain.startswith(f"{mapping.form}_") else f"{mapping.form}_{plain}"
    aside = folder / FOLDER
    return Written(
        folder / f"{stem}.csv", aside / f"{stem}.json", aside / f"{stem}_pois_jaaneet.csv"
    )


def may_replace(to: Written) -> bool:
    """Tell whether the rows at a place are an import as it was written: nobody has edited them."""
    try:
        origin = json.loads(to.origin.read_text("utf-8"))
        return bool(origin["rivien_sha256"] == hashlib.sha256(to.rows.read_bytes()).hexdigest())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write(
    imported: Imported, mapping: Mapping, source: SourceTable, to: Written, *, today: date
) -> None:
    """Write the files of an import, readable to their owner only.

    Parameters
    ----------
    imported, mapping, source
        The answers, and what they came from and by.
    to
        Where to, as `places` says.
    today
        The day of the import.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    rows = as_csv(imported, to.rows.stem)
    origin = {
        "lomake": mapping.form,
        "lahde": source.kind,
        "nimi": source.name,
        "sha256": source.sha256,
        "kartoituksen_sha256": hashlib.sha256(dump(mapping)).hexdigest(),
        "pvm": today.isoformat(),
        "versio": __version__,
        "rivien_sha256": hashlib.sha256(rows).hexdigest(),
        "luettu": imported.read,
        "tuotu": len(imported.frame),
        "jaanyt_pois": imported.left_out["syy"].value_counts().sort_index().to_dict(),
        "ei_vastausta": dict(imported.not_answers),
        "henkilotietoja_ei_luettu": [
            {"sarake": one.column, "soluja": one.cells} for one in source.dropped
        ],
    }
    text = json.dumps(origin, ensure_ascii=False, indent=2) + "\n"
    write_bytes(to.left_out, _of_left_out(imported), mode=PRIVATE)
    write_bytes(to.rows, rows, mode=PRIVATE)
    write_bytes(to.origin, text.encode("utf-8"), mode=PRIVATE)


def as_csv(imported: Imported, name: str) -> bytes:
    """Give the rows as a text file that the intake and spreadsheets read.

    The column of the key of each row says which row of which import it is; by it the intake knows
    that texts stand behind an apostrophe where a spreadsheet could run them as formulas.
    """
    header = [*imported.frame.columns, KEY]
    rows = imported.frame.to_numpy(dtype=object).tolist()
    keyed = [
        [*map(guarded, row), f"{name}-{number}"]
        for number, row in zip(imported.frame.index, rows, strict=True)
    ]
    return _csv([header, *keyed])


def _of_left_out(imported: Imported) -> bytes:
    table = imported.left_out
    return _csv([list(table.columns), *table.to_numpy(dtype=object).tolist()])


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
