"""The assumptions of a calculation, to be read from rows and adjusted by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.costs.assumption import (
    CLIENTS,
    CONTRIBUTIONS,
    EFFECT,
    SERVICE,
    SUPPORT,
    UNIFORM,
    UNITS,
    WORKER,
    Assumption,
    End,
)
from sosiaali_lib.costs.faults import CostError
from sosiaali_lib.costs.step import exact
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number, plain, quoted
from sosiaali_lib.messages import _

FORM = "kustannusoletukset"
NEEDED = (SERVICE, WORKER, CLIENTS)


@dataclass(frozen=True, kw_only=True)
class Assumptions(Finding):
    """The assumptions of one calculation.

    Attributes
    ----------
    name
        Name of the calculation.
    inputs
        The assumptions; price of the service avoided, cost of a worker and clients are needed, the
        others are optional.

    Raises
    ------
    CostError
        If a needed assumption is absent or one stands twice.
    """

    name: str
    inputs: tuple[Assumption, ...]

    def __post_init__(self) -> None:
        labels = codelists.load("kustannusoletus").labels()
        given = [one.name for one in self.inputs]
        for name in labels:
            if given.count(name) > 1:
                raise CostError.twice(labels[name], self.name)
        for name in NEEDED:
            if name not in given:
                raise CostError.absent(labels[name], self.name)

    def __getitem__(self, name: str) -> Assumption | None:
        """Give an assumption by its name; None when it is not made."""
        return next((one for one in self.inputs if one.name == name), None)

    def at(self, ends: Mapping[str, End]) -> dict[str, Fraction]:
        """Give a number of every assumption, at its value where `ends` does not say; 0 if not made."""
        return {
            name: one.at(ends.get(name, "value")) if (one := self[name]) else Fraction()
            for name in UNITS
        }

    def changed(
        self,
        name: str,
        *,
        value: object = None,
        low: object = None,
        high: object = None,
        source: str | None = None,
    ) -> Assumptions:
        """Give the assumptions with one of them changed, such as `changed("asiakkaat", value=8)`.

        Numbers are taken as they are written; those not given stay. A value beyond a limit that is not
        given moves that limit.

        Raises
        ------
        CostError
            If the assumption is not made, or the new one cannot be used.
        """
        old = self[name]
        if old is None:
            raise CostError.absent(name, self.name)
        new = old.value if value is None else exact(old.label, value)
        one = replace(
            old,
            value=new,
            low=min(old.low, new) if low is None else exact(old.label, low),
            high=max(old.high, new) if high is None else exact(old.label, high),
            source=old.source if source is None else source,
        )
        kept = tuple(one if mine is old else mine for mine in self.inputs)
        return Assumptions(name=self.name, inputs=kept)

    @property
    def service(self) -> str:
        """What the avoided service is called in sentences."""
        one = self[SERVICE]
        assert one is not None
        return one.about or _("the service avoided")

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Assumptions of the calculation {name}").format(name=quoted(self.name))

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Assumption")

    @property
    def fields(self) -> Sequence[Field]:
        """Value, limits, unit, distribution and source."""
        return [
            Field(_("Value"), "number"),
            Field(_("Lower limit"), "number"),
            Field(_("Upper limit"), "number"),
            Field(_("Unit"), "text"),
            Field(_("Distribution"), "text"),
            Field(_("Source"), "text"),
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an assumption."""
        units = codelists.load("oletuksen_yksikko").labels()
        kinds = codelists.load("jakauma").labels()
        return [
            (
                one.label,
                (
                    plain(float(one.value)),
                    plain(float(one.low)),
                    plain(float(one.high)),
                    units[one.unit],
                    kinds[one.distribution] if one.varies else _("Does not vary"),
                    one.source,
                ),
            )
            for one in self.inputs
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What the calculation leaves out."""
        found = []
        if self[CONTRIBUTIONS] is None:
            found.append(
                _(
                    "No employer contributions are added: the cost of a worker is taken as given. Add "
                    "them as an assumption of their own only if that cost is a bare salary."
                )
            )
        if self[SUPPORT] is None:
            found.append(_("Other support that a client needs at home is not in the calculation."))
        return found

    def said(self) -> list[str]:
        """Say how many assumptions there are and whether one is about effect."""
        text = _("The calculation {name} rests on {n} assumptions, each with its source.")
        found = [text.format(name=quoted(self.name), n=number(len(self.inputs)))]
        if self[EFFECT] is not None:
            found.append(
                _(
                    "The share of clients who avoid the service is an assumption. It has not been "
                    "measured in these data."
                )
            )
        return found


def assumptions(rows: pd.DataFrame) -> dict[str, Assumptions]:
    """Give the assumptions of every calculation, by its name.

    Parameters
    ----------
    rows
        Rows of the form `kustannusoletukset`. Not changed.

    Raises
    ------
    CostError
        If an assumption cannot be used, is lacking, or stands twice; the message names it.
    """
    found = {}
    for name, part in rows.groupby("laskelma", sort=False):
        inputs = tuple(_assumption(row) for row in part.to_dict("records"))
        found[str(name)] = Assumptions(name=str(name), inputs=inputs)
    return found


def _assumption(row: Mapping[object, object]) -> Assumption:
    name = str(row["nimi"])
    label = codelists.load("kustannusoletus").labels().get(name, name)
    return Assumption(
        name=name,
        value=exact(label, row["arvo"]),
        low=exact(label, row["ala"]),
        high=exact(label, row["yla"]),
        unit=str(row["yksikko"]),
        source=str(row["lahde"]),
        about=_text(row.get("kuvaus")),
        distribution=_text(row.get("jakauma")) or UNIFORM,
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
