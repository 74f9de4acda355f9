"""Measurements in two waves: who was measured when, and what changed."""

from __future__ import annotations

import numpy as np
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
    waves = ordered[["mittari", "tunniste", by]].assign(
        start=ordered["vaihe"] == START, end=ordered["vaihe"] == END
    )
    people = waves.groupby(["mittari", "tunniste"], observed=True, as_index=False).agg(
        **{by: (by, "first")}, start=("start", "max"), end=("end", "max")
    )
    one = np.where(people["start"], START_ONLY, END_ONLY)
    told = np.where(people["start"] & people["end"], PAIRED, one)
    people["tila"] = pd.Series(told, index=people.index, dtype="str")
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
    started = start_only(measurements)
    alone = measurements[measurements["mittari"].isin(started)]
    paired = answers_of_pairs(measurements[~measurements["mittari"].isin(started)])
    return pd.concat([measurements.iloc[:0], alone, paired], ignore_index=True)


def start_only(measurements: pd.DataFrame) -> set[str]:
    """Give the instruments that nobody answered at the end."""
    ended = measurements.loc[measurements["vaihe"] == END, "mittari"]
    return set(measurements["mittari"]) - set(ended)


def answers_of_pairs(measurements: pd.DataFrame) -> pd.DataFrame:
    """Keep the answers that a person gave at both waves, whatever the instrument is used for."""
    kept = []
    for name, rows in measurements.groupby("mittari", observed=True):
        known = load(str(name))
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


def answered(measurements: pd.DataFrame) -> dict[str, bool]:
    """Tell of each instrument whether there are single answers to it."""
    found = {}
    for name, rows in measurements.groupby("mittari", observed=True):
        items = [item for item in _items(load(str(name))) if item in rows]
        found[str(name)] = bool(rows[items].notna().any(axis=None))
    return found


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
    rows, scored = _scored(measurements, known)
    start, end = (
        scored[(rows["vaihe"] == wave).to_numpy()].set_index("tunniste") for wave in (START, END)
    )
    return {name: paired_change(start[name], end[name]) for name in parts_of(known)}


def score_pairs(measurements: pd.DataFrame, by: str = "kunta") -> pd.DataFrame:
    """Count people by the scores that they had at the two waves, part by part of the instruments.

    Parameters
    ----------
    measurements
        Rows with both waves of each person, a person once in a wave. Not changed.
    by
        Column that groups the people; both waves of a person are in the same group.

    Returns
    -------
    DataFrame
        `by`, `mittari`, `osa` (scale or item), `alku`, `loppu` (scores in the scored direction) and `n`.
        Instruments without a scale have no rows. Counts of parts of the people add up.
    """
    found = []
    for name, own in measurements.groupby("mittari", observed=True):
        known = load(str(name))
        if not known.scales:
            continue
        rows, scored = _scored(own, known)
        parts = parts_of(known)
        waves = {
            wave: scored.loc[(rows["vaihe"] == wave).to_numpy(), ["tunniste", *parts]]
            for wave in (START, END)
        }
        place = rows.drop_duplicates("tunniste").set_index("tunniste")[by]
        both = waves[START].merge(waves[END], on="tunniste", suffixes=("_alku", "_loppu"))
        area = both["tunniste"].map(place).to_numpy()
        for part in parts:
            pairs = pd.DataFrame(
                {by: area, START: both[f"{part}_alku"], END: both[f"{part}_loppu"]}
            ).dropna()
            pairs = pairs.astype({START: "float64", END: "float64"})
            sizes = pairs.groupby([by, START, END], as_index=False).size()
            found.append(sizes.rename(columns={"size": "n"}).assign(mittari=str(name), osa=part))
    columns = [by, "mittari", "osa", START, END, "n"]
    if not found:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in columns})
    return pd.concat(found, ignore_index=True)[columns]


def changes_of_pairs(pairs: pd.DataFrame) -> PairedChange:
    """Give the change of people who are counted by their two scores (`score_pairs`)."""
    n = pairs["n"].to_numpy(dtype="int64")
    start, end = (pairs[wave].to_numpy(dtype="float64").repeat(n) for wave in (START, END))
    return paired_change(start, end)


def parts_of(instrument: Instrument) -> list[str]:
    """Name the scales and items of an instrument, scales first; those of a profile are its items."""
    return list(dict.fromkeys([*(scale.id for scale in instrument.scales), *_items(instrument)]))


def _scored(measurements: pd.DataFrame, known: Instrument) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the rows of an instrument, and their scores and turned answers."""
    rows = measurements[measurements["mittari"] == known.id]
    rows = rows.set_index(pd.Index(range(len(rows))))
    rows = rows.reindex(columns=[*rows.columns.union(_items(known), sort=False)])
    scores, turned = score(rows, known), values(rows, known)
    # The scales of a profile are the items themselves.
    beside = turned.drop(columns=scores.columns, errors="ignore")
    return rows, pd.concat([scores, beside], axis="columns")


def _items(instrument: Instrument) -> list[str]:
    return [item.id for item in instrument.items]
