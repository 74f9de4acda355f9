"""Probabilistic sensitivity: all assumptions drawn at once from their distributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
import numpy.typing as npt

from sosiaali_lib.costs.assumption import (
    CLIENTS,
    CONTRIBUTIONS,
    EFFECT,
    PERT,
    SERVICE,
    SUPPORT,
    WORKER,
    Assumption,
)
from sosiaali_lib.costs.calculation import Assumptions
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number, percent, quoted
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.survey.intervals import wilson_limits

SEED = 20170116
LEAST_DRAWS = 10_000
MOST_ROWS = 20
_ROUNDING = 1e-12  # relative error of floats that must not turn equal cost into a loss
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Simulation(Finding):
    """Shares of draws in which the work pays for itself.

    Attributes
    ----------
    assumed
        The assumptions.
    draws, seed
        How many draws were made, and from which seed.
    covered
        Number of clients who avoid a month of the service every month → draws in which that covers
        the cost of the worker; up to the number that does in every draw.
    quantiles
        The 5 %, 50 % and 95 % points of the clients at equal cost; infinite where no number is enough.
    paid
        Draws in which the assumed share of clients covers the cost; None when none is assumed.
    """

    assumed: Assumptions
    draws: int
    seed: int
    covered: dict[int, int]
    quantiles: tuple[float, float, float]
    paid: int | None

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("Share of draws in which the work pays for itself, calculation {name}")
        return text.format(name=quoted(self.assumed.name))

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Clients who avoid the service every month")

    @property
    def fields(self) -> Sequence[Field]:
        """Share of draws and its simulation error."""
        return [
            Field(_("Share of draws"), "share", 1),
            Field(_("Simulation error, 95% interval, %"), "interval", 1),
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a number of clients, and the assumed share last."""
        found: list[tuple[str, Sequence[Cell]]] = [
            (number(clients), self._cells(count)) for clients, count in self.covered.items()
        ]
        if self.paid is not None:
            found.append((_("Assumed share of clients"), self._cells(self.paid)))
        return found

    @property
    def notes(self) -> Sequence[str]:
        """How the draws were made, and what they are not."""
        text = _(
            "{draws} draws with seed {seed}; each assumption is drawn on its own from its distribution "
            "between its limits."
        )
        return [
            text.format(draws=number(self.draws), seed=str(self.seed)),
            _(
                "The simulation error tells how far the share of draws may lie from that of endless "
                "draws. It is no interval of an effect."
            ),
        ]

    def share(self, count: int) -> float:
        """Give draws as a share of all draws."""
        return count / self.draws

    def error(self, count: int) -> tuple[float, float]:
        """Give the 95 % interval of the share of endless draws.

        Notes
        -----
        Wilson (1927), J. Am. Stat. Assoc. 22(158), 209–212: unlike ±1.96 standard errors it has a
        width when all draws agree.
        """
        return wilson_limits(self.share(count), self.draws, 0.95)

    def said(self) -> list[str]:
        """Give the range of the break-even, the sure number of clients, and the assumed share."""
        low, middle, high = self.quantiles
        found = []
        if high < float("inf"):
            text = _(
                "In {draws} draws cost and saving were equal at {middle} clients in the middle, and "
                "between {low} and {high} clients in 90 per cent of the draws."
            )
            found.append(
                text.format(
                    draws=number(self.draws),
                    low=number(low, 2),
                    middle=number(middle, 2),
                    high=number(high, 2),
                )
            )
        sure = [k for k, count in self.covered.items() if count == self.draws]
        if sure:
            text = ngettext(
                "When {n} client avoids the service every month, the work pays for itself in every draw.",
                "When {n} clients avoid the service every month, the work pays for itself in every draw.",
                sure[0],
            )
            found.append(text.format(n=number(sure[0])))
        if self.paid is not None:
            text = _(
                "With the assumed share of clients the work pays for itself in {share} of the draws "
                "(simulation error {low}–{high}). The share is an assumption and not a measured result."
            )
            low, high = self.error(self.paid)
            found.append(
                text.format(
                    share=percent(self.share(self.paid), 1),
                    low=percent(low, 1),
                    high=percent(high, 1),
                )
            )
        return found

    def drawn(self) -> str | None:
        """Draw the share of draws by number of clients."""
        from sosiaali_lib.report import charts

        if not self.covered:
            return None
        shares = [100 * self.share(count) for count in self.covered.values()]
        series = charts.Series("", shares, [number(share) for share in shares])
        labels = [
            ngettext("{n} client avoids it", "{n} clients avoid it", clients).format(
                n=number(clients)
            )
            for clients in self.covered
        ]
        return charts.bars(labels, [series], _("Share of draws, %"))

    def alternative(self) -> str:
        """State the share of draws for every number of clients."""
        text = _("{clients}: {share}")
        items = [
            text.format(clients=number(clients), share=percent(self.share(count)))
            for clients, count in self.covered.items()
        ]
        start = _(
            "Bars of the share of draws in which the work pays for itself, by number of clients who "
            "avoid the service: {items}."
        )
        return start.format(items=", ".join(items))

    def _cells(self, count: int) -> tuple[Cell, ...]:
        low, high = self.error(count)
        return self.share(count), (100 * low, 100 * high)


