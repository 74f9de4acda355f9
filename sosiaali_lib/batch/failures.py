"""The list of failed reports, for the person who mends them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from sosiaali_lib.batch.product import stage_text
from sosiaali_lib.files import write_bytes
from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.report.record import Entry

FAILURES = "failures.csv"
COLUMNS = ("alue", "nimi", "kieli", "vaihe", "otsikko", "syy")


def write_failures(out: Path, entries: Mapping[str, Entry]) -> None:
    """Write the list of failed reports of a folder, or take away that of an earlier run."""
    failed = [entry for _stem, entry in sorted(entries.items()) if entry.error]
    if not failed:
        (out / FAILURES).unlink(missing_ok=True)
        return
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for one in failed:
        row = (one.area, one.name, one.lang, stage_text(one.stage), one.cell, one.error)
        writer.writerow(map(guarded, row))
    write_bytes(out / FAILURES, text.getvalue().encode("utf-8-sig"))


def told(entry: Entry) -> str:
    """Say in one line where and why a report failed."""
    return ": ".join(filter(None, (stage_text(entry.stage), entry.cell, entry.error)))
