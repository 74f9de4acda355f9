"""From a system to a safe pattern: a heuristic first, the proved optimum where that is fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sosiaali_lib.disclosure.further import fulfil
from sosiaali_lib.disclosure.greedy import settle
from sosiaali_lib.disclosure.optimum import cheapest
from sosiaali_lib.disclosure.witness import Witnesses

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Mask
    from sosiaali_lib.disclosure.demands import System


def pattern(system: System, *, quick: bool = False) -> Mask:
    """Give the figures to hide; each has a witness checked in whole numbers.

    `quick` takes what the heuristic finds, without the search for a cheaper pattern.

    Raises
    ------
    ProtectionError
        If a figure that must be hidden could be computed whatever else is hidden.
    """
    witnesses = Witnesses(system.basic())
    good = settle(witnesses, system.target, quick=quick)
    better = good if quick else cheapest(witnesses, good)
    if better is not good:
        better = settle(witnesses, better)
        good = better if system.price(better) < system.price(good) else good
    if not system.wide and not system.persons:
        return good
    return _further(witnesses, system, good)


def _further(witnesses: Witnesses, system: System, hidden: Mask) -> Mask:
    """Meet the further demands, and show what can be computed all the same."""
    strict = witnesses.of(system)
    hidden = fulfil(strict, hidden)
    shown = np.zeros_like(hidden)
    while len(idle := witnesses.unprotected(hidden, hidden)):
        # To show what can be computed opens nothing; a figure that stays in doubt is hidden again.
        hidden = hidden.copy()
        hidden[idle] = shown[idle]
        if shown[idle].all():
            return hidden
        shown[idle] = True
        hidden = fulfil(strict, hidden)
    return hidden
