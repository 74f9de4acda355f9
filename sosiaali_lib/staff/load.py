"""How many clients the workers have, from classes and exact numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number, rounded
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.staff.questions import YEAR, years

LIST, CLASS, EXACT = "asiakasmaara", "asiakasmaara_luokka", "asiakasmaara"
OPEN_END = float("inf")


def classes() -> dict[str, tuple[float, float]]:
    """Give the fewest and most clients of each class; the last one has no end.

    Examples
    --------
    >>> classes()["20-39"], classes()["60-"]
    ((20.0, 39.0), (60.0, inf))
    """
    found = {}
    for code in codelists.load(LIST).codes:
        low, _dash, high = code.code.partition("-")
        found[code.code] = (float(low), float(high) if high else OPEN_END)
    return found


def load_class(rows: pd.DataFrame) -> pd.Series:
    """Give the class of every worker: that of the exact number where there is one, else the ticked.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.

    Returns
    -------
    Series
        Codes of the list `asiakasmaara`; missing where neither was answered.
    """
    exact = rows[EXACT].astype("Float64")
    found = rows[CLASS].copy()
    for code, (low, high) in classes().items():
        found = found.mask(((exact >= low) & (exact <= high)).fillna(False), code)
    return found


def client_load(rows: pd.DataFrame) -> ClientLoad:
    """Give how many clients the workers have: classes, exact numbers and limits of the mean.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    """
    ends = classes()
    classed = load_class(rows)
    exact = rows[EXACT].astype("Float64")
    ticked = rows[CLASS]
    strange = exact.notna() & ticked.notna() & (ticked != classed)
    found = {}
    for year in years(rows):
        here = rows[YEAR] == year
        of_year = classed[here].dropna()
        if not len(of_year):
            continue
        numbers = exact[here].dropna()
        only_class = of_year[exact[here].reindex(of_year.index).isna()]
        low = float(numbers.sum()) + sum(ends[code][0] for code in only_class)
        high = float(numbers.sum()) + sum(ends[code][1] for code in only_class)
        found[year] = Load(
            counts={code: int((of_year == code).sum()) for code in ends},
            exact_n=len(numbers),
            exact_mean=float(numbers.mean()) if len(numbers) else None,
            low=low / len(of_year),
            high=high / len(of_year),
            strange=int(strange[here].sum()),
        )
    return ClientLoad(found)


@dataclass(frozen=True, kw_only=True)
class Load:
    """Workers of one year by class of clients, and what the mean can be.

    `high` is infinite where the class without an end was ticked; `strange` counts those whose exact
    number lies outside the class that they ticked.
    """

    counts: Mapping[str, int]
    exact_n: int
    exact_mean: float | None
    low: float
    high: float
    strange: int

    @property
    def n(self) -> int:
        """All who answered."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class ClientLoad(Finding):
    """Numbers of clients by year."""

    loads: Mapping[int, Load]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Clients a worker")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Clients whose own worker one is")

    @property
    def fields(self) -> Sequence[Field]:
        """Workers and their share in each year."""
        return [
            field
            for year in self.loads
            for field in (
                Field(_("{year}: workers").format(year=year)),
                Field(_("{year}: share of workers").format(year=year), "share"),
            )
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a class, and all workers last."""
        found: list[tuple[str, Sequence[Cell]]] = [
            (
                label,
                [
                    cell
                    for load in self.loads.values()
                    for cell in (load.counts[code], load.counts[code] / load.n)
                ],
            )
            for code, label in codelists.load(LIST).labels().items()
        ]
        total = [cell for load in self.loads.values() for cell in (load.n, 1.0)]
        return [*found, (_("All who answered"), total)] if self.loads else []

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """How numbers and classes were joined."""
        found = [_("An exact number was put in its class.")]
        for year, load in self.loads.items():
            if load.strange:
                text = ngettext(
                    "In {year} the exact number of {n} worker lies outside the class that was "
                    "ticked; the number was used.",
                    "In {year} the exact numbers of {n} workers lie outside the class that was "
                    "ticked; the numbers were used.",
                    load.strange,
                )
                found.append(text.format(year=year, n=number(load.strange)))
        return found

    def said(self) -> list[str]:
        """Give the lowest and highest possible mean, and the mean of the exact numbers."""
        found = []
        for year, load in self.loads.items():
            if load.high == OPEN_END:
                text = _(
                    "In {year} the {n} workers had at least {low} clients each on average; the "
                    "highest class has no upper end, so the mean may be any larger."
                )
                found.append(text.format(year=year, n=number(load.n), low=number(load.low, 1)))
            elif rounded(load.low, 1) == rounded(load.high, 1):
                text = _("In {year} the {n} workers had {mean} clients each on average.")
                found.append(text.format(year=year, n=number(load.n), mean=number(load.low, 1)))
            else:
                text = _(
                    "In {year} the {n} workers had between {low} and {high} clients each on average."
                )
                limits = {"low": number(load.low, 1), "high": number(load.high, 1)}
                found.append(text.format(year=year, n=number(load.n), **limits))
            if load.exact_mean is not None and load.exact_n < load.n:
                text = _("The mean of the exact numbers was {mean} (n = {n}).")
                mean = number(load.exact_mean, 1)
                found.append(text.format(mean=mean, n=number(load.exact_n)))
        return found

    def drawn(self) -> str | None:
        """Draw the shares of the two latest years."""
        from sosiaali_lib.report import charts

        latest = {year: self.loads[year] for year in list(self.loads)[-2:]}
        if not latest:
            return None
        field = Field("", "share")
        series = []
        for year, load in latest.items():
            shares = [n / load.n for n in load.counts.values()]
            texts = [field.written(share) for share in shares]
            series.append(charts.Series(str(year), [100 * one for one in shares], texts))
        names = list(codelists.load(LIST).labels().values())
        return charts.bars(names, series, _("Share of workers, %"))
