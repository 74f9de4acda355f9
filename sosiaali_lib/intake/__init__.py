"""Reading filled templates into clean tables, with every fault told at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from sosiaali_lib import area_own_groups, year_clock
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.instruments import own
from sosiaali_lib.intake import (
    checks,
    corrections,
    csvfile,
    description,
    entered,
    files,
    identifiers,
    merging,
    parquet,
    recognise,
    rows,
    table_problems,
    xlsxfile,
)
from sosiaali_lib.intake.dataset import DataSet
from sosiaali_lib.intake.description import Description
from sosiaali_lib.intake.faults import (
    Log,
    Place,
    Problem,
    Reason,
    Severity,
    UnreadableError,
    lines,
)
from sosiaali_lib.intake.files import CORRECTIONS, Source
from sosiaali_lib.intake.rejects import RejectsError
from sosiaali_lib.intake.rows import Rows
from sosiaali_lib.messages import _

__all__ = [
    "CORRECTIONS",
    "DataSet",
    "Description",
    "Reason",
    "RejectsError",
    "Severity",
    "lines",
    "read",
]


def read(path: Path | str, *, today: date | None = None) -> DataSet:
    """Read a data set and check all of it.

    Parameters
    ----------
    path
        A folder of workbooks (.xlsx, .xlsm) and text files (.csv, .txt), or one such file.
        `aineisto.yaml`, `vuosikello.yaml`, `vertailuryhmat.yaml`, own instruments in `mittarit`,
        views in `omat_nakymat` and corrected rows in `hylatyt` are taken from the folder.
    today
        The day after which nothing can have happened yet; None is the present day.

    Returns
    -------
    DataSet
        Nothing is raised for faulty data, not even for a path that does not exist: all faults are
        in `faults`, in the language in use.
    """
    place = Path(path)
    folder = files.folder_of(place)
    log, sources, failed = Log(), list[Source](), list[Path]()
    instruments = _own_instruments(folder, log)
    with own.using(instruments):
        return _read(place, folder, instruments, today, log, sources, failed)


def _year_clock(folder: Path, log: Log) -> bytes | None:
    """Read the folder's own year clock; a file with faults is told, and the suite's clock stays."""
    path = folder / files.YEAR_CLOCK
    if not path.is_file():
        return None
    try:
        year_clock.load(path)
    except DataFileError as error:
        expected = _("a year clock without faults")
        cure = _("Correct the file: {faults}").format(faults="; ".join(error.problems))
        log.add(Place(path.name), Problem(Reason.CLOCK, expected, cure))
        return None
    return path.read_bytes()


def _check_groups(folder: Path, log: Log) -> None:
    """Tell the faults of the folder's own comparison groups."""
    try:
        area_own_groups.load(folder)
    except DataFileError as error:
        expected = _("comparison groups without faults")
        cure = _("Correct the file: {faults}").format(faults="; ".join(error.problems))
        log.add(Place(error.path.name), Problem(Reason.GROUPS, expected, cure))


def _check_own_views(data: DataSet, log: Log) -> None:
    """Tell the faults of the views that are to go to the report; those without faults go.

    A view is looked at in the rows that are read here, so its module is needed no sooner.
    """
    from sosiaali_lib.own_views import files as own_views

    for error in own_views.of_dataset(data)[1]:
        expected = _("a view that can go to the report")
        cure = _("Correct the file: {faults}").format(faults=" ".join(error.problems))
        place = Place(f"{own_views.FOLDER}/{error.path.name}")
        log.add(place, Problem(Reason.OWN_VIEW, expected, cure))


def _own_instruments(folder: Path, log: Log) -> own.OwnInstruments:
    """Read the folder's own instruments; a file with faults is told and left out."""
    found, errors = own.read(folder / own.FOLDER)
    for error in errors:
        expected = _("an instrument file without faults")
        cure = _("Correct the file: {faults}").format(faults="; ".join(error.problems))
        problem = Problem(Reason.INSTRUMENT, expected, cure)
        log.add(Place(f"{own.FOLDER}/{error.path.name}"), problem)
    return found


