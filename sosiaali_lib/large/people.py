"""Rows of people whose rows may lie in different parts: brought together by person first.

Every part is checked and written into buckets by a number made from the identifier, so that all rows of
a person are in one bucket; then the buckets are counted. The buckets are files of their own in a
folder that only this user can open, removed when the count ends. They take about as much room as the
rows in memory would, and on a cluster they lie in the data folder, which all workers see.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib import forms
from sosiaali_lib.intake import rules
from sosiaali_lib.intake.faults import Problem
from sosiaali_lib.large.checking import Checked
from sosiaali_lib.large.faults import NAMED, Fault, LargeDataError
from sosiaali_lib.messages import _
from sosiaali_lib.partial_counts import WHOLE_PEOPLE

BUCKET_ROWS = 1_000_000
PLACE, NAME = "_rivi", "_tiedosto"  # where a row was read, so that a doubled one can be named
_PREFIX = ".sosiaali-osat-"


@contextmanager
def folder(beside: Path | None) -> Iterator[Path]:
    """Give a private folder for the buckets, removed at the end.

    Raises
    ------
    LargeDataError
        If it cannot be made.
    """
    try:
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))
    except OSError as error:
        text = _(
            "The folder {folder} cannot be written, and rows of people are put in order there."
        )
        where = beside or tempfile.gettempdir()
        raise LargeDataError(text.format(folder=where)) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def buckets_for(rows: int) -> int:
    """Give the number of buckets for a number of rows."""
    return max(1, -(-rows // BUCKET_ROWS))


def write(
    checked: Checked, form: str, path: Path, name: str, rows: np.ndarray, buckets: int
) -> None:
    """Write checked rows into buckets, a record batch each; `rows` are their numbers in the file."""
    import pyarrow as pa

    person = WHOLE_PEOPLE[form]
    table = checked.rows.copy(deep=False)
    table[PLACE], table[NAME] = rows, name
    bucket = _bucket(table[person], buckets)
    order = np.argsort(bucket, kind="stable")
    ends = np.searchsorted(bucket[order], np.arange(buckets + 1))
    # A dictionary is read whole with every bucket, so what differs from row to row is plain text.
    plain = table.iloc[order].astype({person: "str"})
    arrow = pa.RecordBatch.from_pandas(plain, preserve_index=False)
    try:
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, arrow.schema) as out:
            for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
                out.write_batch(arrow.slice(start, end - start))
        path.chmod(0o600)
    except OSError as error:
        text = _("There is no room for the rows of people in {folder}. Nothing was released.")
        raise LargeDataError(text.format(folder=path.parent)) from error


def read(files: Sequence[Path], bucket: int) -> pd.DataFrame:
    """Give the rows of a bucket from the files of all parts."""
    import pyarrow as pa

    found = []
    for path in files:
        with pa.memory_map(str(path)) as file:
            batch = pa.ipc.open_file(file).get_batch(bucket)
            if batch.num_rows:
                found.append(batch.to_pandas())
    return joined(found)


def joined(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put tables one under the other; a column that one of them lacks is empty in its rows."""
    from pandas.api.types import union_categoricals

    if len(tables) < 2:
        return tables[0] if tables else pd.DataFrame()
    names = list(dict.fromkeys(str(name) for table in tables for name in table))
    columns: dict[str, Any] = {}
    for name in names:
        own = [table.get(name) for table in tables]
        # A column without any value has codes of no kind: it takes that of one with values.
        told = [one for one in own if one is not None and one.notna().any()]
        kind = next(one.dtype for one in (*told, *own) if one is not None)
        parts = [
            pd.Series(None, index=table.index, dtype=kind)
            if one is None or (told and not one.notna().any())
            else one
            for table, one in zip(tables, own, strict=True)
        ]
        coded = all(isinstance(part.dtype, pd.CategoricalDtype) for part in parts)
        columns[name] = (
            pd.Series(union_categoricals(parts)) if coded else pd.concat(parts, ignore_index=True)
        )
    return pd.DataFrame(columns)


def uncategorised(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows with their codes as plain text, as rows in memory have them."""
    coded = [name for name in rows if isinstance(rows[name].dtype, pd.CategoricalDtype)]
    return rows.astype(dict.fromkeys(coded, "str"))


def without_doubles(form: str, rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Fault, ...]]:
    """Leave out the rows of a bucket that say the same twice (`unique` of the form), with their faults."""
    known = forms.load(form)
    faults: list[Fault] = []
    wrong = np.zeros(len(rows), dtype=np.bool_)
    key = list(known.unique)
    if key and len(rows):
        again = (
            rows.duplicated(key, keep=False) & rows[key].notna().all(axis="columns")
        ).to_numpy()
        problem = rules.doubled(known)
        faults = [
            _fault(str(name), key[0], problem, places.to_numpy())
            for name, places in rows.loc[again].groupby(NAME, observed=True)[PLACE]
        ]
        wrong |= again
    return rows[~wrong].drop(columns=[PLACE, NAME]).reset_index(drop=True), tuple(faults)


def _fault(file: str, column: str, problem: Problem, places: np.ndarray) -> Fault:
    return Fault(file, column, problem, len(places), tuple(np.sort(places)[:NAMED].tolist()))


def _bucket(people: pd.Series, buckets: int) -> np.ndarray:
    categories = people.cat.categories.to_numpy(dtype="object")
    numbers = pd.util.hash_array(categories, categorize=False) % np.uint64(buckets)
    spread = np.append(numbers.astype(np.int64), 0)
    return np.asarray(spread[people.cat.codes.to_numpy()])
