"""Agreement beyond chance: each coefficient with its standard error and interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sosiaali_lib.formatting import listed
from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate

Floats = NDArray[np.float64]
Kind = Literal["percent", "cohen", "fleiss", "scott", "ac", "brennan_prediger", "krippendorff"]
Lack = Literal["chance", "one unit", "no spread"]
NOTHING = 1e-12


@dataclass(frozen=True, kw_only=True)
class Coefficient:
    """One measure of agreement; None where it, or its precision, cannot be given (see `reason`)."""

    kind: Kind
    weighted: bool
    value: float | None
    se: float | None = None
    ci: tuple[float, float] | None = None
    lack: Lack | None = None

    @property
    def name(self) -> str:
        """Which coefficient this is, in the language in use."""
        plain, weighted = {
            "percent": (_("Percent agreement"), _("Weighted percent agreement")),
            "cohen": (_("Cohen's kappa"), _("Weighted Cohen's kappa")),
            "fleiss": (_("Fleiss' kappa"), _("Weighted Fleiss' kappa")),
            "scott": (_("Scott's pi"), _("Weighted Scott's pi")),
            "ac": (_("Gwet AC1"), _("Gwet AC2")),
            "brennan_prediger": (
                _("Brennan–Prediger coefficient"),
                _("Weighted Brennan–Prediger coefficient"),
            ),
            "krippendorff": (_("Krippendorff's alpha"), _("Weighted Krippendorff's alpha")),
        }[self.kind]
        return weighted if self.weighted else plain

    @property
    def estimate(self) -> Estimate | None:
        """The value with its precision, where there is a value."""
        return None if self.value is None else Estimate(self.value, self.se, self.ci)

    @property
    def reason(self) -> str | None:
        """Why something cannot be given, in the language in use; None when all of it can."""
        return None if self.lack is None else why(self.lack, [self.name])


def why(lack: Lack, names: list[str]) -> str:
    """Say in the language in use what keeps these coefficients, by name, from being given."""
    text = {
        "chance": _(
            "Not defined here: {names}. Agreement by chance is already complete, because all "
            "ratings are in one category or the weights do not tell them apart."
        ),
        "one unit": _("No standard error or interval: {names}. There is only one unit to go by."),
        "no spread": _(
            "No standard error or interval: {names}. Every unit counts alike there, so there is no "
            "spread to estimate them from."
        ),
    }[lack]
    return text.format(names=listed(names))


class Units(NamedTuple):
    """Units with the same ratings: how many in each category (a row a kind), and how many units."""

    ratings: Floats
    times: Floats


@dataclass(frozen=True, eq=False)
class Calculation:
    """What every coefficient of the same ratings shares.

    Notes
    -----
    Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapters 3-5. A variance is the sum
    of the units' squared deviations over n² for `two_complete` (two raters, no rating missing),
    and over n(n−1) otherwise, as in the functions of the R package irrCAC for tables and for raw
    ratings. A unit with one rating counts there as no agreement, not as left out: the interval is
    then wider than the jackknife's (for irrCAC's example of 12 units, one of them with one rating,
    the standard error of AC1 is 0.143 and the jackknife's 0.125). With two ratings or more on every
    unit the two agree within a few per cent.
    """

    units: Units
    weights: Floats
    two_complete: bool
    confidence: float

    @property
    def weighted(self) -> bool:
        """Whether some differing categories count as agreement in part."""
        return bool(np.any(self.weights != np.eye(len(self.weights))))

    def percent(self) -> Coefficient:
        """Share of agreeing pairs of ratings, a pair counting by its weight."""
        return self._corrected("percent", 0.0, np.zeros(len(self.units.times)))

    def ac(self) -> Coefficient:
        """Gwet's AC1, or AC2 with weights (Gwet 2008, Br. J. Math. Stat. Psychol. 61, 29-48)."""
        q = len(self.weights)
        # One category leaves no room for agreement by chance in the sense of AC1.
        scale = float(self.weights.sum()) / (q * (q - 1)) if q > 1 else 0.0
        shares, mean = self._shares()
        return self._corrected("ac", scale * float(mean @ (1 - mean)), scale * shares @ (1 - mean))

    def fleiss(self) -> Coefficient:
        """Fleiss' kappa (1971, Psychol. Bull. 76, 378-382); Scott's pi for two complete raters."""
        shares, mean = self._shares()
        near = self.weights @ mean
        kind: Kind = "scott" if self.two_complete else "fleiss"
        return self._corrected(kind, float(mean @ near), shares @ near)

    def brennan_prediger(self) -> Coefficient:
        """Brennan & Prediger's coefficient (1981, Educ. Psychol. Meas. 41, 687-699)."""
        chance = float(self.weights.mean())
        return self._corrected("brennan_prediger", chance, np.full(len(self.units.times), chance))

    def cohen(self, table: Floats) -> Coefficient:
        """Cohen's kappa of a cross table, with the error of Fleiss, Cohen & Everitt.

        Fleiss, Cohen & Everitt (1969), Psychol. Bull. 72, 323-327.
        """
        n = float(table.sum())
        p = table / n
        rows, columns = p.sum(axis=1), p.sum(axis=0)
        chance = float(rows @ self.weights @ columns)
        if 1 - chance < NOTHING:
            return self._undefined("cohen")
        kappa = (float((self.weights * p).sum()) - chance) / (1 - chance)
        margins = np.add.outer(self.weights @ columns, self.weights @ rows)
        each = (self.weights - (1 - kappa) * margins) / (1 - chance)
        variance = float((p * (each - (p * each).sum()) ** 2).sum()) / n
        return self._given("cohen", kappa, variance, n)

    def krippendorff(self) -> Coefficient:
        """Krippendorff's alpha, from the units with two ratings or more; nominal without weights.

        Krippendorff (1970), Sociol. Methodol. 2, 139-150; interval data with quadratic weights on
        evenly spaced categories. Gwet's (2014) variance.
        """
        several = self.units.ratings.sum(axis=1) >= 2
        ratings, times = self.units.ratings[several], self.units.times[several]
        n, r = float(times.sum()), ratings.sum(axis=1)
        r_mean = float(times @ r) / n
        mean = times @ ratings / (n * r_mean)
        near = self.weights @ mean
        chance = float(mean @ near)
        if 1 - chance < NOTHING:
            return self._undefined("krippendorff")
        agreed = (ratings * (ratings @ self.weights - 1)).sum(axis=1) / (r_mean * (r - 1))
        observed = float(times @ agreed) / n
        small = 1 / (n * r_mean)
        corrected = (1 - small) * observed + small
        more = (r - r_mean) / r_mean
        uncorrected = (observed - chance) / (1 - chance)
        by_chance = ratings @ near / r_mean - chance * (more + 1)
        each = agreed - corrected * more - chance - 2 * (1 - uncorrected) * by_chance
        variance = self._variance(each / (1 - chance) - uncorrected, times)
        return self._given("krippendorff", (corrected - chance) / (1 - chance), variance, n)

    def _shares(self) -> tuple[Floats, Floats]:
        """Give each unit's shares of the categories, and their means."""
        ratings, times = self.units
        shares = ratings / ratings.sum(axis=1, keepdims=True)
        return shares, times @ shares / times.sum()

    def _corrected(self, kind: Kind, chance: float, by_chance: Floats) -> Coefficient:
        """Set the observed agreement against `chance`, to which each unit adds `by_chance`."""
        if 1 - chance < NOTHING:
            return self._undefined(kind)
        ratings, times = self.units
        r, n = ratings.sum(axis=1), float(times.sum())
        pairs = np.maximum(r * (r - 1), 1)  # a single rating agrees with none: 0 over 1
        agreed = (ratings * (ratings @ self.weights - 1)).sum(axis=1) / pairs
        several = r >= 2
        n_several = float(times[several].sum())
        value = (float(times @ agreed) / n_several - chance) / (1 - chance)
        each = n / n_several * (agreed - chance * several) / (1 - chance)
        each = each - 2 * (1 - value) * (by_chance - chance) / (1 - chance)
        return self._given(kind, value, self._variance(each - value, times), n)

    def _variance(self, deviations: Floats, times: Floats) -> float:
        n = float(times.sum())
        divisor = n * n if self.two_complete else n * (n - 1)
        return float(times @ deviations**2) / divisor if divisor else 0.0

    def _undefined(self, kind: Kind) -> Coefficient:
        return Coefficient(kind=kind, weighted=self.weighted, value=None, lack="chance")

    def _given(self, kind: Kind, value: float, variance: float, n: float) -> Coefficient:
        """Add the t interval with n − 1 degrees of freedom, cut where the measure ends."""
        from scipy.stats import t

        if n < 2 or variance < NOTHING**2:
            lack: Lack = "one unit" if n < 2 else "no spread"
            return Coefficient(kind=kind, weighted=self.weighted, value=value, lack=lack)
        se = math.sqrt(variance)
        reach = float(t.ppf((1 + self.confidence) / 2, n - 1)) * se
        # A weighted coefficient may itself lie below −1; its interval is then not cut there.
        least = min(0.0 if kind == "percent" else -1.0, value)
        ci = (max(least, value - reach), min(1.0, value + reach))
        return Coefficient(kind=kind, weighted=self.weighted, value=value, se=se, ci=ci)
