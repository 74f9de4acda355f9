"""The groups that were held, as rows of text that a person has cleared for publication."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.clearing import is_cleared

COLUMNS = ["alue", "nimi", "laji", "alku_pvm", "loppu_pvm", "tapaamiskerrat", "tiheys", "ohjaajat"]


def held(groups: pd.DataFrame) -> pd.DataFrame:
    """Keep the groups cleared for publication, without any number of their members.

    Parameters
    ----------
    groups
        Clean rows of the form `ryhmat` with `alue`. Not changed.

    Returns
    -------
    DataFrame
        `COLUMNS`, in the order of the groups' first days; a group without a name has its code.
    """
    cleared = groups[is_cleared(groups)]
    named = cleared.assign(nimi=cleared["nimi"].fillna(cleared["ryhma"]))
    return named.sort_values("alku_pvm", kind="stable")[COLUMNS].reset_index(drop=True)
