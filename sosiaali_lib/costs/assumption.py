"""One assumption of a cost calculation: named, sourced and with limits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sosiaali_lib import codelists
from sosiaali_lib.costs.faults import CostError
from sosiaali_lib.messages import _

SERVICE, WORKER, CONTRIBUTIONS = "korvattava_palvelu", "tyontekija", "sivukulut"
CLIENTS, SUPPORT, EFFECT = "asiakkaat", "muu_tuki", "vaikutus"
UNITS = {
    SERVICE: "eur_asiakas_kk",
    WORKER: "eur_kk",
    CONTRIBUTIONS: "osuus",
    CLIENTS: "asiakasta",
    SUPPORT: "eur_asiakas_kk",
    EFFECT: "osuus",
}
UNIFORM, PERT = "tasainen", "pert"
End = Literal["value", "low", "high"]


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """One input of a calculation.

    Attributes
    ----------
    name
        Code of the assumption, of the code list `kustannusoletus`.
    value, low, high
        Best estimate and the limits between which it may lie; equal when it does not vary.
    unit
        Code of the unit, of the code list `oletuksen_yksikko`; each assumption has its own.
    source
        Where the numbers are from.
    about
        What exactly is meant; empty for what the name says.
    distribution
        `UNIFORM` or `PERT`: how the value varies between the limits.

    Raises
    ------
    CostError
        If a number is negative, lower limit ≤ value ≤ upper limit does not hold, a share is above 1,
        or the name, unit or distribution is not known.
    """

    name: str
    value: Fraction
    low: Fraction
    high: Fraction
    unit: str
    source: str
    about: str = ""
    distribution: str = UNIFORM

    def __post_init__(self) -> None:
        names = codelists.load("kustannusoletus").labels()
        if self.name not in names:
            raise CostError.unknown(codelists.load("kustannusoletus").title, self.name, names)
        label = names[self.name]
        units = codelists.load("oletuksen_yksikko").labels()
        if self.unit != UNITS[self.name]:
            fitting = {UNITS[self.name]: units[UNITS[self.name]]}
            raise CostError.unit(label, self.unit, fitting)
        kinds = codelists.load("jakauma").labels()
        if self.distribution not in kinds:
            raise CostError.unknown(codelists.load("jakauma").title, self.distribution, kinds)
        if (least := min(self.low, self.value, self.high)) < 0:
            raise CostError.negative(label, float(least))
        if not self.low <= self.value <= self.high:
            raise CostError.order(label, float(self.low), float(self.value), float(self.high))
        if self.name == EFFECT and self.high > 1:
            raise CostError.beyond(label, float(self.high), 1)

    @property
    def label(self) -> str:
        """The name in the language in use, with what exactly is meant."""
        name = codelists.load("kustannusoletus").labels()[self.name]
        if not self.about:
            return name
        return _("{name}: {about}").format(name=name, about=self.about)

    @property
    def varies(self) -> bool:
        """Whether the limits differ."""
        return self.low != self.high

    def at(self, end: End) -> Fraction:
        """Give the value, the lower limit or the upper limit."""
        return {"value": self.value, "low": self.low, "high": self.high}[end]
