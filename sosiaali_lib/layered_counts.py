"""Counts of rows by the releases that count them, which add up over parts of the rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from sosiaali_lib import forms, measurements, partial_counts
from sosiaali_lib.cells import AREA
from sosiaali_lib.partial_counts import Partial
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.layers import LAYER, code

Period = tuple[date, date]
JOINT = "\x1f"


def with_layer(form: str, rows: pd.DataFrame, spans: Mapping[str, Period]) -> pd.DataFrame:
    """Keep the rows that a release counts, each with the releases that count it."""
    day = forms.load(form).period
    if day is None:
        return rows.assign(**{LAYER: code(spans)})
    days = rows[day]
    sets = np.zeros(len(rows), dtype=np.int64)  # a bit for each release
    for at, (start, end) in enumerate(spans.values()):
        within = days.between(pd.Timestamp(start), pd.Timestamp(end)) | days.isna()
        sets += within.to_numpy(dtype=np.int64) << at
    numbers, uniques = pd.factorize(sets)
    names = [code(label for at, label in enumerate(spans) if int(one) >> at & 1) for one in uniques]
    layers = pd.array(names, dtype="str").take(numbers) if names else pd.array([], dtype="str")
    return rows.assign(**{LAYER: layers})[sets > 0].reset_index(drop=True)


def layered(
    form: str, rows: pd.DataFrame, declared: Collection[Tabulation], labels: Sequence[str]
) -> Partial:
    """Count rows by the releases that count them, so that the counts of several parts add up.

    Parameters
    ----------
    form
        Name of the form.
    rows
        Rows with area and `LAYER`, of a form of people all rows of each person. Not changed.
    declared
        The declared counts of the form.
    labels
        Today's release and those whose numbers of the form have to do with it.

    Returns
    -------
    Partial
        Its tables have `LAYER` beside the area; visits table by table, or `parit` of measurements.
    """
    tables: dict[str, pd.DataFrame] = {}
    if form == partial_counts.VISITS:
        joint = rows[LAYER].astype("str") + JOINT + rows[AREA].astype("str")
        found = partial_counts.visits(rows.assign(**{AREA: joint}))
        tables = {name: _parted(table) for name, table in found.items()}
    if form == partial_counts.MEASURED:
        tables = {partial_counts.PAIRING: _pairs(rows, labels)}
    counts = {one.name: one.part(rows, [LAYER, AREA]) for one in declared}
    return partial_counts.plain(Partial(tables, counts))


def _pairs(rows: pd.DataFrame, labels: Sequence[str]) -> pd.DataFrame:
    """Count people by layer; who has one wave in one release and both in another is a row of each."""
    states = []
    known = {layer: frozenset(layer.split(" ")) for layer in map(str, rows[LAYER].unique())}
    for label in labels:
        mine = rows[rows[LAYER].isin([layer for layer, those in known.items() if label in those])]
        if len(mine):
            placed = measurements.at_first_place(mine, AREA)
            states.append(measurements.states(placed, AREA).assign(of=label))
    columns = [LAYER, AREA, "mittari", "tila"]
    if not states:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns}).assign(
            henkilot=pd.Series(dtype="int64")
        )
    joined = pd.concat(states, ignore_index=True)
    by = [column for column in joined if column != "of"]
    sets = joined.groupby(by, as_index=False, observed=True).agg(of=("of", code))
    sizes = sets.rename(columns={"of": LAYER}).groupby(columns, as_index=False, observed=True)
    return sizes.size().rename(columns={"size": "henkilot"})


def _parted(table: pd.DataFrame) -> pd.DataFrame:
    both = table[AREA].astype("str").str.split(JOINT, expand=True)
    if not len(table):
        return table.assign(**{LAYER: table[AREA]})
    return table.assign(**{LAYER: both[0], AREA: both[1]})
