"""The arithmetic of the calculation, in exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from sosiaali_lib.costs.assumption import (
    CLIENTS,
    CONTRIBUTIONS,
    EFFECT,
    SERVICE,
    SUPPORT,
    WORKER,
    End,
)
from sosiaali_lib.costs.calculation import Assumptions

# Which end of each assumption makes the work pay for itself sooner.
FAVOURABLE: Mapping[str, End] = {
    SERVICE: "high",
    WORKER: "low",
    CONTRIBUTIONS: "low",
    CLIENTS: "high",
    SUPPORT: "low",
    EFFECT: "high",
}
UNFAVOURABLE: Mapping[str, End] = {
    name: "low" if end == "high" else "high" for name, end in FAVOURABLE.items()
}


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """The calculation with one number for every assumption.

    Attributes
    ----------
    worker
        Cost of a worker with what is added to it, € a month.
    saved
        What one client costs less in a month without the service, € a client and month.
    clients
        Clients per worker.
    effect
        Assumed share of them who avoid the service; None when nothing is assumed.
    """

    worker: Fraction
    saved: Fraction
    clients: Fraction
    effect: Fraction | None

    @property
    def exact(self) -> Fraction | None:
        """Clients a month at whom cost and saving are equal; None when no number is enough."""
        return self.worker / self.saved if self.saved > 0 else None

    @property
    def needed(self) -> int | None:
        """The least whole number of clients at which the saving covers the cost."""
        return None if self.exact is None else ceil(self.exact)

    @property
    def share(self) -> Fraction | None:
        """The needed clients as a share of the worker's clients; None when there are none."""
        return None if self.needed is None or not self.clients else self.needed / self.clients

    @property
    def possible(self) -> bool:
        """Whether the worker has as many clients as are needed."""
        return self.needed is not None and self.needed <= self.clients

    @property
    def balance(self) -> Fraction | None:
        """Saving less cost with the assumed share, € a month; None when nothing is assumed."""
        return (
            None if self.effect is None else self.clients * self.effect * self.saved - self.worker
        )


def reckon(assumed: Assumptions, ends: Mapping[str, End] | None = None) -> Reckoning:
    """Make the calculation.

    Parameters
    ----------
    assumed
        The assumptions.
    ends
        Which end of an assumption to take, by its name; the others are at their values.
    """
    at = assumed.at(ends or {})
    return Reckoning(
        worker=at[WORKER] * (1 + at[CONTRIBUTIONS]),
        saved=at[SERVICE] - at[SUPPORT],
        clients=at[CLIENTS],
        effect=None if assumed[EFFECT] is None else at[EFFECT],
    )
