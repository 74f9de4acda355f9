"""Scores beside the rows of measurements, with the rule by which they were made."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import instruments, scoring
from sosiaali_lib.archive.deriving import scale_rule
from sosiaali_lib.archive.model import Texts, Variable, in_all
from sosiaali_lib.messages import LANGUAGES, N_


def scores(
    rows: pd.DataFrame, used: set[str], left_out: list[Texts]
) -> list[tuple[Variable, pd.Series]]:
    """Give the scores of each instrument that may be used with one person."""
    found = []
    for name in sorted(used & set(instruments.available())):
        known = instruments.load(name)
        if known.individual == "forbidden":
            left_out.append(
                in_all(
                    N_(
                        "{name}: no scores, because the instrument may not be used with one person."
                    ),
                    name=known.name,
                )
            )
            continue
        if not known.items:  # its service gives the scores, and no rule is published
            continue
        own = rows[rows["mittari"] == name]
        items = [item.id for item in known.items]
        own = own.reindex(columns=[*own.columns.union(items, sort=False)])
        scored = scoring.score(own, known)
        for scale in known.scales:
            if scale.id not in scored:
                continue
            variable = Variable(
                name=f"{known.id}_{scale.id}",
                kind="number",
                labels={
                    lang: f"{known.name}: {scale.labels.get(lang, scale.id)}" for lang in LANGUAGES
                },
                low=scale.range[0],
                high=scale.range[1],
                derivation=scale_rule(known, scale),
            )
            found.append((variable, scored[scale.id].astype("Float64").reindex(rows.index)))
    return found