def _read(
    place: Path,
    folder: Path,
    instruments: own.OwnInstruments,
    today: date | None,
    log: Log,
    sources: list[Source],
    failed: list[Path],
) -> DataSet:
    described = description.read(folder, log, sources)
    clock = _year_clock(folder, log)
    _check_groups(folder, log)
    found = files.listed(place, log)
    tables: dict[str, list[Rows]] = {}
    dropped = []
    for table in _tables(found, log, sources, failed):
        tables.setdefault(table.form.name, []).append(table)
        dropped += [(*table.place, *column) for column in table.dropped]
    columnar = parquet.read(folder, log, sources) if place.is_dir() else parquet.Found()
    parquet.without_rivals(columnar, tables, log)
    for form, parts in columnar.rows.items():
        tables.setdefault(form, []).extend(parts)
    fixed = corrections.read(folder, log, sources, partial=place.is_file()) if found else {}
    wholes = {}
    for form in sorted(tables):
        whole = merging.merge(tables.pop(form), log)
        if form in fixed:
            whole = merging.correct(whole, fixed.pop(form), log)
        wholes[form] = whole
    codes = merging.codes_of(wholes)
    day = today or date.today()
    people = identifiers.identifiers(folder, described)
    wholes = identifiers.held_back(wholes, people, log)
    checked = {}
    for form in sorted(wholes):
        checked[form] = checks.check(
            wholes.pop(form),
            areas=described.areas,
            codes=codes,
            today=day,
            log=log,
            identifiers=people,
        )
    for lost in fixed.values():
        corrections.matched(lost, [], lost.rows.cells, log)
    if found and not checked and not failed and not columnar.large:
        log.add(Place(str(place)), table_problems.no_form())
    made = DataSet(
        tables={form: part.used for form, part in checked.items()},
        faults=log.frame(),
        rejected={form: part.rejected for form, part in checked.items()},
        counts=_counts([part.counts for part in checked.values()]),
        dropped=_dropped(dropped),
        sources=_sources(sources),
        description=described,
        own_instruments=instruments,
        year_clock=clock,
        folder=folder,
        large=columnar.large,
        unread=tuple(columnar.unread),
    )
    _check_own_views(made, log)
    return replace(made, faults=log.frame())


def _tables(
    paths: list[Path], log: Log, sources: list[Source], failed: list[Path]
) -> Iterator[Rows]:
    """Give the recognised tables of all files; a file that fails does not stop the others."""
    seen: dict[str, str] = {}
    for path in paths:
        name = files.name_of(path)
        log.place(Place(name))
        try:
            source = files.inspect(path, name)
            sources.append(source)
            if source.sha256 in seen:
                log.add(Place(source.name), table_problems.file_twice(seen[source.sha256]))
                continue
            seen[source.sha256] = source.name
            yield from _of_file(source, log)
        except UnreadableError as error:
            failed.append(path)
            log.add(Place(name), error.problem)


def _of_file(source: Source, log: Log) -> list[Rows]:
    """Read the tables of a file, all or none of them."""
    stem = source.path.stem
    if source.encoding is not None:
        raw = csvfile.table(source, recognise.score, recognise.HEADER_ROWS)
        table = rows.read(raw, [stem], log, aside=entered.ASIDE)
        found = [table and entered.restored(table)]
    else:
        with xlsxfile.opened(source, log) as sheets:
            data = [sheet for sheet in sheets if not recognise.is_side_sheet(sheet.place.sheet)]
            alone = [stem] if len(data) == 1 else []
            found = [rows.read(sheet, [sheet.place.sheet, *alone], log) for sheet in data]
    return [table for table in found if table is not None]


def _counts(parts: list[pd.DataFrame]) -> pd.DataFrame:
    if parts:
        return pd.concat(parts, ignore_index=True)
    empty = pd.DataFrame({"form": [], "file": [], "read": [], "used": [], "rejected": []})
    return empty.astype(
        {"form": "str", "file": "str", "read": "int64", "used": "int64", "rejected": "int64"}
    )


def _dropped(columns: list[tuple[str, str, str, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(columns, columns=["file", "sheet", "column", "cells"])
    return frame.astype({"file": "str", "sheet": "str", "column": "str", "cells": "int64"})


def _sources(sources: list[Source]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "file": pd.Series([source.name for source in sources], dtype="str"),
            "sha256": pd.Series([source.sha256 for source in sources], dtype="str"),
            "bytes": pd.Series([source.bytes for source in sources], dtype="int64"),
        }
    )
