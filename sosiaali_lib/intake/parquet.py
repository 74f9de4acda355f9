"""Parquet files of a data folder: read like spreadsheets where they are small, left to `large` where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.intake import files
from sosiaali_lib.intake.faults import Kind, Log, Place, Problem, Reason
from sosiaali_lib.intake.files import Source
from sosiaali_lib.intake.rows import Rows
from sosiaali_lib.messages import _

if TYPE_CHECKING:
    from sosiaali_lib.large import LargeForm

MEMORY_ROWS = 500_000  # a form with more rows is counted in parts


@dataclass
class Found:
    """What a data folder holds as Parquet.

    `rows` are the tables that are read whole, by form; `large` the forms that are counted in parts;
    `unread` says why files could not be read.
    """

    rows: dict[str, list[Rows]] = field(default_factory=dict)
    large: dict[str, LargeForm] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def read(folder: Path, log: Log, sources: list[Source]) -> Found:
    """Find the Parquet files of a folder, and read those that are small.

    Parameters
    ----------
    folder
        The data folder; see `large.find` for where the files lie.
    log
        Takes the faults.
    sources
        Gets the files added.
    """
    found = Found()
    if not files.holds_parquet(folder):
        return found
    from sosiaali_lib import large
    from sosiaali_lib.large.form import fingerprint

    try:
        for name, form in large.find(folder).items():
            for path in form.by_file:
                shown = path.relative_to(folder).as_posix()
                size = path.stat().st_size
                sources.append(Source(path, shown, fingerprint(path), size, None))
            if name in large.FORMS and form.rows > MEMORY_ROWS:
                found.large[name] = form
            else:
                found.rows[name] = _rows(form, log)
    except (large.LargeDataError, OSError) as error:
        found.unread.append(str(error))
        problem = Problem(Reason.FILE_CORRUPT, _("Parquet files that can be read"), str(error))
        log.add(Place(folder.name), problem)
    return found


def without_rivals(found: Found, tables: Mapping[str, list[Rows]], log: Log) -> None:
    """Leave out the large forms that spreadsheets hold too: nobody can tell which rows are the same."""
    for name in sorted(set(found.large) & set(tables)):
        del found.large[name]
        problem = Problem(
            Reason.FILE_TWICE,
            _("a form of many rows as Parquet files only"),
            _(
                "The form {form} stands in other files too. The Parquet files were not read. Move the "
                "rows of the others into them, or take one of the two away."
            ).format(form=name),
        )
        found.unread.append(problem.cure)
        log.add(Place(name), problem)


def _rows(form: LargeForm, log: Log) -> list[Rows]:
    """Read the files of a form as tables of text."""
    from sosiaali_lib.large.checking import cells_of
    from sosiaali_lib.large.layout import layout

    known, columns = forms.load(form.name), dict(form.columns)
    found = []
    for path, parts in form.by_file.items():
        name = parts[0].name
        read = layout(known, name, columns[name])
        place = Place(name)
        for fault in read.faults:
            log.add(place, fault.problem, column=fault.column)
        batches = [b for part in parts for b in part.batches([one for _own, one in read.columns])]
        own = dict(read.columns)
        cells = {
            one.name: pd.concat([cells_of(batch, own[one.name]).series for batch in batches])
            if one.name in own and batches
            else pd.Series(None, index=range(sum(part.rows for part in parts)), dtype="str")
            for one in known.columns
            if one.name in own or not one.item_of
        }
        frame = pd.DataFrame({n: series.reset_index(drop=True) for n, series in cells.items()})
        blocked = tuple(
            Kind(fault.column, fault.problem) for fault in read.faults if fault.is_error
        )
        found.append(
            Rows(
                form=known,
                place=place,
                cells=frame,
                extra=pd.DataFrame(index=frame.index),
                numbers=np.arange(1, len(frame) + 1),
                beyond={},
                unclosed=None,
                blocked=blocked if read.blocked else (),
            )
        )
        assert path == parts[0].path
    return found
