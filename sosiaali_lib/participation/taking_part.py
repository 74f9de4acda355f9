"""How many clients a service has had over all its months."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.participation.balance import AT_END, KEY, latest
from sosiaali_lib.participation.counting import between


def taken_part(clients: pd.DataFrame) -> pd.DataFrame:
    """Give how many clients each service has had: those at the start and all who started later.

    Parameters
    ----------
    clients
        Rows of the form `asiakasmaarat`. Not changed.

    Returns
    -------
    DataFrame
        Index `palvelu`; `alussa` (clients when the first month began), `aloittaneita` and `yhteensa`.
        Missing where a month within the series or a number is not known.

    Notes
    -----
    A person who comes back after an end is counted anew: the rows do not tell people apart.
    """
    rows = latest(clients).sort_values([*KEY, "kuukausi"])
    parts = [_of_one(part) for _key, part in rows.groupby(KEY)]
    table = pd.DataFrame(parts, columns=["palvelu", "alussa", "aloittaneita"])
    table = table.astype({"alussa": "Int64", "aloittaneita": "Int64"})
    sums = table.groupby("palvelu").sum(skipna=False)
    return sums.assign(yhteensa=sums["alussa"] + sums["aloittaneita"])


def _of_one(part: pd.DataFrame) -> tuple[object, object, object]:
    """Give the service of one municipality, its clients at the start and all who started."""
    first = part.iloc[0]
    whole = len(part) == len(between(list(part["kuukausi"])))
    started = part["aloittaneita"].sum(skipna=False) if whole else pd.NA
    here = first["asiakkaita"] - first["aloittaneita"]
    if first["laskentatapa"] == AT_END:
        here += first["paattaneita"]
    return first["palvelu"], here, started
