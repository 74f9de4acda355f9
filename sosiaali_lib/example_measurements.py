"""The made-up measurements of the example data."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from sosiaali_lib import instruments

# Instrument, municipality, measured at the start, measured at both waves.
WAVES = (
    ("kykyviisari", "205", 16, 5),
    ("kykyviisari", "290", 8, 2),
    ("kykyviisari", "765", 7, 2),
    ("kykyviisari", "777", 6, 1),
    ("avhv", "205", 4, 3),
    ("avhv", "290", 2, 1),
    ("esy", "205", 5, 4),
    ("esy", "765", 2, 1),
    ("eo14", "205", 3, 2),
    ("eo14", "290", 6, 4),
    ("eo14", "765", 6, 4),
)
# The source measured few people with each instrument. Self-efficacy was not measured in it: this
# larger made-up set shows what a report can tell when there are enough answers.
LARGER = (
    ("gse", "205", 70, 45),
    ("gse", "290", 26, 17),
    ("gse", "765", 30, 19),
    ("gse", "777", 24, 15),
)
GSE_LIMITS = (-1.2, -0.2, 1.0)  # of a person's inclination, between the answers 1, 2, 3 and 4
GSE_RISE = 0.25
SKIPPED = 0.02
# Sum over the ten pairs of each raw answer's change; as the report tells, coping with what lies
# ahead (e03) fell a little and loneliness (e05, not yet reversed) rose a little.
ITEM_CHANGES = dict(
    zip(
        (f"e{i:02}" for i in range(1, 15)),
        (4, 5, -3, 6, 2, 7, 6, 5, 8, 7, 4, 5, 6, 8),
        strict=True,
    )
)


def measurements(rng: np.random.Generator) -> pd.DataFrame:
    """Give the rows of the form `mittaukset`; the same random state gives the same rows."""
    rows = _people(WAVES, rng)
    larger = _people(LARGER, rng, after=len({row["tunniste"] for row in rows}))
    answers = _answers(rows, rng), _self_efficacy(larger, rng)
    every = pd.concat([pd.DataFrame(rows), pd.DataFrame(larger)], ignore_index=True)
    return pd.concat([every, pd.concat(answers, ignore_index=True)], axis="columns")


def _people(
    waves: tuple[tuple[str, str, int, int], ...], rng: np.random.Generator, after: int = 0
) -> list[dict[str, object]]:
    """Give the rows of who was measured where and when, without answers."""
    rows: list[dict[str, object]] = []
    number = after
    for instrument, municipality, n_start, n_both in waves:
        autumn = instrument != "eo14"
        for i in range(n_start):
            number += 1
            person = {"tunniste": f"T{number:03}", "kunta": municipality, "mittari": instrument}
            group = "" if autumn else f"Ryhmä {municipality}"
            first = date(2018, 10, 1) if autumn else date(2019, 4, 8)
            day = first + timedelta(days=int(rng.integers(0, 40 if autumn else 3)))
            rows.append(person | {"vaihe": "alku", "pvm": day, "ryhma": group})
            if i < n_both:
                later = day + timedelta(days=150 if autumn else 35)
                rows.append(person | {"vaihe": "loppu", "pvm": later, "ryhma": group})
    return rows


def _self_efficacy(rows: list[dict[str, object]], rng: np.random.Generator) -> pd.DataFrame:
    """Give answers in which people differ more than their days do, and some are skipped."""
    frame = pd.DataFrame(rows)
    items = [item.id for item in instruments.load("gse").items]
    person, codes = pd.factorize(frame["tunniste"])
    inclination = rng.normal(0, 0.8, len(codes))[person]
    inclination += np.where(frame["vaihe"] == "loppu", GSE_RISE, 0)
    ease = np.linspace(-0.3, 0.3, len(items))
    moods = inclination[:, None] + ease + rng.normal(0, 0.8, (len(frame), len(items)))
    answers = pd.DataFrame(1 + np.searchsorted(GSE_LIMITS, moods), columns=items).astype("Int64")
    return answers.mask(rng.random(answers.shape) < SKIPPED)


def _answers(rows: list[dict[str, object]], rng: np.random.Generator) -> pd.DataFrame:
    """Give answers to the 14 statements whose changes over the pairs add up as wanted."""
    items = [item.id for item in instruments.load("eo14").items]
    answers = pd.DataFrame(index=range(len(rows)), columns=items, dtype="Int64")
    frame = pd.DataFrame(rows)
    statements = frame[frame["mittari"] == "eo14"]
    start = statements[statements["vaihe"] == "alku"]
    end = statements[statements["vaihe"] == "loppu"]
    pairs = start[start["tunniste"].isin(end["tunniste"])]
    # Some people change more than others, as in life.
    readiness = np.linspace(0.2, 2, len(pairs)) / np.linspace(0.2, 2, len(pairs)).sum()
    for item, total in ITEM_CHANGES.items():
        answers.loc[start.index, item] = rng.integers(2, 5, len(start))
        moved = rng.choice(len(pairs), abs(total), replace=False, p=readiness)
        answers.loc[end.index, item] = answers.loc[pairs.index, item].to_numpy()
        answers.loc[end.index[moved], item] += int(np.sign(total))
    return answers
