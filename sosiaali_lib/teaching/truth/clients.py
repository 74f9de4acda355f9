"""Made-up clients of small municipalities: a register that must not be read off its tables."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.teaching.truth.draws import Draws

# How many clients each municipality is expected to have; names of no Finnish municipality.
EXPECTED: Mapping[str, float] = {
    "Honkalahti": 150, "Ilveskylä": 52, "Kaislavesi": 95, "Lehtovaara": 34,
    "Mäntyniemi": 70, "Suokoski": 24, "Tervaharju": 30,
}  # fmt: skip
# How common each need is among clients.
NEEDS: Mapping[str, float] = {
    "toimeentulo": 0.42, "asuminen": 0.24, "yksinaisyys": 0.24, "paihteet": 0.10,
}  # fmt: skip
OUTSIDE = "Suokoski"
"""The municipality of the county that does not belong to the joint authority."""
HOST, FREQUENT = "Lehtovaara", 3
"""Where all visits were those of so many people, and one came most of the times."""
VISITS = 2.2  # how many visits a client makes on average
OFTEN = (31, 8, 7)  # visits of the few who come to HOST
SPRING = 0.55  # how many cases begin in the spring


@dataclass(frozen=True, eq=False)
class Clients:
    """What only the closed room knows."""

    rows: pd.DataFrame = field(repr=False)
    """A row a client: `asiakas`, `kunta`, `tarve`, and `puolisko`, when the case began (kevat, syksy)."""
    visits: pd.DataFrame = field(repr=False)
    """A row a visit to the meeting place of the municipality: `kunta`, `asiakas`."""


def clients(seed: int = 6) -> Clients:
    """Give the clients of a county of seven small municipalities.

    Parameters
    ----------
    seed
        The same seed gives the same clients.

    Returns
    -------
    Clients

    Notes
    -----
    The number of clients of a municipality with a need is drawn from the Poisson distribution, visits
    of a client from the geometric one. In `HOST` only `FREQUENT` people visit, often.

    Examples
    --------
    >>> made = clients()
    >>> made.rows.columns.tolist()
    ['asiakas', 'kunta', 'tarve', 'puolisko']
    """
    chance = Draws(seed)
    kinds = list(product(EXPECTED, NEEDS))
    n = chance.counts([EXPECTED[place] * NEEDS[need] for place, need in kinds])
    rows = pd.DataFrame(kinds, columns=["kunta", "tarve"], dtype="str")
    rows = rows.loc[rows.index.repeat(n)].reset_index(drop=True)
    spring = chance.yes([SPRING] * len(rows))
    rows["puolisko"] = pd.Series(np.where(spring, "kevat", "syksy"), dtype="str")
    rows.insert(0, "asiakas", [f"A{at:03d}" for at in range(1, len(rows) + 1)])
    waits = np.log1p(-chance.uniform(len(rows))) / np.log1p(-1 / VISITS)
    times = np.where(rows["kunta"] == HOST, 0, 1 + waits.astype(int))
    times[np.flatnonzero(rows["kunta"] == HOST)[:FREQUENT]] = OFTEN
    visits = rows.loc[rows.index.repeat(times), ["kunta", "asiakas"]].reset_index(drop=True)
    return Clients(rows, visits)


def with_totals(
    rows: pd.DataFrame, by: Sequence[str], *, hide: Collection[str] = ()
) -> pd.DataFrame:
    """Count rows by codes, with every total, and hide the cells that are named.

    Parameters
    ----------
    rows
        A row a client. Not changed.
    by
        Columns to count by.
    hide
        Cells to be hidden, each named by its codes with a slash between: "Suokoski/paihteet",
        "Suokoski/yhteensä".

    Returns
    -------
    DataFrame
        A row for every combination of codes and totals: `by`, `n` (empty where hidden), `hidden`.

    Raises
    ------
    ValueError
        If a name is no cell of the table.

    Examples
    --------
    >>> people = pd.DataFrame({"kunta": ["a", "a", "b"]})
    >>> with_totals(people, ["kunta"], hide=["b"]).values.tolist()
    [['a', 2, False], ['b', <NA>, True], ['yhteensä', 3, False]]
    """
    codes = [[*sorted(rows[column].unique()), TOTAL] for column in by]
    table = pd.DataFrame(product(*codes), columns=list(by), dtype="str")
    names = table.agg("/".join, axis="columns")
    if unknown := sorted(set(hide) - set(names)):
        raise ValueError(
            f"`hide` names {unknown}; expected cells such as {names.iloc[0]!r} or {names.iloc[-2]!r}."
        )
    n = [len(rows[_within(rows, cell)]) for cell in table.to_dict("records")]
    hidden = names.isin(list(hide))
    return table.assign(n=pd.Series(n, dtype="Int64").mask(hidden), hidden=hidden)


def _within(rows: pd.DataFrame, cell: Mapping[Hashable, str]) -> pd.Series[bool]:
    """Tell which rows a cell counts."""
    own = pd.Series(True, rows.index)
    for column, code in cell.items():
        own &= (rows[column] == code) | (code == TOTAL)
    return own
