"""Measurements in two waves: who was measured when, and what changed."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.change import PairedChange, paired_change
from sosiaali_lib.instruments import Instrument, Item, load
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
    people = states(measurements, by)
    counts = people.groupby([by, "mittari", "tila"], observed=True, as_index=False).size()
    return counts.rename(columns={"size": "henkilot"})


def states(measurements: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Give every person with the waves at which they were measured.

    Returns
    -------
    DataFrame
        `mittari`, `tunniste`, `by` (the group of the first measurement), `tila` ("pari",
        "vain_alku", "vain_loppu").
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
    found: pd.DataFrame = people.drop(columns=["start", "end"])
    return found


def at_first_place(measurements: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Give the rows with both waves of a person in the group of the first measurement."""
    ordered = measurements.sort_values("vaihe", kind="stable")
    first = ordered.groupby(["mittari", "tunniste"], observed=True)[by].transform("first")
    return measurements.assign(**{by: first})


def paired_answers(measurements: pd.DataFrame) -> pd.DataFrame:
    """Keep the answers that a person gave at both waves, item by item.

    The two distributions of an item are then those of the same people, whose means are in the
    change. An instrument that was used at the start only keeps its answers.

    Returns
    -------
    DataFrame
        The rows of people with both waves; an answer without its pair is missing. “Don't know” is
        kept where the person answered anything at the other wave.
    """
    kept = []
    for name, rows in measurements.groupby("mittari", observed=True):
        known = load(str(name))
        if not (rows["vaihe"] == END).any():
            kept.append(rows)
            continue
        names = [item.id for item in known.items if item.id in rows]
        waves = {wave: rows[rows["vaihe"] == wave].set_index("tunniste") for wave in (START, END)}
        both = waves[START].index.intersection(waves[END].index)
        unsure = [int(code) for code in known.dont_know]
        for wave, other in ((START, END), (END, START)):
            own = waves[wave].loc[both]
            answers, others = own[names], waves[other].loc[both, names]
            said = answers.isin(unsure) if unsure else answers.isin([])
            valid = others.notna() & ~others.isin(unsure) if unsure else others.notna()
            own[names] = answers.where((said & others.notna()) | (~said & valid))
            kept.append(own.reset_index())
    return pd.concat([measurements.iloc[:0], *kept], ignore_index=True)


def distributions(measurements: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count the answers to each item of the instruments, by wave.

    Items answered with decimals and personal goals have no answers in common to count.

    Returns
    -------
    DataFrame
        `by`, `mittari`, `osa` (the item), `vaihe`, `vastaus` (the code as it is answered, before
        any turning round), `henkilot`. “Don't know” has a code of its own; no answer has no row.
    """
    found = []
    for name, rows in measurements.groupby("mittari", observed=True):
        known = load(str(name))
        items = [item.id for item in known.items if has_levels(item) and item.id in rows]
        answers = rows.melt([by, "vaihe"], items, "osa", "vastaus").dropna(subset="vastaus")
        answers["vastaus"] = answers["vastaus"].astype("int64")
        counts = answers.groupby([by, "osa", "vaihe", "vastaus"], observed=True).size()
        found.append(counts.rename("henkilot").reset_index().assign(mittari=name))
    columns = [by, "mittari", "osa", "vaihe", "vastaus", "henkilot"]
    return pd.concat([pd.DataFrame(columns=columns), *found], ignore_index=True)[columns]


def has_levels(item: Item) -> bool:
    """Tell whether the answers to an item are levels that all people share."""
    return not item.decimals and item.weight is None


def levels(item: Item) -> list[int]:
    """Give the codes of an item from the lowest on, those that nobody chose too."""
    return sorted(item.values) if item.values else list(range(int(item.min), int(item.max) + 1))


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
