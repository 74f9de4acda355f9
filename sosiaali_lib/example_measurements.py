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
    rows: list[dict[str, object]] = []
    number = 0
    for instrument, municipality, n_start, n_both in WAVES:
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
    return pd.concat([pd.DataFrame(rows), _answers(rows, rng)], axis="columns")


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
