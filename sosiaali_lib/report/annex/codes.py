"""Codes of the rows of a table, so that tables in different languages can be put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sosiaali_lib import codelists
from sosiaali_lib.messages import language, use

ENOUGH = 0.6
"""Share of the rows that must carry labels of a list; rows such as “not recorded” are in none."""


def row_codes(labels: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Give the code list whose labels most rows carry, and the code of each of these labels.

    Parameters
    ----------
    labels
        Headers of the rows without totals, in the language in use.

    Returns
    -------
    tuple
        Name of the list and label → code; empty when no list has at least two labels and `ENOUGH`
        of them all. Of lists that have equally many the shortest is taken; where two are equally
        short, none.

    Examples
    --------
    >>> with use("sv"):
    ...     row_codes(["Hem till klienten", "Till en samarbetspartner"])[1]
    {'Hem till klienten': 'kotiin', 'Till en samarbetspartner': 'kumppanille'}
    """
    ranked = sorted(
        (-sum(label in codes for label in labels), len(codes), name)
        for name, codes in _lists(language()).items()
    )
    (most, length, name), second = ranked[0], ranked[1]
    if -most < max(2, ENOUGH * len(labels)) or second[:2] == (most, length):
        return "", {}
    codes = _lists(language())[name]
    return name, {label: codes[label] for label in labels if label in codes}


@cache
def _lists(lang: str) -> dict[str, dict[str, str]]:
    """Give label → code of each code list whose labels tell its codes apart."""
    found = {}
    with use(lang):
        for name in codelists.available():
            labels = codelists.load(name).labels()
            if len(set(labels.values())) == len(labels):
                found[name] = {label: code for code, label in labels.items()}
    return found
