"""Over-dispersion: how much more areas differ than chance would make them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.rates.arguments import Floats, Values, one_of
from sosiaali_lib.rates.result import Level
from sosiaali_lib.rates.targets import MEAN, Areas, areas_of

MULTIPLICATIVE, ADDITIVE = "multiplicative", "additive"
MODELS = (MULTIPLICATIVE, ADDITIVE)
LEAST_AREAS = 3
WINSORISED = 0.1


@dataclass(frozen=True)
class Overdispersion:
    """How much more areas differ than by chance.

    `phi` is the mean squared standardised distance from the target, with the outermost tenth at each
    end drawn in: 1 is chance alone. `tau` is the standard deviation between areas that chance does not
    explain, in the units of the indicator. `outside` is the share of areas beyond the limits of 95 %.
    """

    model: str
    phi: float
    tau: float
    outside: float
    n: int
    per: float

    @property
    def widened(self) -> bool:
        """Whether limits move at all."""
        return self.phi > 1 if self.model == MULTIPLICATIVE else self.tau > 0

    @property
    def sentence(self) -> str:
        """What was found and done, in the language in use."""
        if self.widened:
            text = _("Areas differ more than by chance: the limits are widened (φ = {phi}).")
        else:
            text = _("Areas differ no more than by chance: the limits are not widened (φ = {phi}).")
        return text.format(phi=number(self.phi, 2))

    def stretch(self, areas: Areas) -> Floats:
        """Give the factor by which each area's limits lie further from the target."""
        if self.model == MULTIPLICATIVE:
            return np.full(len(areas.index), np.sqrt(max(1.0, self.phi)))
        between = (self.tau / self.per) ** 2
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(areas.error > 0, np.sqrt(1 + between / areas.error**2), 1.0)


def overdispersion(
    kind: str,
    events: Values,
    denominators: Values,
    target: Values | str | None = MEAN,
    *,
    per: float | None = None,
    model: str = ADDITIVE,
    winsorise: float = WINSORISED,
) -> Overdispersion:
    """Measure how much more areas differ than by chance.

    Parameters
    ----------
    kind
        "proportion", "rate" or "ratio".
    events, denominators
        Events of each area, and all cases, inhabitants or expected events. Areas without are left out.
    target
        A number or one an area, per `per`, or "mean".
    per
        What target and `tau` are per; None is 1, and 1000 for rates.
    model
        How limits are to be widened: "multiplicative" by √φ for all, or "additive" by τ, which counts
        most for large areas.
    winsorise
        Share of areas at each end whose distance is drawn in to the next; below 0.5.

    Returns
    -------
    Overdispersion

    Raises
    ------
    ValueError
        If fewer than three areas are known, or arguments do not fit.

    Notes
    -----
    Spiegelhalter (2005), Qual. Saf. Health Care 14, 347–351: z = (y − θ)/s with s the standard error at
    the target, φ = Σz²/I of the winsorised z, τ² = (Iφ − (I − 1)) / (Σw − Σw²/Σw) with w = 1/s² (after
    DerSimonian & Laird 1986), zero if negative.

    Examples
    --------
    >>> found = overdispersion("rate", [20, 40, 10, 30], 1000)
    >>> round(found.phi, 3), round(found.tau, 3)
    (3.38, 9.363)
    """
    return measured(
        areas_of(kind, denominators, target, events=events, per=per),
        model=one_of("model", model, MODELS),
        winsorise=winsorise,
    )


def measured(areas: Areas, *, model: str, winsorise: float = WINSORISED) -> Overdispersion:
    """Measure the over-dispersion of areas that have been read; see `overdispersion`."""
    if not 0 <= winsorise < 0.5:
        raise ValueError(f"`winsorise` is {winsorise!r}; expected from 0 to below 0.5.")
    used = areas.known & (areas.error > 0)
    n = int(areas.known.sum())
    if n < LEAST_AREAS:
        raise ValueError(
            f"Over-dispersion cannot be told from {n} areas with known events; expected "
            f"{LEAST_AREAS} or more."
        )
    if not used.any():  # the target is 0 or 1: chance moves nothing
        return Overdispersion(model, 1.0, 0.0, 0.0, n, areas.per)
    error = areas.error[used]
    z = (areas.value[used] - areas.target[used]) / error
    drawn_in = np.clip(z, *np.quantile(z, (winsorise, 1 - winsorise)))
    phi = float(np.mean(drawn_in**2))
    weight = 1 / error**2
    room = weight.sum() - (weight**2).sum() / weight.sum()
    between = max(0.0, (len(z) * phi - (len(z) - 1)) / room) if room > 0 else 0.0
    outside = float(np.mean(np.abs(z) > Level(0.95).z))
    return Overdispersion(model, phi, areas.per * float(np.sqrt(between)), outside, n, areas.per)
