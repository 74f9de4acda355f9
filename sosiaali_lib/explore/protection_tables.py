"""Small tables to look at how numbers of few people are hidden: taken from rows, or made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from sosiaali_lib import areas, forms
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.disclosure import protect_linked
from sosiaali_lib.disclosure.demands import Zeros
from sosiaali_lib.messages import _, pick
from sosiaali_lib.tabulation.base import GROUP, ROW, N, coded, labelled

PLACE = "kunta"
BY = [ROW, GROUP]
SMALL, SECONDARY = "primary", "secondary"
Cell = tuple[str, str]
_LARGEST = 14  # of a made-up number
_MADE_ROWS: tuple[Mapping[str, str], ...] = (
    {"fi": "Talous", "sv": "Ekonomi", "en": "Money"},
    {"fi": "Asuminen", "sv": "Boende", "en": "Housing"},
    {"fi": "Päihteet", "sv": "Missbruk", "en": "Substance use"},
    {"fi": "Yksinäisyys", "sv": "Ensamhet", "en": "Loneliness"},
)
_MADE_GROUPS: tuple[Mapping[str, str], ...] = (
    {"fi": "Alakylä", "sv": "Nedreby", "en": "Alakylä"},
    {"fi": "Keskikylä", "sv": "Mellanby", "en": "Keskikylä"},
    {"fi": "Ylikylä", "sv": "Övreby", "en": "Ylikylä"},
)


@dataclass(frozen=True, eq=False, kw_only=True)
class SmallTable:
    """True numbers of people by two columns.

    Attributes
    ----------
    counts
        `luokka`, `ryhma` and `n` of every combination that occurs.
    title
        What is counted, in the language in use when it was made; so are the labels.
    head, group_head
        Headings of the rows and of the groups.
    rows, groups
        Code → label, in order.
    made_up
        Whether the numbers are invented.
    """

    counts: pd.DataFrame = field(repr=False)
    title: str
    head: str
    group_head: str
    rows: Mapping[str, str]
    groups: Mapping[str, str]
    made_up: bool = False

    @cached_property
    def numbers(self) -> dict[Cell, int]:
        """Every number with its totals, by the codes of its row and of its group."""
        found = dict.fromkeys(((row, group) for row in self.lines for group in self.columns), 0)
        for row, group, n in self.counts[[*BY, N]].itertuples(index=False):
            for cell in ((row, group), (row, TOTAL), (TOTAL, group), (TOTAL, TOTAL)):
                found[cell] += int(n)
        return found

    @property
    def lines(self) -> dict[str, str]:
        """The rows with their total."""
        return {**self.rows, TOTAL: _("Together")}

    @property
    def columns(self) -> dict[str, str]:
        """The groups with their total."""
        return {**self.groups, TOTAL: _("Together")}

    def name(self, cell: Cell) -> str:
        """Name a cell by the labels of its row and its group."""
        return f"{self.lines[cell[0]]} / {self.columns[cell[1]]}"

    def reasons(self, *, threshold: int, zeros: Zeros) -> dict[Cell, str]:
        """Give why each cell is hidden, with as little more as keeps the small ones unknown.

        Returns
        -------
        dict
            Cell → `SMALL` or `SECONDARY`.

        Raises
        ------
        ProtectionError
            If the small numbers cannot be kept unknown whatever else is hidden.
        """
        cells = tuple(self.counts[[*BY, N]].itertuples(index=False, name=None))
        return dict(_reasons(cells, threshold, zeros))

    def small(self, *, threshold: int, zeros: Zeros) -> dict[Cell, str]:
        """Give the cells that are small by themselves, as a naive protection hides them."""
        least = 0 if zeros == "hidden" else 1
        small = (cell for cell, n in self.numbers.items() if least <= n < threshold)
        return dict.fromkeys(small, SMALL)

    def published(self, hidden: Mapping[Cell, str]) -> pd.DataFrame:
        """Give the table as it goes out with some cells hidden, for `audit` and `ranges`."""
        cells = [(*cell, n, cell in hidden) for cell, n in self.numbers.items()]
        table = pd.DataFrame(cells, columns=[*BY, N, "hidden"])
        return table.assign(**{N: table[N].astype("Int64").mask(table["hidden"])})


def from_rows(rows: pd.DataFrame, form: str, row: str, group: str = PLACE) -> SmallTable:
    """Count rows by a column with one code a row, and by another one or the municipality.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form
        The form.
    row, group
        Names of the columns.
    """
    known = forms.load(form)
    marked = pd.DataFrame({ROW: coded(rows[row]), GROUP: coded(rows[group])})
    counts = marked.groupby(BY, as_index=False, observed=True).size()
    counts = counts.rename(columns={"size": N})
    labels = {
        name: _labels(known.column(column), counts[name])
        for name, column in ((ROW, row), (GROUP, group))
    }
    return SmallTable(
        counts=counts,
        title=forms.title(form),
        head=known.column(row).label,
        group_head=known.column(group).label,
        rows=labels[ROW],
        groups=labels[GROUP],
    )


def made_up(number: int = 1) -> SmallTable:
    """Make up a table of small numbers; the same number always gives the same table.

    Examples
    --------
    >>> made_up(3).numbers == made_up(3).numbers
    True
    """
    rng = np.random.default_rng(number)
    amounts = rng.negative_binomial(1.6, 0.22, size=(len(_MADE_ROWS), len(_MADE_GROUPS)))
    amounts = np.minimum(amounts, _LARGEST)
    rows = {str(at): pick(dict(text)) for at, text in enumerate(_MADE_ROWS, start=1)}
    groups = {str(at): pick(dict(text)) for at, text in enumerate(_MADE_GROUPS, start=1)}
    cells = [
        (row, group, int(amounts[r, g]))
        for r, row in enumerate(rows)
        for g, group in enumerate(groups)
    ]
    return SmallTable(
        counts=pd.DataFrame(cells, columns=[*BY, N]),
        title=_("Made-up table {number}").format(number=number),
        head=_("Theme"),
        group_head=_("Village"),
        rows=rows,
        groups=groups,
        made_up=True,
    )


def _labels(column: forms.Column, codes: pd.Series) -> dict[str, str]:
    """Give the labels of the codes that occur, in the order of the code list."""
    seen = sorted(set(map(str, codes)))
    if column.type == "municipality":
        known = {code: areas.municipality(code).name() for code in seen if code.isdigit()}
        known = dict(sorted(known.items(), key=lambda pair: pair[1]))
    else:
        known = column.choices()
    return {code: label for code, label in labelled(known, seen).items() if code in seen}


@lru_cache(maxsize=64)
def _reasons(
    cells: tuple[tuple[object, ...], ...], threshold: int, zeros: Zeros
) -> tuple[tuple[Cell, str], ...]:
    """Protect a table; another guess at the same table needs no other protection."""
    counts = pd.DataFrame(cells, columns=[*BY, N])
    tables = {"taulukko": counts}
    found = protect_linked(
        tables, {"taulukko": BY}, value=N, threshold=threshold, zeros=zeros, quick=True
    )
    table = found["taulukko"].table
    hidden = table.loc[table["hidden"], [*BY, "reason"]]
    return tuple(((str(r), str(g)), str(why)) for r, g, why in hidden.itertuples(index=False))
