"""One number that an outsider can have, and how he comes by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.messages import N_, _

WAYS: Mapping[str, str] = {
    "sums": N_("follows from the other numbers of the release"),
    "beside": N_("a number that was calculated from it stands beside it"),
    "small": N_("a small number of people is shown"),
    "rest": N_("the rest is a small number of people and follows by subtraction"),
    "few": N_("a mean of few people is shown"),
    "alike": N_("the mean tells that everybody gave the same answer"),
    "answers": N_("the mean and its interval tell how many people gave each answer"),
    "ends": N_("smallest, largest or middle values of few people are shown"),
    "narrow": N_("only few numbers are possible"),
    "alone": N_("who is alone in another cell can calculate it"),
    "subtracted": N_("the mean of few people follows by subtraction"),
}


@dataclass(frozen=True)
class Finding:
    """A number that can be had.

    Attributes
    ----------
    table
        Name of the table, with its folder where there are several.
    place
        Dimensions and codes of the cell.
    way
        A key of `WAYS`.
    """

    table: str
    place: tuple[tuple[str, str], ...]
    way: str

    @property
    def cell(self) -> str:
        """The dimensions and codes in one line."""
        return ", ".join(f"{dimension}={code}" for dimension, code in self.place)

    @property
    def how(self) -> str:
        """How the number is had, in the language in use."""
        return _(WAYS[self.way])


def listed(findings: Iterable[Finding]) -> pd.DataFrame:
    """Give a row for each finding: `table`, `cell`, `how` and a column for each dimension.

    A cell that can be had in several ways has one row, with the first of them. No number is told.
    """
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for found in findings:
        row = {"table": found.table, "cell": found.cell, "how": found.how}
        rows.setdefault((found.table, found.cell), {**row, **dict(found.place)})
    table = pd.DataFrame(list(rows.values()))
    return table if len(table) else pd.DataFrame(columns=["table", "cell", "how"])