def simulation(assumed: Assumptions, *, draws: int = LEAST_DRAWS, seed: int = SEED) -> Simulation:
    """Draw all assumptions at once and count when the work pays for itself.

    Parameters
    ----------
    assumed
        The assumptions, each with limits and a distribution.
    draws
        How many; at least `LEAST_DRAWS`.
    seed
        The same seed gives the same draws.

    Raises
    ------
    ValueError
        If there are fewer draws than that.

    Notes
    -----
    PERT: a beta distribution on [low, high] with parameters 1 + 4 (value − low) / (high − low) and
    1 + 4 (high − value) / (high − low), so that its mean is (low + 4 value + high) / 6 (Malcolm et al.
    1959, Oper. Res. 7(5), 646–669).
    """
    if draws < LEAST_DRAWS:
        raise ValueError(f"`draws` is {draws}; expected at least {LEAST_DRAWS}.")
    rng = np.random.default_rng(seed)
    drawn = {one.name: _draw(one, draws, rng) for one in assumed.inputs}
    none = np.zeros(draws)
    worker = drawn[WORKER] * (1 + drawn.get(CONTRIBUTIONS, none))
    saved = drawn[SERVICE] - drawn.get(SUPPORT, none)
    exact = np.full(draws, np.inf)
    np.divide(worker, saved, out=exact, where=saved > 0)
    clients = assumed[CLIENTS]
    assert clients is not None
    counts = range(1, min(floor(clients.value), MOST_ROWS) + 1)
    enough = worker * (1 - _ROUNDING)
    covered = {k: int((k * saved >= enough).sum()) for k in counts}
    sure = next((k for k, count in covered.items() if count == draws), len(covered))
    covered = {k: count for k, count in covered.items() if k <= sure}
    low, middle, high = (float(np.quantile(exact, q, method="lower")) for q in (0.05, 0.5, 0.95))
    paid = None
    if EFFECT in drawn:
        paid = int((drawn[CLIENTS] * drawn[EFFECT] * saved >= enough).sum())
    return Simulation(
        assumed=assumed,
        draws=draws,
        seed=seed,
        covered=covered,
        quantiles=(low, middle, high),
        paid=paid,
    )


def _draw(one: Assumption, draws: int, rng: np.random.Generator) -> Floats:
    """Draw values of an assumption; without limits of its own it is its value."""
    low, value, high = float(one.low), float(one.value), float(one.high)
    if not one.varies:
        return np.full(draws, value)
    if one.distribution == PERT:
        first = 1 + 4 * (value - low) / (high - low)
        second = 1 + 4 * (high - value) / (high - low)
        return low + (high - low) * rng.beta(first, second, draws)
    return rng.uniform(low, high, draws)
