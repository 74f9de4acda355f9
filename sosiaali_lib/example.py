"""The made-up example data, built so that published totals come out of the ordinary functions.

Nothing here is a real person's data. The totals are those of the final report of the ISO SOS
project's Kainuu part (Kainuun sote 2019): table 4 (visits and people talked with by organisation),
table 2 (measurements at two waves), the workers' feeling 4.4 of 5, money alone on 14 % and money in
any form on 45 % of the visits. How they divide over municipalities, days, places and people is
invented. The same seed always gives the same data.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.example_measurements import measurements
from sosiaali_lib.example_visits import visits
from sosiaali_lib.indicators import example as indicators

SEED = 20191231
FOLDER = DATA / "example"


def tables() -> dict[str, pd.DataFrame]:
    """Make the example data.

    Returns
    -------
    dict
        Form → rows with the form's columns, as a person would fill them (codes, not labels).
    """
    rng = np.random.default_rng(SEED)
    made = {
        "jalkautumiset": visits(rng, [str(text) for text in _texts()["havainnot"]]),
        "mittaukset": measurements(rng),
    }
    return made | {path.stem: _filled(path) for path in sorted(FOLDER.glob("*.csv"))}


def write(folder: Path, only: Collection[str] = ()) -> list[Path]:
    """Write the example data as a data folder: workbooks, a csv file and `aineisto.yaml`.

    Parameters
    ----------
    folder
        Made when it is missing.
    only
        Forms to write besides the outreach log; empty for all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = tables()
    log = made["jalkautumiset"]
    kainuu = log["toimija"] == "Kainuun sote"
    written = [
        _workbook(folder / "jalkautumiset_kainuu.xlsx", "jalkautumiset", log[kainuu]),
        _csv(folder / "jalkautumiset_muut.csv", log[~kainuu]),
        *(
            _workbook(folder / f"{name}.xlsx", name, rows)
            for name, rows in made.items()
            if name != "jalkautumiset" and (not only or name in only)
        ),
    ]
    described = folder / "aineisto.yaml"
    described.write_text((FOLDER / "aineisto.yaml").read_text("utf-8"), "utf-8")
    if not only:
        indicators.write(folder / "indikaattorit")
    return [*written, described]


def _filled(path: Path) -> pd.DataFrame:
    """Read a filled form of `data/example`: days as dates, numbers as numbers, else text."""
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    for column in forms.load(path.stem).columns:
        if column.name not in rows:
            continue
        cells = rows[column.name]
        if column.type == "date":
            rows[column.name] = [date.fromisoformat(cell) if cell else None for cell in cells]
        elif column.type in ("integer", "number"):
            numbers = pd.to_numeric(cells.mask(cells == "")).astype("Float64")
            whole = column.type == "integer"
            rows[column.name] = numbers.astype("Int64") if whole else numbers
    return rows


def _texts() -> Mapping[str, list[object]]:
    import yaml

    text = (FOLDER / "tekstit.yaml").read_text("utf-8")
    loaded: Mapping[str, list[object]] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def _workbook(path: Path, sheet: str, rows: pd.DataFrame) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(list(rows.columns))
    for row in rows.astype(object).where(rows.notna(), None).itertuples(index=False):
        page.append([value if value != "" else None for value in row])
    for column, name in enumerate(rows.columns, start=1):
        if forms.load(sheet).column(name).type == "date":
            for (cell,) in page.iter_rows(min_row=2, min_col=column, max_col=column):
                cell.number_format = "d.m.yyyy"
    beside = path.with_name(f".{path.name}.part")
    book.save(beside)
    os.replace(beside, path)
    return path


def _csv(path: Path, rows: pd.DataFrame) -> Path:
    """Write rows as a Finnish Excel saves csv: semicolons, cp1252, dates as 3.2.2020."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(rows.columns)
        for row in rows.itertuples(index=False):
            writer.writerow(
                f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value
                for value in row
            )
    os.replace(beside, path)
    return path
