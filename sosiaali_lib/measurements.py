"""Measurements in two waves: who was measured when, and what changed."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.change import PairedChange, paired_change
from sosiaali_lib.instruments import Instrument, load
from sosiaali_lib.scoring import score, values

START, END = "alku", "loppu"
PAIRED, START_ONLY, END_ONLY = "pari", "vain_alku", "vain_loppu"


def wave_counts(measurements: pd.DataFrame) -> pd.DataFrame:
    """Count measurements by instrument and wave.

    Returns
    -------
    DataFrame
        `mittari`, `alku`, `loppu`: measurements at the start and at the end.
    """
    counts = measurements.groupby(["mittari", "vaihe"], observed=True).size().unstack(fill_value=0)
    return (
        counts.reindex(columns=[START, END], fill_value=0).rename_axis(columns=None).reset_index()
    )


def pairing(measurements: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count people by whether they were measured at both waves.

    A person counts in the group of the first measurement.

    Returns
    -------
    DataFrame
        `by`, `mittari`, `tila` ("pari", "vain_alku", "vain_loppu"), `henkilot`.
    """
    ordered = measurements.sort_values("vaihe", kind="stable")
    people = ordered.groupby(["mittari", "tunniste"], observed=True, as_index=False).agg(
        **{by: (by, "first")},
        start=("vaihe", lambda wave: (wave == START).any()),
        end=("vaihe", lambda wave: (wave == END).any()),
    )
    both = people["start"] & people["end"]
    people["tila"] = both.map({True: PAIRED, False: None}).fillna(
        people["start"].map({True: START_ONLY, False: END_ONLY})
    )
    counts = people.groupby([by, "mittari", "tila"], observed=True, as_index=False).size()
    return counts.rename(columns={"size": "henkilot"})


def changes(measurements: pd.DataFrame, instrument: Instrument | str) -> dict[str, PairedChange]:
    """Give the change of every scale and item of an instrument.

    Items are in the scored direction, so that a rise is always in the same sense.

    Returns
    -------
    dict
        Scale or item id → `PairedChange`; scales first, then items in the instrument's order.
    """
    known = instrument if isinstance(instrument, Instrument) else load(instrument)
    rows = measurements[measurements["mittari"] == known.id]
    rows = rows.set_index(pd.Index(range(len(rows))))
    rows = rows.reindex(columns=[*rows.columns.union(_items(known), sort=False)])
    scores, turned = score(rows, known), values(rows, known)
    # The scales of a profile are the items themselves.
    scored = pd.concat(
        [scores, turned.drop(columns=scores.columns, errors="ignore")], axis="columns"
    )
    start, end = (
        scored[(rows["vaihe"] == wave).to_numpy()].set_index("tunniste") for wave in (START, END)
    )
    names = list(dict.fromkeys([*(scale.id for scale in known.scales), *_items(known)]))
    return {name: paired_change(start[name], end[name]) for name in names}


def _items(instrument: Instrument) -> list[str]:
    return [item.id for item in instrument.items]
