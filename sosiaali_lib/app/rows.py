"""One row as a form in the browser holds it, checked as intake checks a whole table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from sosiaali_lib import areas, plain_text
from sosiaali_lib.forms import Column, Form, available, load
from sosiaali_lib.instruments import own
from sosiaali_lib.intake import DataSet, Severity, checks, description, identifiers, merging
from sosiaali_lib.intake.description import Description
from sosiaali_lib.intake.faults import Log, Place, Problem
from sosiaali_lib.intake.readers import READERS
from sosiaali_lib.intake.rows import Rows
from sosiaali_lib.intake.values import clean
from sosiaali_lib.messages import DEFAULT, use

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: the column, or "" for the whole row, what was expected, the cure."""

    column: str
    expected: str
    cure: str
    notice: bool = False


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What the check of a row has to know of its data folder.

    `codes` are values of columns that other columns refer to, by form and name.
    """

    folder: Path
    description: Description
    instruments: own.OwnInstruments
    codes: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)


def of_data(folder: Path, data: DataSet) -> Surroundings:
    """Give the surroundings of a row of a data set that has been read."""
    return Surroundings(folder, data.description, data.own_instruments, _codes(data))


def of_folder(folder: Path) -> Surroundings:
    """Give the surroundings of a row of a form that refers to no other, without reading any rows."""
    instruments, _errors = own.read(folder / own.FOLDER)
    return Surroundings(folder, description.read(folder, Log(), []), instruments)


def check(
    form: Form, cells: Cells, around: Surroundings, *, today: date | None = None
) -> list[Fault]:
    """Give the faults of one row, as intake would find them in the data folder.

    Parameters
    ----------
    form
        The form of the row.
    cells
        Column → text; a column that is left out is one that the table lacks.
    around
        Its data folder: areas, key of pseudonyms, codes that the row may refer to.
    today
        The day after which nothing can have happened yet; None is the present day.

    Notes
    -----
    What only a comparison with other rows shows (the same row twice) is found when the whole data
    set is read.
    """
    log = Log()
    frame = pd.DataFrame({name: pd.Series([text], dtype="str") for name, text in cells.items()})
    for column in form.columns:
        if column.name not in frame and not column.item_of:
            frame[column.name] = pd.Series([None], dtype="str")
    nothing = pd.DataFrame(index=frame.index)
    row = Rows(form, Place(form.name), frame, nothing, np.array([1]), {}, None, ())
    log.place(row.place)
    with own.using(around.instruments):
        people = identifiers.identifiers(around.folder, around.description)
        whole = identifiers.held_back({form.name: merging.merge([row], log)}, people, log)
        checked = checks.check(
            whole[form.name],
            areas=around.description.areas,
            codes=around.codes,
            today=today or date.today(),
            log=log,
            identifiers=people,
        )
    found = [
        Fault(
            str(one["column"]),
            str(one["expected"]),
            str(one["cure"]),
            one["severity"] == Severity.NOTICE,
        )
        for one in log.frame().astype(object).to_dict("records")
    ]
    assert len(checked.used) or any(not one.notice for one in found), form.name
    return found


def _codes(data: DataSet) -> dict[tuple[str, str], frozenset[str]]:
    """Give the values that columns may refer to, from used and rejected rows."""
    found = {}
    for form, name in {
        one.refers for each in available() for one in load(each).columns if one.refers
    }:
        tables = [part[form] for part in (data.tables, data.rejected) if form in part]
        if tables:
            texts = pd.concat([table[name] for table in tables]).dropna()
            found[form, name] = frozenset(map(clean, texts)) - {""}
    return found


def value(column: Column, text: str) -> str | None:
    """Give what a text means in a column of choices or days: codes, ISO day; None when nothing."""
    plain = clean(text)
    found = READERS[column.type](column, [plain], date.today())(plain) if plain else None
    if found is None or isinstance(found, Problem):
        return None
    return found.isoformat() if isinstance(found, date) else str(found)


def written(column: Column, text: str) -> str:
    """Give a text as a person writes it into the template: labels, names and Finnish days.

    A spreadsheet that opens a csv file takes the code 11-2 for a day and 092 for a number, but no
    label or name. What means nothing in its column stays as it is.
    """
    if column.type not in ("choice", "choices", "instrument", "municipality", "date"):
        return text
    if (meant := value(column, text)) is None:
        return text
    with use(DEFAULT):
        if column.type == "date":
            day = date.fromisoformat(meant)
            return f"{day.day}.{day.month}.{day.year}"
        if column.type == "municipality":
            return areas.municipality(meant).name()
        labels = column.choices()
    return "; ".join(labels[code] for code in meant.split(";"))


def same(column: Column, one: str, other: str) -> bool:
    """Tell whether two texts say the same in a column, so that a cell need not be written.

    A page shows a text without unseen marks and with other line ends; that alone is no change.
    """
    if _seen(one) == _seen(other):
        return True
    meant = value(column, one) if column.type not in ("text", "free_text", "link") else None
    return meant is not None and meant == value(column, other)


def _seen(text: str) -> str:
    return clean(plain_text.clean(text))
