"""A service path with its costs: steps, units and total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sosiaali_lib import codelists
from sosiaali_lib.costs.step import Step
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, lower_first, number, plain, quoted, rounded
from sosiaali_lib.messages import _, ngettext


@dataclass(frozen=True, kw_only=True)
class Path(Finding):
    """A service path: its steps and what they cost together.

    Attributes
    ----------
    name
        Name of the path.
    steps
        The steps in order.
    """

    name: str
    steps: tuple[Step, ...]

    @property
    def total(self) -> Fraction:
        """Cost of all steps, €."""
        return sum((step.cost for step in self.steps), Fraction())

    @property
    def years(self) -> list[int]:
        """The years of the prices."""
        return sorted({step.year for step in self.steps})

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Service path {name} with its costs").format(name=quoted(self.name))

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Step")

    @property
    def fields(self) -> Sequence[Field]:
        """Unit, units, unit cost, cost, year and source."""
        return [
            Field(_("Unit"), "text"),
            Field(_("Units"), "number"),
            Field(_("Unit cost, €"), "number", 2),
            Field(_("Cost, €"), "number", 2),
            Field(_("Prices of"), "text"),
            Field(_("Source of the cost"), "text"),
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a step, and their sum last."""
        units = codelists.load("kustannusyksikko").labels()
        found: list[tuple[str, Sequence[Cell]]] = [
            (
                f"{step.order}. {step.service}",
                (
                    units[step.unit],
                    plain(float(step.units)),
                    float(step.unit_cost),
                    float(step.cost),
                    str(step.year),
                    step.source,
                ),
            )
            for step in self.steps
        ]
        years = "–".join(str(year) for year in dict.fromkeys((self.years[0], self.years[-1])))
        return [*found, (_("Whole path"), ("", "", NOTHING, float(self.total), years, ""))]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """Assumptions, prices of several years, and costs that the sources give otherwise."""
        found = [
            _("{step}: {assumption}").format(step=f"{step.order}. {step.service}", assumption=text)
            for step in self.steps
            if (text := step.assumption)
        ]
        if len(self.years) > 1:
            text = _("The prices are of different years ({years}) and have not been converted.")
            found.append(text.format(years=listed([str(year) for year in self.years])))
        differing = _("{step}: the source gives {given} € and units times unit cost is {cost} €.")
        found += [
            differing.format(
                step=f"{step.order}. {step.service}",
                given=_euros(step.given),
                cost=_euros(step.cost),
            )
            for step in self.steps
            if step.given is not None and step.mismatch
        ]
        return found

    def said(self) -> list[str]:
        """Give the cost of the path and the dearest step, and the steps whose sums do not agree."""
        text = ngettext(
            "The path {name} has {n} step and costs {total} €.",
            "The path {name} has {n} steps and costs {total} € in all.",
            len(self.steps),
        )
        n, total = number(len(self.steps)), number(float(self.total))
        found = [text.format(name=quoted(self.name), n=n, total=total)]
        dearest = max(step.cost for step in self.steps)
        named = [step for step in self.steps if step.cost == dearest]
        if len(named) == 1 < len(self.steps) and dearest:
            text = _("The dearest step is {step}, {cost} €.")
            found.append(
                text.format(step=lower_first(named[0].service), cost=number(float(dearest)))
            )
        wrong = sum(step.mismatch for step in self.steps)
        if wrong:
            found.append(
                ngettext(
                    "In {n} step the cost of the source is not units times unit cost; the computed "
                    "cost is used.",
                    "In {n} steps the cost of the source is not units times unit cost; the computed "
                    "costs are used.",
                    wrong,
                ).format(n=number(wrong))
            )
        return found

    def drawn(self) -> str | None:
        """Draw the cost of each step."""
        from sosiaali_lib.report import charts

        if not self.total:
            return None
        costs = [float(step.cost) for step in self.steps]
        series = charts.Series(self.name, costs, [number(cost) for cost in costs])
        labels = [f"{step.order}. {step.service}" for step in self.steps]
        return charts.bars(labels, [series], _("Cost, €"))

    def alternative(self) -> str:
        """State the cost of every step and of the whole."""
        items = [f"{lower_first(s.service)} {number(float(s.cost))} €" for s in self.steps]
        text = _("Bars of the costs of the steps: {items}; together {total} €.")
        return text.format(items=listed(items), total=number(float(self.total)))


def _euros(value: Fraction | None) -> str:
    assert value is not None
    whole = rounded(float(value), 2)
    return number(float(whole), 0 if whole == whole.to_integral_value() else 2)
