"""One step of a service path, with exact costs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sosiaali_lib import codelists
from sosiaali_lib.costs.faults import CostError


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a path.

    Attributes
    ----------
    order
        Number of the step within its path.
    service
        What is done.
    unit
        Code of the unit.
    unit_cost
        Cost of one unit, €.
    units
        How many units there are.
    source
        Where the unit cost is from.
    year
        Whose prices it is in.
    assumption
        What the number of units rests on; empty for none.
    given
        Cost of the step as its source gives it, €; None where it does not.

    Raises
    ------
    CostError
        If a number is negative or missing, or the unit is not in the code list.
    """

    order: int
    service: str
    unit: str
    unit_cost: Fraction
    units: Fraction
    source: str
    year: int
    assumption: str = ""
    given: Fraction | None = None

    def __post_init__(self) -> None:
        units = codelists.load("kustannusyksikko").labels()
        if self.unit not in units:
            raise CostError.unit(self.service, self.unit, units)
        for value in (self.unit_cost, self.units, self.given):
            if value is not None and value < 0:
                raise CostError.negative(self.service, float(value))

    @property
    def cost(self) -> Fraction:
        """Units times unit cost, €."""
        return self.unit_cost * self.units

    @property
    def mismatch(self) -> bool:
        """Whether the source gives another cost, to the euro cent."""
        return self.given is not None and _cents(self.given) != _cents(self.cost)


def exact(name: str, value: object) -> Fraction:
    """Give a number as the decimal fraction that was written, so that sums are exact.

    Raises
    ------
    CostError
        If it is missing or not a number.
    """
    try:
        return Fraction(str(value))
    except ValueError:
        raise CostError.missing(name, value) from None


def _cents(value: Fraction) -> int:
    return round(value * 100)
