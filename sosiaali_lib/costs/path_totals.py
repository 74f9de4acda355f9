"""Several service paths with their totals, from the rows of the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.costs.faults import CostError
from sosiaali_lib.costs.path import Path
from sosiaali_lib.costs.step import Step, exact
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import listed, number, quoted
from sosiaali_lib.messages import _, ngettext

FORM = "palvelupolut"


@dataclass(frozen=True, kw_only=True)
class Paths(Finding):
    """The totals of several service paths.

    Attributes
    ----------
    paths
        The paths, in the order in which they first occur.
    """

    paths: tuple[Path, ...]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Costs of the service paths")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Service path")

    @property
    def fields(self) -> Sequence[Field]:
        """Steps and cost."""
        return [Field(_("Steps")), Field(_("Cost, €"), "number", 2), Field(_("Prices of"), "text")]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a path."""
        return [
            (
                path.name,
                (len(path.steps), float(path.total), listed([str(year) for year in path.years])),
            )
            for path in self.paths
        ]

    @property
    def notes(self) -> Sequence[str]:
        """That paths are examples, and what may keep them from being compared."""
        found = [
            _(
                "A path is an example of a course of services. Its cost says nothing about what the "
                "services bring about."
            )
        ]
        if len({year for path in self.paths for year in path.years}) > 1:
            found.append(_("The prices are of different years and have not been converted."))
        return found

    def said(self) -> list[str]:
        """Give the cost of each path."""
        items = [f"{quoted(path.name)} {number(float(path.total))} €" for path in self.paths]
        if not items:
            return []
        text = ngettext(
            "There is {n} service path with costs: {items}.",
            "There are {n} service paths with costs: {items}.",
            len(items),
        )
        return [text.format(n=number(len(items)), items=listed(items))]

    def drawn(self) -> str | None:
        """Draw the cost of each path."""
        from sosiaali_lib.report import charts

        costs = [float(path.total) for path in self.paths]
        if not any(costs):
            return None
        series = charts.Series("", costs, [number(cost) for cost in costs])
        return charts.bars([path.name for path in self.paths], [series], _("Cost, €"))

    def alternative(self) -> str:
        """State the cost of every path."""
        items = [f"{quoted(path.name)} {number(float(path.total))} €" for path in self.paths]
        text = _("Bars of the costs of the service paths: {items}.")
        return text.format(items=listed(items))


def paths(steps: pd.DataFrame) -> Paths:
    """Give the service paths with their totals.

    Parameters
    ----------
    steps
        Rows of the form `palvelupolut`. Not changed.

    Returns
    -------
    Paths
        Each of `.paths` is a finding of its own.

    Raises
    ------
    CostError
        If a cost or number of units is negative or missing, the unit is unknown, or a path has a
        step number twice.
    """
    found = []
    for name, rows in steps.groupby("polku", sort=False):
        doubled = rows.loc[rows["vaihe"].duplicated(), "vaihe"]
        if len(doubled):
            raise CostError.step_twice(str(name), int(doubled.iloc[0]))
        ordered = rows.sort_values("vaihe").to_dict("records")
        found.append(Path(name=str(name), steps=tuple(_step(row) for row in ordered)))
    return Paths(paths=tuple(found))


def _step(row: dict[object, object]) -> Step:
    service = str(row["palvelu"])
    given = row.get("kustannus_lahteessa")
    text = row.get("oletus")
    return Step(
        order=int(exact(service, row["vaihe"])),
        service=service,
        unit=str(row["yksikko"]),
        unit_cost=exact(service, row["yksikkohinta"]),
        units=exact(service, row["maara"]),
        source=str(row["lahde"]),
        year=int(exact(service, row["hintavuosi"])),
        assumption="" if pd.isna(text) else str(text),  # type: ignore[call-overload]
        given=None if pd.isna(given) else exact(service, given),  # type: ignore[call-overload]
    )
